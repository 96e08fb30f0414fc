"""How much of the operative parts of real papers is understood:
``python -m benchmarks.outcomes --corpus FOLDER``.

Real papers carry no gold for outcome classes, so this measures coverage, not correctness: was the
operative part found (and does it begin as the source's own ``result`` field does), has every item a
class, is every item ascribed to a party. ``--misses`` lists what was not understood, with the papers'
data; correctness is proved by tests/extractor/outcome.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from pathlib import Path

from benchmarks.accuracy import Score, wilson
from services.extractor.outcome.reading import READ_KINDS
from services.extractor.pipeline import extract
from services.extractor.text.clean import PaperText


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n", 1)[0])
    parser.add_argument("--corpus", type=Path, required=True, help="folder with court_papers.jsonl")
    parser.add_argument("--misses", action="store_true", help="list each miss (shows the papers' data)")
    options = parser.parse_args()
    scores, classes = measure(options.corpus)
    print(f"Real papers in {options.corpus}, text path; coverage, not correctness.")
    for name, score in scores.items():
        low, high = wilson(score.right, score.n)
        print(f"{name:32}{score.right:>5} of {score.n:<5}{low:>8.2%} to {high:.2%}")
        for miss in score.misses if options.misses else ():
            print(f"    {miss}")
    print("classes: " + ", ".join(f"{name} {n}" for name, n in classes.most_common()))
    return 0


def measure(folder: Path) -> tuple[dict[str, Score], Counter[str]]:
    """Coverage by question, and how often each class was read."""
    names = ("operative part found", "begins as the source's", "every item has a class", "ascribed")
    scores = {name: Score() for name in names}
    found, begins, classed, ascribed = scores.values()
    classes: Counter[str] = Counter()
    for line in (folder / "court_papers.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        paper = next(iter(extract(row["text"].encode(), row["id"]).papers), None)
        if paper is None or paper.kind not in READ_KINDS:
            continue
        found.add(bool(paper.operative), row["id"])
        if not paper.operative:
            continue
        result = PaperText.of((row.get("gold") or {}).get("result") or "").text
        gold = _plain(result.rpartition("如下")[2])  # some sources keep the words before 判决如下
        first = _plain(paper.operative[0].text)
        if gold:
            begins.add(first[:12] in gold[:40], f"{row['id']}: {first[:20]} for {gold[:20]}")
        for item in paper.operative:
            classed.add(bool(item.classes), f"{row['id']}: {item.text}")
            ascribed.add(bool(item.parties), f"{row['id']}: {item.text}")
            classes.update(each.value for each in item.classes)
    return scores, classes


def _plain(text: str) -> str:
    return re.sub(r"[\s，。；：、一二三123.]", "", text)


if __name__ == "__main__":
    sys.exit(main())
