"""What the paper is taken for: its kind with the other readings, its stage, and why it counts as
served or not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from services.api.documents.document import Paper
from services.api.review.doubts import why_kind
from services.api.web.views.readings import Reading
from services.api.web.views.review import FieldRow, FieldState, Tally, tally
from services.vocabulary import PaperKind, Stage, Standing, StandingSign, label_of

KINDS = tuple((kind.value, kind.label) for kind in PaperKind)
STAGES = tuple((stage.value, stage.label) for stage in Stage)
STANDINGS = tuple((each.value, each.label) for each in Standing)


@dataclass(frozen=True, slots=True)
class KindRow:
    """The kind as a row that asks: shown only while nobody has settled it."""

    why: str
    readings: tuple[Reading, ...]
    state: FieldState = FieldState.DOUBT


def kind_row(paper: Paper) -> KindRow | None:
    """The row that asks what ``paper`` is, None when that is sure."""
    why = why_kind(paper)
    if not why:
        return None
    others = [each["value"] for each in paper.kind_candidates or ()]
    readings = tuple(
        Reading(key, value, label_of(PaperKind, value), who, None, None, key == 1)
        for key, (value, who) in enumerate(
            [(paper.kind, "按版式读取"), *((value, "模型读取") for value in others)], start=1
        )
    )
    return KindRow(why, readings if others else ())


def standing_words(paper: Paper) -> str:
    """Why the paper counts as attached, or is not sure to be served; "" when nothing told so and
    of what no court sends, which nobody is served with."""
    if not paper.standing_because or paper.kind == PaperKind.NOT_COURT_PAPER:
        return ""
    sign = label_of(StandingSign, paper.standing_because)
    return {
        Standing.ATTACHED.value: f"判为仅附带：{sign}。",
        Standing.UNCLEAR.value: f"是否送达不能断定：{sign}。",
    }.get(paper.standing, "")


def tally_of(paper: Paper, rows: Iterable[FieldRow]) -> Tally:
    """How many of a waiting paper's rows stand where, its kind among them."""
    return tally([*rows, kind] if (kind := kind_row(paper)) else rows)
