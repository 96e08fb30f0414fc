"""Exact match per field on a folder of real papers: ``python -m benchmarks.accuracy --corpus FOLDER``.

The text path only: each paper is a plain text, so OCR has no part in these figures. The form of the
folder is in benchmarks/README.md. Without a folder the samples/ are measured, through their whole
path, and the table says that they are generated papers.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import sqrt
from pathlib import Path
from typing import Any

from services.extractor.pipeline import extract
from services.extractor.result import Extraction, Paper
from services.extractor.text.clean import PaperText
from services.extractor.text.lexicons import causes, causes_before_2021
from services.vocabulary import FieldName, Role

Json = dict[str, Any]

KINDS = {
    "行政判决书": "judgment",
    "行政赔偿判决书": "compensation_judgment",
    "行政裁定书": "ruling",
    "行政赔偿裁定书": "ruling",
    "行政调解书": "mediation",
}
# What real text papers must reach; the header's fields and the parties.
GOALS = {
    **dict.fromkeys(("kind", "case_number", "court", "issued_on"), 0.99),
    **dict.fromkeys(("plaintiffs (per party)", "defendants (per party)"), 0.97),
}
# What a civil, criminal or enforcement paper must not be taken for.
ADMINISTRATIVE_KINDS = {*KINDS.values(), "summons", "response_notice"}
# The gold names the side that brought this proceeding and the side it is brought against.
BRINGING = {Role.PLAINTIFF, Role.APPELLANT, Role.RETRIAL_APPLICANT, Role.ENFORCEMENT_APPLICANT}
AGAINST = {Role.DEFENDANT, Role.APPELLEE, Role.RETRIAL_RESPONDENT, Role.ENFORCEMENT_RESPONDENT}


@dataclass
class Score:
    """Right answers of one field; ``misses`` holds paper ids with what was read and what is right."""

    right: int = 0
    n: int = 0
    misses: list[str] = field(default_factory=list)

    def add(self, right: bool, miss: str) -> None:
        self.n += 1
        self.right += right
        if not right:
            self.misses.append(miss)


def wilson(right: int, n: int) -> tuple[float, float]:
    """95 % interval of a share (Wilson 1927), honest for shares near 1 and small n.

    >>> [round(bound, 3) for bound in wilson(197, 197)]
    [0.981, 1.0]
    """
    if n == 0:
        return 0.0, 1.0
    z, share = 1.96, right / n
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(0.0, centre - half), min(1.0, centre + half)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--corpus", type=Path, help="folder with court_papers.jsonl")
    parser.add_argument("--misses", action="store_true", help="list each miss (shows the papers' data)")
    options = parser.parse_args()
    if options.corpus is None:
        print("Generated papers of samples/, whole path with OCR; they are drawn by code, not real.")
        scores = score_samples()
    else:
        print(f"Real papers in {options.corpus}, text path without OCR.")
        scores = score_corpus(options.corpus)
    print(f"{'field':28}{'right':>7}{'n':>6}{'share':>9}   95 % interval")
    for name, score in scores.items():
        low, high = wilson(score.right, score.n)
        share = score.right / score.n if score.n else 0.0
        goal = GOALS.get(name) if options.corpus else None
        told = "" if goal is None else f"   goal {goal:.0%}: {'pass' if share >= goal else 'short'}"
        print(f"{name:28}{score.right:>7}{score.n:>6}{share:>9.2%}   {low:.2%} to {high:.2%}{told}")
        if options.misses:
            for miss in score.misses:
                print(f"    {miss}")
    return 0


def score_corpus(folder: Path) -> dict[str, Score]:
    """Scores by field over ``folder``/court_papers.jsonl and, for kinds, other_papers.jsonl."""
    scores: dict[str, Score] = {}
    for row in _rows(folder / "court_papers.jsonl"):
        paper = _first(extract(row["text"].encode(), row["id"]))
        for name, right, miss in _judged(row, paper):
            scores.setdefault(name, Score()).add(right, f"{row['id']}: {miss}")
    negatives = folder / "other_papers.jsonl"
    if negatives.exists():
        score = scores.setdefault("kind, other branches", Score())
        for row in _rows(negatives):
            paper = _first(extract(row["text"].encode(), row["id"]))
            kind = paper.kind.value if paper else "not_court_paper"
            score.add(kind not in ADMINISTRATIVE_KINDS, f"{row['id']}: {kind} for {row['doc_type']}")
    return scores


def _judged(row: Json, paper: Paper | None) -> Iterator[tuple[str, bool, str]]:
    gold = row.get("gold") or {}
    kind = paper.kind.value if paper else None
    yield "kind", kind == KINDS.get(row["doc_type"]), f"{kind} for {row['doc_type']}"
    for name, key, same in _COMPARED:
        if gold.get(key):
            found = paper.fields.get(name) if paper else None
            value = str(found.value) if found else ""
            yield name.value, same(value, str(gold[key])), f"{value!r} for {gold[key]!r}"
    if gold.get("cause"):
        yield from _cause(str(gold["cause"]), paper)
    parties = paper.parties if paper else ()
    for key, roles in (("plaintiffs", BRINGING), ("defendants", AGAINST)):
        names = {party.name for party in parties if party.role in roles}
        for wanted in filter(None, re.split(r"[、，,]", gold.get(key) or "")):
            yield f"{key} (per party)", _name(wanted) in map(_name, names), f"{names} for {wanted}"


def _cause(gold: str, paper: Paper | None) -> Iterator[tuple[str, bool, str]]:
    """Is a cause printed at all, is it on the list, and where old and new list can be compared: is it
    the same?"""
    printed = paper.fields.get(FieldName.CAUSE) if paper else None
    code = paper.fields.get(FieldName.CAUSE_CODE) if paper else None
    shown = f"{printed.value if printed else None!r} ({code.value if code else None}) for {gold!r}"
    yield "cause, printed words found", printed is not None, shown
    if printed:
        yield "cause, words on the list", code is not None, shown
    wanted = _comparable_codes(gold)
    if wanted:
        found = str(code.value).split(".")[0] if code else ""
        yield "cause by code (comparable)", found in wanted, shown


def _same_number(value: str, gold: str) -> bool:
    return value == re.sub(r"(?<=\D)0+(?=\d+(?:-\d+)?号)", "", PaperText.of(gold).text)


def _same_day(value: str, gold: str) -> bool:
    parts = re.findall(r"\d+", gold)[:3]
    return value == "-".join(part.zfill(2) for part in parts)


def _same_court(value: str, gold: str) -> bool:
    """By suffix: the gold, or the paper, leaves the province out."""
    return bool(value) and (value.endswith(gold) or gold.endswith(value))


def _comparable_codes(gold: str) -> set[str]:
    """Second-level codes of 法发〔2020〕44号 the gold may mean. The gold is a path of the scheme before
    2021: its last step goes through the published mapping when it names an act, and is empty when it
    names a field of administration, which says nothing about the act."""
    step = re.sub(r"[（(].*?[）)]", "", gold.rsplit(":", maxsplit=1)[-1])
    codes = causes_before_2021().get(step) or tuple(c.code for c in causes() if c.name == step)
    return {code.split(".")[0] for code in codes}


Compare = Callable[[str, str], bool]
_COMPARED: tuple[tuple[FieldName, str, Compare], ...] = (
    (FieldName.CASE_NUMBER, "case_no", _same_number),
    (FieldName.ISSUED_ON, "date", _same_day),
    (FieldName.COURT, "court", _same_court),
)


def _name(name: str) -> str:
    return re.sub(r"[\s（）()]", "", name)


def _first(extraction: Extraction) -> Paper | None:
    return extraction.papers[0] if extraction.papers else None


def _rows(path: Path) -> Iterator[Json]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def score_samples() -> dict[str, Score]:
    """Scores by field over samples/*.expected.json, every key given there."""
    folder = Path(__file__).resolve().parent.parent / "samples"
    scores: dict[str, Score] = {}
    for gold_path in sorted(folder.glob("*.expected.json")):
        gold = json.loads(gold_path.read_text(encoding="utf-8"))
        name = gold["file"]["name"]
        read = extract((folder / name).read_bytes(), name).to_json()
        kinds = [paper["kind"] for paper in read["papers"]]
        wanted = [paper["kind"] for paper in gold["papers"]]
        scores.setdefault("kind", Score()).add(kinds == wanted, f"{name}: {kinds} for {wanted}")
        for paper, expected in zip(read["papers"], gold["papers"], strict=False):
            for key, value in expected.get("fields", {}).items():
                found = paper["fields"].get(key, {}).get("value")
                scores.setdefault(key, Score()).add(found == value, f"{name}: {found!r} for {value!r}")
            names = {(party["role"], party["name"]) for party in paper["parties"]}
            for party in expected.get("parties", ()):
                pair = (party["role"], party["name"])
                scores.setdefault("parties (per party)", Score()).add(pair in names, f"{name}: {pair}")
    return scores


if __name__ == "__main__":
    sys.exit(main())
