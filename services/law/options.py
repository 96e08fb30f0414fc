"""What the texts leave open, and what each choice does to the rules (``options.yaml``)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from services.law.duty_schema import RuleEntry
from services.law.schema_provisions import Narrowing, OptionEntry, OptionsFile
from services.law.strict_yaml import RuleFileInvalid, read_strictly
from services.vocabulary import PaperKind


def read_options(home: Path, inherited: Mapping[str, OptionEntry]) -> dict[str, OptionEntry]:
    """The options of the pack in ``home``: those it inherits, with its own choices and its own options.
    RuleFileInvalid when it chooses about an option that does not exist or cannot be switched."""
    file = home / "options.yaml"
    options = dict(inherited)
    if not file.exists():
        return options
    content = read_strictly(file, OptionsFile)
    for option in content.options:
        if option.id in options:
            raise RuleFileInvalid(file, option.id, "选项编号重复")
        options[option.id] = option
    for name, value in content.set.items():
        if name not in options:
            raise RuleFileInvalid(file, f"set.{name}", "没有这个选项，请核对编号")
        if not options[name].when_other:
            raise RuleFileInvalid(file, f"set.{name}", "这个选项只说明读法，不能切换")
        options[name] = options[name].model_copy(update={"value": value})
    return options


def narrowed(entry: RuleEntry, options: Mapping[str, OptionEntry]) -> RuleEntry:
    """``entry`` as the options chosen leave it."""
    for option in options.values():
        for narrowing in option.when_other:
            if not option.value and entry.id in narrowing.rules:
                entry = _narrow(entry, narrowing)
    return entry


def _narrow(entry: RuleEntry, narrowing: Narrowing) -> RuleEntry:
    trigger = entry.trigger
    papers: tuple[PaperKind, ...] = tuple(
        each for each in trigger.papers if each not in narrowing.without_papers
    )
    changed = trigger.model_copy(
        update={"papers": papers, "stages": narrowing.stages or trigger.stages}
    )
    return entry.model_copy(update={"trigger": changed})
