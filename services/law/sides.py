"""For which defendant the office goes to court, who is sued beside it, and whose hearing of the year it
is. An office sued itself appears for itself (行政诉讼法第三条第三款), also beside its government."""

from __future__ import annotations

from collections.abc import Sequence

from services.law.attendance import Hearing
from services.law.decision import Facts
from services.law.facts import CaseFacts
from services.law.known import defendants
from services.law.own_government import is_own_government, own_government
from services.law.pack import Pack
from services.law.proceeding import hearings_standing
from services.law.standing_of_office import is_office, same_organisation


def stands_for(case: CaseFacts, facts: Facts, pack: Pack) -> str:
    """Name of the defendant the office's people stand for: the office when it is sued, the government
    it answers for when that is."""
    known = facts.get("government_sued")
    beside = facts.get("sued_beside_government")
    own = case.office.name
    if known is None or known.value is not True or (beside is not None and beside.value is True):
        return own
    return own if _is_sued(case) else government_sued(case, pack) or own


def government_sued(case: CaseFacts, pack: Pack) -> str | None:
    """Name of the office's government as the papers print it among the defendants, its full name when
    they list none; None when it cannot be told from another government."""
    sued = {name: is_own_government(name, case.office, pack) for name in sorted(defendants(case))}
    certain = [name for name, own in sued.items() if own]
    possible = [name for name, own in sued.items() if own is None]
    if certain or len(possible) == 1:
        return (certain or possible)[0]
    return own_government(case.office, pack) if not sued else None


def co_defendants(case: CaseFacts, defendant: str) -> tuple[str, ...]:
    """The others sued, by name."""
    return tuple(name for name in sorted(defendants(case)) if not same_organisation(name, defendant))


def hearings_by_defendant(cases: Sequence[CaseFacts], pack: Pack) -> tuple[Hearing, ...]:
    """The hearings of ``cases`` that were not put off, once for each of the office and its government
    that is sued there; for the office where the papers do not say whom the case is against."""
    found = []
    for case in cases:
        sued = defendants(case)
        names = [name for name in sued if is_own_government(name, case.office, pack)]
        if not names or _is_sued(case):
            names.append(case.office.name)
        found += [
            Hearing(case.id, at, name)
            for at in hearings_standing(case, pack)
            for name in dict.fromkeys(names)
        ]
    return tuple(found)


def _is_sued(case: CaseFacts) -> bool:
    return any(is_office(name, case.office) for name in defendants(case))
