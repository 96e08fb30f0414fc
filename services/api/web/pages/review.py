"""复核: the queue, and the workbench where a person looks at one paper."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.accounts.session import The, Who
from services.api.accounts.store import office, user_names
from services.api.cases.facts import facts_with_paper
from services.api.cases.match import propose_case
from services.api.cases.store import cases_by_id
from services.api.deadlines.derive import duties_if_confirmed, duties_of_office
from services.api.deadlines.desk import waiting_papers
from services.api.documents import store
from services.api.documents.content import content_of
from services.api.documents.document import Document, Paper
from services.api.errors import Conflict, Unacceptable
from services.api.review import confirm
from services.api.review.queue import papers_to_review
from services.api.service import Service
from services.api.web.pages.common import rows_by_paper
from services.api.web.render import asked_about, fragment, go_to, html, shell_of
from services.api.web.views.due import due_row, earliest, short_title
from services.api.web.views.effect import Assumption, Effect, effect
from services.api.web.views.lists import Queue, QueueRow, queue_row, versus
from services.api.web.views.review import FieldState
from services.api.web.views.workbench import Nearest, Workbench, open_papers, workbench
from services.extractor.reading.plain import read_plain
from services.law.calendar import national_calendar
from services.vocabulary import FieldName, ReviewState

router = APIRouter()
Version = Annotated[int, Form()]


@router.get("/review")
def get_queue(service: The, who: Who) -> Response:
    today, calendar = service.today(), national_calendar()
    with service.database.transaction() as session:
        waiting = waiting_papers(who, session, duties_of_office(who, session, today), today)
        papers = [w.paper for w in waiting]
        facts = store.current_facts(who, session, *(paper.id for paper in papers))
        rows = rows_by_paper(papers, facts)
        shell = shell_of(service, who, session)
    queue = [queue_row(w, rows[w.paper.id], calendar, today) for w in waiting]
    page = Queue(
        rows=tuple(sorted(queue, key=QueueRow.order)),
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
        page = _workbench(service, who, session, document, paper)
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
        found = _effect(
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
) -> Response:
    """Save what the person says the field is; without ``value`` they confirm it as read."""
    with service.database.transaction() as session:
        before = _fact(who, session, paper_id, field, ordinal)
        new, source = _corrected(field, value, before)
        confirm.correct_fact(
            who, session, paper_id, field, new, version=version, ordinal=ordinal, source=source
        )
        if field == FieldName.CAUSE and before is not None and new != before.value:
            _drop_cause_code(who, session, paper_id, version + 1)
        return _form(service, who, session, paper_id)


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
) -> Response:
    try:
        day = date.fromisoformat(on.strip())
    except ValueError:
        raise Unacceptable(
            "bad_value", f"收到日期“{on}”不是日期。", "请写成2026-03-18这样的日期。"
        ) from None
    with service.database.transaction() as session:
        confirm.set_receipt(
            who, session, paper_id, day, version=version, basis=basis, note=note, today=service.today()
        )
        return _form(service, who, session, paper_id, toast="收到日期已保存，期限已重算")


@router.post("/papers/{paper_id}/retype")
def post_retype(
    *,
    paper_id: str,
    service: The,
    who: Who,
    version: Version,
    kind: Annotated[str | None, Form()] = None,
    standing: Annotated[str | None, Form()] = None,
) -> Response:
    with service.database.transaction() as session:
        confirm.retype_paper(who, session, paper_id, version=version, kind=kind, standing=standing)
        return _form(service, who, session, paper_id)


@router.post("/papers/{paper_id}/confirm")
def post_confirm(paper_id: str, request: Request, service: The, who: Who, version: Version) -> Response:
    """No confirming over doubtful fields: a person has looked at each of them first."""
    with service.database.transaction() as session:
        row = store.get_paper(who, session, paper_id)
        rows = rows_by_paper([row], store.current_facts(who, session, paper_id))[paper_id]
        doubtful = [r.label for r in rows if r.state in (FieldState.DOUBT, FieldState.RULE)]
        if doubtful:
            raise Conflict(
                "doubts_left",
                f"还有{len(doubtful)}处没有看过：{'、'.join(doubtful[:4])}。",
                "请逐处确认后再确认整份。",
            )
        paper = confirm.confirm_paper(who, session, paper_id, version=version)
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


def _form(service: Service, who: Actor, session: Session, paper_id: str, toast: str = "") -> Response:
    session.flush()
    paper = store.get_paper(who, session, paper_id)
    document = store.get_document(who, session, paper.document_id)
    page = _workbench(service, who, session, document, paper_id)
    return fragment("_review_form.html", page, events={"toast": toast} if toast else None)


def _workbench(
    service: Service, who: Actor, session: Session, document: Document, paper_id: str | None
) -> Workbench:
    today = service.today()
    papers = store.papers_of(who, session, document.id)
    paper = next((p for p in papers if p.id == paper_id), None)
    if paper is None:
        paper = next(iter(open_papers(papers)), papers[0] if papers else None)
    run = store.latest_run(who, session, document.id)
    sizes = [(w, h) for w, h in run.extraction["file"]["page_sizes"]] if run else []
    queue = asked_about(papers_to_review(who, session))
    following = next((p for p in queue if paper is None or p.id != paper.id), None)
    return workbench(
        document=document,
        sizes=sizes,
        papers=papers,
        paper=paper,
        facts=store.current_facts(who, session, paper.id) if paper else [],
        receipt=store.receipts(who, session, paper.id).get(paper.id) if paper else None,
        names=user_names(who, session),
        today=today,
        effect=_effect(who, session, paper, today) if paper else None,
        nearest=_nearest(who, session, paper, today) if paper else None,
        case_title=_case_title(who, session, paper) if paper else "",
        case_words=_case_words(who, session, paper) if paper else "",
        queue_total=len(queue),
        next_href=f"/papers/{following.id}" if following else "",
        text=_text(service, document) if run else None,
    )


def _text(service: Service, document: Document) -> str | None:
    """The text of a plain-text file, as its spans count it; None of anything with pages."""
    if document.media_type != "text/plain":
        return None
    return read_plain(content_of(service, document)).text


def _effect(
    who: Actor, session: Session, paper: Paper, today: date, *, field: str = "", value: str = ""
) -> Effect:
    """The paper's deadlines as it stands; beside them, under each other reading and what was typed."""
    facts = facts_with_paper(who, session, paper.id)
    assumptions = [Assumption("确认后")]
    if field:
        rows = rows_by_paper([paper], store.current_facts(who, session, paper.id))[paper.id]
        row = next((r for r in rows if r.id == field), None)
        readings = row.readings if row else ()
        if readings and row:
            assumptions = [Assumption(f"若为{r.shown}", field, r.value, r.key) for r in readings[:2]]
        elif row is not None:
            assumptions = [Assumption("现值")]
        else:
            assumptions = [Assumption("未填时")]
        if (
            value.strip()
            and value not in {r.value for r in readings}
            and (row is None or value != row.value)
        ):
            assumptions.append(Assumption(f"若为{value.strip()}", field, value))
    return effect(facts, paper.id, assumptions[:3], today)


def _nearest(who: Actor, session: Session, paper: Paper, today: date) -> Nearest | None:
    view = earliest(duties_if_confirmed(who, session, paper.id, today))
    if view is None:
        return None
    row = due_row(view, today, national_calendar())
    chip = "danger" if row.late and not row.provisional else "void" if row.provisional else "plain"
    return Nearest(f"{row.big}，{row.beside}", row.glyph, chip)


def _case_title(who: Actor, session: Session, paper: Paper) -> str:
    """The case's title, or what it will be called: 甲 诉 乙."""
    if paper.case_id is not None:
        case = cases_by_id(who, session, paper.case_id).get(paper.case_id)
        return case.title if case else ""
    facts = [f for f in store.current_facts(who, session, paper.id) if f.field == "party"]
    return versus([(f.value["role"], f.value["name"]) for f in facts])


def _case_words(who: Actor, session: Session, paper: Paper) -> str:
    if paper.review_state != ReviewState.OPEN:
        return ""
    case = propose_case(who, session, paper)
    return f"归入：{short_title(case.title, office(who, session).name)}" if case else "按案号新立案件"


def _fact(who: Actor, session: Session, paper_id: str, field: str, ordinal: int) -> Any:
    return next(
        (
            f
            for f in store.current_facts(who, session, paper_id)
            if f.field == field and f.ordinal == ordinal
        ),
        None,
    )


def _drop_cause_code(who: Actor, session: Session, paper_id: str, version: int) -> None:
    """The code was found for the old cause; another cause has another code, or none."""
    if _fact(who, session, paper_id, FieldName.CAUSE_CODE, 0) is not None:
        confirm.correct_fact(who, session, paper_id, FieldName.CAUSE_CODE, None, version=version)


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
    if field == "party" and before is not None:
        return {**before.value, "name": value.strip()}, source
    new: Any = value.strip() or None
    if field == FieldName.HEARING_AT and new:
        new = [part.strip().replace(" ", "T") for part in str(new).split("、") if part.strip()]
    if before is not None and new is not None:
        for candidate in before.candidates:
            if candidate.get("value") == new and candidate.get("boxes"):
                source = {k: candidate[k] for k in ("page", "boxes", "span", "text") if k in candidate}
    return new, source
