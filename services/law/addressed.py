"""Whose paper is it (受送达人): ours, the government's, another party's copy, or sent by mistake.

Only what the paper itself says decides: the one it is addressed to, then its parties. The code of the
court and the mailbox it came to decide nothing: courts hear cases of other districts, and one mailbox
serves many offices.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from services.law.facts import Office
from services.law.standing_of_office import is_office, same_organisation
from services.vocabulary import OrganisationKind

_GOVERNMENTS_OWN = (OrganisationKind.GOVERNMENT, OrganisationKind.GOVERNMENT_OFFICE)
_ORGANISATION = re.compile(
    r"(?:局|委员会|委|办公室|办事处|政府|厅|院|中心|大队|支队|所|站|管理处|公司|集团|银行|学校|医院|协会)$"
)
# 某某局法定代表人, 某某局（负责人）: the office, spoken to through a person.
_SPOKEN_TO = re.compile(r"(?:[（(]?(?:法定代表人|负责人|诉讼代理人|委托代理人)[^，]{0,12})$")


class Whose(StrEnum):
    """Whose paper it is."""

    OURS = "ours"
    GOVERNMENTS = "governments"
    OTHER_PARTYS = "other_partys"
    ELSEWHERE = "elsewhere"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """The name a page shows."""
        return _LABELS[self]

    @property
    def starts_duties(self) -> bool:
        """Whether the paper may open duties of ours. What nobody can tell may: a lost deadline is worse
        than one too many, and the page asks."""
        return self not in (Whose.OTHER_PARTYS, Whose.ELSEWHERE)


_LABELS = {
    Whose.OURS: "送达本单位",
    Whose.GOVERNMENTS: "送达本级政府，由应诉单位承办",
    Whose.OTHER_PARTYS: "送达其他当事人的副本",
    Whose.ELSEWHERE: "不是本单位的文书，可能错送",
    Whose.UNKNOWN: "受送达人不明",
}


@dataclass(frozen=True, slots=True)
class Belonging:
    """Whose it is. ``served``: the party served, as printed or our name; ``because`` the reason and
    ``advice`` what to do, in Chinese ("" when nothing)."""

    whose: Whose
    served: str | None
    because: str
    advice: str = ""


def belonging_of(
    addressee: str | None,
    parties: Iterable[str],
    office: Office,
    government: str | None,
) -> Belonging:
    """Whose a court's paper is. ``parties``: names on the paper and on its case; ``government``: that
    of the office's place, None when the pack names none."""
    names = list(dict.fromkeys(parties))
    printed = (addressee or "").strip()
    bare = _SPOKEN_TO.sub("", printed).rstrip("（(的") or printed
    party = any(is_office(name, office) for name in names)
    if not printed:
        return _by_parties(party, names, office)
    wrote = f"受送达人写的是“{printed}”"
    if is_office(bare, office):
        return Belonging(Whose.OURS, office.name, wrote)
    if government and same_organisation(bare, government):
        return _governments(government, office, wrote)
    if any(same_organisation(bare, name) for name in names):
        return _anothers(printed, wrote, party=party)
    return _strangers(printed, bare, wrote, party=party)


def _governments(government: str, office: Office, wrote: str) -> Belonging:
    if office.kind in _GOVERNMENTS_OWN:
        return Belonging(Whose.OURS, government, wrote)
    return Belonging(
        Whose.GOVERNMENTS,
        government,
        f"{wrote}，是本级政府",
        "期限从送达政府之日起算；由谁应诉按规定确定。",
    )


def _anothers(printed: str, wrote: str, *, party: bool) -> Belonging:
    if party:
        return Belonging(
            Whose.OTHER_PARTYS,
            printed,
            f"{wrote}，是本案的其他当事人",
            "留存备查，不产生本单位的期限。",
        )
    return _elsewhere(printed, f"{wrote}，本单位不是当事人")


def _strangers(printed: str, bare: str, wrote: str, *, party: bool) -> Belonging:
    if _ORGANISATION.search(bare) and not party:
        return _elsewhere(printed, f"{wrote}，本单位不在当事人之列")
    return Belonging(
        Whose.UNKNOWN,
        printed,
        f"{wrote}，看不出是不是本单位",
        "请核对受送达人；如是本单位曾用名，请在设置中补上。",
    )


def _by_parties(party: bool, names: list[str], office: Office) -> Belonging:
    if party:
        return Belonging(Whose.OURS, office.name, "没有写受送达人，本单位是当事人")
    if names:
        return Belonging(
            Whose.UNKNOWN,
            None,
            "没有写受送达人，本单位也不在当事人之列",
            "请核对是不是送达本单位的文书。",
        )
    return Belonging(Whose.UNKNOWN, None, "没有写受送达人和当事人", "请核对是不是送达本单位的文书。")


def _elsewhere(printed: str, because: str) -> Belonging:
    advice = "可能错送：请联系法院，附函退回，并在台账上记下结果。"
    return Belonging(Whose.ELSEWHERE, printed, because, advice)
