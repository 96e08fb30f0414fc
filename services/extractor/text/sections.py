"""The parts of a judgment or ruling: 首部, 事实, 理由, 主文, 尾部.

Positions are offsets into the cleaned text of one paper. A notice has no parts: everything is its
head and its tail starts where it is signed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# 判决如下：, 裁定如下, 作出如下判决：, 自愿达成如下协议：
_OPERATIVE = re.compile(
    r"(?:判决|裁定|决定)如下(?:[：:。，]|(?=\n))?|如下(?:判决|裁定)(?:[：:]|(?=\n))|达成(?:如下|以下)(?:调解)?协议[：:]?"
)
_REASONS = re.compile(
    r"(?:^|[\n。；])(?:本院(?:经审查|再审|二审)?认为|综上(?:所述)?，本院认为)[，：:,]?"
)
_FACTS = re.compile(
    r"经(?:开庭)?审理查明|本院(?:经审理)?查明|经审查查明|原审(?:法院)?查明|一审(?:法院)?查明|(?:原告|上诉人)\S{0,30}?诉称"
)
# Who decided signs here: 审判长周某甲, 独任审判员, 代理审判员. 审判员 inside a sentence does not.
_SIGNATURE = re.compile(
    r"(?:^|\n|(?<=[。；）])|(?<=核对无异))(?:独任)?(?:代理|助理)?审判[长员](?:[（(]?[\u4e00-\u9fff])|"
    r"(?<=[。；）])(?:代理)?审判[长员][\u4e00-\u9fff·]{2,5}(?:代理|人民陪)?审判?"
)
_COSTS_OR_APPEAL = re.compile(
    r"(?:本案|一审|二审|再审|上诉|一、二审|全部)*(?:案件)?(?:受理费|诉讼费|申请费)"
    r"|如不服本[判裁]|如对本裁定|(?:本判决|本裁定)(?:书)?(?:为终审|系终审|为终局|自?送达|一经)"
    r"|当事人(?:如)?不服本|(?:本案)?诉讼费用"
)


@dataclass(frozen=True, slots=True)
class Sections:
    """``head`` ends where the facts begin; ``operative`` excludes 判决如下 itself; None when absent."""

    head_end: int
    reasons: int | None
    operative: tuple[int, int] | None
    signature: int | None
    end: int


def find_sections(text: str) -> Sections:
    """Cut the cleaned text of one paper."""
    operative_start, signature = _operative_start(text)
    reasons = None
    if operative_start is not None:
        for match in _REASONS.finditer(text, 0, operative_start):
            reasons = match.start()
    operative = None
    if operative_start is not None:
        costs = _COSTS_OR_APPEAL.search(text, operative_start)
        stops = [p for p in (signature, costs.start() if costs else None) if p is not None]
        operative = (operative_start, min(stops, default=len(text)))
    facts = _FACTS.search(text)
    head_end = min(
        (p for p in (facts.start() if facts else None, reasons) if p is not None), default=len(text)
    )
    return Sections(head_end, reasons, operative, signature, len(text))


def _operative_start(text: str) -> tuple[int | None, int | None]:
    """Where the operative part begins, and the signature after it.

    A second-instance paper quotes the operative part of the first; its own is the last one before
    the panel signs. Law texts annexed after the signature may hold the words again.
    """
    signatures = [match.start() for match in _SIGNATURE.finditer(text)]
    starts = [match.end() for match in _OPERATIVE.finditer(text)]
    if not starts:
        return None, signatures[0] if signatures else None
    for signature in signatures:
        before = [start for start in starts if start <= signature]
        if before:
            return before[-1], signature
    return starts[-1], None
