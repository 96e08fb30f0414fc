"""Whose official a sentence speaks of: only those of the office that is sued are the 负责人 of
行政诉讼法第三条第三款.

    被告江州市水务局的负责人赵六及委托代理人王五到庭参加诉讼        the defendant's
    第三人江州永鑫机械厂的负责人经传票传唤未到庭                    another party's
    原告诉称，被告在听证时其单位负责人未到庭                        what a party says
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from services.extractor.fields.act import short_names
from services.extractor.fields.names import AGENCY_END
from services.extractor.fields.reading import PaperContext, Span

# The posts of those in charge (正职、副职负责人, 法释〔2018〕1号第一百二十八条)
POST = (
    r"(?:局长|厅长|部长|省长|市长|区长|县长|镇长|乡长|州长|旗长|盟长|署长|关长|总队长|支队长|大队长|所长|站长|政委"
    r"|主任(?!科员))"
)
# 被告江州市水务局的副局长赵六; 法定代表人李强, but not 法定代表人李强的委托代理人
_BY_POST = re.compile(rf"{POST}|法定代表人(?!的?委托|[\u4e00-\u9fa5·某×]{{2,5}}的委托)")
# Between the office and the post: 江州市水务局（以下简称…）的党组成员、副
_UP_TO_POST = re.compile(
    r"(?:（[^（）]*）)?(?:的|该局)?(?:党[组委工]*(?:书记|副书记|成员|委员)[、兼])?(?:常务|分管)?副?$"
)

_SUED = r"(?P<sued>被告|行政机关|应诉机关)"
_OTHER = r"(?P<other>原告|第三人|起诉人|案外人)"
# Either side may appeal or apply: the name behind tells.
_EITHER = (
    r"(?P<either>再审被申请人|再审申请人|被申请执行人|申请执行人|被执行人|被上诉人|上诉人"
    r"|被申请人|申请人)"
)
_ROLE = re.compile(f"{_SUED}|{_OTHER}|{_EITHER}")
_AGENCY = re.compile(AGENCY_END.removesuffix("$"))
_APART = re.compile(r"[，、及和与]")

_PARTY_SAYS = re.compile(
    r"[诉辩述]称|(?:上诉|再审|申请|答辩)称|主张"
    r"|(?:原告|被告|第三人|上诉人|被上诉人|申请人|被申请人)[^，。；\n]{0,20}?认为"
)
_SPEECH_ENDS = re.compile(r"\n|本院(?:经审理)?(?:认为|查明)|审理查明|开庭审理|合议庭|庭审中")
# Not of this hearing: 听证, 一审庭审; but 一审被告 is a party of it.
_ELSEWHERE = re.compile(r"听证|(?:一审|原审)(?!被告|原告|第三人|上诉人|被上诉人|判决|裁定)")
# 通知被告负责人出庭应诉: who is told to come has not come yet
_TOLD_TO_COME = re.compile(r"(?:通知|建议|要求|告知|(?<!被)申请(?!人|执行人))[^，。；\n]{0,30}$")
_CLAUSE_ENDS = re.compile(r"[，。；\n]")


def officials_told_of(context: PaperContext, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """The matches of ``pattern``, which begins with 负责人, that speak of the office that is sued."""
    for found in re.finditer("负责人", context.text):
        match = pattern.match(context.text, found.start())
        if match and _is_the_offices(context, *found.span()):
            yield match


def officials_by_post(context: PaperContext, behind: re.Pattern[str]) -> Iterator[Span]:
    """The posts named right behind the office that is sued, each up to the end of the ``behind`` that
    follows it: 被告江州市水务局的副局长…到庭参加诉讼."""
    owners = (*_names_of_the_sued(context), "被告", "被上诉人", "被申请人")
    for match in _BY_POST.finditer(context.text):
        end = behind.match(context.text, match.end())
        if end is None:
            continue
        before = _UP_TO_POST.sub("", context.text[max(0, match.start() - 60) : match.start()], count=1)
        if before.endswith(owners) and _is_the_offices(context, *match.span()):
            yield match.start(), end.end()


def _is_the_offices(context: PaperContext, at: int, end: int) -> bool:
    text = context.text
    if _said_by_a_party(context, at):
        return False
    sentence = max(text.rfind(mark, 0, at) for mark in "\n。；") + 1
    if _TOLD_TO_COME.search(text, max(sentence, at - 30), at):
        return False
    ends = _CLAUSE_ENDS.search(text, end)
    if _ELSEWHERE.search(text, sentence, ends.start() if ends else len(text)):
        return False
    return _belongs_to_the_sued(context, sentence, at)


def _said_by_a_party(context: PaperContext, at: int) -> bool:
    if "speeches" not in context.shared:
        context.shared["speeches"] = list(_speeches(context.text))
    speeches: list[Span] = context.shared["speeches"]
    last = bisect_right(speeches, (at, len(context.text))) - 1
    return last >= 0 and at < speeches[last][1]


def _speeches(text: str) -> Iterator[Span]:
    """原告诉称，…: to the end of the paragraph, or to where the court speaks again."""
    at = 0
    while said := _PARTY_SAYS.search(text, at):
        ends = _SPEECH_ENDS.search(text, said.end())
        at = ends.start() if ends else len(text)
        yield said.end(), at


def _belongs_to_the_sued(context: PaperContext, sentence: int, at: int) -> bool:
    """By the party named last in the sentence: its role, or its name where no role stands before it."""
    text, role = context.text, _last(_ROLE, context.text, sentence, at)
    behind = role.end() if role else sentence
    name = _last_name(context, behind, at)
    if name is not None:
        printed = text[slice(*name)]
        apart = role is None or _APART.search(text, behind, name[0])
        if printed in _names_of_the_sued(context):
            return True
        if apart or context.sued:
            return not context.sued and _AGENCY.search(printed) is not None
    if role is None:
        return True
    if role["either"]:
        bare = behind == at or text[behind:at] == "的"
        return _was_sued(text, role[0]) if bare else _AGENCY.search(text, behind, at) is not None
    return role["other"] is None


def _was_sued(text: str, role: str) -> bool:
    """上诉人（原审被告） at the head says which side the office is on; else whom 被 is said of."""
    told = re.findall(
        rf"(?<!被){role}（([^（）\n]{{0,20}}(?:被告|原告|第三人)[^（）\n]{{0,20}})）", text
    )
    return any("被告" in each for each in told) if told else role.startswith("被")


def _names_of_the_sued(context: PaperContext) -> tuple[str, ...]:
    short = short_names(context)
    return (*context.sued, *(each for each, full in short.items() if full in context.sued))


def _last_name(context: PaperContext, start: int, end: int) -> Span | None:
    names = (*context.names, *short_names(context))
    found = [
        (at, at + len(name)) for name in names if (at := context.text.rfind(name, start, end)) >= 0
    ]
    return max(found, key=lambda span: (span[1], -span[0]), default=None)


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    return max(pattern.finditer(text, start, end), key=lambda match: match.start(), default=None)
