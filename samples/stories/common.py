"""What several stories share: parties in short form, statute quotations, standing phrases.

Courts and public offices are real bodies; every person, company, address, decision and case number is
invented.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from samples.facts import Agent, Head, Party
from services.vocabulary import PartyType, Role

ARTICLE_49 = (
    "《中华人民共和国行政诉讼法》",
    "第四十九条　提起诉讼应当符合下列条件：（一）原告是符合本法第二十五条规定的公民、法人或者其他组织；"
    "（二）有明确的被告；（三）有具体的诉讼请求和事实根据；（四）属于人民法院受案范围和受诉人民法院管辖。",
)
ARTICLE_69 = (
    "《中华人民共和国行政诉讼法》",
    "第六十九条　行政行为证据确凿，适用法律、法规正确，符合法定程序的，或者原告申请被告履行法定职责或者"
    "给付义务理由不成立的，人民法院判决驳回原告的诉讼请求。",
)
ARTICLE_70 = (
    "《中华人民共和国行政诉讼法》",
    "第七十条　行政行为有下列情形之一的，人民法院判决撤销或者部分撤销，并可以"
    "判决被告重新作出行政行为：",
    "（一）主要证据不足的；",
    "（二）适用法律、法规错误的；",
    "（三）违反法定程序的；",
    "（四）超越职权的；",
    "（五）滥用职权的；",
    "（六）明显不当的。",
)
ARTICLE_74 = (
    "《中华人民共和国行政诉讼法》",
    "第七十四条第二款　行政行为有下列情形之一，不需要撤销或者判决履行的，人民法院判决确认违法：",
    "（一）行政行为违法，但不具有可撤销内容的；",
    "（二）被告改变原违法行政行为，原告仍要求确认原行政行为违法的；",
    "（三）被告不履行或者拖延履行法定职责，判决履行没有意义的。",
)
ARTICLE_89 = (
    "《中华人民共和国行政诉讼法》",
    "第八十九条　人民法院审理上诉案件，按照下列情形，分别处理：（一）原判决、裁定认定事实清楚，适用"
    "法律、法规正确的，判决或者裁定驳回上诉，维持原判决、裁定；（二）原判决、裁定认定事实错误或者适用法律、"
    "法规错误的，依法改判、撤销或者变更。",
)


def at(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """A wall-clock moment as printed on a summons."""
    return datetime.combine(date(year, month, day), time(hour, minute))


def person(
    name: str,
    details: str,
    role: Role = Role.PLAINTIFF,
    *,
    agents: Sequence[Agent] = (),
    original: Sequence[Role] = (),
) -> Party:
    return Party(
        role, name, PartyType.PERSON, details, agents=tuple(agents), original_roles=tuple(original)
    )


def company(
    name: str,
    address: str,
    head: Head,
    role: Role = Role.PLAINTIFF,
    *,
    agents: Sequence[Agent] = (),
    original: Sequence[Role] = (),
) -> Party:
    return Party(
        role,
        name,
        PartyType.ORGANIZATION,
        f"住所地{address}",
        head,
        agents=tuple(agents),
        original_roles=tuple(original),
    )


def office(
    name: str,
    address: str,
    head: Head,
    role: Role = Role.DEFENDANT,
    *,
    attending: tuple[str, str] | None = None,
    agents: Sequence[Agent] = (),
    original: Sequence[Role] = (),
) -> Party:
    """A sued public office."""
    return Party(
        role,
        name,
        PartyType.AGENCY,
        f"住所地{address}",
        head,
        attending,
        tuple(agents),
        tuple(original),
    )


def appeal_notice(days: str, court: str, word: str = "判决") -> str:
    """The closing sentence of an appealable first-instance decision."""
    papers = f"如不服本{word}，可以在{word}书送达之日起{days}日内，向本院递交上诉状"
    return f"{papers}，并按对方当事人的人数提出副本，上诉于{court}。"


FINAL_JUDGMENT = "本判决为终审判决。"
FINAL_RULING = "本裁定为终审裁定。"
