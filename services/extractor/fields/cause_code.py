"""The code of the official list (法发〔2020〕44号) for a printed cause.

Three looks at the printed words: names of the list itself, words courts use for them
(models/lexicons/cause_words.yaml), and the list in use before 2021. A word that may mean several
causes gives all of them, none sure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from services.extractor.fields.reading import PaperContext, Reading, reader
from services.extractor.text.lexicons import cause_words, causes, causes_before_2021
from services.vocabulary import FieldName

_AGREED = ("协议", "合同")


@dataclass(frozen=True, slots=True)
class Named:
    """``printed[start:end]`` means the cause ``code``."""

    code: str
    start: int
    end: int


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Names of the list as patterns, longest first: 不履行××职责 has room for the duty. A name that is
    all room (×× 及行政复议) needs something to stand there."""
    found = []
    for cause in causes():
        name = re.sub(r"××（[^）]*）", "××", cause.name)
        name = name.removeprefix("××") if name != "××及行政复议" else "及行政复议"
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
    joint = [each for each in named if printed[each.start : each.end] == "及行政复议" and each.start]
    if joint:
        return joint[0]
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


def by_old_list(printed: str) -> list[Named]:
    """The new causes an act of the old list became."""
    for name in sorted(causes_before_2021(), key=len, reverse=True):
        at = printed.find(name)
        if at >= 0:
            return [Named(code, at, at + len(name)) for code in causes_before_2021()[name]]
    return []


def _printed(context: PaperContext) -> tuple[str, int] | None:
    value = context.known.get(FieldName.CAUSE)
    at = context.text.find(value) if isinstance(value, str) else -1
    return (value, at) if isinstance(value, str) and at >= 0 else None


def _readings(found: list[Named], offset: int) -> Iterator[Reading]:
    for each in found:
        yield Reading(each.code, offset + each.start, offset + each.end)


@reader("cause_code.list", FieldName.CAUSE_CODE)
def on_the_official_list(context: PaperContext) -> Iterator[Reading]:
    """行政处罚（责令限期拆除） names 1 and 1.15: the third level is meant. Silent where a word names a
    cause below the one the list finds (工伤行政确认)."""
    printed = _printed(context)
    listed = by_list(printed[0]) if printed else None
    if printed and listed and not _words_decide(printed[0], listed, by_words(printed[0])):
        yield from _readings([listed], printed[1])


@reader("cause_code.free_text", FieldName.CAUSE_CODE)
def by_the_words_courts_use(context: PaperContext) -> Iterator[Reading]:
    """工伤认定, 强拆, 信息公开."""
    printed = _printed(context)
    if printed is None:
        return
    listed, words = by_list(printed[0]), by_words(printed[0])
    if listed is None or _words_decide(printed[0], listed, words):
        yield from _readings(words, printed[1])


@reader("cause_code.before_2021", FieldName.CAUSE_CODE)
def by_the_list_before_2021(context: PaperContext) -> Iterator[Reading]:
    """行政合同, 行政批准: acts of the old list with another name on the new one."""
    printed = _printed(context)
    if printed and by_list(printed[0]) is None and not by_words(printed[0]):
        yield from _readings(by_old_list(printed[0]), printed[1])


def _words_decide(printed: str, listed: Named, words: list[Named]) -> bool:
    """Do the words say more than the list (工伤 of 工伤行政确认), or stand first in a row of causes
    (强制拆除房屋及行政赔偿)? Otherwise the list has the head: 拆迁补偿行政裁决 is a 裁决."""
    if not words:
        return False
    if all(each.code.startswith(f"{listed.code}.") for each in words):
        return True
    return any(mark in printed[words[0].end : listed.start] for mark in "及和并与、暨")
