"""The outcome of one whole paper: its operative items with their places, and what each defendant
got, as far as the paper itself tells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from services.extractor.outcome.classify import classify_operative
from services.extractor.outcome.names import short_names
from services.extractor.outcome.operative import find_operative
from services.extractor.result import OperativeItem, Outcome, Party
from services.extractor.text.clean import PaperText
from services.vocabulary import PaperKind, PartyType, Role, Stage

READ_KINDS = frozenset(
    {PaperKind.JUDGMENT, PaperKind.COMPENSATION_JUDGMENT, PaperKind.RULING, PaperKind.MEDIATION}
)

# 本判决为终审判决 | 本裁定送达后即发生法律效力 | 本裁定为终局裁定 | 本裁定书送达后立即生效
_FINAL = re.compile(
    r"本(?P<what>判决|裁定)(?:书)?(?:[^。；\n]{0,20}?(?P<how>终审|终局|发生法律效力|生效))(?:判决|裁定)?"
)


def defendants(parties: Sequence[Party], stage: Stage | None) -> tuple[str, ...]:
    """The offices whose acts are judged, whatever they are called at this stage: the defendants, the
    appellants and others who were defendants before, the applicant of an enforcement review."""
    if stage is Stage.ENFORCEMENT_REVIEW:
        chosen = [party for party in parties if party.role is Role.ENFORCEMENT_APPLICANT]
    else:
        chosen = [
            party
            for party in parties
            if party.role is Role.DEFENDANT or Role.DEFENDANT in party.original_roles
        ]
        if not chosen:
            chosen = [party for party in parties if party.type is PartyType.AGENCY]
    return tuple(dict.fromkeys(party.name for party in chosen))


def read_outcome(
    paper: PaperText, parties: Sequence[Party], kind: PaperKind, stage: Stage | None
) -> tuple[tuple[OperativeItem, ...], Outcome | None]:
    """The operative items of a judgment, ruling or mediation, and the outcome per defendant.

    ((), None) for other kinds and where no operative part is found; the outcome is None when no
    defendant is known. Classes that come from the ruling below are not added: a paper does not
    prove them.
    """
    span = find_operative(paper.text) if kind in READ_KINDS else None
    if span is None:
        return (), None
    start, end = span
    names = defendants(parties, stage)
    reading = classify_operative(
        paper.text[start:end],
        kind=kind,
        stage=stage or Stage.OTHER,
        defendants=names,
        aliases=short_names(paper.text[:start], names),
    )
    items = tuple(
        OperativeItem(
            text=item.text,
            classes=item.classes,
            parties=item.parties if names else (),
            source=paper.source(start + item.start, start + item.end),
        )
        for item in reading.items
    )
    if not names:
        return items, None
    basis = effective_basis(paper.text[end:], kind)
    return items, Outcome(reading.by_party, basis is not None, basis)


def effective_basis(after: str, kind: PaperKind) -> str | None:
    """The words in which the paper says that it is effective once served; None when it does not.

    ``after`` is the text behind the operative part. A mediation takes effect by its last signature.
    What follows from stage and classes is for services.law to say: both may be corrected.
    """
    final = _FINAL.search(after) if kind is not PaperKind.MEDIATION else None
    return final[0] if final else None
