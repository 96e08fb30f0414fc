"""JSON: received files, what was read from them, their pages."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel

from services.api.accounts.session import The, Who
from services.api.documents import store
from services.api.documents.checks import checks_of_document, checks_of_reading
from services.api.documents.content import original, page_image
from services.api.documents.loss import with_loss
from services.api.documents.schema import (
    DocumentDetail,
    DocumentOut,
    PaperOut,
    check_out,
    document_out,
    paper_out,
)
from services.api.errors import problem_responses
from services.api.holidays.store import calendar_in_force
from services.vocabulary import DocumentState

router = APIRouter(prefix="/api/v1", tags=["原件和文书"], responses=problem_responses(401))


class DocumentList(BaseModel):
    documents: list[DocumentOut]
    counts: dict[str, int]


@router.get("/documents", summary="收文列表")
def get_documents(
    service: The,
    who: Who,
    state: DocumentState | None = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
) -> DocumentList:
    with service.database.transaction() as session:
        rows = store.list_documents(who, session, state=state, limit=limit, offset=offset)
        return DocumentList(
            documents=[document_out(row) for row in rows], counts=store.count_documents(who, session)
        )


@router.get(
    "/documents/{document_id}", summary="一份原件和读到的内容", responses=problem_responses(404)
)
def get_document(document_id: str, service: The, who: Who) -> DocumentDetail:
    with service.database.transaction() as session:
        row = store.get_document(who, session, document_id)
        papers = store.papers_of(who, session, document_id)
        ids = [paper.id for paper in papers]
        facts = store.current_facts(who, session, *ids)
        received = store.receipts(who, session, *ids)
        run = store.latest_run(who, session, document_id)
        checks = checks_of_document(who, session, document_id)
        calendar = calendar_in_force(session)
    return DocumentDetail(
        **document_out(row).model_dump(),
        papers=[paper_out(paper, facts, received.get(paper.id)) for paper in papers],
        checks=[check_out(each) for each in checks],
        extraction={
            **with_loss(run.extraction),
            "checks": checks_of_reading(run.extraction, calendar),
        }
        if run
        else None,
    )


@router.get("/papers/{paper_id}", summary="一份文书", responses=problem_responses(404))
def get_paper(paper_id: str, service: The, who: Who) -> PaperOut:
    with service.database.transaction() as session:
        row = store.get_paper(who, session, paper_id)
        facts = store.current_facts(who, session, paper_id)
        return paper_out(row, facts, store.receipts(who, session, paper_id).get(paper_id))


@router.get(
    "/documents/{document_id}/pages/{page}.png",
    summary="一页的图像",
    response_class=Response,
    responses={200: {"content": {"image/png": {}}}, **problem_responses(404, 422, 503)},
)
def get_page(
    document_id: str,
    page: int,
    service: The,
    who: Who,
    width: Annotated[int, Query(ge=60, le=3000)] = 1240,
) -> Response:
    image = page_image(who, service, document_id, page, width)
    # The address names document and page, whose bytes never change.
    return Response(image, media_type="image/png", headers={"cache-control": "private, max-age=86400"})


@router.get(
    "/documents/{document_id}/original",
    summary="下载原件",
    response_class=Response,
    responses={200: {"content": {"application/octet-stream": {}}}, **problem_responses(404, 503)},
)
def get_original(document_id: str, service: The, who: Who) -> Response:
    document, data = original(who, service, document_id)
    return Response(
        data,
        media_type="application/octet-stream",  # never opened in the page: it is a stranger's file
        headers={"content-disposition": f"attachment; filename*=UTF-8''{quote(document.name)}"},
    )
