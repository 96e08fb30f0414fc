"""JSON: the office's own settings."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel

from services.api.accounts.account import Organisation
from services.api.accounts.session import The, Who
from services.api.accounts.store import office
from services.api.administration.office import change_office, set_password
from services.api.errors import Forbidden, problem_responses

router = APIRouter(prefix="/api/v1", tags=["单位"], responses=problem_responses(401, 403))


class OfficeOut(BaseModel):
    """The office; ``demo`` marks invented data (演示)."""

    id: str
    name: str
    kind: str
    jurisdiction: str
    former_names: list[str]
    demo: bool


class OfficeIn(BaseModel):
    name: str
    kind: str
    jurisdiction: str
    former_names: list[str] = []


class PasswordIn(BaseModel):
    password: str


@router.get("/office", summary="本单位")
def get_office(service: The, who: Who) -> OfficeOut:
    with service.database.transaction() as session:
        return _out(office(who, session))


@router.put("/office", summary="填写本单位名称、类型、适用规则", responses=problem_responses(422))
def put_office(body: OfficeIn, service: The, who: Who) -> OfficeOut:
    _administrators_only(who.role)
    with service.database.transaction() as session:
        return _out(
            change_office(
                who,
                session,
                name=body.name,
                kind=body.kind,
                jurisdiction=body.jurisdiction,
                former_names=body.former_names,
            )
        )


@router.put(
    "/users/{login}/password",
    summary="设置密码",
    status_code=204,
    responses=problem_responses(404, 422),
)
def put_password(login: str, body: PasswordIn, service: The, who: Who) -> None:
    _administrators_only(who.role)
    with service.database.transaction() as session:
        set_password(who, session, login, body.password)


def _administrators_only(role: str) -> None:
    if role != "administrator":
        raise Forbidden("administrator_needed", "只有管理员能改单位设置和密码。", "请联系管理员。")


def _out(row: Organisation) -> OfficeOut:
    return OfficeOut(
        id=row.id,
        name=row.name,
        kind=row.kind,
        jurisdiction=row.jurisdiction,
        former_names=row.former_names,
        demo=row.demo,
    )
