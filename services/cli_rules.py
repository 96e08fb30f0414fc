"""`yingsu rules`: the rule packs as lists, pages, checks and coverage in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from rich.console import Console

    from services.law.catalogue import Entry
    from services.law.coverage import NoticeCoverage
    from services.vocabulary import Jurisdiction

rules = typer.Typer(help="规则包：各地文件的条文、期限和出处。", no_args_is_help=True)


@rules.command("list")
def rules_list(
    jurisdiction: str | None = typer.Option(None, "--jurisdiction", "-j", help="规则包，如 beibei。"),
    kind: str | None = typer.Option(None, "--kind", "-k", help="种类，如 deadline、measure。"),
) -> None:
    """列出规则包里的条目：编号、内容、条文、期限。"""
    from rich.console import Console

    from services.law.catalogue import KINDS
    from services.law.pack import place_name

    if kind is not None and kind not in KINDS:
        known = "、".join(f"{name}（{label}）" for name, label in KINDS.items())
        _refuse(f"没有 {kind} 这个种类，请用：{known}。")
    console = Console(highlight=False)
    for place, found in _entries(_places(jurisdiction)):
        entries = [each for each in found if kind in (None, each.kind)]
        if entries:
            console.print(f"{place_name(place)}（{place}）　{len(entries)}条", style="bold")
            _print_entries(console, entries)


def _print_entries(console: Console, entries: list[Entry]) -> None:
    """Under each kind its entries on two lines, whatever the width: id and what it says, then article
    and period."""
    from rich.markup import escape
    from rich.padding import Padding

    from services.law.catalogue import KINDS

    kind = ""
    for each in entries:
        if each.kind != kind:
            kind = each.kind
            console.print(f"  {KINDS[kind]}", style="underline")
        cited = each.citations[0] if each.citations else None
        where = f"{cited.document}{cited.article}" if cited else "没有条文"
        period = f"　{each.period}" if each.period else ""
        console.print(Padding(escape(f"{each.id}　{each.title}"), (0, 0, 0, 2)))
        console.print(Padding(escape(f"{where}{period}"), (0, 0, 0, 6)), style="dim")


@rules.command("show")
def rules_show(rule: str = typer.Argument(..., metavar="ID", help="编号，如 BB-13、ANSWER。")) -> None:
    """显示一条：原文、有效期、触发、期限、默认读法、不一致、案例。"""
    from rich.console import Console
    from rich.markup import escape

    console = Console()
    found = [each for _, entries in _entries(_places(None)) for each in entries if _is(each, rule)]
    if not found:
        _refuse(f"没有编号 {rule}。用 yingsu rules list 查看全部编号。")
    for entry in found:
        for line in _lines(entry):
            console.print(escape(line), soft_wrap=True)
        console.print()


def _entries(places: tuple[Jurisdiction, ...]) -> Iterator[tuple[Jurisdiction, tuple[Entry, ...]]]:
    """What each pack holds; one whose files cannot be used is named and left out."""
    from services.law.catalogue import catalogue
    from services.law.strict_yaml import RuleFileInvalid

    for place in places:
        try:
            found = catalogue(place)
        except RuleFileInvalid as error:
            typer.echo(f"× 规则包 {place} 有错，没有列出：{error}", err=True)
        else:
            yield place, found


def _is(entry: Entry, asked: str) -> bool:
    """The entry itself, or one that speaks of the row asked for (不一致、谁应诉)."""
    about = [words for name, words in entry.details if name == "涉及"]
    return asked in (entry.id, *entry.rows) or any(asked in words.split("、") for words in about)


def _lines(entry: Entry) -> list[str]:
    from services.law.catalogue import KINDS
    from services.law.pack import load_pack, place_name

    pack = load_pack(entry.jurisdiction)
    lines = [f"{entry.id}　{entry.title}", f"  {KINDS[entry.kind]}　{place_name(entry.jurisdiction)}"]
    for cited in entry.citations:
        said = "（转述，非原文）" if cited.paraphrase else ""
        lines.append(f"  {cited.where}{said}：“{cited.quotation}”")
    if entry.since or entry.until:
        until = f"至{entry.until}（{entry.ended_by}）" if entry.until else "起"
        lines.append(f"  有效：{entry.since or '不详'}{until}")
    if entry.trigger:
        lines.append(f"  触发：{entry.trigger}")
    if entry.period:
        lines.append(f"  期限：{entry.period}")
    lines += [f"  {name}：{words}" for name, words in entry.details]
    if entry.rows:
        lines.append(f"  条文：{'、'.join(entry.rows)}")
    if entry.uncertain_because:
        lines.append(f"  来源不确定：{entry.uncertain_because}")
    if entry.note:
        lines.append(f"  说明：{entry.note}")
    lines += [f"  案例：{name}" for name in entry.cases]
    return [*lines, f"  {_as_of(pack.checked_as_of).removeprefix('，')}"]


@rules.command("check")
def rules_check() -> None:
    """检查所有规则包：格式、引文与原文、条款覆盖、有效期、案例。有问题时退出码为1。"""
    from services.law.pack_check import check_packs

    sound = True
    for report in check_packs(today=today_in_china()):
        sound = sound and not report.problems
        mark = "×" if report.problems else "✓"
        as_of = _as_of(report.checked_as_of) if report.checked_as_of else ""
        head = f"{mark} {report.label}（{report.jurisdiction}）"
        typer.echo(f"{head}：规则{report.rules}条，案例{report.cases}个{as_of}")
        for problem in report.problems:
            typer.echo(f"    {problem}")
    if not sound:
        raise typer.Exit(1)


@rules.command("test")
def rules_test() -> None:
    """运行各规则包自己的案例。有不符时退出码为1。"""
    from services.law.pack_check import run_cases

    passed = True
    for result in run_cases():
        passed = passed and not result.problems
        mark = "×" if result.problems else "✓"
        failed = f"，不符{len(result.problems)}处" if result.problems else ""
        typer.echo(f"{mark} {result.label}（{result.jurisdiction}）：案例{result.cases}个{failed}")
        for problem in result.problems:
            typer.echo(f"    {problem}")
    if not passed:
        raise typer.Exit(1)


@rules.command("coverage")
def rules_coverage(
    as_json: bool = typer.Option(False, "--json", help="写出 JSON，含每一条由哪里承载。"),
) -> None:
    """各地文件逐条逐款由哪里承载。有没有承载的条文时退出码为1。"""
    found, broken = _covered()
    if as_json:
        import json

        typer.echo(json.dumps([_to_json(each) for each in found], ensure_ascii=False, indent=1))
    else:
        _print_coverage(found)
    for place, error in broken.items():
        typer.echo(f"× {place} 有错：{error}", err=as_json)
    if broken or any(each.problems for each in found):
        raise typer.Exit(1)


def _covered() -> tuple[tuple[NoticeCoverage, ...], dict[Jurisdiction, str]]:
    """The coverage of every notice, and why a pack has none: its files cannot be used."""
    from services.law.coverage import coverage_of
    from services.law.pack import load_pack
    from services.law.strict_yaml import RuleFileInvalid

    found, broken = [], {}
    for place in _places(None):
        try:
            covered = coverage_of(load_pack(place))
        except RuleFileInvalid as error:
            broken[place] = str(error)
        else:
            found += [covered] if covered else []
    return tuple(found), broken


def _to_json(notice: NoticeCoverage) -> dict[str, object]:
    from services.law.coverage import Use

    return {
        "jurisdiction": notice.jurisdiction,
        "document": notice.document,
        "clauses": notice.clauses,
        "clauses_without_rows": notice.clauses_without_rows,
        "rows": len(notice.rows),
        "in_use": list(notice.rows_in(Use.IN_USE)),
        "text": list(notice.rows_in(Use.TEXT)),
        "not_carried": list(notice.not_carried),
        "carriers": [
            {"row": c.row, "file": c.file, "entry": c.entry, "kind": c.kind, "use": c.use.value}
            for c in notice.carriers
        ],
        "problems": list(notice.problems),
    }


def _print_coverage(found: tuple[NoticeCoverage, ...]) -> None:
    from rich.console import Console
    from rich.table import Table

    from services.law.coverage import Use

    table = Table(title="条文覆盖", title_justify="left", title_style="bold")
    table.add_column("文件", overflow="fold")
    for name in ("条款", "不含义务", "条文", "在用", "以文字显示", "没有承载"):
        table.add_column(name, justify="right")
    totals = [0] * 6
    for each in found:
        counts = [
            each.clauses,
            each.clauses_without_rows,
            len(each.rows),
            len(each.rows_in(Use.IN_USE)),
            len(each.rows_in(Use.TEXT)),
            len(each.not_carried),
        ]
        totals = [total + count for total, count in zip(totals, counts, strict=True)]
        table.add_row(f"{each.label}　{each.document}", *map(str, counts))
    table.add_section()
    table.add_row("合计", *map(str, totals))
    console = Console()
    console.print(table)
    for each in found:
        for problem in each.problems:
            console.print(f"× {each.label}：{problem}", markup=False)


def today_in_china() -> date:
    """The day in Asia/Shanghai, whatever the machine says."""
    from datetime import datetime, timedelta, timezone

    return datetime.now(timezone(timedelta(hours=8), "Asia/Shanghai")).date()


def _as_of(checked: date) -> str:
    """，核对至2025-04-30, with a warning after twelve months."""
    from services.law.staleness import stale_words

    stale = stale_words(checked, today_in_china())
    return f"，核对至{checked}{f'（{stale}）' if stale else ''}"


def _places(asked: str | None) -> tuple[Jurisdiction, ...]:
    from services.law.pack import shipped_jurisdictions

    places = shipped_jurisdictions()
    if asked is None:
        return places
    chosen = tuple(place for place in places if place == asked)
    if not chosen:
        _refuse(f"没有规则包 {asked}，现有：{'、'.join(places)}。")
    return chosen


def _refuse(message: str) -> None:
    typer.echo(message, err=True)
    raise typer.Exit(2)
