"""The office in the terms of services.law."""

from __future__ import annotations

from services.api.accounts.account import Organisation
from services.law.facts import Office
from services.vocabulary import Jurisdiction, OrganisationKind


def law_office(organisation: Organisation) -> Office:
    """The office whose duties are derived."""
    return Office(
        name=organisation.name,
        kind=OrganisationKind(organisation.kind),
        jurisdiction=Jurisdiction(organisation.jurisdiction),
        former_names=tuple(organisation.former_names),
    )
