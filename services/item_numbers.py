"""Which items of the ruling below does an item name (判项), and what does it do to them?

维持一审判决第一项、第三项；撤销第（二）项 upholds 1 and 3 and revokes 2. Read clause by clause: a
number belongs to the verb of its own clause. Both the reading of one paper (services.extractor) and
the chain of rulings (services.law) ask this, of one item's words at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

_DIGITS = str.maketrans("０１２３４５６７８９（）", "0123456789()")
_HAN = "一二三四五六七八九"
_N = r"\(?(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})\)?"
_TO = r"[至到\-－—~～]"
_ITEM = r"(?:个?判?项)"
_NEXT = rf"{_ITEM}?(?:以及|[、，,和及与]|{_TO})第?"  # what stands between two numbers

# 第一项 | 第（二）项 | 第2项 | 第一、二、三项 | 第一至三项 | 第一项至第三项 | 第一、第二判项 |
# 判项一、二 | 一、二项. 第八十九条第一款第（二）项 is a place in a statute, 第二项诉讼请求 a claim.
_STATUTE = r"(?<![条款目])(?<![条款]第)"
_CLAIM = r"(?!的?(?:诉讼|上诉|赔偿|行政)?(?:请求|诉求|申请|主张|理由))"
_REFERENCE = re.compile(
    rf"{_STATUTE}(?P<listed>第{_N}(?:{_NEXT}{_N})*|{_N}(?:{_NEXT}{_N})+){_ITEM}{_CLAIM}(?P<within>中|内|里)?"
    rf"|判项(?P<after>第?{_N}(?:[、和及与]第?{_N})*){_ITEM}?(?P<within_after>中|内|里)?"
)
# 撤销某局作出的处罚决定第二项: an item of the act, not of a ruling.
_OF_ACT = re.compile(r"(?:决定|通知|答复|告知|批复|意见|许可|协议|合同)书?的?中?的?$")
_PLACE = re.compile(r"第[^，。；、第]{1,6}条(?:第[^，。；、第]{1,5}款)?(?:第[^，。；第]{1,5}项)*")
_STEP = re.compile(rf"(?P<to>{_TO})?第?\(?(?P<n>[一二三四五六七八九十]{{1,3}}|[0-9]{{1,2}})\)?{_ITEM}?")
# 其余部分, 其他判项, 其他各项, 其余二项 (其他诉讼请求 is a claim)
_OTHERS = re.compile(
    r"其[余他它](?:的|各|所有|[一二两三四五六七八九十]|\d)*(?:部分|判项|项|内容|判决)(?:的?(?:内容|部分|事项|结果))?"
    r"|其[余他它](?=$|予以|不变)"
)
_EXCEPT = re.compile(r"除(?P<what>[^；。]*?)(?:之外|以外|外)")
# Words of an item cited are its content: “责令…”, （即…）, ，即….
_CITED = re.compile(r"“[^”]*”|‘[^’]*’|「[^」]*」|\"[^\"]*\"|\((?:即|内容|指)[^)]*\)")
_VERB = re.compile(r"维持|撤销|变更|改判|改为")
# A clause ends at a stop, and at a comma unless one more number follows it (第一项，第三项), or it
# closes 除第二项外.
_MORE = r"(?:以?及|和)?第[^，,；;。维撤变改]{1,12}(?=[，,；;。]|$)"
_END = re.compile(
    rf"[；;。]|(?<!外)[，,](?!{_MORE})|[、并和及](?=(?:撤销|维持|变更)[^，,；;。]*(?:项|部分))"
)
_CONTENT = re.compile(r"(?<=[项容决])(?:变更|改判|改)?为|[：:]")  # 变更第三项为：被告赔偿…


class ItemVerb(StrEnum):
    """What a clause does to the items it names."""

    KEEPS = "keeps"  # 维持
    ENDS = "ends"  # 撤销, 变更, 改判: the item below counts no more


@dataclass(frozen=True, slots=True)
class ItemClause:
    """One clause about the ruling below. ``numbers``: the items named, from 1; ``partly``: those of
    them of which only a part is meant (第二项中…的部分); ``others``: it speaks of all the rest
    (其他判项), but for ``excepted`` (除第二项外); ``unread``: it speaks of items or of a part of the
    ruling, but which is not read. With none of these it speaks of the ruling as a whole, or of
    something else altogether. ``text``: its words."""

    verb: ItemVerb
    text: str
    numbers: frozenset[int] = frozenset()
    partly: frozenset[int] = frozenset()
    others: bool = False
    excepted: frozenset[int] = frozenset()
    unread: bool = False

    @property
    def by_item(self) -> bool:
        """Whether the clause goes item by item."""
        return bool(self.numbers or self.others or self.unread)


@dataclass(frozen=True, slots=True)
class ItemsBelow:
    """What becomes of the items below, by all clauses together: ``kept``, ``gone``; ``others``: what
    happens to those not named, None when nothing is said; ``doubtful``: meant in part, or named both
    ways; ``unread``: some clause names items nobody could read."""

    kept: frozenset[int] = frozenset()
    gone: frozenset[int] = frozenset()
    others: ItemVerb | None = None
    doubtful: frozenset[int] = frozenset()
    unread: bool = False

    def of(self, number: int) -> ItemVerb | None:
        """What happens to the item ``number`` below; None: not said, or doubtful."""
        if number in self.doubtful:
            return None
        if number in self.kept:
            return ItemVerb.KEEPS
        if number in self.gone:
            return ItemVerb.ENDS
        return None if self.unread else self.others


@lru_cache(maxsize=1024)
def item_clauses(text: str) -> tuple[ItemClause, ...]:
    """The clauses of one item (its words, with or without its own number 一、) that uphold, revoke or
    change something, in order."""
    text = "".join(text.split())
    if not _VERB.search(text):
        return ()
    text = _CITED.sub("", text.translate(_DIGITS))
    found = []
    for part in _split(text):
        if verb := _VERB.search(part):
            keeps = verb[0] == "维持"
            found.append(_clause(ItemVerb.KEEPS if keeps else ItemVerb.ENDS, part))
    return tuple(found)


def items_below(clauses: Iterable[ItemClause]) -> ItemsBelow | None:
    """What all ``clauses`` of a ruling say together; None when they say nothing item by item."""
    said = [each for each in clauses if each.by_item]
    if not said:
        return None
    kept = _union(each.numbers for each in said if each.verb is ItemVerb.KEEPS)
    gone = _union(each.numbers for each in said if each.verb is ItemVerb.ENDS)
    others = {each.verb for each in said if each.others}
    partly = _union(each.partly for each in said)
    excepted = _union(each.excepted for each in said) - kept - gone
    return ItemsBelow(
        kept,
        gone,
        others.pop() if len(others) == 1 else None,
        partly | (kept & gone) | excepted,
        any(each.unread for each in said) or len(others) > 1,
    )


def item_numeral(text: str) -> int:
    """The number of an item, in Chinese or Arabic numerals: 十二 is 12; 0 when it is none."""
    if text.isdecimal():
        return int(text)
    match = re.fullmatch(rf"([{_HAN}])?(十)?([{_HAN}])?", text)
    if not match or not text or (match[1] and match[3] and not match[2]):
        return 0
    tens, ten, ones = match.groups()
    if not ten:
        return _HAN.index(tens or ones) + 1
    return (_HAN.index(tens) + 1 if tens else 1) * 10 + (_HAN.index(ones) + 1 if ones else 0)


def _split(text: str) -> list[str]:
    cuts = [0, *(match.end() for match in _END.finditer(text)), len(text)]
    return [text[start:end] for start, end in pairwise(cuts) if end > start]


def _clause(verb: ItemVerb, part: str) -> ItemClause:
    head = _PLACE.sub("", _CONTENT.split(part, maxsplit=1)[0])
    head, _, _ = head.partition("，即")
    left_out: set[int] = set()
    for exception in _EXCEPT.finditer(head):
        left_out.update(_numbers(exception["what"])[0])
    head = _EXCEPT.sub("", head)
    others = bool(_OTHERS.search(head))
    numbers, partly, readable, rest = _read(_OTHERS.sub("", head))
    # 判项, 第…项 or …的部分 that no number was found for
    unread = not readable or bool(
        re.search(
            r"判项(?!第)|第[^，。；条款项]{0,6}项" + _CLAIM + r"|[前后][一二两三四五六\d]项", rest
        )
        or (not numbers and not others and re.search(r"(?:判决|裁定|主文|原判)[^，。]*部分", rest))
    )
    return ItemClause(verb, part, numbers, partly, others, frozenset(left_out), unread)


def _read(head: str) -> tuple[frozenset[int], frozenset[int], bool, str]:
    """All numbers named in ``head``, those meant in part, whether every one could be read, and what is
    left of the words."""
    found: set[int] = set()
    partly: set[int] = set()
    readable = True
    for match in _REFERENCE.finditer(head):
        if _OF_ACT.search(head[: match.start()]):
            continue
        numbers, good = _numbers(match["listed"] or match["after"])
        found.update(numbers)
        readable = readable and good
        if match["within"] or match["within_after"]:
            partly.add(max(numbers, default=0))
    return frozenset(found), frozenset(partly), readable, _REFERENCE.sub("", head)


def _numbers(listed: str) -> tuple[list[int], bool]:
    """The numbers of one list, ranges filled in; False when one makes no sense (第三至一项)."""
    found: list[int] = []
    good = True
    for step in _STEP.finditer(listed):
        n = item_numeral(step["n"])
        if step["to"] and found:
            good = good and found[-1] < n
            found.extend(range(found[-1] + 1, n))
        found.append(n)
        good = good and n > 0
    return found, good


def _union(sets: Iterable[frozenset[int]]) -> frozenset[int]:
    return frozenset().union(*sets)
