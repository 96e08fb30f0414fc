"""规则: the packs that apply to the office, each as a readable document with its articles."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from services.api.accounts.session import The, Who
from services.api.accounts.store import office
from services.api.errors import NotFound
from services.api.web.render import html, shell_of
from services.api.web.views.pack import rules_page
from services.law.pack import usable_jurisdictions
from services.vocabulary import Jurisdiction

router = APIRouter(prefix="/rules")


@router.get("")
def get_rules(service: The, who: Who) -> Response:
    """The office's own pack."""
    with service.database.transaction() as session:
        own = office(who, session).jurisdiction
    return RedirectResponse(f"/rules/{own}", status_code=303)


@router.get("/{place}")
def get_pack(place: str, service: The, who: Who) -> Response:
    if place not in usable_jurisdictions():
        raise NotFound("这个规则包")
    with service.database.transaction() as session:
        own = Jurisdiction(office(who, session).jurisdiction)
        shell = shell_of(service, who, session)
    page = rules_page(Jurisdiction(place), own, service.today())
    return html("rules.html", shell, page, active="规则")
