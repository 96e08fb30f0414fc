"""What the demo tells: two invented offices, their papers, and what their clerk has entered
(samples/demo.yaml)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from services.resources import samples_folder
from services.vocabulary import Jurisdiction, OrganisationKind, ReceiptBasis


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ReceiptEntry(_Strict):
    """The day the clerk wrote down, and how it is known."""

    on: date
    basis: ReceiptBasis = ReceiptBasis.PERSON


class Confirmed(_Strict):
    """One paper the clerk has confirmed: the ``paper``-th (from 0) of ``file``."""

    file: str
    paper: int = 0
    receipt: ReceiptEntry | None = None


class Done(_Strict):
    """A duty the clerk has ticked off: of the case with this number, under this rule."""

    case_number: str
    rule: str
    on: date
    note: str = ""


class DemoOffice(_Strict):
    login: str
    clerk: str
    name: str
    kind: OrganisationKind
    jurisdiction: Jurisdiction
    papers: tuple[str, ...]  # file names in samples/, in the order they arrived
    arrived_on: date
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
        for name in office.papers:
            if not (folder / name).is_file():
                raise FileNotFoundError(f"samples/demo.yaml names {name}, which is not in {folder}")
    return story
