"""When the mail a file came by was sent, and to whom. Pure. Its time is a candidate, never the day of
service (在线诉讼规则 31)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from services.api.readers import OpenedMail
from services.vocabulary import MailPartKind

_ADDRESS = re.compile(r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9.\-]+")


def sent_at(arrived_at: datetime, opened: OpenedMail, path: str) -> tuple[datetime, str]:
    """When the mail this part belongs to came, and what that is: of a forwarded mail the time of the
    one inside, for the outer one is the forwarder's; else the moment the server took it in."""
    inner = _inside(opened, path)
    if inner is None:
        return arrived_at, "邮箱收到这封邮件的时间"
    with suppress(ValueError):
        return datetime.fromisoformat(str(inner.get("sent_at", ""))), "转发邮件里原邮件的发出时间"
    return arrived_at, "转发邮件的时间，原邮件没有写时间"


def _inside(opened: OpenedMail, path: str) -> Mapping[str, Any] | None:
    """The headers of the innermost forwarded mail that holds the part at ``path``."""
    above = [
        part.said
        for part in opened.parts
        if part.said["kind"] == MailPartKind.MESSAGE and path.startswith(f"{part.said['path']}.")
    ]
    found = max(above, key=lambda said: len(said["path"]), default=None)
    return found["headers"] if found else None


def sent_to(opened: OpenedMail, path: str) -> str:
    """The address the court wrote to."""
    headers = _inside(opened, path) or opened.headers
    match = _ADDRESS.search(str(headers.get("to", "")))
    return match[0] if match else ""
