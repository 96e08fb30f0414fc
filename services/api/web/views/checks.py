"""Failed checks as rows of the form: one sentence, and both places one click away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from services.api.documents.checks import Check, CheckPlace
from services.api.documents.document import Paper
from services.api.review.doubts import han, said
from services.api.web.views.places import page_of
from services.api.web.views.review import FieldState
from services.vocabulary import FieldName, PaperKind, label_of


@dataclass(frozen=True, slots=True)
class SidePlace:
    """One side: the row of the form it is, or the address of the paper it stands in."""

    label: str
    value: str
    row: str  # id of the row on this page, "" when it stands in another paper
    href: str


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A failed check on the page of one paper."""

    key: str
    message: str
    state: FieldState
    places: tuple[SidePlace, ...]

    @property
    def points(self) -> str:
        """The rows of this page whose boxes show it."""
        return " ".join(place.row for place in self.places if place.row)


def check_rows(checks: Iterable[Check], paper: Paper) -> tuple[CheckRow, ...]:
    """The checks that touch ``paper``, those nobody let stand first."""
    rows = [
        CheckRow(
            key=check.key,
            message=check.message,
            state=FieldState.RULE if check.waits_on(paper.id) else FieldState.DONE,
            places=_places(check.places, paper),
        )
        for check in checks
        if check.touches(paper.id)
    ]
    return tuple(sorted(rows, key=lambda row: row.state is not FieldState.RULE))


def _places(places: Sequence[CheckPlace], paper: Paper) -> tuple[SidePlace, ...]:
    """Both sides; one where a single value is wrong."""
    found: dict[str, SidePlace] = {}
    for place in places:
        row = place.field if place.field in set(FieldName) else f"{place.field}-{place.ordinal}"
        mine = place.paper.id == paper.id
        whose = "" if mine else f"{label_of(PaperKind, place.paper.kind)}的"
        page = page_of(place.source)
        found.setdefault(
            f"{place.paper.id} {row}",
            SidePlace(
                label=f"{whose}{_name(place)}",
                value=said(place.field, place.value) + (f"，第{page}页" if page else ""),
                row=row if mine else "",
                href=f"#p{page}" if mine and page else f"/papers/{place.paper.id}#f-{row}",
            ),
        )
    return tuple(found.values())


def _name(place: CheckPlace) -> str:
    if place.field == "party":
        return f"当事人{han(place.ordinal + 1)}"
    return label_of(FieldName, place.field)
