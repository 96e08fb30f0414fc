"""副本与重读: what stands beside a paper, and what a later reading changed."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response
from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.accounts.session import The, Who
from services.api.cases.store import get_case
from services.api.documents import store
from services.api.documents.changes import changes
from services.api.documents.copies import copies_of, likely_originals, merge_copy, separate_copy
from services.api.documents.document import ExtractionRun, Paper
from services.api.errors import NotFound
from services.api.review.differences import decide, waiting_differences
from services.api.service import Service
from services.api.web.render import fragment, go_to, html, shell_of
from services.api.web.views import dates
from services.api.web.views.beside import (
    Beside,
    ChangesPage,
    OtherPaper,
    change_rows,
    difference_rows,
    other_paper,
)

router = APIRouter()
Version = Annotated[int, Form()]


@router.get("/papers/{paper_id}/beside")
def get_beside(paper_id: str, service: The, who: Who) -> Response:
    with service.database.transaction() as session:
        paper = store.get_paper(who, session, paper_id)
        original = [store.get_paper(who, session, paper.copy_of)] if paper.copy_of else []
        page = Beside(
            paper_id=paper.id,
            version=paper.version,
            copy_of=next(iter(_others(service, who, session, original)), None),
            copies=_others(service, who, session, copies_of(who, session, paper.id).get(paper.id, [])),
            likely=_others(service, who, session, likely_originals(who, session, paper)),
            differences=difference_rows(waiting_differences(who, session, paper.id), {paper.id: paper}),
            changes_href=f"/documents/{paper.document_id}/changes"
            if len(store.runs_of(who, session, paper.document_id)) > 1
            else "",
        )
    return fragment("_beside.html", page)


@router.get("/cases/{case_id}/copies")
def get_copies_of_case(case_id: str, service: The, who: Who) -> Response:
    with service.database.transaction() as session:
        get_case(who, session, case_id)
        papers = [paper for paper in store.papers_of_case(who, session, case_id) if paper.copy_of]
        page = _others(service, who, session, papers)
    return fragment("_copies.html", page)


@router.get("/review/differences")
def get_differences(service: The, who: Who) -> Response:
    with service.database.transaction() as session:
        waiting = waiting_differences(who, session)
        papers = {
            each: store.get_paper(who, session, each) for each in {row.paper_id for row in waiting}
        }
        rows = difference_rows(waiting, papers)
    return fragment("_differences.html", rows)


@router.get("/documents/{document_id}/changes")
def get_changes(document_id: str, service: The, who: Who) -> Response:
    today = service.today()
    with service.database.transaction() as session:
        document = store.get_document(who, session, document_id)
        runs = store.runs_of(who, session, document_id)
        shell = shell_of(service, who, session)
    if len(runs) < 2:
        raise NotFound("重读的对照")

    def said(run: ExtractionRun) -> str:
        version = run.extraction.get("versions", {}).get("yingsu", "")
        return f"第{run.attempt}次　{dates.moment(run.finished_at, today)}　版本{version}"

    older, newer = runs[-2], runs[-1]
    page = ChangesPage(
        name=document.name,
        href=f"/documents/{document.id}",
        older=said(older),
        newer=said(newer),
        rows=change_rows(changes(older.extraction, newer.extraction)),
    )
    return html("changes.html", shell, page, active="文书")


@router.post("/papers/{paper_id}/separate")
def post_separate(
    paper_id: str, request: Request, service: The, who: Who, version: Version
) -> Response:
    with service.database.transaction() as session:
        separate_copy(who, session, paper_id, version=version)
    return go_to(request, f"/papers/{paper_id}", "已分开，作为单独的文书")


@router.post("/papers/{paper_id}/merge")
def post_merge(
    *,
    paper_id: str,
    request: Request,
    service: The,
    who: Who,
    version: Version,
    original: Annotated[str, Form()],
) -> Response:
    with service.database.transaction() as session:
        merge_copy(who, session, paper_id, original, version=version)
    return go_to(request, f"/papers/{original}", "已并为副本")


@router.post("/differences/{difference_id}/{choice}")
def post_difference(
    *,
    difference_id: str,
    choice: str,
    request: Request,
    service: The,
    who: Who,
    version: Version,
) -> Response:
    if choice not in ("take", "keep"):
        raise NotFound("这个操作")
    with service.database.transaction() as session:
        paper_id = decide(who, session, difference_id, take=choice == "take", version=version)
    words = "已采用新读法" if choice == "take" else "已保留原值"
    return go_to(request, f"/papers/{paper_id}", words)


def _others(
    service: Service, who: Actor, session: Session, papers: list[Paper]
) -> tuple[OtherPaper, ...]:
    documents = store.documents_by_id(who, session, *(paper.document_id for paper in papers))
    return tuple(other_paper(paper, documents[paper.document_id], service.today()) for paper in papers)
