"""`yingsu inbox`: what it does, for every office of this machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from services.api.accounts.account import Actor
from services.api.accounts.store import offices, service_actor
from services.api.inbox import store
from services.api.inbox.account import MailAccount
from services.api.inbox.audit import audit
from services.api.inbox.diagnose import MailProblem, diagnose
from services.api.inbox.fetch import place_of, take_in
from services.api.inbox.server import MailServer
from services.api.inbox.watch import open_waiting
from services.api.jobs import exclusive
from services.api.logs import log_to_stderr
from services.api.migrations import upgrade
from services.api.service import Service, open_service
from services.api.settings import CHINA, Settings
from services.vocabulary import MailState

DIFFERS, UNREACHABLE = 1, 3
_NO_MAILBOX = "没有设置邮箱。请在“收件台账－邮箱”页添加。"


def list_mailboxes(settings: Settings) -> None:
    """Each mailbox with its counts and what is wrong with it."""
    with _mailboxes(settings, None) as (service, accounts):
        for who, account in accounts:
            with service.database.transaction() as session:
                counts = store.count_mails(who, session, account.id)
            typer.echo(f"{account.name}　{account.username}　{_condition(account)}")
            said = [f"{MailState(state).label}{number}" for state, number in sorted(counts.items())]
            typer.echo(f"    共{sum(counts.values())}封" + ("：" + "，".join(said) if said else ""))


def test_mailboxes(settings: Settings, name: str | None) -> bool:
    """Connect to each mailbox and open its folders; False when one cannot be had."""
    sound = True
    with _mailboxes(settings, name) as (service, accounts):
        for _, account in accounts:
            try:
                with MailServer(place_of(service, account), settings) as server:
                    for folder in account.folders:
                        server.open(str(folder))
                    push = "服务器主动通知" if server.can_idle else "定时查询"
                typer.echo(f"✓ {account.name}：连接正常，{push}")
            except Exception as error:
                sound = False
                _complain(account, diagnose(error, account.host, account.provider))
    return sound


def fetch_mailboxes(settings: Settings, name: str | None) -> bool:
    """Take in and open what is new; False when a mailbox could not be had. A mailbox the service is
    watching is left to it."""
    sound = True
    with _mailboxes(settings, name) as (service, accounts):
        for who, account in accounts:
            lock = exclusive(settings, f"mailbox-{account.id}")
            if lock is None:
                typer.echo(f"- {account.name}：正由服务收取，不用另收")
                continue
            try:
                number = _fetch(who, service, account)
                typer.echo(f"✓ {account.name}：收下{number}封，文书由服务读取")
            except Exception as error:
                sound = False
                _complain(account, diagnose(error, account.host, account.provider))
            finally:
                lock.release()
    return sound


def _fetch(who: Actor, service: Service, account: MailAccount) -> int:
    never = threading.Event()

    def open_now() -> None:
        open_waiting(who, service, account.id, lambda: None, never)

    number = 0
    with MailServer(place_of(service, account), service.settings) as server:
        for folder in account.folders:
            number += take_in(who, service, account, server, str(folder), full=True, stored=open_now)
    open_now()
    return number


def audit_mailboxes(settings: Settings, name: str | None) -> int:
    """Compare each mailbox with its server: 0 when all agree, 1 when something differs, 3 when one
    could not be compared."""
    worst = 0
    with _mailboxes(settings, name) as (service, accounts):
        for who, account in accounts:
            try:
                found = audit(who, service, account)
            except Exception as error:
                _complain(account, diagnose(error, account.host, account.provider))
                worst = max(worst, UNREACHABLE)
                continue
            mark = "×" if found.differences else "✓"
            typer.echo(
                f"{mark} {account.name}：服务器上{found.on_server}封，台账上有其中{found.here}封，"
                f"涉及{found.days}天；另有{found.left}封已离开服务器，原文仍在本机"
            )
            for each in found.differences:
                typer.echo(f"    {each.words}（{each.count}封）")
            if found.differences:
                worst = max(worst, DIFFERS)
    return worst


@contextmanager
def _mailboxes(
    settings: Settings, name: str | None
) -> Iterator[tuple[Service, list[tuple[Actor, MailAccount]]]]:
    """The mailboxes of every office, or those called ``name``. Exits with 2 when there is none."""
    log_to_stderr()
    service = open_service(settings)
    try:
        upgrade(service.database)
        with service.database.transaction() as session:
            found = [
                (who, account)
                for who in (service_actor(each.id) for each in offices(session))
                for account in store.list_accounts(who, session)
                if name in (None, account.name)
            ]
        if not found:
            typer.echo(f"没有名为“{name}”的邮箱。" if name else _NO_MAILBOX, err=True)
            raise typer.Exit(2)
        yield service, found
    finally:
        service.close()


def _condition(account: MailAccount) -> str:
    if not account.enabled:
        return "已停用"
    if account.problem:
        return f"有问题：{account.problem['cause']}{account.problem['remedy']}"
    if account.checked_at is None:
        return "还没有收过"
    return f"上次收取{account.checked_at.astimezone(CHINA):%Y-%m-%d %H:%M}"


def _complain(account: MailAccount, problem: MailProblem) -> None:
    typer.echo(f"× {account.name}：{problem.cause}{problem.remedy}", err=True)
