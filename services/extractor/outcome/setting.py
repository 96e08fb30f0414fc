"""What kind of paper an item stands in: the few facts the grammar needs besides the words."""

from __future__ import annotations

from dataclasses import dataclass

from services.vocabulary import PaperKind, Stage

_BY_TITLE = (  # the title of a paper, as printed; longer first
    ("赔偿判决", PaperKind.COMPENSATION_JUDGMENT),
    ("判决", PaperKind.JUDGMENT),
    ("裁定", PaperKind.RULING),
    ("调解", PaperKind.MEDIATION),
    ("决定", PaperKind.RULING),
)


@dataclass(frozen=True, slots=True)
class Setting:
    """Kind and stage of the paper an item stands in."""

    kind: PaperKind = PaperKind.JUDGMENT
    stage: Stage = Stage.FIRST

    @property
    def is_ruling(self) -> bool:
        return self.kind is PaperKind.RULING


def kind_of_title(title: str) -> PaperKind:
    """行政赔偿判决书 → compensation_judgment. Accepts our own kind names. Raises ValueError."""
    if title in {kind.value for kind in PaperKind}:
        return PaperKind(title)
    for word, kind in _BY_TITLE:
        if word in title:
            return kind
    raise ValueError(f"不认识的文书种类：{title}")
