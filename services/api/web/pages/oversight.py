"""督办与统计: what the notices of the place say about supervision and about what is counted."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.responses import Response

from services.api.accounts.law_office import law_office
from services.api.accounts.session import The, Who
from services.api.accounts.store import office
from services.api.web.render import html, shell_of
from services.api.web.views.local_texts import LocalText, texts_of_page
from services.law.pack import place_name
from services.law.schema_provisions import Page

router = APIRouter(prefix="/oversight")


@dataclass(frozen=True, slots=True)
class OversightPage:
    """Everything oversight.html shows: sections of rows."""

    place: str
    sections: tuple[tuple[str, str, tuple[LocalText, ...]], ...]  # anchor, heading, rows


@router.get("")
def get_oversight(service: The, who: Who) -> Response:
    today = service.today()
    with service.database.transaction() as session:
        own = law_office(office(who, session))
        shell = shell_of(service, who, session)
    page = OversightPage(
        place_name(own.jurisdiction),
        (
            ("oversight", "督办", texts_of_page(Page.OVERSIGHT, own, today)),
            ("statistics", "统计口径", texts_of_page(Page.STATISTICS, own, today)),
        ),
    )
    return html("oversight.html", shell, page)
