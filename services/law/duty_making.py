"""A duty in the making (义务的生成): from a rule and what opened it to the finished record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from services.law.calendar import chinese
from services.law.count import Count
from services.law.duty import Duty
from services.law.duty_schema import RuleEntry
from services.law.facts import PaperFacts
from services.law.former import named_by
from services.law.grouping import Group
from services.law.hearings import decided_after
from services.law.item_timing import doubts_of_item
from services.law.pack import Pack
from services.law.printed import UNITS, decides, printed_date, printed_length, too_long
from services.law.proceeding import Proceeding
from services.law.rule_index import Prepared
from services.law.timing import unsettled
from services.vocabulary import OrganisationKind


@dataclass(slots=True)
class Made:
    """A duty in the making: what covers, conflicts and other duties ask about it."""

    prepared: Prepared
    group: Group
    key: str
    count: Count
    papers: dict[str, PaperFacts]
    trigger_on: date | None
    recipient_name: str
    opened_on: date | None
    doubts: list[str]
    aliases: list[str]
    instead_of: tuple[str, ...]
    covers: tuple[str, ...] = ()
    draft: bool = False

    @property
    def rule_id(self) -> str:
        return self.prepared.rule.entry.id

    @property
    def last(self) -> date | None:
        """The last day, or the one worked to while that is not certain."""
        return self.count.due or self.count.safe_target or self.count.internal_target


@dataclass(slots=True)
class Maker:
    """Makes the duties of one proceeding for one desk."""

    proceeding: Proceeding
    pack: Pack
    actor_name: str
    # By template and group: the groups outlive the maker.
    recipients: dict[tuple[str, int], str] = field(default_factory=dict)

    def make(self, prepared: Prepared, group: Group, count: Count) -> Made:
        """The duty ``group`` opens, with its count."""
        entry, openings = prepared.rule.entry, group.openings
        papers = group.papers
        prefix = f"{self.proceeding.id}:{entry.id}"
        fact = f"supplement:{group.fact}" if group.supplement else group.fact
        key = f"{prefix}:{fact}"
        return Made(
            prepared,
            group,
            key,
            unsettled(count) if group.draft else count,
            papers,
            group.hearing or openings[0].start.day,
            self._recipient(entry.recipient_name, group),
            group.opened_on,
            self._doubts(entry, group, count),
            self._aliases(entry, group, fact),
            tuple(
                f"{prefix}:{day.isoformat()}"
                for day in (self.proceeding.put_off.get(group.hearing, ()) if group.hearing else ())
            ),
            draft=group.draft,
        )

    def _doubts(self, entry: RuleEntry, group: Group, count: Count) -> list[str]:
        doubts = list(group.doubts)
        if group.hearing and (overtaken := self.proceeding.overtaken.get(group.hearing)):
            doubts.append(overtaken)
        doubts += doubts_of_item(group.openings[0])
        if entry.printed_days is not None:
            doubts += _doubts_of_printed(entry, group, count)
        return doubts

    def _aliases(self, entry: RuleEntry, group: Group, fact: str) -> list[str]:
        """Under its papers' own names, and under names from before a correction or from another
        proceeding."""
        of_item = group.openings[0].item is not None  # its ruling may order more than this
        of_papers = [fact] if of_item else list(group.papers)
        facts = [fact]
        if group.hearing:
            facts += [day.isoformat() for day in self.proceeding.former_days.get(group.hearing, ())]
        elif not group.supplement:
            facts += [each for each in of_papers if each != fact]
        keys = [f"{self.proceeding.id}:{entry.id}:{each}" for each in facts[1:]]
        keys += [f"{name}:{entry.id}:{each}" for name in self.proceeding.former_ids for each in facts]
        for paper in group.papers.values():
            own = fact if of_item else paper.id
            keys += [f"{name}:{entry.id}:{own}" for name in paper.former_case_numbers]
        if self.proceeding.elsewhere:
            keys += [
                f"{name}:{entry.id}:{each}"
                for each in facts
                for name in self.proceeding.elsewhere.get(named_by(each), ())
            ]
        return list(dict.fromkeys(keys))

    def finish(self, made: Made) -> Duty:
        """The record of it."""
        prepared, group = made.prepared, made.group
        return Duty(
            rule=prepared.says,
            key=made.key,
            recipient_name=made.recipient_name,
            trigger_on=made.trigger_on,
            case_number=self.proceeding.case_number,
            papers=tuple(made.papers),
            count=made.count,
            covers=made.covers,
            doubts=tuple(dict.fromkeys(made.doubts)) if made.doubts else (),
            opened_on=made.opened_on,
            aliases=tuple(dict.fromkeys(each for each in made.aliases if each != made.key)),
            instead_of=made.instead_of,
            draft=made.draft,
            supplement=group.supplement,
            period=group.openings[0].item,
            actor_name=self.actor_name,
            hearing_on=group.hearing,
            over_on=self._over_on(prepared.rule.entry, group),
            titled=f"补报：{prepared.says.title}" if group.supplement else "",
        )

    def _recipient(self, template: str, group: Group) -> str:
        if "{" not in template:
            return template
        name = self.recipients.get((template, id(group)))
        if name is None:
            court, appeal = self.proceeding.court, None
            for each in group.papers.values():
                court = each.court or court
                appeal = each.appeal_court or appeal
            bureau, government = self.pack.justice_bureau, self.pack.government
            name = fill_recipient(template, court, appeal, bureau, government)
            self.recipients[template, id(group)] = name
        return name

    def _over_on(self, entry: RuleEntry, group: Group) -> date | None:
        """A report to others can still be made up for after the hearing; what the court was to have
        before it cannot."""
        if group.hearing is None or entry.recipient is not OrganisationKind.COURT:
            return None
        return decided_after(self.proceeding.papers, group.hearing)


def _doubts_of_printed(entry: RuleEntry, group: Group, count: Count) -> Iterator[str]:
    length, day = printed_length(entry, group.openings), printed_date(entry, group.openings)
    n = entry.period.n
    if n is None or entry.period.kind is None or not (length or day):
        return
    own = f"{n}{UNITS[entry.period.kind]}"
    if length and not decides(entry, group.openings) and length != (entry.period.kind, n):
        yield f"文书写的期限是{length[1]}{UNITS[length[0]]}，法定为{own}，请核对文书原件。"
    elif length and too_long(entry, length, group.openings[0].start.day):
        said = f"{length[1]}{UNITS[length[0]]}"
        yield f"文书写的期限是{said}，法定最长{own}，按法定的计算，请核对文书原件。"
    if day and entry.at_most and count.due and not count.provisional and day > count.due:
        yield f"文书写明的最后一日{chinese(day)}超过法定最长的{own}，按法定的计算，请核对文书原件。"


@lru_cache(maxsize=4096)
def fill_recipient(
    template: str,
    court: str | None,
    appeal_court: str | None,
    justice_bureau: str | None,
    government: str | None,
) -> str:
    """The recipient's name, or what it is called while its name is not known."""
    appeal = appeal_court or f"{court or '原审法院'}的上一级人民法院"
    return (
        template.replace("{court}", court or "受理法院")
        .replace("{appeal_court}", appeal)
        .replace("{justice_bureau}", justice_bureau or "本级司法局")
        .replace("{government}", government or "本级人民政府")
    )
