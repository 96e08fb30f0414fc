"""Signing in and out, and the office's own settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import Response

from services.api.accounts.law_office import law_office
from services.api.accounts.session import The, Who, forget, remember, signed_in
from services.api.accounts.store import office
from services.api.administration.office import change_office
from services.api.errors import Forbidden, TooManyTries
from services.api.parts import Part, reading_parts
from services.api.web.render import go_to, html, shell_of, stranger
from services.api.web.views.local_texts import LocalText, texts_of_page
from services.law.pack import place_name, usable_jurisdictions
from services.law.schema_provisions import Page
from services.vocabulary import OrganisationKind

router = APIRouter()

_GLYPHS = {"✓": ("ok", "ok"), "△": ("none", "open"), "×": ("late", "danger")}
_KINDS = (
    OrganisationKind.DEPARTMENT,
    OrganisationKind.TOWNSHIP,
    OrganisationKind.GOVERNMENT,
    OrganisationKind.GOVERNMENT_OFFICE,
    OrganisationKind.JUSTICE_BUREAU,
    OrganisationKind.MUNICIPAL_DEPARTMENT,
    OrganisationKind.LEADING_GROUP,
    OrganisationKind.AGENCY,
)


@dataclass(frozen=True, slots=True)
class LoginPage:
    login: str
    next: str
    error: str


@dataclass(frozen=True, slots=True)
class SettingsPage:
    name: str
    kind: str
    jurisdiction: str
    former: str
    kinds: tuple[tuple[str, str], ...]
    jurisdictions: tuple[tuple[str, str], ...]
    parts: tuple[tuple[str, str, Part], ...]  # glyph, tone and part of this machine
    texts: tuple[LocalText, ...]  # what the notices of the place ask of the office itself


@router.get("/login")
def get_login(service: The, to: Annotated[str, Query(alias="next")] = "/") -> Response:
    return html("login.html", stranger(service.today()), LoginPage("", _own(to), ""))


@router.post("/login")
def post_login(
    request: Request,
    service: The,
    login: Annotated[str, Form()],
    password: Annotated[str, Form()],
    to: Annotated[str, Form(alias="next")] = "/",
) -> Response:
    try:
        user = signed_in(request, login, password)
        error, status = "用户名或密码不对。请核对大小写后再试。", 401
    except TooManyTries as refusal:
        user, error, status = None, refusal.cause + refusal.remedy, refusal.status
    if user is None:
        page = LoginPage(login, _own(to), error)
        return html("login.html", stranger(service.today()), page, status=status)
    remember(request, user)
    return go_to(request, _own(to))


@router.post("/logout")
def post_logout(request: Request) -> Response:
    forget(request)
    return go_to(request, "/login")


@router.get("/settings")
def get_settings(service: The, who: Who) -> Response:
    parts = tuple((*_GLYPHS[part.mark], part) for part in reading_parts(service.settings))
    with service.database.transaction() as session:
        own = office(who, session)
        page = SettingsPage(
            name=own.name,
            kind=own.kind,
            jurisdiction=own.jurisdiction,
            former="、".join(own.former_names),
            kinds=tuple((kind.value, kind.label) for kind in _KINDS),
            jurisdictions=tuple((str(each), place_name(each)) for each in usable_jurisdictions()),
            parts=parts,
            texts=texts_of_page(Page.OFFICE, law_office(own), service.today()),
        )
        shell = shell_of(service, who, session)
    return html("settings.html", shell, page)


@router.post("/settings")
def post_settings(
    *,
    request: Request,
    service: The,
    who: Who,
    name: Annotated[str, Form()],
    kind: Annotated[str, Form()],
    jurisdiction: Annotated[str, Form()],
    former_names: Annotated[str, Form()] = "",
) -> Response:
    if who.role != "administrator":
        raise Forbidden("administrator_needed", "只有管理员能改单位设置。", "请联系管理员。")
    with service.database.transaction() as session:
        change_office(
            who,
            session,
            name=name,
            kind=kind,
            jurisdiction=jurisdiction,
            former_names=former_names.replace("，", "、").split("、"),
        )
    return go_to(request, "/", "单位设置已保存")


def _own(address: str) -> str:
    """Only an address of ours: a path, never another site."""
    return address if address.startswith("/") and not address.startswith(("//", "/\\")) else "/"
