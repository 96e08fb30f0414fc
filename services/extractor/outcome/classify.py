"""From the text of an operative part to the outcome of each defendant.

A pure function on text, shared by the command line and by the reading of a whole paper:

    >>> read = classify_operative("驳回原告的诉讼请求。", kind=PaperKind.JUDGMENT, stage=Stage.FIRST)
    >>> read.by_party["被告"].classes
    (<OutcomeClass.DISMISS_CLAIMS: 'DISMISS_CLAIMS'>,)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.extractor.outcome.attribution import DEFENDANT, Defendants, with_text
from services.extractor.outcome.forms import Finding, read_item
from services.extractor.outcome.inheritance import CARRIES, Below
from services.extractor.outcome.operative import Item, cut_items, find_operative
from services.extractor.outcome.setting import Setting
from services.extractor.result import PartyOutcome
from services.vocabulary import OutcomeClass as C
from services.vocabulary import PaperKind, Stage

Classes = tuple[C, ...]

LOST = frozenset(
    {
        C.REVOKE,
        C.REVOKE_PART,
        C.REMAKE,
        C.PERFORM_DUTY,
        C.PAYMENT,
        C.CONFIRM_ILLEGAL,
        C.CONFIRM_INVALID,
        C.REMEDY,
        C.COMPENSATE,
        C.MODIFY,
        C.CONTINUE_PERFORM,
        C.INDEMNIFY,
        C.AGREEMENT_INVALID,
        C.AGREEMENT_NOT_EFFECTIVE,
        C.AGREEMENT_REVOKE,
        C.AGREEMENT_RESCIND,
    }
)
WON = frozenset({C.DISMISS_CLAIMS, C.DISMISS_COMPENSATION, C.DISMISS_OTHER, C.REJECT_SUIT})
# Said of the act of one office; everything else is said of the case, and so of every defendant.
OF_ONE_OFFICE = LOST | {C.RESTORE_ORIGINAL}
# Refusals bind those they name, and all when they name none.
REFUSALS = WON


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
    """The reading of one operative part. ``unattributed``: items whose party a person must name."""

    items: tuple[ReadItem, ...]
    by_party: Mapping[str, PartyOutcome]
    unattributed: tuple[int, ...] = ()

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
    setting = Setting(kind, stage)
    span = find_operative(text)
    start, end = span or (0, None)
    below = Below.of(prior, prior_items)
    names = tuple(dict.fromkeys(defendants)) or tuple(below.parties) or (DEFENDANT,)
    part = text[start:end]
    who = with_text(names, part, aliases or {})
    items = cut_items(text, start, end)
    readings = [_read(text, item, setting, who) for item in items]
    if kind is PaperKind.MEDIATION and items:
        readings = [(item, [((C.MEDIATION,), names)]) for item in items]

    classes: dict[str, list[C]] = {name: [] for name in names}
    read_items: list[ReadItem] = []
    open_items: list[int] = []
    bare = False
    for item, found in readings:
        inherited = below.settle(text[item.start : item.end], [c for cs, _ in found for c in cs])
        for each, parties in found:
            bare = bare or not parties
            for name in parties:
                classes[name].extend(each)
                if any(c in CARRIES for c in each):
                    classes[name].extend(inherited.of(name, alone=len(names) == 1))
        bare = bare or (not found and _concerns_a_defendant(text[item.start : item.end], who))
        own = tuple(dict.fromkeys(c for cs, _ in found for c in cs))
        parties = tuple(n for n in names if any(n in p for _, p in found))
        if any(not p for _, p in found):
            open_items.append(len(read_items))
        read_items.append(
            ReadItem(item.number, item.printed, item.end, text[item.printed : item.end], own, parties)
        )
    if not any(classes.values()):
        bare = True  # nothing at all was recognised: not known, rather than nothing said of the party
    return OperativeReading(
        tuple(read_items),
        {name: outcome_of(found, settled=not bare) for name, found in classes.items()},
        tuple(open_items),
    )


def _read(
    text: str, item: Item, setting: Setting, who: Defendants
) -> tuple[Item, list[tuple[Classes, tuple[str, ...]]]]:
    own = text[item.start : item.end]
    found: list[tuple[Classes, tuple[str, ...]]] = []
    at: int = 0
    before: tuple[str, ...] = ()
    for finding in read_item(own, setting):
        parties = _parties(own, at, finding, who, before)
        found.extend(parties)
        before = found[-1][1]
        at = finding.end
    return item, found


def _parties(
    text: str, at: int, finding: Finding, who: Defendants, before: tuple[str, ...]
) -> list[tuple[Classes, tuple[str, ...]]]:
    """The finding's classes with whom each binds: one office, those refused against, or everyone."""
    result: list[tuple[Classes, tuple[str, ...]]] = []
    for each in finding.classes:
        if each in OF_ONE_OFFICE:
            parties = who.bound(text, at, finding.end, before)
        elif each in REFUSALS:
            parties = who.all_named(text[finding.start : finding.end]) or who.names
        else:
            parties = who.names
        result.append(((each,), parties))
    return result


def _concerns_a_defendant(item: str, who: Defendants) -> bool:
    """Does an item no form fits speak of a defendant? Then what it decides is not known."""
    return bool(who.all_named(item)) or any(word in item for word in ("被告", "被上诉人", "责令"))


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
