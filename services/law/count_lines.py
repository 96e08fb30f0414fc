"""The JSON lines of ``yingsu deadlines count``: one question per line, one answer per line.

An answer line that could not be counted keeps its place and its id and carries ``error`` (``code``
and ``message``: cause and remedy) beside a null ``due``.
"""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

from services.law.calendar import Calendar
from services.law.count import PeriodKind, count_period

# Far beyond any period of law; keeps a slip of the keyboard from counting for minutes.
LONGEST = 3660
_FIRST_YEAR, _LAST_YEAR = 1949, 2199


class BadLine(ValueError):
    """A line that cannot be counted: ``code`` and a message with cause and remedy."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def count_line(line: str, calendar: Calendar) -> tuple[dict[str, Any], bool]:
    """The answer to one line, and whether it could be counted."""
    question: Any = None
    try:
        question = parse_line(line)
        kind, n, start = _kind(question), _n(question), start_of_line(question)
        count = count_period(kind, n, start, calendar)
    except BadLine as error:
        identifier = question.get("id") if isinstance(question, dict) else None
        problem = {"code": error.code, "message": str(error)}
        return {"id": identifier, "due": None, "error": problem}, False
    return {"id": question.get("id"), **count.to_json()}, True


def parse_line(line: str) -> dict[str, Any]:
    """The question on one line. Raises BadLine."""
    try:
        question = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadLine("not_json", "这一行不是 JSON，请每行写一个 JSON 对象。") from error
    if not isinstance(question, dict):
        raise BadLine("not_an_object", "这一行不是 JSON 对象，请写成 {…}。")
    return question


def _kind(question: dict[str, Any]) -> PeriodKind:
    given = question.get("kind")
    try:
        return PeriodKind(str(given))
    except ValueError as error:
        known = "、".join(kind.value for kind in PeriodKind)
        raise BadLine("bad_kind", f"kind 不认识：{given!r}，请用 {known} 之一。") from error


def _n(question: dict[str, Any]) -> int:
    given = question.get("n")
    if isinstance(given, bool) or not isinstance(given, int) or not 1 <= given <= LONGEST:
        raise BadLine("bad_n", f"n 须为1到{LONGEST}的整数，现为{given!r}。")
    return given


def start_of_line(question: dict[str, Any]) -> date:
    """The day a question counts from. Raises BadLine."""
    given = question.get("from")
    try:
        # fromisoformat also takes 20230303 and 2023-W09-5, which no one here means to write.
        written = isinstance(given, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", given)
        day = date.fromisoformat(str(given)) if written else None
    except ValueError:
        day = None
    if day is None:
        raise BadLine("bad_from", f"from 须为 2023-03-03 这样的日期，现为{given!r}。")
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise BadLine("bad_from", f"from 的年份{day.year}不合理，请核对。")
    return day
