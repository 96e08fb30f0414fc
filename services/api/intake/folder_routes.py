"""JSON: watched folders, what waits, reading again; copies and later readings of papers."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel

from services.api.accounts.session import The, Who
from services.api.documents.changes import changes
from services.api.documents.copies import copies_of, likely_originals, merge_copy, separate_copy
from services.api.documents.document import Paper
from services.api.documents.store import get_paper, runs_of
from services.api.errors import NotFound, problem_responses
from services.api.intake import folders
from services.api.intake.again import choose, queue_again
from services.api.intake.backlog import backlog
from services.api.intake.source import WatchedFolder
from services.vocabulary import DocumentState

router = APIRouter(prefix="/api/v1", tags=["收文"], responses=problem_responses(401))


class FolderIn(BaseModel):
    """``path`` on the machine of the service; ``scanner`` a profile of models/scanners.yaml."""

    path: str
    scanner: str = "plain"


class FolderChange(BaseModel):
    active: bool
    scanner: str | None = None


class FolderOut(BaseModel):
    """``problem`` (code, message) says why it cannot be read; ``waiting`` files were seen and not taken
    at the last look; ``files`` counts what was taken by where it lies: done, refused, gone."""

    id: str
    path: str
    scanner: str
    active: bool
    looked_at: datetime | None
    waiting: int
    problem: dict[str, Any] | None
    files: dict[str, int]


class FolderList(BaseModel):
    folders: list[FolderOut]


class BacklogOut(BaseModel):
    """``seconds`` until all that is ``ahead`` is read at the rate measured lately, null when too little
    was read to say."""

    waiting: int
    ahead: int
    per_minute: float | None
    seconds: float | None


class Again(BaseModel):
    """Exactly one of the three: documents in ``status``, last read by a version before
    ``older_than_version``, or ``all``."""

    status: DocumentState | None = None
    older_than_version: str | None = None
    all: Literal[True] | None = None


class Queued(BaseModel):
    queued: int


class Copies(BaseModel):
    """Paper ids: what this paper is a copy of, its copies, what it may be a copy of."""

    copy_of: str | None
    copies: list[str]
    likely: list[str]
    version: int


class CopyIn(BaseModel):
    """``original`` is the paper it is a copy of; null parts it from that."""

    version: int
    original: str | None


class ChangeOut(BaseModel):
    paper: int
    title: str
    field: str
    ordinal: int
    before: Any
    after: Any


class ChangesOut(BaseModel):
    """What the last reading says otherwise than the one before it."""

    attempts: tuple[int, int]
    changes: list[ChangeOut]


@router.get("/backlog", summary="待读的份数和预计用时")
def get_backlog(service: The, who: Who) -> BacklogOut:
    with service.database.transaction() as session:
        found = backlog(who, session)
    return BacklogOut(
        waiting=found.waiting, ahead=found.ahead, per_minute=found.per_minute, seconds=found.seconds
    )


@router.get("/folders", summary="收文文件夹")
def get_folders(service: The, who: Who) -> FolderList:
    with service.database.transaction() as session:
        counts = folders.folder_counts(who, session)
        rows = folders.list_folders(who, session)
        return FolderList(folders=[_out(row, counts.get(row.id, {})) for row in rows])


@router.post(
    "/folders", summary="新增收文文件夹", status_code=201, responses=problem_responses(403, 409, 422)
)
def post_folder(body: FolderIn, service: The, who: Who) -> FolderOut:
    with service.database.transaction() as session:
        row = folders.watch_folder(who, session, service.settings, body.path, scanner=body.scanner)
        return _out(row, {})


@router.put(
    "/folders/{folder_id}",
    summary="暂停、恢复或更改扫描方式",
    responses=problem_responses(403, 404, 422),
)
def put_folder(folder_id: str, body: FolderChange, service: The, who: Who) -> FolderOut:
    with service.database.transaction() as session:
        row = folders.change_folder(who, session, folder_id, active=body.active, scanner=body.scanner)
        return _out(row, folders.folder_counts(who, session).get(row.id, {}))


@router.delete(
    "/folders/{folder_id}",
    summary="不再收这个文件夹",
    status_code=204,
    responses=problem_responses(403, 404),
)
def delete_folder(folder_id: str, service: The, who: Who) -> None:
    with service.database.transaction() as session:
        folders.forget_folder(who, session, folder_id)


@router.post(
    "/documents/reprocess",
    summary="成批重读",
    status_code=202,
    responses=problem_responses(403, 422),
)
def post_reprocess(body: Again, request: Request, service: The, who: Who) -> Queued:
    with service.database.transaction() as session:
        ids = choose(
            who, session, status=body.status, older_than=body.older_than_version, all_=body.all
        )
    queued = queue_again(who, service, ids)
    request.app.state.wake()
    return Queued(queued=queued)


@router.get(
    "/documents/{document_id}/changes", summary="前后两次读取的不同", responses=problem_responses(404)
)
def get_changes(document_id: str, service: The, who: Who) -> ChangesOut:
    with service.database.transaction() as session:
        runs = runs_of(who, session, document_id)
    if len(runs) < 2:
        raise NotFound("重读的对照")
    older, newer = runs[-2], runs[-1]
    found = changes(older.extraction, newer.extraction)
    return ChangesOut(
        attempts=(older.attempt, newer.attempt),
        changes=[
            ChangeOut(**{name: getattr(change, name) for name in ChangeOut.model_fields})
            for change in found
        ],
    )


@router.get("/papers/{paper_id}/copies", summary="副本", responses=problem_responses(404))
def get_copies(paper_id: str, service: The, who: Who) -> Copies:
    with service.database.transaction() as session:
        paper = get_paper(who, session, paper_id)
        return Copies(
            copy_of=paper.copy_of,
            copies=_ids(copies_of(who, session, paper_id).get(paper_id, [])),
            likely=_ids(likely_originals(who, session, paper)),
            version=paper.version,
        )


@router.post(
    "/papers/{paper_id}/copies", summary="并为副本，或分开", responses=problem_responses(404, 409)
)
def post_copies(paper_id: str, body: CopyIn, service: The, who: Who) -> Copies:
    with service.database.transaction() as session:
        if body.original is None:
            separate_copy(who, session, paper_id, version=body.version)
        else:
            merge_copy(who, session, paper_id, body.original, version=body.version)
    return get_copies(paper_id, service, who)


def _ids(papers: list[Paper]) -> list[str]:
    return [paper.id for paper in papers]


def _out(row: WatchedFolder, files: dict[str, int]) -> FolderOut:
    own = {name: getattr(row, name) for name in FolderOut.model_fields if name != "files"}
    return FolderOut(**own, files=files)
