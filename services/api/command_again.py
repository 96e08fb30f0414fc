"""`yingsu reprocess`: documents of this data folder queued to be read again."""

from __future__ import annotations

import typer
from rich.console import Console

from services.api.accounts.account import Actor
from services.api.accounts.store import ensure_local_administrator, offices, service_actor
from services.api.errors import ServiceError
from services.api.intake.again import choose, queue_again
from services.api.migrations import upgrade
from services.api.service import Service, open_service
from services.api.settings import Settings

USAGE = 2  # exit code


def reprocess(
    settings: Settings,
    *,
    status: str | None,
    older_than: str | None,
    everything: bool,
    office: str | None,
    dry_run: bool,
) -> int:
    """Queue documents to be read again; the service reads them. Gives the exit code."""
    console = Console(stderr=True)
    service = open_service(settings)
    try:
        who = office_actor(service, office, console)
        if who is None:
            return USAGE
        with service.database.transaction() as session:
            ids = choose(who, session, status=status, older_than=older_than, all_=everything)
        if not dry_run:
            queue_again(who, service, ids)
    except ServiceError as error:
        console.print(error.cause + error.remedy)
        return USAGE
    finally:
        service.close()
    said = f"可重读{len(ids)}份，未动。" if dry_run else f"已排队重读{len(ids)}份，服务运行时自动读取。"
    typer.echo(said)
    return 0


def office_actor(service: Service, name: str | None, console: Console) -> Actor | None:
    """The service itself acting in the office called ``name``, or in the only one; None after saying
    why there is none. Brings the tables up to date."""
    upgrade(service.database)
    with service.database.transaction() as session:
        ensure_local_administrator(session)
        found = [each for each in offices(session) if name in (None, each.name)]
    if len(found) == 1:
        return service_actor(found[0].id)
    if name is None:
        console.print("这里有几个单位，请用 --office 写明是哪一个。")
    else:
        console.print(f"没有“{name}”这个单位。请写单位设置里的全称。")
    return None
