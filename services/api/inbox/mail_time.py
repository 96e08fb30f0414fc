"""When the mail a file came by was sent, and to whom. Pure. Its time is a candidate, never the day of
service (在线诉讼规则 31)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from services.api.inbox.forwarded import Forwarded, forwarded_mail
from services.api.readers import OpenedMail
from services.vocabulary import MailPartKind

_CLOCKS_DIFFER = 24 * 3600  # s; zones left out of a quoted time, too
_ADDRESS = re.compile(r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9.\-]+")


def sent_at(arrived_at: datetime, opened: OpenedMail, path: str) -> tuple[datetime, str]:
    """When the mail this part belongs to came, and what that is: of a forwarded mail the time of the
    one inside, attached or quoted in the text, for the outer one is the forwarder's; else the moment
    the server took it in. A time long after that is a slip of the pen: nothing was sent then."""
    inner, quoted = _inside(opened, path), _quoted(opened, path)
    if inner is None and quoted is None:
        return arrived_at, "邮箱收到这封邮件的时间"
    at, note = _of_the_forwarded(arrived_at, inner, quoted)
    if at.timestamp() > arrived_at.timestamp() + _CLOCKS_DIFFER:
        return arrived_at, "转发邮件的时间，原邮件写的时间在它以后"
    return at, note


def _of_the_forwarded(
    arrived_at: datetime, inner: Mapping[str, Any] | None, quoted: Forwarded | None
) -> tuple[datetime, str]:
    if quoted is not None and quoted.sent_at:
        return quoted.sent_at, "转发邮件里原邮件的发出时间"
    if inner is not None:
        with suppress(ValueError):
            at = datetime.fromisoformat(str(inner["headers"].get("sent_at", "")))
            if quoted is None:
                return at, "转发邮件里原邮件的发出时间"
            return at, "转发邮件的时间，原邮件没有写时间"
    return arrived_at, "转发邮件的时间，原邮件没有写时间"


def sent_to(opened: OpenedMail, path: str) -> str:
    """The address the court wrote to."""
    inner, quoted = _inside(opened, path), _quoted(opened, path)
    headers = inner["headers"] if inner is not None else opened.headers
    for printed in (quoted.to if quoted else "", str(headers.get("to", ""))):
        match = _ADDRESS.search(printed)
        if match:
            return match[0]
    return ""


def _inside(opened: OpenedMail, path: str) -> Mapping[str, Any] | None:
    """The innermost forwarded mail that holds the part at ``path``."""
    above = [
        part.said
        for part in opened.parts
        if part.said["kind"] == MailPartKind.MESSAGE and path.startswith(f"{part.said['path']}.")
    ]
    return max(above, key=lambda said: len(said["path"]), default=None)


def _quoted(opened: OpenedMail, path: str) -> Forwarded | None:
    """The mail that the one holding the part at ``path`` forwards within its text."""
    inner = _inside(opened, path)
    headers = inner["headers"] if inner is not None else opened.headers
    texts = (
        part.data.decode("utf-8", "replace")
        for part in opened.parts
        if part.said["kind"] == MailPartKind.BODY and _inside(opened, part.said["path"]) is inner
    )
    found = (forwarded_mail(str(headers.get("subject", "")), text) for text in texts)
    return next((each for each in found if each is not None), None)
