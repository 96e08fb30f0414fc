"""How well generated papers are read: ``python -m benchmarks.reading [--text N] [--scans N]``.

``--text`` papers go through the text path (what the drawing would print, no OCR); ``--scans`` papers
of each damage are drawn, damaged and read through the whole path. Everything is seeded: the same
numbers read the same papers. Results go to benchmarks/results/<name>.json; ``--misses`` lists what was
wrong (the papers are fictional). Generated papers show what generated papers show: courts do not
publish summonses and notices, so there is no other figure for them.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.generated import DAMAGES, Generated, made
from benchmarks.invention import Half
from benchmarks.judging import Tally, tally
from benchmarks.notices import Json
from samples.page import press
from services.extractor import extract

RESULTS = Path(__file__).parent / "results"
# Scans begin far behind the text papers: no paper is read on both paths.
FIRST_SCAN = 1_000_000
TEXT, SCANS = 2000, 4  # of `make bench`: two minutes and, on two cores, some six minutes


def main() -> int:
    options = _options()
    tallies = measure(options.half, options.text, options.scans, options.damages or list(DAMAGES))
    for name, result in tallies.items():
        _print(name, result, options.misses)
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{options.name}.json"
    path.write_text(json.dumps(to_json(options.half, tallies), ensure_ascii=False, indent=1) + "\n")
    print(f"written: benchmarks/results/{path.name}")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--text", type=int, default=TEXT, help="papers through the text path")
    parser.add_argument("--scans", type=int, default=SCANS, help="papers of each damage, through OCR")
    parser.add_argument("--damages", nargs="*", choices=DAMAGES, help="default: all")
    parser.add_argument("--half", type=Half, default=Half.TEST, help="fit or test (default)")
    parser.add_argument("--name", default="generated", help="of the result file")
    parser.add_argument("--misses", action="store_true", help="list what was wrong")
    return parser.parse_args()


def measure(half: Half, text: int, scans: int, damages: list[str]) -> dict[str, Tally]:
    """A tally of the text path and one of each damage."""
    tallies: dict[str, Tally] = {}
    if text:
        tallies["text"] = Tally()
        for paper in _progress("text", text, (made(seed, half) for seed in range(text))):
            read = extract(paper.text(), "paper.txt")
            tally(tallies["text"], f"{paper.seed}", paper.gold, read)
    if not scans:
        return tallies
    with press() as printer:
        for place, damage in enumerate(damages):
            tallies[damage] = Tally()
            first = FIRST_SCAN + 100_000 * place
            papers = (made(first + number, half) for number in range(scans))
            for paper in _progress(damage, scans, papers):
                read = extract(paper.picture(printer, damage), "paper.tif")
                tally(tallies[damage], f"{damage} {paper.seed}", paper.gold, read)
    return tallies


def _progress(name: str, total: int, papers: Iterator[Generated]) -> Iterator[Generated]:
    """The papers, with a bar on a terminal."""
    begun = time.monotonic()
    for done, paper in enumerate(papers, start=1):
        yield paper
        if sys.stderr.isatty():
            left = (time.monotonic() - begun) / done * (total - done)
            bar = "#" * (30 * done // total)
            print(f"\r{name:16}[{bar:30}] {done}/{total}, {left:.0f} s left ", end="", file=sys.stderr)
    if sys.stderr.isatty():
        print(file=sys.stderr)


def to_json(half: Half, tallies: dict[str, Tally]) -> Json:
    """All figures, and what all scans show together."""
    papers = {name: each.papers.n for name, each in tallies.items()}
    paths = {name: each.to_json() for name, each in tallies.items()}
    return {"half": half.value, "papers": papers, "paths": paths}


def _print(name: str, result: Tally, misses: bool) -> None:
    print(f"\n{name}: {result.papers.n} generated papers")
    print(f"{'field':28}{'right':>7}{'n':>8}{'share':>9}   95 % interval")
    for field, count in sorted(result.fields.items()):
        print(f"{field:28}{count}")
    for kind, count in sorted(result.kinds.items()):
        print(f"{'all of ' + kind:28}{count}")
    print(f"{'decisive, not flagged':28}{result.unflagged}")
    print(
        f"unflagged wrong per 1,000: {result.wrong_per_thousand()}, silently missing: {result.silent}"
    )
    print(f"{'papers without a flag':28}{result.papers}")
    if misses:
        print("\n".join(result.misses))


if __name__ == "__main__":
    sys.exit(main())
