"""JSON: the working days dates are counted with, and the notice of the next year."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import BaseModel, Field

from services.api.accounts.session import The, Who
from services.api.deadlines.derive import moved_by_year
from services.api.errors import NotFound, problem_responses
from services.api.holidays.enter import enter_year, read_notice, withdraw_year
from services.api.holidays.store import calendar_in_force, entered_years
from services.law.calendar import Calendar, HolidayYear
from services.law.changes import Change, ChangeKind, KeptBecause

router = APIRouter(prefix="/api/v1/calendar", tags=["期限"], responses=problem_responses(401))
Year = Annotated[int, Path(ge=1990, le=2100)]


class FestivalOut(BaseModel):
    """Days off of one festival, first and last inclusive."""

    name: str
    first: date
    last: date


class YearOut(BaseModel):
    """The days off and the worked weekend days of one year. ``certain_through``: the last day of the
    whole calendar that the notices at hand leave no doubt about; ``entered``: by a person, from the
    pasted notice."""

    year: int
    notice: str
    number: str | None
    days_off: dict[date, str]
    makeup_workdays: list[date]
    certain_through: date
    entered: bool


class NoticeIn(BaseModel):
    """The whole text of the State Council's notice, its title included."""

    text: str = Field(max_length=20_000)


class MovedOut(BaseModel):
    """A duty that the year settles or moves: the days to work to before and after, why it stays."""

    case_id: str
    key: str
    title: str
    kind: ChangeKind
    before: date | None
    after: date | None
    kept: KeptBecause | None


class NoticeRead(BaseModel):
    """The notice as read, before it counts."""

    year: int
    notice: str
    number: str | None
    festivals: list[FestivalOut]
    makeup_workdays: list[date]
    moved: list[MovedOut]


@router.get("/{year}", summary="一年的工作日", responses=problem_responses(404))
def get_year(year: Year, service: The, who: Who) -> YearOut:
    with service.database.reading() as session:
        return _year(calendar_in_force(session), year, [row.year for row in entered_years(session)])


@router.post("/read", summary="读放假通知（预览）", responses=problem_responses(422))
def post_read(body: NoticeIn, service: The, who: Who) -> NoticeRead:
    with service.database.reading() as session:
        year = read_notice(session, body.text)
        moved = moved_by_year(who, session, year, service.today())
    return NoticeRead(
        year=year.year,
        notice=year.notice.title,
        number=year.notice.number,
        festivals=[FestivalOut(name=h.name, first=h.first, last=h.last) for h in year.holidays],
        makeup_workdays=list(year.makeup_workdays),
        moved=[_moved(case.id, change) for case, changes in moved for change in changes],
    )


@router.post("", status_code=201, summary="录入放假通知", responses=problem_responses(403, 409, 422))
def post_enter(body: NoticeIn, service: The, who: Who) -> YearOut:
    with service.database.transaction() as session:
        year = HolidayYear.model_validate(enter_year(who, session, body.text).content, strict=False)
        return _year(calendar_in_force(session), year.year, [year.year])


@router.delete(
    "/{year}", status_code=204, summary="撤回录入的一年", responses=problem_responses(403, 404, 409)
)
def delete_year(year: Year, service: The, who: Who) -> None:
    with service.database.transaction() as session:
        withdraw_year(who, session, year)


def _year(calendar: Calendar, year: int, entered: list[int]) -> YearOut:
    if year not in calendar.notices:
        raise NotFound(f"{year}年的放假安排")
    notice = calendar.notices[year]
    return YearOut(
        year=year,
        notice=notice.title,
        number=notice.number,
        days_off={day: name for day, name in sorted(calendar.off.items()) if day.year == year},
        makeup_workdays=sorted(day for day in calendar.makeup if day.year == year),
        certain_through=calendar.certain_through,
        entered=year in entered,
    )


def _moved(case_id: str, change: Change) -> MovedOut:
    duty = change.new or change.old
    assert duty is not None
    return MovedOut(
        case_id=case_id,
        key=change.key,
        title=duty.title,
        kind=change.kind,
        before=change.old.headline if change.old else None,
        after=change.new.headline if change.new else None,
        kept=change.kept,
    )
