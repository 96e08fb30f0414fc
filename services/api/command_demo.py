"""`yingsu demo`: read the samples with a progress bar, print what was read, serve on request."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

import structlog
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from services.api.app import start, stop
from services.api.command import serve
from services.api.deadlines.derive import DutyView, duties_if_confirmed, duties_of_case
from services.api.demo.load import DemoDocument, Watch, load_demo
from services.api.demo.story import read_story
from services.api.documents.store import current_facts, get_document, papers_of
from services.api.logs import log_to_stderr
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

            def show(name: str, done: int, total: int) -> None:
                bars.update(task, description=f"读样例 {name}", completed=done, total=total)

            # Nobody sees a bar in a log: a line for each file instead.
            watch = show if console.is_terminal else line_for_each_file(console.print)
            loaded = load_demo(service, story, samples_folder(), watch)
        if any(each.new for each in loaded) or not serve_after:
            _print_readings(console, service, loaded)
        else:
            console.print(f"样例已在 {settings.data_dir}，共{len(loaded)}份，未重读。")
    finally:
        stop(service, None)
    if serve_after:
        serve(settings)


def line_for_each_file(write: Callable[[str], None]) -> Watch:
    """A watch that writes one line when a file is begun."""
    begun: set[str] = set()

    def watch(name: str, done: int, total: int) -> None:
        if name not in begun:
            begun.add(name)
            write(f"读样例 {name}，{total}页")

    return watch


def _print_readings(console: Console, service: Service, loaded: Iterable[DemoDocument]) -> None:
    """Each paper with its case number, and under it the dates to work to."""
    console.print(f"演示文书（虚构），今天按{service.today():%Y-%m-%d}计", style="bold")
    for each in loaded:
        for head, dates in _readings(service, each):
            console.print(f"{each.name}　{head}", soft_wrap=True, highlight=False)
            for line in dates:
                console.print(f"    {line}", soft_wrap=True, highlight=False, style="dim")


def _readings(service: Service, each: DemoDocument) -> list[tuple[str, list[str]]]:
    """(kind and case number, lines of dates) of every paper of one document."""
    who, today = each.who, service.today()
    with service.database.transaction() as session:
        document = get_document(who, session, each.document_id)
        if document.state != DocumentState.READ:
            cause = "".join(problem["message"] for problem in document.problems)
            return [(f"{label_of(DocumentState, document.state)}　{cause}", [])]
        readings = []
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
            readings.append((f"{label_of(PaperKind, paper.kind)}　{'、'.join(numbers)}", _dates(views)))
        return readings


def _dates(views: Iterable[DutyView]) -> list[str]:
    """One line per day: the first duty due, and how many more."""
    by_day: dict[date, list[DutyView]] = {}
    for view in views:
        if view.target:
            by_day.setdefault(view.target, []).append(view)
    lines = []
    for day, due in sorted(by_day.items()):
        provisional = "（暂定）" if all(view.duty.count.provisional for view in due) else ""
        more = f"，等{len(due)}项" if len(due) > 1 else ""
        lines.append(f"{day:%Y-%m-%d}{provisional} {due[0].duty.title}{more}")
    return lines
