"""What the engines read on generated scans, kept on disk: OCR costs a hundred times the understanding.

``python -m benchmarks.reading --record FOLDER`` reads every scan through OCR once and keeps what each
engine said; later runs with the same folder understand the same scans again in seconds. The name of a
recording holds the hash of everything that draws and reads (samples/, the generator, reading/ and
rereading.py): once any of it changes, the scan is read anew. ``any_reading`` takes recordings of an
older reading too, and the result says so.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from services.extractor import extract, pipeline, rereading
from services.extractor.reading import read
from services.extractor.reading.engines import Glyphs, Image, Quad
from services.extractor.reading.second import SecondReader, second_reader, third_vote
from services.extractor.result import Extraction

ROOT = Path(__file__).resolve().parent.parent
_DRAWN_AND_READ = ("samples/*.py", "samples/*/*.py", "services/extractor/reading/**/*.py")
_AND = (
    "services/extractor/rereading.py",
    "benchmarks/generated.py",
    "benchmarks/invention.py",
    "benchmarks/notices.py",
    "benchmarks/decisions.py",
    "benchmarks/appeals.py",
)


@cache
def sources() -> str:
    """Hash of the code that draws and reads a scan."""
    files = sorted(path for each in (*_DRAWN_AND_READ, *_AND) for path in ROOT.glob(each))
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


@dataclass
class Recording:
    """One scan: what reading returned, and what the second and third reader said of each strip."""

    sources: str
    picture: bytes
    read: Any = None
    second: dict[tuple[int, ...], Glyphs] = field(default_factory=dict)
    third: dict[tuple[int, ...], str | None] = field(default_factory=dict)
    new: bool = True  # holds something that is not on disk yet


@dataclass
class Recordings:
    """A folder of recordings by the scan's name. ``used`` counts them by the code that made them."""

    folder: Path
    any_reading: bool = False
    used: dict[str, int] = field(default_factory=dict)

    def extraction(self, name: str, draw: Callable[[], bytes]) -> Extraction:
        """What the scan ``name`` says, through OCR where nothing is recorded; ``draw`` makes it."""
        known = self._recorded(name)
        recording = known or Recording(sources(), draw())
        with _playing(recording):
            extraction = extract(recording.picture, "paper.tif")
        if recording.new:
            self.folder.mkdir(parents=True, exist_ok=True)
            recording.new = False
            (self.folder / f"{name}.{recording.sources}.pickle").write_bytes(pickle.dumps(recording))
        self.used[recording.sources] = self.used.get(recording.sources, 0) + 1
        return extraction

    def has(self, name: str) -> bool:
        return self._path(name) is not None

    def _path(self, name: str) -> Path | None:
        wanted = f"{name}.*.pickle" if self.any_reading else f"{name}.{sources()}.pickle"
        found = sorted(self.folder.glob(wanted), key=lambda path: path.stat().st_mtime)
        return found[-1] if found else None

    def _recorded(self, name: str) -> Recording | None:
        path = self._path(name)
        if path is None:
            return None
        recording: Recording = pickle.loads(path.read_bytes())
        return recording


@contextmanager
def _playing(recording: Recording) -> Iterator[None]:
    """The reader answers from ``recording``, and adds to it what it lacks."""

    def played(data: bytes, *rest: Any) -> Any:
        if recording.read is None:
            recording.read = read(data, *rest)
        return recording.read

    def voted(image: Image, quad: Quad) -> str | None:
        key = _key(quad)
        if key not in recording.third:
            recording.third[key], recording.new = third_vote(image, quad), True
        return recording.third[key]

    before = pipeline.read, rereading.second_reader, rereading.third_vote
    reader: Any = _Second(second_reader(), recording)
    pipeline.read = played  # type: ignore[attr-defined]
    rereading.second_reader, rereading.third_vote = lambda: reader, voted  # type: ignore[attr-defined]
    try:
        yield
    finally:
        pipeline.read, rereading.second_reader, rereading.third_vote = before  # type: ignore[attr-defined]


class _Second:
    """The second reader, asked once per strip."""

    def __init__(self, reader: SecondReader, recording: Recording) -> None:
        self.recogniser, self.note, self.knows = reader.recogniser, reader.note, reader.knows
        self._reader, self._recording = reader, recording

    def read(self, image: Image, quads: Sequence[Quad]) -> list[Glyphs]:
        for quad in quads:
            if _key(quad) not in self._recording.second:
                self._recording.second[_key(quad)] = self._reader.read(image, [quad])[0]
                self._recording.new = True
        return [self._recording.second[_key(quad)] for quad in quads]


def _key(quad: Quad) -> tuple[int, ...]:
    return tuple(int(each) for each in np.rint(quad).reshape(-1))
