"""From the text of an operative part to the outcome of each defendant.

A pure function on text, shared by the command line and by the reading of a whole paper:

    >>> read = classify_operative("驳回原告的诉讼请求。", kind=PaperKind.JUDGMENT, stage=Stage.FIRST)
    >>> read.by_party["被告"].classes
    (<OutcomeClass.DISMISS_CLAIMS: 'DISMISS_CLAIMS'>,)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from services.extractor.outcome.attribution import DEFENDANT, Defendants, with_text
from services.extractor.outcome.forms import Finding, read_item
from services.extractor.outcome.inheritance import Below, Settlement
from services.extractor.outcome.operative import Item, cut_items, end_of_part, find_operative
from services.extractor.outcome.setting import Setting
from services.extractor.outcome.sides import LOST, WON
from services.extractor.outcome.wrapping import unwrapped
from services.extractor.result import PartyOutcome
from services.vocabulary import OutcomeClass as C
from services.vocabulary import PaperKind, Stage

Classes = tuple[C, ...]

# Said of the act of one office; everything else is said of the case, and so of every defendant.
OF_ONE_OFFICE = LOST | {C.RESTORE_ORIGINAL}
# What becomes of a claim or a suit binds those it is brought against by name, and all when it names
# none: 驳回…对被告甲局的起诉, 准许…撤回对被告甲局的起诉.
OF_THOSE_SUED = WON | {C.WITHDRAW_ALLOW, C.WITHDRAW_DENY, C.DEEMED_WITHDRAW, C.TERMINATE, C.NOT_ACCEPT}


@dataclass(frozen=True, slots=True)
class ReadItem:
    """One item as printed, label and all (一、撤销…): where it stands in the text given, its classes
    and the parties it binds."""

    number: int
    start: int
    end: int
    text: str
    classes: Classes
    parties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OperativeReading:
    """The reading of one operative part. ``unattributed``: items whose party a person must name;
    ``inherited``: of each party, is all known that the ruling leaves standing below? None where it
    leaves nothing standing."""

    items: tuple[ReadItem, ...]
    by_party: Mapping[str, PartyOutcome]
    unattributed: tuple[int, ...] = ()
    inherited: Mapping[str, bool | None] = field(default_factory=dict)

    @property
    def partial(self) -> bool:
        return any(outcome.partial for outcome in self.by_party.values())


def classify_operative(
    text: str,
    *,
    kind: PaperKind,
    stage: Stage,
    defendants: Sequence[str] = (),
    prior: Mapping[str, object] | None = None,
    prior_items: Mapping[str, object] | None = None,
    aliases: Mapping[str, Sequence[str]] | None = None,
) -> OperativeReading:
    """Classes per defendant of the operative part ``text`` (a whole paper is narrowed to it first).

    ``defendants`` in the order of the paper; without them the single party is 被告. ``prior`` holds
    the classes of the ruling below per party, ``prior_items`` those of its items by number
    (:mod:`inheritance`): an affirmed outcome without them stays bare and is for a person to settle.
    Raises ValueError for a malformed ``prior``.
    """
    start, end = find_operative(text) or (0, end_of_part(text, 0))
    part, places = unwrapped(text[start:end])
    places = [start + place for place in places]
    below = Below.of(prior, prior_items)
    names = tuple(dict.fromkeys(defendants)) or tuple(below.parties) or (DEFENDANT,)
    who = with_text(names, part, aliases or {})
    setting = Setting(kind, stage)
    readings = [_read(part, item, setting, who) for item in cut_items(part, 0, len(part))]
    if kind is PaperKind.MEDIATION:
        readings = [replace(each, found=(_Bound((C.MEDIATION,), names, ""),)) for each in readings]
    settlement = Settlement(below, [(each.words, each.classes) for each in readings], stage)
    readings = [each.without(settlement.affirms_nothing) for each in readings]

    classes: dict[str, list[C]] = {name: [] for name in names}
    known: dict[str, list[bool]] = {name: [] if settlement.settled else [False] for name in names}
    for bound in (bound for each in readings for bound in each.found):
        inherited = settlement.inherited(bound.classes)
        for name in bound.parties:
            classes[name].extend(bound.classes)
            if inherited is not None:
                own = inherited.of(name, alone=len(names) == 1)
                classes[name].extend(own or ())
                known[name].append(own is not None)
    unattributed = tuple(n for n, each in enumerate(readings) if not all(b.parties for b in each.found))
    # nothing at all recognised: not known, rather than nothing said of the party
    settled = (
        any(classes.values())
        and not unattributed
        and not any(r.left_open(setting, who) for r in readings)
    )
    return OperativeReading(
        tuple(each.printed(text, places, names) for each in readings),
        {name: outcome_of(found, settled=settled) for name, found in classes.items()},
        unattributed,
        {name: all(said) if said else None for name, said in known.items()},
    )


@dataclass(frozen=True, slots=True)
class _Bound:
    """A class found, the parties it binds (none: a person must say), and the words that say it."""

    classes: Classes
    parties: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class _Reading:
    """One item of the unwrapped part: its words and what was found in them. ``understood``: some form
    fits, though it may decide nothing."""

    item: Item
    words: str
    found: tuple[_Bound, ...]
    understood: bool

    @property
    def classes(self) -> list[tuple[str, Classes]]:
        return [(each.words, each.classes) for each in self.found]

    def without(self, nothing: Callable[[str], bool]) -> _Reading:
        return replace(self, found=tuple(each for each in self.found if not nothing(each.words)))

    def left_open(self, setting: Setting, who: Defendants) -> bool:
        """Does an item no form fits decide something? A numbered one of a judgment does; a sentence may
        be a remark, unless it speaks of a defendant or gives an order."""
        if self.understood or setting.kind is PaperKind.MEDIATION:
            return False
        orders = ("被告", "被上诉人", "责令", "生效之日起")
        return (
            (self.item.number > 0 and not setting.is_ruling)
            or bool(who.all_named(self.words))
            or any(word in self.words for word in orders)
        )

    def printed(self, text: str, places: Sequence[int], names: Sequence[str]) -> ReadItem:
        """The item as it stands in ``text``; ``places``: where each character of the part does."""
        start, end = places[self.item.printed], places[self.item.end - 1] + 1
        return ReadItem(
            self.item.number,
            start,
            end,
            text[start:end],
            tuple(dict.fromkeys(c for each in self.found for c in each.classes)),
            tuple(n for n in names if any(n in each.parties for each in self.found)),
        )


def _read(part: str, item: Item, setting: Setting, who: Defendants) -> _Reading:
    words = part[item.start : item.end]
    found: list[_Bound] = []
    at: int = 0
    before: tuple[str, ...] = ()
    findings = read_item(words, setting)
    for finding in findings:
        bound = list(_bound(words, at, finding, who, before))
        found.extend(bound)
        if not OF_ONE_OFFICE.isdisjoint(finding.classes):
            before = tuple(dict.fromkeys(name for each in bound for name in each.parties))
        at = finding.end
    return _Reading(item, words, tuple(found), bool(findings))


def _bound(
    text: str, at: int, finding: Finding, who: Defendants, before: tuple[str, ...]
) -> Iterator[_Bound]:
    """The finding's classes with whom each binds: the office of each act, those sued, or
    everyone. ``text[at:finding.start]`` may name the office, ``before`` are those of the one before."""
    words = text[finding.start : finding.end]
    bound: tuple[tuple[str, ...], ...]
    for each in finding.classes:
        if each is C.RESTORE_ORIGINAL:
            bound = (who.restored(text[at : finding.end]),)
        elif each in OF_ONE_OFFICE:
            bound = who.bound(text, at, finding.end, before)
        elif each in OF_THOSE_SUED:
            bound = (who.sued(words),)
        else:
            bound = (who.names,)
        yield from (_Bound((each,), parties, words) for parties in bound)


def outcome_of(found: Sequence[C], *, settled: bool) -> PartyOutcome:
    """What all these classes together are to one party; ``settled``: every item is ascribed.
    ``partial`` when won and lost items mix, or when only part of the act fell."""
    classes = tuple(dict.fromkeys(found))
    lost = LOST.intersection(classes)
    if settled and not classes:
        classes = (C.NO_RULING,)
    elif not settled and not lost:
        classes = ()  # an item not yet ascribed may be this party's loss: not known, never a win
    partial = bool(lost) and (bool(WON.intersection(classes)) or C.REVOKE_PART in lost)
    return PartyOutcome(classes, partial)
