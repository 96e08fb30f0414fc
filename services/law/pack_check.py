"""The check behind ``yingsu rules check``: files, quotations, cross references, and the packs' own
cases run against them. A county that writes a folder learns here whether it holds together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from services.law.basis import problems_of_basis
from services.law.calendar import Calendar, load_calendar
from services.law.cases import problems_of_case, problems_of_count
from services.law.checks_schema import problems_of_checks
from services.law.count import PeriodKind
from services.law.decision_cases import (
    file_of,
    problems_of_decisions,
    quoted,
    read_decision_cases,
)
from services.law.duty_schema import RuleEntry
from services.law.forms_check import problems_of_forms
from services.law.limits_schema import problems_of_limits
from services.law.located import located
from services.law.numerals import says_length
from services.law.pack import (
    Pack,
    Rule,
    load_pack,
    outcome_groups,
    read_cases,
    reading_citation,
    shipped_jurisdictions,
)
from services.law.provisions_check import problems_of_provisions
from services.law.quotations import problems_of_citation
from services.law.schema import LossFile
from services.law.strict_yaml import RuleFileInvalid
from services.resources import rules_folder
from services.vocabulary import Jurisdiction, Loss, OutcomeClass


@dataclass(frozen=True, slots=True)
class PackReport:
    """What the check found in one pack; ``problems`` are Chinese sentences."""

    jurisdiction: Jurisdiction
    label: str
    rules: int
    cases: int
    checked_as_of: date | None
    problems: tuple[str, ...]


def check_packs(folder: Path | None = None, *, today: date | None = None) -> tuple[PackReport, ...]:
    """Check every pack: files, citations against the stored texts, cross references, clauses, cases;
    with ``today`` also that its texts were not checked on a day still to come."""
    return _reports(folder or rules_folder(), files=True, today=today)


def run_cases(folder: Path | None = None) -> tuple[PackReport, ...]:
    """Run the packs' own sentence-named cases, and nothing else."""
    return _reports(folder or rules_folder(), files=False)


def _reports(home: Path, *, files: bool, today: date | None = None) -> tuple[PackReport, ...]:
    try:
        calendar = load_calendar(home / "cn" / "holidays")
    except ValueError as error:
        return (PackReport(Jurisdiction.CN, "全国", 0, 0, None, (str(error),)),)
    reports = []
    for jurisdiction in shipped_jurisdictions(home):
        try:
            pack = load_pack(jurisdiction, home)
            problems = [*(_check(pack, home, today) if files else ()), *_run_cases(pack, calendar)]
            cases = _number_of_cases(pack)
        except (RuleFileInvalid, ValueError) as error:
            reports.append(PackReport(jurisdiction, jurisdiction, 0, 0, None, (str(error),)))
            continue
        own = sum(rule.jurisdiction == jurisdiction for rule in pack.rules)
        reports.append(
            PackReport(jurisdiction, pack.label, own, cases, pack.checked_as_of, tuple(problems))
        )
    return tuple(reports)


def _number_of_cases(pack: Pack) -> int:
    decided = read_decision_cases(pack)
    ours = sum(len(each.cases) + len(each.counts) for _, each in read_cases(pack))
    return ours + len(decided.answers) + len(decided.appearances)


def _check(pack: Pack, home: Path, today: date | None) -> Iterator[str]:
    if today and pack.checked_as_of > today:
        problem = f"checked_as_of 写的{pack.checked_as_of}还没有到，请写核对条文的那一天"
        yield from located([problem], pack.folder / "pack.yaml", words=str(pack.checked_as_of))
    known = {rule.entry.id for rule in pack.rules}
    tried = _tried(pack)
    for rule in pack.rules:
        if rule.jurisdiction == pack.jurisdiction:
            yield from _check_rule(rule, pack, known, tried)
    for rule_id in sorted(tried - known):
        yield f"案例写的规则 {rule_id} 不存在"
    if pack.loss and pack.loss.readings:
        yield from _check_loss(pack, pack.loss, home)
    for entry, citation in quoted(pack):
        wrong = problems_of_citation(pack, entry.id, citation)
        yield from located(wrong, file_of(pack, entry), entry.id, citation.quotation)
    yield from problems_of_provisions(pack, home)
    yield from problems_of_forms(pack)
    yield from _check_the_engine(pack, home)


def _check_rule(rule: Rule, pack: Pack, known: set[str], tried: set[str]) -> Iterator[str]:
    entry, where = rule.entry, f"规则 {rule.entry.id}"
    for citation in (entry.citation, entry.period_citation, entry.consequence_citation):
        if citation:
            wrong = problems_of_citation(pack, where, citation)
            yield from located(wrong, rule.file, entry.id, citation.quotation)
    if not _length_is_said(entry):
        problem = f"{where}：引文没有写明期限{entry.period.n}，请补 period_citation"
        yield from located([problem], rule.file, entry.id, str(entry.period.n))
    for key, names in (
        ("covers", entry.covers),
        ("precedes", entry.precedes),
        ("after", entry.trigger.after),
        ("period.of", (entry.period.of,) if entry.period.of else ()),
    ):
        for name in names:
            if name not in known:
                problem = f"{where}：{key} 写的 {name} 不在本规则包及其上位规则包中"
                yield from located([problem], rule.file, entry.id, name)
    if entry.id not in tried:
        problem = f"{where}：cases 中没有用到它的案例，请补一个"
        yield from located([problem], rule.file, entry.id)


def _check_the_engine(pack: Pack, home: Path) -> Iterator[str]:
    """The words of national law the code itself goes by."""
    if pack.jurisdiction == Jurisdiction.CN:
        for problems in (problems_of_basis, problems_of_limits, problems_of_checks):
            yield from problems(pack, home)


def _length_is_said(entry: RuleEntry) -> bool:
    """Whether the words quoted for the rule hold the length of its period, as 15 or as 十五."""
    quoted = (entry.citation, entry.period_citation)
    words = "".join(each.quotation for each in quoted if each)
    n, kind = entry.period.n, entry.period.kind
    return n is None or says_length(words, n, months=kind is PeriodKind.STATUTORY_MONTHS)


def _run_cases(pack: Pack, calendar: Calendar) -> Iterator[str]:
    yield from problems_of_decisions(pack)
    known = {rule.entry.id for rule in pack.rules}
    for file, content in read_cases(pack):
        for case in content.cases:
            yield from located(problems_of_case(case, pack, calendar), file, case.name)
        for counted in content.counts:
            if counted.rule in known:
                wrong = problems_of_count(counted, pack, calendar)
                yield from located(wrong, file, counted.name)


def _tried(pack: Pack) -> set[str]:
    """Rules that some case of the pack expects a duty of."""
    tried = set()
    for _, content in read_cases(pack):
        for case in content.cases:
            for duty in case.duties:
                tried |= {duty.rule, *duty.covers}
        tried |= {each.rule for each in content.counts}
    return tried


def _check_loss(pack: Pack, loss: LossFile, home: Path) -> Iterator[str]:
    file = pack.folder / "loss.yaml"
    if loss.definition:
        wrong = problems_of_citation(pack, "败诉口径", loss.definition)
        yield from located(wrong, file, words=loss.definition.quotation)
    groups = outcome_groups(home)
    named = [each for reading in loss.readings for each in reading.classes]
    named += [*groups.inherits_from_below, *groups.changes_below, *groups.neutral]
    for outcome in OutcomeClass:
        if named.count(outcome) != 1:
            said = f"败诉口径：{outcome.value} 应当且只应当写一次，现为{named.count(outcome)}次"
            yield from located([said], file, words=outcome.value)
    for reading in loss.readings:
        if reading.value not in (Loss.LOSS, Loss.NOT_LOSS, Loss.REVIEW):
            said = f"败诉口径：{reading.value.value} 由是否生效推出，不能直接写"
            yield from located([said], file, words=reading.value.value)
        if reading.with_option and reading.with_option.name not in loss.options:
            name = reading.with_option.name
            said = f"败诉口径：选项 {name} 没有在 options 中写默认值"
            yield from located([said], file, words=name)
        citation = reading_citation(loss, reading.document, reading.article, reading.quotation)
        if citation:
            wrong = problems_of_citation(pack, f"败诉口径 {reading.classes[0].value}", citation)
            yield from located(wrong, file, words=citation.quotation)
