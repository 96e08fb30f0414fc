"""The bytes of a stored mail, for people."""

from __future__ import annotations

import hashlib

from services.api.accounts.account import Actor
from services.api.errors import NotFound, Unavailable
from services.api.inbox import store
from services.api.service import Service


def original_mail(who: Actor, service: Service, mail_id: str) -> bytes:
    """The mail as the server gave it. NotFound when it was never stored; Unavailable when the store has
    lost or changed it."""
    with service.database.transaction() as session:
        row = store.get_mail(who, session, mail_id)
    if row.sha256 is None:
        raise NotFound("这封邮件的原文")
    try:
        data = service.storage.get(row.sha256)
    except (KeyError, OSError):
        data = b""
    if hashlib.sha256(data).hexdigest() != row.sha256:
        raise Unavailable("original_missing", "存储中找不到这封邮件的原文。", "请联系管理员检查存储。")
    return data
