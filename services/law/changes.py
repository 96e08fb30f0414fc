"""What a new fact, rule or calendar changes among duties (期限变动): old and new side by side.

Nothing is moved by itself: a page shows the pairs, a person takes them. What is done, set by hand
or ordered by the judge is never moved; a rule's change is for papers from its day on, unless
somebody decides otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from services.law.calendar import Calendar, HolidayYear, with_year
from services.law.duties import derive_duties
from services.law.duty import Duty
from services.law.facts import CaseFacts, Deed, DeedKind
from services.law.pack import Pack
from services.vocabulary import Labelled


class ChangeKind(Labelled):
    """What becomes of a duty."""

    MOVED = "moved", "日期变动"
    OPENED = "opened", "新增"
    CLOSED = "closed", "不再存在"
    CONFIRMED = "confirmed", "由暂定转为确定"


class KeptBecause(Labelled):
    """Why a duty keeps its date whatever changes."""

    DONE = "completed", "已办结，不变动"
    HAND_SET = "hand_set", "日期由人工设定，不变动"
    JUDGE_ORDERED = "judge_ordered", "日期由法官指定，不变动"


@dataclass(frozen=True, slots=True)
class Change:
    """One duty before and after. ``kept``: why the old date stays in force; ``days``: by how many days
    the date to work to moves (negative: earlier), None where there is none on one side."""

    kind: ChangeKind
    old: Duty | None
    new: Duty | None
    kept: KeptBecause | None = None

    @property
    def days(self) -> int | None:
        old = self.old.headline if self.old else None
        new = self.new.headline if self.new else None
        return (new - old).days if old and new else None

    @property
    def key(self) -> str:
        duty = self.new or self.old
        assert duty is not None
        return duty.key


def compare(old: Iterable[Duty], new: Iterable[Duty], deeds: Iterable[Deed] = ()) -> tuple[Change, ...]:
    """The duties that differ between two derivations, by key and the keys they had before. One that is
    not done and whose hearing was put off becomes the one for the new day."""
    by_key = {key: deed for deed in sorted(deeds, key=_order) for key in (deed.key,)}
    after = list(new)
    found: list[Change] = []
    met: set[str] = set()
    for before in old:
        kept = _kept(before, by_key)
        match = next((each for each in after if _same(before, each)), None)
        if match is None and kept is not KeptBecause.DONE:
            match = next((each for each in after if before.key in each.instead_of), None)
        if match is None:
            found.append(Change(ChangeKind.CLOSED, before, None, kept))
            continue
        met.add(match.key)
        if kind := _kind(before, match):
            found.append(Change(kind, before, match, kept))
    found += (Change(ChangeKind.OPENED, None, each) for each in after if each.key not in met)
    return tuple(found)


def changed_by_facts(before: CaseFacts, after: CaseFacts, *, today: date) -> tuple[Change, ...]:
    """What a moved trigger (another receipt day, a new paper, a confirmed effect) changes in a case."""
    return compare(derive_duties(before, today=today), derive_duties(after, today=today), after.deeds)


def changed_by_rules(
    cases: Iterable[CaseFacts], before: Pack, after: Pack, *, today: date, from_day: date | None = None
) -> dict[str, tuple[Change, ...]]:
    """By case id, the duties a change of rules touches. Forward only: those counted from a day before
    ``from_day`` (default ``today``) are left as they are; pass ``date.min`` to decide about them
    too."""
    start = from_day or today
    found = {}
    for case in cases:
        old = derive_duties(case, before, today=today)
        new = derive_duties(case, after, today=today)
        changes = [each for each in compare(old, new, case.deeds) if _from(each) >= start]
        if changes:
            found[case.id] = tuple(changes)
    return found


def moved_by_calendar(
    cases: Iterable[CaseFacts], calendar: Calendar, year: HolidayYear, *, today: date
) -> dict[str, tuple[Change, ...]]:
    """By case id, what next year's notice settles or moves. Raises ValueError when ``year`` does not
    follow the calendar's last one."""
    longer = with_year(calendar, year)
    found = {}
    for case in cases:
        old = derive_duties(case, calendar=calendar, today=today)
        new = derive_duties(case, calendar=longer, today=today)
        if changes := compare(old, new, case.deeds):
            found[case.id] = changes
    return found


def accepted(changes: Sequence[Change], taken: Iterable[str]) -> tuple[Duty, ...]:
    """The duties in force after a person took some of the changes (by key): the old ones elsewhere,
    and everywhere something kept them."""
    wanted = set(taken)
    return tuple(_in_force(changes, wanted))


def _in_force(changes: Sequence[Change], taken: set[str]) -> Iterator[Duty]:
    for change in changes:
        chosen = change.new if change.key in taken and change.kept is None else change.old
        if chosen is not None:
            yield chosen


def _same(one: Duty, other: Duty) -> bool:
    return one.key == other.key or (
        one.rule_id == other.rule_id and (one.key in other.aliases or other.key in one.aliases)
    )


def _kind(old: Duty, new: Duty) -> ChangeKind | None:
    if old.headline != new.headline or (old.count.due != new.count.due and not old.count.provisional):
        return ChangeKind.MOVED
    settled = (old.count.provisional and not new.count.provisional) or (old.draft and not new.draft)
    return ChangeKind.CONFIRMED if settled else None


def _kept(duty: Duty, deeds: Mapping[str, Deed]) -> KeptBecause | None:
    for key in (duty.key, *duty.aliases):
        if deed := deeds.get(key):
            return _WHY[deed.kind]
    return None


_WHY = {
    DeedKind.COMPLETED: KeptBecause.DONE,
    DeedKind.HAND_SET: KeptBecause.HAND_SET,
    DeedKind.JUDGE_ORDERED: KeptBecause.JUDGE_ORDERED,
}


def _order(deed: Deed) -> tuple[bool, date]:
    """Completion has the last word, then the latest day."""
    return deed.kind is DeedKind.COMPLETED, deed.on


def _from(change: Change) -> date:
    duty = change.new or change.old
    assert duty is not None
    return duty.trigger_on or duty.opened_on or date.max
