"""What is wrong among the values shown as sure on real papers: ``python -m benchmarks.sure --corpus
FOLDER`` (the folder's form: benchmarks/README.md). Text path, no OCR; for measuring only.

Decisive values the gold of the folder has: case number, court, date, and the parties by side. A party
counts as wrong when the gold has it neither on its side nor as a third party. Figures only;
``--misses`` lists what differs and shows the papers' data.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.accuracy import _COMPARED, AGAINST, BRINGING, Json, Score, _name, wilson
from benchmarks.judging import asked_about, doubts_in
from services.extractor import extract
from services.extractor.result import Paper

_THIRD = "third_parties"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n", 1)[0])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--misses", action="store_true", help="list each (shows the papers' data)")
    options = parser.parse_args()
    scores: dict[str, Score] = {}
    with (options.corpus / "court_papers.jsonl").open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            papers = extract(row["text"].encode(), row["id"]).papers
            asked = not papers or any(any(asked_about(paper)) for paper in papers)
            scores.setdefault("papers without a question", Score()).add(not asked, row["id"])
            for name, right, miss in shown(row.get("gold") or {}, papers[0]) if papers else ():
                for each in (name, "decisive, shown as sure"):
                    scores.setdefault(each, Score()).add(right, f"{row['id']}: {miss}")
    for name, score in scores.items():
        low, high = wilson(score.right, score.n)
        share = score.right / score.n
        print(f"{name:28}{score.right:>6}{score.n:>6}{share:>9.2%}   {low:.2%} to {high:.2%}")
        if options.misses:
            for miss in score.misses:
                print(f"    {miss}")
    every = scores["decisive, shown as sure"]
    print(f"unflagged wrong per 1,000: {1000 * (every.n - every.right) / every.n:.1f} (n = {every.n})")
    return 0


def shown(gold: Json, paper: Paper) -> Iterator[tuple[str, bool, str]]:
    """Each value no person is asked about, and whether the gold says the same."""
    doubts = doubts_in(paper)
    for name, key, same in _COMPARED:
        found = paper.fields.get(name)
        if found and gold.get(key) and name.value not in doubts:
            told = f"{found.value!r} for {gold[key]!r}"
            yield name.value, same(str(found.value), str(gold[key])), told
    if not (gold.get("plaintiffs") and gold.get("defendants")):
        return
    sides = {
        key: {_name(each) for each in re.split(r"[、，,]", gold.get(key) or "") if each}
        for key in ("plaintiffs", "defendants", _THIRD)
    }
    for place, party in enumerate(paper.parties):
        if f"party-{place}" not in doubts and party.role in BRINGING | AGAINST:
            wanted = sides["plaintiffs" if party.role in BRINGING else "defendants"] | sides[_THIRD]
            yield "party", _name(party.name) in wanted, f"{party.role} {party.name} of {wanted}"


if __name__ == "__main__":
    sys.exit(main())
