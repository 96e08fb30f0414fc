"""The values OFD writes into attributes (GB/T 33190-2016, 7.3): arrays, boxes, matrices, deltas."""

from __future__ import annotations

import math
from typing import NamedTuple

MOST_NUMBERS = 100_000  # of one attribute: text of one object is far shorter


class Rect(NamedTuple):
    """ST_Box in millimetres: left, top, width, height; y downwards."""

    x: float
    y: float
    width: float
    height: float


class Matrix(NamedTuple):
    """x' = a·x + c·y + e, y' = b·x + d·y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def at(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def then(self, other: Matrix) -> Matrix:
        """First this, then ``other``."""
        x0, y0 = other.at(self.e, self.f)
        return Matrix(
            self.a * other.a + self.b * other.c,
            self.a * other.b + self.b * other.d,
            self.c * other.a + self.d * other.c,
            self.c * other.b + self.d * other.d,
            x0,
            y0,
        )

    @property
    def scale(self) -> float:
        """How much longer a length becomes, both directions averaged."""
        return math.sqrt(abs(self.a * self.d - self.b * self.c))


def numbers(text: str | None) -> list[float]:
    """The finite numbers of an array; what is no number is left out."""
    found = []
    for word in (text or "").split()[:MOST_NUMBERS]:
        number = number_of(word)
        if number is not None:
            found.append(number)
    return found


def number_of(text: str | None, default: float | None = None) -> float | None:
    """A finite number of sane size, else ``default``."""
    try:
        number = float(text or "")
    except ValueError:
        return default
    return number if math.isfinite(number) and abs(number) < 1e7 else default


def rect(text: str | None) -> Rect | None:
    """A box of four numbers; None when it is none or has no extent."""
    values = numbers(text)
    if len(values) != 4 or values[2] < 0 or values[3] < 0:
        return None
    return Rect(*values)


def matrix(text: str | None) -> Matrix:
    """A transformation; the identity when none is written."""
    values = numbers(text)
    return Matrix(*values) if len(values) == 6 else Matrix()


def deltas(text: str | None, count: int) -> list[float]:
    """At most ``count`` distances; ``g 3 4.5`` stands for ``4.5 4.5 4.5`` (GB/T 33190-2016, 11.3)."""
    words = (text or "").split()[:MOST_NUMBERS]
    found: list[float] = []
    index = 0
    while index < len(words) and len(found) < count:
        if words[index] == "g" and index + 2 < len(words):
            times = int(number_of(words[index + 1][:6], 0.0) or 0)
            value = number_of(words[index + 2], 0.0) or 0.0
            found += [value] * max(0, min(times, count - len(found)))
            index += 3
        else:
            value_or_none = number_of(words[index])
            if value_or_none is not None:
                found.append(value_or_none)
            index += 1
    return found
