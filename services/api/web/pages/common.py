"""What several pages need."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.deadlines.actions import Act
from services.api.documents.document import Fact, Paper
from services.api.documents.store import current_facts, papers_of_case
from services.api.errors import Unacceptable
from services.api.typed import read_day
from services.api.web.views.review import FieldRow, field_rows
from services.api.web.views.workbench import fact_views
from services.vocabulary import FieldName, ReviewState

# What the page says once an action on a duty is kept.
SAID = {
    Act.COMPLETED: "已登记办结",
    Act.REOPENED: "已撤回办结",
    Act.JUDGE_ORDERED: "已按法官指定的日期",
    Act.HAND_SET: "已按人工设定的日期",
    Act.NOTE: "已记下说明",
}


def rows_by_paper(papers: Sequence[Paper], facts: Sequence[Fact]) -> dict[str, tuple[FieldRow, ...]]:
    """Rows of the form of each paper, by paper id."""
    of_paper: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        of_paper[fact.paper_id].append(fact)
    return {paper.id: field_rows(paper.kind, fact_views(of_paper[paper.id], {})) for paper in papers}


def typed_date(text: str, what: str) -> date:
    """The day a person typed. Unacceptable names ``what`` it was to be."""
    try:
        return read_day(text)
    except ValueError:
        raise Unacceptable(
            "bad_value", f"{what}“{text}”不是日期。", "请写成2026-03-18或2026年3月18日这样的日期。"
        ) from None


def cause_of(who: Actor, session: Session, case_id: str) -> str:
    """The cause of the case as its confirmed papers name it; empty when none does."""
    confirmed = [
        paper.id
        for paper in papers_of_case(who, session, case_id)
        if paper.review_state == ReviewState.CONFIRMED and paper.copy_of is None
    ]
    facts = current_facts(who, session, *confirmed)
    return next((str(fact.value) for fact in facts if fact.field == FieldName.CAUSE), "")
