"""文书: handing files in, and how far each is."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, Form, Query, Request, UploadFile
from fastapi.responses import JSONResponse, Response
from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.accounts.session import The, Who
from services.api.documents import store
from services.api.documents.progress import read_again
from services.api.inbox.store import mails_of_documents
from services.api.intake.backlog import backlog
from services.api.intake.receive import receive
from services.api.service import Service
from services.api.web.render import fragment, go_to, html, shell_of
from services.api.web.views.lists import PAGE_SIZE, DocumentList, document_row
from services.extractor.scanner import scanner_profiles
from services.vocabulary import FieldName

router = APIRouter()
Page = Annotated[int, Query(alias="page", ge=1, le=100_000)]


@router.get("/documents")
def get_documents(service: The, who: Who, number: Page = 1) -> Response:
    with service.database.transaction() as session:
        page = _list(service, who, session, number)
        shell = shell_of(service, who, session)
    return html("documents.html", shell, page, active="文书")


@router.get("/documents/rows")
def get_rows(service: The, who: Who, number: Page = 1) -> Response:
    with service.database.transaction() as session:
        page = _list(service, who, session, number)
    return fragment("_document_rows_answer.html", page)


@router.post("/documents")
def post_document(
    request: Request,
    service: The,
    who: Who,
    file: Annotated[UploadFile, File()],
    scanner: Annotated[str, Form(max_length=40)] = "",
) -> Response:
    document = receive(who, service, file.filename or "", file.file, scanner=scanner or None)
    request.app.state.wake()
    return JSONResponse({"id": document.id}, status_code=202)


@router.post("/documents/{document_id}/retry")
def post_retry(document_id: str, request: Request, service: The, who: Who) -> Response:
    with service.database.transaction() as session:
        read_again(who, session, document_id)
    request.app.state.wake()
    return go_to(request, "/documents", "已重新排队读取")


def _list(service: Service, who: Actor, session: Session, number: int) -> DocumentList:
    counts = store.count_documents(who, session)
    total = sum(counts.values())
    documents = store.list_documents(who, session, limit=PAGE_SIZE, offset=(number - 1) * PAGE_SIZE)
    papers = {d.id: store.papers_of(who, session, d.id) for d in documents}
    facts = store.current_facts(who, session, *(p.id for each in papers.values() for p in each))
    members = store.member_counts(who, session, *(d.id for d in documents))
    containers = store.documents_by_id(
        who, session, *(d.container_id for d in documents if d.container_id)
    )
    mails = {
        each: (str(mail.headers.get("subject", "")) or "邮件", f"/inbox/mails/{mail.id}")
        for each, (mail, _) in mails_of_documents(who, session, *(d.id for d in documents)).items()
    }
    numbers = {f.paper_id: str(f.value) for f in facts if f.field == FieldName.CASE_NUMBER}
    today = service.today()
    ahead = backlog(who, session)
    return DocumentList(
        rows=tuple(
            document_row(
                d,
                papers[d.id],
                numbers,
                today,
                container=containers.get(d.container_id or ""),
                mail=mails.get(d.id),
                members=members.get(d.id, 0),
            )
            for d in documents
        ),
        total=total,
        words=ahead.words,
        limit_mb=service.settings.max_upload_mb,
        scanners=tuple((each.name, each.label) for each in scanner_profiles().values()),
        busy=ahead.waiting > 0,
        rows_href=f"/documents/rows?page={number}",
        previous=f"/documents?page={number - 1}" if number > 1 else "",
        following=f"/documents?page={number + 1}" if number * PAGE_SIZE < total else "",
    )
