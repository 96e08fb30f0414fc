"""Everything a pack holds as one list: what `yingsu rules list` and `show` print and the page of a pack
draws. Each entry has an id, a kind, its words, article and quotation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from services.law.appearance_schema import RequirementEntry
from services.law.citation import Citation, titled
from services.law.decision_words import DecisionWords, decisions_in_words
from services.law.pack import Pack, Rule, as_citation, load_pack, place_name, read_cases
from services.law.provisions import Provision, load_provisions
from services.law.schema import ClassReadingEntry, LossCounts, LossFile
from services.law.schema_provisions import ContradictionEntry, OptionEntry
from services.law.wording import (
    measure_words,
    period_words,
    shown_words,
    tracks_words,
    trigger_words,
)
from services.vocabulary import Jurisdiction, OrganisationKind

# kind → heading, in the order a document has them.
KINDS = {
    "deadline": "期限",
    "duty": "义务",
    "report": "统计与报告",
    "form": "表格与材料",
    "measure": "指标",
    "loss": "败诉口径",
    "decision": "谁应诉、谁出庭",
    "accountability": "追责与免责",
    "guidance": "指导与保障",
    "contradiction": "与其他规定不一致",
    "option": "原文没有规定的，默认读法",
    "missing": "不在库中的上位文件",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. ``period`` and ``trigger`` in words ("" when it has none); ``details`` are (name,
    words) in the order to show; ``until`` with ``ended_by`` when repealed. ``rows``: the rows of the
    notice it carries, when it is not one itself."""

    id: str
    jurisdiction: Jurisdiction
    kind: str
    title: str
    citations: tuple[Citation, ...]
    period: str = ""
    trigger: str = ""
    since: date | None = None
    until: date | None = None
    ended_by: str | None = None
    uncertain_because: str | None = None
    note: str | None = None
    details: tuple[tuple[str, str], ...] = ()
    cases: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()


def catalogue(jurisdiction: Jurisdiction, folder: Path | None = None) -> tuple[Entry, ...]:
    """Every entry the pack itself sets, grouped by kind; what it inherits stands in its parents'."""
    pack = load_pack(jurisdiction, folder)
    found = [*_rules(pack), *_provisions(pack, folder), *_others(pack, folder)]
    order = list(KINDS)
    return tuple(sorted(found, key=lambda each: order.index(each.kind)))


def _rules(pack: Pack) -> Iterator[Entry]:
    cases = _cases_by_rule(pack)
    for rule in pack.rules:
        if rule.jurisdiction == pack.jurisdiction:
            yield _rule(rule, pack, cases.get(rule.entry.id, ()))


def _rule(rule: Rule, pack: Pack, cases: tuple[str, ...]) -> Entry:
    entry = rule.entry
    document = pack.documents[entry.citation.document].entry
    cited = (entry.citation, entry.period_citation, entry.consequence_citation)
    details = {
        "谁": _kinds(entry.desks or (entry.actor,)),
        "报给": _filled(entry.recipient_name, pack),
        "程序": tracks_words(entry.tracks),
        "后果": entry.consequence or "",
        "包含": "、".join(entry.covers),
        "取代": f"{entry.overrides}：{entry.override_reason}" if entry.overrides else "",
        "可选": "是权利，不是义务" if entry.optional else "",
    }
    return Entry(
        id=entry.id,
        jurisdiction=rule.jurisdiction,
        kind="deadline",
        title=entry.title,
        citations=tuple(as_citation(each, certain=entry.certain) for each in cited if each),
        period=period_words(entry.period),
        trigger=trigger_words(entry.trigger),
        since=entry.valid_from or document.valid_from,
        until=entry.valid_to or document.valid_to,
        ended_by=entry.repealed_by,
        uncertain_because=document.uncertain_because,
        note=entry.note,
        details=tuple((name, words) for name, words in details.items() if words),
        cases=cases,
    )


def _cases_by_rule(pack: Pack) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for _, content in read_cases(pack):
        for case in content.cases:
            for rule in dict.fromkeys(
                each for duty in case.duties for each in (duty.rule, *duty.covers)
            ):
                found.setdefault(rule, []).append(case.name)
        for counted in content.counts:
            found.setdefault(counted.rule, []).append(counted.name)
    return {rule: tuple(names) for rule, names in found.items()}


def _provisions(pack: Pack, folder: Path | None) -> Iterator[Entry]:
    for each in load_provisions(pack.jurisdiction, folder).provisions:
        if each.jurisdiction == pack.jurisdiction:
            document = pack.documents[each.entry.citation.document].entry
            yield _provision(each, document.repealed_by)


def _provision(provision: Provision, ended_by: str | None) -> Entry:
    entry = provision.entry
    details = [
        ("谁", entry.actor or _kinds(entry.actors)),
        ("对谁", entry.recipient or _kinds(entry.recipients)),
        ("显示", shown_words(entry.shown_at)),
        *(("指标", measure_words(each)) for each in entry.measures),
        ("包含", f"{'、'.join(entry.covers)}：{entry.covers_when}" if entry.covers else ""),
        ("取代", f"{entry.overrides}：{entry.override_reason}" if entry.overrides else ""),
    ]
    return Entry(
        id=entry.id,
        jurisdiction=provision.jurisdiction,
        kind=entry.kind.value,
        title=entry.action,
        citations=(provision.citation,),
        period="" if entry.kind != "deadline" else f"按{'、'.join(entry.shown_at.duties)}的期限",
        trigger=entry.when,
        since=provision.valid_from,
        until=provision.valid_to,
        ended_by=entry.repealed_by or ended_by,
        uncertain_because=entry.uncertain_because,
        note=entry.note,
        details=tuple((name, words) for name, words in details if words),
    )


def _others(pack: Pack, folder: Path | None) -> Iterator[Entry]:
    here = pack.jurisdiction
    if pack.loss:
        yield _loss(here, pack.loss)
    yield from (_decision(each, here) for each in decisions_in_words(pack))
    for each in load_provisions(here, folder).contradictions:
        if each.jurisdiction == here:
            yield _contradiction(here, each.entry)
    yield from _open_questions(pack, folder)


def _decision(said: DecisionWords, here: Jurisdiction) -> Entry:
    entry = said.entry
    against = entry.conflict if isinstance(entry, RequirementEntry) else None
    return Entry(
        id=entry.id,
        jurisdiction=here,
        kind="decision",
        title=said.title,
        citations=tuple(as_citation(each) for each in (entry, against) if each),
        note=entry.note,
        details=said.details,
        rows=entry.rows,
    )


def _loss(here: Jurisdiction, loss: LossFile) -> Entry:
    """The definition with every class it reads; an option with what it changes."""
    details = []
    if loss.follows:
        details.append(("随", f"{place_name(loss.follows)}的口径"))
    else:
        counted = "生效后计入" if loss.counts is LossCounts.EFFECTIVE else "判决即计入"
        details.append(("何时", counted))
    details += [("读法", _reading(each, loss)) for each in loss.readings]
    definition = (as_citation(loss.definition),) if loss.definition else ()
    return Entry(
        id=f"{here}.loss",
        jurisdiction=here,
        kind="loss",
        title=loss.basis,
        citations=definition,
        details=tuple(details),
        rows=loss.rows,
    )


def _reading(reading: ClassReadingEntry, loss: LossFile) -> str:
    classes = "、".join(each.label for each in reading.classes)
    words = f"（“{reading.quotation}”）" if reading.quotation else ""
    note = f"。{reading.note.rstrip('。')}" if reading.note else ""
    option = reading.with_option
    switch = ""
    if option:
        chosen = "已这样定" if loss.options[option.name] else "现在没有这样定"
        switch = f"；本地可以定为{option.value.label}，{chosen}"
    return f"{classes}：{reading.value.label}{words}{note}{switch}"


def _contradiction(here: Jurisdiction, entry: ContradictionEntry) -> Entry:
    details = (
        ("涉及", "、".join(entry.rows)),
        ("依从", titled(entry.follows) if entry.follows else "由人决定"),
        ("怎么办", entry.advice),
        ("显示", shown_words(entry.shown_at)),
    )
    sides = tuple(as_citation(side) for side in entry.sides)
    return Entry(entry.id, here, "contradiction", entry.title, sides, details=details)


def _open_questions(pack: Pack, folder: Path | None) -> Iterator[Entry]:
    """Readings of silence and documents not at hand, those of the pack itself."""
    above = load_pack(pack.lineage[1], folder) if len(pack.lineage) > 1 else None
    for option in pack.options.values():
        inherited = above.options.get(option.id) if above else None
        if inherited is None or inherited.value != option.value:
            yield _option(pack.jurisdiction, option)
    inherited_gaps = above.not_at_hand if above else ()
    own_gaps = [each for each in pack.not_at_hand if each not in inherited_gaps]
    for number, missing in enumerate(own_gaps, start=1):
        yield Entry(
            id=f"{pack.jurisdiction}.missing_{number}",
            jurisdiction=pack.jurisdiction,
            kind="missing",
            title=f"《{missing.title}》{missing.number or ''}",
            citations=(Citation(missing.document, missing.cited_at, missing.quotation),),
            details=(("影响", missing.matters_for),),
        )


def _option(here: Jurisdiction, option: OptionEntry) -> Entry:
    chosen = option.reading if option.value else option.other
    details = [
        ("现在的读法", chosen or ""),
        ("可以改为", (option.other if option.value else option.reading) or "" if option.other else ""),
        ("理由", option.because),
    ]
    return Entry(
        id=option.id,
        jurisdiction=here,
        kind="option",
        title=option.silent_on,
        citations=(as_citation(option.basis),) if option.basis else (),
        details=tuple((name, words) for name, words in details if words),
    )


def _filled(template: str, pack: Pack) -> str:
    """A recipient's name where the pack itself knows it."""
    names = {
        "{justice_bureau}": pack.justice_bureau or "本级司法局",
        "{government}": pack.government or "本级政府",
        "{court}": "人民法院",
        "{appeal_court}": "上一级人民法院",
        "{plaintiff}": "原告",
        "{office}": "本单位",
    }
    for name, words in names.items():
        template = template.replace(name, words)
    return template


def _kinds(kinds: tuple[OrganisationKind, ...]) -> str:
    return "、".join(kind.label for kind in kinds)
