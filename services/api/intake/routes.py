"""JSON: handing files in."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, Form, Header, Request, UploadFile
from pydantic import BaseModel, Field

from services.api.accounts.session import The, Who
from services.api.documents.progress import read_again
from services.api.errors import problem_responses
from services.api.intake.receive import receive
from services.api.intake.unlock import unlock

router = APIRouter(prefix="/api/v1/documents", tags=["收文"], responses=problem_responses(401))


class Received(BaseModel):
    """The file is stored and will be read. ``twin_of`` names the earlier file with the same bytes."""

    id: str
    name: str
    sha256: str
    size: int
    state: str
    twin_of: str | None


class PasswordIn(BaseModel):
    """The password of an archive; it is used once and not stored."""

    password: Annotated[str, Field(min_length=1, max_length=200)]


class Attempt(BaseModel):
    """The number of this reading, from 1."""

    attempt: int


@router.post("", summary="上传一份原件", status_code=202, responses=problem_responses(413, 422))
def post_document(
    *,
    request: Request,
    service: The,
    who: Who,
    file: Annotated[UploadFile, File(description="PDF、OFD、图片、Word、纯文本，或ZIP、7z、RAR、EML")],
    scanner: Annotated[str | None, Form(description="扫描方式：models/scanners.yaml中的名称")] = None,
    idempotency_key: Annotated[str | None, Header(max_length=100)] = None,
) -> Received:
    document = receive(
        who,
        service,
        file.filename or "",
        file.file,
        scanner=scanner or None,
        idempotency_key=idempotency_key,
    )
    request.app.state.wake()
    return Received(
        id=document.id,
        name=document.name,
        sha256=document.sha256,
        size=document.size,
        state=document.state,
        twin_of=document.twin_of,
    )


@router.post(
    "/{document_id}/read-again",
    summary="重读出错的原件",
    status_code=202,
    responses=problem_responses(404, 409),
)
def post_read_again(document_id: str, request: Request, service: The, who: Who) -> Attempt:
    with service.database.transaction() as session:
        attempt = read_again(who, session, document_id).attempt
    request.app.state.wake()
    return Attempt(attempt=attempt)


@router.post(
    "/{document_id}/password",
    summary="给出压缩包的密码",
    status_code=202,
    responses=problem_responses(404, 409, 422, 503),
)
def post_password(
    document_id: str, body: PasswordIn, request: Request, service: The, who: Who
) -> Attempt:
    attempt = unlock(who, service, document_id, body.password).attempt
    request.app.state.wake()
    return Attempt(attempt=attempt)
