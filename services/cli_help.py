"""Help and usage errors of the command line in Chinese, one option on two lines: it fits 80 columns."""

from __future__ import annotations

import re
import sys
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

UsageError: type[Exception] = typer.BadParameter.__bases__[0]

_TYPES = ((r"<str>", "文字"), (r"<(int|float)>", "数"), (r"<path>", "路径"), (r"<[^>]*>", ""))
_WORDS = (
    (re.compile(r"\[default: ([^\]]*)\]"), r"（默认 \1）"),
    (re.compile(r"\[required\]"), "（必填）"),
    (re.compile(r"Show this message and exit\."), "显示这段说明。"),
)
# Messages of the parser, which come in English only.
_ERRORS = (
    (re.compile(r"No such option: ?(\S+?)\.?(?: .*)?$"), r"没有选项 \1。"),
    (re.compile(r"No such command '?([^'.]+)'?\.?.*"), r"没有命令 \1。"),
    (re.compile(r"Missing argument '?([^'.]+)'?\.?"), r"缺少 \1。"),
    (re.compile(r"Missing option '?([^'.]+)'?\.?"), r"缺少选项 \1。"),
    (re.compile(r"Missing parameter: ?(\S+)"), r"缺少 \1。"),
    (re.compile(r"Input should be a valid integer.*"), "这里要写整数。"),
    (re.compile(r"Missing command\.?"), "请写一个命令。"),
    (re.compile(r"Option '?(\S+?)'? requires an argument\.?"), r"选项 \1 后面要写内容。"),
    (re.compile(r"Got unexpected extra arguments? \((.*)\)"), r"多出来的内容：\1。"),
    (re.compile(r"'?(.*?)'? is not a valid (?:int|integer)\.?"), r"“\1”不是整数。"),
)


def in_chinese(app: typer.Typer) -> None:
    """Give ``app``, its groups and commands these classes."""
    app.info.cls = Group
    for command in app.registered_commands:
        command.cls = Command
    for group in app.registered_groups:
        group.cls = Group
        if group.typer_instance is not None:
            in_chinese(group.typer_instance)


def help_of(command: Any, ctx: Any) -> str:
    """用法, what the command does, its arguments, options and subcommands."""
    pieces = " ".join(command.collect_usage_pieces(ctx))
    for english, chinese in (("[OPTIONS]", "[选项]"), ("COMMAND", "命令"), ("[ARGS]...", "……")):
        pieces = pieces.replace(english, chinese)
    pieces = re.sub(r"\{(\S+?)(?:\.\.\.)?\}", r"\1", pieces)
    lines = [f"用法：{ctx.command_path} {pieces}", ""]
    if command.help:
        lines += [command.help.strip(), ""]
    arguments: list[tuple[str, str]] = []
    options: list[tuple[str, str]] = []
    for param in command.get_params(ctx):
        record = param.get_help_record(ctx)
        if record is not None:
            (arguments if param.param_type_name == "argument" else options).append(_record(*record))
    names = command.list_commands(ctx) if isinstance(command, TyperGroup) else []
    found = ((name, command.get_command(ctx, name)) for name in names)
    commands = [(name, (each.help or "").strip().split("\n")[0]) for name, each in found if each]
    for heading, records in (("参数", arguments), ("选项", options), ("命令", commands)):
        if records:
            lines += [f"{heading}：", *(line for record in records for line in _two_lines(*record)), ""]
    return "\n".join(lines).rstrip() + "\n"


def _record(names: str, text: str) -> tuple[str, str]:
    for english, chinese in _TYPES:
        names = re.sub(english, chinese, names)
    for pattern, words in _WORDS:
        text = pattern.sub(words, text)
    return re.sub(r"\s+", " ", names).strip(), re.sub(r"\s+（", "（", text)


def _two_lines(name: str, text: str) -> list[str]:
    return [f"  {name}", f"      {text}"] if text else [f"  {name}"]


def said(message: str) -> str:
    """A message of the parser in Chinese; one that is not known stays as it is."""
    for pattern, words in _ERRORS:
        if found := pattern.fullmatch(message.strip()):
            return found.expand(words)
    return message


class Command(TyperCommand):
    """A command with Chinese help."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        formatter.write(help_of(self, ctx))


class Group(TyperGroup):
    """A group with Chinese help; the outermost one says usage errors in Chinese and ends with 2."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        formatter.write(help_of(self, ctx))

    def main(self, *args: Any, standalone_mode: bool = True, **extra: Any) -> Any:
        extra["standalone_mode"] = False
        if not standalone_mode:
            return super().main(*args, **extra)
        try:
            code = super().main(*args, **extra)
        except UsageError as error:
            context = getattr(error, "ctx", None)
            path = context.command_path if context else "yingsu"
            if type(error).__name__ == "NoArgsIsHelpError" and context:
                typer.echo(help_of(context.command, context), nl=False)
                sys.exit(2)
            words = said(str(getattr(error, "message", "") or error)).rstrip("。")
            typer.echo(f"{words}。用法见 {path} --help。", err=True)
            sys.exit(2)
        except typer.Abort:
            typer.echo("已取消。", err=True)
            sys.exit(1)
        sys.exit(code if isinstance(code, int) else 0)
