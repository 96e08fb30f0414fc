"""Titles of court papers and what kind each names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from services.vocabulary import PaperKind as K


@dataclass(frozen=True, slots=True)
class Title:
    """A title printed in ``text[start:end]``; ``kind`` is None for a title that names no branch
    (判决书, 裁定书): the case number decides."""

    text: str
    kind: K | None
    start: int
    end: int


# What titles are composed of: in which proceeding (二审应诉通知书), what is done with the hearing or
# the fee, and as what kind of sheet (…通知书, …须知, …的函).
_IN = r"(?:行政|诉讼|赔偿|公益|案件|[一二]审|再审|申请|审查|上诉|重审|及|、)*"
_SHEET = r"(?:的)?(?:通知[书单函]?|告知书|须知|函)"
_SENT = rf"(?:送达|发送|转送|转交){_SHEET}"
_CHANGED = r"(?:变更|更改|调整|改期|延期|推迟|提前|取消)"
_OF_HEARING = r"(?:审理|时间|日期|地点|[及和与、])*"
_FEE = r"(?:(?:案件)?受理费|诉讼费|上诉费|申请费)用?"
_PAY = r"(?:预交|预缴|交纳|缴纳|补交|补缴)"

# Official and common titles, the special before the general. Each is matched as a whole title.
_TITLES: tuple[tuple[K | None, str], ...] = (
    (K.SUMMONS, r"(?:行政|民事)?(?:出庭|开庭)?传票(?:存根|回执)?"),
    (K.CIVIL_PAPER, r"民事[\u4e00-\u9fa5]{0,12}(?:书|状|令)|支付令"),
    (
        K.OTHER_COURT_PAPER,
        r"(?:刑事|执行|国家赔偿)[\u4e00-\u9fa5]{0,12}(?:判决书|裁定书|决定书|调解书)|执行决定书",
    ),
    (
        K.RESPONSE_NOTICE,
        rf"{_IN}(?:参加诉讼及)?(?:案件)?应诉(?:(?:及|暨|、)?(?:举证|开庭))?{_SHEET}"
        rf"|{_IN}(?:起诉[状书]|再审申请书)副本{_SENT}",
    ),
    (K.EVIDENCE_NOTICE, rf"{_IN}举证(?:期限|责任)?{_SHEET}"),
    (K.COMPLAINT, r"(?:行政(?:附带民事|赔偿|公益)?(?:诉讼)?)?(?:附带民事)?起诉[状书]|行政诉状"),
    (
        K.JOINDER_NOTICE,
        rf"(?:关于)?(?:通知|追加)?(?:共同)?(?:第三人|被告|当事人)?参加(?:行政)?诉讼{_SHEET}"
        rf"|(?:关于)?追加(?:共同)?(?:第三人|被告|当事人)(?:参加(?:行政)?诉讼)?{_SHEET}",
    ),
    (
        K.PANEL_NOTICE,
        r"(?:告知|变更)?(?:合议庭|审判庭|审判组织|审判)(?:组成(?:人员|情况)|成员|人员)(?:及书记员)?"
        r"(?:告知|通知|变更)?(?:通知)?书",
    ),
    (
        K.OFFICIAL_ATTENDANCE_NOTICE,
        r"(?:关于)?(?:通知|建议)?(?:被诉)?(?:行政机关)?负责人(?:出庭|到庭|应诉)+(?:的)?"
        r"(?:通知书|建议书|告知书|函|通知|建议函)",
    ),
    (
        K.RIGHTS_NOTICE,
        r"(?:行政)?(?:案件)?(?:诉讼)?(?:当事人)?(?:诉讼)?权利(?:与|和|、)?义务(?:告知|须知|通知)?(?:书)?|(?:行政)?诉讼(?:须知|风险(?:告知|提示)书)|(?:廉政|审务)监督卡",
    ),
    (
        K.SERVICE_RETURN,
        r"(?:诉讼文书|法律文书|司法文书)?送达回证|(?:诉讼文书|法院专递)?送达回执|(?:全国)?法院专递(?:邮件)?(?:详情单|回执)"
        r"|(?:国内|全国)?(?:标准|特快专递)?邮件详情单",
    ),
    (K.SERVICE_ADDRESS_FORM, r"(?:当事人|诉讼文书)?送达地址(?:及送达方式)?确认书"),
    (
        K.ELECTRONIC_SERVICE_NOTICE,
        r"(?:诉讼文书|法律文书)?电子送达[\u4e00-\u9fa5]{0,4}(?:通知书|告知书|确认书|通知|凭证|回执|回证|证明)",
    ),
    (K.COMPENSATION_JUDGMENT, r"行政赔偿(?:再审)?判决书"),
    (K.JUDGMENT, r"行政(?:附带民事)?(?:再审)?判决书"),
    (K.RULING, r"行政(?:赔偿|附带民事)?(?:再审)?裁定书"),
    (K.MEDIATION, r"行政(?:赔偿)?调解书"),
    (K.JUDICIAL_ADVICE, r"(?:关于[\u4e00-\u9fa5、（）《》“”]{2,60}的)?司法建议(?:书|函)?"),
    (
        K.PROCURATORIAL_ADVICE,
        r"(?:关于[\u4e00-\u9fa5、（）《》“”]{2,60}的)?(?:社会治理|公益诉讼|再审)?检察建议书?",
    ),
    (
        K.FEE_NOTICE,
        rf"{_IN}(?:{_PAY}?{_IN}{_FEE})?(?:交|缴)[费款]{_SHEET}"
        rf"|{_PAY}{_IN}{_FEE}{_SHEET}|{_IN}{_FEE}{_PAY}{_SHEET}",
    ),
    # The court below sends the appeal on under its own number: it is received with this sheet.
    (K.APPEAL_PETITION, rf"(?:行政(?:赔偿)?)?上诉[状书](?:副本{_SENT})?"),
    (
        K.RETRIAL_PETITION,
        r"(?:行政(?:赔偿)?)?(?:再审申请[书状]|申请再审(?:书|状)|申诉(?:书|状)|抗诉书)",
    ),
    (
        K.HEARING_CHANGE_NOTICE,
        rf"(?:关于)?{_CHANGED}(?:案件)?(?:开庭|庭审){_OF_HEARING}{_SHEET}"
        rf"|(?:关于)?(?:开庭|庭审){_OF_HEARING}{_CHANGED}{_SHEET}",
    ),
    (K.HEARING_RECORD, r"(?:法庭(?:审理)?|庭审|开庭|庭前会议|询问|谈话|调查|宣判|证据交换|听证)笔录"),
    (K.ENFORCEMENT_NOTICE, r"(?:限期)?(?:行政|强制)?(?:执行|履行)(?:义务)?通知书?"),
    (
        K.EFFECTIVENESS_CERTIFICATE,
        r"(?:关于)?(?:裁判文书|法律文书|行政判决书?|判决书?|裁定书?|案件)?(?:裁判)?(?:的)?"
        r"生效(?:法律文书|裁判文书)?(?:情况|日期)?(?:的)?(?:证明书?|通知书)",
    ),
    (
        K.RECONSIDERATION_REPLY_NOTICE,
        r"(?:行政复议)?(?:申请)?(?:被申请人)?(?:提出)?(?:行政复议)?答复通知书|行政复议(?:案件)?(?:限期)?答复通知书?",
    ),
    (K.RECONSIDERATION_APPLICATION, r"(?:行政)?复议申请书"),
    (
        K.RECONSIDERATION_DECISION,
        r"(?:驳回|不予受理|终止)?(?:行政)?复议(?:申请|终止|调解)?(?:决定书|调解书)",
    ),
    (
        K.PRE_SUIT_MEDIATION_NOTICE,
        r"(?:行政(?:争议|案件)?)?(?:诉前|诉源|先行)(?:委派|委托)?(?:调解|化解)[\u4e00-\u9fa5]{0,6}(?:通知书|告知书|建议书|确认书|函)",
    ),
    (
        K.EVIDENCE_MATERIAL,
        r"(?:原告|被告|第三人|行政)?(?:提交)?(?:的)?证据(?:材料)?(?:目录|清单)(?:及说明)?|证据材料",
    ),
    (
        K.OWN_FILING,
        r"(?:行政)?(?:诉讼|赔偿)?答辩[状书]|(?:诉讼)?授权委托书|法定代表人(?:（负责人）)?(?:身份)?证明书?|代理词",
    ),
    (None, r"判决书|裁定书|调解书"),
)
_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _TITLES)

# Any other document title: 行政处罚决定书, 结案通知书, 送达公告.
_ANY = re.compile(
    r"[\u4e00-\u9fa5（）、]{0,24}?(?:判决书|裁定书|决定书|通知书|调解书|告知书|建议书|确认书|证明书|鉴定书|认定书|承诺书|委托书"
    r"|申请书|协议书|通告|公告|公函|令|笔录|证明|回执|清单)"
)
# （副本）, （供被告举证使用）, （第一次）, 正本 belong to the title; （2025） begins a case number.
_REMARK = re.compile(r"(?:（(?!\d{4}）)[\u4e00-\u9fa5、\d]{1,14}）|副本|正本|样式)")


def match_title(text: str, start: int, end: int) -> Title | None:
    """The title that begins at ``start`` and fills the line up to a case number or a remark."""
    for kind, pattern in _COMPILED:
        match = pattern.match(text, start, end)
        if match and _ends_title(text, match.end(), end):
            return Title(match[0], kind, start, _with_remark(text, match.end(), end))
    match = _ANY.match(text, start, end)
    if match and _ends_title(text, match.end(), end):
        return Title(match[0], K.OTHER_COURT_PAPER, start, _with_remark(text, match.end(), end))
    return None


def _ends_title(text: str, position: int, end: int) -> bool:
    position = _with_remark(text, position, end)
    return position == end or (
        text[position] in "（〔[" and text[position + 1 : position + 2].isdigit()
    )


def _with_remark(text: str, position: int, end: int) -> int:
    match = _REMARK.match(text, position, end)
    return match.end() if match else position
