"""The one click that removes the demo."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel

from services.api.accounts.session import The, Who
from services.api.accounts.store import office
from services.api.demo.remove import remove_demo
from services.api.errors import Forbidden, problem_responses

router = APIRouter(tags=["演示"], responses=problem_responses(401, 403))


class Removed(BaseModel):
    documents: int


@router.post("/demo/remove", summary="删除全部演示数据，不动其他单位的数据")
def post_remove(service: The, who: Who) -> Removed:
    with service.database.transaction() as session:
        mine = office(who, session)
    if not (mine.demo or who.role == "administrator"):
        raise Forbidden("not_demo", "当前单位不是演示单位。", "请由管理员删除演示数据。")
    return Removed(documents=remove_demo(service))
