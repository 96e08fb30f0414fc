"""Whole numbers as statutes and judgments write them: 十五, 六十, 二百一十, 两, 15, １５."""

from __future__ import annotations

import re
import unicodedata

NUMBER = r"(?:[0-9０-９]{1,4}|[一二两三四五六七八九十百零〇]{1,7})"
_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7}
_DIGITS |= {"八": 8, "九": 9}
_UNITS = {"十": 10, "百": 100}


def number(text: str) -> int | None:
    """The number ``text`` writes, below 1000 in Chinese numerals; None when it writes none."""
    text = unicodedata.normalize("NFKC", text.strip())
    if re.fullmatch(r"[0-9]+", text):
        return int(text)
    if not text or any(each not in _DIGITS and each not in _UNITS for each in text):
        return None
    if not any(each in _UNITS for each in text):
        return int("".join(str(_DIGITS[each]) for each in text))  # 三〇
    total, digit = 0, None
    for each in text:
        if each in _UNITS:
            total += (digit or 1) * _UNITS[each]  # 一百零十 is ten, not none
            digit = None
        else:
            digit = _DIGITS[each]
    return total + (digit or 0)


def han(n: int) -> str:
    """``n`` as a statute writes it: 十五, 六十; digits from one hundred on."""
    if n >= 100:
        return str(n)
    tens, ones = divmod(n, 10)
    names = "零一二三四五六七八九"
    head = "" if tens == 0 else "十" if tens == 1 else f"{names[tens]}十"
    return head + (names[ones] if ones else "")


def says_length(words: str, n: int, *, months: bool = False) -> bool:
    """Whether ``words`` hold the number ``n``, as 15 or as 十五; 两个月 for two, 二年 for 24 months."""
    names = [han(n), "两"] if n == 2 else [han(n)]
    if months and n % 12 == 0 and re.search(f"{han(n // 12)}年|{n // 12}年", words):
        return True
    digits = "一二三四五六七八九十百"
    return re.search(rf"(?<![0-9]){n}(?![0-9])", words) is not None or any(
        re.search(rf"(?<![{digits}]){name}(?![{digits}])", words) for name in names
    )
