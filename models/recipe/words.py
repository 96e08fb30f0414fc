"""Invented names and values, and the expansion of a wording into text with the places of its names.

``held_out`` draws from the part of every list (names, courts, offices, wordings) training never sees.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, TypeVar

import yaml

from services.agencies import agency_suffixes
from services.extractor.text.lexicons import courts, divisions, surnames

FOLDER = Path(__file__).parent
T = TypeVar("T")

_DIGITS = "〇一二三四五六七八九"
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")
Span = tuple[int, int, str]

LABELS = {"person": "PERSON", "firm": "ORGANIZATION", "office": "AGENCY"}


@cache
def load(name: str) -> Any:
    """A wording file beside this module."""
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


@cache
def _lists() -> dict[str, list[str]]:
    return {
        "surname": sorted(name for name in surnames() if len(name) == 1),
        "division": sorted(name for name in divisions() if len(name) > 2),
        "suffix": sorted(agency_suffixes()) + ["人民政府"] * 25,
        "court": sorted(courts()),
    }


def part(items: Sequence[T], held_out: bool) -> list[T]:
    """Every fourth of ``items`` from the fourth when ``held_out``, else the others; a list too short to
    share is used by both."""
    chosen = [item for index, item in enumerate(items) if (index % 4 == 3) == held_out]
    return chosen or list(items)


@dataclass
class Story:
    """The names of one invented dispute: the same plaintiff and office all through one paper."""

    random: Random
    held_out: bool = False
    act: str = "行政处罚"
    demand: str = "撤销行政处罚决定"
    names: dict[str, tuple[str, str]] = field(default_factory=dict)  # slot -> (text, label or "")

    def value(self, slot: str) -> tuple[str, str]:
        """Text of a slot and the label of the name it is, "" for what is no name."""
        if slot in ("act", "demand"):
            return getattr(self, slot), ""
        if slot in ("plaintiff", "office", "office2", "court", "court2", "place"):
            if slot not in self.names:
                self.names[slot] = self._draw(slot)
            return self.names[slot]
        return self._draw(slot)

    def _pick(self, name: str) -> str:
        return self.random.choice(part(_lists()[name], self.held_out))

    def _draw(self, slot: str) -> tuple[str, str]:
        name = slot.rstrip("23")
        if name == "plaintiff":
            name = "firm" if self.random.random() < 0.2 else "person"
        drawn: dict[str, Callable[[], str]] = {
            "person": self._person,
            "firm": self._firm,
            "office": self._office,
            "court": lambda: self._pick("court"),
            "division": lambda: self._pick("division"),
            "place": lambda: f"{self._pick('division')}{self._given(2)}村",
            "date": self._date,
            "money": lambda: str(self.random.choice((5, 12, 36, 500, 2800)) * 100),
            "days": lambda: self.random.choice(("十", "十五", "三十", "六十", "15", "30", "60")),
            "number": lambda: f"某{self._one('公自综市')}罚〔{self._year()}〕{self._count(99)}号",
            "casenumber": lambda: f"（{self._year()}）某01行{self._one('初终')}{self._count(900)}号",
            "contract": lambda: self._word("contracts"),
            "dispute": lambda: self._word("disputes"),
            "crime": lambda: self._word("crimes"),
        }
        return drawn[name](), LABELS.get(name, "")

    def _one(self, choices: Sequence[T]) -> T:
        return self.random.choice(choices)

    def _word(self, name: str) -> str:
        return self.random.choice(part(load("names")[name], self.held_out))

    def _count(self, most: int) -> int:
        return self.random.randint(1, most)

    def _year(self) -> int:
        return self.random.randint(2010, 2024)

    def _given(self, length: int) -> str:
        return "".join(self.random.sample(load("names")["given"], length))

    def _person(self) -> str:
        """王某, 李某甲, 赵海燕."""
        masked = self.random.random() < 0.35
        given = self._one(load("names")["masked"]) if masked else self._given(self._one((1, 2, 2)))
        return self._pick("surname") + given

    def _firm(self) -> str:
        words = load("names")
        if self.random.random() < 0.25:
            return f"{self._pick('division')}{self._given(2)}{self._one(words['bodies'])}"
        form = self._one(("有限公司", "有限责任公司", "有限公司", "集团有限公司", "股份有限公司"))
        return f"{self._pick('division')}{self._given(2)}{self._one(words['trades'])}{form}"

    def _office(self) -> str:
        """某市公安局某分局, 某县某镇人民政府, 某市某区自然资源局, 某某市人民政府."""
        area = self._pick("division")
        how = self.random.random()
        if how < 0.18:
            area = self._given(self._count(2)) + self._one("市县区")
        elif how < 0.35:
            area = self._pick("division") + area
        words = load("names")
        match self.random.randint(0, 9):
            case 0:
                return f"{area}{self._given(2)}{self._one('镇乡')}人民政府"
            case 1:
                return f"{area}{self._given(2)}街道办事处"
            case 2:
                return (
                    f"{area}{self._one(words['bureaus'])}{self._given(2)}{self._one(words['branches'])}"
                )
            case 3 | 4 | 5:
                return f"{area}人民政府"
        return area + self._pick("suffix")

    def _date(self) -> str:
        year, month, day = self._year(), self._count(12), self._count(28)
        if self.random.random() < 0.15:
            digits = "".join(_DIGITS[int(digit)] for digit in str(year))
            return f"{digits}年{_DIGITS[month % 10 or 1]}月{_DIGITS[day % 10 or 1]}日"
        return f"{year}年{month}月{day}日"

    def text(self, wording: str) -> tuple[str, list[Span]]:
        """``wording`` with its choices made and values filled in, and the names in it."""
        while match := _CHOICE.search(wording):
            chosen = self.random.choice(match[1].split("|"))
            wording = wording[: match.start()] + chosen + wording[match.end() :]
        result, spans, last = "", [], 0
        for match in _SLOT.finditer(wording):
            result += wording[last : match.start()]
            value, label = self.value(match[1])
            if label:
                spans.append((len(result), len(result) + len(value), label))
            result, last = result + value, match.end()
        return result + wording[last:], spans

    def one_of(self, wordings: Sequence[str]) -> tuple[str, list[Span]]:
        """One of ``wordings``, expanded."""
        return self.text(self.random.choice(part(wordings, self.held_out)))
