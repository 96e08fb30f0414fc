"""A pack as a document: its entries by kind, each value beside the words it comes from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from services.api.web.views.shell import stale_rule_warning
from services.law.catalogue import KINDS, Entry, catalogue
from services.law.coverage import NoticeCoverage, Use, coverage_of
from services.law.entry_names import named, titles_of
from services.law.pack import load_pack, place_name, usable_jurisdictions
from services.vocabulary import Jurisdiction


@dataclass(frozen=True, slots=True)
class Words:
    """A quotation with where it stands."""

    text: str
    cite: str
    paraphrase: bool
    certain: bool


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry: what it sets on the left, the words on the right."""

    id: str
    title: str
    period: str
    trigger: str
    details: tuple[tuple[str, str], ...]
    words: tuple[Words, ...]
    since: str
    ended: str
    uncertain: str
    doubt_above: bool  # what is uncertain stands at the head of the page
    note: str
    cases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    kind: str
    heading: str
    rows: tuple[EntryRow, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A pack one may turn to; ``applies`` to the office."""

    href: str
    name: str
    applies: bool
    open: bool


@dataclass(frozen=True, slots=True)
class RulesPage:
    """Everything rules.html shows."""

    name: str
    documents: tuple[str, ...]
    checked: str
    stale: str
    uncertain: tuple[str, ...]  # said of several entries, so said once
    above: str
    places: tuple[Place, ...]
    groups: tuple[Group, ...]
    coverage: str


def rules_page(place: Jurisdiction, own: Jurisdiction, today: date) -> RulesPage:
    """The pack of ``place``, seen from an office under the pack of ``own``."""
    pack = load_pack(place)
    entries = catalogue(place)
    applying = load_pack(own).lineage
    order = [*applying, *(each for each in usable_jurisdictions() if each not in applying)]
    covered = coverage_of(pack)
    titles = titles_of(place)
    counted = Counter(each.uncertain_because for each in entries if each.uncertain_because)
    shared = tuple(words for words, times in counted.items() if times > 1)
    return RulesPage(
        name=place_name(place),
        documents=tuple(
            _document(each.entry.title, each.entry.number)
            for each in pack.documents.values()
            if pack.folder in each.path.parents
        ),
        checked=_day(pack.checked_as_of),
        stale=stale_rule_warning(place_name(place), pack.checked_as_of, today) or "",
        uncertain=shared,
        above="、".join(place_name(each) for each in pack.lineage[1:]),
        places=tuple(
            Place(f"/rules/{each}", place_name(each), each in applying, each == place) for each in order
        ),
        groups=tuple(
            Group(kind, heading, rows)
            for kind, heading in KINDS.items()
            if (rows := tuple(_row(each, titles, shared) for each in entries if each.kind == kind))
        ),
        coverage=_coverage(covered) if covered else "",
    )


def _document(title: str, number: str | None) -> str:
    return f"《{title}》{number}" if number and number not in title else f"《{title}》"


def _coverage(covered: NoticeCoverage) -> str:
    used, shown = covered.rows_in(Use.IN_USE), covered.rows_in(Use.TEXT)
    words = (
        f"原文{covered.clauses}条款，规定{len(covered.rows)}项："
        f"{len(used)}项由系统计算、填表或判断，{len(shown)}项在适当时候显示原文"
    )
    left = covered.not_carried
    return f"{words}，{len(left)}项还没有用上：{'、'.join(left)}" if left else words


def _row(entry: Entry, titles: Mapping[str, str], shared: Collection[str]) -> EntryRow:
    """``shared`` are doubts that stand at the head of the page."""
    uncertain = entry.uncertain_because or ""
    ended = f"{_day(entry.until)}止" if entry.until else ""
    return EntryRow(
        id=entry.id,
        title=entry.title,
        period=named(entry.period, titles),
        trigger=named(entry.trigger, titles),
        details=tuple((name, named(words, titles)) for name, words in entry.details),
        words=_words(entry),
        since=f"自{_day(entry.since)}起" if entry.since else "",
        ended=f"{ended}，依{entry.ended_by}" if ended and entry.ended_by else ended,
        uncertain="" if uncertain in shared else uncertain,
        doubt_above=uncertain in shared,
        note=named(entry.note or "", titles),
        cases=tuple(named(each, titles) for each in entry.cases),
    )


def _words(entry: Entry) -> tuple[Words, ...]:
    return tuple(
        Words(each.quotation, f"{each.document}{each.article}", each.paraphrase, each.certain)
        for each in entry.citations
    )


def _day(on: date) -> str:
    return f"{on.year}年{on.month}月{on.day}日"
