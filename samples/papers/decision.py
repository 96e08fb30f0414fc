"""Judgments and rulings: header, parties, story, operative part, costs, remedy, signatures."""

from __future__ import annotations

from samples.facts import Decision, Panel, Party
from samples.page import Look
from samples.sheet import Block
from samples.wording import spaced
from services.vocabulary import Role

LABELS = {
    Role.PLAINTIFF: "原告",
    Role.DEFENDANT: "被告",
    Role.THIRD_PARTY: "第三人",
    Role.APPELLANT: "上诉人",
    Role.APPELLEE: "被上诉人",
}


def blocks(paper: Decision, look: Look) -> list[Block]:
    case = paper.proceeding
    if case is None or paper.issued_on is None:
        raise ValueError("a decision needs its proceeding and its date")
    word = "裁定" if "裁定" in paper.title else "判决"
    parties = [
        line
        for party in case.parties
        for line in party_lines(party, old=paper.old_wording, lower=paper.lower_court_word)
    ]
    body = [*parties, *paper.story, *(item.text for item in paper.items)]
    body += [line for line in (paper.costs, paper.remedy) if line]
    return [
        Block("court", case.court),
        Block("title", paper.title),
        Block("number", case.number),
        *(Block("text", line) for line in body),
        Block("space"),
        *signatures(paper.panel),
        Block(
            "right",
            look.printed_date(paper.issued_on),
            seal=case.court,
            label="本件与原本核对无异",
        ),
        *(
            [Block("right", f"法官助理　{spaced(paper.panel.assistant)}")]
            if paper.panel.assistant
            else []
        ),
        Block("right", f"书　记　员　{spaced(paper.panel.clerk)}"),
        *([Block("line", f"附：本{word}适用的相关法律条文")] if paper.appendix else []),
        *(Block("text", line) for line in paper.appendix),
    ]


def party_lines(party: Party, *, old: bool = False, lower: str = "一审") -> list[str]:
    """The header lines of one party, as 原告：…… or, in older papers, 原告……"""
    colon = "" if old else "："
    original = "、".join(f"{lower}{LABELS[role]}" for role in party.original_roles)
    label = LABELS[party.role] + (f"（{original}）" if original else "")
    lines = [f"{label}{colon}{party.name}{'，' + party.details if party.details else ''}。"]
    if party.head:
        lines.append(f"{party.head.label}{colon}{party.head.name}，{party.head.title}。")
    if party.attending:
        lines.append(f"出庭负责人{colon}{party.attending[0]}，{party.attending[1]}。")
    agents = "委托代理人" if old else "委托诉讼代理人"
    for agent in party.agents:
        printed = f"{agent.affiliation}律师" if agent.affiliation else agent.printed
        lines.append(f"{agents}{colon}{agent.name}，{printed}。")
    return lines


def signatures(panel: Panel) -> list[Block]:
    lines = [f"审　判　长　{spaced(panel.presiding)}"]
    lines += [f"审　判　员　{spaced(name)}" for name in panel.judges]
    lines += [f"人民陪审员　{spaced(name)}" for name in panel.assessors]
    return [Block("right", line) for line in lines]
