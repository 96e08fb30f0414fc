"""Larger and worse input than a day brings: `make stress`, `make stress PART=damaged SIZE=10000`.

``damaged``: SIZE files made from the samples by cutting, flipping and inserting bytes (seeded, so a
failure can be made again). Each must give an answer: something read, or a problem with its cause.
``long``: one text-layer file of SIZE pages; says pages per second and how memory grew.
Exit code 1 when a promise is broken.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from itertools import cycle, islice

import pikepdf
import psutil

from services.extractor import Extraction, extract
from services.resources import samples_folder

SIZES = {"damaged": 100, "long": 200}
MOST_BYTES = 400_000  # of a sample that is damaged: scans would measure the engine, not the parser


def damaged(size: int) -> bool:
    """Every damaged file gets an answer with a cause."""
    sources = sorted(
        path
        for path in samples_folder().iterdir()
        if path.suffix in {".pdf", ".txt", ".png", ".jpg", ".tif"} and path.stat().st_size < MOST_BYTES
    )
    ends: Counter[str] = Counter()
    sound = True
    for number, source in enumerate(islice(cycle(sources), size)):
        data = _damage(source.read_bytes(), random.Random(number))
        try:
            end = _end(extract(data, source.name))
        except Exception:
            sound = False
            end = "raised"
            print(f"{source.name}, seed {number}:\n{traceback.format_exc()}")
        if end == "silent":
            sound = False
            print(f"{source.name}, seed {number}: nothing read and no problem said")
        ends[end] += 1
    print(f"damaged: n = {size}; " + ", ".join(f"{end} {n}" for end, n in ends.most_common()))
    return sound


def _end(extraction: Extraction) -> str:
    """What became of a file: read, the code of its first problem, or silent."""
    if extraction.problems:
        return extraction.problems[0].code
    return "read" if extraction.papers else "silent"


def _damage(data: bytes, chance: random.Random) -> bytes:
    """One of: cut short, the beginning lost, bytes flipped, a stretch of zeros, noise inserted."""
    at = chance.randrange(len(data))
    how = chance.randrange(5)
    if how == 0:
        return data[:at]
    if how == 1:
        return data[at:]
    changed = bytearray(data)
    if how == 2:
        for _ in range(chance.randrange(1, 200)):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    elif how == 3:
        changed[at : at + 500] = bytes(len(changed[at : at + 500]))
    else:
        changed[at:at] = chance.randbytes(300)
    return bytes(changed)


def long(size: int) -> bool:
    """A file of many pages is read whole; says how fast, and what memory it took."""
    out = io.BytesIO()
    with pikepdf.open(samples_folder() / "chongyi-summons.pdf") as source, pikepdf.new() as target:
        for _ in range(size):
            target.pages.append(source.pages[0])
        target.save(out)
    before = psutil.Process().memory_info().rss
    begun = time.perf_counter()
    extraction = extract(out.getvalue(), "long.pdf")
    seconds = time.perf_counter() - begun
    grown = (psutil.Process().memory_info().rss - before) / 1_000_000
    print(
        f"long: {extraction.file.pages} pages, {len(extraction.papers)} papers in {seconds:.1f} s "
        f"({size / seconds:.0f} pages/s), memory grew by {grown:.0f} MB"
    )
    return extraction.file.pages == size and not extraction.problems


PARTS: dict[str, Callable[[int], bool]] = {"damaged": damaged, "long": long}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("part", nargs="?", choices=PARTS, help="only this part")
    parser.add_argument("--size", type=int, help="how many files or pages")
    options = parser.parse_args()
    parts = [options.part] if options.part else list(PARTS)
    sound = [PARTS[part](options.size or SIZES[part]) for part in parts]
    return 0 if all(sound) else 1


if __name__ == "__main__":
    sys.exit(main())
