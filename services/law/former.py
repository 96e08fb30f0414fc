"""What proceedings and hearings were called before a correction (更正前的案号、开庭日).

A duty's key holds its proceeding and, where a hearing opens it, the day. Once the number or the day of
a paper is corrected the duty is still the same one: what a person did about it hangs on the old key.
A name still in use, or one that several might have had, is nobody's former name: a deed must not
settle what it was not meant for. Only a key that names its paper, or what was recorded, follows that
wherever it went.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from services.law.facts import Deed, PaperFacts


def former_names(grouped: Mapping[str, Sequence[PaperFacts]], apart: str) -> dict[str, str]:
    """By former name, the proceeding of ``grouped`` it is now. ``apart`` names the papers that had
    joined no proceeding yet: a complaint was there before the notice with the number came."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for name, papers in grouped.items():
        for paper in papers:
            for former in (*paper.former_case_numbers, *(() if paper.case_number else (apart,))):
                bearers[former].add(name)
    return {
        former: next(iter(names))
        for former, names in bearers.items()
        if former not in grouped and len(names) == 1
    }


def on_present_keys(
    deeds: Iterable[Deed],
    names: Mapping[str, str],
    places: Mapping[str, tuple[str, Sequence[str]]],
) -> tuple[Deed, ...]:
    """``deeds`` with the keys their duties have now. ``names`` as ``former_names`` gives them;
    ``places``: of each paper and recorded event by id, the proceeding it is in and those it may have
    been in before."""
    return tuple(_on_present_key(deed, names, places) for deed in deeds)


def named_by(fact: str) -> str:
    """The id of the paper or event that the last part of a duty's key names: p1 of p1, of p1:2 (the
    second item of it) and of supplement:p1."""
    return fact.removeprefix("supplement:").partition(":")[0]


def _on_present_key(
    deed: Deed, names: Mapping[str, str], places: Mapping[str, tuple[str, Sequence[str]]]
) -> Deed:
    for part in deed.key.split(":")[:-3:-1]:  # the last, or the one before the number of an item
        now, former = places.get(part, ("", ()))
        for was in former:
            if deed.key.startswith(f"{was}:"):
                return replace(deed, key=f"{now}{deed.key.removeprefix(was)}")
    for was, now in names.items():
        if deed.key.startswith(f"{was}:"):
            return replace(deed, key=f"{now}{deed.key.removeprefix(was)}")
    return deed


def former_days(
    papers: Iterable[PaperFacts], standing: Mapping[str, Sequence[date]]
) -> dict[date, tuple[date, ...]]:
    """By day of a hearing, the days a paper gave for it before it was corrected. ``standing``: by
    paper, the hearings it calls to now; a paper with several is corrected place by place."""
    in_use = {day for days in standing.values() for day in days}
    found: dict[date, dict[date, None]] = defaultdict(dict)
    for paper in papers:
        for former in paper.former_hearings:
            for was, now in zip(former, paper.hearing_at, strict=False):
                if was.date() not in in_use and now.date() in standing.get(paper.id, ()):
                    found[now.date()][was.date()] = None
    return {day: tuple(days) for day, days in found.items()}
