"""Which people's government (人民政府) is the one of an office's level (本级政府)."""

from __future__ import annotations

import re

from services.law.facts import Office
from services.law.pack import Pack
from services.law.standing_of_office import is_office, same_organisation
from services.vocabulary import OrganisationKind

_GOVERNMENT = re.compile(r"人民政府$")
_TOWNSHIP = re.compile(r"[镇乡]人民政府$")
_GOVERNMENT_OFFICE = re.compile(r"(?<=人民政府)办公[室厅]$")


def own_government(office: Office, pack: Pack) -> str | None:
    """Full name of the government of the office's level: the pack's, the office itself when it is one,
    or the one whose office (办公室) it is. None when nothing says so: a pack of a whole province, or
    the nation's, is used by the offices of many governments."""
    if pack.government is not None:
        return pack.government
    if office.kind is OrganisationKind.GOVERNMENT:
        return office.name
    if office.kind is OrganisationKind.GOVERNMENT_OFFICE and _GOVERNMENT_OFFICE.search(office.name):
        return _GOVERNMENT_OFFICE.sub("", office.name)
    return None


def is_own_government(name: str, office: Office, pack: Pack) -> bool | None:
    """Whether ``name`` is that government; None when it may be: a government of county level or above,
    where nothing says which one is the office's."""
    if office.kind is OrganisationKind.GOVERNMENT and is_office(name, office):
        return True
    own = own_government(office, pack)
    if own is not None:
        return same_organisation(name, own)
    return None if is_government(name) and not _TOWNSHIP.search(name) else False


def is_government(name: str) -> bool:
    """Whether an organisation is a local people's government of any level, by its name."""
    return _GOVERNMENT.search(name.strip()) is not None


def justice_bureau_of(government: str) -> str:
    """The usual name of a government's justice bureau, its 法制工作机构: 某区人民政府, 某区司法局."""
    return _GOVERNMENT.sub("司法局", government.strip())
