"""Print beneath a seal: read without the seal's colour and with it, and settled by evidence.

Without the colour the print is usually clearer. With it the recogniser often reads the seal's own
letters, so what it says then counts only where it, too, is a reading of the same print.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

import numpy as np

from services.extractor.reading.engines import Engine, Glyphs, Image, ReadLine
from services.extractor.reading.seal import Seals
from services.extractor.reading.spelling import corrected
from services.extractor.transcript import Doubt

_SAME_PRINT = 0.6  # share of letters both readings have: less, and one of them read the seal
_SURE = 0.6  # of a differing character with the colour: below it is noise
_UNSURE = 0.85  # mean of a line read without the colour: only then may the other be better
_CLEARLY = 0.1  # by how much


def settled_under_seals(
    image: Image, seals: Seals, lines: Sequence[ReadLine], engine: Engine
) -> tuple[list[ReadLine], dict[int, tuple[Doubt, ...]]]:
    """``lines`` (read without the seals' colour) with those under a seal settled, and the doubts of
    each line by its index; spans count within the line."""
    settled = list(lines)
    doubts: dict[int, tuple[Doubt, ...]] = {}
    under = [index for index, line in enumerate(lines) if _touched(line, seals)]
    again = engine.recognise(image, [lines[index].quad for index in under])
    for index, coloured in zip(under, again, strict=True):
        line = lines[index]
        first, second = line.glyphs, corrected(coloured)
        if not _same_print(first.text, second.text):
            continue
        if first.mean < _UNSURE and second.mean > first.mean + _CLEARLY:
            first, second = second, first
            settled[index] = ReadLine(line.quad, first)
        found = differences(first, second)
        if found:
            doubts[index] = found
    return settled, doubts


def _touched(line: ReadLine, seals: Seals) -> bool:
    low = np.clip(line.quad.min(axis=0), 0, None).astype(int)
    high = np.ceil(line.quad.max(axis=0)).astype(int)
    window = seals.mask[low[1] : high[1], low[0] : high[0]]
    return bool(window.size and np.count_nonzero(window) > 0.005 * window.size)


def _same_print(first: str, second: str) -> bool:
    """Whether the two differ as two readings of one line do."""
    one, other = ("".join(filter(str.isalnum, text)) for text in (first, second))
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    common = sum(block.size for block in blocks)
    return bool(one and other) and common >= _SAME_PRINT * max(len(one), len(other))


def differences(first: Glyphs, second: Glyphs) -> tuple[Doubt, ...]:
    """The letters of ``first`` that ``second`` surely reads otherwise.

    Stops and spaces do not count, nor what ``second`` has before or after the line: the seal's own
    letters stand there.
    """
    matcher = SequenceMatcher(None, first.text, second.text, autojunk=False)
    found = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal" or (a == b and a in (0, len(first.text))):
            continue
        here, there = first.text[a:b], second.text[c:d]
        if not any(map(str.isalnum, here + there)):
            continue
        if c < d and float(second.confidence[c:d].max()) < _SURE:
            continue
        found.append(Doubt(a, b, there, "under_seal"))
    return tuple(found)
