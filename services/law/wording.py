"""Periods, triggers and shown-at moments of a rule, in words a lawyer can read."""

from __future__ import annotations

from services.law.count import PeriodKind
from services.law.duty_schema import Anchor, PeriodEntry, TriggerEntry
from services.law.schema_provisions import MeasureEntry, ShownAt
from services.law.track import Track

_UNITS = {
    PeriodKind.STATUTORY_DAYS: "日（法定期间，末日遇节假日顺延）",
    PeriodKind.STATUTORY_MONTHS: "个月（法定期间，末日遇节假日顺延）",
    PeriodKind.WORKDAYS: "个工作日",
    PeriodKind.WORKDAYS_BEFORE: "个工作日",
    PeriodKind.LOCAL_DAYS: "日（日历日，不顺延）",
}
_ANCHORS = {
    Anchor.RECEIPT: "收到之日",
    Anchor.HEARING: "开庭",
    Anchor.EVENT: "发生之日",
    Anchor.EFFECTIVE_PAPER: "收到生效法律文书之日",
}


def period_words(period: PeriodEntry) -> str:
    """自收到之日起5个工作日; 开庭前2个工作日; 每年12月20日前."""
    if period.anchor is Anchor.YEAR and period.by:
        month, day = (int(part) for part in period.by.split("-"))
        return f"每年{month}月{day}日{'以前（含当日）' if period.inclusive else '前'}"
    if period.anchor is Anchor.QUARTER:
        return "每个季度"
    if period.anchor is Anchor.OPERATIVE:
        return f"按判决主文所定；主文没有写日数的，建议{period.suggested}个工作日"
    anchor = _ANCHORS.get(period.anchor, f"{period.of}的末日")
    if period.otherwise:
        anchor += f"（没有末日的，{_ANCHORS[Anchor.RECEIPT]}）"
    if period.kind is None or period.n is None:
        if period.anchor is Anchor.HEARING:
            return "开庭当日" if period.on_the_day else "开庭前"
        return f"没有写日数（及时），建议自{anchor}起{period.suggested}个工作日"
    length = f"{period.n}{_UNITS[period.kind]}"
    before = period.kind is PeriodKind.WORKDAYS_BEFORE
    return f"{anchor}前{length}" if before else f"自{anchor}起{length}"


def trigger_words(trigger: TriggerEntry) -> str:
    """What opens the duty and the conditions that narrow it, joined by ；."""
    said = [trigger.fact]
    if trigger.papers:
        said.append("文书：" + "、".join(each.label for each in trigger.papers))
    if trigger.events:
        said.append("事件：" + "、".join(each.label for each in trigger.events))
    if trigger.after:
        said.append("在这些事项办结之后：" + "、".join(trigger.after))
    if trigger.stages:
        said.append("审级：" + "、".join(each.label for each in trigger.stages))
    if trigger.roles:
        said.append("本单位是：" + "、".join(each.label for each in trigger.roles))
    conditions = {
        "只限败诉（按本地口径）": trigger.loss,
        "只限对本单位不利的裁判": trigger.unfavourable,
        "只限结案的文书": trigger.closing,
        "只限本级政府为被告": trigger.government_sued is True,
        "不含本级政府为被告": trigger.government_sued is False,
        "只限可以上诉的裁判": trigger.may_appeal,
        "推定生效时先列为草稿": trigger.draft_on_presumption,
    }
    return "；".join([*said, *(words for words, holds in conditions.items() if holds)])


def tracks_words(tracks: tuple[Track, ...]) -> str:
    """行政诉讼、行政复议."""
    return "、".join(each.label for each in tracks)


def shown_words(at: ShownAt) -> str:
    """When a page shows the text: 确定开庭时；与ANSWER一起；统计页."""
    said = []
    if at.events:
        said.append("、".join(each.label for each in at.events) + "时")
    if at.duties:
        said.append("与" + "、".join(at.duties) + "一起")
    if at.pages:
        said.append("、".join(each.label for each in at.pages))
    return "；".join(said)


def measure_words(measure: MeasureEntry) -> str:
    """负责人出庭出声率：不低于95%（分子…；分母…）."""
    unit = {"percent": "%", "times": "次", "none": ""}[measure.unit]
    bound = ""
    if measure.at_least is not None:
        bound = f"不低于{measure.at_least:g}{unit}"
    elif measure.at_most is not None:
        bound = f"不高于{measure.at_most:g}{unit}"
    yearly = "每年" if measure.period == "year" and bound else ""
    head = f"{measure.name}：{yearly}{bound or '没有阈值'}"
    parts = [f"计数：{measure.counts}"]
    if measure.denominator:
        other = "、".join(measure.denominator.others)
        parts.append(
            f"分母默认：{measure.denominator.default}（{measure.denominator.because}；也可读作{other}）"
        )
    if measure.uncertain_because:
        parts.append(f"待核对：{measure.uncertain_because}")
    return f"{head}。{'；'.join(parts)}"
