"""The mail that another forwards within its own text, as Outlook, Foxmail, QQ, 163 quote it. Pure.

-----原始邮件-----
发件人: 立案庭 <filing@court.example>
发送时间: 2026年3月3日(星期二) 下午3:30
收件人: 某局 <office@county.example>
主题: 送达文书
"""

from __future__ import annotations

import email.utils
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo

from services.api.settings import CHINA
from services.extractor.text.dates import find_moments

LONGEST = 200_000  # characters of a text that are looked at
_LONG_LISTS = ("to", "copy")  # labels whose values go on over lines
_MOST_LINES = 20
_LABELS = {
    "from": r"发件人|发信人|寄件人|From",
    "sent": r"发送时间|发送日期|发件时间|发件日期|日期|时间|Sent|Date",
    "to": r"收件人|收信人|To",
    "copy": r"抄送人?|密送人?|Cc|Bcc|回复地址|Reply-To|附件|Attachments?|重要性|Importance",
    "subject": r"主题|标题|Subject",
}
# At the beginning of a line, behind quotation marks, bold stars or a cell's bar; 发 件 人 with spaces
# or a colon of either width.
_LABEL = re.compile(
    r"(?:^|(?<=[;；]))[ \t>*|\u3000\xa0]*(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _LABELS.items())
    + r")[ \t*\u3000\xa0]*[:：|][ \t*\u3000\xa0]*",
    re.MULTILINE | re.IGNORECASE,
)
_FORWARDED = re.compile(r"\s*(?:\[[^\]]{1,20}\]\s*)?(?:转发|转寄|轉寄|Fwd?|FW)\s*[:：]", re.IGNORECASE)
_ANSWERED = re.compile(r"\s*(?:回复|答复|回覆|Re|AW)\s*[:：]", re.IGNORECASE)
# 转发邮件信息, 转发的邮件, 开始转发邮件, Forwarded message, Begin forwarded message
_MARK = re.compile(r"转发(?:的)?邮件|forwarded message", re.IGNORECASE)
_BEFORE = 60  # characters before a block in which the mark stands
_ZONE = re.compile(r"(?:GMT|UTC)\s?(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# March 3, 2026 3:30 PM; Mar 3, 2026 at 15:30
_ENGLISH = re.compile(
    rf"(?P<month>{'|'.join(_MONTHS)})[a-z]*\.? (?P<day>\d{{1,2}}), (?P<year>20\d\d),?(?: at)?\s"
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2})?(?:\s?(?P<half>[AP])M)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Forwarded:
    """What a block says: ``sent_at`` None when it has no legible moment; texts as printed."""

    sent_at: datetime | None
    sender: str
    to: str
    subject: str


def forwarded_mail(subject: str, text: str) -> Forwarded | None:
    """The first mail of the chain that a mail with this subject and text forwards, None when it
    forwards none. The quotation under a reply is not one: it is what we wrote to the court."""
    found: Forwarded | None = None
    for block, marked in _blocks(text[:LONGEST].replace("\r\n", "\n")):
        if not marked and (not _FORWARDED.match(subject) or _ANSWERED.match(subject)):
            break
        found, subject = block, block.subject
    return found


def _blocks(text: str) -> Iterator[tuple[Forwarded, bool]]:
    """Each block of quoted headers, and whether a line before it says that it was forwarded."""
    for labels in _runs(text, list(_LABEL.finditer(text))):
        ends = [*(label.start() for label in labels[1:]), len(text)]
        said = {
            label.lastgroup: text[label.end() : end].split("\n", 1)[0].strip(" \t;；*|")
            for label, end in zip(labels, ends, strict=True)
        }
        if "from" in said and ("sent" in said or {"to", "subject"} <= said.keys()):
            before = text[max(0, labels[0].start() - _BEFORE) : labels[0].start()]
            block = Forwarded(
                _moment(said.get("sent", "")), said["from"], said.get("to", ""), said.get("subject", "")
            )
            yield block, bool(_MARK.search(before))


def _runs(text: str, labels: Sequence[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """Labels that follow each other, none of them twice: the words of the mail end a block."""
    run: list[re.Match[str]] = []
    for label in labels:
        again = label.lastgroup in {each.lastgroup for each in run}
        if run and (again or not _follows(text, run[-1], label)):
            yield run
            run = []
        run.append(label)
    if run:
        yield run


def _follows(text: str, before: re.Match[str], label: re.Match[str]) -> bool:
    """Whether nothing but the value of the label before stands between the two."""
    further = [
        line for line in text[before.end() : label.start()].split("\n")[1:] if line.strip(" \t>")
    ]
    return len(further) <= (_MOST_LINES if before.lastgroup in _LONG_LISTS else 0)


def _moment(printed: str) -> datetime | None:
    """When it was sent; in China's time unless it says another. None without an hour."""
    zone, plain = _zone(printed)
    moment = next(find_moments(plain), None)
    if moment is not None:
        return datetime.combine(moment.day, moment.at, zone) if moment.at else None
    return _english(plain, zone) or _of_a_header(printed)


def _zone(printed: str) -> tuple[tzinfo, str]:
    """The zone it names, and the words without it: 2026年3月3日 GMT+8 15:30:00."""
    match = _ZONE.search(printed)
    if match is None:
        return CHINA, printed
    ahead = timedelta(hours=int(match["hours"]) % 15, minutes=int(match["minutes"] or 0) % 60)
    zone = timezone(ahead if match["sign"] == "+" else -ahead)
    return zone, " ".join((printed[: match.start()] + printed[match.end() :]).split())


def _english(printed: str, zone: tzinfo) -> datetime | None:
    match = _ENGLISH.search(printed)
    if match is None:
        return None
    hour = int(match["hour"])
    if match["half"]:
        hour = hour % 12 + (12 if match["half"].upper() == "P" else 0)
    month = _MONTHS.index(match["month"].lower()) + 1
    try:
        return datetime(
            int(match["year"]), month, int(match["day"]), hour, int(match["minute"]), tzinfo=zone
        )
    except ValueError:
        return None


def _of_a_header(printed: str) -> datetime | None:
    """Tue, 3 Mar 2026 15:30:00 +0800 (CST)."""
    try:
        at = email.utils.parsedate_to_datetime(printed)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=CHINA)
