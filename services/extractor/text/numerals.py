"""Chinese and Arabic numerals as court papers print them: 十五日, 二〇二三年, 一百零五元."""

from __future__ import annotations

_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "两": 2,
    "元": 1,
}
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
# The numerals of sums of money (票据法, 支付结算办法附一), to the plain ones.
_PLAIN = dict(zip("壹贰叁肆伍陆柒捌玖拾佰仟萬", "一二三四五六七八九十百千万", strict=True))
CAPITALS = "".join(_PLAIN)

NUMBER = r"(?:\d+|[〇零一二两三四五六七八九十百千万]+)"


def parse_int(text: str) -> int | None:
    """The whole number ``text`` stands for, None when it is none.

    >>> parse_int("15"), parse_int("十五"), parse_int("一百零五"), parse_int("壹佰零伍")
    (15, 15, 105, 105)
    >>> parse_int("三百五")

    A form of digits only is read digit by digit (二〇二三 is 2023). 三百五 is refused: it means 350
    in speech and nothing on paper.
    """
    if text.isascii() and text.isdigit():
        return int(text)
    text = "".join(_PLAIN.get(char, char) for char in text)
    if not text or any(char not in _DIGITS and char not in _UNITS for char in text):
        return None
    if not any(char in _UNITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    return _with_units(text)


def _with_units(text: str) -> int | None:
    total, section, digit, last_unit = 0, 0, None, 10_001
    for index, char in enumerate(text):
        if char in _DIGITS:
            if digit not in (None, 0):
                return None
            digit = _DIGITS[char]
            continue
        unit = _UNITS[char]
        if unit >= last_unit or (digit is None and not (index == 0 and unit == 10)):
            return None
        if unit == 10_000:
            total, section, last_unit = (section + (digit or 0)) * unit, 0, unit
        else:
            section, last_unit = section + (1 if digit is None else digit) * unit, unit
        digit = None
    if digit and last_unit > 10 and text[-2] not in "〇零":
        return None
    return total + section + (digit or 0)
