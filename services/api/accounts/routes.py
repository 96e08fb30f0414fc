"""JSON: signing in and out."""

from __future__ import annotations

from fastapi import APIRouter, Request
from pydantic import BaseModel

from services.api.accounts.session import The, Who, forget, remember, signed_in
from services.api.accounts.store import passwordless_users
from services.api.errors import Forbidden, SignInNeeded, problem_responses

router = APIRouter(prefix="/api/v1/session", tags=["登录"])


class SignIn(BaseModel):
    login: str
    password: str


class ActAs(BaseModel):
    user_id: str


class ActorOut(BaseModel):
    """Who the service takes the visitor for."""

    organisation_id: str
    user_id: str | None
    name: str
    role: str


@router.get("", summary="当前用户", responses=problem_responses(401))
def get_session(who: Who) -> ActorOut:
    return ActorOut(
        organisation_id=who.organisation_id, user_id=who.user_id, name=who.name, role=who.role
    )


@router.post("", summary="登录", status_code=204, responses=problem_responses(401, 429))
def post_session(body: SignIn, request: Request) -> None:
    user = signed_in(request, body.login, body.password)
    if user is None:
        raise SignInNeeded("用户名或密码不对。")
    remember(request, user)


@router.delete("", summary="退出", status_code=204)
def delete_session(request: Request) -> None:
    forget(request)


@router.put(
    "/user",
    summary="换到本机另一个免密用户（演示单位）",
    status_code=204,
    responses=problem_responses(403),
)
def put_user(body: ActAs, request: Request, service: The) -> None:
    with service.database.transaction() as session:
        allowed = passwordless_users(session) if service.settings.loopback else []
    user = next((user for user in allowed if user.id == body.user_id), None)
    if user is None:
        raise Forbidden("not_local", "只能换到本机的免密用户。", "请用用户名和密码登录。")
    remember(request, user)
