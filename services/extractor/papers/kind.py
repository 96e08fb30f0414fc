"""What kind of paper it is, by its title first and by its structure second.

Words alone decide nothing: judgments speak of 传票 and 应诉通知书 in their sentences. The branch of law
comes from the case number: a 判决书 numbered 民初 is a civil paper, whatever the office is in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from services.extractor.fields.names import AGENCY_END
from services.extractor.papers.head import Head
from services.extractor.papers.notified import GENERIC_TITLE, by_body, may_be_of_a_duty
from services.extractor.text.case_numbers import CaseNumber, stage_of
from services.extractor.text.clean import PaperText
from services.vocabulary import PaperKind, Stage

_JUDGED = re.compile(r"判决如下|如下判决")
_RULED = re.compile(r"裁定如下|如下裁定")
_SIGNED = re.compile(r"审判[长员]")
_SUMMONED = re.compile(r"被传唤人|应到(?:时间|处所|地点)|传唤事由")
_RESPOND = re.compile(
    r"(?:发送|送达|送交|附)[^。\n]{0,12}起诉[状书]副本|提[出交][^。\n]{0,6}答辩[状书]|应诉"
)
_ADMINISTRATIVE = re.compile(r"行政诉讼法|行政(?:判决|裁定)")

# What the text of a kind must show for its title to be believed without reserve.
_STRUCTURE: dict[PaperKind, re.Pattern[str]] = {
    PaperKind.SUMMONS: _SUMMONED,
    PaperKind.RESPONSE_NOTICE: _RESPOND,
    PaperKind.JUDGMENT: _JUDGED,
    PaperKind.COMPENSATION_JUDGMENT: _JUDGED,
    PaperKind.RULING: _RULED,
}
_DECISIONS = (
    PaperKind.JUDGMENT,
    PaperKind.COMPENSATION_JUDGMENT,
    PaperKind.RULING,
    PaperKind.MEDIATION,
)
# These are the same sheet in every branch of law.
_ANY_BRANCH = (
    PaperKind.SUMMONS,
    PaperKind.SERVICE_RETURN,
    PaperKind.SERVICE_ADDRESS_FORM,
    PaperKind.ELECTRONIC_SERVICE_NOTICE,
    PaperKind.HEARING_RECORD,
    PaperKind.PRE_SUIT_MEDIATION_NOTICE,
    PaperKind.JUDICIAL_ADVICE,
    PaperKind.EFFECTIVENESS_CERTIFICATE,
    PaperKind.EVIDENCE_MATERIAL,
    PaperKind.OWN_FILING,
)
_NOT_FROM_A_COURT = (
    PaperKind.COMPLAINT,
    PaperKind.APPEAL_PETITION,
    PaperKind.RETRIAL_PETITION,
    PaperKind.EVIDENCE_MATERIAL,
    PaperKind.OWN_FILING,
    PaperKind.PROCURATORIAL_ADVICE,
    PaperKind.RECONSIDERATION_REPLY_NOTICE,
    PaperKind.RECONSIDERATION_APPLICATION,
    PaperKind.RECONSIDERATION_DECISION,
)


@dataclass(frozen=True, slots=True)
class Typing:
    """``title`` as printed, "" when the kind was told by structure; ``confidence`` 0..1."""

    kind: PaperKind
    title: str
    confidence: float


def type_paper(paper: PaperText, head: Head) -> Typing:
    """The kind of one paper; never an error: what fits nothing is other_court_paper or
    not_court_paper."""
    kind = head.title.kind if head.title else None
    title = head.title.text if head.title else ""
    at_most = 1.0
    if kind is PaperKind.OTHER_COURT_PAPER or (kind is None and title):
        kind = _by_branch(paper.text, title, head)
        if kind is PaperKind.OTHER_COURT_PAPER:
            kind, at_most = _notified(paper.text, title, head.number)
    elif kind is None:
        return _by_structure(paper.text, head)
    elif _of_an_agency(paper.text, head, kind) or _of_anybodys_letter(paper.text, title, kind):
        kind = PaperKind.NOT_COURT_PAPER
    elif head.number and not head.number.administrative and kind not in _ANY_BRANCH:
        kind = _other_branch(head.number, title, kind)
    elif kind is PaperKind.OWN_FILING and _STRANGER.search(paper.text):
        kind = PaperKind.EVIDENCE_MATERIAL
    legible = paper.confidence(head.title.start, head.title.end) if head.title else 1.0
    shown = _STRUCTURE.get(kind)
    certain = 0.995 if shown is None or shown.search(paper.text) else 0.9
    if not (head.court or head.number) and kind not in _NOT_FROM_A_COURT:
        certain = min(certain, 0.9)
    return Typing(kind, title, min(certain, at_most) * legible)


_BY_BODY = 0.85  # a generic title and what its text notifies of
_AGAINST_ITS_TITLE = 0.8  # a title of its own, unknown here, and a text of a kind that is known
_ASKED = 0.25  # so low that no second opinion makes it sure


def _notified(text: str, title: str, number: CaseNumber | None) -> tuple[PaperKind, float]:
    """What a paper of no known title is, and how sure that can be at most."""
    if _of_another_branch(number):
        return PaperKind.OTHER_COURT_PAPER, 1.0
    kind = by_body(text, title, number)
    if kind:
        return kind, _BY_BODY if GENERIC_TITLE.fullmatch(title) else _AGAINST_ITS_TITLE
    return PaperKind.OTHER_COURT_PAPER, _ASKED if may_be_of_a_duty(text, title) else 1.0


# An agency serves, hears, questions and tells of rights too: its form has its own name above the title.
_COURTS_ONLY_BY_HEADING = (
    PaperKind.SUMMONS,
    PaperKind.RESPONSE_NOTICE,
    PaperKind.EVIDENCE_NOTICE,
    PaperKind.RIGHTS_NOTICE,
    PaperKind.SERVICE_RETURN,
    PaperKind.SERVICE_ADDRESS_FORM,
    PaperKind.ELECTRONIC_SERVICE_NOTICE,
    PaperKind.HEARING_RECORD,
    PaperKind.FEE_NOTICE,
    PaperKind.ENFORCEMENT_NOTICE,
)
_AGENCY_NAME = re.compile(AGENCY_END)
_RECORD_OF_A_COURT = re.compile(r"法院|审判[长员]|书记员|原告|合议庭")
# A power of attorney or certificate of a person or a firm is no filing of ours.
_STRANGER = re.compile(
    r"(?:^|\n)委托人(?:（姓名）|姓名)?[：:]?[\u4e00-\u9fa5×某]{2,4}(?=[，,\n]|男|女|住)"
    r"|(?:^|\n)委托(?:人|单位)[：:]?[\u4e00-\u9fa5（）]{2,30}(?:公司|厂|合作社|经营部)"
)


def _of_an_agency(text: str, head: Head, kind: PaperKind) -> bool:
    """Is this form one of an administrative procedure: 云山县公安局 ⏎ 送达回证?"""
    if kind not in _COURTS_ONLY_BY_HEADING or head.court or head.number or head.title is None:
        return False
    above = text[: head.title.start].strip().split("\n")[-1]
    if _AGENCY_NAME.search(above):
        return True
    return kind is PaperKind.HEARING_RECORD and not _RECORD_OF_A_COURT.search(text)


_BY_COURT_MAIL = re.compile(r"法院专递|寄件人[^\n]{0,24}法院")


def _of_anybodys_letter(text: str, title: str, kind: PaperKind) -> bool:
    """邮件详情单 of a letter no court posted: one of a party's exhibits."""
    return (
        kind is PaperKind.SERVICE_RETURN
        and title.endswith("详情单")
        and not _BY_COURT_MAIL.search(text)
    )


def _by_branch(text: str, title: str, head: Head) -> PaperKind:
    """A title without branch (判决书, 执行裁定书 of a 行审 case) or one of no kind of ours."""
    number = head.number
    if not head.court and not number:
        return PaperKind.NOT_COURT_PAPER
    if number and number.administrative and "刑事" not in title:
        if title.endswith("判决书"):
            return PaperKind.COMPENSATION_JUDGMENT if "赔" in number.type_code else PaperKind.JUDGMENT
        if title.endswith("裁定书"):
            return PaperKind.RULING
        if title.endswith("调解书"):
            return PaperKind.MEDIATION
    if number and not number.administrative and _is_civil(number) and "刑事" not in title:
        return PaperKind.CIVIL_PAPER
    return PaperKind.OTHER_COURT_PAPER


_OTHER_BRANCH = re.compile(r"[刑执破赔诉调督特财]")


def _other_branch(number: CaseNumber, title: str, kind: PaperKind) -> PaperKind:
    """A paper of a civil, criminal or enforcement case with a title of ours (应诉通知书 in 民初).

    A type code that is no known one may be a misread 行初, and a title that says 行政 is believed.
    """
    if "行政" in title or kind is PaperKind.ENFORCEMENT_NOTICE:
        return kind
    if _is_civil(number):
        return PaperKind.CIVIL_PAPER
    return PaperKind.OTHER_COURT_PAPER if _of_another_branch(number) else kind


def _of_another_branch(number: CaseNumber | None) -> bool:
    return bool(number and not number.administrative and _OTHER_BRANCH.search(number.type_code))


def _is_civil(number: CaseNumber) -> bool:
    return re.search(r"[民商经]|知|督|特|破", number.type_code) is not None


def _by_structure(text: str, head: Head) -> Typing:
    """No legible title: the form's labels, or the words only a decision of that kind holds."""
    kind = PaperKind.NOT_COURT_PAPER
    confidence = 0.8
    if len(set(_SUMMONED.findall(text[:1500]))) >= 2:
        kind = PaperKind.SUMMONS
    elif head.number or head.court:
        kind = PaperKind.OTHER_COURT_PAPER
        confidence = 0.6
        administrative = (
            head.number.administrative if head.number else bool(_ADMINISTRATIVE.search(text))
        )
        if head.number and _is_civil(head.number) and not administrative:
            kind = PaperKind.CIVIL_PAPER
        elif administrative and _SIGNED.search(text) and (_JUDGED.search(text) or _RULED.search(text)):
            judged, ruled = (_last(pattern, text) for pattern in (_JUDGED, _RULED))
            kind = PaperKind.RULING if ruled > judged else PaperKind.JUDGMENT
            confidence = 0.75
        elif administrative and re.search(r"起诉[状书]副本", text) and re.search(r"答辩[状书]", text):
            kind = PaperKind.RESPONSE_NOTICE
        elif may_be_of_a_duty(text, "") and not _of_another_branch(head.number):
            confidence = _ASKED
    return Typing(kind, "", confidence)


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)


_FINAL = re.compile(r"本(?:判决|裁定)(?:书)?为终审|上诉人（(?:原审|一审)")
_RETRIAL_REVIEW = re.compile(r"再审申请人|驳回[^。\n]{0,40}再审申请")
_RETRIAL = re.compile(r"本院再审认为|经再审查明")
_ENFORCEMENT = re.compile(r"申请(?:强制)?执行人|非诉|准予(?:强制)?执行")


# The proceeding a party's own paper asks for.
_ASKED_OF = {
    PaperKind.COMPLAINT: Stage.FIRST,
    PaperKind.APPEAL_PETITION: Stage.SECOND,
    PaperKind.RETRIAL_PETITION: Stage.RETRIAL_REVIEW,
}


def stage_of_paper(paper: PaperText, kind: PaperKind, number: CaseNumber | None) -> Stage | None:
    """Stage (审级) from the case number's type code, then from the text; None for what has none."""
    if number is not None:
        stage = stage_of(number)
        if stage is not Stage.OTHER:
            return stage
    if kind in _ASKED_OF:
        return _ASKED_OF[kind]
    if kind in _DECISIONS:
        for pattern, stage in (
            (_RETRIAL, Stage.RETRIAL),
            (_RETRIAL_REVIEW, Stage.RETRIAL_REVIEW),
            (_FINAL, Stage.SECOND),
            (_ENFORCEMENT, Stage.ENFORCEMENT_REVIEW),
        ):
            if pattern.search(paper.text):
                return stage
        return Stage.OTHER if number else Stage.FIRST
    return Stage.OTHER if number else None
