"""What the workbench of one paper is made from: its facts, its place in the queue, its deadlines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.accounts.store import office, user_names
from services.api.cases.facts import facts_with_paper
from services.api.cases.match import propose_case
from services.api.cases.store import cases_by_id, list_cases
from services.api.deadlines.derive import duties_if_confirmed
from services.api.documents import store
from services.api.documents.checks import checks_of_document
from services.api.documents.document import Document, Paper
from services.api.holidays.store import calendar_in_force
from services.api.receipts.collect import services_of_paper
from services.api.review.doubts import KIND
from services.api.review.foresee import facts_if
from services.api.review.queue import papers_to_review
from services.api.review.together import papers_without_receipt
from services.api.web.pages.common import rows_by_paper
from services.api.web.views.due import due_row, earliest, short_title
from services.api.web.views.effect import RECEIPT, Assumption, Effect, effect
from services.api.web.views.lists import versus
from services.api.web.views.workbench import CaseChoice, Nearest, Workbench, open_papers, workbench
from services.vocabulary import FieldName, PaperKind, ReviewState, label_of


def workbench_of(
    who: Actor,
    session: Session,
    document: Document,
    paper_id: str | None,
    *,
    today: date,
    text: str | None = None,
) -> Workbench:
    """The workbench of ``paper_id``, of the first paper still open when None. ``text`` is that of a
    plain-text file, shown in place of pictures."""
    papers = store.papers_of(who, session, document.id)
    paper = next((p for p in papers if p.id == paper_id), None)
    if paper is None:
        paper = next(iter(open_papers(papers)), papers[0] if papers else None)
    run = store.latest_run(who, session, document.id)
    sizes = [(w, h) for w, h in run.extraction["file"]["page_sizes"]] if run else []
    queue = papers_to_review(who, session)
    following = next((p for p in queue if paper is None or p.id != paper.id), None)
    return workbench(
        document=document,
        sizes=sizes,
        papers=papers,
        paper=paper,
        facts=store.current_facts(who, session, paper.id) if paper else [],
        receipt=store.receipts(who, session, paper.id).get(paper.id) if paper else None,
        services=services_of_paper(who, session, paper) if paper else None,
        together=len(papers_without_receipt(who, session, paper)) if paper else 0,
        names=user_names(who, session),
        today=today,
        effect=effect_of(who, session, paper, today) if paper else None,
        nearest=_nearest(who, session, paper, today) if paper else None,
        case_title=_case_title(who, session, paper) if paper else "",
        case_words=_case_words(who, session, paper) if paper else "",
        case_choices=_case_choices(who, session, paper, papers) if paper else (),
        queue_total=len(queue),
        next_href=f"/papers/{following.id}" if following else "",
        text=text if run else None,
        checks=checks_of_document(who, session, document.id) if paper else (),
    )


def effect_of(
    who: Actor, session: Session, paper: Paper, today: date, *, field: str = "", value: str = ""
) -> Effect:
    """The paper's deadlines as it stands; beside them, under each other reading and what was typed."""
    facts = facts_with_paper(who, session, paper.id)
    assumptions = [Assumption("确认后")]
    if field == KIND or field.startswith("operative-"):
        foreseen = facts_if(who, session, paper, field, value)
        if foreseen is not None:
            shown = label_of(PaperKind, value) if field == KIND else value.strip()
            assumptions = [Assumption("现值"), Assumption(f"若为{shown}", facts=foreseen)]
    elif field:
        rows = rows_by_paper([paper], store.current_facts(who, session, paper.id))[paper.id]
        row = next((r for r in rows if r.id == field), None)
        readings = row.readings if row else ()
        if readings and row:
            assumptions = [Assumption(f"若为{r.shown}", field, r.value, r.key) for r in readings[:2]]
        elif field == RECEIPT:
            known = store.receipts(who, session, paper.id).get(paper.id)
            now = known.on.isoformat() if known else ""
            assumptions = [Assumption(f"现为{now}" if now else "未填时")]
            value = "" if value.strip() == now else value
        else:
            assumptions = [Assumption("现值" if row and row.value else "未填时")]
        if (
            value.strip()
            and value not in {r.value for r in readings}
            and (row is None or value != row.value)
        ):
            assumptions.append(Assumption(f"若为{value.strip()}", field, value))
    return effect(facts, paper.id, assumptions[:3], today, calendar_in_force(session))


def _nearest(who: Actor, session: Session, paper: Paper, today: date) -> Nearest | None:
    view = earliest(duties_if_confirmed(who, session, paper.id, today))
    if view is None:
        return None
    row = due_row(view, today, calendar_in_force(session))
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
    if case is not None:
        return f"归入：{short_title(case.title, office(who, session).name)}"
    return "按案号新立案件" if _number(who, session, paper) else ""


def _case_choices(
    who: Actor, session: Session, paper: Paper, together: Sequence[Paper]
) -> list[CaseChoice]:
    """Cases for a paper that prints no number of its own (a complaint), the newest first. The one case
    of the papers it came with is chosen already: the person sees it and confirms it."""
    if paper.review_state != ReviewState.OPEN or propose_case(who, session, paper) is not None:
        return []
    if _number(who, session, paper):
        return []
    beside = {each.case_id for each in together if each.case_id}
    chosen = next(iter(beside)) if len(beside) == 1 else None
    own = office(who, session).name
    cases = {**cases_by_id(who, session, *beside), **{c.id: c for c in list_cases(who, session)}}
    return [CaseChoice(c.id, short_title(c.title, own), c.id == chosen) for c in cases.values()]


def _number(who: Actor, session: Session, paper: Paper) -> bool:
    facts = store.current_facts(who, session, paper.id)
    return any(fact.field == FieldName.CASE_NUMBER for fact in facts)
