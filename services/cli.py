"""`yingsu`: the command line, and the only place that joins extractor, law and service.

Commands import what they need inside themselves, so that `yingsu extract` never loads the web
service and `yingsu deadlines count` never loads the OCR engine.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from services.cli_help import in_chinese
from services.cli_inbox import inbox
from services.cli_intake import ingest, reprocess, separator
from services.cli_rules import rules, today_in_china

if TYPE_CHECKING:
    from datetime import date

    from services.extractor import Extraction

app = typer.Typer(help="应诉：读法院文书，算期限，填报表。", no_args_is_help=True, add_completion=False)
deadlines = typer.Typer(help="期限计算。", no_args_is_help=True)
outcome = typer.Typer(help="裁判结果与败诉口径。", no_args_is_help=True)
app.add_typer(deadlines, name="deadlines")
app.add_typer(outcome, name="outcome")
app.add_typer(rules, name="rules")
app.add_typer(inbox, name="inbox")
for _command in (ingest, reprocess, separator):
    app.command()(_command)


@app.command()
def extract(
    files: list[Path] = typer.Argument(
        ..., metavar="FILE...", help="PDF、OFD、图片、Word、纯文本、压缩包或邮件。"
    ),
    as_json: bool = typer.Option(False, "--json", help="每个文件写出一行 JSON。"),
) -> None:
    """读文书：每份是什么，说了什么，在哪一页哪一处。有文件没读全时退出码为3。"""
    import json
    import sys

    from rich.console import Console
    from rich.progress import Progress, TaskID

    from services.extractor.summary import summary

    all_read = True
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        for path in files:
            task = progress.add_task(path.name, total=None)

            def show(done: int, total: int, task: TaskID = task) -> None:
                progress.update(task, completed=done, total=total)

            extraction = _extract_file(path, show)
            progress.remove_task(task)
            all_read = all_read and not extraction.problems
            if as_json:
                line = json.dumps(_with_losses(extraction), ensure_ascii=False)
                sys.stdout.buffer.write(line.encode() + b"\n")
            else:
                sys.stdout.buffer.write(("\n".join(summary(extraction)) + "\n").encode())
            sys.stdout.buffer.flush()
    if not all_read:
        raise typer.Exit(3)


def _extract_file(path: Path, progress: Callable[[int, int], None]) -> Extraction:
    from services.extractor import Extraction, FileInfo, Problem, extract

    try:
        data = path.read_bytes()
    except OSError:
        problem = Problem("file_missing", f"打不开文件{path.name}。请核对路径和权限后重试。")
        return Extraction(FileInfo(path.name, "", "application/octet-stream"), problems=(problem,))
    return extract(data, path.name, progress=progress)


def _with_losses(extraction: Extraction) -> dict[str, Any]:
    """The extraction's JSON with what services.law says of each outcome (effective by itself, loss by
    jurisdiction) and the checks across its papers, in members too: the extractor knows classes and
    words, services.law their meaning."""
    from services.law.on_its_face import outcome_said

    result = extraction.to_json()
    for paper in result["papers"]:
        if said := outcome_said(paper):
            paper["outcome"] = said
    result["checks"] = _checks(extraction)
    if extraction.members is not None:
        result["members"] = [_with_losses(member) for member in extraction.members]
    return result


def _checks(extraction: Extraction) -> list[dict[str, object]]:
    """What the papers of the file contradict, as services.law finds it in what was read."""
    from services.agencies import same_agency
    from services.extractor.text.case_numbers import court_of_number
    from services.law.calendar import national_calendar
    from services.law.checks import check_papers, paper_said

    papers = [paper_said(index, paper.to_json()) for index, paper in enumerate(extraction.papers)]
    findings = check_papers(
        papers, national_calendar(), court_of=court_of_number, same_party=same_agency
    )
    return [finding.to_json() for finding in findings]


@deadlines.command("count")
def deadlines_count(
    jsonl: bool = typer.Option(False, "--jsonl", help="逐行读入 JSON，逐行写出 JSON。"),
) -> None:
    """算期限：从标准输入逐行读，按原顺序逐行写。算不了的行带 error，退出码为3。"""
    from services.law.calendar import national_calendar
    from services.law.count_lines import count_line

    _require_jsonl(jsonl)
    calendar = national_calendar()
    _answer_lines(lambda line: count_line(line, calendar))


@deadlines.command("explain")
def deadlines_explain(
    rule: str | None = typer.Option(None, "--rule", help="规则编号，如 BB-13、ANSWER。"),
    start: str | None = typer.Option(None, "--from", help="起算日，如 2023-09-27；开庭类写开庭日。"),
    jurisdiction: str | None = typer.Option(None, "--jurisdiction", "-j", help="规则包，如 beibei。"),
    printed: int | None = typer.Option(None, "--printed", help="文书上写明的日数。"),
    jsonl: bool = typer.Option(False, "--jsonl", help="逐行读入 JSON，逐行写出 JSON。"),
) -> None:
    """说明一项期限：条文原文、怎么数、末日和目标日。用法有误的退出码为2，说明不了的为3。"""
    import json

    from services.law.calendar import national_calendar
    from services.law.explain import explain_line, explained_text, find_rule

    calendar = national_calendar()
    if jsonl:
        _answer_lines(lambda line: explain_line(line, calendar))
        return
    if rule is None or start is None:
        typer.echo("请写 --rule 和 --from，或加 --jsonl 从标准输入逐行给出。", err=True)
        raise typer.Exit(2)
    try:
        rule = find_rule(rule, jurisdiction).entry.id
        day = _typed_day(start).isoformat()
    except LookupError as error:
        typer.echo(str(error.args[0]), err=True)
        raise typer.Exit(2) from None
    asked = {"rule": rule, "from": day, "jurisdiction": jurisdiction, "printed": printed}
    lines, explained = explained_text(json.dumps(asked), calendar, today_in_china())
    for line in lines:
        typer.echo(line, err=not explained)
    if not explained:
        raise typer.Exit(3)


def _typed_day(text: str) -> date:
    """The day a person typed: 2026-03-02, 2026年3月2日. LookupError says what to write instead."""
    from services.api.typed import read_day

    try:
        return read_day(text)
    except ValueError:
        raise LookupError(f"看不懂日期“{text}”。请写成 2026-03-02 或 2026年3月2日。") from None


@outcome.command("classify")
def outcome_classify(
    jsonl: bool = typer.Option(False, "--jsonl", help="逐行读入 JSON，逐行写出 JSON。"),
) -> None:
    """分类裁判结果：从标准输入逐行读主文，按原顺序逐行写。看不懂的行带 error，退出码为3。"""
    from services.extractor.outcome import classify_line
    from services.law.loss import losses

    _require_jsonl(jsonl)
    _answer_lines(lambda line: classify_line(line, losses))


def _require_jsonl(jsonl: bool) -> None:
    if not jsonl:
        typer.echo("请加 --jsonl，并从标准输入给出每行一个 JSON 对象。", err=True)
        raise typer.Exit(2)


def _answer_lines(answer: Callable[[str], tuple[dict[str, Any], bool]]) -> None:
    """Answer each line of stdin at once, as its own line. Exit 3 when one could not be answered."""
    import json
    import sys

    all_answered = True
    for raw in sys.stdin.buffer:
        line = raw.decode("utf-8-sig", errors="replace").strip()
        if not line:
            continue
        said, answered = answer(line if _is_json(line) else "")
        all_answered = all_answered and answered
        sys.stdout.buffer.write(json.dumps(said, ensure_ascii=False).encode() + b"\n")
        sys.stdout.buffer.flush()
    if not all_answered:
        raise typer.Exit(3)


def _is_json(line: str) -> bool:
    """Whether the line is JSON that can be said again: Python also reads NaN, 1e999 and half of a
    surrogate pair (\\ud800), which no line of JSON can answer."""
    import json

    try:
        json.dumps(json.loads(line), ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError):
        return False
    return True


@app.command()
def serve(
    host: str | None = typer.Option(None, help="监听地址，默认只限本机。"),
    port: int | None = typer.Option(None, help="端口。"),
) -> None:
    """启动服务：收文、读文书、算期限、出报表。"""
    from services.api.command import serve as run
    from services.api.settings import Settings

    given = {"host": host, "port": port}
    run(Settings().model_copy(update={name: value for name, value in given.items() if value}))


@app.command()
def worker() -> None:
    """只读文书，不开网页：可在多台机器上各开一个。"""
    from services.api.command import work
    from services.api.settings import Settings

    work(Settings())


@app.command()
def demo(
    serve_after: bool = typer.Option(False, "--serve", help="读完后启动服务。"),
    port: int | None = typer.Option(None, help="端口。"),
) -> None:
    """把虚构样例读入演示文件夹，列出读到的案号和期限。"""
    from services.api.command_demo import run_demo

    run_demo(serve_after=serve_after, port=port)


@app.command()
def passwd(login: str = typer.Argument("admin", help="用户名。")) -> None:
    """给本单位用户设置密码。对外开放端口之前必须先做。"""
    from services.api.command import set_user_password
    from services.api.settings import Settings

    password = typer.prompt("新密码", hide_input=True, confirmation_prompt="再输一遍")
    set_user_password(Settings(), login, password)


@app.command()
def doctor() -> None:
    """检查这台机器：沙箱、识别引擎、数据库、存储。有问题时退出码为1。"""
    from services.api.doctor import report
    from services.api.settings import Settings

    if not report(Settings(), typer.echo):
        raise typer.Exit(1)


in_chinese(app)

if __name__ == "__main__":
    app()
