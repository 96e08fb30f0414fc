"""An error as a page: what is wrong, what to do."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from services.api.errors import NotFound, ServiceError


@dataclass(frozen=True, slots=True)
class ProblemPage:
    """``cause`` and ``remedy`` are whole sentences."""

    status: int
    title: str
    cause: str
    remedy: str


def problem_page(error: Exception) -> ProblemPage:
    """The page for ``error``; an unexpected one says nothing of its inside."""
    if isinstance(error, HTTPException):
        if error.status_code == 404:
            return problem_page(NotFound("这个页面"))
        return ProblemPage(
            error.status_code, "不能这样打开", "这个地址不能这样打开。", "请从页面上的链接进入。"
        )
    if isinstance(error, ServiceError):
        return ProblemPage(error.status, error.title, error.cause, error.remedy)
    if isinstance(error, RequestValidationError):
        return ProblemPage(422, "内容不合要求", "提交的内容不合格式。", "请返回上一页，核对后再提交。")
    return ProblemPage(
        500,
        "系统出错",
        "系统内部出错，操作没有完成。",
        "已有的数据没有丢失。请稍后再试，仍不行请联系管理员查看日志。",
    )
