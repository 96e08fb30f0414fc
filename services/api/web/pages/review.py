"""复核: the queue, and the workbench where a person looks at one paper."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.accounts.session import The, Who
from services.api.deadlines.derive import duties_of_office
from services.api.deadlines.desk import waiting_papers
from services.api.documents import store
from services.api.documents.checks import checks_waiting
from services.api.documents.content import content_for_people
from services.api.documents.document import Document
from services.api.errors import Unacceptable
from services.api.holidays.store import calendar_in_force
from services.api.review import confirm
from services.api.review.together import offer_to_others
from services.api.review.values import classes_named
from services.api.service import Service
from services.api.web.pages.bench import effect_of, workbench_of
from services.api.web.pages.common import rows_by_paper, typed_date
from services.api.web.render import fragment, go_to, html, shell_of
from services.api.web.views.lists import Queue, queue_row
from services.api.web.views.readings import raw
from services.api.web.views.workbench import Workbench

router = APIRouter()
Version = Annotated[int, Form()]


@router.get("/review")
def get_queue(service: The, who: Who) -> Response:
    today = service.today()
    with service.database.transaction() as session:
        calendar = calendar_in_force(session)
        waiting = waiting_papers(who, session, duties_of_office(who, session, today), today)
        papers = [w.paper for w in waiting]
        facts = store.current_facts(who, session, *(paper.id for paper in papers))
        rows = rows_by_paper(papers, facts)
        contradictions = checks_waiting(who, session, papers)
        shell = shell_of(service, who, session)
    queue = [
        (
            w.needs,
            queue_row(w, rows[w.paper.id], calendar, today, contradictions.get(w.paper.id, 0)),
        )
        for w in waiting
    ]
    queue.sort(key=lambda each: each[1].order())
    page = Queue(
        rows=tuple(row for needs, row in queue if needs == "confirmation"),
        receipts=tuple(row for needs, row in queue if needs == "receipt"),
        words="按最近期限先后排列" if waiting else "",
    )
    return html("review.html", shell, page, active="复核")


@router.get("/papers/{paper_id}")
def get_paper(paper_id: str, service: The, who: Who) -> Response:
    with service.database.transaction() as session:
        document_id = store.get_paper(who, session, paper_id).document_id
    return RedirectResponse(f"/documents/{document_id}?paper={paper_id}", status_code=303)


@router.get("/documents/{document_id}")
def get_document(
    document_id: str, service: The, who: Who, paper: Annotated[str | None, Query()] = None
) -> Response:
    with service.database.transaction() as session:
        document = store.get_document(who, session, document_id)
    if document.twin_of:
        return RedirectResponse(f"/documents/{document.twin_of}", status_code=303)
    text = _text(service, document)
    with service.database.transaction() as session:
        page = workbench_of(who, session, document, paper, today=service.today(), text=text)
        shell = shell_of(service, who, session)
    return html("document.html", shell, page, active="复核" if page.paper else "文书")


@router.get("/papers/{paper_id}/effect")
def get_effect(
    paper_id: str,
    service: The,
    who: Who,
    field: Annotated[str, Query(max_length=40)],
    value: Annotated[str, Query(max_length=2000)] = "",
) -> Response:
    today = service.today()
    with service.database.transaction() as session:
        found = effect_of(
            who, session, store.get_paper(who, session, paper_id), today, field=field, value=value
        )
    return fragment("_effect.html", {"effect": found})


@router.post("/papers/{paper_id}/fields/{field}")
def post_field(
    *,
    paper_id: str,
    field: str,
    service: The,
    who: Who,
    version: Version,
    ordinal: Annotated[int, Form(ge=0)] = 0,
    value: Annotated[str | None, Form()] = None,
    parties: Annotated[str | None, Form()] = None,
) -> Response:
    """Save what the person says the field is; without ``value`` they confirm it as read. Of an
    operative item ``value`` names its classes and ``parties`` whom it binds, parted by 、."""
    with service.database.transaction() as session:
        before = _fact(who, session, paper_id, field, ordinal)
        new, source = _corrected(field, value, before)
        if parties is not None and field == "operative":
            new = {**new, "parties": [name for name in parties.split("、") if name]}
        confirm.correct_fact(
            who, session, paper_id, field, new, version=version, ordinal=ordinal, source=source
        )
        page = _bench(service, who, session, paper_id)
    return _form(page)


@router.post("/papers/{paper_id}/receipt")
def post_receipt(
    *,
    paper_id: str,
    service: The,
    who: Who,
    version: Version,
    on: Annotated[str, Form()],
    basis: Annotated[str, Form()],
    note: Annotated[str, Form()] = "",
    together: Annotated[bool, Form()] = False,
) -> Response:
    """The day the paper was received; with ``together`` it is also filled in for the other served
    papers of the file or mail that have none yet: each is still confirmed on its own."""
    day, today = typed_date(on, "收到日期"), service.today()
    with service.database.transaction() as session:
        confirm.set_receipt(
            who, session, paper_id, day, version=version, basis=basis, note=note, today=today
        )
        filled = (
            offer_to_others(who, session, paper_id, day, basis=basis, note=note, today=today)
            if together
            else 0
        )
        page = _bench(service, who, session, paper_id)
    also = f"；另{filled}份已预填，请逐份确认" if filled else ""
    return _form(page, toast=f"收到日期已保存，期限已重算{also}")


@router.post("/papers/{paper_id}/retype")
def post_retype(
    *,
    paper_id: str,
    service: The,
    who: Who,
    version: Version,
    kind: Annotated[str | None, Form()] = None,
    stage: Annotated[str | None, Form()] = None,
    standing: Annotated[str | None, Form()] = None,
) -> Response:
    with service.database.transaction() as session:
        confirm.retype_paper(
            who, session, paper_id, version=version, kind=kind, stage=stage, standing=standing
        )
        page = _bench(service, who, session, paper_id)
    return _form(page)


@router.post("/papers/{paper_id}/checks/{check}")
def post_check(paper_id: str, check: str, service: The, who: Who, version: Version) -> Response:
    """The person looked at both sides of a failed check and lets the values stand."""
    with service.database.transaction() as session:
        confirm.let_stand(who, session, paper_id, check, version=version)
        page = _bench(service, who, session, paper_id)
    return _form(page)


@router.post("/papers/{paper_id}/confirm")
def post_confirm(
    *,
    paper_id: str,
    request: Request,
    service: The,
    who: Who,
    version: Version,
    case_id: Annotated[str, Form()] = "",
) -> Response:
    """``case_id`` is the case they chose for a paper without a number."""
    with service.database.transaction() as session:
        paper = confirm.confirm_paper(who, session, paper_id, version=version, case_id=case_id or None)
        address = f"/cases/{paper.case_id}"
        received = store.receipts(who, session, paper_id).get(paper_id)
    words = "已确认，期限已列出" if received else "已确认。收到日期还没填，期限为暂定"
    return go_to(request, address, words)


@router.post("/papers/{paper_id}/set-aside")
def post_set_aside(
    paper_id: str, request: Request, service: The, who: Who, version: Version
) -> Response:
    with service.database.transaction() as session:
        confirm.set_aside(who, session, paper_id, version=version)
    return go_to(request, "/review", "已标为不作为案件文书")


@router.post("/papers/{paper_id}/reopen")
def post_reopen(paper_id: str, request: Request, service: The, who: Who, version: Version) -> Response:
    with service.database.transaction() as session:
        confirm.reopen_paper(who, session, paper_id, version=version)
    return go_to(request, f"/papers/{paper_id}", "已重新打开复核")


def _bench(service: Service, who: Actor, session: Session, paper_id: str) -> Workbench:
    """The workbench after a change, still inside its transaction."""
    session.flush()
    paper = store.get_paper(who, session, paper_id)
    document = store.get_document(who, session, paper.document_id)
    return workbench_of(who, session, document, paper_id, today=service.today())


def _form(page: Workbench, toast: str = "") -> Response:
    return fragment("_review_answer.html", page, events={"toast": toast} if toast else None)


def _text(service: Service, document: Document) -> str | None:
    """The text of a plain-text file, as its spans count it; None of anything with pages."""
    if document.media_type != "text/plain":
        return None
    # Loaded for the first such file: it brings the arrays of the reader, which no other page needs.
    from services.extractor.reading.plain import read_plain  # noqa: PLC0415

    return read_plain(content_for_people(service, document)).text


def _fact(who: Actor, session: Session, paper_id: str, field: str, ordinal: int) -> Any:
    return next(
        (
            f
            for f in store.current_facts(who, session, paper_id)
            if f.field == field and f.ordinal == ordinal
        ),
        None,
    )


def _corrected(field: str, value: str | None, before: Any) -> tuple[Any, dict[str, Any] | None]:
    """The fact's new value and its place. A corrected value keeps the place it was read from: that is
    where it stands on the page; a taken candidate brings its own."""
    source = before.source if before is not None else None
    if value is None:
        if before is None:
            raise Unacceptable(
                "nothing_there", "这一项没有读到内容，不能直接确认。", "请对照原件填写。"
            )
        return before.value, source
    if field == "operative" and before is not None:
        return {**before.value, "classes": classes_named(value)}, source
    if field == "party" and before is not None:
        name = value.strip()
        return ({**before.value, "name": name} if name else None), source
    new: Any = value.strip() or None
    if before is not None and new is not None:
        for candidate in before.candidates:
            if raw(field, candidate.get("value")) == new and candidate.get("boxes"):
                source = {k: candidate[k] for k in ("page", "boxes", "span", "text") if k in candidate}
    return new, source
