"""JSON: filings of a case, as drafts and as frozen copies."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from services.api.accounts.session import The, Who
from services.api.errors import problem_responses
from services.api.filings import store
from services.api.filings.draw import MEDIA_TYPES
from services.api.filings.filing import Filing
from services.api.filings.make import Draft, drafts, file_of, make_filing

router = APIRouter(
    prefix="/api/v1/cases/{case_id}/filings", tags=["报送材料"], responses=problem_responses(401, 404)
)


class BasisOut(BaseModel):
    """The row a cell stands on: a fact, a receipt, a duty, an action, a person …"""

    kind: str
    id: str


class CellOut(BaseModel):
    """One cell. ``gap``: what a person still has to fill; ``empty_because``: rightly empty for now."""

    key: str
    label: str
    text: str
    facts: list[str]
    basis: list[BasisOut]
    gap: str | None
    empty_because: str | None


class GapOut(BaseModel):
    key: str
    label: str
    reason: str


class DraftOut(BaseModel):
    """A form as the case fills it now."""

    form_id: str
    name: str
    document: str
    rules: list[str]
    duty_keys: list[str]
    cells: list[CellOut]
    gaps: list[GapOut]


class FilingOut(BaseModel):
    """A frozen copy."""

    id: str
    form_id: str
    duty_key: str | None
    name: str
    sha256: str
    cells: list[CellOut]
    gaps: list[GapOut]
    at: datetime


class FilingList(BaseModel):
    drafts: list[DraftOut]
    filings: list[FilingOut]


class FilingIn(BaseModel):
    """Which form to draw up, for which duty. ``typed``: texts by cell key for what no fact fills."""

    form_id: str
    duty_key: str | None = None
    typed: dict[str, str] = Field(default_factory=dict)


@router.get("", summary="一个案件可填的表单和已制作的材料")
def get_filings(case_id: str, service: The, who: Who) -> FilingList:
    with service.database.transaction() as session:
        return FilingList(
            drafts=[_draft_out(draft) for draft in drafts(who, session, case_id, service.today())],
            filings=[_out(row) for row in store.filings_of_case(who, session, case_id)],
        )


@router.post("", status_code=201, summary="制作一份报送材料", responses=problem_responses(409, 422))
def post_filing(case_id: str, body: FilingIn, service: The, who: Who) -> FilingOut:
    return _out(
        make_filing(who, service, case_id, body.form_id, typed=body.typed, duty_key=body.duty_key)
    )


@router.get("/{filing_id}", summary="一份已制作的材料")
def get_filing(case_id: str, filing_id: str, service: The, who: Who) -> FilingOut:
    with service.database.transaction() as session:
        return _out(store.get_filing(who, session, case_id, filing_id))


@router.get(
    "/{filing_id}/file",
    summary="下载材料",
    response_class=Response,
    responses={200: {"content": {media_type: {} for media_type in MEDIA_TYPES.values()}}},
)
def get_file(case_id: str, filing_id: str, service: The, who: Who) -> Response:
    row, data = file_of(who, service, case_id, filing_id)
    return Response(
        data,
        media_type=MEDIA_TYPES[PurePath(row.name).suffix],
        headers={"content-disposition": f"attachment; filename*=UTF-8''{quote(row.name)}"},
    )


def _draft_out(draft: Draft) -> DraftOut:
    return DraftOut(
        form_id=draft.form.id,
        name=draft.form.name,
        document=draft.form.document,
        rules=list(draft.form.rules),
        duty_keys=list(draft.duty_keys),
        cells=[CellOut.model_validate(cell.to_json()) for cell in draft.filled.cells],
        gaps=[GapOut(key=g.key, label=g.label, reason=g.gap or "") for g in draft.filled.gaps],
    )


def _out(row: Filing) -> FilingOut:
    cells: list[dict[str, Any]] = row.cells
    return FilingOut(
        id=row.id,
        form_id=row.form_id,
        duty_key=row.duty_key,
        name=row.name,
        sha256=row.sha256,
        cells=[CellOut.model_validate(cell) for cell in cells],
        gaps=[GapOut.model_validate(gap) for gap in row.gaps],
        at=row.at,
    )
