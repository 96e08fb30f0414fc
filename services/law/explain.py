"""``yingsu deadlines explain``: a rule counted from a day, with article, quotation and every step."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from services.law.calendar import Calendar, chinese
from services.law.citation import Citation
from services.law.count import (
    Count,
    before_day,
    count_period,
    earlier_target,
    on_day,
)
from services.law.count_lines import BadLine, parse_line, start_of_line
from services.law.duty_schema import Anchor, RuleEntry
from services.law.named_day import silent
from services.law.pack import (
    Pack,
    Rule,
    as_citation,
    load_pack,
    shipped_jurisdictions,
    unusable_packs,
)
from services.law.printed import UNITS, in_days_of, shorter, too_long
from services.law.recurring import count_recurring
from services.law.staleness import stale_words
from services.law.wording import period_words
from services.vocabulary import Jurisdiction


@dataclass(frozen=True, slots=True)
class Explanation:
    """One rule counted from ``counted_from``. ``steps``: in plain Chinese, those of the duty it hangs
    on first."""

    rule: Rule
    pack: Pack
    counted_from: date
    count: Count
    steps: tuple[str, ...]

    @property
    def citations(self) -> tuple[Citation, ...]:
        entry = self.rule.entry
        cited = (entry.citation, entry.period_citation, entry.consequence_citation)
        return tuple(as_citation(each, certain=entry.certain) for each in cited if each)

    def to_json(self) -> dict[str, Any]:
        entry = self.rule.entry
        return {
            "rule": entry.id,
            "jurisdiction": str(self.rule.jurisdiction),
            "title": entry.title,
            "document": entry.citation.document,
            "article": entry.citation.article,
            "quotation": entry.citation.quotation,
            "period": period_words(entry.period),
            "consequence": entry.consequence,
            "note": entry.note,
            "from": self.counted_from.isoformat(),
            **self.count.to_json(),
            "steps": list(self.steps),
            "checked_as_of": self.rule.checked_as_of.isoformat(),
        }


def find_rule(rule_id: str, jurisdiction: str | None = None, folder: Path | None = None) -> Rule:
    """The newest version of the rule in the pack that sets it; capitals do not matter. Raises
    LookupError with cause and remedy in Chinese when no pack, or more than one, has it."""
    places = shipped_jurisdictions(folder)
    if jurisdiction is not None and jurisdiction not in places:
        raise LookupError(f"没有规则包 {jurisdiction}，现有：{'、'.join(places)}。")
    broken = unusable_packs(folder)
    if jurisdiction in broken:
        raise LookupError(f"规则包 {jurisdiction} 有错，不能用：{broken[Jurisdiction(jurisdiction)]}")
    asked = [each for each in places if jurisdiction in (None, each) and each not in broken]
    owners: dict[str, Rule] = {}
    for place in asked:
        pack = load_pack(place, folder)
        known = {rule.entry.id for rule in pack.rules}
        found = next((each for each in (rule_id, rule_id.upper()) if each in known), None)
        if found is not None:
            rule = pack.rule(found)
            owners[rule.jurisdiction] = rule
    if not owners:
        raise LookupError(f"没有编号 {rule_id} 的期限。用 yingsu rules list -k deadline 查看。")
    if len(owners) > 1:
        raise LookupError(f"{rule_id} 在 {'、'.join(owners)} 中都有，请写明 jurisdiction。")
    return next(iter(owners.values()))


def explain(
    rule: Rule, day: date, calendar: Calendar, *, printed: int | None = None, folder: Path | None = None
) -> Explanation:
    """``rule`` counted from ``day``: the day its anchor happened; for one that hangs on another duty
    the day that duty counts from; for one of every year or quarter any day of it. ``printed``: the
    days the paper itself names. Raises LookupError when the rule sets no period of its own."""
    pack = load_pack(rule.jurisdiction, folder)
    entry = rule.entry
    if entry.period.anchor is Anchor.DUTY:
        assert entry.period.of is not None
        first = explain(pack.rule(entry.period.of), day, calendar, printed=printed, folder=folder)
        last = first.count.due or first.count.safe_target
        if last is None:
            return Explanation(rule, pack, day, first.count, first.steps)
        own = _counted(entry, last, calendar, f"为“{first.rule.entry.title}”的最后一日")
        if first.count.provisional:
            own = replace(own, due=None, provisional_because=first.count.provisional_because)
        return Explanation(rule, pack, day, own, (*first.steps, *own.steps))
    count = _printed(entry, day, calendar, printed) or _counted(entry, day, calendar)
    return Explanation(rule, pack, day, count, count.steps)


def _printed(entry: RuleEntry, day: date, calendar: Calendar, printed: int | None) -> Count | None:
    """What the paper names, where the rule gives way to it."""
    kind, n = entry.period.kind, entry.period.n
    if printed is None or (entry.printed_days is None and entry.period.anchor is not Anchor.OPERATIVE):
        return None
    length = in_days_of(entry, printed)
    named = count_period(*length, day, calendar, event=entry.trigger.fact)
    if kind is None or n is None:
        return named
    count = count_period(kind, n, day, calendar, event=entry.trigger.fact)
    if too_long(entry, length, day):
        step = f"文书写的期限{printed}日超过法定最长的期限，按法定的计算。"
        return replace(count, steps=(*count.steps, step))
    if entry.printed_decides is True:
        return named
    if not shorter(length, entry.period, day):
        return count
    return earlier_target(count, named, f"文书写的期限是{printed}{UNITS[length[0]]}，比法定的短")


def _counted(entry: RuleEntry, day: date, calendar: Calendar, event: str | None = None) -> Count:
    period = entry.period
    if period.anchor in (Anchor.YEAR, Anchor.QUARTER):
        return count_recurring(period, day, calendar)
    if period.anchor is Anchor.OPERATIVE:
        raise LookupError(f"{entry.id} 的期限由判决主文写明，请用 printed 给出主文写的日数。")
    said = event or ("开庭" if period.anchor is Anchor.HEARING else entry.trigger.fact)
    if period.kind is not None and period.n is not None:
        return count_period(period.kind, period.n, day, calendar, event=said)
    if period.on_the_day:
        return on_day(day, event=said)
    if period.anchor is Anchor.HEARING:
        return before_day(day, calendar, event=said)
    return silent(day, period.suggested, calendar, said)


def explain_line(line: str, calendar: Calendar) -> tuple[dict[str, Any], bool]:
    """The answer to one JSON line ``{"id", "rule", "from", "jurisdiction"?, "printed"?}``, and whether
    it could be explained; ``error`` says why not, as in ``deadlines count``."""
    question: Any = None
    try:
        question = parse_line(line)
        return {"id": question.get("id"), **_explained(question, calendar).to_json()}, True
    except (BadLine, LookupError) as error:
        code = error.code if isinstance(error, BadLine) else "not_explained"
        problem = {"code": code, "message": str(error.args[0])}
    identifier = question.get("id") if isinstance(question, dict) else None
    return {"id": identifier, "due": None, "error": problem}, False


def explained_text(line: str, calendar: Calendar, today: date) -> tuple[list[str], bool]:
    """The same as lines for a person: article, words, steps, dates; or the cause and the remedy."""
    try:
        return as_text(_explained(parse_line(line), calendar), today), True
    except (BadLine, LookupError) as error:
        return [str(error.args[0])], False


def _explained(question: dict[str, Any], calendar: Calendar) -> Explanation:
    rule, day = _rule_of_line(question), start_of_line(question)
    return explain(rule, day, calendar, printed=_printed_of_line(question))


def _rule_of_line(question: dict[str, Any]) -> Rule:
    rule, place = question.get("rule"), question.get("jurisdiction")
    if not isinstance(rule, str) or not (place is None or isinstance(place, str)):
        raise BadLine("bad_rule", "请用 rule 写规则编号，如 BB-13；jurisdiction 可以不写。")
    return find_rule(rule, place)


def _printed_of_line(question: dict[str, Any]) -> int | None:
    printed = question.get("printed")
    if printed is None:
        return None
    if isinstance(printed, bool) or not isinstance(printed, int) or not 0 < printed <= 3660:
        raise BadLine("bad_printed", "printed 请写文书上写明的日数，如 15。")
    return printed


def as_text(found: Explanation, today: date) -> list[str]:
    """Lines a person reads: article, words, steps, dates, and how old the check of the rule is."""
    entry = found.rule.entry
    lines = [f"{entry.id}　{entry.title}", f"期限：{period_words(entry.period)}"]
    for cited in found.citations:
        said = "（转述，非原文）" if cited.paraphrase else ""
        lines.append(f"依据：{cited.where}{said}：“{cited.quotation}”")
    lines += [f"{place}. {step}" for place, step in enumerate(found.steps, start=1)]
    count = found.count
    named = (("最后一日", count.due), ("目标日", count.internal_target), ("安全日", count.safe_target))
    lines += [f"{name}：{chinese(day)}" for name, day in named if day]
    lines += [f"暂定：{reason.label}" for reason in count.provisional_because]
    if entry.note:
        lines.append(f"说明：{entry.note}")
    if entry.consequence:
        lines.append(f"后果：{entry.consequence}")
    stale = stale_words(found.rule.checked_as_of, today)
    return [*lines, f"规则核对至{found.rule.checked_as_of}{f'，{stale}' if stale else ''}"]
