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
    tallies: dict[str, Tally] = {}
    for name, result in measure(options.half, options.text, options.scans, options.damages):
        tallies[name] = result
        _print(name, result, options.misses)
        written(options.name, options.half, tallies)  # after each: what was measured is kept
    return 0


def accuracy(size: int) -> bool:
    """`make stress PART=accuracy`: ten times SIZE papers of text, SIZE of each damage; True when every
    decisive value shown as sure was right. 100 of each damage take about an hour on two free cores."""
    tallies: dict[str, Tally] = {}
    for name, result in measure(Half.TEST, 10 * size, size, None):
        tallies[name] = result
        _print(name, result, False)
        written("stress", Half.TEST, tallies)
    return all(each.unflagged.right == each.unflagged.n for each in tallies.values())


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--text", type=int, default=TEXT, help="papers through the text path")
    parser.add_argument("--scans", type=int, default=SCANS, help="papers of each damage, through OCR")
    parser.add_argument("--damages", nargs="*", choices=DAMAGES, help="default: all")
    parser.add_argument("--half", type=Half, default=Half.TEST, help="fit or test (default)")
    parser.add_argument("--name", default="generated", help="of the result file")
    parser.add_argument("--misses", action="store_true", help="list what was wrong")
    return parser.parse_args()


def measure(
    half: Half, text: int, scans: int, damages: list[str] | None
) -> Iterator[tuple[str, Tally]]:
    """A tally of the text path, then one of each damage (None: of all)."""
    if text:
        result = Tally()
        for paper in _progress("text", text, (made(seed, half) for seed in range(text))):
            read = extract(paper.text(), "paper.txt")
            tally(result, f"{paper.seed}", paper.gold, read)
        yield "text", result
    if not scans:
        return
    with press() as printer:
        for place, damage in enumerate(DAMAGES):
            if damages and damage not in damages:
                continue
            result = Tally()
            first = FIRST_SCAN + 100_000 * place
            papers = (made(first + number, half) for number in range(scans))
            for paper in _progress(damage, scans, papers):
                read = extract(paper.picture(printer, damage), "paper.tif")
                tally(result, f"{damage} {paper.seed}", paper.gold, read)
            yield damage, result


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


def written(name: str, half: Half, tallies: dict[str, Tally]) -> None:
    """benchmarks/results/``name``.json with all figures so far."""
    RESULTS.mkdir(exist_ok=True)
    text = json.dumps(to_json(half, tallies), ensure_ascii=False, indent=1) + "\n"
    (RESULTS / f"{name}.json").write_text(text)


def to_json(half: Half, tallies: dict[str, Tally]) -> Json:
    """All figures of each path."""
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
