"""The lists of names in models/lexicons, each loaded once and when first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import yaml

from services.resources import models_folder


def _lines(name: str) -> list[str]:
    text = (models_folder() / "lexicons" / name).read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line]


@cache
def courts() -> frozenset[str]:
    """Full names of courts: 重庆市北碚区人民法院."""
    return frozenset(_lines("courts.txt"))


@cache
def court_codes() -> Mapping[str, str]:
    """Court code of new case numbers (渝0109) to court. Evidence, not an official table."""
    rows = [line.split("\t") for line in _lines("court_codes.tsv")[1:]]
    return {"最高法": "最高人民法院"} | {row[0]: row[1] for row in rows}


@cache
def divisions() -> frozenset[str]:
    """Names of provinces, prefectures and counties: 重庆市, 北碚区."""
    return frozenset(line.split("\t")[1] for line in _lines("divisions.tsv")[1:])


@cache
def surnames() -> frozenset[str]:
    """Chinese surnames, compound ones included."""
    return frozenset(_lines("surnames.txt"))


@cache
def look_alikes() -> Mapping[str, tuple[str, ...]]:
    """Characters read in place of a surname, to the surnames that look like them: 逢 to 逄."""
    rows = [line.split("\t") for line in _lines("look_alikes.tsv")[1:]]
    return {read: tuple(others) for read, others, _ in rows}


@dataclass(frozen=True, slots=True)
class Cause:
    """An official cause; ``code`` is ``1`` (second level) or ``1.15`` (third level)."""

    code: str
    name: str


@cache
def causes() -> tuple[Cause, ...]:
    """The official causes (法发〔2020〕44号), longest name first."""
    path = models_folder() / "lexicons" / "causes.yaml"
    found = []
    for second in yaml.safe_load(path.read_text(encoding="utf-8"))["second"]:
        found.append(Cause(str(second["no"]), second["name"]))
        found.extend(
            Cause(f"{second['no']}.{third['no']}", third["name"]) for third in second.get("third", ())
        )
    return tuple(sorted(found, key=lambda cause: (-len(cause.name), cause.code)))


@cache
def _codes_by_name() -> Mapping[str, str]:
    return {cause.name: cause.code for cause in causes()}


@cache
def cause_words() -> Mapping[str, tuple[str, ...]]:
    """Words courts print for a cause, to the codes each may mean: 工伤认定 to 7.69."""
    rows = yaml.safe_load((models_folder() / "lexicons" / "cause_words.yaml").read_text("utf-8"))
    codes = _codes_by_name()
    return {word: tuple(codes[name] for name in row["means"]) for row in rows for word in row["words"]}


@cache
def causes_before_2021() -> Mapping[str, tuple[str, ...]]:
    """Acts of the list in use before 2021, to the second-level codes each became; () when it became
    none."""
    file = models_folder() / "lexicons" / "causes_before_2021_to_2021.yaml"
    codes = _codes_by_name()
    rows = yaml.safe_load(file.read_text("utf-8"))
    return {old: tuple(codes[name] for name in names) for old, names in rows.items()}
