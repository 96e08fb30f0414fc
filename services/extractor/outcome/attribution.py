"""Which defendant does an item bind?

Courts name offices freely: by full name, without the province, by the short name the paper itself
introduced (以下简称), masked (某市公安局某分局), or only as 被告. A name binds when it can mean one
defendant and no other; 被告 alone binds a single defendant; 行政复议决定 without a name belongs to
the reconsidering office, and beside it an act without a name to the office that acted first. Acts
joined by 和, 及, 、 are each somebody's own. Whatever stays open is left to a person.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from services.extractor.outcome.names import HAN, fits, place, rank, variants

# Words a caller may pass in place of names, when only the function of each defendant is known.
ORIGINAL_ACTOR = ("原行为机关", "原行政机关", "作出原行政行为的机关")
RECONSIDERING = ("复议机关", "行政复议机关")
DEFENDANT = "被告"

# What may stand right before an office: 撤销被告江州市公安局…, 责令…, …和江州市人民政府
_BEFORE = (
    r"(?:被告|上诉人|申请人|执行人|撤销|责令|判令|责成|由|对|针对|确认|维持|变更|限|恢复"
    r"|和|及|与|、|，|；|。|^)原?"
)
_ENDING = r"(?:人民政府|管理委员会|管委会|委员会|办事处|派出所|厅|局|支队|大队|中心|海关|政府)"
_MENTION = re.compile(
    rf"{_BEFORE}(?P<name>(?:(?!的|作出|于本|原告|被告|上诉人|责令|撤销|行政[处复行]){HAN}){{2,30}}?{_ENDING})"
    rf"(?!{HAN}{{0,8}}(?:分局|派出所|大队|支队)|局|厅)"
)
_RECONSIDERATION = re.compile(r"行政复议|复议决定|复议行为|复议")
# 撤销被诉处罚决定、确认强制拆除行为违法; not 责令…重新作出决定
_JUDGES_AN_ACT = re.compile(r"撤销|确认|变更")
# Two acts in one object: 处罚决定和复议决定, 〔2021〕5号处罚决定及…〔2022〕6号复议决定
_END_OF_ACT = re.compile(
    r"(?:决定|通知|处罚|处理|答复|批复|认定|许可|登记|行为|意见|公告|证|复议)书?"
    r"(?:[》”]|[〔（\[][^〕）\]]{0,20}[〕）\]]|[^，。；、和及与]{0,12}号)*(?:以及|并且|和|及|与|、|暨)"
)
# 维持甲局处罚决定和罚款决定的复议决定, 对处罚决定和告知作出的复议决定: one act about two others
_ABOUT_ACTS = re.compile(
    r"(?:维持|不服|要求|请求|申请|关于|涉及|依据|根据)(?:(?!作出|做出)[^，。；])*$"
)
_ABOUT_BOTH = re.compile(r"(?:(?!局|府|厅|委|会|部|所|被告|机关)[^，。；]){0,20}(?:作出|做出)的")
_IS_ABOUT = re.compile(r"(?:不服|维持|针对|[对就])(?:被告)?$")
_BARE = re.compile(
    r"(?:被告|被上诉人|上诉人|再审申请人|申请执行人)(?![\u4e00-\u9fa5]{0,30}?(?:局|府|厅|委|会|部|队|心|所|处))"
)
_ALL = re.compile(r"(?:[两二三四五各]|上述|全体)(?:个)?被告|被告(?:均|分别|各自|共同)")
# 对甲局等被告的起诉, 对甲局等二被告: those named are not all that are meant
_AND_MORE = re.compile(r"等(?:的|单位|部门|行政机关|被告)")
_ANAPHOR = re.compile(r"(?:责令|判令|由|限|并)?(?:其|该局|该府|该机关|该委|该单位|上述机关)")


@dataclass(frozen=True)
class Defendants:
    """The defendants of a case, and how an item's words point at them.

    ``names`` in the order of the paper; ``aliases`` further names each is known by; ``reconsidered``:
    the operative part speaks of a reconsideration; ``reviewer``: the one it says decided on it.
    """

    names: tuple[str, ...]
    aliases: Mapping[str, Sequence[str]] = field(default_factory=dict)
    reconsidered: bool = False
    reviewer: str | None = None

    @cached_property
    def known_as(self) -> dict[str, tuple[str, ...]]:
        """Every form a defendant's name may take, longest first, that means only this defendant."""
        forms = {name: set(variants(name)) | set(self.aliases.get(name, ())) for name in self.names}
        result = {}
        for name, own in forms.items():
            others = set().union(*(f for other, f in forms.items() if other != name))
            result[name] = tuple(sorted(own - others, key=len, reverse=True))
        return result

    def bound(
        self, text: str, start: int, end: int, before: Sequence[str]
    ) -> tuple[tuple[str, ...], ...]:
        """The defendants ``text[start:end]`` binds, with one () when a person must say of an act in it.

        ``start`` is where the previous finding of the item ended; ``before`` are the parties of that
        finding (其, 该局 point back to them).
        """
        if len(self.names) == 1:
            return (self.names,)
        found: list[str] = []
        is_open = False
        last = tuple(before)
        for n, act in enumerate(_acts(text[start:end])):
            own = self._whose(act, last, joined=n > 0)
            found.extend(own)
            is_open = is_open or not own
            last = own or last
        known = tuple(name for name in self.names if name in found)
        return (*((known,) if known else ()), *(((),) if is_open else ()))

    def sued(self, words: str) -> tuple[str, ...]:
        """Those a claim or suit is brought against: the defendants named, or all."""
        if _ALL.search(words) or _AND_MORE.search(words):
            return self.names
        return self.all_named(words) or self.names

    def restored(self, act: str) -> tuple[str, ...]:
        """Whose act is in force again (恢复原处罚决定的法律效力): never that of the office whose
        reconsideration decision fell (行政诉讼法解释第89条); () when a person must say."""
        if len(self.names) == 1:
            return self.names
        named = tuple(name for name in self.all_named(act) if name != self.reconsidering)
        return named or ((self.original,) if self.original else ())

    def _whose(self, act: str, before: tuple[str, ...], *, joined: bool) -> tuple[str, ...]:
        if named := self._named(act):
            return named
        if _ALL.search(act):
            return self.names
        reviewer, bare = self.reconsidering, bool(_BARE.search(act))
        if _RECONSIDERATION.search(act) and (reviewer or joined or _JUDGES_AN_ACT.search(act)):
            return (reviewer,) if reviewer else ()
        if self.original and not bare and self._first_office_meant(act, before):
            return (self.original,)
        return before if _ANAPHOR.search(act) or not bare else ()

    def _first_office_meant(self, act: str, before: tuple[str, ...]) -> bool:
        """Does an act without a name belong to the office that acted first? One judged beside a
        reconsideration does, and where both acts fell that office acts again (解释第136条第3款)."""
        if not self.reconsidered:
            return False
        if self.reconsidering in before and len(before) > 1:
            return "重新" in act
        return before in ((), (self.reconsidering,)) and bool(_JUDGES_AN_ACT.search(act))

    def all_named(self, part: str) -> tuple[str, ...]:
        """Every defendant named anywhere in ``part``."""
        found = [(at, name) for name in self.names if (at := self._find(name, part)[0]) >= 0]
        return tuple(name for _, name in sorted(found))

    def _named(self, part: str) -> tuple[str, ...]:
        """The first office named, and those joined to it: 甲局、乙局共同; 甲局处罚和乙府复议决定."""
        spans = sorted((*span, name) for name in self.names if (span := self._find(name, part))[0] >= 0)
        chosen: list[str] = []
        last = 0
        for at, to, name in spans:
            if not chosen or re.search(
                r"(?:和|及|与|、|，|以及|并)(?:被告|原审被告|被上诉人|撤销|由)*$", part[last:at]
            ):
                chosen.append(name)
                last = to
        return tuple(chosen)

    def _find(self, name: str, part: str) -> tuple[int, int]:
        own = (name, *self.aliases.get(name, ()))
        for form in self.known_as[name]:
            at = part.find(form) if form in own else place(form, part)
            # 江州市公安局 inside 江州市公安局城东分局 is another office
            if at >= 0 and not any(
                len(longer) > len(form) and form in longer and longer in part
                for other in self.names
                if other != name
                for longer in self.known_as[other]
            ):
                return at, at + len(form)
        return -1, -1

    @cached_property
    def reconsidering(self) -> str | None:
        """The defendant that decided on reconsideration: the one the text says did, or the names alone
        show: the one government among departments, the higher of two of the same kind."""
        if self.reviewer:
            return self.reviewer
        for name in self.names:
            if name in RECONSIDERING:
                return name
        if len(self.names) != 2:
            return None
        ranked = sorted(self.names, key=rank, reverse=True)
        if rank(ranked[0]) > rank(ranked[1]):
            return ranked[0]
        first, second = self.names
        if first.startswith(second):
            return second
        return first if second.startswith(first) else None

    @cached_property
    def original(self) -> str | None:
        """The office whose act was reconsidered: the other one of two."""
        for name in self.names:
            if name in ORIGINAL_ACTOR:
                return name
        if len(self.names) != 2 or self.reconsidering is None:
            return None
        return next(name for name in self.names if name != self.reconsidering)


def with_text(names: Sequence[str], text: str, aliases: Mapping[str, Sequence[str]]) -> Defendants:
    """Defendants whose names the operative part uses in another form, bound by elimination.

    Offices named in ``text`` that mean none of ``names`` are matched with the names not found there:
    masked names by their pattern, functions (复议机关) by what the office is said to have done, and a
    single open office with a single open name.
    """
    reconsidered = bool(_RECONSIDERATION.search(text))
    plain = Defendants(tuple(names), aliases, reconsidered)
    if len(names) < 2:
        return plain
    offices = _offices(text)
    open_names = [
        name for name in names if not plain.all_named(text) or name not in plain.all_named(text)
    ]
    taken = {form for name in names for form in plain.known_as[name]}
    open_offices = [
        office for office in offices if not any(office.endswith(f) or f.endswith(office) for f in taken)
    ]
    extra = {name: list(aliases.get(name, ())) for name in names}
    for name in list(open_names):
        office = _matching(name, open_offices, text, len(open_names))
        if office:
            extra[name].append(office)
            open_offices.remove(office)
            open_names.remove(name)
    if len(open_names) == 1 and len(open_offices) == 1:
        extra[open_names[0]].append(open_offices[0])
    who = Defendants(tuple(names), extra, reconsidered)
    reviewers = [name for name in names if _reviewed(who.known_as[name], text)]
    return replace(who, reviewer=reviewers[0]) if len(reviewers) == 1 else who


def _acts(part: str) -> list[str]:
    """``part`` cut after each act of its object but the last."""
    acts, last = [], 0
    for match in _END_OF_ACT.finditer(part):
        if not _ABOUT_ACTS.search(part[last : match.start()]) and not _ABOUT_BOTH.match(
            part, match.end()
        ):
            acts.append(part[last : match.end()])
            last = match.end()
    return [*acts, part[last:]]


def _matching(name: str, offices: Sequence[str], text: str, open_count: int) -> str | None:
    if name in RECONSIDERING:
        deciding = [o for o in offices if _reconsidered(o, text)]
        return deciding[0] if deciding else (offices[-1] if len(offices) == open_count else None)
    if name in ORIGINAL_ACTOR:
        return next((o for o in offices if not _reconsidered(o, text)), None)
    if name == DEFENDANT:
        return offices[0] if offices else None
    fitting = [o for o in offices if fits(o, name)]
    return fitting[0] if len(fitting) == 1 else None


def _reconsidered(office: str, text: str) -> bool:
    """Does ``text`` ascribe a reconsideration decision to ``office``, no other office between?"""
    for match in re.finditer(re.escape(office) + r"([^，。；]{0,40}?)复议", text):
        if not re.search(_ENDING, match[1]):
            return True
    return False


def _reviewed(forms: Sequence[str], text: str) -> bool:
    """Does ``text`` say that the office known by ``forms`` decided on reconsideration (甲府作出的复议
    决定)? Not of one that the decision is about (不服甲局处罚的复议决定)."""
    office = "|".join(re.escape(form) for form in forms)
    decision = rf"(?:{office})(?:(?!决定|处罚|[和及与、对就])[^，。；]){{0,50}}?(?<!申请)复议"
    return any(not _IS_ABOUT.search(text, 0, m.start()) for m in re.finditer(decision, text))


def _offices(text: str) -> list[str]:
    return list(dict.fromkeys(m["name"] for m in _MENTION.finditer(text)))
