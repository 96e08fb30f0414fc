"""What the papers of one file contradict: each other, the calendar, or the law's own periods.

A finding is no doubt about reading: every value may be read right and the papers still be wrong, or
belong to two cases. So it names the places on both sides and says in one sentence what to look at. Only
papers served on us are compared; what is not printed is not checked. Pure: values in, findings out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.law.calendar import Calendar, chinese
from services.law.checks_schema import checks_file, summoning
from services.law.facts import PartyFact
from services.law.numerals import han
from services.vocabulary import FieldName, PaperKind, Role, Standing

_WEEKDAYS = "一二三四五六日"
# Papers that bear a number of their own, not the case's.
_OWN_NUMBER = (PaperKind.JUDICIAL_ADVICE, PaperKind.PROCURATORIAL_ADVICE)


@dataclass(frozen=True, slots=True)
class PaperSaid:
    """What one paper of a file says. ``weekdays`` pairs days with the day of the week printed beside
    them (``星期三``); ``served_papers`` are the papers a service return lists."""

    id: int
    kind: PaperKind
    standing: Standing
    title: str = ""
    case_number: str | None = None
    court: str | None = None
    issued_on: date | None = None
    filed_on: date | None = None
    served_on: date | None = None
    received_stamp_on: date | None = None
    hearing_on: tuple[date, ...] = ()
    answer_days: int | None = None
    procedure: str | None = None
    weekdays: tuple[tuple[date, str], ...] = ()
    served_papers: tuple[str, ...] = ()
    parties: tuple[PartyFact, ...] = ()


def paper_said(paper_id: int, paper: Mapping[str, Any]) -> PaperSaid:
    """The values of one paper of ``yingsu.extraction/1``, or of one stored in that form."""
    fields = {name: field["value"] for name, field in paper["fields"].items()}

    def day(name: FieldName) -> date | None:
        return date.fromisoformat(fields[name]) if name in fields else None

    pairs = (each.split(" ", 1) for each in fields.get(FieldName.WEEKDAYS, ()))
    return PaperSaid(
        id=paper_id,
        kind=PaperKind(paper["kind"]),
        standing=Standing(paper["standing"]),
        title=paper["title"],
        case_number=fields.get(FieldName.CASE_NUMBER),
        court=fields.get(FieldName.COURT),
        issued_on=day(FieldName.ISSUED_ON),
        filed_on=day(FieldName.FILED_ON),
        served_on=day(FieldName.SERVED_ON),
        received_stamp_on=day(FieldName.RECEIVED_STAMP_ON),
        hearing_on=tuple(date.fromisoformat(at[:10]) for at in fields.get(FieldName.HEARING_AT, ())),
        answer_days=fields.get(FieldName.ANSWER_DAYS),
        procedure=fields.get(FieldName.PROCEDURE),
        weekdays=tuple((date.fromisoformat(on), printed) for on, printed in pairs),
        served_papers=tuple(fields.get(FieldName.SERVED_PAPERS, ())),
        parties=tuple(PartyFact(Role(p["role"]), p["name"]) for p in paper["parties"]),
    )


@dataclass(frozen=True, slots=True)
class CheckedPlace:
    """``field`` of paper ``paper``: a FieldName, or ``party`` with its ``ordinal``."""

    paper: int
    field: str
    ordinal: int = 0

    def to_json(self) -> dict[str, object]:
        return {"paper": self.paper, "field": self.field, "ordinal": self.ordinal}


@dataclass(frozen=True, slots=True)
class Finding:
    """A check that failed: stable ``code``, a Chinese sentence, and the two places it compares (one
    place twice where a single value is wrong)."""

    code: str
    message: str
    places: tuple[CheckedPlace, CheckedPlace]

    def to_json(self) -> dict[str, object]:
        return {
            "code": self.code,
            "message": self.message,
            "places": [place.to_json() for place in self.places],
        }


CourtOf = Callable[[str], str | None]
SameParty = Callable[[str, str], bool]


def check_papers(
    papers: Sequence[PaperSaid],
    calendar: Calendar,
    *,
    court_of: CourtOf,
    same_party: SameParty = str.__eq__,
) -> tuple[Finding, ...]:
    """Every check that fails, in the order of the checks and of the papers.

    ``court_of(case number)`` gives the full name of the court whose code the number bears, None when
    that is not known; ``same_party`` whether two names are one party's.
    """
    served = [paper for paper in papers if paper.standing is Standing.SERVED]
    return (
        *_one_number(served),
        *_year_of_the_number(served),
        *_court_of_the_number(served, court_of),
        *_weekdays(served),
        *_rest_days(served, calendar),
        *_called_too_late(served),
        *_received_before_issued(served),
        *_old_period(served),
        *_parties(served, same_party),
    )


def check_case(
    papers: Sequence[PaperSaid], *, same_party: SameParty = str.__eq__
) -> tuple[Finding, ...]:
    """What papers of one case contradict that came in several files: as ``check_papers``, but only
    what compares two papers, and not the number, for a case has one in each proceeding."""
    served = [paper for paper in papers if paper.standing is Standing.SERVED]
    return (*_received_before_issued(served), *_parties(served, same_party))


def _place(paper: PaperSaid, name: FieldName) -> CheckedPlace:
    return CheckedPlace(paper.id, name.value)


def _one_number(papers: Sequence[PaperSaid]) -> Iterator[Finding]:
    """One number per envelope."""
    numbered = [paper for paper in papers if paper.case_number and paper.kind not in _OWN_NUMBER]
    seen = {numbered[0].case_number} if numbered else set()
    for paper in numbered[1:]:
        if paper.case_number not in seen:
            seen.add(paper.case_number)
            yield Finding(
                "case_numbers_differ",
                f"同一份材料里有两个案号：{numbered[0].case_number}和{paper.case_number}，"
                "请核对是否误装了另一案的文书。",
                (_place(numbered[0], FieldName.CASE_NUMBER), _place(paper, FieldName.CASE_NUMBER)),
            )


def _year_of_the_number(papers: Sequence[PaperSaid]) -> Iterator[Finding]:
    """The year of a number is the year the case was filed (收案年度, 法〔2015〕137号)."""
    for paper in papers:
        year = re.match(r"（(\d{4})）", paper.case_number or "")
        if year and paper.filed_on and int(year[1]) != paper.filed_on.year:
            yield Finding(
                "case_year_differs",
                f"案号年度是{year[1]}年，立案日期却是{chinese(paper.filed_on)}，请核对案号与立案日期。",
                (_place(paper, FieldName.CASE_NUMBER), _place(paper, FieldName.FILED_ON)),
            )


def _court_of_the_number(papers: Sequence[PaperSaid], court_of: CourtOf) -> Iterator[Finding]:
    """The court code of the number is that of the court which signs."""
    for paper in papers:
        coded = court_of(paper.case_number) if paper.case_number else None
        named = paper.court
        if coded and named and not (coded.endswith(named) or named.endswith(coded)):
            yield Finding(
                "court_code_differs",
                f"案号{paper.case_number}的法院代字对应{coded}，文书上的法院是{named}，请核对案号与法院。",
                (_place(paper, FieldName.CASE_NUMBER), _place(paper, FieldName.COURT)),
            )


def _weekdays(papers: Sequence[PaperSaid]) -> Iterator[Finding]:
    """A printed day of the week is that of its date."""
    for paper in papers:
        hearings = set(paper.hearing_on)
        for day, printed in paper.weekdays:
            real = f"星期{_WEEKDAYS[day.weekday()]}"
            if real != printed:
                other = FieldName.HEARING_AT if day in hearings else FieldName.WEEKDAYS
                yield Finding(
                    "weekday_differs",
                    f"{day.year}年{day.month}月{day.day}日是{real}，文书上印的是{printed}，"
                    "日期与星期有一处不对，请向法院核实。",
                    (_place(paper, FieldName.WEEKDAYS), _place(paper, other)),
                )


def _rest_days(papers: Sequence[PaperSaid], calendar: Calendar) -> Iterator[Finding]:
    """Courts sit on working days; a year whose holidays are not published is not checked."""
    for paper in papers:
        for day in dict.fromkeys(paper.hearing_on):
            if calendar.knows(day) and not calendar.is_workday(day):
                place = _place(paper, FieldName.HEARING_AT)
                yield Finding(
                    "hearing_on_rest_day",
                    f"开庭日{chinese(day)}{calendar.why_off(day)}，请向法院核实开庭日期。",
                    (place, place),
                )


def _called_too_late(papers: Sequence[PaperSaid]) -> Iterator[Finding]:
    """Called to a hearing fewer days before it than the article sets. Counted from receipt where known,
    else from issue: no receipt is earlier."""
    procedures = {paper.procedure for paper in papers if paper.procedure}
    for paper in papers:
        asked = summoning(paper.kind)
        if asked is None or not paper.hearing_on or (asked.but_for and procedures == {asked.but_for}):
            continue
        known = paper.received_stamp_on or paper.served_on
        start = known or paper.issued_on
        hearing = min(paper.hearing_on)
        if start is None or not 0 <= (hearing - start).days < asked.days:
            continue
        name = (
            FieldName.ISSUED_ON
            if not known
            else (FieldName.RECEIVED_STAMP_ON if paper.received_stamp_on else FieldName.SERVED_ON)
        )
        ordinary = "，适用普通程序的案件" if asked.but_for else ""
        yield Finding(
            "summoned_too_late",
            f"{paper.title or paper.kind.label}{'收到日' if known else '落款日'}是{chinese(start)}，"
            f"距{chinese(hearing)}开庭不足{han(asked.days)}日（{asked.document}{asked.article}{ordinary}），"
            "来不及准备的可以向法院申请延期。",
            (_place(paper, name), _place(paper, FieldName.HEARING_AT)),
        )


def _received_before_issued(papers: Sequence[PaperSaid]) -> Iterator[Finding]:
    """Nothing is received before it is issued: by its own stamp, or a service return that lists it."""
    for paper in papers:
        stamped = paper.received_stamp_on
        if stamped and paper.issued_on and stamped < paper.issued_on:
            yield _too_early(
                paper,
                paper.issued_on,
                stamped,
                _place(paper, FieldName.RECEIVED_STAMP_ON),
            )
    for proof in papers:
        if proof.served_on is None or proof.kind is not PaperKind.SERVICE_RETURN:
            continue
        for paper in papers:
            listed = paper.title and any(paper.title in each for each in proof.served_papers)
            if listed and paper.issued_on and proof.served_on < paper.issued_on:
                yield _too_early(
                    paper, paper.issued_on, proof.served_on, _place(proof, FieldName.SERVED_ON)
                )


def _too_early(paper: PaperSaid, issued: date, received: date, place: CheckedPlace) -> Finding:
    return Finding(
        "received_before_issued",
        f"{paper.title or paper.kind.label}落款是{chinese(issued)}，收到日期却是{chinese(received)}，"
        "收到不会早于落款，请核对手写或盖章的日期。",
        (place, _place(paper, FieldName.ISSUED_ON)),
    )


def _old_period(papers: Sequence[PaperSaid]) -> Iterator[Finding]:
    """The days to answer of the law before 2015-05-01."""
    law = checks_file().checks["answer_days"]
    assert law.formerly is not None and law.until is not None
    for paper in papers:
        if paper.kind in law.papers and paper.answer_days == law.formerly:
            place, old = _place(paper, FieldName.ANSWER_DAYS), han(law.formerly)
            until = f"{law.until.year}年{law.until.month}月{law.until.day}日"
            yield Finding(
                "answer_days_of_old_law",
                f"应诉通知书写的答辩期限是{old}日，是{until}前的旧条文；"
                f"现行{law.document}{law.article}是{han(law.days)}日。"
                f"请向法院核实，核实前按{old}日准备。",
                (place, place),
            )


def _parties(papers: Sequence[PaperSaid], same: SameParty) -> Iterator[Finding]:
    """Whom the notice names sued and was sued in the complaint of the same envelope."""
    complaint = next((paper for paper in papers if paper.kind is PaperKind.COMPLAINT), None)
    notice = next((paper for paper in papers if paper.kind is PaperKind.RESPONSE_NOTICE), None)
    if complaint is None or notice is None:
        return
    for role in (Role.PLAINTIFF, Role.DEFENDANT):
        said = [(i, party) for i, party in enumerate(complaint.parties) if party.role is role]
        for ordinal, party in enumerate(notice.parties):
            if party.role is role and said and not any(same(party.name, p.name) for _, p in said):
                yield Finding(
                    "parties_differ",
                    f"应诉通知书上的{role.label}是{party.name}，起诉状上的{role.label}是"
                    f"{'、'.join(p.name for _, p in said)}，请核对起诉状副本是否本案的。",
                    (
                        CheckedPlace(notice.id, "party", ordinal),
                        CheckedPlace(complaint.id, "party", said[0][0]),
                    ),
                )
