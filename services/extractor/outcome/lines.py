"""The JSON lines of ``yingsu outcome classify``: one operative part per line, one answer per line.

A line that cannot be classified keeps its place and its id and carries ``error`` (``code`` and
``message``: cause and remedy) beside an empty ``by_party``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from services.extractor.outcome.classify import classify_operative
from services.extractor.outcome.setting import kind_of_title
from services.extractor.text.clean import PaperText
from services.vocabulary import OutcomeClass, PaperKind, Stage

# 非诉执行审查 is also known by its short name.
_STAGES = {"nonlit": Stage.ENFORCEMENT_REVIEW, **{stage.value: stage for stage in Stage}} | {
    stage.label: stage for stage in Stage
}


class Losses(Protocol):
    """How jurisdictions read one party's classes (services.law.loss.losses)."""

    def __call__(
        self,
        classes: Iterable[OutcomeClass | str],
        *,
        kind: PaperKind | str | None = None,
        stage: Stage | str | None = None,
        effective: bool = False,
        inherited: bool | None = None,
    ) -> dict[str, str]: ...


class BadLine(ValueError):
    """A line that cannot be classified: ``code`` and a message with cause and remedy."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def classify_line(line: str, losses: Losses) -> tuple[dict[str, Any], bool]:
    """The answer to one line, and whether it could be classified."""
    question: Any = None
    try:
        question = _parse(line)
        return {"id": question.get("id"), **_answer(question, losses)}, True
    except BadLine as error:
        identifier = question.get("id") if isinstance(question, dict) else None
        problem = {"code": error.code, "message": str(error)}
        return {
            "id": identifier,
            "by_party": {},
            "partial": False,
            "items": [],
            "error": problem,
        }, False


def _answer(question: Mapping[str, Any], losses: Losses) -> dict[str, Any]:
    kind, stage = _kind(question), _stage(question)
    text, effective = _text(question), _flag(question, "effective")
    names = _names(question)
    prior, prior_items = _mapping(question, "prior"), _mapping(question, "prior_items")
    try:
        reading = classify_operative(
            text, kind=kind, stage=stage, defendants=names, prior=prior, prior_items=prior_items
        )
    except ValueError as error:
        raise BadLine("bad_prior", f"前一裁判的结果看不懂：{error}。") from error
    return {
        "by_party": {
            name: {
                "classes": [each.value for each in party.classes],
                "partial": party.partial,
                "loss": losses(
                    party.classes,
                    kind=kind,
                    stage=stage,
                    effective=effective,
                    inherited=reading.inherited[name],
                ),
            }
            for name, party in reading.by_party.items()
        },
        "partial": reading.partial,
        "items": [
            {
                "text": item.text,
                "classes": [each.value for each in item.classes],
                "parties": list(item.parties),
            }
            for item in reading.items
        ],
    }


def _parse(line: str) -> dict[str, Any]:
    try:
        question = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadLine("not_json", "这一行不是 JSON，请每行写一个 JSON 对象。") from error
    if not isinstance(question, dict):
        raise BadLine("not_an_object", "这一行不是 JSON 对象，请写成 {…}。")
    return question


def _text(question: Mapping[str, Any]) -> str:
    text = question.get("operative")
    if not isinstance(text, str) or not text.strip():
        raise BadLine("no_operative", "缺 operative：请给出判决、裁定或调解的主文。")
    return PaperText.of(text).text  # half-width punctuation, stray spaces and wrapped lines


def _kind(question: Mapping[str, Any]) -> PaperKind:
    try:
        return kind_of_title(str(question.get("kind") or question.get("doc_type") or "行政判决书"))
    except ValueError as error:
        raise BadLine(
            "bad_kind", f"{error}，请用 行政判决书、行政赔偿判决书、行政裁定书、行政调解书 之一。"
        ) from error


def _stage(question: Mapping[str, Any]) -> Stage:
    given = str(question.get("stage") or Stage.FIRST.value)
    if given not in _STAGES:
        known = "、".join(stage.value for stage in Stage)
        raise BadLine("bad_stage", f"stage 不认识：{given}，请用 {known} 之一。")
    return _STAGES[given]


def _flag(question: Mapping[str, Any], key: str) -> bool:
    value = question.get(key)
    if value is not None and not isinstance(value, bool):
        raise BadLine(f"bad_{key}", f"{key} 应为 true 或 false。")
    return bool(value)


def _names(question: Mapping[str, Any]) -> list[str]:
    names = question.get("defendants") or []
    if not isinstance(names, list) or not all(isinstance(name, str) and name for name in names):
        raise BadLine("bad_defendants", "defendants 应为被告名称的列表。")
    return names


def _mapping(question: Mapping[str, Any], key: str) -> Mapping[str, object] | None:
    value = question.get(key)
    if value is not None and not isinstance(value, dict):
        raise BadLine(f"bad_{key}", f"{key} 应为 JSON 对象。")
    return value
