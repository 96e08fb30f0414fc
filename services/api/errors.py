"""Errors of the service: a status, a stable code, and a Chinese cause and remedy (problem+json)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi.responses import JSONResponse
from pydantic import BaseModel

MEDIA_TYPE = "application/problem+json"


class FieldProblem(BaseModel):
    """One field a refusal is about: its name (``issued_on``, ``party-0``), label and what is wrong."""

    field: str
    label: str
    why: str


class ProblemDetail(BaseModel):
    """RFC 9457 problem details; ``cause`` says what is wrong, ``remedy`` what to do, ``fields`` which
    fields it is about, if any."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: str
    cause: str
    remedy: str
    fields: list[FieldProblem] = []


class ServiceError(Exception):
    """A refusal the user can act on."""

    status = 400
    title = "请求有误"
    headers: Mapping[str, str] = {}

    def __init__(self, code: str, cause: str, remedy: str, fields: Sequence[FieldProblem] = ()) -> None:
        super().__init__(f"{code}: {cause}")
        self.code = code
        self.cause = cause
        self.remedy = remedy
        self.fields = list(fields)

    def detail(self) -> ProblemDetail:
        return ProblemDetail(
            title=self.title,
            status=self.status,
            detail=self.cause + self.remedy,
            code=self.code,
            cause=self.cause,
            remedy=self.remedy,
            fields=self.fields,
        )


class NotFound(ServiceError):
    """Not there, or another office's: the two are not told apart."""

    status = 404
    title = "没有找到"

    def __init__(self, what: str) -> None:
        super().__init__("not_found", f"没有找到{what}。", "请刷新列表后再试，或核对链接。")


class Conflict(ServiceError):
    """Someone changed it first, or the step is not possible in this state."""

    status = 409
    title = "与现状冲突"


class Changed(Conflict):
    """Optimistic version check failed: another person saved this paper meanwhile."""

    def __init__(self) -> None:
        super().__init__(
            "changed", "这份文书刚被他人改过，您的修改未保存。", "请刷新页面，看过新内容后再改。"
        )


class Unacceptable(ServiceError):
    """A value that cannot be: bad date, unknown field, unknown kind."""

    status = 422
    title = "内容不合要求"


class TooLarge(ServiceError):
    status = 413
    title = "文件过大"


class SignInNeeded(ServiceError):
    status = 401
    title = "请先登录"

    def __init__(self, cause: str = "还没有登录，或登录已过期。") -> None:
        super().__init__("sign_in_needed", cause, "请登录后再试。")


class TooManyTries(ServiceError):
    """Signing in failed too often; ``seconds`` until it may be tried again."""

    status = 429
    title = "尝试过多"

    def __init__(self, seconds: int) -> None:
        minutes = -(-seconds // 60)
        super().__init__(
            "too_many_tries",
            "用户名或密码错得太多，暂停登录。",
            f"请{minutes}分钟后再试；忘了密码请联系管理员重设。",
        )
        self.headers = {"retry-after": str(seconds)}


class DemoRemoved(ServiceError):
    """The demo folder is empty: there is nobody to act as."""

    status = 410
    title = "演示数据已删除"

    def __init__(self) -> None:
        super().__init__(
            "demo_removed",
            "演示数据已全部删除。",
            "运行 make serve 开始录入本单位案件，或运行 make run 重新载入演示。",
        )


class Forbidden(ServiceError):
    status = 403
    title = "不允许"


class Unavailable(ServiceError):
    """A part of the service is down for the moment."""

    status = 503
    title = "暂时不可用"


def problem_response(error: ServiceError) -> JSONResponse:
    return JSONResponse(
        error.detail().model_dump(),
        status_code=error.status,
        headers=dict(error.headers),
        media_type=MEDIA_TYPE,
    )


def problem_responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """OpenAPI ``responses`` of a route that may answer with these problem statuses."""
    titles = {error.status: error.title for error in ServiceError.__subclasses__()}
    return {
        status: {
            "description": titles.get(status, "请求有误"),
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemDetail"}}},
        }
        for status in statuses
    }
