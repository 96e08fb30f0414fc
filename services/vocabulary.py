"""The project's words: one name per thing, with the Chinese label a page shows.

Every paper kind, stage, role, standing, outcome class, event kind and field name that code, rule
packs, templates and pages may use is listed here and nowhere else. Members are strings, so they
serialise as their value; ``.label`` is the Chinese label.
"""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar


class Labelled(StrEnum):
    """A string enum whose members carry a Chinese label: ``member = "value", "标签"``."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Labelled:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class PaperKind(Labelled):
    """What a court paper is (文书种类)."""

    SUMMONS = "summons", "传票"
    RESPONSE_NOTICE = "response_notice", "应诉通知书"
    EVIDENCE_NOTICE = "evidence_notice", "举证通知书"
    COMPLAINT = "complaint", "起诉状"
    JOINDER_NOTICE = "joinder_notice", "参加诉讼通知书"
    PANEL_NOTICE = "panel_notice", "合议庭组成人员告知书"
    RIGHTS_NOTICE = "rights_notice", "诉讼权利义务告知书"
    OFFICIAL_ATTENDANCE_NOTICE = "official_attendance_notice", "负责人出庭通知书"
    SERVICE_RETURN = "service_return", "送达回证"
    SERVICE_ADDRESS_FORM = "service_address_form", "送达地址确认书"
    ELECTRONIC_SERVICE_NOTICE = "electronic_service_notice", "电子送达通知"
    JUDGMENT = "judgment", "行政判决书"
    COMPENSATION_JUDGMENT = "compensation_judgment", "行政赔偿判决书"
    RULING = "ruling", "行政裁定书"
    MEDIATION = "mediation", "行政调解书"
    JUDICIAL_ADVICE = "judicial_advice", "司法建议书"
    PROCURATORIAL_ADVICE = "procuratorial_advice", "检察建议书"
    FEE_NOTICE = "fee_notice", "缴费通知"
    APPEAL_PETITION = "appeal_petition", "上诉状"
    RETRIAL_PETITION = "retrial_petition", "再审申请书"
    HEARING_CHANGE_NOTICE = "hearing_change_notice", "开庭变更通知"
    HEARING_RECORD = "hearing_record", "庭审笔录"
    ENFORCEMENT_NOTICE = "enforcement_notice", "执行通知书"
    EFFECTIVENESS_CERTIFICATE = "effectiveness_certificate", "生效证明"
    RECONSIDERATION_REPLY_NOTICE = "reconsideration_reply_notice", "行政复议答复通知书"
    RECONSIDERATION_APPLICATION = "reconsideration_application", "行政复议申请书"
    RECONSIDERATION_DECISION = "reconsideration_decision", "行政复议决定书"
    PRE_SUIT_MEDIATION_NOTICE = "pre_suit_mediation_notice", "诉前调解通知"
    CIVIL_PAPER = "civil_paper", "民事文书"
    EVIDENCE_MATERIAL = "evidence_material", "证据材料"
    OWN_FILING = "own_filing", "本单位材料"
    OTHER_COURT_PAPER = "other_court_paper", "其他法院文书"
    NOT_COURT_PAPER = "not_court_paper", "非法院文书"


class Stage(Labelled):
    """Stage of a proceeding (审级)."""

    FIRST = "first", "一审"
    SECOND = "second", "二审"
    RETRIAL_REVIEW = "retrial_review", "再审审查"
    RETRIAL = "retrial", "再审"
    ENFORCEMENT_REVIEW = "enforcement_review", "非诉执行审查"
    OTHER = "other", "其他"


class Standing(Labelled):
    """Was the paper served on us, or merely attached to another one (是否正式送达)?"""

    SERVED = "served", "正式送达"
    ATTACHED = "attached", "仅附带"
    UNCLEAR = "unclear", "是否送达待定"


class StandingSign(Labelled):
    """What told that a paper was not, or not certainly, served (附带的依据)."""

    NOT_A_COURTS = "not_a_courts", "不是法院送达的文书"
    AMONG_EXHIBITS = "among_exhibits", "排在证据目录之后"
    LISTED = "listed", "另一份文书把它列为证据、附件，或正是所诉的裁判"
    FROM_BELOW = "from_below", "是下级程序的文书，随上诉或再审材料附来"
    LONG_DECIDED = "long_decided", "落款比一起收到的通知早三个月以上"
    BEHIND_A_PLEADING = "behind_a_pleading", "排在诉状之后，案号是另一案的"
    NOT_OURS = "not_ours", "当事人或收件人里没有本单位"
    OTHER_CASE = "other_case", "案号与一起收到的其他文书不同"


class Role(Labelled):
    """Role of a party in this proceeding (诉讼地位)."""

    PLAINTIFF = "plaintiff", "原告"
    DEFENDANT = "defendant", "被告"
    THIRD_PARTY = "third_party", "第三人"
    APPELLANT = "appellant", "上诉人"
    APPELLEE = "appellee", "被上诉人"
    RETRIAL_APPLICANT = "retrial_applicant", "再审申请人"
    RETRIAL_RESPONDENT = "retrial_respondent", "再审被申请人"
    ENFORCEMENT_APPLICANT = "enforcement_applicant", "申请执行人"
    ENFORCEMENT_RESPONDENT = "enforcement_respondent", "被执行人"


class PartyType(Labelled):
    """What kind of subject a party is (当事人类型)."""

    PERSON = "person", "自然人"
    ORGANIZATION = "organization", "法人或其他组织"
    AGENCY = "agency", "行政机关"


class OutcomeClass(Labelled):
    """What one operative item does to one party (裁判结果类别); taxonomy of the judgments the
    行政诉讼法 (articles 69-79, 89) and its interpretations allow."""

    DISMISS_CLAIMS = "DISMISS_CLAIMS", "驳回诉讼请求"
    REVOKE = "REVOKE", "撤销"
    REVOKE_PART = "REVOKE_PART", "部分撤销"
    REMAKE = "REMAKE", "责令重作"
    PERFORM_DUTY = "PERFORM_DUTY", "责令履行职责"
    PAYMENT = "PAYMENT", "履行给付义务"
    CONFIRM_ILLEGAL = "CONFIRM_ILLEGAL", "确认违法"
    CONFIRM_INVALID = "CONFIRM_INVALID", "确认无效"
    REMEDY = "REMEDY", "采取补救措施"
    COMPENSATE = "COMPENSATE", "赔偿"
    MODIFY = "MODIFY", "变更"
    CONTINUE_PERFORM = "CONTINUE_PERFORM", "继续履行协议"
    INDEMNIFY = "INDEMNIFY", "补偿"
    AGREEMENT_INVALID = "AGREEMENT_INVALID", "协议无效"
    AGREEMENT_NOT_EFFECTIVE = "AGREEMENT_NOT_EFFECTIVE", "协议未生效"
    AGREEMENT_REVOKE = "AGREEMENT_REVOKE", "撤销协议"
    AGREEMENT_RESCIND = "AGREEMENT_RESCIND", "解除协议"
    RESTORE_ORIGINAL = "RESTORE_ORIGINAL", "恢复原行政行为效力"
    DISMISS_COMPENSATION = "DISMISS_COMPENSATION", "驳回赔偿请求"
    DISMISS_OTHER = "DISMISS_OTHER", "驳回其他诉讼请求"
    NOT_ACCEPT = "NOT_ACCEPT", "不予立案"
    REJECT_SUIT = "REJECT_SUIT", "驳回起诉"
    JURIS_OBJ_REJECT = "JURIS_OBJ_REJECT", "驳回管辖异议"
    JURIS_OBJ_UPHOLD = "JURIS_OBJ_UPHOLD", "管辖异议成立"
    TERMINATE = "TERMINATE", "终结诉讼"
    SUSPEND = "SUSPEND", "中止诉讼"
    TRANSFER = "TRANSFER", "移送管辖"
    STAY_EXEC = "STAY_EXEC", "停止执行"
    STAY_DENY = "STAY_DENY", "不停止执行"
    PRESERVE = "PRESERVE", "保全"
    ADVANCE_EXEC = "ADVANCE_EXEC", "先予执行"
    WITHDRAW_ALLOW = "WITHDRAW_ALLOW", "准许撤诉"
    WITHDRAW_DENY = "WITHDRAW_DENY", "不准撤诉"
    DEEMED_WITHDRAW = "DEEMED_WITHDRAW", "按撤诉处理"
    CORRECT = "CORRECT", "补正"
    CONVERT_ORDINARY = "CONVERT_ORDINARY", "转普通程序"
    NONLIT_ALLOW = "NONLIT_ALLOW", "准予强制执行"
    NONLIT_DENY = "NONLIT_DENY", "不准予强制执行"
    AFFIRM = "AFFIRM", "维持原裁判"
    REVOKE_LOWER = "REVOKE_LOWER", "撤销原裁判"
    MODIFY_LOWER = "MODIFY_LOWER", "变更原裁判"
    REMAND = "REMAND", "发回重审"
    ORDER_CONTINUE = "ORDER_CONTINUE", "指令继续审理"
    ORDER_ACCEPT = "ORDER_ACCEPT", "指令立案"
    APPEAL_WITHDRAW = "APPEAL_WITHDRAW", "准许撤回上诉"
    APPEAL_DEEMED_WITHDRAW = "APPEAL_DEEMED_WITHDRAW", "按撤回上诉处理"
    RETRIAL_REJECT = "RETRIAL_REJECT", "驳回再审申请"
    RETRIAL_ORDER = "RETRIAL_ORDER", "提审或指令再审"
    RETRIAL_REMAND = "RETRIAL_REMAND", "再审发回重审"
    RETRIAL_TERMINATE = "RETRIAL_TERMINATE", "终结再审"
    RETRIAL_AFFIRM_FIRST = "RETRIAL_AFFIRM_FIRST", "再审维持一审"
    MEDIATION = "MEDIATION", "调解"
    NO_RULING = "NO_RULING", "主文未涉及"


class Loss(Labelled):
    """How one jurisdiction's definition reads an outcome (败诉口径的判定)."""

    LOSS = "loss", "败诉"
    NOT_LOSS = "not_loss", "不计败诉"
    PENDING = "pending", "生效后计败诉"
    PENDING_REVIEW = "pending_review", "生效后待复核"
    REVIEW = "review", "待复核"


class EventKind(Labelled):
    """What happened in a case (案件事件)."""

    SUIT_RECEIVED = "suit_received", "收到应诉材料"
    HEARING_SET = "hearing_set", "确定开庭"
    HEARING_CHANGED = "hearing_changed", "开庭变更"
    EVIDENCE_DUE_SET = "evidence_due_set", "指定举证期限"
    ATTENDANCE_REQUIRED = "attendance_required", "通知负责人出庭"
    SERVICE_PROVED = "service_proved", "送达有据"
    JUDGMENT_ISSUED = "judgment_issued", "作出判决"
    RULING_ISSUED = "ruling_issued", "作出裁定"
    MEDIATION_SIGNED = "mediation_signed", "达成调解"
    APPEAL_RECEIVED = "appeal_received", "收到上诉状"
    RETRIAL_PETITION_RECEIVED = "retrial_petition_received", "收到再审申请"
    ADVICE_RECEIVED = "advice_received", "收到司法建议"
    ENFORCEMENT_RECEIVED = "enforcement_received", "收到执行文书"
    FEE_DUE = "fee_due", "缴费通知"
    PAPER_RECEIVED = "paper_received", "收到法院文书"
    # Derived by services.law from the events above and the calendar.
    APPEAL_WINDOW_CLOSED = "appeal_window_closed", "上诉期满"
    EFFECTIVE = "effective", "裁判生效"
    LOSS_EFFECTIVE = "loss_effective", "生效败诉"
    HEARING_NEAR = "hearing_near", "临近开庭"
    HEARING_HELD = "hearing_held", "已开庭"
    YEAR_END = "year_end", "年末"
    QUARTER_END = "quarter_end", "季末"
    PRESUMED_EFFECTIVE = "presumed_effective", "推定裁判生效"
    # Recorded by a person: no court paper says so.
    EXTENSION_CAUSE_ENDED = "extension_cause_ended", "准许延期举证的正当事由消除"
    OBSTACLE_REMOVED = "obstacle_removed", "耽误期限的障碍消除"
    EVIDENCE_SUPPLEMENT_ALLOWED = "evidence_supplement_allowed", "法院准许补充证据"
    FINE_RECEIVED = "fine_received", "收到罚款、拘留决定书"
    JOINT_CLAIM_RAISED = "joint_claim_raised", "一并请求审查规范性文件或解决民事争议"
    ACT_CHANGED = "act_changed", "改变被诉行政行为"
    APPEAL_FILED = "appeal_filed", "递交上诉状"
    RETRIAL_REFUSED = "retrial_refused", "再审申请被驳回或逾期未裁定"
    COMPENSATION_CLAIMED = "compensation_claimed", "收到行政赔偿申请"
    COMPENSATION_DECIDED = "compensation_decided", "作出行政赔偿决定"
    COMPENSATION_PAYMENT_CLAIMED = "compensation_payment_claimed", "收到赔偿金支付申请"
    SUIT_PERIOD_ENDED = "suit_period_ended", "法定起诉期限届满"
    OPINION_RECEIVED = "opinion_received", "收到行政复议意见书"
    REVIEW_COMPLETED = "review_completed", "司法局审核完成"
    REVIEW_OPINION_RECEIVED = "review_opinion_received", "接到审核意见"
    RECTIFICATION_ASKED = "rectification_asked", "收到通报、整改意见"
    REPEATED_LOSSES = "repeated_losses", "同一领域多次败诉"
    HEARING_CANCELLED = "hearing_cancelled", "开庭取消（填原定开庭日）"


RECORDED_EVENTS = (
    EventKind.EXTENSION_CAUSE_ENDED,
    EventKind.OBSTACLE_REMOVED,
    EventKind.EVIDENCE_SUPPLEMENT_ALLOWED,
    EventKind.FINE_RECEIVED,
    EventKind.HEARING_CANCELLED,
    EventKind.JOINT_CLAIM_RAISED,
    EventKind.ACT_CHANGED,
    EventKind.APPEAL_FILED,
    EventKind.RETRIAL_REFUSED,
    EventKind.COMPENSATION_CLAIMED,
    EventKind.COMPENSATION_DECIDED,
    EventKind.COMPENSATION_PAYMENT_CLAIMED,
    EventKind.SUIT_PERIOD_ENDED,
    EventKind.OPINION_RECEIVED,
    EventKind.REVIEW_COMPLETED,
    EventKind.REVIEW_OPINION_RECEIVED,
    EventKind.RECTIFICATION_ASKED,
    EventKind.REPEATED_LOSSES,
)  # in the order a list offers them

# What the coming of a paper is called, where it is more than 收到法院文书.
RECEIVED_AS = {
    PaperKind.RESPONSE_NOTICE: EventKind.SUIT_RECEIVED,
    PaperKind.COMPLAINT: EventKind.SUIT_RECEIVED,
    PaperKind.APPEAL_PETITION: EventKind.APPEAL_RECEIVED,
    PaperKind.RETRIAL_PETITION: EventKind.RETRIAL_PETITION_RECEIVED,
    PaperKind.JUDICIAL_ADVICE: EventKind.ADVICE_RECEIVED,
    PaperKind.PROCURATORIAL_ADVICE: EventKind.ADVICE_RECEIVED,
    PaperKind.ENFORCEMENT_NOTICE: EventKind.ENFORCEMENT_RECEIVED,
}


def calls_to_hearing(reason: str | None) -> bool:
    """Whether a court that calls for ``reason`` (传唤事由) hears the case: not for 询问, 调解, 宣判,
    交换证据. A paper that names no reason is taken to."""
    return not reason or any(word in reason for word in ("开庭", "庭审", "审理"))


class FieldName(Labelled):
    """Scalar fields of a paper (字段)."""

    CASE_NUMBER = "case_number", "案号"
    COURT = "court", "法院"
    ADDRESSEE = "addressee", "受送达人"
    CAUSE = "cause", "案由"
    CAUSE_CODE = "cause_code", "案由代码"
    ISSUED_ON = "issued_on", "落款日期"
    FILED_ON = "filed_on", "立案日期"
    SERVED_ON = "served_on", "送达日期"
    HEARING_AT = "hearing_at", "开庭时间"
    HEARING_PLACE = "hearing_place", "开庭地点"
    SUMMONS_REASON = "summons_reason", "传唤事由"
    PRIOR_CASE_NUMBER = "prior_case_number", "原审案号"
    CHALLENGED_ACT = "challenged_act", "被诉行政行为"
    ACT_ORGAN = "act_organ", "作出机关"
    ACT_NUMBER = "act_number", "被诉文书文号"
    ACT_ON = "act_on", "被诉行为日期"
    RECONSIDERATION_ORGAN = "reconsideration_organ", "复议机关"
    RECONSIDERATION_NUMBER = "reconsideration_number", "复议文号"
    RECONSIDERATION_ON = "reconsideration_on", "复议决定日期"
    RECONSIDERATION_RESULT = "reconsideration_result", "复议结果"
    CLAIMS = "claims", "诉讼请求"
    OFFICIAL_ATTENDANCE = "official_attendance", "负责人出庭情况"
    OFFICIAL_NAME = "official_name", "出庭负责人"
    OFFICIAL_TITLE = "official_title", "出庭负责人职务"
    OFFICIAL_SPOKE = "official_spoke", "负责人发言情况"
    OFFICIAL_ABSENCE_REASON = "official_absence_reason", "未出庭理由"
    LEADER_NOTICE_LEVEL = "leader_notice_level", "通知出庭的负责人"
    PANEL = "panel", "审判组织"
    CONTACT_NAME = "contact_name", "法院联系人"
    CONTACT_PHONE = "contact_phone", "法院联系电话"
    ANSWER_DAYS = "answer_days", "答辩期限"
    EVIDENCE_DAYS = "evidence_days", "举证期限"
    EVIDENCE_DUE_ON = "evidence_due_on", "举证截止日期"
    APPEAL_DAYS = "appeal_days", "上诉期限"
    APPEAL_COURT = "appeal_court", "上诉法院"
    REMEDY = "remedy", "上诉告知"
    FEE_BEARER = "fee_bearer", "诉讼费负担"
    FEE_AMOUNT = "fee_amount", "应交费用"
    FEE_DAYS = "fee_days", "交费期限"
    PROCEDURE = "procedure", "审理程序"
    SERVICE_MODE = "service_mode", "送达方式"
    SERVICE_RECEIVER = "service_receiver", "签收人"
    SERVED_PAPERS = "served_papers", "送达的文书"
    SERVICE_ADDRESS = "service_address", "送达的电子地址"
    RECEIVED_STAMP_ON = "received_stamp_on", "收文章日期"
    SIGNED_ON = "signed_on", "调解书签收日期"
    EFFECTIVENESS = "effectiveness", "生效说明"
    EFFECTIVE_ON = "effective_on", "生效日期"
    ADVICE_NUMBER = "advice_number", "建议书文号"
    ADVICE_ITEMS = "advice_items", "建议内容"
    ADVICE_REPLY_DAYS = "advice_reply_days", "建议回复期限"
    ADVICE_REPLY_MONTHS = "advice_reply_months", "建议回复期限（月）"
    WEEKDAYS = "weekdays", "日期与印载星期"


# The forms of their values: ISO days, counts of days, lists of texts; hearing_at is a list of times,
# advice_reply_months a count, everything else a text.
DATE_FIELDS = frozenset(name for name in FieldName if name.value.endswith("_on"))
DAY_COUNT_FIELDS = frozenset(name for name in FieldName if name.value.endswith("_days"))
LIST_FIELDS = frozenset(
    {
        FieldName.CLAIMS,
        FieldName.PANEL,
        FieldName.SERVED_PAPERS,
        FieldName.ADVICE_ITEMS,
        FieldName.WEEKDAYS,
    }
)


class Jurisdiction(str):
    """Where a rule pack applies (规则适用地): the name of its folder under ``rules/``. Any folder may
    be one; its Chinese name stands in its pack.yaml (``services.law.pack.place_name``). The constants
    are those the contract names: a new county needs no entry here."""

    __slots__ = ()

    CN: ClassVar[Jurisdiction]
    CHONGYI: ClassVar[Jurisdiction]
    TENGZHOU: ClassVar[Jurisdiction]
    CHONGQING: ClassVar[Jurisdiction]
    BEIBEI: ClassVar[Jurisdiction]
    XINZHOU: ClassVar[Jurisdiction]


for _name in ("cn", "chongyi", "tengzhou", "chongqing", "beibei", "xinzhou"):
    setattr(Jurisdiction, _name.upper(), Jurisdiction(_name))


class OrganisationKind(Labelled):
    """Kinds of organisation a duty names as actor or recipient (单位类型)."""

    AGENCY = "agency", "行政机关"
    GOVERNMENT = "government", "县级政府"
    DEPARTMENT = "department", "工作部门"
    MUNICIPAL_DEPARTMENT = "municipal_department", "市政府部门"
    TOWNSHIP = "township", "镇街"
    RESPONDING_UNIT = "responding_unit", "应诉责任单位"
    JUSTICE_BUREAU = "justice_bureau", "司法局"
    GOVERNMENT_OFFICE = "government_office", "政府办公室"
    LEADING_GROUP = "leading_group", "领导小组"
    SUPERIOR = "superior", "上级机关"
    COURT = "court", "法院"
    OFFICIAL = "official", "负责人"
    OTHER_PARTY = "other_party", "对方当事人"
    PROCURATORATE = "procuratorate", "人民检察院"
    RECONSIDERATION_ORGAN = "reconsideration_organ", "行政复议机关"
    FINANCE = "finance", "财政部门"


class ProvisionalReason(Labelled):
    """Why a date is not certain yet (暂定原因)."""

    NO_SERVICE_EVIDENCE = "no_service_evidence", "未见送达凭证，按材料允许的最早日期暂计"
    HOLIDAYS_UNPUBLISHED = "holidays_unpublished", "当年放假安排尚未公布"
    OTHER_PARTY_UNKNOWN = "other_party_unknown", "其他当事人送达情况不明"
    UNDER_RETRIAL = "under_retrial", "已裁定再审，原裁判中止执行"


class DocumentState(Labelled):
    """Where a received file stands (收文状态)."""

    RECEIVED = "received", "已收，待读"
    READING = "reading", "正在读"
    READ = "read", "已读"
    REFUSED = "refused", "读不了"
    FAILED = "failed", "读取出错，可重试"


class MailState(Labelled):
    """How far one mail of a mailbox is (收件进度); what became of its parts is ``LedgerState``."""

    SEEN = "seen", "见到，待收"
    STORED = "stored", "已存，待拆"
    OPENED = "opened", "已拆开"
    DUPLICATE = "duplicate", "与先前收到的相同"
    PASSED_OVER = "passed_over", "按规则未读"
    REFUSED = "refused", "未收下"
    FAILED = "failed", "处理出错，可重试"
    GONE = "gone", "收下前已不在服务器上"


class MailPartKind(Labelled):
    """What a part of a mail is (邮件的部分)."""

    BODY = "body", "正文"
    ATTACHMENT = "attachment", "附件"
    INLINE = "inline", "正文内嵌"
    MESSAGE = "message", "转发的邮件"
    CALENDAR = "calendar", "日程"


class PartReason(Labelled):
    """Why no file was made from a part of a mail (未成文件的原因)."""

    OPENED_BELOW = "opened_below", "里面的内容另行列出"
    SAME_AS_BODY = "same_as_body", "与正文相同的另一种格式"
    EMPTY = "empty", "空的"
    SIGNATURE = "signature", "电子签名，不是文件"
    DELIVERY_REPORT = "delivery_report", "退信或送达回报"
    WINMAIL = "winmail_dat", "Outlook专用格式，打不开。请发件人改用HTML或纯文本格式重发"
    ENCRYPTED = "mail_encrypted", "邮件已加密，打不开。请发件人不加密重发，或从邮箱里另存附件后上传"
    EXTERNAL = "external_body", "内容不在邮件里，只有指向别处的地址。请打开邮箱自行下载后上传"
    PARTIAL = "partial_message", "只是一封长邮件的一段。请发件人整封重发"
    BROKEN = "mail_broken", "这一部分已损坏，取不出来。请从邮箱里另存后上传"
    TOO_DEEP = "archive_too_deep", "层层转发超过上限，未再打开。请从邮箱里另存后上传"
    TOO_MANY = "too_many_members", "部分超过上限，未取出。请从邮箱里另存后上传"
    TOO_LARGE = "unpacked_too_large", "展开后超过上限，未取出。请从邮箱里另存后上传"
    PASSED_OVER = "passed_over", "按规则未读"


class LedgerState(Labelled):
    """What became of a mail or a part of it (收件台账上的状态)."""

    SEEN = "seen", "见到，待收"
    STORED = "stored", "已存，待读"
    PAPER = "paper", "收为文书"
    NOTICE = "notice", "法院通知"
    DUPLICATE = "duplicate", "与先前收到的相同"
    NOT_COURT_PAPER = "not_court_paper", "不是法院文书"
    PASSED_OVER = "passed_over", "按规则未读"
    REFUSED = "refused", "读不了"
    WAITING_PASSWORD = "waiting_password", "等密码"
    FAILED = "failed", "处理出错"
    GONE = "gone", "收下前已不在服务器上"


class ReviewState(Labelled):
    """Where a paper stands in review (复核状态)."""

    OPEN = "open", "待确认"
    CONFIRMED = "confirmed", "已确认"
    SET_ASIDE = "set_aside", "不作为案件文书"


class ReceiptBasis(Labelled):
    """Where a receipt date comes from (收到日期的依据)."""

    SERVICE_RETURN = "service_return", "送达回证签收"
    COURIER_RECEIPT = "courier_receipt", "法院专递回执"
    ELECTRONIC_CERTIFICATE = "electronic_certificate", "电子送达凭证"
    RECEIVED_STAMP = "received_stamp", "收文章"
    PERSON = "person", "经办人填写"


class EvidenceBasis(Labelled):
    """What shows that a paper was served, the strongest first (送达证据). The first four are
    ``ReceiptBasis`` of the same value; the others only say when it may have been."""

    SERVICE_RETURN = "service_return", "送达回证签收"
    COURIER_RECEIPT = "courier_receipt", "法院专递回执"
    ELECTRONIC_CERTIFICATE = "electronic_certificate", "电子送达凭证"
    RECEIVED_STAMP = "received_stamp", "收文章"
    SHORT_MESSAGE = "short_message", "电子送达短信"
    PLATFORM_SCREENSHOT = "platform_screenshot", "送达平台截图"
    MAIL = "mail", "邮件时间"
    PERSON = "person", "经办人说明"


class AddressKind(Labelled):
    """Kinds of electronic addresses a court serves to (在线诉讼规则第二十九条)."""

    EMAIL = "email", "电子邮箱"
    PLATFORM = "platform", "诉讼平台专用账号"
    MESSENGER = "messenger", "即时通讯账号"
    PHONE = "phone", "手机号码"


class Consent(Labelled):
    """How an office consented to electronic service (在线诉讼规则第二十九条)."""

    STATED = "stated", "明确表示同意"
    AGREED_BEFORE = "agreed_before", "诉讼前已约定或者承诺"
    ADDRESS_GIVEN = "address_given", "在答辩状等材料中主动提供电子地址"
    ACCEPTED = "accepted", "以回复收悉、参加诉讼等方式接受且未表示不同意"


class ReceivedTask(Labelled):
    """What is to be done about something that came in (收件后待办)."""

    SIGN_RETURN = "sign_return", "签收并退回"
    DOWNLOAD = "download", "下载文书"
    SEND_BACK = "send_back", "退回错送的文书"


def label_of(enumeration: type[Labelled], value: str | None) -> str:
    """Chinese label of ``value``, or the value itself when it is not one of ours."""
    if value is None:
        return ""
    try:
        return enumeration(value).label
    except ValueError:
        return value
