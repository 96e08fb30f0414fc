"""收件邮箱: setting a mailbox up, trying it, seeing what its rules would take."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import Response
from pydantic import ValidationError

from services.api.accounts.session import The, Who
from services.api.errors import Unacceptable
from services.api.inbox import store
from services.api.inbox.presets import preset, presets
from services.api.inbox.setup import (
    AccountInput,
    add_account,
    change_account,
    preview,
    remove_account,
    try_account,
)
from services.api.web.pages.common import typed_date
from services.api.web.render import fragment, go_to, html, shell_of
from services.api.web.views.mailbox import account_form

router = APIRouter()
_LOOKS_BACK = timedelta(days=30)  # of a new mailbox, unless the person says otherwise
_LABELS = {
    "name": "名称",
    "host": "服务器",
    "port": "端口",
    "security": "加密方式",
    "username": "用户名",
    "password": "密码",
    "folders": "文件夹",
    "rules": "规则",
    "afterwards": "收下之后",
    "move_to": "移到",
}
_RULE = ("name", "take", "sender", "subject", "days", "files")
_SEPARATORS = str.maketrans({"，": "、", ",": "、", "；": "、", ";": "、"})


@router.get("/inbox/accounts/new")
def get_new(service: The, who: Who) -> Response:
    with service.database.transaction() as session:
        shell = shell_of(service, who, session)
    page = account_form(None, _providers(), service.today() - _LOOKS_BACK)
    return html("inbox_account.html", shell, page, active="收件")


@router.get("/inbox/accounts/{account_id}")
def get_account(account_id: str, service: The, who: Who) -> Response:
    with service.database.transaction() as session:
        page = account_form(store.get_account(who, session, account_id), _providers(), service.today())
        shell = shell_of(service, who, session)
    return html("inbox_account.html", shell, page, active="收件")


@router.get("/inbox/server")
def get_server(_who: Who, provider: Annotated[str, Query(max_length=20)]) -> Response:
    """Server, port and what password a provider wants, for the form."""
    return fragment("_inbox_server.html", preset(provider))


def given(
    *,
    name: Annotated[str, Form()] = "",
    provider: Annotated[str, Form()] = "",
    host: Annotated[str, Form()] = "",
    port: Annotated[str, Form()] = "",
    security: Annotated[str, Form()] = "",
    username: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    folders: Annotated[str, Form()] = "",
    since: Annotated[str, Form()] = "",
    afterwards: Annotated[str, Form()] = "nothing",
    move_to: Annotated[str, Form()] = "",
    enabled: Annotated[str, Form()] = "",
    rule_name: Annotated[list[str], Form()] = [],  # noqa: B006 - never changed
    rule_take: Annotated[list[str], Form()] = [],  # noqa: B006
    rule_sender: Annotated[list[str], Form()] = [],  # noqa: B006
    rule_subject: Annotated[list[str], Form()] = [],  # noqa: B006
    rule_days: Annotated[list[str], Form()] = [],  # noqa: B006
    rule_files: Annotated[list[str], Form()] = [],  # noqa: B006
) -> AccountInput:
    """The form as a mailbox. Unacceptable names the field that is wrong."""
    columns = (rule_name, rule_take, rule_sender, rule_subject, rule_days, rule_files)
    rules = [dict(zip(_RULE, row, strict=True)) for row in zip(*columns, strict=False)]
    try:
        return AccountInput.model_validate(
            {
                "name": name.strip(),
                "provider": provider,
                "host": host.strip(),
                "port": port.strip(),
                "security": security,
                "username": username.strip(),
                "password": password,
                "folders": _words(folders),
                "since": typed_date(since, "起始日期") if since.strip() else None,
                "afterwards": afterwards,
                "move_to": move_to.strip(),
                "enabled": bool(enabled),
                "rules": [_rule(rule) for rule in rules if rule["name"].strip()],
            }
        )
    except ValidationError as error:
        wrong = "、".join(
            dict.fromkeys(
                _LABELS.get(str(each["loc"][0]), str(each["loc"][0])) for each in error.errors()
            )
        )
        raise Unacceptable("bad_value", f"{wrong}没有填对。", "请核对后再试。") from None


def _rule(row: Mapping[str, str]) -> dict[str, Any]:
    return {
        "name": row["name"].strip(),
        "take": row["take"] != "skip",
        "sender": _words(row["sender"]),
        "subject": _words(row["subject"]),
        "newer_than_days": row["days"].strip() or None,
        "attachments": _words(row["files"]),
    }


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.translate(_SEPARATORS).split("、") if word.strip()]


def _providers() -> tuple[tuple[str, str], ...]:
    return tuple((each.key, each.label) for each in presets())


Given = Annotated[AccountInput, Depends(given)]
StoredId = Annotated[str, Form(max_length=32)]


@router.post("/inbox/accounts")
def post_account(
    request: Request, service: The, who: Who, given: Given, account_id: StoredId = ""
) -> Response:
    """Add the mailbox, or change the one named."""
    if account_id:
        change_account(who, service, account_id, given)
    else:
        add_account(who, service, given)
    return go_to(request, "/inbox", "邮箱已保存，马上开始收取" if given.enabled else "邮箱已保存")


@router.post("/inbox/accounts/{account_id}/remove")
def post_remove(account_id: str, request: Request, service: The, who: Who) -> Response:
    remove_account(who, service, account_id)
    return go_to(request, "/inbox", "不再收这个邮箱，已收下的仍在")


@router.post("/inbox/test")
def post_test(service: The, who: Who, given: Given, account_id: StoredId = "") -> Response:
    return fragment("_inbox_tried.html", try_account(who, service, given, account_id or None))


@router.post("/inbox/preview")
def post_preview(service: The, who: Who, given: Given, account_id: StoredId = "") -> Response:
    return fragment("_inbox_preview.html", preview(who, service, given, account_id or None))
