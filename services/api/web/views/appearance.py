"""Who answers and who appears, as a page: the decision, its path, the questions left, who goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.api.appearance.decide import Decisions, HearingPlan
from services.api.appearance.told import HearingAttendee
from services.api.cases.case import Case, Proceeding
from services.api.web.views import dates
from services.api.web.views.case import ProceedingLine, proceeding_lines
from services.law.appearance_schema import Moment, Strength
from services.law.attendance import Position
from services.law.citation import Citation
from services.law.count import is_advice
from services.law.decision import Looked, Question
from services.law.limits import Verdict

_VERDICTS = {
    Verdict.IN_TIME: ("ok", "ok"),
    Verdict.LATE: ("late", "danger"),
    Verdict.POSSIBLY_LATE: ("doubt", "warn"),
    Verdict.UNKNOWN: ("ring", "open"),
}


@dataclass(frozen=True, slots=True)
class Because:
    """A condition that was looked at; ``change`` when a person answered it and may take it back,
    ``ask`` when the papers or records did and a person may say otherwise."""

    question: str
    answer: str
    because: str
    fact: str
    change: bool
    ask: Question | None
    glyph: str
    tone: str


@dataclass(frozen=True, slots=True)
class Passed:
    cite: str
    why: str


@dataclass(frozen=True, slots=True)
class Needed:
    """Somebody who is to appear; ``looked`` the facts not shown further up the page; ``met`` why an
    earlier hearing will do."""

    who: str
    strength: str
    tone: str
    text: str
    met: str
    looked: tuple[Because, ...]
    cite: str
    note: str
    against: str
    against_cite: str
    stand_ins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Going:
    id: str
    name: str
    position: str
    unit: str
    said: str
    marks: tuple[tuple[str, str], ...]  # value, label of the buttons


@dataclass(frozen=True, slots=True)
class HearingBox:
    on: str
    iso: str
    ahead: bool
    going: tuple[Going, ...]
    faults: tuple[tuple[str, str], ...]  # sentence, article
    doubts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class LimitRow:
    """Whether the plaintiff kept one limit to sue (起诉期限)."""

    title: str
    verdict: str
    glyph: str
    tone: str
    steps: tuple[str, ...]
    missing: str
    cite: str


@dataclass(frozen=True, slots=True)
class AppearancePage:
    """Everything appearance.html shows."""

    id: str
    title: str
    proceedings: tuple[ProceedingLine, ...]
    cause: str
    units: tuple[tuple[str, str], ...]
    quote: str
    cite: str
    note: str
    asks: Question | None
    looked: tuple[Because, ...]
    path: tuple[Passed, ...]
    principle: str
    principle_cite: str
    binding: str
    defences: tuple[tuple[str, str], ...]
    defence_questions: tuple[Question, ...]
    defence_told: tuple[Because, ...]
    needed: tuple[Needed, ...]
    ruled_out: tuple[Because, ...]
    questions: tuple[Question, ...]
    officials: tuple[tuple[str, str], ...]
    conduct: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]  # moment, then words and article
    hearings: tuple[HearingBox, ...]
    defendant: str
    positions: tuple[tuple[str, str], ...]
    limits: tuple[LimitRow, ...]
    limit_questions: tuple[Question, ...]
    limit_told: tuple[Because, ...]


def appearance_page(
    *,
    case: Case,
    proceedings: Sequence[Proceeding],
    cause: str,
    decisions: Decisions,
    today: date,
) -> AppearancePage:
    """The decisions in words."""
    answerer, appearance = decisions.answerer, decisions.appearance
    shown = {look.fact for look in answerer.looked}
    return AppearancePage(
        id=case.id,
        title=case.title,
        proceedings=proceeding_lines(proceedings),
        cause=cause,
        units=tuple((each.name, each.part) for each in answerer.units),
        quote=answerer.citation.quotation if answerer.citation else "",
        cite=cite(answerer.citation) if answerer.citation else "",
        note=answerer.note or "",
        asks=answerer.asks,
        looked=_looked(answerer.looked, decisions),
        path=tuple(Passed(cite(each.citation), _why_not(each.looked)) for each in answerer.path),
        principle=answerer.principle.quotation if answerer.principle else "",
        principle_cite=cite(answerer.principle) if answerer.principle else "",
        binding=_binding(decisions),
        defences=tuple((advice, cite(citation)) for advice, citation in answerer.defences),
        defence_questions=answerer.defence_asks,
        defence_told=tuple(
            each
            for each in _looked(answerer.defence_looked, decisions)
            if each.change and each.fact not in {look.fact for look in answerer.looked}
        ),
        needed=_needed(decisions, shown),
        ruled_out=_not_shown(appearance.ruled_out, decisions, shown),
        questions=appearance.asks,
        officials=tuple((each.quotation, cite(each)) for each in appearance.officials),
        conduct=tuple(
            (moment.label, texts)
            for moment in Moment
            if (
                texts := tuple(
                    (text, cite(citation)) for at, text, citation in appearance.conduct if at is moment
                )
            )
        ),
        hearings=tuple(_hearing(plan, today) for plan in decisions.hearings),
        defendant=decisions.defendant,
        positions=tuple((each.value, each.label) for each in Position),
        limits=tuple(
            LimitRow(
                each.title,
                each.verdict.label,
                *_VERDICTS[each.verdict],
                tuple(step for step in each.steps if not is_advice(step)),
                "、".join(each.missing),
                cite(each.citation),
            )
            for each in decisions.limits
        ),
        limit_questions=decisions.limit_asks,
        limit_told=_looked(decisions.limit_told, decisions),
    )


def cite(citation: Citation) -> str:
    """Document and article, as a page prints them."""
    return f"{citation.document}{citation.article}"


def _binding(decisions: Decisions) -> str:
    binds = decisions.answerer.binds
    if binds is None:
        return ""
    word = "参照适用" if binds.by_reference else "适用"
    note = f"　{binds.note}" if binds.note else ""
    return f"{word}：{cite(binds.citation)}{note}"


def _needed(decisions: Decisions, shown: set[str]) -> tuple[Needed, ...]:
    """The requirements, met ones last; ``shown`` grows by the facts they show."""
    found = []
    for each in sorted(decisions.appearance.requirements, key=lambda each: each.id in decisions.met):
        met = each.id in decisions.met
        must = each.strength is Strength.MUST
        side = "（本级政府一方）" if each.of_government else ""
        found.append(
            Needed(
                who=f"{each.who.label}{side}",
                strength="应当出庭" if must else "原则上出庭",
                tone="accent" if must and not met else "open",
                text=each.citation.quotation,
                met="本审级已经到庭，一般不必再次出庭（法释〔2020〕3号第七条第一款）" if met else "",
                looked=_not_shown(each.looked, decisions, shown),
                cite=cite(each.citation),
                note=each.note or "",
                against=each.conflict[0] if each.conflict else "",
                against_cite=cite(each.conflict[1]) if each.conflict else "",
                stand_ins=tuple(sentence for sentence, _ in each.stand_ins),
            )
        )
    return tuple(found)


def _not_shown(looked: Sequence[Looked], decisions: Decisions, shown: set[str]) -> tuple[Because, ...]:
    """A fact stands once on the page, where it is first used."""
    new = [each for each in looked if each.fact not in shown]
    shown.update(each.fact for each in new)
    return _looked(new, decisions)


def _looked(looked: Sequence[Looked], decisions: Decisions) -> tuple[Because, ...]:
    return tuple(
        Because(
            each.question,
            each.answer,
            each.because,
            each.fact,
            each.fact in decisions.told,
            None if each.fact in decisions.told else decisions.correctable[each.fact],
            "ok" if each.holds else "ring",
            "ok" if each.holds else "open",
        )
        for each in looked
    )


def _why_not(looked: Sequence[Looked]) -> str:
    """The condition that ruled a case of the notice out."""
    last = next((each for each in looked if not each.holds), None)
    return f"{last.question}{last.answer}（{last.because}）" if last else ""


def _hearing(plan: HearingPlan, today: date) -> HearingBox:
    ahead = plan.on >= today
    return HearingBox(
        on=dates.day(plan.on, today),
        iso=plan.on.isoformat(),
        ahead=ahead,
        going=tuple(_going(row, ahead) for row in plan.attendees),
        faults=tuple((each.message, cite(each.citation)) for each in plan.faults if not each.doubt),
        doubts=tuple((each.message, cite(each.citation)) for each in plan.faults if each.doubt),
    )


def _going(row: HearingAttendee, ahead: bool) -> Going:
    position = Position(row.position)
    official = position in (Position.PRINCIPAL, Position.DEPUTY, Position.IN_CHARGE)
    said = []
    if official and ahead:
        said.append("身份证明已备" if row.proved else "身份证明未备")
    if row.attended is not None:
        said.append("到庭" if row.attended else "未到庭")
    if row.spoke:
        said.append("发言")
    marks = []
    if official and ahead and not row.proved:
        marks.append(("proved", "证明备好"))
    if not ahead and row.attended is None:
        marks += [("spoke", "到庭并发言"), ("attended", "到庭未发言"), ("absent", "未到庭")]
    marks.append(("removed", "删去"))
    return Going(
        row.id,
        "　".join(filter(None, (row.name, row.title))),
        position.label,
        row.unit,
        "　".join(said),
        tuple(marks),
    )
