"""What comes out of a container."""

from __future__ import annotations

from dataclasses import dataclass

from services.extractor.errors import MESSAGES
from services.extractor.result import Problem


@dataclass(frozen=True)
class Member:
    """One file: its name with folders, "/" between them, and its bytes.

    ``problem`` says why there are no bytes.
    """

    name: str
    data: bytes = b""
    problem: Problem | None = None


@dataclass(frozen=True)
class Unpacked:
    """``members`` in the order of the container; ``problems`` of the container as a whole."""

    media_type: str
    members: tuple[Member, ...]
    problems: tuple[Problem, ...] = ()


Opened = tuple[list[Member], list[Problem]]


def lost(name: str, code: str) -> Member:
    """A member that could not be taken out, with its cause."""
    return Member(name, problem=Problem(code, MESSAGES[code]))


def problem(code: str) -> Problem:
    """A problem of the whole container."""
    return Problem(code, MESSAGES[code])
