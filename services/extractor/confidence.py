"""How sure a value is: agreement of independent readers, and how clearly the page was read.

Each reader has a reliability: the share of its answers that were right on real published judgments
and rulings (text, no OCR) for readers of judgments, and a cautious assumption, marked so, for
readers of forms that courts do not publish. Readers that agree reduce the chance that all are wrong;
a reader that disagrees raises it. The result is multiplied by the certainty of the least certain
character of the value as its OCR engine judged, and lowered when a second OCR reading of the same
place says otherwise.

This is the raw score: it orders values by doubt. What share of values with such a score is right says
:mod:`services.extractor.calibration`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from services.extractor.calibration import second_readers
from services.extractor.fields.reading import Reading
from services.extractor.result import Candidate, Field, Value
from services.extractor.text.clean import PaperText

# reader -> share of right answers. "measured": on published judgments, see benchmarks/README.md.
RELIABILITY: dict[str, float] = {
    "case_number.header": 0.99,  # measured
    "case_number.cell": 0.98,  # assumed: forms
    "case_number.sentence": 0.90,  # assumed
    "court.heading": 0.99,  # measured
    "court.case_number": 0.98,  # the mined list's own agreement
    "court.signature": 0.95,  # assumed
    "court.sender": 0.95,  # assumed
    "court.tokens": 0.90,  # assumed
    "issued_on.signature": 0.99,  # measured
    "issued_on.last_line": 0.97,  # measured
    "issued_on.cell": 0.97,  # assumed: forms
    "filed_on.sentence": 0.93,  # assumed
    "hearing_at.cell": 0.97,  # assumed: forms
    "hearing_at.sentence": 0.93,  # assumed
    "hearing_place.cell": 0.97,  # assumed: forms
    "hearing_place.sentence": 0.90,  # assumed
    "summons_reason.cell": 0.97,  # assumed: forms
    "summons_reason.sentence": 0.93,  # assumed
    "addressee.cell": 0.97,  # assumed: forms
    "addressee.salutation": 0.95,  # assumed
    "cause.cell": 0.97,  # assumed: forms
    "cause.told": 0.97,  # assumed
    "cause.sentence": 0.96,  # judged by eye on 170 published papers
    "cause.act": 0.75,  # assumed
    "cause.enforced": 0.9,  # assumed
    "cause_code.list": 0.92,  # assumed
    "prior_case_number.challenged": 0.95,  # assumed
    "prior_case_number.enforced": 0.93,  # assumed
    "appeal_days.advice": 0.98,  # assumed
    "appeal_court.advice": 0.98,  # assumed
    "remedy.advice": 0.95,  # assumed
    "answer_days.sentence": 0.95,  # assumed
    "fee_bearer.costs": 0.93,  # assumed
    "procedure.sentence": 0.95,  # assumed
    "cause_code.free_text": 0.85,  # assumed
    "cause_code.before_2021": 0.8,  # assumed
    "challenged_act.sentence": 0.85,  # assumed
    "act_organ.sentence": 0.88,  # assumed
    "act_number.sentence": 0.93,  # assumed
    "act_on.sentence": 0.9,  # assumed
    "reconsideration_organ.sentence": 0.9,  # assumed
    "reconsideration_number.sentence": 0.93,  # assumed
    "reconsideration_organ.heading": 0.97,  # assumed
    "reconsideration_number.heading": 0.97,  # assumed
    "reconsideration_on.sentence": 0.9,  # assumed
    "reconsideration_result.sentence": 0.9,  # assumed
    # Cells of element forms, which courts began to use in 2025: all assumed.
    "act_number.cell": 0.93,
    "act_on.cell": 0.9,
    "reconsideration_organ.cell": 0.9,
    "reconsideration_number.cell": 0.93,
    "reconsideration_on.cell": 0.9,
    "reconsideration_result.cell": 0.9,
    "claims.section": 0.93,  # assumed
    "claims.told": 0.85,  # assumed
    "official_attendance.sentence": 0.93,  # assumed
    "official_name.line": 0.93,  # assumed
    "official_title.line": 0.93,  # assumed
    "official_spoke.sentence": 0.9,  # assumed
    "official_absence_reason.sentence": 0.88,  # assumed
    "leader_notice_level.sentence": 0.93,  # assumed
    "panel.signature": 0.93,  # assumed
    "panel.notice": 0.92,  # assumed
    "contact_name.line": 0.93,  # assumed
    "contact_phone.line": 0.95,  # assumed
    "evidence_days.sentence": 0.94,  # assumed
    "evidence_due_on.sentence": 0.93,  # assumed
    "fee_amount.sentence": 0.93,  # assumed
    "fee_days.sentence": 0.95,  # assumed
    "served_on.printed": 0.97,  # assumed: written by a machine
    "service_mode.cell": 0.93,  # assumed
    "served_papers.cell": 0.9,  # assumed
    "service_address.printed": 0.95,  # assumed: written by a machine
    "effective_on.certificate": 0.95,  # assumed
    "effectiveness.sentence": 0.95,  # assumed
    "advice_number.heading": 0.95,  # assumed
    "advice_items.section": 0.9,  # assumed
    "advice_reply_days.sentence": 0.93,  # assumed
    "advice_reply_months.sentence": 0.93,  # assumed
    "weekdays.printed": 0.97,  # assumed
    # A hand or a rubber stamp wrote these: never surer than an even chance, so that a person is asked.
    "served_on.handwritten": 0.5,
    "service_receiver.handwritten": 0.5,
    "received_stamp_on.stamp": 0.5,
    "signed_on.handwritten": 0.5,
}
# The trained second reader, by what it answers, where models/calibration.json does not say how often it
# was right.
SECOND_READER: dict[str, float] = {
    "kind.model": 0.75,
    "outcome.model": 0.9,
    "cause_code.model": 0.55,
    "party.model": 0.6,
}
# Readers of the same page are never wholly independent: one word weighs no more than this.
_MOST_WEIGHT = 0.95
CEILING = 0.999
_SECOND_READING_DIFFERS = 0.6
_DAY_WITHOUT_HOUR = 0.5


def agreed(agreeing: Iterable[str], disagreeing: Iterable[str]) -> float:
    """Probability that a value is right when ``agreeing`` readers found it and ``disagreeing`` found
    another, by the odds of independent readers.

    >>> round(agreed(["court.heading"], []), 3), agreed(["court.heading", "court.case_number"], [])
    (0.99, 0.999)
    >>> agreed(["court.heading"], ["court.case_number"]) < 0.7
    True
    """
    odds = 1.0
    for name in agreeing:
        odds *= RELIABILITY[name] / (1 - RELIABILITY[name])
    for name in disagreeing:
        odds *= (1 - RELIABILITY[name]) / RELIABILITY[name]
    return min(odds / (1 + odds), CEILING)


def weighed(score: float, reader: str, agrees: bool) -> float:
    """``score`` of a value once ``reader`` agreed with it or found another, by the odds of independent
    readers.

    >>> weighed(0.8, "kind.model", False) < 0.8 < weighed(0.8, "kind.model", True)
    True
    """
    right = min(second_readers().get(reader, SECOND_READER[reader]), _MOST_WEIGHT)
    ratio = right / (1 - right)
    odds = score / max(1 - score, 1e-9) * (ratio if agrees else 1 / ratio)
    return max(min(odds / (1 + odds), CEILING), score if agrees else 0.0)


def decide(paper: PaperText, readings: Sequence[Reading]) -> Field | None:
    """One field from the answers of its readers, in the readers' order; None when none answered.

    The value with the best support wins; on equal support the reader registered first. The others
    stay as candidates.
    """
    by_value: dict[str, list[Reading]] = {}
    for reading in readings:
        by_value.setdefault(_key(reading.value), []).append(reading)
    if not by_value:
        return None
    scores = {
        key: agreed(
            {reading.found_by for reading in group},
            {r.found_by for other, rs in by_value.items() if other != key for r in rs},
        )
        for key, group in by_value.items()
    }
    ordered = sorted(by_value, key=lambda key: -scores[key])
    best = by_value[ordered[0]][0]
    return Field(
        value=best.value,
        source=paper.source(best.start, best.end),
        confidence=_read(paper, best, scores[ordered[0]]),
        found_by=best.found_by,
        candidates=tuple(
            Candidate(
                reading.value,
                paper.source(reading.start, reading.end).text,
                _read(paper, reading, scores[key]),
                reading.found_by,
                paper.source(reading.start, reading.end),
            )
            for key in ordered[1:]
            for reading in by_value[key][:1]
        ),
    )


def _key(value: Value) -> str:
    return repr(value)


def _read(paper: PaperText, reading: Reading, score: float) -> float:
    """``score`` lowered by how badly the page was legible there."""
    score *= paper.confidence(reading.start, reading.end)
    if paper.doubts(reading.start, reading.end):
        score *= _SECOND_READING_DIFFERS
    if reading.found_by.startswith("hearing_at") and any(
        "T" not in day for day in _list(reading.value)
    ):
        score *= _DAY_WITHOUT_HOUR  # a day alone is shown, and flagged: the hour is missing
    return score


def _list(value: Value) -> list[str]:
    return value if isinstance(value, list) else []
