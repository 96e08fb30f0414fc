"""Is a value a person typed a possible value of the field? Normalises it to the contract's form."""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from services.api.errors import Unacceptable
from services.api.typed import read_day, read_moment
from services.extractor.text.case_numbers import loose_case_number
from services.vocabulary import (
    DATE_FIELDS,
    DAY_COUNT_FIELDS,
    LIST_FIELDS,
    FieldName,
    OutcomeClass,
    PartyType,
    Role,
)


class _Representative(BaseModel):
    model_config = ConfigDict(extra="allow")
    name: str
    title: str | None = None


class _Agent(BaseModel):
    model_config = ConfigDict(extra="allow")
    name: str
    affiliation: str | None = None


class _Party(BaseModel):
    """The contract's party."""

    model_config = ConfigDict(extra="allow")
    role: Role
    name: str
    type: PartyType
    original_roles: list[Role] = []
    legal_representative: _Representative | None = None
    agents: list[_Agent] = []


class _Operative(BaseModel):
    model_config = ConfigDict(extra="allow")
    text: str
    classes: list[OutcomeClass]
    parties: list[str] = []


class _PartyOutcome(BaseModel):
    classes: list[OutcomeClass]
    partial: bool = False


class _Outcome(BaseModel):
    by_party: dict[str, _PartyOutcome]
    effective: bool = False
    effective_basis: str | None = None


_PARTS: dict[str, type[BaseModel]] = {"party": _Party, "operative": _Operative, "outcome": _Outcome}


def checked_value(field: str, value: Any) -> Any:
    """``value`` in the contract's form; None stays None. Unacceptable when it cannot be one."""
    if field not in set(FieldName) and field not in _PARTS:
        raise Unacceptable("unknown_field", f"没有“{field}”这个字段。", "请从字段列表中选择。")
    if value is None:
        return None
    try:
        return _checker(field)(value)
    except (ValueError, TypeError, ValidationError):
        label = FieldName(field).label if field in set(FieldName) else field
        raise Unacceptable(
            "bad_value", f"{label}的值“{value}”不合格式。", _HINTS.get(field, "请重新填写。")
        ) from None


def classes_named(text: str) -> list[str]:
    """The outcome classes a person typed, by label or code: 撤销、责令重作. Unacceptable names the word
    that is none, with the nearest that are."""
    labels = {each.label: each.value for each in OutcomeClass}
    found = []
    for word in re.split(r"[、，,；;\s]+", text.strip()):
        if not word:
            continue
        value = labels.get(word) or (word if word in set(OutcomeClass) else None)
        if value is None:
            near = get_close_matches(word, labels, n=3, cutoff=0.3)
            hint = f"是不是{'、'.join(near)}？" if near else "请从列出的类别里选。"
            raise Unacceptable("bad_value", f"没有“{word}”这一类判项。", hint)
        found.append(value)
    return list(dict.fromkeys(found))


def _checker(field: str) -> Callable[[Any], Any]:
    if field in _PARTS:
        return lambda value: _PARTS[field].model_validate(value).model_dump(mode="json")
    if field in LIST_FIELDS:
        return _texts
    return _SCALARS.get(field, _text)


def _text(value: Any) -> str:
    text = str(value).strip()
    if not text or len(text) > 2000:
        raise ValueError(text)
    return text


def _texts(value: Any) -> list[str]:
    """Several texts: a list, or one text with a line or a semicolon between them."""
    parts = re.split(r"[\n；;]", value) if isinstance(value, str) else list(value)
    return [_text(part) for part in parts if str(part).strip()] or [_text("")]


def _day_count(value: Any) -> int:
    return _counted(value, 365)


def _month_count(value: Any) -> int:
    return _counted(value, 24)


def _counted(value: Any, most: int) -> int:
    number = int(value)
    if not 0 < number <= most:
        raise ValueError(number)
    return number


def _hearing_times(value: Any) -> list[str]:
    """Several hearings: a list, or one text with 、 between them."""
    times = [part for part in value.split("、") if part.strip()] if isinstance(value, str) else value
    if not times:
        raise ValueError(value)
    return [read_moment(str(at)).strftime("%Y-%m-%dT%H:%M") for at in times]


def _case_number(value: Any) -> str:
    """The form cases are matched by: full-width brackets, no spaces, no leading zeros."""
    text = "".join(str(value).split())
    text = re.sub(r"[(〔\[【［]", "（", re.sub(r"[)〕\]】］]", "）", text))
    text = f"{text}号" if text[-1:].isdigit() else text
    number = loose_case_number(text, 0, len(text))
    if number is not None and number.year:
        return _BY_HABIT.sub(r"\1", number.value)
    if not re.fullmatch(r".{0,20}（(?:19|20)\d{2}）.{1,40}号.{0,6}", text):
        raise ValueError(text)
    return text  # of another body: 碚府复（2025）41号


def _day(value: Any) -> str:
    return read_day(str(value)).isoformat()


_SCALARS: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(DATE_FIELDS, _day),
    **dict.fromkeys(DAY_COUNT_FIELDS, _day_count),
    FieldName.ADVICE_REPLY_MONTHS: _month_count,
    FieldName.HEARING_AT: _hearing_times,
    FieldName.CASE_NUMBER: _case_number,
    FieldName.PRIOR_CASE_NUMBER: _case_number,
}
# After a court's code of the grammar of 2016 stands no 字第: typed by habit, it would make a second
# case.
_BY_HABIT = re.compile(r"^(（\d{4}）[\u4e00-\u9fa5]\d{2,4}[\u4e00-\u9fa5]+?)字?第(?=\d)")
_A_NUMBER = "请按文书上的案号填写，如（2023）渝0109行初45号。"
_HINTS: dict[str, str] = {
    **dict.fromkeys(DATE_FIELDS, "请写成2026-03-18或2026年3月18日这样的日期。"),
    **dict.fromkeys(DAY_COUNT_FIELDS, "请填1到365之间的天数。"),
    FieldName.ADVICE_REPLY_MONTHS: "请填1到24之间的月数。",
    FieldName.CASE_NUMBER: _A_NUMBER,
    FieldName.PRIOR_CASE_NUMBER: _A_NUMBER,
    FieldName.HEARING_AT: "请写成2026-03-18 09:00或2026年3月18日上午9时这样的时间。",
}
