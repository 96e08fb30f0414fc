"""The day of service (送达日) by every mode: what counts as 收到, with the article that says so.

Whoever signs in the office's mail room (收发室) has received for the office; the day a paper
reaches the desk inside is another one. Facts in, day out; where a fact is missing the day is None
and the answer says what to look for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from services.law.basis import basis
from services.law.calendar import chinese
from services.law.citation import Citation
from services.vocabulary import Labelled

# 民事诉讼法 as amended from 1 January 2022 shortened sixty days to thirty.
_THIRTY_DAYS_FROM = date(2022, 1, 1)


class ServiceMode(Labelled):
    """How a paper was served (送达方式)."""

    DIRECT = "direct", "直接送达"
    LEFT = "left", "留置送达"
    POSTED = "posted", "邮寄送达"
    RETURNED = "returned", "邮寄退回"
    ELECTRONIC = "electronic", "电子送达"
    ANNOUNCED = "announced", "公告送达"
    PRONOUNCED = "pronounced", "定期宣判拒签"
    ENTRUSTED = "entrusted", "委托送达"
    TRANSFERRED = "transferred", "转交送达"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One electronic delivery. ``arrived_on``: the day the court's system shows as sent; ``proved_on``:
    another day the party can prove; ``read_on``: answered, acted upon, or shown as read."""

    address: str
    arrived_on: date | None = None
    proved_on: date | None = None
    read_on: date | None = None


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    """What is known of one service. ``on``: the day signed for, left, returned or pronounced;
    ``published_on``: the last posting or printing of an announcement. ``confirmed_addresses``: the
    register of electronic addresses the party confirmed. ``simple_procedure``: no announcement
    there."""

    mode: ServiceMode
    on: date | None = None
    published_on: date | None = None
    deliveries: tuple[Delivery, ...] = ()
    confirmed_addresses: frozenset[str] = frozenset()
    simple_procedure: bool = False


@dataclass(frozen=True, slots=True)
class ServiceDay:
    """The day of service, None while it cannot be told. ``steps`` are Chinese sentences, ``citations``
    the words they rest on, ``doubts`` what a person should look at."""

    day: date | None
    steps: tuple[str, ...]
    citations: tuple[Citation, ...]
    doubts: tuple[str, ...] = ()


def service_day(facts: ServiceFacts) -> ServiceDay:
    """The day the paper counts as served."""
    return _MODES[facts.mode](facts)


def _on(facts: ServiceFacts, what: str, *names: str) -> ServiceDay:
    citations = tuple(basis(name) for name in names)
    if facts.on is None:
        return ServiceDay(None, (f"没有{what}的日期，送达日待定。",), citations)
    return ServiceDay(facts.on, (f"{what}之日{chinese(facts.on)}为送达日。",), citations)


def _electronic(facts: ServiceFacts) -> ServiceDay:
    """The first delivery that counts: to a confirmed address when it arrives, to another when the
    party answers, acts or has read it."""
    citations = [basis("service_electronic"), basis("service_electronic_first")]
    days: list[tuple[date, str]] = []
    doubts = []
    for each in facts.deliveries:
        if each.address in facts.confirmed_addresses:
            if each.proved_on and each.proved_on != each.arrived_on:
                days.append((each.proved_on, "当事人证明的到达日期与法院系统不一致，从其证明"))
                citations.append(basis("service_electronic_day"))
            elif each.arrived_on:
                days.append((each.arrived_on, "送达信息到达确认的电子地址"))
            elif each.read_on:
                days.append((each.read_on, "没有到达凭证，以回复、作出诉讼行为或者阅知为准"))
                citations += _answered_or_read()
                doubts.append(_ONLY_READ)
            else:
                doubts.append(f"没有凭证显示送达信息到达{each.address}，暂不算送达。")
        elif each.read_on:
            days.append((each.read_on, "地址没有确认，以回复、作出诉讼行为或者阅知为准"))
            citations += _answered_or_read()
            doubts.append(_ONLY_READ)
        else:
            doubts.append(f"{_named(each.address)}没有确认，也没有回复或者阅知，暂不算送达。")
    kept = tuple(dict.fromkeys(citations))
    doubts = list(dict.fromkeys(doubts))
    if not days:
        return ServiceDay(None, ("没有一次有效的电子送达，送达日待定。",), kept, tuple(doubts))
    day, because = min(days)
    steps = [f"{because}：{chinese(day)}。"]
    if len(days) > 1:
        steps.append("几种电子方式先后送达，以最先完成的有效送达为准。")
    return ServiceDay(day, tuple(steps), kept, tuple(doubts))


# Answering or acting completes the service, having read it only presumes so (在线诉讼规则 31).
_ONLY_READ = "如果只是系统反馈已阅知，而能证明系统错误、地址非本人使用或者非本人阅知，不算送达。"


def _answered_or_read() -> tuple[Citation, Citation]:
    return basis("service_electronic_answered"), basis("service_electronic_read")


def _named(address: str) -> str:
    return f"地址{address}" if address else "未写明的电子地址"


def _announced(facts: ServiceFacts) -> ServiceDay:
    """发出公告之日起经过三十日; sixty before 2022. The day of posting is not counted."""
    day_rule = basis("service_announcement_day")
    if facts.published_on is None:
        steps = ("没有最后张贴或者刊登公告的日期，送达日待定。",)
        return ServiceDay(None, steps, (basis("service_announcement_30"), day_rule))
    days = 30 if facts.published_on >= _THIRTY_DAYS_FROM else 60
    day = facts.published_on + timedelta(days=days)
    doubts = ("简易程序不适用公告送达，请核对。",) if facts.simple_procedure else ()
    return ServiceDay(
        day,
        (
            f"{chinese(facts.published_on)}发出公告（最后张贴或者刊登的日期）。",
            f"经过{days}日，{chinese(day)}视为送达。",
        ),
        (basis(f"service_announcement_{days}"), day_rule),
        doubts,
    )


_MODES: Mapping[ServiceMode, Callable[[ServiceFacts], ServiceDay]] = {
    ServiceMode.DIRECT: lambda facts: _on(
        facts, "在送达回证上签收", "service_direct", "service_mail_room", "service_return_day"
    ),
    ServiceMode.LEFT: lambda facts: _on(facts, "留置", "service_left"),
    ServiceMode.POSTED: lambda facts: _on(
        facts, "邮件回执注明收件", "service_posted", "service_posted_office"
    ),
    ServiceMode.RETURNED: lambda facts: _on(facts, "文书退回", "service_returned"),
    ServiceMode.ELECTRONIC: _electronic,
    ServiceMode.ANNOUNCED: _announced,
    ServiceMode.PRONOUNCED: lambda facts: _on(facts, "定期宣判", "service_pronounced"),
    ServiceMode.ENTRUSTED: lambda facts: _on(facts, "在送达回证上签收", "service_entrusted"),
    ServiceMode.TRANSFERRED: lambda facts: _on(facts, "在送达回证上签收", "service_transferred"),
}
