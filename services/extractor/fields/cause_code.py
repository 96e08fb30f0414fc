"""The code of the official list (法发〔2020〕44号) for a printed cause.

Three looks at the printed words (:mod:`official_causes`). A word that may mean several causes gives
all of them, none sure.
"""

from __future__ import annotations

from collections.abc import Iterator

from services.extractor.fields.official_causes import Named, by_list, by_old_list, by_words
from services.extractor.fields.reading import PaperContext, Reading, reader
from services.vocabulary import FieldName


def _printed(context: PaperContext) -> tuple[str, int] | None:
    value = context.known.get(FieldName.CAUSE)
    at = context.text.find(value) if isinstance(value, str) else -1
    if (
        isinstance(value, str) and at < 0
    ):  # 行政处罚及某某县人民政府行政复议, told as 行政处罚及行政复议
        at = context.text.find(value.removesuffix("及行政复议"))
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
    if not words or listed.joint:
        return False
    if words[0].start < listed.start and listed.end <= words[0].end:  # 工商行政登记 is no 行政登记
        return True
    if all(each.code.startswith(f"{listed.code}.") for each in words):
        return True
    return any(mark in printed[words[0].end : listed.start] for mark in "及和并与、暨")
