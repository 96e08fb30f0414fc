"""The check that rules and forms name each other rightly. What a form holds is for who draws it; here
only its head is read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import ConfigDict

from services.law.located import located
from services.law.pack import Pack
from services.law.strict_yaml import StrictModel, Tuple, read_strictly


class FormHead(StrictModel):
    """What a form says of itself: its id, the rules it discharges, the document that asks for it."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)

    id: str
    rules: Tuple[str]
    document: str


def forms_in(folder: Path) -> dict[Path, FormHead]:
    """The heads of a pack's own forms by file. RuleFileInvalid when one cannot be read."""
    return {file: read_strictly(file, FormHead) for file in sorted((folder / "forms").glob("*.yaml"))}


def problems_of_forms(pack: Pack) -> Iterator[str]:
    """Rules whose form does not exist, and forms for what does not exist, a Chinese sentence each."""
    home = pack.folder.parent
    known = {form.id for place in pack.lineage for form in forms_in(home / place).values()}
    rules = {rule.entry.id for rule in pack.rules}
    for rule in pack.rules:
        form = rule.entry.form
        if form and form not in known and rule.jurisdiction == pack.jurisdiction:
            problem = f"规则 {rule.entry.id}：form 写的 {form} 不在 forms 文件夹中，请核对拼写"
            yield from located([problem], rule.file, rule.entry.id, form)
    for file, head in forms_in(pack.folder).items():
        for name in head.rules:
            if name not in rules:
                problem = f"表格 {head.id}：rules 写的 {name} 不在本规则包及其上位规则包中"
                yield from located([problem], file, head.id, name)
        if head.document not in pack.documents:
            problem = f"表格 {head.id}：文件 {head.document} 没有在 pack.yaml 的 documents 中登记"
            yield from located([problem], file, head.id, head.document)
