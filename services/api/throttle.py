"""How often signing in may fail, so that nobody tries passwords by the thousand.

Only failures count, in this process and its memory: a restart forgets them, and two processes count
each for itself. A password is slow to check besides (argon2id).
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator

WINDOW = 15 * 60.0  # s a failure counts
ONE_PERSON = 5  # failures of one account from one address
ONE_ADDRESS = 30  # from one address, whatever the account: an office may share one
ONE_ACCOUNT = 60  # of one account, from wherever
_MOST_KEYS = 10_000

Key = tuple[str, ...]


class SignInThrottle:
    """Counts failed sign-ins by account, by address, and by both together."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures: dict[Key, deque[float]] = {}
        self._lock = threading.Lock()

    def wait(self, login: str, address: str) -> int:
        """Seconds until this account may be tried again from this address; 0 when it may be now."""
        with self._lock:
            now = self._clock()
            left = [self._left(key, most, now) for key, most in _keys(login, address)]
        return max(left)

    def failed(self, login: str, address: str) -> None:
        """Count one wrong password."""
        with self._lock:
            now = self._clock()
            if len(self._failures) > _MOST_KEYS:
                self._forget(now)
            for key, _ in _keys(login, address):
                self._failures.setdefault(key, deque()).append(now)

    def succeeded(self, login: str, address: str) -> None:
        """The right password: earlier slips of this person no longer count."""
        with self._lock:
            self._failures.pop(next(iter(_keys(login, address)))[0], None)

    def _left(self, key: Key, most: int, now: float) -> int:
        failures = self._failures.get(key, deque())
        while failures and failures[0] <= now - WINDOW:
            failures.popleft()
        if len(failures) < most:
            return 0
        return int(failures[-most] + WINDOW - now) + 1

    def _forget(self, now: float) -> None:
        """Drop what no longer counts; all of it when somebody floods us with names."""
        kept = {key: each for key, each in self._failures.items() if each[-1] > now - WINDOW}
        self._failures = kept if len(kept) <= _MOST_KEYS else {}


def _keys(login: str, address: str) -> Iterator[tuple[Key, int]]:
    yield ("person", login, address), ONE_PERSON
    yield ("address", address), ONE_ADDRESS
    yield ("account", login), ONE_ACCOUNT
