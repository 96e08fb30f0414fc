"""What the pages of 收件 are given: mailboxes, days with their sums, one mail with its parts. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.api.inbox.account import MailAccount
from services.api.inbox.ledger import ATTENTION, DaySum
from services.api.inbox.message import MailMessage, MailPart
from services.api.web.views import dates
from services.vocabulary import LedgerState, MailPartKind, PartReason, label_of

_GLYPHS = {
    LedgerState.SEEN: ("prov", "accent"),
    LedgerState.STORED: ("prov", "accent"),
    LedgerState.PAPER: ("ok", "ok"),
    LedgerState.NOTICE: ("doubt", "warn"),
    LedgerState.DUPLICATE: ("sure", "open"),
    LedgerState.NOT_COURT_PAPER: ("none", "open"),
    LedgerState.PASSED_OVER: ("void", "open"),
    LedgerState.REFUSED: ("late", "danger"),
    LedgerState.WAITING_PASSWORD: ("lock", "warn"),
    LedgerState.FAILED: ("late", "danger"),
    LedgerState.GONE: ("late", "danger"),
}
# The bar of a day, from left to right, and what each piece is called beside it.
_PIECES: tuple[tuple[str, str, tuple[LedgerState, ...]], ...] = (
    ("paper", "文书", (LedgerState.PAPER,)),
    ("notice", "通知", (LedgerState.NOTICE,)),
    ("other", "其他", (LedgerState.NOT_COURT_PAPER,)),
    ("twin", "重复", (LedgerState.DUPLICATE,)),
    ("passed", "按规则未读", (LedgerState.PASSED_OVER,)),
    ("look", "要看", ATTENTION),
    ("waits", "待处理", (LedgerState.SEEN, LedgerState.STORED)),
)
_WIDTH = 100.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A state as a shape, a colour and a word."""

    glyph: str
    tone: str
    words: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a bar 100 wide."""

    css: str
    x: float
    width: float
    words: str


@dataclass(frozen=True, slots=True)
class AccountRow:
    id: str
    name: str
    username: str
    mark: Mark
    detail: str
    remedy: str


@dataclass(frozen=True, slots=True)
class DayRow:
    """One mailbox on one day; ``agrees`` when seen = stored = explained, ``sums`` says it in words."""

    title: str
    weekday: str
    mailbox: str
    seen: int
    stored: int
    explained: int
    parts: int
    not_stored: int
    pieces: tuple[Piece, ...]
    attention: int
    agrees: bool
    sums: str
    href: str


@dataclass(frozen=True, slots=True)
class LedgerPage:
    accounts: tuple[AccountRow, ...]
    days: tuple[DayRow, ...]
    words: str
    may_set_up: bool
    earlier: str


@dataclass(frozen=True, slots=True)
class MailRow:
    href: str
    at: str
    sender: str
    subject: str
    mark: Mark
    parts: tuple[Mark, ...]
    detail: str


@dataclass(frozen=True, slots=True)
class MailList:
    title: str
    words: str
    rows: tuple[MailRow, ...]
    previous: str
    following: str


@dataclass(frozen=True, slots=True)
class Said:
    """One thing a court says in a text."""

    label: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartRow:
    path: str
    kind: str
    name: str
    size: str
    mark: Mark
    because: str
    href: str
    document_id: str
    locked: bool
    said: tuple[Said, ...]
    headers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MailPage:
    id: str
    subject: str
    mark: Mark
    headers: tuple[tuple[str, str], ...]
    problems: tuple[str, ...]
    parts: tuple[PartRow, ...]
    retry: str
    original: str
    back: str


def mark(state: LedgerState, count: int = 0) -> Mark:
    glyph, tone = _GLYPHS[state]
    return Mark(glyph, tone, f"{state.label} {count}" if count else state.label)


def account_row(account: MailAccount, today: date) -> AccountRow:
    """How a mailbox goes, in words."""
    remedy = ""
    if not account.enabled:
        state = Mark("void", "open", "已停用")
        detail = ""
    elif account.problem:
        state = Mark("late", "danger", str(account.problem["cause"]))
        remedy = str(account.problem["remedy"])
        since = dates.moment(account.failing_since, today) if account.failing_since else ""
        again = dates.clock(account.next_try_at) if account.next_try_at else ""
        detail = "，".join(
            part for part in (f"{since}起" if since else "", f"{again}再试" if again else "") if part
        )
    elif account.checked_at is None:
        state, detail = Mark("prov", "accent", "正在连接"), ""
    else:
        how = "实时接收" if account.waits_by == "idle" else "定时接收"
        state = Mark("ok", "ok", how)
        detail = f"上次收取{dates.moment(account.checked_at, today)}"
    return AccountRow(account.id, account.name, account.username, state, detail, remedy)


def day_row(each: DaySum, mailbox: str, today: date) -> DayRow:
    """One line of the ledger."""
    title = "今天" if each.day == today else dates.day(each.day, today)
    gone = f"（另{each.not_stored}封未收下，原因已列）" if each.not_stored else ""
    return DayRow(
        title=title,
        weekday=dates.weekday(each.day),
        mailbox=mailbox,
        seen=each.seen,
        stored=each.stored,
        explained=each.explained,
        parts=each.parts,
        not_stored=each.not_stored,
        pieces=bar(_counts(each)),
        attention=each.attention,
        agrees=each.adds_up,
        sums=f"见到{each.seen}封，收下{each.stored}封{gone}，说明去向{each.explained}封",
        href=f"/inbox/days/{each.day.isoformat()}?account={each.account_id}",
    )


def _counts(each: DaySum) -> dict[LedgerState, int]:
    """Parts of the opened mails, and the mails that have none."""
    counts = dict(each.part_states)
    for state in (
        *(LedgerState.SEEN, LedgerState.GONE, LedgerState.FAILED),
        LedgerState.DUPLICATE,
    ):
        counts[state] = counts.get(state, 0) + each.mails.get(state, 0)
    return counts


def bar(counts: Mapping[LedgerState, int]) -> tuple[Piece, ...]:
    """The pieces of a bar for these counts, those of 0 left out; at least 2 wide, so that one file to
    look at is seen among hundreds."""
    sizes = [
        (css, words, sum(counts.get(state, 0) for state in states)) for css, words, states in _PIECES
    ]
    there = [(css, words, size) for css, words, size in sizes if size]
    total = sum(size for _, _, size in there)
    if not total:
        return ()
    least = [max(2.0, size / total * _WIDTH) for _, _, size in there]
    scale = _WIDTH / sum(least)
    pieces, x = [], 0.0
    for (css, words, size), width in zip(there, least, strict=True):
        pieces.append(Piece(css, round(x, 2), round(width * scale, 2), f"{words}{size}"))
        x += width * scale
    return tuple(pieces)


def ledger_words(days: Sequence[DaySum], today: date) -> str:
    """The sentence at the top: does everything add up?"""
    if not days:
        return ""
    wrong = sum(not day.adds_up for day in days)
    waiting = sum(day.waiting for day in days)
    if waiting:
        return f"{waiting}封正在处理"
    if wrong:
        return f"{wrong}天对不上，请运行 yingsu inbox audit 核对"
    own = [day for day in days if day.day == today]
    said = f"今天{sum(day.seen for day in own)}封，" if own else ""
    return f"{said}见到的每一封都已收下，都有去向"


def mail_row(mail: MailMessage, became: LedgerState, parts: Sequence[LedgerState]) -> MailRow:
    counts = {state: parts.count(state) for state in LedgerState if state in parts}
    detail = str(mail.problems[0]["message"]) if mail.problems else ""
    if mail.rule and became is LedgerState.PASSED_OVER:
        detail = f"规则“{mail.rule}”"
    return MailRow(
        href=f"/inbox/mails/{mail.id}",
        at=dates.clock(mail.arrived_at),
        sender=str(mail.headers.get("from", "")),
        subject=str(mail.headers.get("subject", "")) or "（无主题）",
        mark=mark(became),
        parts=tuple(mark(state, count) for state, count in counts.items()),
        detail=detail,
    )


def mail_page(
    mail: MailMessage,
    became: LedgerState,
    parts: Sequence[MailPart],
    states: Mapping[str, LedgerState],
    *,
    mailbox: str,
    locked: Mapping[str, bool],
    first: MailMessage | None,
    today: date,
) -> MailPage:
    """One mail; ``locked`` says of documents whether they wait for a password, ``first`` is the mail
    this one repeats."""
    retry = {LedgerState.FAILED: "重新拆开", LedgerState.PASSED_OVER: "仍要读取"}.get(became, "")
    headers = [
        *_envelope(mail.headers),
        ("收到", f"{dates.moment(mail.arrived_at, today)}（{mailbox}，{mail.folder}）"),
    ]
    if mail.left_server_at:
        headers.append(("服务器", f"{dates.moment(mail.left_server_at, today)}起已不在，原文存在本机"))
    if first is not None:
        headers.append(("重复", f"与{dates.moment(first.arrived_at, today)}收到的同一封"))
    return MailPage(
        id=mail.id,
        subject=str(mail.headers.get("subject", "")) or "（无主题）",
        mark=mark(became),
        headers=tuple(headers),
        problems=tuple(str(each["message"]) for each in mail.problems),
        parts=tuple(
            _part_row(part, states[part.id], locked.get(part.document_id or "", False))
            for part in parts
        ),
        retry=retry,
        original=f"/inbox/mails/{mail.id}/original" if mail.sha256 else "",
        back=f"/inbox/days/{mail.day.isoformat()}?account={mail.account_id}",
    )


def _part_row(part: MailPart, state: LedgerState, locked: bool) -> PartRow:
    return PartRow(
        path=part.path,
        kind=label_of(MailPartKind, part.kind),
        name=part.name,
        size=_size(part.size),
        mark=mark(state),
        because=label_of(PartReason, part.because) if part.because else "",
        href=f"/documents/{part.document_id}" if part.document_id else "",
        document_id=part.document_id or "",
        locked=locked,
        said=_said(part),
        headers=_envelope(part.headers),
    )


def _said(part: MailPart) -> tuple[Said, ...]:
    """What a court says in it, and the links, which are shown and never opened."""
    labels = (("case_numbers", "案号"), ("courts", "法院"), ("hearings", "开庭"))
    found = [
        Said(label, tuple(str(each["value"]).replace("T", " ") for each in part.notice.get(name, ())))
        for name, label in labels
    ]
    found.append(Said("链接（未打开）", tuple(str(link) for link in part.links)))
    return tuple(each for each in found if each.values)


def _envelope(headers: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    labels = (("from", "发件人"), ("to", "收件人"), ("subject", "主题"), ("date", "发件时间"))
    return tuple((label, str(headers[name])) for name, label in labels if headers.get(name))


def _size(size: int) -> str:
    return f"{size / 1024 / 1024:.1f} MB" if size >= 1024 * 1024 else f"{max(1, round(size / 1024))} KB"


def day_title(day: date, mailbox: str, today: date) -> str:
    said = "今天" if day == today else dates.day(day, today)
    return f"{said}　{dates.weekday(day)}" + (f"　{mailbox}" if mailbox else "")
