"""Was a paper served on us, or does it merely lie among another one's exhibits (是否正式送达)?

An envelope holds the court's notices, the complaint, and behind the list of evidence whatever the
plaintiff encloses: among it often an older judgment. That judgment starts no appeal period.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from services.extractor.result import Paper
from services.vocabulary import FieldName, PaperKind, Standing

_NOTICES = (
    PaperKind.SUMMONS,
    PaperKind.RESPONSE_NOTICE,
    PaperKind.EVIDENCE_NOTICE,
    PaperKind.JOINDER_NOTICE,
    PaperKind.PANEL_NOTICE,
    PaperKind.RIGHTS_NOTICE,
    PaperKind.OFFICIAL_ATTENDANCE_NOTICE,
    PaperKind.FEE_NOTICE,
    PaperKind.HEARING_CHANGE_NOTICE,
    PaperKind.ENFORCEMENT_NOTICE,
)
_PLEADINGS = (PaperKind.COMPLAINT, PaperKind.APPEAL_PETITION, PaperKind.RETRIAL_PETITION)
_DECISIONS = (
    PaperKind.JUDGMENT,
    PaperKind.COMPENSATION_JUDGMENT,
    PaperKind.RULING,
    PaperKind.MEDIATION,
    PaperKind.CIVIL_PAPER,
    PaperKind.RECONSIDERATION_DECISION,
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What standing depends on: kind, own case number and the number of the decision it challenges."""

    kind: PaperKind
    case_number: str | None
    prior_case_number: str | None = None


def with_standings(papers: Sequence[Paper]) -> tuple[Paper, ...]:
    """The papers of one file with their standing."""
    sheets = [
        Sheet(
            paper.kind,
            _value(paper, FieldName.CASE_NUMBER),
            _value(paper, FieldName.PRIOR_CASE_NUMBER),
        )
        for paper in papers
    ]
    return tuple(
        replace(paper, standing=standing)
        for paper, standing in zip(papers, standings(sheets), strict=True)
    )


def _value(paper: Paper, name: FieldName) -> str | None:
    field = paper.fields.get(name)
    return str(field.value) if field else None


def standings(sheets: Sequence[Sheet]) -> list[Standing]:
    """Standing of each paper of one file, in the order of the file."""
    envelope = {s.case_number for s in sheets if s.kind in _NOTICES and s.case_number}
    challenged = {s.prior_case_number for s in sheets if s.prior_case_number}
    result = []
    pleading = exhibits = False
    for sheet in sheets:
        result.append(_standing(sheet, envelope, challenged, pleading=pleading, exhibits=exhibits))
        pleading = pleading or sheet.kind in _PLEADINGS
        if sheet.kind is PaperKind.EVIDENCE_MATERIAL:
            exhibits = True
        elif sheet.kind in _NOTICES and result[-1] is Standing.SERVED:
            exhibits = False  # the court's next notice ends the exhibits
    return result


def _standing(
    sheet: Sheet,
    envelope: set[str],
    challenged: set[str],
    *,
    pleading: bool,
    exhibits: bool,
) -> Standing:
    same_case = sheet.case_number is not None and sheet.case_number in envelope
    if sheet.kind in (PaperKind.NOT_COURT_PAPER, PaperKind.OWN_FILING):
        return Standing.ATTACHED if exhibits or pleading else Standing.UNCLEAR
    if sheet.kind is PaperKind.EVIDENCE_MATERIAL or (exhibits and not same_case):
        return Standing.ATTACHED
    if same_case or sheet.kind not in _DECISIONS:
        return Standing.SERVED
    # A decision in another case than the envelope's, or one the envelope's paper challenges.
    if pleading or (sheet.case_number is not None and sheet.case_number in challenged):
        return Standing.ATTACHED
    return Standing.UNCLEAR if envelope else Standing.SERVED
