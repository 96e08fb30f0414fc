"""Rule files are read strictly: an unknown, duplicate or missing key names its file and itself.

A typing slip in a rule file would silently lose a deadline, so nothing is ignored and nothing is
coerced (``n: "5"`` is refused).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, GetPydanticSchema, ValidationError
from pydantic_core import ErrorDetails, core_schema

from services.vocabulary import (
    EventKind,
    Jurisdiction,
    Loss,
    OrganisationKind,
    OutcomeClass,
    PaperKind,
    ReceiptBasis,
    Role,
    Stage,
    Standing,
)


class RuleFileInvalid(ValueError):
    """A rule file cannot be used. ``file``, ``line`` (from 1, when known) and ``key`` say where, the
    message says why and what to do."""

    def __init__(self, file: Path, key: str, message: str, line: int | None = None) -> None:
        at = f" 第{line}行" if line else ""
        super().__init__(f"{file.parent.name}/{file.name}{at} · {key or '(整个文件)'}：{message}")
        self.file = file
        self.key = key
        self.line = line


class StrictModel(BaseModel):
    """A mapping of a rule file: frozen, no extra keys, no coercion."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


# YAML holds enum members as their value: the one coercion allowed.
AnyPaperKind = Annotated[PaperKind, Field(strict=False)]
AnyEventKind = Annotated[EventKind, Field(strict=False)]
AnyStage = Annotated[Stage, Field(strict=False)]
AnyRole = Annotated[Role, Field(strict=False)]
AnyOutcomeClass = Annotated[OutcomeClass, Field(strict=False)]
# The name of a pack's folder: what Python, URLs and file systems all take.
AnyJurisdiction = Annotated[
    Jurisdiction,
    GetPydanticSchema(
        lambda _source, _handler: core_schema.no_info_after_validator_function(
            Jurisdiction, core_schema.str_schema(pattern="^[a-z][a-z0-9_]{0,39}$")
        )
    ),
]
AnyOrganisationKind = Annotated[OrganisationKind, Field(strict=False)]
AnyLoss = Annotated[Loss, Field(strict=False)]
AnyStanding = Annotated[Standing, Field(strict=False)]
AnyReceiptBasis = Annotated[ReceiptBasis, Field(strict=False)]
# YAML has lists only; models hold tuples.
Items = TypeVar("Items")
Tuple = Annotated[tuple[Items, ...], Field(strict=False)]

Model = TypeVar("Model", bound=StrictModel)


class _Loader(yaml.SafeLoader):
    """SafeLoader that refuses duplicate keys (YAML silently keeps the last one)."""


def _mapping_without_duplicates(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: set[Any] = set()
    for key_node, _ in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in seen:
            raise yaml.constructor.ConstructorError(
                None, None, f"duplicate key {key}", key_node.start_mark
            )
        seen.add(key)
    return loader.construct_mapping(node, deep=True)


def _day_that_exists(loader: _Loader, node: yaml.ScalarNode) -> Any:
    try:
        return loader.construct_yaml_timestamp(node)
    except ValueError as error:
        raise yaml.constructor.ConstructorError(
            None, None, f"没有 {node.value} 这一天，请核对日期", node.start_mark
        ) from error


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping_without_duplicates)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", _day_that_exists)
# Only true and false are booleans, as in YAML 1.2: `on:` is the day of an event, not the key True.
_BOOLEAN = "tag:yaml.org,2002:bool"
_Loader.yaml_implicit_resolvers = {
    letter: [each for each in resolvers if each[0] != _BOOLEAN]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(_BOOLEAN, re.compile("^(?:true|false)$"), list("tf"))

# By pydantic's kind of error, with what its context names.
_REASONS = {
    "extra_forbidden": "没有这个键，请核对拼写或删去",
    "missing": "缺少这个键，请补上",
    "enum": "没有“{input}”这个值，只能写 {choices}",
    "literal_error": "没有“{input}”这个值，只能写 {choices}",
    "value_error": "{error}",
    "string_type": "应当是文字，数字和日期请加引号",
    "string_pattern_mismatch": "“{input}”的写法不对，应当符合 {pattern}",
    "int_type": "应当是整数，不加引号",
    "int_from_float": "应当是整数",
    "float_type": "应当是数字，不加引号",
    "bool_type": "应当是 true 或 false",
    "date_type": "应当是日期，写成 2026-01-31，不加引号",
    "datetime_type": "应当是日期和时间，写成 2026-01-31T09:00:00，不加引号",
    "greater_than_equal": "不能小于{ge}",
    "tuple_type": "应当是列表",
    "list_type": "应当是列表",
    "dict_type": "应当是一组键和值",
    "model_type": "应当是一组键和值",
    "model_attributes_type": "应当是一组键和值",
}


def read_strictly(file: Path, model: type[Model]) -> Model:
    """Read ``file`` as ``model``. Raises RuleFileInvalid naming file, key, cause and remedy."""
    try:
        text = file.read_text(encoding="utf-8")
        content = yaml.load(text, Loader=_Loader)
    except OSError as error:
        raise RuleFileInvalid(file, "", "读不到这个文件，请检查路径") from error
    except yaml.constructor.ConstructorError as error:
        mark = error.problem_mark
        where = f"第{mark.line + 1}行" if mark else ""
        problem = str(error.problem).replace("duplicate key", "键重复，只留一个：")
        raise RuleFileInvalid(file, where, problem) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise RuleFileInvalid(file, "", f"不是合法的 YAML：{error}") from error
    try:
        return model.model_validate(content)
    except ValidationError as error:
        # A misspelt key is both unknown and missing: name what was written.
        first = min(error.errors(), key=lambda each: each["type"] != "extra_forbidden")
        key = ".".join(str(part) for part in first["loc"])
        raise RuleFileInvalid(file, key, _reason(first), _line_of(text, first["loc"])) from error


def _reason(error: ErrorDetails) -> str:
    """What is wrong, in Chinese; in pydantic's own words where they are not among those we expect."""
    context = error.get("ctx", {})
    choices = "、".join(re.findall(r"'([^']*)'", str(context.get("expected", ""))))
    words = {**context, "input": error["input"], "choices": choices}
    template = _REASONS.get(error["type"])
    return template.format_map(words) if template else error["msg"]


def _line_of(text: str, place: tuple[int | str, ...]) -> int | None:
    """The line (from 1) of the key at ``place``, or of the nearest mapping that holds it."""
    node = yaml.compose(text, Loader=_Loader)
    line = None
    for part in place:
        if isinstance(node, yaml.MappingNode):
            pairs = ((key, value) for key, value in node.value if key.value == str(part))
            key, node = next(pairs, (None, None))
            line = key.start_mark.line + 1 if key else line
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            node = node.value[part]
            line = node.start_mark.line + 1
        else:
            break
    return line
