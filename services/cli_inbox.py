"""`yingsu inbox`: the mailboxes from the command line."""

from __future__ import annotations

import typer

inbox = typer.Typer(help="收件邮箱：收取、测试、列出、核对。", no_args_is_help=True)
_ONE = typer.Argument(None, metavar="[NAME]", help="邮箱名称；不写则全部。")


@inbox.command("list")
def inbox_list() -> None:
    """列出邮箱：收了多少，去向如何，有什么问题。"""
    from services.api.command_inbox import list_mailboxes
    from services.api.settings import Settings

    list_mailboxes(Settings())


@inbox.command("test")
def inbox_test(name: str | None = _ONE) -> None:
    """测试连接：能否登录、打开各文件夹。有连不上的退出码为1。"""
    from services.api.command_inbox import test_mailboxes
    from services.api.settings import Settings

    if not test_mailboxes(Settings(), name):
        raise typer.Exit(1)


@inbox.command("fetch")
def inbox_fetch(name: str | None = _ONE) -> None:
    """现在收一遍新邮件并拆开。有收不了的退出码为1。"""
    from services.api.command_inbox import fetch_mailboxes
    from services.api.settings import Settings

    if not fetch_mailboxes(Settings(), name):
        raise typer.Exit(1)


@inbox.command("audit")
def inbox_audit(name: str | None = _ONE) -> None:
    """与服务器逐封核对台账。有任何差异退出码为1，连不上为3。"""
    from services.api.command_inbox import audit_mailboxes
    from services.api.settings import Settings

    code = audit_mailboxes(Settings(), name)
    if code:
        raise typer.Exit(code)
