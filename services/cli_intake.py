"""`yingsu ingest`, `yingsu reprocess`, `yingsu separator`: taking papers in, from the terminal."""

from __future__ import annotations

from pathlib import Path

import typer


def ingest(
    paths: list[Path] = typer.Argument(..., metavar="PATH...", help="文件、文件夹或ZIP。"),
    *,
    recursive: bool = typer.Option(False, "--recursive", "-r", help="连同子文件夹。"),
    office: str | None = typer.Option(None, help="归哪个单位（全称）；只有一个单位时不用写。"),
    scanner: str | None = typer.Option(None, help="扫描方式，如 separated（有分隔页）。"),
    dry_run: bool = typer.Option(False, "--dry-run", help="只清点，不导入。"),
    wait: bool = typer.Option(True, help="等到全部读完再结束。"),
    quiet: bool = typer.Option(False, "--quiet", "-q", help="不列收下的文件，只列份数和没有读成的。"),
    as_json: bool = typer.Option(False, "--json", help="报告写成一个 JSON 对象。"),
) -> None:
    """成批导入：存下、去重、读取，列出每个文件的去向。中断后再运行同一条命令即接着做。

    退出码：0全部读成，2用法有误，3有文件没有读成（报告里有原因），4没有做完。
    """
    from services.api.command_ingest import ingest as run
    from services.api.settings import Settings
    from services.extractor.scanner import scanner_profiles

    if scanner is not None and scanner not in scanner_profiles():
        known = "、".join(f"{each.name}（{each.label}）" for each in scanner_profiles().values())
        typer.echo(f"没有 {scanner} 这种扫描方式，请用：{known}。", err=True)
        raise typer.Exit(2)
    code = run(
        Settings(),
        paths,
        recursive=recursive,
        office=office,
        scanner=scanner,
        dry_run=dry_run,
        wait=wait,
        quiet=quiet,
        as_json=as_json,
    )
    if code:
        raise typer.Exit(code)


def reprocess(
    status: str | None = typer.Option(None, help="只重读这种状态的：failed、refused 或 read。"),
    older_than: str | None = typer.Option(
        None, "--older-than-version", help="只重读由更早版本读过的，如 0.2.0。"
    ),
    everything: bool = typer.Option(False, "--all", help="全部重读。"),
    office: str | None = typer.Option(None, help="哪个单位（全称）；只有一个单位时不用写。"),
    dry_run: bool = typer.Option(False, "--dry-run", help="只说有几份，不重读。"),
) -> None:
    """重读已收的文书。人确认过的内容不会改动，读法不同的地方进复核。"""
    from services.api.command_again import reprocess as run
    from services.api.settings import Settings

    code = run(
        Settings(),
        status=status,
        older_than=older_than,
        everything=everything,
        office=office,
        dry_run=dry_run,
    )
    if code:
        raise typer.Exit(code)


def separator(
    target: Path = typer.Argument(Path("分隔页.pdf"), metavar="FILE", help="写到哪个文件。"),
) -> None:
    """写出可打印的分隔页：夹在两份材料之间一起扫描，自动分开。"""
    from services.api.intake.separator import separator_sheet

    if target.exists():
        typer.echo(f"{target}已经有了，没有改动。请换一个文件名。", err=True)
        raise typer.Exit(2)
    target.write_bytes(separator_sheet())
    typer.echo(f"已写到{target}，请按原大小打印。")
