"""Jurisdiction packs: loading, inheritance, and the check behind ``yingsu rules check``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from services.law.calendar import load_calendar
from services.law.citation import Citation
from services.law.schema import (
    CasesFile,
    CitationEntry,
    DocumentEntry,
    DutiesFile,
    LossFile,
    OutcomesFile,
    PackFile,
    RuleEntry,
)
from services.law.strict_yaml import RuleFileInvalid, read_strictly
from services.resources import rules_folder
from services.vocabulary import Jurisdiction, Loss, OutcomeClass


@dataclass(frozen=True, slots=True)
class Document:
    """A cited document of a pack and where its text is stored."""

    name: str
    entry: DocumentEntry
    path: Path


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with the pack that sets it."""

    jurisdiction: Jurisdiction
    checked_as_of: date
    entry: RuleEntry
    file: Path

    def citation(self) -> Citation:
        return as_citation(self.entry.citation, certain=self.entry.certain)


@dataclass(frozen=True, slots=True)
class Pack:
    """One jurisdiction with everything it inherits. ``lineage`` runs from itself to the nation;
    ``rules`` hold its own first, then those inherited; ``government`` and ``justice_bureau`` are its
    own."""

    jurisdiction: Jurisdiction
    lineage: tuple[Jurisdiction, ...]
    checked_as_of: date
    government: str | None
    justice_bureau: str | None
    documents: Mapping[str, Document]
    rules: tuple[Rule, ...]
    loss: LossFile | None
    folder: Path

    def rule(self, rule_id: str) -> Rule:
        """The rule ``rule_id``. Raises KeyError."""
        for rule in self.rules:
            if rule.entry.id == rule_id:
                return rule
        raise KeyError(rule_id)


def as_citation(entry: CitationEntry, *, certain: bool = True) -> Citation:
    """The citation a page shows."""
    return Citation(entry.document, entry.article, entry.quotation, entry.paraphrase, certain)


@cache
def load_pack(jurisdiction: Jurisdiction, folder: Path | None = None) -> Pack:
    """The pack of ``jurisdiction`` under ``folder`` (the shipped rules by default).

    Raises RuleFileInvalid when a file of it or of a pack it inherits from cannot be used.
    """
    home = (folder or rules_folder()) / jurisdiction.value
    file = home / "pack.yaml"
    content = read_strictly(file, PackFile)
    if content.jurisdiction is not jurisdiction:
        raise RuleFileInvalid(file, "jurisdiction", f"与文件夹名 {home.name} 不符")
    parent = load_pack(content.inherits, folder) if content.inherits else None
    if parent and jurisdiction in parent.lineage:
        raise RuleFileInvalid(file, "inherits", "继承成环")
    documents = dict(parent.documents) if parent else {}
    for name, entry in content.documents.items():
        documents[name] = Document(name, entry, home / entry.file)
    own = _own_rules(home, content)
    inherited = parent.rules if parent else ()
    names = [rule.entry.id for rule in (*own, *inherited)]
    for name in names:
        if names.count(name) > 1:
            raise RuleFileInvalid(home / "duties.yaml", name, "规则编号重复")
    loss_file = home / "loss.yaml"
    return Pack(
        jurisdiction=jurisdiction,
        lineage=(jurisdiction, *(parent.lineage if parent else ())),
        checked_as_of=content.checked_as_of,
        government=content.government,
        justice_bureau=content.justice_bureau,
        documents=documents,
        rules=(*own, *inherited),
        loss=read_strictly(loss_file, LossFile) if loss_file.exists() else None,
        folder=home,
    )


def _own_rules(home: Path, content: PackFile) -> tuple[Rule, ...]:
    file = home / "duties.yaml"
    if not file.exists():
        return ()
    entries = read_strictly(file, DutiesFile).rules
    return tuple(Rule(content.jurisdiction, content.checked_as_of, entry, file) for entry in entries)


@cache
def outcome_groups(folder: Path | None = None) -> OutcomesFile:
    """Which outcome classes inherit, change the ruling below, or never are a loss."""
    return read_strictly((folder or rules_folder()) / "cn" / "outcomes.yaml", OutcomesFile)


def shipped_jurisdictions(folder: Path | None = None) -> tuple[Jurisdiction, ...]:
    """Every jurisdiction that has a pack, in the order of the vocabulary."""
    home = folder or rules_folder()
    return tuple(each for each in Jurisdiction if (home / each.value / "pack.yaml").exists())


def read_cases(pack: Pack) -> Iterator[tuple[Path, CasesFile]]:
    """The pack's own sentence-named cases."""
    for file in sorted((pack.folder / "cases").glob("*.yaml")):
        yield file, read_strictly(file, CasesFile)


# --- the check -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PackReport:
    """What the check found in one pack; ``problems`` are Chinese sentences."""

    jurisdiction: Jurisdiction
    rules: int
    cases: int
    checked_as_of: date | None
    problems: tuple[str, ...]


def check_packs(folder: Path | None = None) -> tuple[PackReport, ...]:
    """Check every pack: files, citations against the stored texts, cross references, cases.

    Dates of the cases themselves are checked by the test suite, which runs them.
    """
    home = folder or rules_folder()
    reports = []
    for jurisdiction in shipped_jurisdictions(home):
        try:
            pack = load_pack(jurisdiction, home)
            problems = [*_check(pack, home)]
            cases = sum(len(content.cases) for _, content in read_cases(pack))
        except (RuleFileInvalid, ValueError) as error:
            reports.append(PackReport(jurisdiction, 0, 0, None, (str(error),)))
            continue
        own = sum(rule.jurisdiction is jurisdiction for rule in pack.rules)
        reports.append(PackReport(jurisdiction, own, cases, pack.checked_as_of, tuple(problems)))
    return tuple(reports)


def _check(pack: Pack, home: Path) -> Iterator[str]:
    if pack.jurisdiction is Jurisdiction.CN:
        load_calendar(home / "cn" / "holidays")
    known = {rule.entry.id for rule in pack.rules}
    tried = {
        duty.rule for _, content in read_cases(pack) for case in content.cases for duty in case.duties
    } | {
        covered
        for _, content in read_cases(pack)
        for case in content.cases
        for duty in case.duties
        for covered in duty.covers
    }
    for rule in pack.rules:
        if rule.jurisdiction is not pack.jurisdiction:
            continue
        entry = rule.entry
        for citation in (entry.citation, entry.consequence_citation):
            if citation:
                yield from _check_citation(pack, f"规则 {entry.id}", citation)
        for covered in entry.covers:
            if covered not in known:
                yield f"规则 {entry.id}：covers 写的 {covered} 不在本规则包及其上位规则包中"
        if entry.id not in tried:
            yield f"规则 {entry.id}：cases 中没有用到它的案例，请补一个"
    for rule_id in sorted(tried - known):
        yield f"案例写的规则 {rule_id} 不存在"
    if pack.loss and pack.loss.readings:
        yield from _check_loss(pack, pack.loss, home)


def _check_loss(pack: Pack, loss: LossFile, home: Path) -> Iterator[str]:
    if loss.definition:
        yield from _check_citation(pack, "败诉口径", loss.definition)
    groups = outcome_groups(home)
    named = [each for reading in loss.readings for each in reading.classes]
    named += [*groups.inherits_from_below, *groups.changes_below, *groups.neutral]
    for outcome in OutcomeClass:
        if named.count(outcome) != 1:
            yield f"败诉口径：{outcome.value} 应当且只应当写一次，现为{named.count(outcome)}次"
    for reading in loss.readings:
        if reading.value not in (Loss.LOSS, Loss.NOT_LOSS, Loss.REVIEW):
            yield f"败诉口径：{reading.value.value} 由是否生效推出，不能直接写"
        if reading.with_option and reading.with_option.name not in loss.options:
            yield f"败诉口径：选项 {reading.with_option.name} 没有在 options 中写默认值"
        citation = reading_citation(loss, reading.document, reading.article, reading.quotation)
        if citation:
            yield from _check_citation(pack, f"败诉口径 {reading.classes[0].value}", citation)


def reading_citation(
    loss: LossFile, document: str | None, article: str | None, quotation: str | None
) -> CitationEntry | None:
    """The words behind one reading: its own document and article, or those of the definition."""
    if quotation is None:
        return None
    home = loss.definition
    return CitationEntry(
        document=document or (home.document if home else ""),
        article=article or (home.article if home else ""),
        quotation=quotation,
    )


def _check_citation(pack: Pack, where: str, citation: CitationEntry) -> Iterator[str]:
    document = pack.documents.get(citation.document)
    if document is None:
        yield f"{where}：文件 {citation.document} 没有在 pack.yaml 的 documents 中登记"
        return
    if citation.paraphrase:
        return
    if not document.path.exists():
        yield f"{where}：原文 {document.entry.file} 不存在"
    elif _squeeze(citation.quotation) not in _squeezed_text(document.path):
        yield f"{where}：引文不是《{citation.document}》原文，请照录或标 paraphrase"


@cache
def _squeezed_text(path: Path) -> str:
    return _squeeze(path.read_text(encoding="utf-8"))


def _squeeze(text: str) -> str:
    """Without white space: line breaks of a stored copy are not part of the text."""
    return re.sub(r"\s+", "", text)
