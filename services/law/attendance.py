"""Who goes to a hearing (出庭人员): whether they may stand for the defendant; the year's first case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from services.law.appearance import Appearance
from services.law.appearance_schema import Strength, Who, appearance_files
from services.law.citation import Citation
from services.law.pack import Pack, as_citation
from services.law.standing_of_office import same_organisation


class Position(StrEnum):
    """What somebody who goes to court is there."""

    PRINCIPAL = "principal"
    DEPUTY = "deputy"
    IN_CHARGE = "in_charge"
    STAFF = "staff"
    LAWYER = "lawyer"

    @property
    def label(self) -> str:
        """The name a page shows."""
        return _POSITION_LABELS[self]


_POSITION_LABELS = {
    Position.PRINCIPAL: "正职负责人",
    Position.DEPUTY: "副职负责人",
    Position.IN_CHARGE: "其他参与分管的负责人",
    Position.STAFF: "工作人员",
    Position.LAWYER: "律师",
}
_OFFICIALS = (Position.PRINCIPAL, Position.DEPUTY, Position.IN_CHARGE)


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who is to go to court. ``proved``: the certificate of identity (身份证明) is ready."""

    name: str
    position: Position
    organisation: str
    proved: bool = False


@dataclass(frozen=True, slots=True)
class AttendanceFault:
    """Why the court may not accept who is to go, with remedy."""

    message: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Hearing:
    """A hearing of a case in which ``defendant`` was sued."""

    case: str
    at: datetime
    defendant: str


def check_attendance(
    attendees: Sequence[Attendee],
    defendant: str,
    appearance: Appearance,
    pack: Pack,
    handling: Iterable[str] = (),
) -> tuple[AttendanceFault, ...]:
    """What is wrong with sending ``attendees`` for ``defendant``; empty when nothing is. ``handling``:
    the units that handled the act (承办机关), whose staff may go for a government, as may that of its
    justice bureau."""
    words = _check_words(pack)
    faults: list[AttendanceFault] = []

    def fault(check: str, message: str) -> None:
        faults.append(AttendanceFault(message, words[check]))

    officials = [each for each in attendees if each.position in _OFFICIALS]
    own = [each for each in officials if same_organisation(each.organisation, defendant)]
    for each in officials:
        if each not in own:
            fault(
                "subordinate",
                f"{each.name}是{each.organisation}的负责人，不能作为{defendant}的负责人出庭，请换成{defendant}的负责人。",
            )
        elif not each.proved:
            fault("identity", f"{each.name}的身份证明还没有备好，开庭前加盖印章提交法院。")
    for_government = pack.government is not None and same_organisation(defendant, pack.government)
    units = [defendant, *((*handling, pack.justice_bureau or "") if for_government else ())]
    sent = [each for each in attendees if each.position is Position.STAFF]
    staff = [each for each in sent if _belongs(each, units)]
    for each in sent:
        if each not in staff and for_government:
            fault(
                "staff_of_government",
                f"{each.name}是{each.organisation}的工作人员，不是政府、司法行政部门或者承办单位的，请换人。",
            )
        elif each not in staff:
            fault(
                "staff",
                f"{each.name}是{each.organisation}的工作人员，不是{defendant}的，请换成{defendant}的工作人员。",
            )
    if not own:
        fault("absence", "没有本机关负责人出庭：须提交不能出庭的情况说明和证明材料。")
        if not staff:
            fault("not_only_lawyer", "不能只委托律师出庭，请加派一名本机关工作人员。")
    agents = [each for each in attendees if each.position in (Position.STAFF, Position.LAWYER)]
    if len(agents) > 2:
        fault("agents", f"诉讼代理人有{len(agents)}人，最多2人。")
    faults += _unmet(own, appearance)
    return tuple(faults)


def _belongs(attendee: Attendee, units: Iterable[str]) -> bool:
    return any(same_organisation(attendee.organisation, unit) for unit in units)


def is_first_of_year(this: Hearing, others: Iterable[Hearing]) -> bool | None:
    """Whether ``this`` is the first case of its defendant heard in its year (年度第一件开庭), by day.

    None when another case of the same defendant is heard on the same day: which one counts, the notice
    does not say. Further hearings of the same case do not count.
    """
    same = [
        each
        for each in others
        if each.case != this.case
        and each.at.year == this.at.year
        and same_organisation(each.defendant, this.defendant)
    ]
    if any(each.at.date() < this.at.date() for each in same):
        return False
    if any(each.at.date() == this.at.date() for each in same):
        return None
    return True


def _unmet(own: Sequence[Attendee], appearance: Appearance) -> Iterator[AttendanceFault]:
    principal = any(each.position is Position.PRINCIPAL for each in own)
    for requirement in appearance.requirements:
        if requirement.strength is not Strength.MUST:
            continue
        if requirement.who is Who.PRINCIPAL and not principal:
            yield AttendanceFault("本次开庭应当由正职负责人出庭。", requirement.citation)
        elif requirement.who in (Who.OFFICIAL, Who.PRINCIPAL_OR_IN_CHARGE) and not own:
            yield AttendanceFault(f"本次开庭应当由{requirement.who.label}出庭。", requirement.citation)


def _check_words(pack: Pack) -> Mapping[str, Citation]:
    """The words behind each check: the place's own before those it inherits."""
    words: dict[str, Citation] = {}
    for file in appearance_files(pack):
        for entry in file.checks:
            words.setdefault(entry.id, as_citation(entry))
    return words
