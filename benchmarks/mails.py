"""Mails of every sort, invented, mail number *n* the same on every machine: what an office's mailbox
holds, and what nobody should send."""

from __future__ import annotations

import base64
import io
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import encoders
from email.message import Message
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime
from functools import cache

from PIL import Image

from benchmarks.damage import damaged_by
from services.resources import samples_folder

MALFORMED_EVERY = 10  # one mail in ten is malformed
_START = datetime(2026, 3, 2, 1, tzinfo=UTC)
_COURT = "重庆市北碚区人民法院"


@dataclass(frozen=True, slots=True)
class Sent:
    """One mail as it lies in the mailbox; ``parts`` are those its composer put in, None where the mail
    is malformed and nobody can say."""

    number: int
    sort: str
    raw: bytes
    parts: int | None


def mails(size: int) -> list[Sent]:
    """``size`` mails, every tenth malformed, every other sort in turn."""
    sent = []
    sorts = list(_SORTS.items())
    for number in range(size):
        rng = random.Random(number)
        random.seed(number)  # the library draws boundaries from here
        if number % MALFORMED_EVERY == MALFORMED_EVERY - 1:
            name, spoil = list(_SPOILT.items())[number // MALFORMED_EVERY % len(_SPOILT)]
            sent.append(Sent(number, f"malformed: {name}", spoil(number, rng), None))
            continue
        name, compose = sorts[(number - number // MALFORMED_EVERY) % len(sorts)]
        message, parts = compose(number, rng)
        sent.append(Sent(number, name, _bytes(message), parts))
    return sent


def _bytes(message: Message) -> bytes:
    return message.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def summons(number: int) -> str:
    """A summons in plain text, no two alike."""
    day = _START + timedelta(days=30 + number % 200)
    return (
        f"{_COURT}\n传　票\n（2026）渝0109行初{number + 1}号\n"
        f"案由：行政处罚\n被传唤人：重庆市北碚区水利局\n传唤事由：开庭\n"
        f"应到时间：{day.year}年{day.month}月{day.day}日9时30分\n应到处所：本院第三审判庭\n"
        f"审判员　申屠明\n书记员　公冶宁\n二〇二六年三月二日\n"
    )


def _head(message: Message, number: int, subject: str | None = None) -> None:
    message["From"] = f"立案庭 <clerk{number % 7}@court.example>"
    message["To"] = "office@county.example"
    message["Subject"] = f"[{number}] {subject or '送达材料'}"
    message["Date"] = format_datetime(_START + timedelta(minutes=number))
    message["Message-ID"] = f"<{number}@court.example>"


def _letter(number: int, text: str, *files: MIMEBase | MIMEText | MIMEMultipart) -> MIMEMultipart:
    message = MIMEMultipart()
    _head(message, number)
    message.attach(MIMEText(text, "plain", "utf-8"))
    for file in files:
        message.attach(file)
    return message


def _file(name: str, data: bytes, kind: str = "octet-stream") -> MIMEBase:
    part = MIMEBase("application", kind)
    part.set_payload(data)
    encoders.encode_base64(part)
    part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", name))
    return part


def _text_file(number: int, extra: str = "") -> MIMEBase:
    return _file(f"传票{number}{extra}.txt", (summons(number) + extra).encode("gb18030"))


@cache
def _pdf() -> bytes:
    return (samples_folder() / "chongyi-summons.pdf").read_bytes()


def _pdf_file(number: int) -> MIMEBase:
    return _file(f"通知{number}.pdf", _pdf() + f"\n% {number}\n".encode(), "pdf")


@cache
def _seal() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(out, "PNG")
    return out.getvalue()


def _zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


# A 7z archive of one text, password court-2026; written once, for no two archives of it are alike.
_LOCKED = base64.b64decode(
    "N3q8ryccAASKFKuhfQAAAAAAAAAUAAAAAAAAAIZK20ngwqkoYt9Jq3tTOuyGq1XcAQBoAQQGAAEJEAoBUyMlDgAH"
    "CwEAAiQG8QcBElMPU3H9C504+nwylkeLT13mqSEhARgBAAwNCQAICgE//CN2AAAFARERACRSs1FmTi4AdAB4AHQA"
    "AAAUCgEAIMqR8hR53QEVBgEAIICAgQAAABcGEAEJbQAHCwEAASEhARgMaQAA"
)


Composed = tuple[Message, int]


def _two_papers(number: int, _rng: random.Random) -> Composed:
    return _letter(number, f"第{number}批", _text_file(number), _text_file(number, "副本")), 3


def _pdf_paper(number: int, _rng: random.Random) -> Composed:
    return _letter(number, f"通知见附件{number}", _pdf_file(number % 40)), 2


def _notice(number: int, _rng: random.Random) -> Composed:
    text = (
        f"【{_COURT}】（2026）渝0109行初{number + 1}号定于2026年4月{number % 28 + 1}日9时30分开庭，"
        f"文书请登录https://songda.example.com/d/{number}下载。"
    )
    return _letter(number, text), 1


def _alternatives(number: int, _rng: random.Random) -> Composed:
    message = MIMEMultipart("mixed")
    _head(message, number)
    either = MIMEMultipart("alternative")
    said = f"第{number}批材料已寄出，请于三日内回复收到。"
    either.attach(MIMEText(said, "plain", "utf-8"))
    related = MIMEMultipart("related")
    related.attach(MIMEText(f"<p>{said}</p><img src='cid:s'>", "html", "utf-8"))
    image = MIMEBase("image", "png")
    image.set_payload(_seal())
    encoders.encode_base64(image)
    image.add_header("Content-ID", "<s>")
    image.add_header("Content-Disposition", "inline", filename="s.png")
    related.attach(image)
    either.attach(related)
    message.attach(either)
    message.attach(_text_file(number))
    return message, 4


def _forwarded(number: int, _rng: random.Random) -> Composed:
    inner = _letter(number + 1_000_000, f"原邮件{number}", _text_file(number))
    wrapped = MIMEBase("message", "rfc822")
    wrapped.set_payload([inner])
    return _letter(number, f"转发{number}", wrapped), 4


def _archive(number: int, _rng: random.Random) -> Composed:
    members = {f"传票{number}.txt": summons(number).encode(), "清单.txt": f"清单{number}".encode()}
    return _letter(number, f"压缩包{number}", _file(f"材料{number}.zip", _zip(members), "zip")), 2


def _encrypted(number: int, _rng: random.Random) -> Composed:
    return _letter(number, f"加密{number}", _file(f"加密{number}.7z", _LOCKED)), 2


def _invitation(number: int, _rng: random.Random) -> Composed:
    event = (
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n"
        f"SUMMARY:（2026）渝0109行初{number + 1}号开庭\r\nDTSTART:20260409T093000\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    return _letter(number, f"邀请{number}", MIMEText(event, "calendar", "utf-8")), 2


def _without_files(number: int, _rng: random.Random) -> Composed:
    parts = (_file("winmail.dat", b"\x78\x9f\x3e\x22", "ms-tnef"), _file("smime.p7s", b"x"))
    parts[1].set_type("application/pkcs7-signature")
    return _letter(number, f"签名{number}", *parts), 3


def _mislabelled(number: int, _rng: random.Random) -> Composed:
    """GB18030 said to be GB2312, the name raw and cut between two encoded words."""
    name = f"镕字传票{number}.txt".encode("gb18030")
    words = b" ".join(
        b"=?gb2312?B?" + base64.b64encode(piece) + b"?=" for piece in (name[:3], name[3:])
    )
    message = MIMEMultipart()
    _head(message, number)
    text = MIMEText("x", "plain", "us-ascii")
    text.set_payload(base64.encodebytes(f"请镕某查收{number}".encode("gb18030")).decode())
    text.replace_header("Content-Transfer-Encoding", "base64")
    text.replace_header("Content-Type", "text/plain; charset=gb2312")
    message.attach(text)
    part = _file("x", summons(number).encode("gb18030"))
    part.replace_header("Content-Disposition", f'attachment; filename="{words.decode()}"')
    message.attach(part)
    return message, 2


def _again(number: int, rng: random.Random) -> Composed:
    """The mail before it once more, bytes and all."""
    return _two_papers(max(0, number - number % 50), rng)


def _same_id(number: int, _rng: random.Random) -> Composed:
    """Another mail under a Message-ID that was used before."""
    message = _letter(number, f"另一封{number}", _text_file(number))
    message.replace_header("Message-ID", "<reused@court.example>")
    return message, 2


_SORTS: dict[str, Callable[[int, random.Random], Composed]] = {
    "two papers": _two_papers,
    "notice in the text": _notice,
    "alternatives and a picture": _alternatives,
    "forwarded": _forwarded,
    "archive": _archive,
    "two papers again": _two_papers,
    "GB18030 said to be GB2312": _mislabelled,
    "PDF": _pdf_paper,
    "invitation": _invitation,
    "Message-ID used before": _same_id,
    "winmail.dat and signature": _without_files,
    "locked archive": _encrypted,
    "the same mail again": _again,
}


def _base(number: int, rng: random.Random) -> bytes:
    return _bytes(_two_papers(number, rng)[0])


def _deep(number: int, _rng: random.Random) -> bytes:
    data = b"Subject: deep\r\n\r\nend"
    for _ in range(200):
        data = b"Content-Type: message/rfc822\r\n\r\n" + data
    return f"Subject: [{number}] deep\r\n".encode() + data


_SPOILT: dict[str, Callable[[int, random.Random], bytes]] = {
    "damaged": lambda n, rng: damaged_by(_base(n, rng), rng),
    "cut": lambda n, rng: _base(n, rng)[: rng.randrange(20, 900)],
    "no boundary": lambda n, _: (
        f"Subject: [{n}]\r\nContent-Type: multipart/mixed\r\n\r\nx\r\n".encode()
    ),
    "noise": lambda n, rng: f"X-Number: {n}\r\n".encode() + rng.randbytes(400).replace(b"\0", b"x"),
    "no header": lambda n, _: f"\r\n\r\n[{n}] {summons(n)}".encode(),
    "bad base64": lambda n, _: (
        f"Subject: [{n}]\r\nContent-Type: application/pdf; name=a.pdf\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\n!!!%%%not base64\r\n"
    ).encode(),
    "unknown charset": lambda n, _: (
        (
            f"Subject: =?x-none?Q?=FF=FE{n}?=\r\nContent-Type: text/plain; charset=x-none\r\n\r\n"
        ).encode()
        + bytes(range(128, 255))
    ),
    "deep": _deep,
    "endless header": lambda n, _: (
        f"Subject: [{n}]\r\nX-Long: ".encode() + b"a" * 300_000 + b"\r\n\r\nx"
    ),
    "broken zip": lambda n, _: _bytes(
        _letter(n, f"坏包{n}", _file(f"坏{n}.zip", _zip({"a.txt": b"%d" % n * 50})[:-40]))
    ),
}
