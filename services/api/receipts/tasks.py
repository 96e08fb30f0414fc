"""What is to be done about what came in: sign and return, download, send back. Derived each time; what
a person did about one is a row under its key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.accounts.law_office import law_office
from services.api.accounts.store import office
from services.api.audit.store import record
from services.api.db import now
from services.api.documents.document import Paper
from services.api.documents.store import current_facts
from services.api.errors import NotFound, Unacceptable
from services.api.receipts import store
from services.api.receipts.evidence import TaskDone
from services.api.receipts.messages import MessageView, message_views
from services.api.receipts.tell import person
from services.api.receipts.whose import Belonged, whose_of
from services.law.standing_of_office import is_office
from services.vocabulary import FieldName, ReceivedTask, ReviewState

_FILLED = (FieldName.SERVED_ON, FieldName.SERVICE_RECEIVER)


@dataclass(frozen=True, slots=True)
class Task:
    """One task under its stable ``key``. ``because`` why it is there, ``proposal`` what to do, both
    Chinese; ``done`` how a person ended it, ``closed_by_itself`` when what it asked for has come."""

    key: str
    kind: ReceivedTask
    title: str
    because: str
    proposal: str
    paper_id: str | None = None
    message_id: str | None = None
    case_id: str | None = None
    document_id: str | None = None
    done: TaskDone | None = None
    closed_by_itself: bool = False

    @property
    def open(self) -> bool:
        return self.done is None and not self.closed_by_itself


def tasks_of_office(who: Actor, session: Session) -> list[Task]:
    """Every task, the open ones first."""
    done = store.tasks_done(who, session)
    found = [
        *_returns(who, session, done),
        *_mistakes(who, session, done),
        *(_download(view, done) for view in message_views(who, session)),
    ]
    return sorted(found, key=lambda task: (not task.open, task.kind, task.key))


def finish_task(
    who: Actor, session: Session, key: str, *, on: date, how: str, today: date, note: str = ""
) -> Task:
    """A person ended the task: ``how`` it was returned, by whom is the person. NotFound for a task
    there is not; Unacceptable for a future day, or without a way."""
    if on > today:
        raise Unacceptable("in_future", "日期晚于今天。", "请填写已经办完的日期。")
    if not how.strip():
        raise Unacceptable("how_missing", "没有填怎样办的。", "如：邮寄退回、当面退回、已下载。")
    task = get_task(who, session, key)
    if task.done is not None:
        task.done.withdrawn_at = now()  # corrected: the earlier word stays in the trail
    row = TaskDone(
        organisation_id=who.organisation_id,
        key=key,
        on=on,
        how=how.strip()[:200],
        note=note.strip(),
        by_user=person(who),
    )
    session.add(row)
    session.flush()
    record(who, session, "task.done", ("received_task", row.id), after={"task": key, "how": row.how})
    return get_task(who, session, key)


def reopen_task(who: Actor, session: Session, key: str) -> Task:
    """Take the ending back."""
    person(who)
    row = store.tasks_done(who, session).get(key)
    if row is None:
        raise NotFound("这项办结记录")
    row.withdrawn_at = now()
    session.flush()
    record(who, session, "task.reopened", ("received_task", row.id), before={"task": key})
    return get_task(who, session, key)


def get_task(who: Actor, session: Session, key: str) -> Task:
    """The task under ``key``. NotFound when there is none."""
    task = next((each for each in tasks_of_office(who, session) if each.key == key), None)
    if task is None:
        raise NotFound("这项待办")
    return task


def _returns(who: Actor, session: Session, done: dict[str, TaskDone]) -> list[Task]:
    """送达回证 nobody filled in: it proves nothing, and the court waits for it."""
    papers = store.service_returns(who, session)
    facts = current_facts(who, session, *(paper.id for paper in papers))
    filled = {fact.paper_id for fact in facts if fact.field in _FILLED}
    return [
        _of_paper(
            paper,
            ReceivedTask.SIGN_RETURN,
            f"{paper.title or '送达回证'}没有填写签收人和日期",
            "填写签收人和实际收到的日期，盖章后退回法院；空白回证不证明送达。",
            done,
        )
        for paper in papers
        if paper.id not in filled
    ]


def _mistakes(who: Actor, session: Session, done: dict[str, TaskDone]) -> list[Task]:
    """Papers that are surely another's and were sent here by mistake (错送)."""
    own = law_office(office(who, session))
    suspects = [
        paper
        for paper, addressee in store.addressed_papers(who, session)
        if not addressee or not is_office(addressee, own)
    ]
    whose = whose_of(who, session, suspects)
    return [
        _of_paper(
            paper,
            ReceivedTask.SEND_BACK,
            whose[paper.id].because,
            _advice(whose[paper.id]),
            done,
        )
        for paper in suspects
        if whose[paper.id].sent_by_mistake
    ]


def _advice(belonged: Belonged) -> str:
    return belonged.found.advice or "请联系法院，附函退回，并在台账上记下结果。"


def _of_paper(
    paper: Paper, kind: ReceivedTask, because: str, proposal: str, done: dict[str, TaskDone]
) -> Task:
    key = f"{kind}:{paper.id}"
    filed = paper.case_id if paper.review_state != ReviewState.SET_ASIDE else None
    title = f"{kind.label}：{paper.title}"
    return Task(
        key=key,
        kind=kind,
        title=title,
        because=because,
        proposal=proposal,
        paper_id=paper.id,
        case_id=filed,
        document_id=paper.document_id,
        done=done.get(key),
    )


def _download(view: MessageView, done: dict[str, TaskDone]) -> Task:
    key = f"{ReceivedTask.DOWNLOAD}:{view.row.id}"
    numbers = "、".join(view.values("case_numbers"))
    papers: Sequence[str] = view.missing or view.values("papers")
    what = "、".join(f"《{name}》" for name in papers) or "文书"
    return Task(
        key=key,
        kind=ReceivedTask.DOWNLOAD,
        title=f"下载{what}",
        because=f"法院短信{'：' + numbers if numbers else '没有写明案号'}"
        + ("" if view.case_id else "，还没有对应的案件"),
        proposal="在法院平台下载后上传；本系统不打开链接。短信时间不是送达日。",
        message_id=view.row.id,
        case_id=view.case_id,
        done=done.get(key),
        closed_by_itself=view.complete,
    )
