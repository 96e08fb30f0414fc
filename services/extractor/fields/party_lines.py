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

from services.extractor.fields.names import AGENCY_END, ORGANIZATION_END, is_person, names_at
from services.extractor.fields.roles import MARKER, Marker, read_marker
from services.extractor.text.numerals import parse_int
from services.vocabulary import Role, Stage

Span = tuple[int, int]

_HEAD_LENGTH = 600  # the block begins within the first characters of a paper
_BLOCK_LENGTH = 12_000  # sixty plaintiffs with their addresses

# The story of the case: 原告张某不服…一案, 本院立案后…
STORY = re.compile(
    r"本院|一案|纠纷案|等\d*案|提起(?:行政|公益|诉讼|上诉|再审)|诉称|向[^，。；]{2,30}法院|请求事项|诉讼请求|上诉请求|事实[和与及]理由"
    r"|诉(?:被告|被上诉人|你)|因与(?:被|你|[\u4e00-\u9fa5]{2,30}(?:局|政府|委员会|[支大]队))|不服"
)
REPRESENTATIVE = re.compile(
    r"(?:法定代表人(?:/(?:主要)?负责人)?|法定代理人|代表人|主要负责人|负责人|经营者|投资人|执行事务合伙人|授权代表)(?:（[^（）]{1,20}）)?[：:]?"
)
_LISTED = r"(?:以上|上述|上列|前述|前列)"
_COUNT = r"(?:[二三四五六七八九十两\d]{1,3}[名位个]?)"
_ROLE = (
    r"(?:(?:原审|一审|二审)?(?:再审被申请人|再审申请人|被申请执行人|申请执行人|被执行人|被上诉人|上诉人"
    r"|被申请人|申请人|起诉人|第三人|原告|被告))"
)
# Whose agents they are, by their role: 上列两原告, 以上上诉人, 二被告, 原告
_OF_WHOM = rf"(?:{_LISTED}{_COUNT}?{_ROLE}?|{_COUNT}?{_ROLE})的?(?:共同)?"
# 上列两原告的共同委托诉讼代理人解明 | 共同委托代理人解明 | 委托诉讼代理人（特别授权）：解明
AGENT = re.compile(rf"(?:{_OF_WHOM}|共同)?(?:委托|指定)?(?:诉讼)?代理人(?:（[^（）]{{1,30}}）)?[：:]?")
_SHARED = re.compile(rf"共同|{_LISTED}|{_COUNT}{_ROLE}")
# 原告吴大江、周小河的共同委托代理人解明: by their names
_OF_NAMED = re.compile(
    rf"{_ROLE}(?P<names>[^，。；：\n]{{2,80}}?)(?:的(?:共同)?|共同)(?:委托)?(?:诉讼)?代理人"
)
# 委托诉讼代理人：赵甲，律师；钱乙，某某律师事务所实习律师
_ANOTHER_AGENT = re.compile(
    r"(?P<name>[\u4e00-\u9fa5·]{2,10})(?:（[^（）]*）)?，[^\n]*?"
    r"(?:律师|工作者|工作人员|职[工员]|员工|干部|[科处局股所队]长|主任|系|之[父母夫妻子女兄弟姐妹])"
)
_AGENT_START = re.compile(rf"(?:特别授权|一般授权)?{AGENT.pattern}")
_OFFICIAL = re.compile(r"(?:出庭|应诉|行政|行政机关|副职|正职|分管)+(?:应诉|出庭)?负责人")
# A new line of the block inside a run-on sentence: …工作人员委托代理人王某…
_INNER = re.compile(
    rf"(?<![的之共同及与兼（])(?:(?:{_OF_WHOM})?委托(?:诉讼)?代理人|法定代表人|(?:出庭|应诉|行政机关)+负责人)"
    r"(?=[：:]?[\u4e00-\u9fa5])"
)
_HALF_A_NAME = re.compile(r"[\u4e00-\u9fa5（）]{4,30}")
_ENDS_A_NAME = re.compile(f"{AGENCY_END}|{ORGANIZATION_END}")
_OTHER_HALF = re.compile(
    rf"\n[\u4e00-\u9fa5（）]{{0,20}}?(?:{AGENCY_END.removesuffix('$')}|{ORGANIZATION_END.removesuffix('$')})"
    r"(?=[，。；\n（]|住所|地址|经营场所|$)"
)
# 原告及玉梅，女，…; 第三人和平商店，住所地…: a name that begins like 和, 及. 原告及其代理人 is none.
_NAMED_LIKE_A_WORD = re.compile(
    r"[及与和之](?![^，。\n]*(?:其|他|代理|原告|被告|第三人|上诉人|申请人))[\u4e00-\u9fa5某×]{1,20}"
    r"(?:，(?:[男女]|[\u4e00-\u9fa5]{1,4}族|(?:19|20)\d\d年|住|地址|经营场所|公民身份|身份证|统一社会信用代码)|$)"
)
_LABEL = re.compile(rf"{REPRESENTATIVE.pattern}|{_AGENT_START.pattern}|{_OFFICIAL.pattern}")
# Where all punctuation was lost a role word opens an entry behind what ends one: …律师 被告江州市公安局
_BEFORE_A_ROLE = re.compile(
    r"(?:律师|法律工作者|工作人员|民警|干警|员工|职[工员]|干部|[科局处所队厂乡镇县区市院校站]长|主任|经理|董事|[号室村组省市区县镇乡族生]"
    r"|\d)$"
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
    represented: list[Entry] = []  # by the agents of the line before
    read_to = start
    for begin, last in _sentences(text, start, min(len(text), start + _BLOCK_LENGTH)):
        first = max(begin, read_to)  # the rest of a name may have filled this line
        if not entries and first - start > _HEAD_LENGTH:
            break
        named = _represented_by_name(text, first, last, entries)
        marker = None if named else _opening(text, first, last, stage)
        if STORY.search(text, marker.end if marker else first, last):
            if entries or (marker and not _is_title(text, first, last)):
                break
            continue
        if named:
            represented = named
            _give(represented, first, last)
        elif marker:
            represented = []
            if wrapped := wrapped_name(text, marker.end, last):
                entries.append(Entry(marker, wrapped))
                read_to = wrapped[1]
                continue
            entries.extend(_opened(text, marker, last))
        elif entries:
            represented = _attach(text, first, last, entries, represented)
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
        or ("，" not in text[start:end] and _opens_unmarked(text, m, end))
    ]
    cuts += [
        m.start()
        for m in _INNER.finditer(text, start, end)
        if m.start() > start and not _in_brackets(text, start, m.start())
    ]
    for cut in sorted(set(cuts)):
        if not _in_brackets(text, start, cut):
            yield start, cut
            start = cut
    if start < end:
        yield start, end


def _opens_unmarked(text: str, match: re.Match[str], end: int) -> bool:
    if not _BEFORE_A_ROLE.search(text, max(0, match.start() - 8), match.start()):
        return False
    span = next(names_at(text, match.end(), end), None)
    return span is not None and bool(
        _ENDS_A_NAME.search(text[slice(*span)]) or is_person(text[slice(*span)])
    )


def _in_brackets(text: str, start: int, at: int) -> bool:
    return text.count("（", start, at) > text.count("）", start, at)


def _opening(text: str, first: int, last: int, stage: Stage | None) -> Marker | None:
    match = MARKER.match(text, first, last)
    if not match:
        return None
    marker = read_marker(match, stage)
    if marker.end >= last or (
        re.match(
            r"[的之及与和]|(?:共同)?(?:委托|诉讼代理|代理)|诉称|认为|不服|提交|起诉",
            text[marker.end : last],
        )
        and not _NAMED_LIKE_A_WORD.match(text, marker.end, last)
    ):
        return None
    return marker


def _opened(text: str, marker: Marker, last: int) -> Iterator[Entry]:
    for span in names_at(text, marker.end, last):
        if span[1] - span[0] >= 2:
            yield Entry(marker, span)


def wrapped_name(text: str, start: int, last: int) -> Span | None:
    """A name printed over two lines: 被告江州市人力资源和⏎社会保障局，住所地…."""
    head = text[start:last]
    if not _HALF_A_NAME.fullmatch(head) or is_person(head) or _ENDS_A_NAME.search(head):
        return None
    rest = _OTHER_HALF.match(text, last)
    if rest is None or MARKER.match(text, last + 1) or _LABEL.match(text, last + 1):
        return None
    return start, rest.end()


def _attach(text: str, first: int, last: int, entries: list[Entry], before: list[Entry]) -> list[Entry]:
    """Give the line to whom it belongs; whose agents it names, [] when it names none. ``before`` are
    those the line before named agents of."""
    entry = entries[-1]
    if _OFFICIAL.match(text, first, last):
        return []
    if REPRESENTATIVE.match(text, first, last):
        entry.representatives.append((first, last))
    elif agent := _AGENT_START.match(text, first, last):
        represented = _represented(agent[0], entries)
        _give(represented, first, last)
        return represented
    elif before and text.endswith("；", 0, first) and _names_another_agent(text, first, last):
        _give(before, first, last)
        return before
    elif entry.marker.role is Role.PLAINTIFF and (office := _UNMARKED.match(text, first, last)):
        # 被告 itself was lost: an office with its address after the plaintiffs
        marker = Marker(Role.DEFENDANT, (), first, first, False)
        entries.append(Entry(marker, office.span(), certain=False))
    return []


def _give(represented: list[Entry], first: int, last: int) -> None:
    for entry in represented:
        entry.agents.append((first, last))


def _represented(label: str, entries: list[Entry]) -> list[Entry]:
    """Whom the agents of ``label`` act for: 两被告 the last two defendants, 上列原告 all plaintiffs,
    without such a word the party before."""
    word = MARKER.search(label)
    roles = {read_marker(word, stage).role for stage in (None, Stage.RETRIAL)} if word else set()
    alike = [entry for entry in entries if entry.marker.role in roles]
    alike = alike or [entry for entry in entries if entry.marker.role is entries[-1].marker.role]
    if not _SHARED.search(label):
        return alike[-1:]
    count = re.search(_COUNT, label)
    return alike[-(parse_int(count[0].rstrip("名位个")) or 0) :] if count else alike


def _represented_by_name(text: str, first: int, last: int, entries: list[Entry]) -> list[Entry]:
    """原告吴大江、周小河的共同委托代理人…: the parties of these names, [] unless all are known."""
    match = _OF_NAMED.match(text, first, last)
    if not match:
        return []
    names = re.split(r"[、和及与]", match["names"])
    found = [entry for entry in entries if text[slice(*entry.name)] in names]
    return found if len(found) == len(names) else []


def _names_another_agent(text: str, first: int, last: int) -> bool:
    match = _ANOTHER_AGENT.match(text, first, last)
    return match is not None and is_person(match["name"])


def _is_title(text: str, first: int, last: int) -> bool:
    """上诉人某甲诉被上诉人某局…一案二审行政判决书: a portal's title, not the story."""
    return bool(re.search(r"(?:判决|裁定|调解)书?$", text[first:last]))
