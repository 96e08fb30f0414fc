"""Larger and worse input than a day brings: `make stress`, `make stress PART=kinds SIZE=10000`.

``damaged``: SIZE files made from the samples by cutting, flipping and inserting bytes (seeded, so a
failure can be made again). Each must give an answer: something read, or a problem with its cause.
``kinds``: the same of SIZE small OFD, DOCX, ZIP, 7z, RAR and mail files.
``accuracy``: SIZE generated papers of each damage and ten times as many of text against their gold
(benchmarks/reading.py), with a progress bar; results in benchmarks/results/stress.json.
``backlog``: SIZE small papers through a service: nothing lost, the estimate a page shows honest.
``malformed``: SIZE malformed files through a service, each with a cause. ``ingest`` is both
(benchmarks/ingest.py).
``duties``: the duties of SIZE invented cases derived on one core (benchmarks/duties.py).
``long``: one text-layer file of SIZE pages; says pages per second and how memory grew.
``scans``: SIZE scanned pages in files of twenty through one process; its memory stays below 1.5 GB and
flat.
``inbox``: a mailbox of SIZE mails on a real server, taken in undisturbed and with 50 kills
(benchmarks/inbox.py); results in benchmarks/results/inbox.json.
Exit code 1 when a promise is broken.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import statistics
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Mapping
from itertools import cycle, islice
from pathlib import Path

import pikepdf
import psutil
import pypdfium2

from benchmarks.damage import damaged_by
from benchmarks.duties import duties
from benchmarks.inbox import inbox
from benchmarks.ingest import backlog_of, malformed
from benchmarks.reading import accuracy
from services.extractor import Extraction, extract
from services.resources import samples_folder

SIZES = {
    "damaged": 100,
    "kinds": 600,
    "inbox": 2000,
    "long": 200,
    "scans": 100,
    "accuracy": 2,
    "backlog": 300,
    "malformed": 300,
    "duties": 20_000,
}
_RESULTS = Path(__file__).parent / "results"
MOST_BYTES = 400_000  # of a sample that is damaged: scans would measure the engine, not the parser


def damaged(size: int) -> bool:
    """Every damaged file gets an answer with a cause."""
    sources = sorted(
        path
        for path in samples_folder().iterdir()
        if path.suffix in {".pdf", ".txt", ".png", ".jpg", ".tif"} and path.stat().st_size < MOST_BYTES
    )
    return _all_answered("damaged", {path.name: path.read_bytes() for path in sources}, size)


def kinds(size: int) -> bool:
    """Every damaged container and native document gets an answer with a cause, in time."""
    from tests.extractor.reading.kinds import small_files  # noqa: PLC0415

    return _all_answered("kinds", small_files(), size)


def _all_answered(part: str, sources: Mapping[str, bytes], size: int) -> bool:
    ends: Counter[str] = Counter()
    sound = True
    slowest = 0.0
    for number, (name, content) in enumerate(islice(cycle(sources.items()), size)):
        data = damaged_by(content, random.Random(number))
        begun = time.perf_counter()
        try:
            end = _end(extract(data, name))
        except Exception:
            end = "raised"
            print(f"{name}, seed {number}:\n{traceback.format_exc()}")
        slowest = max(slowest, time.perf_counter() - begun)
        if end == "silent":
            print(f"{name}, seed {number}: nothing read and no problem said")
        sound = sound and end not in ("raised", "silent")
        ends[end] += 1
    told = ", ".join(f"{end} {n}" for end, n in ends.most_common())
    print(f"{part}: n = {size}; {told}; the slowest took {slowest:.1f} s")
    return sound


def _end(extraction: Extraction) -> str:
    """What became of a file: read, the code of its first problem, or silent."""
    if extraction.problems:
        return extraction.problems[0].code
    return "read" if extraction.papers or extraction.members else "silent"


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


def scans(size: int) -> bool:
    """Memory of a process that reads SIZE scanned pages, after every file of twenty."""
    data = _scanned()
    used: list[float] = []
    for _ in range(0, size, 20):
        extraction = extract(data, "scans.pdf")
        if extraction.problems:
            print(f"scans: {extraction.problems[0].code}")
            return False
        used.append(psutil.Process().memory_info().rss / 1_000_000)
    third = max(1, len(used) // 3)
    early, late = statistics.median(used[:third]), statistics.median(used[-third:])
    print(
        f"scans: {20 * len(used)} pages, memory {early:.0f} MB in the first third, {late:.0f} MB in "
        f"the last, peak {max(used):.0f} MB"
    )
    figures = {
        "pages": 20 * len(used),
        "limit_mb": 1500,
        "mb_after_each_file": [round(v) for v in used],
    }
    (_RESULTS / "stress-scans.json").write_text(json.dumps(figures, indent=1) + "\n")
    return max(used) < 1500 and late < 1.1 * early


def _scanned() -> bytes:
    """Twenty pages at 150 dpi, each a little crooked in its own way."""
    with pypdfium2.PdfDocument(samples_folder() / "chongyi-summons.pdf") as document:
        picture = document[0].render(scale=150 / 72).to_pil()
    pages = [picture.rotate(i % 7 / 10 - 0.3, fillcolor="white") for i in range(20)]
    out = io.BytesIO()
    pages[0].save(out, "PDF", resolution=150, save_all=True, append_images=pages[1:])
    return out.getvalue()


PARTS: dict[str, Callable[[int], bool]] = {
    "damaged": damaged,
    "kinds": kinds,
    "long": long,
    "scans": scans,
    "accuracy": accuracy,
    "inbox": inbox,
    "duties": duties,
    "backlog": backlog_of,
    "malformed": malformed,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("part", nargs="?", choices=[*PARTS, "ingest"], help="only this part")
    parser.add_argument("--size", type=int, help="how many files or pages")
    options = parser.parse_args()
    parts = [options.part] if options.part else list(PARTS)
    if options.part == "ingest":
        parts = ["backlog", "malformed"]
    sound = [PARTS[part](options.size or SIZES[part]) for part in parts]
    return 0 if all(sound) else 1


if __name__ == "__main__":
    sys.exit(main())
