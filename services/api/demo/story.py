"""What the demo tells: invented desks, their papers, and what their clerk has entered
(samples/demo.yaml)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from services.law.strict_yaml import AnyJurisdiction
from services.resources import samples_folder
from services.vocabulary import OrganisationKind, ReceiptBasis


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ReceiptEntry(_Strict):
    """The day the clerk wrote down, and how it is known."""

    day: date
    basis: ReceiptBasis = ReceiptBasis.PERSON


class Confirmed(_Strict):
    """One paper the clerk has confirmed: the ``paper``-th (from 0) of ``file``."""

    file: str
    paper: int = 0
    receipt: ReceiptEntry | None = None


class Done(_Strict):
    """A duty the clerk has ticked off on ``day``: of the case with this number, under this rule, with
    this target date."""

    case_number: str
    rule: str
    target: date
    day: date
    note: str = ""


class Arrival(_Strict):
    """A file of samples/ and the day it reached the office."""

    file: str
    arrived_on: date


class DemoOffice(_Strict):
    login: str
    clerk: str
    name: str
    kind: OrganisationKind
    jurisdiction: AnyJurisdiction
    papers: tuple[Arrival, ...]
    confirmed: tuple[Confirmed, ...] = ()
    done: tuple[Done, ...] = ()


class Story(_Strict):
    """``today`` is the demo's calendar day, shown on every page beside 演示."""

    today: date
    offices: tuple[DemoOffice, ...]


def read_story(folder: Path | None = None) -> Story:
    """samples/demo.yaml, checked. Raises FileNotFoundError for a paper that is not there."""
    folder = folder or samples_folder()
    story = Story.model_validate(yaml.safe_load((folder / "demo.yaml").read_text("utf-8")))
    for office in story.offices:
        for paper in office.papers:
            if not (folder / paper.file).is_file():
                raise FileNotFoundError(f"samples/demo.yaml names {paper.file}, not found in {folder}")
    return story
