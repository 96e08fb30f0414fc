"""The check of what a pack holds beside dated duties: clauses, provisions, contradictions, options."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from services.law.coverage import coverage_of
from services.law.decision_cases import decision_entries
from services.law.duty_schema import CitationEntry
from services.law.located import located
from services.law.pack import Pack, load_pack
from services.law.provisions import Provisions, load_provisions
from services.law.quotations import problems_of_citation
from services.law.schema_provisions import ShownAt


def problems_of_provisions(pack: Pack, folder: Path | None = None) -> Iterator[str]:
    """What is wrong with the pack's own clauses.yaml, provisions.yaml and options.yaml, and with the
    documents it says are not at hand; a Chinese sentence each."""
    provisions = load_provisions(pack.jurisdiction, folder)
    yield from _provisions(pack, provisions)
    yield from _contradictions(pack, provisions)
    options = pack.folder / "options.yaml"
    above = load_pack(pack.lineage[1], pack.folder.parent).options if pack.lineage[1:] else {}
    for option in pack.options.values():
        if option.id in above:
            continue  # checked with the pack that sets it
        where = f"选项 {option.id}"
        if option.basis and option.basis.document in pack.documents:
            wrong = problems_of_citation(pack, where, option.basis)
            yield from located(wrong, options, option.id, option.basis.quotation)
        for narrowing in option.when_other:
            for rule in narrowing.rules:
                if rule not in _rules(pack):
                    yield from located([f"{where}：没有规则 {rule}"], options, option.id, rule)
    for missing in pack.not_at_hand:
        cited = CitationEntry(
            document=missing.document, article=missing.cited_at, quotation=missing.quotation
        )
        wrong = problems_of_citation(pack, f"不在库中的《{missing.title}》", cited)
        yield from located(wrong, pack.folder / "pack.yaml", missing.title, missing.quotation)
    covered = coverage_of(pack, folder)
    yield from covered.problems if covered else ()


def _provisions(pack: Pack, provisions: Provisions) -> Iterator[str]:
    known = _rows(pack, provisions)
    for each in provisions.provisions:
        if each.jurisdiction != pack.jurisdiction:
            continue
        entry = each.entry
        file = pack.folder / "provisions.yaml"
        where = f"条文 {entry.id}"
        wrong = problems_of_citation(pack, where, entry.citation)
        yield from located(wrong, file, entry.id, entry.citation.quotation)
        yield from _moments(where, entry.id, entry.shown_at, pack)
        for covered in entry.covers:
            if covered not in known:
                said = f"{where}：covers 写的 {covered} 不在本规则包及其上位规则包中"
                yield from located([said], file, entry.id, covered)
        if each.valid_from is None:
            said = f"{where}：没有施行日，请写 valid_from，或在 pack.yaml 的文件中写"
            yield from located([said], file, entry.id)


def _contradictions(pack: Pack, provisions: Provisions) -> Iterator[str]:
    known = _rows(pack, provisions)
    for each in provisions.contradictions:
        if each.jurisdiction != pack.jurisdiction:
            continue
        entry = each.entry
        file = pack.folder / "provisions.yaml"
        where = f"不一致 {entry.id}"
        for side in entry.sides:
            wrong = problems_of_citation(pack, where, side)
            yield from located(wrong, file, entry.id, side.quotation)
        yield from _moments(where, entry.id, entry.shown_at, pack)
        for row in entry.rows:
            if row not in known:
                yield from located([f"{where}：没有条文 {row}"], file, entry.id, row)


def _moments(where: str, entry: str, at: ShownAt, pack: Pack) -> Iterator[str]:
    for duty in at.duties:
        if duty not in _rules(pack):
            said = f"{where}：shown_at.duties 写的 {duty} 不在本规则包及其上位规则包中"
            yield from located([said], pack.folder / "provisions.yaml", entry, duty)


def _rules(pack: Pack) -> set[str]:
    return {rule.entry.id for rule in pack.rules}


def _rows(pack: Pack, provisions: Provisions) -> set[str]:
    """Every row and rule the pack or one it inherits carries."""
    return {
        *_rules(pack),
        *(row for rule in pack.rules for row in rule.entry.rows),
        *(each.entry.id for each in provisions.provisions),
        *(old.entry.id for old, _ in provisions.overridden),
        *(row for entry in decision_entries(pack) for row in entry.rows),
        *(pack.loss.rows if pack.loss else ()),
    }
