"""Case numbers (案号) in the grammar of 2016 and the older one.

New (法〔2015〕137号): （2023）渝0109行初45号, year, court code, type code, number, and for a further
ruling in the same case 之一. Old: （2014）碚法行初字第00023号. Agencies number their own documents
with the year in 〔〕 or after the agency (渝公行罚决字〔2023〕12号): those are not case numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from services.extractor.text.lexicons import court_codes
from services.vocabulary import Stage

PROVINCES = "京津冀晋内辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵黔云滇藏陕甘青宁新兵军"

# Longest first: 行赔初 is not 行 + 赔初, and 行审复 is not 行审.
_ADMINISTRATIVE = (
    *(
        "行受初",
        "行赔初",
        "行赔终",
        "行赔申",
        "行赔再",
        "行赔监",
        "行赔抗",
        "行赔提",
        "行赔他",
        "行赔审",
    ),
    *(
        "行审复",
        "行非审",
        "行非执",
        "行执审",
        "非诉行审",
        "非行审",
        "行辖终",
        "行保复",
        "知行初",
        "知行终",
    ),
    *(
        "行再初",
        "行再终",
        "行初",
        "行终",
        "行申",
        "行再",
        "行监",
        "行抗",
        "行审",
        "行辖",
        "行他",
        "行保",
    ),
    *("行诉前调", "行前调", "行提", "行立", "行执", "行非", "赔辖终", "赔辖", "行赔", "行"),
)
_OTHER = (
    r"(?:司救|司惩|委赔|法赔|赔|民|刑|商|知|经|执|财|破|强清|督|认|外|调|诉前|特|仲|辖|监|抗|再|申|终"
    r"|初)"
)
# Law firms, experts and notaries put the year first: （2025）京民律函字第206号, （2024）鲁鉴字第8号.
_WORD = r"(?:(?![律函鉴证])[\u4e00-\u9fa5])"
_TYPE = rf"(?:{'|'.join(_ADMINISTRATIVE)}|{_OTHER}{_WORD}{{0,4}}?)"

_OPEN, _CLOSE = r"[（〔\[【]", r"[）〕\]】]"
_YEAR = rf"{_OPEN}(?P<year>(?:19|20)\d{{2}})年?{_CLOSE}"
# 45, 00012-2, 12之一; after 号 again 之一: both places occur.
_PART = r"(?:-\d{1,3}|之[一二三四五六七八九十\d]{1,3})"
_NUMBER = (
    rf"(?P<n>\d{{1,6}})(?P<part>{_PART})?号(?P<after>之[一二三四五六七八九十]{{1,3}}|-\d{{1,3}}(?!\d))?"
)
_COURT_CODE = rf"(?P<court>最高法知?|[{PROVINCES}](?:\d{{4}}|\d{{2}})?)"
_SPECK = "[·.]?"  # dirt of a photocopy, read as a dot
_NEW = rf"{_YEAR}{_SPECK}{_COURT_CODE}{_SPECK}(?P<type>{_TYPE})(?P<glue>字?第?){_NUMBER}"
_OLD = rf"{_YEAR}(?P<court>{_WORD}{{0,12}}?)(?P<type>{_TYPE})(?P<glue>字第?|第){_NUMBER}"
_STRICT = (re.compile(_NEW), re.compile(_OLD))
# On a line of its own under the title anything shaped like a number is this paper's number.
_LOOSE = re.compile(
    rf"(?:{_OPEN}?(?P<year>(?:19|20)\d{{2}})年?{_CLOSE}?)?(?P<court>[\u4e00-\u9fa5\d]{{0,12}}?)(?P<type>[\u4e00-\u9fa5]{{1,5}}?)"
    rf"(?P<glue>字第?|第?){_NUMBER}"
)
_BENCH = re.compile(r"[行民刑执赔商知]")
_ANY_START = re.compile(_YEAR)


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """A case number found in ``text[start:end]``; ``value`` is its normal form."""

    start: int
    end: int
    value: str
    year: int  # 0 when it is not legible
    court_code: str
    type_code: str
    number: int
    old: bool

    @property
    def administrative(self) -> bool:
        """Is it a case of an administrative bench (行初, 行赔终, 知行初, 赔辖)?"""
        code = self.type_code.replace("执行", "").removeprefix(
            "行保"
        )  # 行为保全 is no administrative case
        return "行" in code or code.startswith("赔辖")


def parse_case_number(text: str) -> CaseNumber | None:
    """The case number ``text`` is (cleaned text, nothing around it), None when it is none."""
    for pattern in _STRICT:
        match = pattern.fullmatch(text)
        if match:
            return _made(match)
    return None


def find_case_numbers(text: str, start: int = 0, end: int | None = None) -> Iterator[CaseNumber]:
    """All case numbers in ``text[start:end]``, in order."""
    stop = len(text) if end is None else end
    position = start
    while opening := _ANY_START.search(text, position, stop):
        found = next(
            (m for pattern in _STRICT if (m := pattern.match(text, opening.start(), stop))), None
        )
        if found:
            yield _made(found)
        position = found.end() if found else opening.end()


# （2022）江0103行初12、13号: decided together, each with a number of its own
_SEVERAL = re.compile(
    rf"{_YEAR}[^\n（）。，]{{1,16}}?(?P<first>\d{{1,6}})(?=(?P<others>(?:、\d{{1,6}}){{1,9}}号))"
)


def first_of_several(text: str, start: int = 0, end: int | None = None) -> Iterator[CaseNumber]:
    """The first number of each list of cases decided together; its span covers the whole list."""
    for match in _SEVERAL.finditer(text, start, len(text) if end is None else end):
        number = parse_case_number(f"{match[0]}号")
        if number:
            yield replace(number, start=match.start(), end=match.end("others"))


def loose_case_number(text: str, start: int, end: int) -> CaseNumber | None:
    """The number at ``start``: by the strict grammar, or by its outline when it ends there.

    The outline may lack the year or its brackets, which a seal or a fold hides on some papers.
    """
    for pattern in _STRICT:
        match = pattern.match(text, start, end)
        if match:
            return _made(match)
    match = _LOOSE.fullmatch(text, start, end)
    if match and (
        "字" in match["glue"] or _BENCH.search(match["type"]) or _ANY_START.match(text, start)
    ):
        return _made(match)
    return None


def _made(match: re.Match[str]) -> CaseNumber:
    number = int(match["n"])
    glue = match["glue"]
    year = f"（{match['year']}）" if match["year"] else ""
    value = (
        f"{year}{match['court']}{match['type']}{glue}{number}{match['part'] or ''}号"
        f"{match['after'] or ''}"
    )
    return CaseNumber(
        match.start(),
        match.end(),
        value,
        int(match["year"] or 0),
        match["court"],
        match["type"],
        number,
        old="字" in glue,
    )


def court_of_number(text: str) -> str | None:
    """The full name of the court whose code the number ``text`` bears; None for old numbers, codes the
    list does not know, and what is no number."""
    number = parse_case_number(text)
    return None if number is None or number.old else court_codes().get(number.court_code)


def stage_of(number: CaseNumber) -> Stage:
    """The stage a type code stands for (案件类型及其代字标准); OTHER when it fixes none."""
    code = number.type_code
    if any(mark in code for mark in ("审复", "行审", "非审", "非执", "执审", "行非", "行执")):
        return Stage.ENFORCEMENT_REVIEW
    for mark, stage in (
        ("初", Stage.FIRST),
        ("终", Stage.SECOND),
        ("申", Stage.RETRIAL_REVIEW),
        ("监", Stage.RETRIAL_REVIEW),
        ("抗", Stage.RETRIAL_REVIEW),
        ("再", Stage.RETRIAL),
        ("提", Stage.RETRIAL),
    ):
        if mark in code:
            return stage
    return Stage.OTHER
