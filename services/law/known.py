"""What the papers of a case already say about the facts decisions hang on, so that nobody is asked."""

from __future__ import annotations

import re
from datetime import date

from services.law.decision import KnownFact
from services.law.facts import CaseFacts, Office, PaperFacts
from services.law.own_government import is_own_government
from services.law.pack import Pack
from services.law.standing_of_office import is_office
from services.vocabulary import PaperKind, Role, Stage, Standing

_LATER = (Stage.SECOND, Stage.RETRIAL, Stage.RETRIAL_REVIEW)
# 法发〔2020〕44号: causes that say the matter by themselves. 5.43 and 19.134 (房屋) do not say whether
# the land was the state's.
_LAND = ("5.44", "19.135")
_HOUSING = ("5.43", "19.134", "5", "19")
_INFORMATION = "13"
_SEVERAL_MATTERS = "16"  # 行政复议: the matter is that of the act reviewed
_PRINCIPAL = re.compile(r"正职|主要负责人")
_SUED = (Role.DEFENDANT,)


def known_facts(case: CaseFacts, pack: Pack) -> dict[str, KnownFact]:
    """The facts of ``case`` its served papers tell, by the names of rules/*/questions.yaml. A fact they
    do not tell is left out, never assumed."""
    papers = [paper for paper in case.papers if paper.standing is not Standing.ATTACHED]
    facts: dict[str, KnownFact] = {}
    sued = defendants(case)
    if sued:
        facts |= _sued(sued, case.office, pack)
    if papers:
        latest = max(papers, key=lambda paper: (paper.arrived_on, paper.id))
        if latest.stage is not None:
            facts["later_instance"] = KnownFact(
                latest.stage in _LATER, f"最近收到的文书属于{latest.stage.label}"
            )
    facts |= _court(papers)
    facts |= _reconsideration(papers, case.office, pack)
    facts |= _matter(papers)
    facts |= _organ(papers, case, pack, facts)
    return facts


def defendants(case: CaseFacts) -> set[str]:
    """Names of those sued in the first instance, as the served papers print them."""
    return {
        party.name
        for paper in case.papers
        if paper.standing is not Standing.ATTACHED
        for party in paper.parties
        if set(_SUED) & {party.role, *party.original_roles}
    }


def called_again(case: CaseFacts, attended_on: date, hearing: date) -> KnownFact | None:
    """Whether the court calls an official to ``hearing`` after one came on ``attended_on``; None when
    no paper does: a call may come by telephone (法释〔2020〕3号第七条第一款)."""
    notice = next(
        (
            paper
            for paper in case.papers
            if paper.kind is PaperKind.OFFICIAL_ATTENDANCE_NOTICE
            and paper.standing is not Standing.ATTACHED
            and (
                any(at.date() == hearing for at in paper.hearing_at)
                or (not paper.hearing_at and (paper.issued_on or paper.arrived_on) > attended_on)
            )
        ),
        None,
    )
    return KnownFact(True, f"收到{notice.kind.label}") if notice else None


def _sued(sued: set[str], office: Office, pack: Pack) -> dict[str, KnownFact]:
    """Whom the case is against. Whether it is the office's own government is left open where the name
    alone does not say so."""
    because = f"文书列明的被告：{'、'.join(sorted(sued))}"
    facts = {"sole_defendant": KnownFact(len(sued) == 1, because)}
    governments = {name: is_own_government(name, office, pack) for name in sued}
    if True in governments.values():
        beside = any(is_office(name, office) for name, own in governments.items() if not own)
        facts["government_sued"] = KnownFact(True, because)
        facts["sued_beside_government"] = KnownFact(beside, because)
    elif None not in governments.values():
        facts["government_sued"] = KnownFact(False, because)
        facts["sued_beside_government"] = KnownFact(False, because)
    return facts


def _court(papers: list[PaperFacts]) -> dict[str, KnownFact]:
    """Who sues, which court hears, whom it asks to come. Papers that are silent about the last are no
    answer: a call may come by telephone."""
    facts: dict[str, KnownFact] = {}
    plaintiffs = {
        party.name
        for paper in papers
        for party in paper.parties
        if Role.PLAINTIFF in {party.role, *party.original_roles}
    }
    if plaintiffs:
        because = f"文书列明的原告：{'、'.join(sorted(plaintiffs))}"
        sues = any(name.endswith("人民检察院") for name in plaintiffs)
        facts["procurator_sues"] = KnownFact(sues, because)
    courts = {paper.court for paper in papers if paper.court}
    if courts:
        supreme = any(
            paper.court in ("中华人民共和国最高人民法院", "最高人民法院")
            and paper.stage is Stage.RETRIAL
            for paper in papers
        )
        facts["supreme_court"] = KnownFact(supreme, f"受理法院：{'、'.join(sorted(courts))}")
    # A notice to respond repeats the statute (被诉行政机关负责人应当出庭应诉): no wish of the court.
    notice = next((p for p in papers if p.kind is PaperKind.OFFICIAL_ATTENDANCE_NOTICE), None)
    asked = next((p for p in papers if _PRINCIPAL.search(p.leader_notice_level or "")), None)
    if notice:
        facts["court_asks"] = KnownFact(True, f"收到{notice.kind.label}")
    if asked:
        because = f"{asked.kind.label}写明“{asked.leader_notice_level}”"
        facts["court_asks_principal"] = KnownFact(True, because)
    return facts


def _reconsideration(papers: list[PaperFacts], office: Office, pack: Pack) -> dict[str, KnownFact]:
    organ = next((paper.reconsideration_organ for paper in papers if paper.reconsideration_organ), None)
    ours = is_own_government(organ, office, pack) if organ else None
    if ours is None:
        return {}
    return {"after_reconsideration": KnownFact(ours, f"文书写的复议机关：{organ}")}


def _matter(papers: list[PaperFacts]) -> dict[str, KnownFact]:
    code = next((paper.cause_code for paper in papers if paper.cause_code), None)
    if code is None:
        return {}
    because = f"案由代码 {code}"
    if code == _INFORMATION:
        return {"matter": KnownFact("information", because)}
    if code in _LAND:
        return {"matter": KnownFact("collective_land", because)}
    if code in _HOUSING or code.split(".")[0] == _SEVERAL_MATTERS:
        return {}
    return {"matter": KnownFact("other", because)}


def _organ(
    papers: list[PaperFacts], case: CaseFacts, pack: Pack, facts: dict[str, KnownFact]
) -> dict[str, KnownFact]:
    organ = next((paper.act_organ for paper in papers if paper.act_organ), None)
    government = facts.get("government_sued")
    if organ and is_own_government(organ, case.office, pack) is not False:
        return {}  # done in the government's name: which unit handled it, the papers do not say
    if organ:
        known = KnownFact(organ, "文书写的作出机关")
        return {"act_organ": known, "organ_known": KnownFact(True, known.because)}
    if government and government.value is False and len(sued := defendants(case)) == 1:
        name = next(iter(sued))
        because = "唯一的被告" if not is_office(name, case.office) else "本机关是唯一的被告"
        return {
            "act_organ": KnownFact(name, because),
            "organ_known": KnownFact(True, because),
        }
    return {}
