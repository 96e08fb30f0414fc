"""What a ruling above takes over from the ruling below.

驳回上诉，维持原判 decides nothing by itself: whoever lost below has lost now. So the classes of the
affirmed ruling are added, per party, or per item for 维持第一项; when they are not known, nothing is
added and the outcome stays for a person to settle.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from services.extractor.outcome.operative import numeral
from services.vocabulary import OutcomeClass as C

Classes = tuple[C, ...]

# Leaves the ruling below as it was.
CARRIES = frozenset(
    {
        C.AFFIRM,
        C.APPEAL_WITHDRAW,
        C.APPEAL_DEEMED_WITHDRAW,
        C.RETRIAL_REJECT,
        C.RETRIAL_TERMINATE,
        C.RETRIAL_AFFIRM_FIRST,
    }
)
_SECOND_INSTANCE = frozenset({C.AFFIRM, C.REVOKE_LOWER, C.MODIFY_LOWER})
_ITEM = re.compile(r"第([一二三四五六七八九十\d]{1,3})(?:、第?([一二三四五六七八九十\d]{1,3}))*项")
_NUMBER = re.compile(r"[一二三四五六七八九十]{1,3}|\d{1,2}")
_REST = re.compile(r"其[余他它](?:部分|判项|内容|各项|判决)?|(?:部分|判项)[^，。；]{0,4}其[余他它]")
_STAGES = ("first", "second", "effective")


@dataclass(frozen=True)
class Inherited:
    """Classes one item takes over, per party."""

    classes: Mapping[str, Classes]
    one_to_one: bool = False  # one party below, so a single party here is that one

    def of(self, party: str, *, alone: bool) -> Classes:
        """Of ``party``; a single party inherits from a single one below, whatever it is called."""
        if party in self.classes:
            return self.classes[party]
        if alone and self.one_to_one:
            return next(iter(self.classes.values()), ())
        similar = [
            own
            for name, own in self.classes.items()
            if min(len(name), len(party)) >= 4 and (name.endswith(party) or party.endswith(name))
        ]
        return similar[0] if len(similar) == 1 else ()


NOTHING = Inherited({})


@dataclass(frozen=True)
class Below:
    """The ruling below: classes per party (by stage when several are known) and per item."""

    by_stage: Mapping[str, Mapping[str, Classes]] = field(default_factory=dict)
    items: Mapping[int, Mapping[str, Classes]] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)  # items this ruling has overturned so far

    @classmethod
    def of(cls, prior: Mapping[str, object] | None, items: Mapping[str, object] | None) -> Below:
        """From ``{"<party>": {"classes": [..]}}`` (or the same under first, second, effective) and
        ``{"一": [{"party": .., "classes": [..]}]}``. Raises ValueError when malformed."""
        prior = prior or {}
        if prior and set(prior) <= {*_STAGES, "items"}:
            stages = {s: _parties(prior[s]) for s in _STAGES if s in prior}
        else:
            stages = {"below": _parties(prior)} if prior else {}
        return cls(stages, {numeral(k): _by_party(v) for k, v in (items or {}).items()})

    @property
    def parties(self) -> list[str]:
        names = [name for stage in self.by_stage.values() for name in stage]
        names += [name for item in self.items.values() for name in item]
        return list(dict.fromkeys(names))

    def settle(self, item: str, classes: Sequence[C]) -> Inherited:
        """What the item with these ``classes`` takes over; notes what it overturns."""
        numbers = {numeral(n) for m in _ITEM.finditer(item) for n in _NUMBER.findall(m[0])}
        if C.REVOKE_LOWER in classes or C.MODIFY_LOWER in classes:
            self.gone.update(numbers)
        if not CARRIES.intersection(classes):
            return NOTHING
        single = len(self.parties) == 1
        if C.RETRIAL_AFFIRM_FIRST in classes:
            return Inherited(self._first(), single)
        if C.AFFIRM in classes and (numbers or _REST.search(item)) and not item.startswith("驳回"):
            kept = (numbers - self.gone) or (set(self.items) - self.gone)
            return Inherited(_merged([self.items[n] for n in sorted(kept) if n in self.items]), single)
        return Inherited(next(iter(reversed(list(self.by_stage.values()))), {}), single)

    def _first(self) -> Mapping[str, Classes]:
        """First-instance classes; a ruling below that is itself an appellate one is not they."""
        if "first" in self.by_stage:
            return self.by_stage["first"]
        below = self.by_stage.get("below", {})
        return {k: v for k, v in below.items() if not _SECOND_INSTANCE.intersection(v)}


def _parties(value: object) -> dict[str, Classes]:
    if not isinstance(value, Mapping):
        raise ValueError("prior 应为 {当事人: {classes: [...]}}")
    return {str(name): _classes(each) for name, each in value.items()}


def _by_party(value: object) -> dict[str, Classes]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise ValueError("prior_items 应为 {判项: [{party, classes}]}")
    result: dict[str, Classes] = {}
    for each in value:
        if not isinstance(each, Mapping) or "party" not in each:
            raise ValueError("prior_items 的每一条应有 party 和 classes")
        name = str(each["party"])
        result[name] = (*result.get(name, ()), *_classes(each))
    return result


def _classes(value: object) -> Classes:
    listed = value.get("classes") if isinstance(value, Mapping) else value
    if not isinstance(listed, Sequence) or isinstance(listed, str):
        raise ValueError("prior 缺 classes")
    return tuple(C(each) for each in listed)


def _merged(parts: Sequence[Mapping[str, Classes]]) -> dict[str, Classes]:
    result: dict[str, Classes] = {}
    for part in parts:
        for name, classes in part.items():
            result[name] = (*result.get(name, ()), *classes)
    return result
