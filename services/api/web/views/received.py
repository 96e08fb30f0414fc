"""What the panels of receipt show: services of a paper, whose it is, messages, tasks. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from services.api.receipts.evidence import ElectronicAddress
from services.api.receipts.messages import MessageView
from services.api.receipts.tasks import Task
from services.api.receipts.whose import Belonged
from services.api.web.views import dates
from services.law.addressed import Whose
from services.law.evidence import Weighed, Weighing
from services.law.service import ServiceMode
from services.vocabulary import AddressKind, Consent, EvidenceBasis, ReceivedTask, label_of

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """One service: what it is, which day it shows, and what that day is worth."""

    words: str
    worth: str
    glyph: str
    tone: str
    details: tuple[str, ...]
    withdraw: str  # address of the form that takes it back, "" when nobody noted it


@dataclass(frozen=True, slots=True)
class WhoseLine:
    words: str
    because: str
    advice: str
    glyph: str
    tone: str
    told: bool
    letter: str  # address of the letter that returns the paper, "" when it is not to be returned


@dataclass(frozen=True, slots=True)
class PaperReceived:
    """Everything _received_paper.html shows."""

    id: str
    whose: WhoseLine
    choices: Choices
    words: str
    services: tuple[ServiceLine, ...]
    bases: Choices
    today: str


@dataclass(frozen=True, slots=True)
class TaskLine:
    key: str
    title: str
    because: str
    proposal: str
    href: str
    letter: str
    open: bool
    ended: str
    may_reopen: bool


@dataclass(frozen=True, slots=True)
class MessageLine:
    id: str
    words: str
    arrived: str
    text: str
    links: tuple[str, ...]
    state: str
    glyph: str
    tone: str
    case_href: str


@dataclass(frozen=True, slots=True)
class Received:
    """Everything _received.html shows: ``paste`` with the box to paste a message."""

    tasks: tuple[TaskLine, ...]
    ended: tuple[TaskLine, ...]
    messages: tuple[MessageLine, ...]
    whose: tuple[tuple[str, str, str], ...]  # paper, whose, why; of a case
    unmatched: tuple[str, ...]
    today: str
    paste: bool


@dataclass(frozen=True, slots=True)
class AddressLine:
    id: str
    court: str
    address: str
    kind: str
    consent: str
    since: str
    until: str
    note: str


@dataclass(frozen=True, slots=True)
class AddressPage:
    """Everything received_addresses.html shows."""

    rows: tuple[AddressLine, ...]
    kinds: Choices
    consents: Choices
    today: str


def paper_received(paper_id: str, belonged: Belonged, found: Weighing, today: date) -> PaperReceived:
    return PaperReceived(
        id=paper_id,
        whose=whose_line(paper_id, belonged),
        choices=tuple((each.value, each.label) for each in Whose),
        words=found.words,
        services=tuple(_service(each, found, today) for each in found.services),
        bases=tuple((each.value, each.label) for each in EvidenceBasis),
        today=today.isoformat(),
    )


def whose_line(paper_id: str, belonged: Belonged) -> WhoseLine:
    whose = belonged.whose
    words = whose.label
    if whose is Whose.GOVERNMENTS and belonged.answering_unit:
        served = belonged.found.served or "本级政府"
        words = f"受送达人：{served}；应诉承办：{belonged.answering_unit}"
    glyph, tone = ("ok", "ok") if belonged.starts_duties else ("none", "open")
    if whose is Whose.UNKNOWN:
        glyph, tone = "doubt", "warn"
    elif belonged.sent_by_mistake:
        glyph, tone = "late", "danger"
    return WhoseLine(
        words=words,
        because=belonged.because,
        advice="" if belonged.told else belonged.found.advice,
        glyph=glyph,
        tone=tone,
        told=belonged.told is not None,
        letter=_letter(paper_id) if belonged.sent_by_mistake else "",
    )


def _letter(paper_id: str) -> str:
    return f"/api/v1/papers/{paper_id}/return-letter"


def _service(one: Weighed, found: Weighing, today: date) -> ServiceLine:
    said = one.evidence
    when = dates.moment(said.at, today) if said.at else said.on.isoformat() if said.on else "没有日期"
    words = f"{said.basis.label}　{label_of(ServiceMode, said.mode)}　{when}"
    if one is found.first:
        worth, glyph, tone = "最早的有效送达", "ok", "ok"
    elif one.day:
        worth, glyph, tone = "有效，但在后，不改变送达日", "sure", "open"
    elif one.candidate:
        worth, glyph, tone = "只供参考，不是送达日", "prov", "open"
    else:
        worth, glyph, tone = "不证明送达", "void", "open"
    cited = tuple(f"{each.document}{each.article}：{each.quotation}" for each in one.citations)
    confirmed = "已确认" if said.address_confirmed else "未确认"
    address = f"地址 {said.address}（{confirmed}）" if said.address else ""
    return ServiceLine(
        words=words,
        worth=worth,
        glyph=glyph,
        tone=tone,
        details=tuple(filter(None, (address, *one.steps, *one.doubts, said.note, *cited))),
        withdraw=f"/received/services/{said.source_id}/withdraw" if said.source == "person" else "",
    )


def received(
    *,
    tasks: Iterable[Task],
    views: Sequence[MessageView],
    names: Mapping[str, str],
    today: date,
    whose: Iterable[tuple[str, str, Belonged]] = (),
    paste: bool = False,
) -> Received:
    """``whose``: id, name and owner of each paper of a case."""
    lines = [_task(task, names) for task in tasks]
    unmatched = {n for v in views if v.case_id is None for n in v.values("case_numbers")}
    return Received(
        tasks=tuple(line for line in lines if line.open),
        ended=tuple(line for line in lines if not line.open),
        messages=tuple(_message(view, today) for view in views),
        whose=tuple((name, b.whose.label, b.because) for _, name, b in whose),
        unmatched=tuple(sorted(unmatched)),
        today=today.isoformat(),
        paste=paste,
    )


def _task(task: Task, names: Mapping[str, str]) -> TaskLine:
    ended = "文书已收到，自动办结" if task.closed_by_itself else ""
    if task.done:
        by = names.get(task.done.by_user, "")
        ended = f"{task.done.on.isoformat()} {task.done.how}，{by}登记　{task.done.note}".strip()
    return TaskLine(
        key=task.key,
        title=task.title,
        because=task.because,
        proposal=task.proposal,
        href=f"/papers/{task.paper_id}" if task.paper_id else "",
        letter=_letter(task.paper_id) if task.kind is ReceivedTask.SEND_BACK and task.paper_id else "",
        open=task.open,
        ended=ended,
        may_reopen=task.done is not None,
    )


def _message(view: MessageView, today: date) -> MessageLine:
    numbers, courts = view.values("case_numbers"), view.values("courts")
    hearings = tuple(f"开庭 {each.replace('T', ' ')}" for each in view.values("hearings"))
    papers = tuple(f"《{name}》" for name in view.values("papers"))
    state, glyph, tone = "待下载文书", "prov", "accent"
    if view.complete:
        state, glyph, tone = "文书已收到", "ok", "ok"
    elif view.case_id is None:
        state, glyph, tone = "没有对应的案件", "doubt", "warn"
    arrived = view.row.arrived_at
    return MessageLine(
        id=view.row.id,
        words="　".join((*numbers, *courts, *hearings, *papers)) or "没有读出案号和法院",
        arrived=f"{dates.moment(arrived, today)} 到达，不是送达日" if arrived else "没有填到达时间",
        text=view.row.text,
        links=view.values("links"),
        state=state,
        glyph=glyph,
        tone=tone,
        case_href=f"/cases/{view.case_id}" if view.case_id else "",
    )


def address_page(rows: Iterable[ElectronicAddress], today: date) -> AddressPage:
    return AddressPage(
        rows=tuple(
            AddressLine(
                id=row.id,
                court=row.court,
                address=row.address,
                kind=label_of(AddressKind, row.kind),
                consent=label_of(Consent, row.consent),
                since=row.since.isoformat(),
                until=row.until.isoformat() if row.until else "",
                note=row.note,
            )
            for row in rows
        ),
        kinds=tuple((each.value, each.label) for each in AddressKind),
        consents=tuple((each.value, each.label) for each in Consent),
        today=today.isoformat(),
    )
