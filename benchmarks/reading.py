"""How well generated papers are read: ``python -m benchmarks.reading [--text N] [--scans N]``.

``--text`` papers go through the text path (what the drawing would print, no OCR); ``--scans`` papers
of each damage are drawn, damaged and read through the whole path. Everything is seeded: the same
numbers read the same papers. Results go to benchmarks/results/<name>.json; ``--misses`` lists what was
wrong (the papers are fictional). Generated papers show what generated papers show: courts do not
publish summonses and notices, so there is no other figure for them.

``--raw`` measures the scores before calibration, which benchmarks.calibrate is fitted on. ``--record
FOLDER`` keeps what OCR read, so that a run goes on where another ended (benchmarks.recorded).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TypeVar

from benchmarks.generated import DAMAGES, Generated, made
from benchmarks.invention import Half
from benchmarks.judging import Tally, tally
from benchmarks.notices import Json
from benchmarks.recorded import Recordings, sources
from samples.page import Press, press
from services.extractor import extract
from services.extractor.calibration import raw, raw_scores
from services.extractor.result import Extraction

T = TypeVar("T")
RESULTS = Path(__file__).parent / "results"
# Scans begin far behind the text papers: no paper is read on both paths.
FIRST_SCAN = 1_000_000
CLEAN = "clean 300 dpi"
HEADER = ("kind", "case_number", "court", "issued_on", "addressee")
TEXT, SCANS = 2000, 4  # of `make bench`: two minutes and, on two cores, some six minutes


def main() -> int:
    options = _options()
    recordings = Recordings(options.record, options.any_reading) if options.record else None
    with raw_scores() if options.raw else nullcontext():
        tallies = run(
            *(options.name, options.half, options.text, options.scans, options.damages),
            first=options.first,
            recordings=recordings,
        )
    for name, result in tallies.items():
        _print(name, result, options.misses)
    for line in reached(tallies):
        print(line)
    return 0


def accuracy(size: int) -> bool:
    """`make stress PART=accuracy`: ten times SIZE papers of text, SIZE of each damage; True when the
    goals on confidence are reached. 100 of each damage take about an hour on two free cores; what OCR
    read is kept in build/scans, so that an interrupted run goes on."""
    recordings = Recordings(RESULTS.parent.parent / "build" / "scans")
    tallies = run("stress", Half.TEST, 10 * size, size, None, recordings=recordings)
    for name, result in tallies.items():
        _print(name, result, False)
    lines = list(reached(tallies))
    print("\n".join(lines))
    return not any("short" in line for line in lines)


def run(
    name: str,
    half: Half,
    text: int,
    scans: int,
    damages: Sequence[str] | None,
    *,
    first: int = 0,
    recordings: Recordings | None = None,
) -> dict[str, Tally]:
    """A tally of the text path and one of each damage, written to results/``name``.json as they grow:
    one scan of every damage after the other, so that a run that is cut short is a fair sample."""
    tallies: dict[str, Tally] = {}
    rounds = 0
    for path, paper, read in papers(half, text, scans, damages, first=first, recordings=recordings):
        tally(tallies.setdefault(path, Tally()), f"{path} {paper.seed}", paper.gold, read)
        rounds += path != "text"
        if rounds % len(DAMAGES) == 1:
            written(name, half, tallies, recordings)
    written(name, half, tallies, recordings)
    return tallies


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--text", type=int, default=TEXT, help="papers through the text path")
    parser.add_argument("--scans", type=int, default=SCANS, help="papers of each damage, through OCR")
    parser.add_argument("--damages", nargs="*", choices=DAMAGES, help="default: all")
    parser.add_argument("--half", type=Half, default=Half.TEST, help="fit or test (default)")
    parser.add_argument("--first", type=int, default=0, help="number of the first paper of each path")
    parser.add_argument("--raw", action="store_true", help="scores before calibration")
    parser.add_argument("--record", type=Path, help="folder that keeps what OCR read")
    parser.add_argument(
        "--any-reading", action="store_true", help="take recordings made by other reading code too"
    )
    parser.add_argument("--name", default="generated", help="of the result file")
    parser.add_argument("--misses", action="store_true", help="list what was wrong")
    return parser.parse_args()


def papers(
    half: Half,
    text: int,
    scans: int,
    damages: Sequence[str] | None,
    *,
    first: int = 0,
    recordings: Recordings | None = None,
) -> Iterator[tuple[str, Generated, Extraction]]:
    """Each paper with its path (``text`` or its damage) and what was read."""
    for paper in _progress("text", text, (made(first + n, half) for n in range(text))):
        yield "text", paper, extract(paper.text(), "paper.txt")
    if not scans:
        return
    chosen = [each for each in enumerate(DAMAGES) if not damages or each[1] in damages]
    drawn = (
        (damage, made(FIRST_SCAN + 100_000 * place + first + number, half))
        for number in range(scans)
        for place, damage in chosen
    )
    with press() as printer:
        for damage, paper in _progress("scans", scans * len(chosen), drawn):
            yield damage, paper, _scanned(paper, damage, printer, half, recordings)


def _scanned(
    paper: Generated, damage: str, printer: Press, half: Half, recordings: Recordings | None
) -> Extraction:
    if recordings is None:
        return extract(paper.picture(printer, damage), "paper.tif")
    return recordings.extraction(f"{half}-{paper.seed}", lambda: paper.picture(printer, damage))


def _progress(name: str, total: int, papers: Iterator[T]) -> Iterator[T]:
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


def written(
    name: str, half: Half, tallies: Mapping[str, Tally], recordings: Recordings | None = None
) -> None:
    """benchmarks/results/``name``.json with all figures so far."""
    RESULTS.mkdir(exist_ok=True)
    text = json.dumps(to_json(half, tallies, recordings), ensure_ascii=False, indent=1) + "\n"
    (RESULTS / f"{name}.json").write_text(text)


def to_json(half: Half, tallies: Mapping[str, Tally], recordings: Recordings | None = None) -> Json:
    """All figures of each path, the code they were made with, and all scans together."""
    papers = {name: each.papers.n for name, each in tallies.items()}
    paths = {name: each.to_json() for name, each in tallies.items()}
    made_with: Json = {"commit": commit(), "scores": "raw" if raw() else "calibrated"}
    if recordings is not None:
        made_with |= {"drawn and read by": sources(), "recordings by": dict(recordings.used)}
    scans = total(each for name, each in tallies.items() if name != "text")
    summary = {"all scans": scans.to_json()} if scans.papers.n else {}
    return {"half": half.value, "made with": made_with, "papers": papers, **summary, "paths": paths}


def commit() -> str:
    """The commit that is checked out, "+" when files differ from it."""
    told = subprocess.run(
        ["git", "describe", "--always", "--dirty=+", "--abbrev=10"],
        capture_output=True,
        text=True,
        cwd=RESULTS,
        check=False,
    )
    return told.stdout.strip()


def total(tallies: Iterable[Tally]) -> Tally:
    """One tally of several."""
    whole = Tally()
    for each in tallies:
        whole.merge(each)
    return whole


def reached(tallies: Mapping[str, Tally]) -> Iterator[str]:
    """The goals, reached or short: fields of clean and of degraded scans; of confidence, text and scans
    apart, at most 1 in 1,000 wrong of at least 3,000 decisive values shown as sure, and 80 % of papers
    without a question."""
    degraded = total(each for name, each in tallies.items() if name not in ("text", CLEAN))
    for name, each, fields, goal in (
        (CLEAN, tallies.get(CLEAN, Tally()), HEADER, 0.98),
        (CLEAN, tallies.get(CLEAN, Tally()), ("party", "outcome (per party)"), 0.96),
        ("degraded", degraded, ("case_number", "court", "issued_on", "hearing_at"), 0.97),
    ):
        for field in fields:
            count = each.fields.get(field)
            if count is not None and count.n:
                end = "pass" if count.right >= goal * count.n else "short"
                yield f"{name}: {field} {count.right} of {count.n}, goal {goal:.0%}: {end}"
    scans = total(each for name, each in tallies.items() if name != "text")
    for name, each in (("text", tallies.get("text", Tally())), ("scans", scans)):
        if each.papers.n:
            wrong = each.unflagged.n - each.unflagged.right
            enough = each.unflagged.n >= 3000
            told = f"{wrong} of {each.unflagged.n} ({each.wrong_per_thousand()} per 1,000)"
            end = (
                "short" if 1000 * wrong > each.unflagged.n else "pass" if enough else "short, n < 3,000"
            )
            yield f"{name}: unflagged wrong decisive fields {told}, goal 1 per 1,000: {end}"
            share = each.papers.right / each.papers.n
            told = f"{each.papers.right} of {each.papers.n} ({share:.1%})"
            end = "pass" if share >= 0.8 else "short"
            yield f"{name}: papers without a flagged field {told}, goal 80 %: {end}"


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
