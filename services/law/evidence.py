"""Which of several services of one paper counts, and which only say when it may have been.

Signed returns, courier receipts, certificates of electronic service and the office's own stamp prove a
day, each by the branch of ``services.law.service``. A short message, a screenshot, the time of a mail
and a person's word prove none (在线诉讼规则 31, 32): they are candidates, unless the office replied,
acted or read. Whatever comes later changes nothing. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from services.law.calendar import chinese
from services.law.citation import Citation
from services.law.service import Delivery, ServiceFacts, ServiceMode, service_day
from services.vocabulary import EvidenceBasis

_STRENGTH = {basis: rank for rank, basis in enumerate(EvidenceBasis)}
_ELECTRONIC = frozenset(
    {
        EvidenceBasis.ELECTRONIC_CERTIFICATE,
        EvidenceBasis.SHORT_MESSAGE,
        EvidenceBasis.PLATFORM_SCREENSHOT,
        EvidenceBasis.MAIL,
    }
)
_BY_ITSELF = frozenset(
    {
        EvidenceBasis.SERVICE_RETURN,
        EvidenceBasis.COURIER_RECEIPT,
        EvidenceBasis.ELECTRONIC_CERTIFICATE,
        EvidenceBasis.RECEIVED_STAMP,
    }
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One service of a paper. ``on`` the day it shows, ``at`` its moment when it has one; ``signed``:
    somebody signed for the office; ``read_on``: replied to, acted upon or read; ``confirmed``: a person
    stands by what was read; ``address_confirmed``: in the register on that day. ``source`` says what it
    came from (paper, message, mail, person), ``source_id`` which."""

    key: str
    basis: EvidenceBasis
    mode: ServiceMode
    on: date | None
    source: str
    source_id: str
    at: datetime | None = None
    address: str = ""
    address_confirmed: bool = False
    signed: bool = False
    read_on: date | None = None
    confirmed: bool = True
    note: str = ""

    @property
    def complete(self) -> bool:
        """Whether it is filled in: a blank return proves nothing."""
        dated = (self.on or self.read_on) is not None
        return dated and (self.signed or self.basis != EvidenceBasis.SERVICE_RETURN)


@dataclass(frozen=True, slots=True)
class Weighed:
    """``day`` it proves, or None; ``candidate``: a day it only suggests. ``steps``, ``doubts`` are
    Chinese sentences."""

    evidence: Evidence
    day: date | None
    candidate: date | None
    steps: tuple[str, ...]
    citations: tuple[Citation, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Weighing:
    """All services of one paper, the strongest first. ``first`` is the earliest that is valid,
    ``proposed`` that or else the earliest candidate; ``words`` says so in Chinese."""

    services: tuple[Weighed, ...]
    first: Weighed | None
    proposed: Weighed | None
    words: str

    @property
    def proposed_on(self) -> date | None:
        return (self.proposed.day or self.proposed.candidate) if self.proposed else None


def weigh(found: Iterable[Evidence], issued_on: date | None = None) -> Weighing:
    """Every service of one paper weighed. ``issued_on``: nothing is served before it is issued."""
    ordered = sorted(found, key=lambda each: (_STRENGTH[each.basis], each.on or date.max, each.key))
    services = tuple(_weighed(each, issued_on) for each in ordered)
    valid = [each for each in services if each.day]
    first = min(valid, key=lambda each: each.day or date.max, default=None)
    hints = [each for each in services if each.candidate]
    hint = min(hints, key=lambda each: each.candidate or date.max, default=None)
    return Weighing(services, first, first or hint, _words(first, hint, len(valid)))


def _words(first: Weighed | None, hint: Weighed | None, valid: int) -> str:
    if first and first.day:
        said = f"最早的有效送达：{chinese(first.day)}，{first.evidence.basis.label}。"
        return f"{said}其后再送达或者收到纸质件，不改变送达日。" if valid > 1 else said
    if hint and hint.candidate:
        return (
            f"还没有有效的送达证据；{hint.evidence.basis.label}的{chinese(hint.candidate)}只供参考，"
            "本身不是送达日，请核对后填写。"
        )
    return "还没有送达证据。"


def _weighed(one: Evidence, issued_on: date | None) -> Weighed:
    if one.basis == EvidenceBasis.SERVICE_RETURN and one.on is None:
        return Weighed(one, None, None, ("空白的送达回证不证明送达，请签收并退回。",))
    if one.basis == EvidenceBasis.PERSON:
        return Weighed(one, None, one.on, ("经办人说明的日期，没有凭证，请核对后填写。",))
    shown = one.read_on or one.on
    if shown and issued_on and shown < issued_on:
        doubt = f"{chinese(shown)}早于文书落款{chinese(issued_on)}，送达不会早于落款，请核对。"
        return Weighed(one, None, None, (), doubts=(doubt,))
    told = service_day(_facts(one))
    doubts = list(told.doubts)
    if one.basis == EvidenceBasis.SERVICE_RETURN and not one.signed:
        doubts.append("没有读到签收人，没有签名的送达回证不证明送达，请核对签名后填写。")
    if told.day is None:
        words = "" if one.basis in _BY_ITSELF else f"{one.basis.label}的时间本身不是送达日。"
        steps = (words,) if words else told.steps
        return Weighed(one, None, one.on, steps, told.citations, tuple(doubts))
    if not one.confirmed or not one.complete:
        asked = () if one.confirmed else ("这一日期还没有人确认，请对照原件核对。",)
        steps = (*told.steps, *asked)
        return Weighed(one, None, told.day, steps, told.citations, tuple(doubts))
    return Weighed(one, told.day, None, told.steps, told.citations, tuple(doubts))


def _facts(one: Evidence) -> ServiceFacts:
    """As ``services.law.service`` is asked. The arrival of an electronic delivery is what a certificate
    shows; the time of a message or a mail is none."""
    if one.basis in _ELECTRONIC or (one.mode is ServiceMode.ELECTRONIC):
        arrived = one.on if one.basis in _BY_ITSELF else None
        delivery = Delivery(one.address, arrived_on=arrived, read_on=one.read_on)
        known = frozenset({one.address}) if one.address_confirmed else frozenset()
        return ServiceFacts(ServiceMode.ELECTRONIC, deliveries=(delivery,), confirmed_addresses=known)
    return ServiceFacts(one.mode, on=one.on, published_on=one.on)
