"""Two readings of one document side by side: which values changed. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.api.documents.renew import matched, meaning


@dataclass(frozen=True, slots=True)
class Change:
    """One value of one paper; ``paper`` counts from 0 in the newer reading (in the older one for a
    paper that is gone). ``before`` and ``after`` are None where a reading has nothing."""

    paper: int
    title: str
    field: str
    ordinal: int
    before: Any
    after: Any
    before_confidence: float | None
    after_confidence: float | None


@dataclass(frozen=True, slots=True)
class _Value:
    value: Any
    confidence: float | None


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """What ``new`` says otherwise than ``old``, both ``yingsu.extraction/1`` JSON, paper by paper."""
    before, after = old["papers"], new["papers"]
    pairs = matched([_place(paper) for paper in before], [_place(paper) for paper in after])
    found = [
        change
        for index, paper in enumerate(after)
        for change in _of_paper(index, before[pairs[index]] if index in pairs else None, paper)
    ]
    gone = [index for index in range(len(before)) if index not in pairs.values()]
    return found + [change for index in gone for change in _of_paper(index, before[index], None)]


def _of_paper(
    index: int, old: Mapping[str, Any] | None, new: Mapping[str, Any] | None
) -> Iterator[Change]:
    one, other = (dict(_values(paper)) if paper else {} for paper in (old, new))
    title = str((new or old or {})["title"])
    for field, ordinal in sorted(one.keys() | other.keys()):
        a, b = one.get((field, ordinal)), other.get((field, ordinal))
        if meaning(field, a.value if a else None) == meaning(field, b.value if b else None):
            continue
        yield Change(
            index,
            title,
            field,
            ordinal,
            a.value if a else None,
            b.value if b else None,
            a.confidence if a else None,
            b.confidence if b else None,
        )


def _values(paper: Mapping[str, Any]) -> Iterator[tuple[tuple[str, int], _Value]]:
    for name in ("kind", "stage", "standing"):
        if paper.get(name):
            yield (name, 0), _Value(paper[name], paper["confidence"] if name == "kind" else None)
    for name, field in paper["fields"].items():
        yield (name, 0), _Value(field["value"], field["confidence"])
    for part, key in (("party", "parties"), ("operative", "operative")):
        for ordinal, value in enumerate(paper[key]):
            yield (part, ordinal), _Value(value, value.get("confidence"))
    if paper.get("outcome"):
        yield ("outcome", 0), _Value(paper["outcome"], None)


def _place(paper: Mapping[str, Any]) -> tuple[Sequence[int], str]:
    first, last = paper["pages"]
    return list(paper.get("page_list") or range(first, last + 1)), paper["kind"]
