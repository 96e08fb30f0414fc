"""Which row of which notice is carried where, and whether every clause is listed (条文覆盖)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from services.law.decision_cases import decision_entries
from services.law.forms_check import forms_in
from services.law.located import located
from services.law.pack import Pack, load_pack, shipped_jurisdictions
from services.law.provisions import load_provisions, read_clauses
from services.law.quotations import squeeze, squeezed_text
from services.law.schema_provisions import ClausesFile, ProvisionEntry, ProvisionKind
from services.vocabulary import Jurisdiction


class Use(StrEnum):
    """How a row is carried: derived, filled or decided by the engine, or shown as text."""

    IN_USE = "in_use"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Carrier:
    """What carries a row: the file of the pack, the entry's id, the kind of entry in Chinese."""

    row: str
    file: str
    entry: str
    kind: str
    use: Use


@dataclass(frozen=True, slots=True)
class NoticeCoverage:
    """One notice. ``rows`` are those its clauses name, in order; ``problems`` what is missing."""

    jurisdiction: Jurisdiction
    label: str
    document: str
    clauses: int
    clauses_without_rows: int
    rows: tuple[str, ...]
    carriers: tuple[Carrier, ...]
    problems: tuple[str, ...]

    def rows_in(self, use: Use) -> tuple[str, ...]:
        """Rows whose best carrier is of this use."""
        in_use = {each.row for each in self.carriers if each.use is Use.IN_USE}
        carried = {each.row for each in self.carriers}
        wanted = in_use if use is Use.IN_USE else carried - in_use
        return tuple(row for row in self.rows if row in wanted)

    @property
    def not_carried(self) -> tuple[str, ...]:
        carried = {each.row for each in self.carriers}
        return tuple(row for row in self.rows if row not in carried)


def coverage(folder: Path | None = None) -> tuple[NoticeCoverage, ...]:
    """Every pack that lists the clauses of its notice. RuleFileInvalid when a file cannot be used."""
    found = (coverage_of(load_pack(each, folder), folder) for each in shipped_jurisdictions(folder))
    return tuple(each for each in found if each is not None)


def coverage_of(pack: Pack, folder: Path | None = None) -> NoticeCoverage | None:
    """The coverage of one pack's own notice; None when it lists no clauses."""
    listed = read_clauses(pack)
    if listed is None:
        return None
    rows = tuple(dict.fromkeys(row for clause in listed.clauses for row in clause.rows))
    carriers = tuple(_carriers(pack, folder))
    return NoticeCoverage(
        jurisdiction=pack.jurisdiction,
        label=pack.label,
        document=listed.document,
        clauses=len(listed.clauses),
        clauses_without_rows=sum(not clause.rows for clause in listed.clauses),
        rows=rows,
        carriers=carriers,
        problems=tuple(_problems(pack, listed, rows, carriers)),
    )


def _carriers(pack: Pack, folder: Path | None) -> Iterator[Carrier]:
    for rule in pack.rules:
        if rule.jurisdiction == pack.jurisdiction:
            for row in rule.entry.rows or (rule.entry.id,):
                yield Carrier(row, "duties.yaml", rule.entry.id, "期限", Use.IN_USE)
    for row in pack.loss.rows if pack.loss else ():
        yield Carrier(row, "loss.yaml", "definition", "败诉口径", Use.IN_USE)
    for decision in decision_entries(pack):
        for row in decision.rows:
            yield Carrier(
                row, "answerer.yaml / appearance.yaml", decision.id, "谁应诉、谁出庭", Use.IN_USE
            )
    with_form = _rules_with_a_form(pack.folder)
    for each in load_provisions(pack.jurisdiction, folder).provisions:
        if each.jurisdiction == pack.jurisdiction:
            entry = each.entry
            use = Use.IN_USE if _drawn(entry, with_form) else Use.TEXT
            yield Carrier(entry.id, "provisions.yaml", entry.id, entry.kind.label, use)


def _rules_with_a_form(home: Path) -> set[str]:
    """Rules whose filing one of the pack's forms draws."""
    return {rule for form in forms_in(home).values() for rule in form.rules}


def _drawn(entry: ProvisionEntry, with_form: set[str]) -> bool:
    return entry.kind is ProvisionKind.FORM and not with_form.isdisjoint(entry.shown_at.duties)


def _problems(
    pack: Pack, listed: ClausesFile, rows: tuple[str, ...], carriers: tuple[Carrier, ...]
) -> Iterator[str]:
    file = pack.folder / "clauses.yaml"
    document = pack.documents.get(listed.document)
    if document is None:
        yield f"clauses.yaml：文件 {listed.document} 没有在 pack.yaml 的 documents 中登记"
    elif not document.path.exists():
        yield f"clauses.yaml：原文 {document.entry.file} 不存在"
    else:
        for clause, problem in _gaps(listed, squeezed_text(document.path)):
            yield from located([problem], file, clause)
    carried = {each.row for each in carriers}
    for row in rows:
        if row not in carried:
            problem = f"条文 {row} 没有任何条目承载，请写入 duties.yaml、provisions.yaml 等"
            yield from located([problem], file, words=row)
    for row in sorted(carried - set(rows)):
        yield f"{row} 不在 clauses.yaml 的任何条款中，请在条款的 rows 中列出"


def _gaps(listed: ClausesFile, text: str) -> Iterator[tuple[str, str]]:
    """Words of the stored text that no clause holds, and clauses that are not its words: the clause,
    and a Chinese sentence."""
    at = 0
    for clause in listed.clauses:
        words = squeeze(clause.text)
        found = text.find(words, at)
        if found < 0:
            said = f"不是《{listed.document}》此处的原文，请照录，并按原文顺序列出"
            yield clause.clause, f"条款 {clause.clause}：{said}"
            return
        if found > at:
            said = f"条款 {clause.clause} 之前有原文没有列出：{text[at:found][:40]}"
            yield clause.clause, said
        at = found + len(words)
    if at < len(text):
        yield listed.clauses[-1].clause, f"最后一条之后有原文没有列出：{text[at:][:40]}"
