"""Is a text layer what the page shows? Some PDFs map their glyphs to the wrong characters.

Typical damage: ideographs right, digits and punctuation shifted to ASCII symbols; everything in the
private use area; no character map at all. The page looks perfect and its text is rubbish.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import SequenceMatcher
from functools import cache
from unicodedata import normalize

TRUSTED = 0.3  # below: take the text layer
GARBLED = 0.6  # from here: read the picture; between the two a line or two is read both ways

# The characters that make up more than a third of any court paper.
_FREQUENT = frozenset(
    "的一是不了在人有我他这为之大来以个中上们到说国和地也子时道出而要于就下得可你年生自会那后能对着事"
    "其里所去行过家十用发天如然作方成者多日都三小军二无同主经公此已工本院法判决裁定原告被上诉政区市县省"
    "局府民司申请作出书号条款案件理由事实证据依照规第项驳回撤销诉讼费负担审员长代表委托律师住地址姓名性别"
    "汉族身份期限应当提交通知送达传票庭开时间处所到"
)
_FULL_PUNCTUATION = frozenset("，。、：；（）《》“”〔〕")
_ODD = r"[\"#$&'*+<=>@\\^_`{|}~!?;]"
_IDEOGRAPH = r"[\u3400-\u9fff]"
_GLUED = re.compile(rf"(?<={_IDEOGRAPH}){_ODD}{{1,6}}(?={_IDEOGRAPH})")
_COUNTER = re.compile(r"[!-/:-@\[-`{-~]{1,5}(?=[年月日条号])")
# Control characters, the private use areas, the replacement character.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")
_LATIN = re.compile("[\xa0-\u024f](?<![·×÷°§±²³µ])")
_DATE = re.compile(r"(?<!\d)(\d{4})年(?:(\d{1,2})月)?(?:(\d{1,2})日)?|[（(〔](\d{4})[）)〕]\w{0,3}\d")
_NO_IDEOGRAPH = re.compile(r"[^\u3400-\u9fff]+")
_DIGIT = re.compile(r"[0-9０-９]")
_CID = re.compile(r"\(cid:\d+\)")


def score(text: str) -> float:
    """How garbled ``text`` (one page, before any normalisation) looks: 0 sound, 1 certainly rubbish.

    Short texts give little evidence and score low unless they hold characters no paper prints.
    """
    text = re.sub(r"\s+", "", text)
    if not text:
        return 0.0
    if set(text) <= _plain():
        return _of_plain_text(text)
    length = len(text)
    unprintable = len(_UNPRINTABLE.findall(text)) + sum(len(m) for m in _CID.findall(text))
    latin = len(_LATIN.findall(text))
    total = min(1.0, 8 * unprintable / length) + min(1.0, 6 * latin / length)
    ideographs = re.findall(_IDEOGRAPH, text)
    count = len(ideographs)
    if count < 12:
        # Hardly any ideograph on a page of text: a foreign exhibit, or glyph numbers taken as letters.
        return min(1.0, total + (0.45 if length > 60 else 0.0))
    total += min(0.8, 4 * max(0.0, _share(ideographs, _rare) - 0.02))
    if count >= 60:
        total += min(0.8, 5 * max(0.0, 0.16 - _share(ideographs, _FREQUENT.__contains__)))
    glued = sum(len(m) for m in _GLUED.findall(text))
    total += min(0.6, 12 * glued / count) + min(0.5, 0.2 * len(_COUNTER.findall(text)))
    if any(_impossible(*found) for found in _DATE.findall(text)):
        total += 0.35  # digits exchanged for digits: only the picture can tell
    if count >= 80 and not any(c in _FULL_PUNCTUATION for c in text):
        total += 0.35
    if count >= 300 and not _DIGIT.search(text):
        total += 0.2
    return min(1.0, total)


def _of_plain_text(text: str) -> float:
    """``score`` of a text in which nothing is odd by itself: only what it lacks can tell."""
    ideographs = _NO_IDEOGRAPH.sub("", text)
    count = len(ideographs)
    if count < 12:
        return 0.45 if len(text) > 60 else 0.0
    total = 0.0
    if count >= 60:
        frequent = sum(map(_FREQUENT.__contains__, ideographs)) / count
        total += min(0.8, 5 * max(0.0, 0.16 - frequent))
    if any(_impossible(*found) for found in _DATE.findall(text)):
        total += 0.35
    if count >= 80 and _FULL_PUNCTUATION.isdisjoint(text):
        total += 0.35
    if count >= 300 and not _DIGIT.search(text):
        total += 0.2
    return min(1.0, total)


@cache
def _plain() -> frozenset[str]:
    """Common ideographs, letters, digits, full-width marks: what stands on nearly every sound page."""
    rows = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    common = "".join(pair.decode("gb2312", "ignore") for pair in rows)
    letters = "0123456789０１２３４５６７８９ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    return _FULL_PUNCTUATION | frozenset(common + letters)


def agreement(layer: str, printed: str) -> float:
    """How far a line of the text layer and the same line read from the picture agree, 0..1.

    Width and spaces do not count; digits must agree among themselves as well, because a wrong
    date hides well in a line that is otherwise right.
    """
    first, second = (re.sub(r"\s+", "", normalize("NFKC", text)) for text in (layer, printed))
    numbers = tuple(re.sub(r"\D", "", text) for text in (first, second))
    whole = _ratio(first, second)
    return min(whole, _ratio(*numbers)) if any(numbers) else whole


def _ratio(first: str, second: str) -> float:
    return float(SequenceMatcher(None, first, second, autojunk=False).ratio())


def _impossible(year: str, month: str, day: str, docket_year: str) -> bool:
    """A date no calendar has, or a year no court paper names."""
    if not 1900 <= int(year or docket_year) <= 2099:
        return True
    return int(month or 1) not in range(1, 13) or int(day or 1) not in range(1, 32)


def _share(characters: list[str], holds: Callable[[str], bool]) -> float:
    return sum(map(holds, characters)) / len(characters)


@cache
def _rare(character: str) -> bool:
    """Outside the two levels of GB2312, which hold all but some personal and place names."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False
