"""How much one received file may become, all containers within it together."""

from __future__ import annotations

import time

from services.extractor.errors import unreadable
from services.extractor.reading import limits


class Spent(Exception):
    """Nothing more may come out; ``code`` says which limit was met."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Budget:
    """Counts members, bytes and depth. One budget serves a container and all containers within it."""

    def __init__(self) -> None:
        self._received = 0
        self._bytes = 0
        self._members = 0
        self._until = time.monotonic() + limits.MAX_SECONDS_UNPACKING

    def enter(self, size: int) -> None:
        """A container of ``size`` bytes is opened; the first is what was received."""
        self._received = self._received or size

    def count(self) -> None:
        """One member more. Raises Spent."""
        if self._members >= limits.MAX_MEMBERS:
            raise Spent("too_many_members")
        self._members += 1

    @property
    def room(self) -> int:
        """Bytes that may still come out: a scan hardly shrinks, a bomb shrinks a thousand times."""
        most = max(limits.RATIO_FROM, limits.MAX_RATIO * self._received)
        return max(0, min(limits.MAX_UNPACKED_BYTES, most) - self._bytes)

    def take(self, size: int) -> None:
        """``size`` bytes came out. Raises Spent when there was no room for them."""
        if size > self.room:
            raise Spent("unpacked_too_large")
        self._bytes += size

    @property
    def seconds(self) -> float:
        """Time left for foreign programs. Raises UnreadableFile(archive_timeout)."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise unreadable("archive_timeout")
        return left
