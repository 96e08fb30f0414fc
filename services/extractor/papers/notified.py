"""What a notice is about whose title does not say: told by its text, or a doubt.

通知书 … 现将开庭时间调整至2025年6月19日                         a hearing moved
诉讼事项告知书 … 涉及公共利益，负责人原则上要出庭                 of no known kind, and never a sure one
"""

from __future__ import annotations

import re

from services.extractor.text.case_numbers import CaseNumber, stage_of
from services.vocabulary import PaperKind, Stage

# A title that says no more than that something is notified; it leaves all to the text below.
GENERIC_TITLE = re.compile(
    r"(?:行政)?(?:诉讼)?(?:受理|立案|开庭|出庭|出庭应诉|诉讼)?(?:通知书?|告知书|函|公函|通知函)"
)
_NOTIFIES = re.compile(r"(?:通知书?|告知书|建议书|通知单|须知|函)$")
_SENT_ON = r"(?:起诉[状书]|上诉[状书]|再审申请[书状])副本"
_MOVED = r"(?:变更|改期|改[为至到]|调整|延期|推迟|顺延|提前|取消)"
_COMES = r"(?:出庭|到庭|应诉|参加[^。；\n]{0,40}?(?:庭审|开庭|诉讼))"
# What a court's 通知书, 告知书 or 函 is about whose title does not say: the first that fits.
_BODIES: tuple[tuple[PaperKind, re.Pattern[str]], ...] = (
    (
        PaperKind.JOINDER_NOTICE,
        re.compile(
            r"(?:通知|追加)你[^。\n]{0,30}?(?:作为|为)(?:本案)?(?:的)?(?:第三人|(?:共同)?被告参加诉讼)"
            r"|追加你[^。\n]{0,12}为(?:本案)?(?:的)?(?:共同)?被告"
        ),
    ),
    (
        PaperKind.RESPONSE_NOTICE,
        re.compile(
            rf"{_SENT_ON}[\s\S]{{0,200}}?答辩[状书]|提[出交]答辩[状书][\s\S]{{0,200}}?{_SENT_ON}"
        ),
    ),
    (
        PaperKind.JOINDER_NOTICE,
        re.compile(r"(?:通知|追加)[^。\n]{0,30}?(?:作为|为)(?:本案)?(?:的)?第三人(?:参加诉讼)?"),
    ),
    (
        PaperKind.HEARING_CHANGE_NOTICE,
        re.compile(
            rf"(?:开庭|庭审)[^。；\n]{{0,40}}?(?:{_MOVED}[为至到于]|改期|取消)"
            rf"|{_MOVED}(?:至[^。\n]{{4,24}})?(?:开庭|庭审)|原定[^。\n]{{4,50}}?开庭[^。\n]{{0,40}}?{_MOVED}"
        ),
    ),
    (
        PaperKind.OFFICIAL_ATTENDANCE_NOTICE,
        re.compile(
            rf"(?:通知|建议|要求|请)你?[^。\n]{{0,30}}?负责人[^。\n]{{0,12}}?{_COMES}"
            rf"|你[^。；\n]{{0,12}}负责人(?:应当?|须|必须|需要?|依法|亲自|届时|准时|按时)+{_COMES}"
        ),
    ),
    (PaperKind.PANEL_NOTICE, re.compile(r"(?:组成|变更)(?:本案)?合议庭|合议庭(?:组成人员|成员)")),
    (
        PaperKind.FEE_NOTICE,
        re.compile(r"(?:交纳|缴纳|预交|补交|补缴)[^。\n]{0,20}?(?:受理费|诉讼费|上诉费)"),
    ),
    (PaperKind.PRE_SUIT_MEDIATION_NOTICE, re.compile(r"诉前(?:委派|委托)?(?:调解|化解)")),
)
_WITNESS = re.compile(r"作为(?:本案)?(?:证人|鉴定人|专家辅助人)|证人出庭|鉴定人出庭")
# Words of the papers a duty hangs on: a notice of no known kind that has them may be one of those.
_OF_A_DUTY = re.compile(
    r"应诉|答辩[状书]|延期审理|(?:追加|通知)你?[^。\n]{0,30}?(?:第三人|被告)|负责人[^。\n]{0,20}?(?:出庭|到庭)"
    rf"|(?:开庭|庭审)[^。\n]{{0,40}}?{_MOVED}|{_MOVED}[^。\n]{{0,40}}?(?:开庭|庭审)"
)


def by_body(text: str, title: str, number: CaseNumber | None) -> PaperKind | None:
    """What a 通知书 or 函 notifies of; a paper that speaks to a witness stays what it is called."""
    if not _NOTIFIES.search(title) or _WITNESS.search(text):
        return None
    kind = next((kind for kind, pattern in _BODIES if pattern.search(text)), None)
    if kind is PaperKind.RESPONSE_NOTICE and number and stage_of(number) is Stage.FIRST:
        return kind if re.search("起诉[状书]副本", text) else PaperKind.APPEAL_PETITION
    return kind


def may_be_of_a_duty(text: str, title: str) -> bool:
    """Does a notice of no known kind speak of an answer, a joinder, an official or a hearing moved?"""
    return (
        (not title or _NOTIFIES.search(title) is not None)
        and _OF_A_DUTY.search(text) is not None
        and not _WITNESS.search(text)
    )
