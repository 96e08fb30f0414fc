"""Who goes to a hearing (出庭人员): whether they may stand for the defendant; the year's first case."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from services.law.appearance import Appearance, Requirement
from services.law.appearance_schema import Strength, Who, appearance_files
from services.law.citation import Citation
from services.law.own_government import is_government, justice_bureau_of
from services.law.pack import Pack, as_citation
from services.law.standing_of_office import same_organisation


class Position(StrEnum):
    """What somebody who goes to court is there."""

    PRINCIPAL = "principal"
    DEPUTY = "deputy"
    IN_CHARGE = "in_charge"
    STAFF = "staff"
    DELEGATE_STAFF = "delegate_staff"
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
    Position.DELEGATE_STAFF: "受委托组织、下级机关的工作人员",
    Position.LAWYER: "律师",
}
OFFICIALS = (Position.PRINCIPAL, Position.DEPUTY, Position.IN_CHARGE)


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who is to go to court. ``proved``: the certificate of identity (身份证明) is ready."""

    name: str
    position: Position
    organisation: str
    proved: bool = False


@dataclass(frozen=True, slots=True)
class AttendanceFault:
    """Why the court may not accept who is to go, with remedy. ``doubt``: it may well accept them;
    somebody has to look."""

    message: str
    citation: Citation
    doubt: bool = False


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
    *,
    entrusted: Iterable[str] = (),
    co_defendants: Iterable[str] = (),
    appeared: Collection[Position] = (),
) -> tuple[AttendanceFault, ...]:
    """What is wrong with sending ``attendees`` for ``defendant``; empty when nothing is.

    ``handling``: the units that handled the act (承办机关), whose staff may go for a government, as may
    that of its justice bureau. ``entrusted``: those known to have been entrusted with it. ``appeared``:
    what officials were who came to an earlier hearing of the same instance, unless the court calls for
    an official again: then nobody.
    """
    words = _check_words(pack)
    units = (*_units(defendant, pack, handling), *entrusted)
    going = _going(attendees, defendant, units, tuple(co_defendants))
    present = {*(each.position for each in going.own), *appeared}
    found = (
        *_wrong_officials(going),
        *_wrong_staff(going),
        *_nobody_of_ours(going, bool(appeared)),
        *_too_many(going),
    )
    return (
        *(AttendanceFault(message, words[check], doubt) for check, message, doubt in found),
        *(
            AttendanceFault(f"本次开庭应当由{each.who.label}出庭。", each.citation)
            for each in appearance.requirements
            if _asked_of(each, defendant, pack)
            and not _met(each, present)
            # Whose official comes, several defendants may agree; not the head a notice names.
            and not (each.who is Who.OFFICIAL and going.of_others)
        ),
    )


@dataclass(frozen=True, slots=True)
class _Going:
    """Those who go, sorted: officials of the defendant, of one sued beside it, of anybody else; staff
    that is or may be regarded as the defendant's, and other staff."""

    all: tuple[Attendee, ...]
    defendant: str
    own: tuple[Attendee, ...]
    of_others: tuple[Attendee, ...]
    strangers: tuple[Attendee, ...]
    staff: tuple[Attendee, ...]
    borrowed: tuple[Attendee, ...]


def _going(
    attendees: Sequence[Attendee], defendant: str, units: Sequence[str], others: Sequence[str]
) -> _Going:
    officials = [each for each in attendees if each.position in OFFICIALS]
    own = [each for each in officials if _belongs(each, (defendant,))]
    of_others = [each for each in officials if each not in own and _belongs(each, others)]
    clerks = [each for each in attendees if each.position is Position.STAFF]
    borrowed = [each for each in clerks if not _belongs(each, units)]
    delegates = (each for each in attendees if each.position is Position.DELEGATE_STAFF)
    return _Going(
        all=tuple(attendees),
        defendant=defendant,
        own=tuple(own),
        of_others=tuple(of_others),
        strangers=tuple(each for each in officials if each not in (*own, *of_others)),
        staff=(*(each for each in clerks if each not in borrowed), *delegates),
        borrowed=tuple(borrowed),
    )


_Found = tuple[str, str, bool]  # name of the check, sentence, whether it is a doubt


def _wrong_officials(going: _Going) -> Iterator[_Found]:
    defendant = going.defendant
    for each in going.strangers:
        sentence = f"{each.name}是{each.organisation}的负责人，不能作为{defendant}的负责人出庭"
        yield "subordinate", f"{sentence}，请换成{defendant}的负责人。", False
    for each in going.own:
        if not each.proved:
            yield "identity", f"{each.name}的身份证明还没有备好，开庭前加盖印章提交法院。", False


def _wrong_staff(going: _Going) -> Iterator[_Found]:
    defendant = going.defendant
    for each in going.borrowed:
        sentence = f"{each.name}是{each.organisation}的工作人员，不是"
        if is_government(defendant):
            yield "staff_of_government", f"{sentence}政府、司法行政部门或者承办单位的，请换人。", False
        else:
            yield "staff", f"{sentence}{defendant}的，请换成{defendant}的工作人员。", False
        may = f"{each.organisation}受{defendant}委托行使职权，或者是它的下级机关的，{each.name}可以出庭"
        yield "staff_of_delegate", f"{may}：重新登记，身份选“{Position.DELEGATE_STAFF.label}”。", True


def _nobody_of_ours(going: _Going, appeared: bool) -> Iterator[_Found]:
    if going.own:
        return
    if going.of_others:
        names = "、".join(dict.fromkeys(each.organisation for each in going.of_others))
        agree = f"只有共同被告{names}的负责人出庭：须由共同被告协商确定，或者由法院确定"
        yield "co_defendants", f"{agree}；没有确定的，{going.defendant}的负责人也要出庭。", True
    elif appeared:
        once = "本审级已有本机关负责人到庭，一般可以认定已经履行出庭应诉义务"
        yield "once", f"{once}；法院通知再次出庭的，仍须出庭。", True
    else:
        yield "absence", "没有本机关负责人出庭：须提交不能出庭的情况说明和证明材料。", False
    if going.staff:
        return
    if any(each.position is Position.LAWYER for each in going.all):
        yield "not_only_lawyer", "不能只委托律师出庭，请加派一名本机关工作人员。", False
    elif not going.of_others:
        yield "nobody", "没有本机关的负责人或者工作人员出庭，请加派。", False


def _too_many(going: _Going) -> Iterator[_Found]:
    agents = [each for each in going.all if each.position not in OFFICIALS]
    if len(agents) > 2:
        yield "agents", f"诉讼代理人有{len(agents)}人，最多2人。", False


def met_before(
    appearance: Appearance, defendant: str, pack: Pack, appeared: Collection[Position]
) -> frozenset[str]:
    """Ids of the requirements that officials who ``appeared`` at an earlier hearing of the same
    instance have met for ``defendant`` (法释〔2020〕3号第七条第一款)."""
    return frozenset(
        each.id
        for each in appearance.requirements
        if appeared and _concerns(each, defendant, pack) and _met(each, appeared)
    )


def _units(defendant: str, pack: Pack, handling: Iterable[str]) -> tuple[str, ...]:
    """Whose staff is staff of the defendant: for a government also that of its 法制工作机构 and of the
    units that handled the act (法释〔2018〕1号第一百三十条第二款)."""
    if not is_government(defendant):
        return (defendant,)
    bureaus = [justice_bureau_of(defendant)]
    if pack.government is not None and same_organisation(defendant, pack.government):
        bureaus.append(pack.justice_bureau or "")
    return (defendant, *handling, *bureaus)


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


def _asked_of(requirement: Requirement, defendant: str, pack: Pack) -> bool:
    """Whether it is a fault when nobody of ``defendant`` meets it."""
    return (
        requirement.strength is Strength.MUST
        and requirement.who not in (Who.BUREAU_PRINCIPAL, Who.LEADER_IN_CHARGE)
        and _concerns(requirement, defendant, pack)
    )


def _concerns(requirement: Requirement, defendant: str, pack: Pack) -> bool:
    if not requirement.of_government:
        return True
    if pack.government is None:
        return is_government(defendant)
    return same_organisation(defendant, pack.government)


def _met(requirement: Requirement, present: Collection[Position]) -> bool:
    if requirement.who is Who.PRINCIPAL:
        return Position.PRINCIPAL in present
    return requirement.who in (Who.OFFICIAL, Who.PRINCIPAL_OR_IN_CHARGE) and bool(present)


def _check_words(pack: Pack) -> Mapping[str, Citation]:
    """The words behind each check: the place's own before those it inherits."""
    words: dict[str, Citation] = {}
    for file in appearance_files(pack):
        for entry in file.checks:
            words.setdefault(entry.id, as_citation(entry))
    return words
