"""Speaking IMAP with one mailbox: connect, list, fetch, wait. Nothing is changed on the server unless
``act`` is called: folders are opened with EXAMINE, bytes fetched with BODY.PEEK.
"""

from __future__ import annotations

import imaplib
import re
import select
import ssl
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BufferedReader
from typing import cast

from imap_tools.errors import MailboxFolderSelectError
from imap_tools.mailbox import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted

from services.api.inbox.presets import Security
from services.api.settings import Settings

TIMEOUT = 30.0  # s for one answer of the server
SLICE = 1.0  # s between looks at whether we are to stop
_CHUNK = 500  # mails asked about in one command
# RFC 2971. Netease refuses EXAMINE ("Unsafe Login") to a client that does not say who it is.
_IDENTITY = '("name" "yingsu" "version" "1" "vendor" "yingsu")'
_LISTED = re.compile(
    rb"UID (?P<uid>\d+)|INTERNALDATE (?P<date>\"[^\"]+\")|RFC822\.SIZE (?P<size>\d+)", re.IGNORECASE
)


class FolderMissing(Exception):
    """The server has no such folder, or does not let us in; ``folder`` is its name."""

    def __init__(self, folder: str, said: str) -> None:
        super().__init__(f"{folder}: {said}")
        self.folder = folder
        self.said = said


class Refused(Exception):
    """The server answered NO or BAD; ``said`` is its text."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mailbox is and how to get in."""

    host: str
    port: int
    security: Security
    username: str
    password: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One mail as the server lists it."""

    uid: int
    size: int
    arrived_at: datetime


class MailServer:
    """One connection, for one thread. Errors are those of the socket, ssl and imaplib; ``diagnose``
    says what they mean."""

    def __init__(self, place: Place, settings: Settings) -> None:
        self._box = _connect(place, settings)
        try:
            _log_in(self._box, place)
        except BaseException:
            self.close()
            raise
        self._folder = ""

    def __enter__(self) -> MailServer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        with suppress(Exception):
            self._box.client.logout()
        with suppress(Exception):
            self._box.client.shutdown()

    @property
    def can_idle(self) -> bool:
        return "IDLE" in self._box.client.capabilities

    def folders(self) -> list[str]:
        """Names of all folders that can be opened."""
        return [each.name for each in self._box.folder.list() if "\\Noselect" not in each.flags]

    def open(self, folder: str, *, to_change: bool = False) -> int:
        """Open ``folder``, read-only unless ``to_change``, and give its UIDVALIDITY. FolderMissing."""
        self._folder = ""
        try:
            self._box.folder.set(folder, readonly=not to_change)
        except MailboxFolderSelectError as error:
            raise FolderMissing(folder, _text(error.command_result)) from None
        self._folder = folder
        answer = self._box.client.response("UIDVALIDITY")[1]
        return int(answer[0] or 0) if answer else 0

    def uids(self, since: date | None = None, after: int = 0) -> list[int]:
        """UIDs of the open folder, ascending: taken in on ``since`` or later, above ``after``."""
        criteria = [f"UID {after + 1}:*"] if after else []
        if since:
            criteria.append(f"SINCE {since.day}-{_MONTHS[since.month - 1]}-{since.year}")
        found = self._uid("SEARCH", *(criteria or ["ALL"]))
        numbers = [int(each) for line in found if isinstance(line, bytes) for each in line.split()]
        # "n:*" gives the last mail even when its number is below n.
        return sorted(number for number in numbers if number > after)

    def listed(self, uids: Sequence[int]) -> Iterator[Listed]:
        """Size and arrival of these mails; those that are gone meanwhile are left out."""
        for start in range(0, len(uids), _CHUNK):
            wanted = ",".join(map(str, uids[start : start + _CHUNK]))
            for line in self._uid("FETCH", wanted, "(UID INTERNALDATE RFC822.SIZE)"):
                found = _parsed(line if isinstance(line, bytes) else line[0])
                if found:
                    yield found

    def raw(self, uid: int) -> bytes | None:
        """The mail's bytes as the server has them, None when it is gone."""
        return self._body(uid, "BODY.PEEK[]")

    def head(self, uid: int) -> bytes | None:
        """The mail's header alone."""
        return self._body(uid, "BODY.PEEK[HEADER]")

    def act(self, uid: int, action: str, move_to: str) -> None:
        """Flag the mail (``flag``) or move it (``move``) in the folder opened ``to_change``."""
        if action == "flag":
            self._uid("STORE", str(uid), "+FLAGS", r"(\Flagged)")
        elif action == "move":
            self._box.move(str(uid), move_to)

    def wait(self, seconds: float, stopping: threading.Event) -> bool:
        """Wait for news in the open folder until ``seconds`` are over or ``stopping`` is set; True when
        the server said something. By IDLE where the server can, else by waiting."""
        until = time.monotonic() + seconds
        if not self.can_idle or not self._folder:
            stopping.wait(seconds)
            return False
        client = self._box.client
        # Told once at opening. Told again since: with the answer of another command, after its result.
        if len(client.untagged_responses.get("EXISTS", ())) > 1:
            return True
        self._box.idle.start()  # type: ignore[no-untyped-call]
        news = False
        try:
            while not news and not stopping.is_set() and time.monotonic() < until:
                news = _something_to_read(client, min(SLICE, max(0.0, until - time.monotonic())))
        finally:
            self._box.idle.stop()  # type: ignore[no-untyped-call]
        return news

    def _uid(self, *command: str) -> list[bytes | tuple[bytes, bytes]]:
        status, answer = self._box.client.uid(*command)
        if status != "OK":
            raise Refused(_text((status, answer)))
        return [line for line in answer if line is not None]

    def _body(self, uid: int, section: str) -> bytes | None:
        for line in self._uid("FETCH", str(uid), f"(UID {section})"):
            # A quoted string instead of a literal would stand in line[0]; servers send mails as
            # literals.
            if isinstance(line, tuple):
                return line[1]
        return None


def _connect(place: Place, settings: Settings) -> BaseMailBox:
    if place.security == "none":
        return MailBoxUnencrypted(place.host, place.port, timeout=TIMEOUT)
    context = ssl.create_default_context()
    if settings.mail_ca_file:
        context.load_verify_locations(cafile=settings.mail_ca_file)
    if place.security == "starttls":
        return MailBoxStartTls(place.host, place.port, timeout=TIMEOUT, ssl_context=context)
    return MailBox(place.host, place.port, timeout=TIMEOUT, ssl_context=context)


def _log_in(box: BaseMailBox, place: Place) -> None:
    if place.username.isascii() and place.password.isascii():
        box.login(place.username, place.password, initial_folder=None)
    else:
        box.login_utf8(place.username, place.password, initial_folder=None)
    client = box.client
    client.capabilities = tuple(client.capability()[1][0].decode("ascii", "replace").upper().split())
    with suppress(imaplib.IMAP4.error):  # a server that does not know it says BAD, which is no harm
        client.xatom("ID", _IDENTITY)


def _something_to_read(client: imaplib.IMAP4, seconds: float) -> bool:
    """Whether the server says something within ``seconds``. It may have said so already: a line that
    came in one packet with the answer to IDLE lies in imaplib's buffer, where no poll of the socket
    sees it."""
    if _buffered(client):
        return True
    poller = select.poll()
    poller.register(client.sock, select.POLLIN)
    return bool(poller.poll(seconds * 1000))


def _buffered(client: imaplib.IMAP4) -> bool:
    """Whether imaplib (or TLS below it) holds bytes that nobody has read yet."""
    timeout = client.sock.gettimeout()
    client.sock.settimeout(0)
    try:
        return bool(cast(BufferedReader, client.file).peek(1))
    except ssl.SSLWantReadError:
        return False
    finally:
        client.sock.settimeout(timeout)


def _parsed(line: bytes) -> Listed | None:
    uid = size = 0
    arrived_at = datetime.now(UTC)
    for found in _LISTED.finditer(line):
        if found["uid"]:
            uid = int(found["uid"])
        elif found["size"]:
            size = int(found["size"])
        else:
            arrived_at = _moment(found["date"]) or arrived_at
    return Listed(uid, size, arrived_at) if uid else None


def _moment(quoted: bytes) -> datetime | None:
    try:
        return datetime.strptime(quoted.decode().strip('" '), "%d-%b-%Y %H:%M:%S %z").astimezone(UTC)
    except ValueError:
        return None


def _text(answer: object) -> str:
    """What the server said, as text."""
    if isinstance(answer, tuple | list):
        return " ".join(_text(each) for each in answer)
    return answer.decode("utf-8", "replace") if isinstance(answer, bytes) else str(answer)


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
