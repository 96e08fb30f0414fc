"""The sentence forms of an operative item, and the reading that applies them.

Chinese puts the deciding verb first and the deciding noun last: 撤销…决定, 驳回…请求, 确认…违法. So the
reading is: find the leftmost form, take everything up to its head as its own (verbs inside it are
part of a name or of a refused request and decide nothing), and go on after it.

    >>> [f.classes for f in read_item("驳回原告请求撤销处罚决定并赔偿损失的诉讼请求")]
    [(<OutcomeClass.DISMISS_CLAIMS: 'DISMISS_CLAIMS'>,)]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from services.extractor.outcome.form import Classes, Form
from services.extractor.outcome.objects import masked
from services.extractor.outcome.operative import REFUSED_LIST
from services.extractor.outcome.procedure import PROCEDURE
from services.extractor.outcome.setting import Setting
from services.extractor.outcome.sides import LOST
from services.extractor.outcome.substance import DEED, ORDER, SUBSTANCE
from services.vocabulary import OutcomeClass as C

_LONGEST_ITEM = 3000  # a longer "item" is a list of plots or names behind its verb

FORMS = (*PROCEDURE, *SUBSTANCE)  # of two forms that start together the one listed first is read


Ahead = tuple[Form, re.Match[str]]


@dataclass(frozen=True, slots=True)
class Finding:
    """One form found in an item: its classes and the span it owns (of the item's text). Without classes
    the item says that nothing is ordered (不予赔偿)."""

    classes: Classes
    start: int
    end: int


def read_item(text: str, setting: Setting | None = None) -> list[Finding]:
    """The forms of one item, left to right; see the module's docstring. A ruling decides on procedure
    (行政诉讼法解释第101条): what it says of the act it only tells (被告已履行职责，准许撤回起诉)."""
    setting = setting or Setting()
    forms = [form for form in FORMS if setting.is_ruling or not form.rulings_only]
    visible = REFUSED_LIST.sub(_as_one_sentence, masked(text[:_LONGEST_ITEM]))
    findings: list[Finding] = []
    owned: list[tuple[int, int]] = []
    ahead = {form.name: (form, match) for form in forms if (match := form.pattern.search(visible))}
    while ahead:
        form, match = min(ahead.values(), key=lambda pair: pair[1].start())
        classes = form.meaning(match, setting)
        if setting.is_ruling:
            classes = tuple(each for each in classes if each not in LOST)
        owned.append(match.span())
        if classes or form.decided:
            findings.append(Finding(classes, match.start(), match.end()))
        ahead = dict(_still_ahead(ahead.values(), visible, match.end()))
    if setting.is_ruling:
        return findings
    if not findings and (deed := DEED.search(visible)):
        return [Finding((C.PERFORM_DUTY,), *deed.span())]
    deeds = [
        Finding((C.PERFORM_DUTY,), *deed.span())
        for order in ORDER.finditer(visible)
        if not any(start < order.end() and order.start() < end for start, end in owned)
        and (deed := DEED.match(visible, *order.span()))
    ]
    return sorted((*findings, *deeds), key=lambda finding: finding.start)


def _as_one_sentence(refusal: re.Match[str]) -> str:
    """驳回原告要求：1.…；2.…的诉讼请求 is one shell."""
    return re.sub(r"[；;]", "，", refusal[0])


def _still_ahead(found: Iterable[Ahead], text: str, at: int) -> Iterator[tuple[str, Ahead]]:
    """Each form's next match after ``at``, in the order listed; forms with none left drop out."""
    for form, match in found:
        following = match if match.start() >= at else form.pattern.search(text, at)
        if following:
            yield form.name, (form, following)
