"""`yingsu demo`: read the samples with a progress bar, print what was read, serve on request."""

from __future__ import annotations

from collections.abc import Iterable

import structlog
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from services.api.app import start, stop
from services.api.command import log_to_stderr, serve
from services.api.deadlines.derive import DutyView, duties_if_confirmed, duties_of_case
from services.api.demo.load import DemoDocument, load_demo
from services.api.demo.story import read_story
from services.api.documents.store import current_facts, get_document, papers_of
from services.api.service import Service, open_service
from services.api.settings import Settings, demo_folder
from services.resources import samples_folder
from services.vocabulary import DocumentState, FieldName, PaperKind, ReviewState, label_of

log = structlog.get_logger("yingsu.demo")


def run_demo(*, serve_after: bool, port: int | None = None) -> None:
    """Fill the demo folder (nothing is done twice), print a table, and serve when asked."""
    log_to_stderr()
    story = read_story()
    update: dict[str, object] = {"data_dir": demo_folder(), "demo": True, "today": story.today}
    # The demo never touches a configured database, jobs queue or S3 server.
    update |= {
        "database_url": None,
        "jobs_database_url": None,
        "s3_endpoint": None,
        "host": "127.0.0.1",
    }
    settings = Settings().model_copy(update=update | ({"port": port} if port else {}))
    service = open_service(settings)
    console = Console()
    try:
        start(service, carry_jobs=False)
        with Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            console=console,
            transient=True,
        ) as bars:
            task = bars.add_task("读样例", total=None)

            def watch(name: str, done: int, total: int) -> None:
                bars.update(task, description=f"读样例 {name}", completed=done, total=total)

            loaded = load_demo(service, story, samples_folder(), watch)
        if any(each.new for each in loaded) or not serve_after:
            console.print(_table(service, loaded))
        else:
            console.print(f"样例已在 {settings.data_dir}，共{len(loaded)}份，未重读。")
    finally:
        stop(service, None)
    if serve_after:
        serve(settings)


def _table(service: Service, loaded: Iterable[DemoDocument]) -> Table:
    table = Table(title=f"演示文书（虚构），今天按{service.today():%Y-%m-%d}计", title_justify="left")
    for heading in ("文件", "文书", "案号", "期限"):
        table.add_column(heading, overflow="fold")
    for each in loaded:
        for row in _rows(service, each):
            table.add_row(*row)
    return table


def _rows(service: Service, each: DemoDocument) -> list[tuple[str, str, str, str]]:
    """One row per paper: file, kind, case number, dates to work to (last lawful day)."""
    who, today = each.who, service.today()
    with service.database.transaction() as session:
        document = get_document(who, session, each.document_id)
        if document.state != DocumentState.READ:
            cause = "".join(problem["message"] for problem in document.problems)
            return [(each.name, label_of(DocumentState, document.state), "", cause)]
        rows = []
        for paper in papers_of(who, session, document.twin_of or document.id):
            numbers = [
                str(fact.value)
                for fact in current_facts(who, session, paper.id)
                if fact.field == FieldName.CASE_NUMBER
            ]
            if paper.review_state == ReviewState.CONFIRMED and paper.case_id:
                views = duties_of_case(who, session, paper.case_id, today)
                views = [view for view in views if paper.id in view.duty.papers]
            else:
                views = duties_if_confirmed(who, session, paper.id, today)
            dates = [_date_line(view) for view in views if view.target]
            rows.append(
                (each.name, label_of(PaperKind, paper.kind), "、".join(numbers), "\n".join(dates))
            )
        return rows


def _date_line(view: DutyView) -> str:
    provisional = "暂定" if view.duty.count.provisional else ""
    return f"{view.target:%Y-%m-%d}{provisional} {view.duty.title}"
