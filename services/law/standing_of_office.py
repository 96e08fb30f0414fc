"""Who is our office in this proceeding? Party names and roles, brought down to the first instance."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from services.agencies import same_agency
from services.law.facts import CaseFacts, Office, PaperFacts, PartyFact
from services.vocabulary import OrganisationKind, Role, Standing

_FIRST_INSTANCE = (Role.DEFENDANT, Role.PLAINTIFF, Role.THIRD_PARTY)
_APPEALING = (Role.APPELLANT, Role.RETRIAL_APPLICANT)
# What is served on the government is served on these.
_GOVERNMENTS_OWN = (OrganisationKind.GOVERNMENT, OrganisationKind.GOVERNMENT_OFFICE)


@dataclass(frozen=True, slots=True)
class OfficeStanding:
    """``roles`` of the first instance our office has in a proceeding (empty: not told).

    ``named``: our name is among the parties; ``parties_known``: any party is known at all;
    ``alone_appealed``: we and nobody else brought the appeal or petition; ``only_others_appealed``:
    others did, and we did not; ``government_sued``: the pack's government is a defendant;
    ``handed_on``: it is, and we are no party: its papers come to us from the government, if we answer
    for it. ``stands_for``: the party the justice bureau then stands for.
    """

    named: bool
    parties_known: bool
    roles: frozenset[Role]
    alone_appealed: bool
    government_sued: bool
    defendants: int = 0
    handed_on: bool = False
    stands_for: str | None = None
    only_others_appealed: bool = False


@lru_cache(maxsize=1 << 15)
def same_organisation(one: str, other: str) -> bool:
    """Whether two names mean one organisation (``services.agencies.same_agency``)."""
    return same_agency(one, other)


def is_office(name: str, office: Office) -> bool:
    """Whether a party's name is our office's, present or former."""
    return any(same_organisation(name, own) for own in (office.name, *office.former_names))


def standing_of_office(
    case: CaseFacts, papers: Iterable[PaperFacts], government: str | None
) -> OfficeStanding:
    """Our standing in the proceeding of ``papers``; where they name no parties (a summons), in the
    other papers of the case."""
    everywhere = [
        party
        for paper in case.papers
        if paper.standing is not Standing.ATTACHED
        for party in paper.parties
    ]
    parties = [party for paper in papers for party in paper.parties] or everywhere
    named, roles, others_appealed, we_appealed = False, set[Role](), False, False
    defendants: set[str] = set()
    for party in parties:
        first = first_roles(party)
        ours = is_office(party.name, case.office)
        if ours:
            named = True
            roles.update(first)
        if party.role in _APPEALING:
            we_appealed, others_appealed = we_appealed or ours, others_appealed or not ours
        if Role.DEFENDANT in first:
            defendants.add(_bare(party.name))
    if named and not roles:
        # 被上诉人 without （一审被告）: an earlier paper of the case may say which.
        roles.update(
            role
            for party in everywhere
            if is_office(party.name, case.office)
            for role in first_roles(party)
        )
    government_sued = government is not None and any(
        Role.DEFENDANT in first_roles(party) and same_organisation(party.name, government)
        for party in everywhere
    )
    kind = case.office.kind
    handed_on = government_sued and not named and kind not in _GOVERNMENTS_OWN
    return OfficeStanding(
        named=named,
        parties_known=bool(parties),
        roles=frozenset(roles),
        alone_appealed=we_appealed and not others_appealed,
        government_sued=government_sued,
        defendants=len(defendants),
        handed_on=handed_on,
        stands_for=government if handed_on and kind is OrganisationKind.JUSTICE_BUREAU else None,
        only_others_appealed=others_appealed and not we_appealed,
    )


def first_roles(party: PartyFact) -> tuple[Role, ...]:
    """The roles of the first instance a party has: those of an appellee stand in brackets."""
    if not party.original_roles:
        return (party.role,) if party.role in _FIRST_INSTANCE else ()
    return tuple(role for role in (party.role, *party.original_roles) if role in _FIRST_INSTANCE)


@lru_cache(maxsize=1 << 15)
def _bare(name: str) -> str:
    return re.sub(r"[\s　]+", "", name).replace("(", "（").replace(")", "）")
