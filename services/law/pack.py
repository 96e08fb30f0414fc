"""Jurisdiction packs: loading and inheritance (cn > chongqing > beibei)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

from services.law.case_schema import CasesFile
from services.law.citation import Citation
from services.law.duty_schema import CitationEntry, DutiesFile, RuleEntry
from services.law.options import narrowed, read_options
from services.law.schema import DocumentEntry, LossFile, MissingDocument, OutcomesFile, PackFile
from services.law.schema_provisions import OptionEntry
from services.law.strict_yaml import RuleFileInvalid, read_strictly
from services.resources import rules_folder
from services.vocabulary import Jurisdiction


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
    ``rules`` hold its own first, then those inherited and not overridden; ``overridden`` are the
    others, with the rule of a pack below that stands in for them. ``government`` and
    ``justice_bureau`` are its own. ``not_at_hand``: superior documents cited but not in the library.
    """

    jurisdiction: Jurisdiction
    label: str
    lineage: tuple[Jurisdiction, ...]
    checked_as_of: date
    government: str | None
    justice_bureau: str | None
    documents: Mapping[str, Document]
    rules: tuple[Rule, ...]
    loss: LossFile | None
    folder: Path
    overridden: tuple[tuple[Rule, Rule], ...] = ()
    options: Mapping[str, OptionEntry] = field(default_factory=dict)
    not_at_hand: tuple[MissingDocument, ...] = ()

    def rule(self, rule_id: str) -> Rule:
        """The newest version of the rule ``rule_id``. Raises KeyError."""
        versions = [rule for rule in self.rules if rule.entry.id == rule_id]
        if not versions:
            raise KeyError(rule_id)
        return max(versions, key=lambda rule: rule.entry.valid_from or date.min)


def as_citation(entry: CitationEntry, *, certain: bool = True) -> Citation:
    """The citation a page shows."""
    return Citation(entry.document, entry.article, entry.quotation, entry.paraphrase, certain)


@cache
def load_pack(jurisdiction: Jurisdiction, folder: Path | None = None) -> Pack:
    """The pack of ``jurisdiction`` under ``folder`` (the shipped rules by default), read once.

    Raises RuleFileInvalid when a file of it or of a pack it inherits from cannot be used.
    """
    pack = _load(jurisdiction, folder or rules_folder(), ())
    chosen = (
        replace(rule, entry=narrowed(_ending_with_its_text(rule.entry, pack), pack.options))
        for rule in pack.rules
    )
    return replace(pack, rules=tuple(chosen))


def _ending_with_its_text(entry: RuleEntry, pack: Pack) -> RuleEntry:
    """A rule ends when the document it cites was repealed, unless it ended before."""
    document = pack.documents[entry.citation.document].entry
    if document.valid_to is None or (entry.valid_to and entry.valid_to <= document.valid_to):
        return entry
    return entry.model_copy(update={"valid_to": document.valid_to, "repealed_by": document.repealed_by})


def _load(jurisdiction: Jurisdiction, folder: Path, heirs: tuple[Jurisdiction, ...]) -> Pack:
    home = folder / jurisdiction
    file = home / "pack.yaml"
    content = read_strictly(file, PackFile)
    if content.jurisdiction != jurisdiction:
        raise RuleFileInvalid(file, "jurisdiction", f"与文件夹名 {home.name} 不符")
    heirs = (*heirs, jurisdiction)
    if content.inherits in heirs:
        raise RuleFileInvalid(file, "inherits", f"继承成环：{content.inherits}，请改为上位规则包")
    parent = _load(content.inherits, folder, heirs) if content.inherits else None
    documents = dict(parent.documents) if parent else {}
    for name, entry in content.documents.items():
        documents[name] = Document(name, entry, home / entry.file)
    own = _own_rules(home, content)
    inherited = parent.rules if parent else ()
    for rule in own:
        name = rule.entry.citation.document
        if name not in documents:
            raise RuleFileInvalid(
                rule.file, rule.entry.id, f"文件 {name} 没有在 pack.yaml 的 documents 中登记"
            )
    for name in {rule.entry.id for rule in own} & {rule.entry.id for rule in inherited}:
        raise RuleFileInvalid(home / "duties.yaml", name, "规则编号重复：上位规则包已有这个编号")
    overriders = _overriders(own, inherited, home)
    replaced = [rule for rule in inherited if rule.entry.id in overriders]
    loss_file = home / "loss.yaml"
    return Pack(
        jurisdiction=jurisdiction,
        label=content.label,
        lineage=(jurisdiction, *(parent.lineage if parent else ())),
        checked_as_of=content.checked_as_of,
        government=content.government,
        justice_bureau=content.justice_bureau,
        documents=documents,
        rules=(*own, *(rule for rule in inherited if rule not in replaced)),
        loss=read_strictly(loss_file, LossFile) if loss_file.exists() else None,
        folder=home,
        overridden=(
            *(parent.overridden if parent else ()),
            *((rule, overriders[rule.entry.id]) for rule in replaced),
        ),
        options=read_options(home, parent.options if parent else {}),
        not_at_hand=(*content.not_at_hand, *(parent.not_at_hand if parent else ())),
    )


def _overriders(own: Sequence[Rule], inherited: Sequence[Rule], home: Path) -> dict[str, Rule]:
    """Inherited rule id → the rule that stands in for it."""
    known = {rule.entry.id for rule in inherited}
    found = {rule.entry.overrides: rule for rule in own if rule.entry.overrides}
    for name, rule in found.items():
        if name not in known:
            raise RuleFileInvalid(
                home / "duties.yaml", rule.entry.id, f"overrides 写的 {name} 不在上位规则包中"
            )
    return found


def _own_rules(home: Path, content: PackFile) -> tuple[Rule, ...]:
    file = home / "duties.yaml"
    if not file.exists():
        return ()
    entries = read_strictly(file, DutiesFile).rules
    versions: dict[str, list[RuleEntry]] = {}
    for entry in entries:
        versions.setdefault(entry.id, []).append(entry)
    for name, each in versions.items():
        if problem := _broken_succession(each):
            raise RuleFileInvalid(file, name, f"规则编号重复：{problem}")
    return tuple(Rule(content.jurisdiction, content.checked_as_of, entry, file) for entry in entries)


def _broken_succession(versions: Sequence[RuleEntry]) -> str | None:
    """Why the dates of a rule's versions do not follow on each other, or None."""
    if len(versions) == 1:
        return None
    ordered = sorted(versions, key=lambda each: each.valid_from or date.min)
    for before, after in pairwise(ordered):
        if before.valid_to is None or after.valid_from is None or after.valid_from <= before.valid_to:
            return "两个版本的有效期重叠，请写 valid_to 和 valid_from"
        if after.valid_from != before.valid_to + timedelta(days=1):
            return f"{before.valid_to}至{after.valid_from}之间没有版本，有效期不相接"
    return None


@cache
def outcome_groups(folder: Path | None = None) -> OutcomesFile:
    """Which outcome classes inherit, change the ruling below, or never are a loss."""
    return read_strictly((folder or rules_folder()) / "cn" / "outcomes.yaml", OutcomesFile)


def shipped_jurisdictions(folder: Path | None = None) -> tuple[Jurisdiction, ...]:
    """Every folder that is a pack, by name, the nation first."""
    home = folder or rules_folder()
    names = {file.parent.name for file in home.glob("*/pack.yaml")}
    return tuple(Jurisdiction(name) for name in sorted(names, key=lambda name: (name != "cn", name)))


def usable_jurisdictions(folder: Path | None = None) -> tuple[Jurisdiction, ...]:
    """As ``shipped_jurisdictions``, without the packs whose files cannot be used: a mistake in one
    county must not take the others with it. :func:`unusable_packs` names them."""
    broken = unusable_packs(folder)
    return tuple(each for each in shipped_jurisdictions(folder) if each not in broken)


def unusable_packs(folder: Path | None = None) -> dict[Jurisdiction, RuleFileInvalid]:
    """The packs that cannot be loaded, with file, line or key, cause and remedy."""
    broken = {}
    for each in shipped_jurisdictions(folder):
        try:
            load_pack(each, folder)
        except RuleFileInvalid as error:
            broken[each] = error
    return broken


@cache
def _place(jurisdiction: Jurisdiction) -> PackFile:
    return read_strictly(rules_folder() / jurisdiction / "pack.yaml", PackFile)


def place_name(jurisdiction: Jurisdiction) -> str:
    """Chinese name of a shipped pack's place: 武汉市新洲区. RuleFileInvalid when there is none."""
    return _place(jurisdiction).label


def short_place_name(jurisdiction: Jurisdiction) -> str:
    """The same for the head of a column: 新洲."""
    return _place(jurisdiction).short_label


def read_cases(pack: Pack) -> Iterator[tuple[Path, CasesFile]]:
    """The pack's own sentence-named cases."""
    for file in sorted((pack.folder / "cases").glob("*.yaml")):
        yield file, read_strictly(file, CasesFile)


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
