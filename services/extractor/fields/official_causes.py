"""Which official cause (法发〔2020〕44号) printed words name: by the list itself, by the words courts
use (models/lexicons/cause_words.yaml), by the list in use before 2021."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from services.extractor.text.lexicons import cause_words, causes, causes_before_2021

_AGREED = ("协议", "合同")


@dataclass(frozen=True, slots=True)
class Named:
    """``printed[start:end]`` means the cause ``code``."""

    code: str
    start: int
    end: int

    @property
    def joint(self) -> bool:
        return self.code == _JOINT_CODE


# An act and its reconsideration sued about together are one cause (16.115), whatever the act:
# 工伤认定及行政复议; 政府信息公开、行政复议.
_JOINT_NAME = "××及行政复议"
_JOINT = re.compile(r"(?:以?及|、|和|与|暨)行政复议")
_JOINT_CODE = next(cause.code for cause in causes() if cause.name == "××（行政行为）及行政复议")


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Names of the list as patterns, longest first: 不履行××职责 has room for the duty."""
    found = []
    for cause in causes():
        name = re.sub(r"××（[^）]*）", "××", cause.name)
        if name == _JOINT_NAME:
            continue
        name = name.removeprefix("××")
        pattern = re.escape(name).replace("××", "[^，。；]{0,24}?")
        found.append((cause.code, re.compile(pattern)))
    return tuple(found)


def _agreements(code: str) -> bool:
    # ××（行政协议）行政赔偿 and 行政补偿 would otherwise be taken for every compensation.
    return code.startswith("18.")


def by_list(printed: str) -> Named | None:
    """The cause whose official name stands first in ``printed``; a third-level cause printed with its
    second level is meant, and 某行为及行政复议 is a cause of its own."""
    named = [
        Named(code, *match.span())
        for code, pattern in _patterns()
        if not (_agreements(code) and "协议" not in printed) and (match := pattern.search(printed))
    ]
    joint = _JOINT.search(printed)
    if joint and joint.start():
        return Named(_JOINT_CODE, *joint.span())
    if not named:
        return None
    first = min(named, key=lambda each: (each.start, each.start - each.end))
    return next((each for each in named if each.code.startswith(f"{first.code}.")), first)


def by_words(printed: str) -> list[Named]:
    """The causes the longest of the first words for causes in ``printed`` may mean."""
    found = [(at, word) for word in cause_words() if (at := printed.find(word)) >= 0]
    found = [each for each in found if each[1].endswith(_AGREED)] or found  # 房屋征收补偿协议
    if not found:
        return []
    at, word = min(found, key=lambda each: (each[0], -len(each[1])))
    longer = [each for each in found if each[0] <= at + len(word) and word in each[1]]
    at, word = max(longer, key=lambda each: len(each[1]))
    return [Named(code, at, at + len(word)) for code in cause_words()[word]]


def cause_begins(printed: str, least: int, most: int) -> int | None:
    """Where a cause begins, by its name or a word for it, that fills the rest of ``printed`` behind a
    name of ``least`` to ``most`` characters glued to it: 3 for 周某甲行政许可; None where none does."""
    for at in range(least, min(most, len(printed) - 2) + 1):
        rest = printed[at:]
        for named in (by_list(rest), *by_words(rest)):
            if named and not named.joint and (named.start, named.end) == (0, len(rest)):
                return at
    return None


def by_old_list(printed: str) -> list[Named]:
    """The new causes an act of the old list became."""
    for name in sorted(causes_before_2021(), key=len, reverse=True):
        at = printed.find(name)
        if at >= 0:
            return [Named(code, at, at + len(name)) for code in causes_before_2021()[name]]
    return []
