"""Role words of parties, and the markers before a name: 上诉人（原审原告）, 被告：, 原审第三人."""

from __future__ import annotations

import re
from dataclasses import dataclass

from services.vocabulary import Role, Stage

# 被申请人 and 申请人 mean one thing in a retrial and another in an enforcement review.
_WORDS: dict[str, Role] = {
    "再审被申请人": Role.RETRIAL_RESPONDENT,
    "再审申请人": Role.RETRIAL_APPLICANT,
    "申请再审人": Role.RETRIAL_APPLICANT,
    "被申请再审人": Role.RETRIAL_RESPONDENT,
    "被申诉人": Role.RETRIAL_RESPONDENT,
    "申诉人": Role.RETRIAL_APPLICANT,
    "被上诉人": Role.APPELLEE,
    "上诉人": Role.APPELLANT,
    "被申请执行人": Role.ENFORCEMENT_RESPONDENT,
    "申请执行人": Role.ENFORCEMENT_APPLICANT,
    "被执行人": Role.ENFORCEMENT_RESPONDENT,
    "公益诉讼起诉人": Role.PLAINTIFF,
    "公益诉讼机关": Role.PLAINTIFF,
    "公益诉讼人": Role.PLAINTIFF,
    "起诉人": Role.PLAINTIFF,
    "原告人": Role.PLAINTIFF,
    "原告": Role.PLAINTIFF,
    "被告人": Role.DEFENDANT,
    "被告": Role.DEFENDANT,
    "第三人": Role.THIRD_PARTY,
    "被申请人": Role.ENFORCEMENT_RESPONDENT,
    "申请人": Role.ENFORCEMENT_APPLICANT,
}
_IN_RETRIAL = {"被申请人": Role.RETRIAL_RESPONDENT, "申请人": Role.RETRIAL_APPLICANT}
_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
_BEFORE = r"原?[一二]审|原审|原"
_ORDINAL = r"[一二三四五六七八九十\d]{1,2}"

# A second role, without brackets: 一审被告、二审被上诉人江州市公安局 | 原审被告暨上诉人江州市公安局.
# One of the two is of an earlier stage; 原告、被告均到庭 are two parties.
_ALSO = rf"(?P<also>(?:[、暨兼](?:{_BEFORE})(?:{_WORD}))+|(?(before)(?:[、暨兼](?:{_WORD}))))"
# 上诉人（原审原告、反诉被告）暨诉讼代表人：张某某 | 原审第三人李某某
# 原告一： | 被告2江州市公安局 | 第一被告
MARKER = re.compile(
    rf"(?<!被)(?:第[一二三四五六七八九十])?(?P<before>{_BEFORE})?(?P<word>{_WORD})(?:{_ALSO})?"
    r"(?:（(?P<originally>(?:[^（）]|（[^（）]*）){2,60})）)?(?:[暨兼][^：，。\n]{2,12}(?=：))?"
    rf"(?:（{_ORDINAL}）|{_ORDINAL}(?=[：、.])|\d{{1,2}}(?=[\u4e00-\u9fa5])(?![人名户位个年月日第]))?(?P<colon>：)?"
)
_ORIGINAL = re.compile(rf"(?<!反诉)(?:{_BEFORE})?({_WORD})")  # 反诉被告: a claim back, no stage before
_WITH_STAGE = re.compile(rf"(?P<before>{_BEFORE})?(?P<word>{_WORD})")
# 一审原告、二审上诉人 | 原审被告; but 以下简称申请执行人 says nothing about the past
_SAYS_ORIGINAL = re.compile(rf"^(?!以下|下称|简称|统称)[^（）]*?(?:{_WORD})")


# 云山县公安局（被告）: the role behind the name on some forms
_BEHIND = re.compile(rf"（(?:{_BEFORE})?(?P<word>{_WORD})）$")


def role_behind(name: str, stage: Stage | None) -> tuple[str, Role | None]:
    """``name`` without the role in brackets behind it, and that role; None where none stands there.

    >>> role_behind("云山县公安局（被告）", Stage.FIRST)
    ('云山县公安局', <Role.DEFENDANT: 'defendant'>)
    """
    match = _BEHIND.search(name)
    return (name[: match.start()], _role(match["word"], stage)) if match else (name, None)


@dataclass(frozen=True, slots=True)
class Marker:
    """A role marker at ``text[start:end]``; ``sure`` when its form (bracket, colon) leaves no doubt
    that a party's name follows."""

    role: Role
    original_roles: tuple[Role, ...]
    start: int
    end: int
    sure: bool


def read_marker(match: re.Match[str], stage: Stage | None) -> Marker:
    """The role a :data:`MARKER` match gives at ``stage``."""
    words, originally = list(_WITH_STAGE.finditer(match[0], 0, _bare(match))), match["originally"] or ""
    past = [each["word"] for each in words if each["before"]]
    word = next((each["word"] for each in words if not each["before"]), match["word"])
    end, sure = match.end(), bool(match["colon"] or match["also"])
    if originally:
        if _SAYS_ORIGINAL.search(originally):
            told = [each[1] for each in _ORIGINAL.finditer(originally)]
            past = told if told and not match["also"] else [*past, *told]
            sure = True
        else:  # 被告（以下简称…）: not ours, the name has not come yet
            end = match.start("originally") - 1
    # 原审被告某局, who neither appealed nor was appealed against, keeps the role it had
    original = tuple(dict.fromkeys(_role(each, stage) for each in past))
    role = _role(word, Stage.RETRIAL if original and word in _IN_RETRIAL else stage)
    return Marker(role, original, match.start(), end, sure)


def _bare(match: re.Match[str]) -> int:
    """Where the role words before any bracket end, counted from the beginning of ``match``."""
    return match.end("also" if match["also"] else "word") - match.start()


def _role(word: str, stage: Stage | None) -> Role:
    if word in _IN_RETRIAL and stage in {Stage.RETRIAL, Stage.RETRIAL_REVIEW}:
        return _IN_RETRIAL[word]
    return _WORDS[word]
