"""The party block of a court paper: one entry per party with the lines that belong to it.

    上诉人（原审被告）江州市公安局，住所地江州市…。
    法定代表人李某某，局长。
    委托代理人王某，该局工作人员。

Copies that lost their commas or line breaks are read alike: a marker with a bracket or a colon opens
an entry wherever it stands. The block ends where the story of the case begins (…一案, 本院…).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from services.extractor.fields.names import names_at
from services.extractor.fields.roles import MARKER, Marker, read_marker
from services.vocabulary import Role, Stage

Span = tuple[int, int]

_HEAD_LENGTH = 600  # the block begins within the first characters of a paper
_BLOCK_LENGTH = 12_000  # sixty plaintiffs with their addresses

# The story of the case: 原告张某不服…一案, 本院立案后…
STORY = re.compile(
    r"本院|一案|纠纷案|等\d*案|提起(?:行政|公益|诉讼|上诉|再审)|诉称|向[^，。；]{2,30}法院|请求事项|诉讼请求|上诉请求|事实[和与及]理由"
)
REPRESENTATIVE = re.compile(
    r"(?:法定代表人|法定代理人|代表人|主要负责人|负责人|经营者|投资人|执行事务合伙人|授权代表)(?:（[^（）]{1,20}）)?[：:]?"
)
AGENT = re.compile(
    r"(?:(?:以上|上述|[一二三四五六七八九十两]+)?(?:原告|被告|上诉人|被上诉人|第三人|申请人)?(?:的)?共同)?"
    r"(?:委托)?(?:诉讼)?代理人(?:（[^（）]{1,30}）)?[：:]?"
)
_AGENT_START = re.compile(rf"(?:特别授权|一般授权)?{AGENT.pattern}")
_OFFICIAL = re.compile(r"(?:出庭|应诉|行政|行政机关|副职|正职|分管)+(?:应诉|出庭)?负责人")
# A new line of the block inside a run-on sentence: …工作人员委托代理人王某…
_INNER = re.compile(
    r"(?<![的之共同及与兼（])(?:委托(?:诉讼)?代理人|法定代表人)(?=[：:]?[\u4e00-\u9fa5])"
)
_UNMARKED = re.compile(
    r"[\u4e00-\u9fa5（）]{4,40}?(?:局|人民政府|委员会|厅|办事处|[支大]队)(?=，?(?:住所|地址|所在地))"
)


@dataclass(slots=True)
class Entry:
    """One party of the block: role, name, and the spans of its representative and agent lines."""

    marker: Marker
    name: Span
    representatives: list[Span] = field(default_factory=list)
    agents: list[Span] = field(default_factory=list)
    certain: bool = True


def read_block(text: str, start: int, stage: Stage | None) -> list[Entry]:
    """The entries of the party block that begins somewhere after ``start``; [] when there is none."""
    entries: list[Entry] = []
    for first, last in _sentences(text, start, min(len(text), start + _BLOCK_LENGTH)):
        if not entries and first - start > _HEAD_LENGTH:
            break
        marker = _opening(text, first, last, stage)
        if STORY.search(text, marker.end if marker else first, last):
            if entries or (marker and not _is_title(text, first, last)):
                break
            continue
        if marker:
            entries.extend(_opened(text, marker, last))
        elif entries:
            _attach(text, first, last, entries)
    return entries


def _sentences(text: str, start: int, end: int) -> Iterator[Span]:
    """Stretches between full stops and line breaks, cut again where an inner marker is sure."""
    at = start
    for match in re.finditer(r"[。\n；]|(?<=[\u4e00-\u9fa5）])\.(?=[\u4e00-\u9fa5])", text[start:end]):
        yield from _cut_inside(text, at, start + match.start())
        at = start + match.end()
    yield from _cut_inside(text, at, end)


def _cut_inside(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start] in " 、.，\u3000":
        start += 1
    own = MARKER.match(text, start, end)
    cuts = [
        m.start()
        for m in MARKER.finditer(text, own.end() if own else start + 1, end)
        if (m["originally"] and read_marker(m, None).sure)
        or (m["colon"] and text[m.start() - 1] not in "（系的")
    ]
    cuts += [
        m.start()
        for m in _INNER.finditer(text, start + 1, end)
        if not _in_brackets(text, start, m.start())
    ]
    for cut in sorted(set(cuts)):
        if not _in_brackets(text, start, cut):
            yield start, cut
            start = cut
    if start < end:
        yield start, end


def _in_brackets(text: str, start: int, at: int) -> bool:
    return text.count("（", start, at) > text.count("）", start, at)


def _opening(text: str, first: int, last: int, stage: Stage | None) -> Marker | None:
    match = MARKER.match(text, first, last)
    if not match:
        return None
    marker = read_marker(match, stage)
    if marker.end >= last or re.match(
        r"[的之及与和]|委托|代理|诉称|认为|不服|提交|起诉", text[marker.end : last]
    ):
        return None
    return marker


def _opened(text: str, marker: Marker, last: int) -> Iterator[Entry]:
    for span in names_at(text, marker.end, last):
        if span[1] - span[0] >= 2:
            yield Entry(marker, span)


def _attach(text: str, first: int, last: int, entries: list[Entry]) -> None:
    entry = entries[-1]
    if _OFFICIAL.match(text, first, last):
        return
    if REPRESENTATIVE.match(text, first, last):
        entry.representatives.append((first, last))
    elif agent := _AGENT_START.match(text, first, last):
        shared = "共同" in agent[0]
        for each in entries if shared else (entry,):
            if each.marker.role is entry.marker.role:
                each.agents.append((first, last))
    elif entry.marker.role is Role.PLAINTIFF and (office := _UNMARKED.match(text, first, last)):
        # 被告 itself was lost: an office with its address after the plaintiffs
        marker = Marker(Role.DEFENDANT, (), first, first, False)
        entries.append(Entry(marker, office.span(), certain=False))


def _is_title(text: str, first: int, last: int) -> bool:
    """上诉人某甲诉被上诉人某局…一案二审行政判决书: a portal's title, not the story."""
    return bool(re.search(r"(?:判决|裁定|调解)书?$", text[first:last]))
