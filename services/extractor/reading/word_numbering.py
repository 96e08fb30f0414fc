"""The numbers Word prints before paragraphs (一、 1. （二）), which stand nowhere in their text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from services.extractor.errors import UnreadableFile
from services.extractor.reading.package import Package, child, children

_CHINESE = ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital")
_DIGITS = "〇一二三四五六七八九"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(frozen=True)
class _Level:
    start: int
    form: str  # w:numFmt
    text: str  # w:lvlText, %1 standing for the number of the first level


@dataclass
class Numbering:
    """The lists of one document; ``mark`` counts on, so each paragraph is asked for once, in order."""

    levels: Mapping[str, list[_Level]] = field(default_factory=dict)  # by w:numId
    styles: Mapping[str, Element] = field(default_factory=dict)
    _counts: dict[str, list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, package: Package) -> Numbering:
        """The numbering of a DOCX; without any when its parts are missing or damaged."""
        try:
            lists = _lists(package.xml("word/numbering.xml"))
        except UnreadableFile:
            return cls()
        try:
            styles = package.xml("word/styles.xml")
        except UnreadableFile:
            return cls(lists)
        return cls(lists, {attribute(s, "styleId") or "": s for s in children(styles, "style")})

    def mark(self, paragraph: Element) -> str:
        """What stands before the text of ``paragraph``; "" for bullets and paragraphs of no list."""
        number, depth = self._list_of(child(paragraph, "pPr"))
        levels = self.levels.get(number, [])
        if depth >= len(levels):
            return ""
        counts = self._counts.setdefault(number, [level.start - 1 for level in levels])
        counts[depth] += 1
        for deeper in range(depth + 1, len(levels)):
            counts[deeper] = levels[deeper].start - 1
        if levels[depth].form in ("bullet", "none"):
            return ""

        def printed(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            if not at < len(levels):
                return ""
            return _printed(max(counts[at], levels[at].start), levels[at].form)

        return re.sub(r"%([1-9])", printed, levels[depth].text)

    def _list_of(self, properties: Element | None) -> tuple[str, int]:
        """w:numId and w:ilvl, the paragraph's own or its style's."""
        for _ in range(10):  # styles may be based on each other in a circle
            given = child(properties, "numPr")
            if given is not None:
                depth = attribute(child(given, "ilvl"), "val") or "0"
                return attribute(child(given, "numId"), "val") or "", int(
                    depth if depth.isdecimal() and len(depth) < 3 else 0
                )
            named = child(properties, "pStyle")
            style = self.styles.get(attribute(named, "val") or "")
            if style is None:
                return "", 0
            properties = child(style, "pPr")
            if child(properties, "numPr") is None:
                based = attribute(child(style, "basedOn"), "val")
                style = self.styles.get(based or "")
                properties = child(style, "pPr") if style is not None else None
        return "", 0


def attribute(element: Element | None, name: str) -> str | None:
    """An attribute without regard to its namespace."""
    if element is None:
        return None
    return next((v for k, v in element.items() if k.rpartition("}")[2] == name), None)


def _lists(root: Element) -> dict[str, list[_Level]]:
    abstract = {
        attribute(each, "abstractNumId"): [_level(level) for level in children(each, "lvl")]
        for each in children(root, "abstractNum")
    }
    return {
        attribute(each, "numId") or "": abstract.get(attribute(child(each, "abstractNumId"), "val"), [])
        for each in children(root, "num")
    }


def _level(element: Element) -> _Level:
    start = attribute(child(element, "start"), "val") or "1"
    return _Level(
        int(start) if start.isdecimal() and len(start) < 6 else 1,
        attribute(child(element, "numFmt"), "val") or "decimal",
        attribute(child(element, "lvlText"), "val") or "",
    )


def _printed(number: int, form: str) -> str:
    if form in _CHINESE and 0 < number < 100:
        tens, ones = divmod(number, 10)
        return (
            (_DIGITS[tens] if tens > 1 else "")
            + ("十" if tens else "")
            + (_DIGITS[ones] if ones else "")
        )
    if form.startswith("decimalEnclosedCircle") and 0 < number <= len(_CIRCLED):
        return _CIRCLED[number - 1]
    if form in ("upperLetter", "lowerLetter") and 0 < number <= 26:
        letter = chr(ord("A") + number - 1)
        return letter if form == "upperLetter" else letter.lower()
    return str(number)
