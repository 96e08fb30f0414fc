"""One paper's reading against its gold: what was right, how sure it was, whether a person is asked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from benchmarks.accuracy import wilson
from benchmarks.notices import Json
from services.api.documents import document as documents
from services.api.documents.rows import facts_of, own_columns
from services.api.review.doubts import KIND, doubts_of
from services.api.web.views.review import EXPECTED, absent
from services.extractor.rereading import DECISIVE
from services.extractor.result import Extraction, Paper, Party
from services.vocabulary import FieldName, PaperKind


@dataclass(frozen=True)
class Judged:
    """One value. ``confidence`` is None when nothing was read; ``flagged``: the review asks."""

    field: str
    right: bool
    confidence: float | None = None
    found_by: str = ""
    flagged: bool = True
    decisive: bool = False
    miss: str = ""


@dataclass
class Count:
    """Right answers of n."""

    right: int = 0
    n: int = 0

    def add(self, right: bool) -> None:
        self.right += right
        self.n += 1

    def merge(self, other: Count) -> None:
        self.right += other.right
        self.n += other.n

    def to_json(self) -> Json:
        low, high = wilson(self.right, self.n)
        share = self.right / self.n if self.n else None
        return {**asdict(self), "share": share, "low": round(low, 5), "high": round(high, 5)}

    def __str__(self) -> str:
        low, high = wilson(self.right, self.n)
        share = self.right / self.n if self.n else 0.0
        return f"{self.right:>7}{self.n:>8}{share:>9.2%}   {low:.2%} to {high:.2%}"


@dataclass
class Tally:
    """Counts over many papers."""

    fields: dict[str, Count] = field(default_factory=dict)
    kinds: dict[str, Count] = field(default_factory=dict)  # all values of papers of that kind
    unflagged: Count = field(default_factory=Count)  # decisive values shown as sure
    silent: int = 0  # decisive values printed, not read, and nobody told
    papers: Count = field(default_factory=Count)  # papers without any flag
    curve: Counter[tuple[str, float, bool]] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)  # papers asked about, by field
    misses: list[str] = field(default_factory=list)

    def add(self, name: str, kind: str, judged: list[Judged]) -> None:
        for each in judged:
            self.fields.setdefault(each.field, Count()).add(each.right)
            self.kinds.setdefault(kind, Count()).add(each.right)
            if each.confidence is not None:
                self.curve[each.field, round(each.confidence, 4), each.right] += 1
            if each.decisive and not each.flagged:
                if each.confidence is None:
                    self.silent += 1
                else:
                    self.unflagged.add(each.right)
            if not each.right:
                self.misses.append(f"{name} {kind} {each.field}: {each.miss} ({each.found_by})")

    def merge(self, other: Tally) -> None:
        """Add the counts of ``other``."""
        for mine, theirs in ((self.fields, other.fields), (self.kinds, other.kinds)):
            for name, count in theirs.items():
                mine.setdefault(name, Count()).merge(count)
        self.unflagged.merge(other.unflagged)
        self.papers.merge(other.papers)
        self.silent += other.silent
        self.curve.update(other.curve)
        self.asked.update(other.asked)
        self.misses += other.misses

    def to_json(self) -> Json:
        return {
            "fields": {name: count.to_json() for name, count in sorted(self.fields.items())},
            "kinds": {name: count.to_json() for name, count in sorted(self.kinds.items())},
            "unflagged decisive": self.unflagged.to_json(),
            "unflagged wrong per 1,000": self.wrong_per_thousand(),
            "decisive values missing without a flag": self.silent,
            "papers without a flag": self.papers.to_json(),
            "asked about": dict(self.asked.most_common()),
            "curve": self.curve_rows(),
        }

    def curve_rows(self) -> list[tuple[str, float, int, int]]:
        """Field, confidence, right, n: what a calibration is fitted on and tested with."""
        places = sorted({(name, sure) for name, sure, _ in self.curve})
        rows = []
        for name, sure in places:
            right, wrong = self.curve[name, sure, True], self.curve[name, sure, False]
            rows.append((name, sure, right, right + wrong))
        return rows

    def wrong_per_thousand(self) -> float | None:
        wrong = self.unflagged.n - self.unflagged.right
        return round(1000 * wrong / self.unflagged.n, 3) if self.unflagged.n else None


def tally(into: Tally, name: str, gold: Json, extraction: Extraction) -> None:
    """Add one file of one paper."""
    into.add(name, gold["kind"], list(judge(gold, extraction)))
    asked = {name for paper in extraction.papers for name in asked_about(paper)}
    into.asked.update(asked)
    into.papers.add(bool(extraction.papers) and not asked)


def judge(gold: Json, extraction: Extraction) -> Iterator[Judged]:
    """Every value the gold names, and every one it forbids."""
    yield Judged("paper found", len(extraction.papers) == 1, miss=f"{len(extraction.papers)} papers")
    paper = extraction.papers[0] if extraction.papers else None
    doubts = doubts_in(paper) if paper else frozenset()
    kind = paper.kind.value if paper else None
    yield Judged(
        "kind",
        kind == gold["kind"],
        paper.confidence if paper else None,
        flagged=paper is None or KIND in doubts,
        miss=f"read as {kind}",
    )
    if "standing" in gold:
        standing = paper.standing.value if paper else None
        yield Judged("standing", standing == gold["standing"], miss=f"{standing}")
    for name, wanted in gold.get("fields", {}).items():
        yield _field(FieldName(name), wanted, paper, doubts)
    if "parties" in gold:
        yield from _parties(gold["parties"], paper, doubts)
    if "outcome" in gold:
        yield from _outcome(gold["outcome"]["by_party"], paper, doubts)


def _field(name: FieldName, wanted: Any, paper: Paper | None, doubts: Collection[str]) -> Judged:
    found = paper.fields.get(name) if paper else None
    decisive = name in DECISIVE
    if found is None:
        expected = paper is None or name in EXPECTED.get(paper.kind, ())
        return Judged(
            name.value,
            wanted is None,
            None,
            "",
            expected or wanted is None,
            decisive,
            f"none for {wanted!r}",
        )
    right = found.value == wanted or (name is FieldName.COURT and _same_court(found.value, wanted))
    told = f"{found.value!r} for {wanted!r} at {found.confidence:.3f}"
    flagged = name.value in doubts
    return Judged(name.value, right, found.confidence, found.found_by, flagged, decisive, told)


def _same_court(value: Any, wanted: Any) -> bool:
    """By suffix: papers leave the province out, and the reading completes it."""
    return isinstance(value, str) and isinstance(wanted, str) and value.endswith(wanted)


def _parties(wanted: list[Json], paper: Paper | None, doubts: Collection[str]) -> Iterator[Judged]:
    found: dict[tuple[str, str], tuple[int, Party]] = {
        (party.role.value, party.name): (place, party)
        for place, party in enumerate(paper.parties if paper else ())
    }
    pairs = [(each["role"], each["name"]) for each in wanted]
    for pair in pairs:
        place, party = found.get(pair, (None, None))
        miss = f"{[name for _, name in found]} for {pair}"
        sure = party.confidence if party else None
        flagged = party is None or f"party-{place}" in doubts
        yield Judged("party", party is not None, sure, "", flagged, decisive=True, miss=miss)
    for pair, (place, party) in found.items():
        if pair not in pairs:
            flagged = f"party-{place}" in doubts
            told = f"{pair} is not there, at {party.confidence:.3f}"
            yield Judged("party", False, party.confidence, "", flagged, True, told)


def _outcome(wanted: Json, paper: Paper | None, doubts: Collection[str]) -> Iterator[Judged]:
    """Per party; as sure as the least sure item, as flagged as any of them."""
    found = paper.outcome.to_json()["by_party"] if paper and paper.outcome else {}
    items = paper.operative if paper else ()
    sure = min((each.confidence for each in items if each.confidence is not None), default=None)
    flagged = not items or any(each.startswith("operative") for each in doubts)
    for name, classes in wanted.items():
        told = f"{found.get(name)} for {classes}"
        yield Judged("outcome (per party)", found.get(name) == classes, sure, "", flagged, miss=told)


def doubts_in(paper: Paper) -> frozenset[str]:
    """What of ``paper`` the review asks a person, as the service says it: ``kind``, a field,
    ``party-0``, ``operative-1``."""
    data = paper.to_json()
    row = documents.Paper(**own_columns(data))
    return frozenset(each.key for each in doubts_of(row, facts_of("", data)))


def asked_about(paper: Paper) -> Iterator[str]:
    """Kinds of questions the review has about ``paper``, what is missing among them."""
    if paper.kind is PaperKind.NOT_COURT_PAPER:
        return
    for name in absent(paper.kind, paper.fields):
        yield f"{name.value} (missing)"
    yield from {re.sub(r"-\d+$", "", key) for key in doubts_in(paper)}
