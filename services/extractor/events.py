"""What happened, from the papers that were served: a table of (kind, fields) to events.

``on`` is a printed date or None. When a paper was received is never printed on it and never guessed:
a person or a service return says so later.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from services.extractor.result import CaseEvent, Paper
from services.vocabulary import EventKind, FieldName, PaperKind, Standing, calls_to_hearing


@dataclass(frozen=True, slots=True)
class _Row:
    """A paper of ``paper`` kind says ``event``; ``on`` names the field that dates it. With ``needs``
    the event exists only when that field was read."""

    paper: PaperKind
    event: EventKind
    on: FieldName | None = None
    needs: FieldName | None = None


_TABLE = (
    _Row(PaperKind.SUMMONS, EventKind.HEARING_SET, FieldName.HEARING_AT, FieldName.HEARING_AT),
    _Row(PaperKind.RESPONSE_NOTICE, EventKind.SUIT_RECEIVED),
    _Row(PaperKind.RESPONSE_NOTICE, EventKind.HEARING_SET, FieldName.HEARING_AT, FieldName.HEARING_AT),
    _Row(PaperKind.EVIDENCE_NOTICE, EventKind.EVIDENCE_DUE_SET),
    _Row(PaperKind.OFFICIAL_ATTENDANCE_NOTICE, EventKind.ATTENDANCE_REQUIRED, FieldName.HEARING_AT),
    _Row(PaperKind.HEARING_CHANGE_NOTICE, EventKind.HEARING_CHANGED, FieldName.HEARING_AT),
    _Row(PaperKind.JUDGMENT, EventKind.JUDGMENT_ISSUED, FieldName.ISSUED_ON),
    _Row(PaperKind.COMPENSATION_JUDGMENT, EventKind.JUDGMENT_ISSUED, FieldName.ISSUED_ON),
    _Row(PaperKind.RULING, EventKind.RULING_ISSUED, FieldName.ISSUED_ON),
    # Not the printed day: it is made when the last party signs for it (行政诉讼法解释第八十五条).
    _Row(PaperKind.MEDIATION, EventKind.MEDIATION_SIGNED, FieldName.SIGNED_ON),
    _Row(PaperKind.APPEAL_PETITION, EventKind.APPEAL_RECEIVED),
    _Row(PaperKind.RETRIAL_PETITION, EventKind.RETRIAL_PETITION_RECEIVED),
    _Row(PaperKind.JUDICIAL_ADVICE, EventKind.ADVICE_RECEIVED),
    _Row(PaperKind.PROCURATORIAL_ADVICE, EventKind.ADVICE_RECEIVED),
    _Row(PaperKind.ENFORCEMENT_NOTICE, EventKind.ENFORCEMENT_RECEIVED),
    _Row(PaperKind.FEE_NOTICE, EventKind.FEE_DUE),
    _Row(PaperKind.SERVICE_RETURN, EventKind.SERVICE_PROVED, FieldName.SERVED_ON, FieldName.SERVED_ON),
    _Row(
        PaperKind.ELECTRONIC_SERVICE_NOTICE,
        EventKind.SERVICE_PROVED,
        FieldName.SERVED_ON,
        FieldName.SERVED_ON,
    ),
    _Row(PaperKind.OTHER_COURT_PAPER, EventKind.PAPER_RECEIVED),
    _Row(
        PaperKind.OTHER_COURT_PAPER, EventKind.HEARING_SET, FieldName.HEARING_AT, FieldName.HEARING_AT
    ),
    _Row(PaperKind.CIVIL_PAPER, EventKind.PAPER_RECEIVED),
    _Row(PaperKind.CIVIL_PAPER, EventKind.HEARING_SET, FieldName.HEARING_AT, FieldName.HEARING_AT),
)


def events_of(papers: Sequence[Paper]) -> tuple[CaseEvent, ...]:
    """Events of all served papers, in the order of the papers; attached ones say nothing."""
    found = []
    for index, paper in enumerate(papers):
        if paper.standing is Standing.ATTACHED:
            continue
        if paper.standing is Standing.UNCLEAR:
            continue
        for row in _TABLE:
            if row.paper is paper.kind and (row.needs is None or row.needs in paper.fields):
                if row.event is EventKind.HEARING_SET and not _is_hearing(paper):
                    continue
                found.extend(_events(row, index, paper))
    return tuple(found)


def _is_hearing(paper: Paper) -> bool:
    reason = paper.fields.get(FieldName.SUMMONS_REASON)
    return calls_to_hearing(None if reason is None else str(reason.value))


def _events(row: _Row, index: int, paper: Paper) -> list[CaseEvent]:
    field = paper.fields.get(row.on) if row.on else None
    if field is None or row.on is None:
        return [CaseEvent(row.event, None, index, ())]
    dates = field.value if isinstance(field.value, list) else [str(field.value)]
    days = list(dict.fromkeys(day[:10] for day in dates))
    return [CaseEvent(row.event, day, index, (row.on.value,)) for day in days]
