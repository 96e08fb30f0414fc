"""Where in a rule file stands what the check complains about: file and line before each sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

# What an entry of a rule file is named by.
_NAMED_BY = ("id", "name", "title", "clause")


def located(problems: Iterable[str], file: Path, entry: str = "", words: str = "") -> Iterator[str]:
    """``problems`` with the place in ``file`` before each: the line of ``words`` (a value, or an item
    of a list) in the entry of that id, name or title; of the entry itself where the words are not
    there; the file alone where neither is. The file is read only when there is one."""
    for each in problems:
        line = _line(file, entry, words)
        at = f" 第{line}行" if line else ""
        yield f"{file.parent.name}/{file.name}{at} · {each}"


def _line(file: Path, entry: str, words: str) -> int | None:
    try:
        root = yaml.compose(file.read_text("utf-8"), Loader=yaml.SafeLoader)
    except (OSError, yaml.YAMLError):
        return None
    if not entry:
        return _line_of(root, words)
    # A rule may stand in several versions: the one that holds the words is meant.
    named = [each for each in _mappings(root) if _is_named(each, entry)]
    found = (_line_of(each, words) for each in named)
    return next((line for line in found if line), _first_line(named[0]) if named else None)


def _mappings(node: yaml.Node | None) -> Iterator[yaml.MappingNode]:
    if isinstance(node, yaml.MappingNode):
        yield node
    for each in _children(node):
        yield from _mappings(each)


def _is_named(node: yaml.MappingNode, name: str) -> bool:
    return any(key.value in _NAMED_BY and value.value == name for key, value in node.value)


def _line_of(node: yaml.Node | None, words: str) -> int | None:
    if words and isinstance(node, yaml.ScalarNode) and node.value == words:
        return _first_line(node)
    return next((line for each in _children(node) if (line := _line_of(each, words))), None)


def _children(node: yaml.Node | None) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from (key, value)
    elif isinstance(node, yaml.SequenceNode):
        yield from node.value


def _first_line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
