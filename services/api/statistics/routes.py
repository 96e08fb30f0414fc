"""JSON: counts that open onto what they count."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel

from services.api.accounts.session import The, Who
from services.api.documents.store import count_documents
from services.api.errors import problem_responses
from services.vocabulary import DocumentState

router = APIRouter(prefix="/api/v1/statistics", tags=["统计"], responses=problem_responses(401))


class StateCount(BaseModel):
    """``listed_at`` is where the counted documents are listed."""

    state: DocumentState
    label: str
    number: int
    listed_at: str


class DocumentCounts(BaseModel):
    definition: str
    total: int
    by_state: list[StateCount]


@router.get("/documents", summary="收文按状态计数")
def get_document_counts(service: The, who: Who) -> DocumentCounts:
    with service.database.transaction() as session:
        counted = count_documents(who, session)
    return DocumentCounts(
        definition="本单位收到的全部原件，含重复件，一件一计",
        total=sum(counted.values()),
        by_state=[
            StateCount(
                state=state,
                label=state.label,
                number=counted.get(state, 0),
                listed_at=f"/api/v1/documents?state={state.value}",
            )
            for state in DocumentState
        ],
    )
