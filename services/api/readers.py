"""Readers: warm processes that open strangers' files, kept away from network, secrets and data.

A reader that crashes, hangs, grows too large or has read its share of pages is replaced.
"""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import IO, Any, NamedTuple

import psutil

from services.api.sandbox import reader_command, reader_environment
from services.api.settings import Settings
from services.extractor import frames

Progress = Callable[[int, int], None]  # pages done, pages in all
_POLL = 0.25  # s between looks at a working reader's clock and memory


class ReaderFailure(Exception):
    """No reader could finish this file: stable code, Chinese message with cause and remedy."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


class Part(NamedTuple):
    """A file out of a container; ``problem`` (extractor Problem JSON) says why there are no bytes."""

    name: str
    data: bytes
    problem: dict[str, Any] | None


Opened = tuple[list[Part], list[dict[str, Any]]]  # and the problems of the container as a whole


class OpenedPart(NamedTuple):
    """One part of a mail: what it is (``open_mail`` of the reader), and its bytes."""

    said: dict[str, Any]
    data: bytes


class OpenedMail(NamedTuple):
    """What is in a mail (``extractor…mail_parts.Mail``)."""

    headers: dict[str, Any]
    parts: tuple[OpenedPart, ...]


class ReadersClosed(Exception):
    """The service is stopping: the file is not read, and nothing is wrong with it."""


class _Died(Exception):
    """The reader is gone; ``why`` is crash, time or memory."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


_CAUSES = {
    "crash": (
        "reader_crashed",
        "读取程序处理这份文件时多次异常退出。请重新扫描或另存后再上传，或点重试。",
    ),
    "time": ("reader_timeout", "读取超过时限，已停止。请拆成几个文件分别上传。"),
    "memory": ("reader_memory", "读取占用内存过大，已停止。请降低扫描分辨率或拆分后再上传。"),
}


class Readers:
    """The pool: ``settings.readers`` for reading, one more for page images, one more for mails, so that
    neither waits behind a long scan."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._idle: queue.LifoQueue[_Reader | None] = queue.LifoQueue()
        for _ in range(max(1, settings.readers)):
            self._idle.put(None)  # started when first asked
        self._busy: set[_Reader] = set()
        self._painter: _Reader | None = None
        self._painting = threading.Lock()
        self._opener: _Reader | None = None
        self._opening = threading.Lock()
        self._images = _ImageCache(settings.page_cache_mb * 1024 * 1024)
        self._closed = False

    def read(
        self,
        data: bytes,
        name: str,
        progress: Progress | None = None,
        office: Sequence[str] = (),
        scanner: str | None = None,
    ) -> dict[str, Any]:
        """``yingsu.extraction/1`` JSON of one file; a container is not opened: its ``members`` are []
        and ``unpack`` gives them. ``office`` are the names of the office whose mail it is, ``scanner``
        a profile of models/scanners.yaml.
        ReaderFailure when the reader ran out of time or memory, or crashed ``read_attempts`` times
        on it."""
        header = {"op": "extract", "name": name, "members": False, "office": list(office)}
        if scanner:
            header["scanner"] = scanner
        extraction: dict[str, Any] = self._ask(header, data, progress)[0]["extraction"]
        return extraction

    def unpack(self, data: bytes, name: str, password: str = "") -> Opened:
        """Every file in a container, those in containers within it too, and the problems of the whole.
        ReaderFailure as ``read``."""
        answer, content = self._ask({"op": "unpack", "name": name, "password": password}, data)
        parts, start = [], 0
        for member in answer["members"]:
            end = start + member.get("size", 0)
            parts.append(Part(member["name"], content[start:end], member.get("problem")))
            start = end
        return parts, answer["problems"]

    def open_mail(self, data: bytes) -> OpenedMail:
        """The headers and every part of a mail. ReaderFailure when it is no mail, or as ``read``."""
        why = "crash"
        for _ in range(self._settings.read_attempts):
            with self._opening:
                if self._closed:
                    raise ReadersClosed
                reader = self._opener = self._usable(self._opener)
                try:
                    answer, content = reader.ask({"op": "open_mail"}, data)
                except _Died as died:
                    if self._closed:
                        raise ReadersClosed from None
                    why = died.why
                    continue
                reader.pages += 1
            if "error" in answer:
                raise ReaderFailure(answer["error"]["code"], answer["error"]["message"])
            parts, start = [], 0
            for part in answer["parts"]:
                end = start + part["size"]
                parts.append(OpenedPart(part, content[start:end]))
                start = end
            return OpenedMail(answer["headers"], tuple(parts))
        raise ReaderFailure(*_CAUSES[why])

    def _ask(
        self, header: dict[str, Any], data: bytes, progress: Progress | None = None
    ) -> tuple[dict[str, Any], bytes]:
        """The answer of some reader, asked again after a crash. ReaderFailure; ReadersClosed."""
        why = "crash"
        for _ in range(self._settings.read_attempts):
            if self._closed:
                raise ReadersClosed
            with self._reader() as reader:
                try:
                    answer, content = reader.ask(header, data, progress)
                except _Died as died:
                    if self._closed:
                        raise ReadersClosed from None
                    why = died.why
                    if why == "crash":
                        continue
                    break
                if "error" in answer:
                    raise ReaderFailure(answer["error"]["code"], answer["error"]["message"])
                pages = answer["extraction"]["file"]["pages"] if "extraction" in answer else 1
                reader.pages += max(1, pages)
                return answer, content
        raise ReaderFailure(*_CAUSES[why])

    def page_image(
        self, sha256: str, page: int, width: int, rotation: int | None, content: Callable[[], bytes]
    ) -> bytes:
        """PNG of one upright page (1-based), ``width`` pixels wide; ``rotation`` as it was read with,
        None to find it again; ``content`` gives the file when the image is not in the cache.
        ReaderFailure when the page cannot be drawn."""
        key = (sha256, page, width)
        image = self._images.get(key)
        if image is not None:
            return image
        data = content()
        with self._painting:
            reader = self._painter = self._usable(self._painter)
            try:
                answer, image = reader.ask(
                    {"op": "render_page", "page": page, "width": width, "rotation": rotation}, data
                )
            except _Died as died:
                raise ReaderFailure(*_CAUSES[died.why]) from None
            reader.pages += 1
        if "error" in answer:
            raise ReaderFailure(answer["error"]["code"], answer["error"]["message"])
        self._images.put(key, image)
        return image

    def ping(self) -> None:
        """Start one reader and wait for its answer. ReaderFailure when it does not start."""
        with self._reader() as reader:
            try:
                reader.ask({"op": "ping"}, b"")
            except _Died as died:
                raise ReaderFailure(*_CAUSES[died.why]) from None

    def process_ids(self) -> list[int]:
        """Process ids of the idle and painting readers' groups, for tests and ``yingsu doctor``."""
        every = (*self._idle.queue, self._painter, self._opener)
        readers = [reader for reader in every if reader is not None]
        return [reader.process.pid for reader in readers]

    def close(self) -> None:
        """Stop every reader; files being read are taken up at the next start."""
        self._closed = True
        for reader in (*self._idle.queue, *self._busy, self._painter, self._opener):
            if reader is not None:
                reader.kill()

    @contextmanager
    def _reader(self) -> Iterator[_Reader]:
        reader = self._usable(self._idle.get())
        self._busy.add(reader)
        try:
            yield reader
        finally:
            self._busy.discard(reader)
            if self._closed:
                reader.kill()
            self._idle.put(reader)

    def _usable(self, reader: _Reader | None) -> _Reader:
        if reader is not None and reader.usable():
            return reader
        if reader is not None:
            reader.kill()
        return _Reader(self._settings)


class _Reader:
    """One reader process and the conversation with it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.pages = 0
        self.process = subprocess.Popen(
            reader_command(settings),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=reader_environment(settings),
            start_new_session=True,
        )

    def usable(self) -> bool:
        return self.process.poll() is None and self.pages < self._settings.reader_pages

    def ask(
        self, header: dict[str, Any], data: bytes, progress: Progress | None = None
    ) -> tuple[dict[str, Any], bytes]:
        """Send one request and wait for its answer; progress frames go to ``progress``."""
        assert self.process.stdin and self.process.stdout
        done = threading.Event()
        guard = _Guard(self, done)
        guard.start()
        try:
            return self._talk(self.process.stdin, self.process.stdout, header, data, progress)
        except (OSError, EOFError, frames.BrokenFrame):
            self.kill()
            raise _Died(guard.why or "crash") from None
        finally:
            done.set()

    def _talk(
        self,
        stdin: IO[bytes],
        stdout: IO[bytes],
        header: dict[str, Any],
        data: bytes,
        progress: Progress | None,
    ) -> tuple[dict[str, Any], bytes]:
        frames.write_frame(stdin, header, data)
        while True:
            frame = frames.read_frame(stdout)
            if frame is None:
                raise EOFError
            answer, body = frame
            if "progress" not in answer:
                return answer, body
            if progress:
                progress(*answer["progress"])

    def memory(self) -> int:
        """Resident bytes of the reader with its sandbox."""
        try:
            top = psutil.Process(self.process.pid)
            return sum(each.memory_info().rss for each in (top, *top.children(recursive=True)))
        except psutil.Error:
            return 0

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream:
                with suppress(OSError):
                    stream.close()


class _Guard(threading.Thread):
    """Kills a reader that takes too long or too much memory; ``why`` tells which."""

    def __init__(self, reader: _Reader, done: threading.Event) -> None:
        super().__init__(daemon=True, name="reader-guard")
        self._reader = reader
        self._done = done
        self.why = ""

    def run(self) -> None:
        settings = self._reader._settings
        deadline = time.monotonic() + settings.read_seconds
        while not self._done.wait(_POLL):
            if time.monotonic() > deadline:
                self.why = "time"
            elif self._reader.memory() > settings.reader_memory_mb * 1024 * 1024:
                self.why = "memory"
            if self.why:
                self._reader.process.kill()
                return


class _ImageCache:
    """Page images by key, the least recently used dropped beyond ``limit`` bytes."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._size = 0
        self._images: OrderedDict[tuple[str, int, int], bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: tuple[str, int, int]) -> bytes | None:
        with self._lock:
            if key in self._images:
                self._images.move_to_end(key)
            return self._images.get(key)

    def put(self, key: tuple[str, int, int], image: bytes) -> None:
        with self._lock:
            self._size += len(image) - len(self._images.pop(key, b""))
            self._images[key] = image
            while self._size > self._limit and self._images:
                self._size -= len(self._images.popitem(last=False)[1])
