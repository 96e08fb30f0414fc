"""Representatives and agents of a party, from their lines in the party block.

法定代表人：李某某，局长。            负责人王某某该局局长
委托诉讼代理人：张某、刘某，江州市公安局工作人员。   委托代理人陈某江州天平律师事务所律师（特别授权）
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.extractor.fields.names import (
    ORGANIZATION_END,
    begins_with_place,
    is_person,
    surname_length,
)
from services.extractor.fields.party_lines import AGENT, REPRESENTATIVE
from services.extractor.result import Agent, Representative
from services.extractor.text.clean import PaperText

Span = tuple[int, int]

_TITLE = (
    r"(?:董事长|总经理|副总经理|经理|局长|厅长|部长|省长|市长|区长|县长|镇长|乡长|州长|旗长|主席|主任|副主任|院长|校长|园长"
    r"|厂长|矿长|所长|站长|处长|科长|股长|大队长|支队长|总队长|中队长|队长|书记|会长|理事长|社长|行长|关长|秘书长|总裁|组长"
    r"|主任科员|科员|职员|职工|员工|工作人员|干部|民警|干警|法律顾问|律师|法律工作者|负责人)"
)
# What may follow a name where the comma was lost.
_SEX = rf"[男女](?=$|[，\d该系住汉满回现]|[\u4e00-\u9fa5]族|{_TITLE}|[\u4e00-\u9fa5]{{2,4}}[省市县区])"
_NEXT = re.compile(rf"该|系|任|职务|{_SEX}|(?:常务|代理)?副?{_TITLE}")
_NAME_CHARS = re.compile(r"[\u4e00-\u9fa5×某XxＸ*·A-Za-z\d]+")
_FIRM = re.compile(r"律师事务所|法律服务所|法律援助中心")
# 江州天平律师事务所 | 北京天平（江州）律师事务所 | 天平律师事务所江州分所
_WHOLE_FIRM = re.compile(
    r"[\u4e00-\u9fa5]{2,20}(?:（[\u4e00-\u9fa5]{2,8}）)?"
    r"(?:律师事务所(?:（[\u4e00-\u9fa5]{2,8}）|[\u4e00-\u9fa5]{2,8}分所)?|法律服务所|法律援助中心)"
)
_LAWYER = r"(?:(?:专职|兼职|实习|执业|公职|援助)?律师|(?:基层)?法律(?:服务)?工作者)"
# 江州天平律师事务所律师赵甲: the firm first
_FIRM_FIRST = re.compile(
    rf"[：: ]*(?P<firm>{_WHOLE_FIRM.pattern}){_LAWYER}(?!特别|一般|代理|执业|全权|均|系)"
    r"(?P<name>[\u4e00-\u9fa5·]{2,8})(?=$|[、，。；（])"
)
# Behind an affiliation the name of the next agent, and theirs: …副局长，周丁，江州明镜律师事务所律师
_ANOTHER = re.compile(
    rf"(?:{_TITLE}|{_FIRM.pattern})(?:（[^（）]{{1,20}}）)?(?:，(?:特别|一般)(?:授权)?(?:代理)?)?(?P<comma>[，、])"
    rf"(?P<name>[\u4e00-\u9fa5]{{2,4}})(?:（[^（）]{{1,20}}）)?，(?:[男女]，)?(?=[^，。；]{{0,40}}?{_TITLE}(?:$|[，。；（]))"
)
_FOR_ALL = re.compile(r"均")
# 该局工作人员代理权限：一般代理: what the agent may do is not where they belong
_POWERS = re.compile(
    r"(?:代理权限|特别授权|一般授权|一般代理|全权代理|住(?=[\u4e00-\u9fa5]{2,}[国省市县区])).*"
)
# 那仁高娃, 乌云毕力格, 阿不都热依木: up to the comma, with nothing in it that follows names
_NO_NAME = (
    rf"{_TITLE}|{_FIRM.pattern}|{_POWERS.pattern}|{ORGANIZATION_END}|[科股该系住男女]|同上|身份|执业"
)
_WHOLE_NAME = re.compile(rf"(?!.*(?:{_NO_NAME}))[\u4e00-\u9fa5]{{4,8}}")
_AUTHORITIES = (
    ("特别授权", re.compile(r"特别(?:授权|代理)")),
    ("一般代理", re.compile(r"一般(?:授权|代理)")),
)
_NOT_AFFILIATION = re.compile(
    r"^(?:男|女|汉族|[\u4e00-\u9fa5]{1,4}族|\d|住|现住|身份|公民|特别授权|一般|代理权限|执业证|联系|性别|出生)"
)


def read_representative(paper: PaperText, line: Span, party: str) -> Representative | None:
    """The head or legal representative on ``line``; None when no name can be made out."""
    label = REPRESENTATIVE.match(paper.text, *line)
    start = label.end() if label else line[0]
    name = _first_name(paper.text, start, line[1], party)
    if name is None:
        return None
    rest = paper.text[name[1] : line[1]].lstrip("，, ：")
    rest = re.sub(r"^(?:[男女][，,]?)?(?:职务[：:]?|系|任|担任)?", "", rest)
    title = re.split(r"[，。；（]|联系电话|电话", rest)[0].removeprefix("任")
    title = re.sub(r"^(?:职务[：:]?|系|任)", "", title)
    return Representative(
        paper.text[slice(*name)], title if _is_title(title) else None, paper.source(*name)
    )


def _is_title(text: str) -> bool:
    return 1 < len(text) <= 30 and bool(re.search(_TITLE + r"$", text))


def read_agents(paper: PaperText, line: Span, party: str) -> list[Agent]:
    """The agents on ``line``, each with the affiliation printed behind them (赵甲，江州市水务局科长) or
    before (江州天平律师事务所律师赵甲)."""
    text = paper.text
    label = AGENT.search(text, *line)
    start = label.end() if label else line[0]
    agents: list[Agent] = []
    parts = list(_together(text, start, line[1]))
    for_all = len(parts) == 1 or _FOR_ALL.search(text, *line)
    for first, last in parts:
        before = _FIRM_FIRST.match(text, first, last)
        firm = before["firm"] if before and is_person(before["name"]) else None
        begin = before.start("name") if before and firm else first
        names = list(_listed_names(text, begin, last, party))
        if not names:
            break
        affiliation = firm or _affiliation(text[names[-1][1] : last])
        said = _authority(text[slice(*line)] if for_all else text[first:last])
        agents += [Agent(text[slice(*name)], affiliation, paper.source(*name), said) for name in names]
    return agents


def _together(text: str, start: int, end: int) -> Iterator[Span]:
    """The stretches of a line that each name agents of one affiliation: 孙丙，副局长 and 周丁，律师 of
    孙丙，副局长，周丁，律师."""
    first = start
    for match in _ANOTHER.finditer(text, start, end):
        if is_person(match["name"]):
            yield first, match.start("comma")
            first = match.end("comma")
    yield first, end


def _listed_names(text: str, start: int, end: int, party: str) -> Iterator[Span]:
    """赵甲、钱乙: the names a stretch begins with."""
    while (name := _first_name(text, start, end, party)) is not None:
        yield name
        if text[name[1] : name[1] + 1] != "、":
            return
        start = name[1] + 1


def _authority(line: str) -> str | None:
    """特别授权 or 一般代理 (民事诉讼法第六十二条); None where the line says neither, or both.

    全权代理 alone gives no special authority, and is neither.
    """
    said = {full for full, pattern in _AUTHORITIES if pattern.search(line)}
    return said.pop() if len(said) == 1 else None


def _affiliation(rest: str) -> str | None:
    """江州市公安局工作人员 | 江州天平律师事务所, from what follows the name."""
    firm = _WHOLE_FIRM.search(
        re.sub(r"^[，,]?(?:（[^（）]*）)?(?:[男女](?=系|[，,]))?[，,]?系?", "", rest)
    )
    if firm:
        return firm[0]
    for part in re.split(r"[，。；,（）]", rest.lstrip("，,")):
        cleaned = re.sub(r"^(?:[男女](?=该|系|[\u4e00-\u9fa5]{3}))?(?:均?[系为])?", "", part)
        cleaned = _POWERS.sub("", cleaned)
        if len(cleaned) >= 2 and not _NOT_AFFILIATION.match(cleaned):
            return cleaned
    return None


def _first_name(text: str, start: int, end: int, party: str) -> Span | None:
    """The person's name at ``text[start:end]``, also where nothing separates it from what follows."""
    while start < end and text[start] in "：: （":
        start += 1
    chars = _NAME_CHARS.match(text, start, end)
    if not chars:
        return None
    run = chars[0]
    length = _name_length(run, party)
    return (start, start + length) if length >= 2 else None


def _name_length(run: str, party: str) -> int:
    """How many characters of ``run`` are the name: all of 张某某, two of 王某该局局长."""
    if "·" in run:
        return len(run)
    surname = surname_length(run) or 1
    longest = surname + 2
    if len(run) <= longest + (1 if re.search(r"[\d某×X]", run) else 0):
        following = _NEXT.search(run, surname + 1)
        return following.start() if following and following.end() == len(run) else len(run)
    both = (surname + 1, longest)
    tests = (
        lambda rest: bool(_NEXT.match(rest)) or rest.startswith(party[:3]),
        begins_with_place,
        lambda rest: bool(re.match(r"[\u4e00-\u9fa5]{2,3}[省市县区](?=[\u4e00-\u9fa5]{2})", rest)),
    )
    for follows in tests:  # the surest sign first: 王某某该局…, 王某某江州市…
        for length in both:
            if follows(run[length:]):
                return length
    if _WHOLE_NAME.fullmatch(run):
        return len(run)
    firm = _FIRM.search(run)
    if firm:  # 张三天平律师事务所: firms have two or three characters of their own
        own = firm.start()
        return surname + 1 if own - (surname + 1) <= 3 else longest
    return longest
