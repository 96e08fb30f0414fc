"""The letter that returns a paper sent by mistake."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, Response

from services.api.accounts.session import The, Who
from services.api.errors import problem_responses
from services.api.filings.draw import MEDIA_TYPES
from services.api.filings.return_letter import return_letter

router = APIRouter(prefix="/api/v1", tags=["收件"], responses=problem_responses(401))


@router.get(
    "/papers/{paper_id}/return-letter",
    summary="退回错送文书的函（DOCX）",
    response_class=Response,
    responses={200: {"content": {MEDIA_TYPES[".docx"]: {}}}, **problem_responses(404, 409)},
)
def get_return_letter(paper_id: str, service: The, who: Who) -> Response:
    with service.database.transaction() as session:
        name, data = return_letter(who, session, paper_id, service.today())
    return Response(
        data,
        media_type=MEDIA_TYPES[".docx"],
        headers={"content-disposition": f"attachment; filename*=UTF-8''{quote(name)}"},
    )
