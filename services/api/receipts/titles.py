"""Whether a paper is the one a list or a message names: 应诉通知书一份, 起诉状副本1件. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from services.vocabulary import PaperKind, label_of

_COUNT = re.compile(r"[（(]?[一二两三四五六七八九十\d]+[份件张页套]?[）)]?$")
_REMARK = re.compile(r"[《》\s]|[（(]?(?:副本|正本|复印件)[）)]?")
_LEAST = 2  # characters of a name that tells anything


def is_named(title: str, kind: str, names: Iterable[str]) -> bool:
    """Whether one of ``names`` is this paper: its title, the end of it, or the name of its kind."""
    ours = [bare(each) for each in (title, label_of(PaperKind, kind))]
    return any(_same(bare(name), our) for name in names for our in ours)


def bare(name: str) -> str:
    """``name`` without marks, counts and 副本.

    >>> bare("《行政起诉状》副本一份")
    '行政起诉状'
    """
    return _REMARK.sub("", _COUNT.sub("", _REMARK.sub("", name)))


def _same(one: str, other: str) -> bool:
    """Equal, or one the end of the other: 起诉状, 行政起诉状."""
    if min(len(one), len(other)) < _LEAST:
        return False
    return one.endswith(other) or other.endswith(one)
