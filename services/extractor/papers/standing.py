"""Was a paper served on us, or does it merely lie among another one's exhibits (是否正式送达)?

An envelope holds the court's notices, the complaint, and behind the list of evidence whatever the
plaintiff encloses: among it often an older judgment. That judgment starts no appeal period. Each sign
below speaks for itself; a decision no sign speaks for or against in an envelope of another case is
``unclear``, and a person decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from services.agencies import same_agency
from services.extractor.papers.enclosed import Enclosed
from services.extractor.result import Paper
from services.vocabulary import FieldName, PaperKind, Stage, Standing, StandingSign

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
    PaperKind.PRE_SUIT_MEDIATION_NOTICE,
    PaperKind.SERVICE_RETURN,
)
_ADVICE = (PaperKind.JUDICIAL_ADVICE, PaperKind.PROCURATORIAL_ADVICE)
_PETITIONS = (PaperKind.APPEAL_PETITION, PaperKind.RETRIAL_PETITION)
_PLEADINGS = (PaperKind.COMPLAINT, *_PETITIONS)
_DECISIONS = (
    PaperKind.JUDGMENT,
    PaperKind.COMPENSATION_JUDGMENT,
    PaperKind.RULING,
    PaperKind.MEDIATION,
    PaperKind.CIVIL_PAPER,
    PaperKind.RECONSIDERATION_DECISION,
    PaperKind.EFFECTIVENESS_CERTIFICATE,
)
_HEIGHT = {Stage.FIRST: 1, Stage.SECOND: 2, Stage.RETRIAL_REVIEW: 3, Stage.RETRIAL: 4}
_OLD = timedelta(days=90)  # a decision is served within days; one so much older came with another


OfficeNames = str | Sequence[str] | None  # our office by one name, or its present and former names


@dataclass(frozen=True, slots=True)
class Sheet:
    """What standing depends on. ``names`` are the parties, ``enclosed`` what the paper lists."""

    kind: PaperKind
    case_number: str | None
    prior_case_number: str | None = None
    stage: Stage | None = None
    issued_on: date | None = None
    addressee: str | None = None
    names: tuple[str, ...] = ()
    enclosed: Enclosed = field(default_factory=Enclosed)


@dataclass(frozen=True, slots=True)
class _Envelope:
    """What the papers of the file say together about whose envelope it is."""

    numbers: frozenset[str]
    height: int  # of its own proceeding, 0 when unknown
    latest: date | None  # day of its newest notice
    listed: frozenset[str]
    challenged: frozenset[str]
    petition: bool
    office: tuple[str, ...]  # our names, () when not told


def with_standings(
    papers: Sequence[Paper], office: OfficeNames = None, lists: Sequence[Enclosed] = ()
) -> tuple[Paper, ...]:
    """The papers of one file with their standing and the sign that told it. ``lists`` aligned with
    ``papers``, or empty."""
    enclosed = list(lists) or [Enclosed()] * len(papers)
    sheets = [_sheet(paper, listed) for paper, listed in zip(papers, enclosed, strict=True)]
    return tuple(
        replace(paper, standing=standing, standing_because=sign)
        for paper, (standing, sign) in zip(papers, _judged(sheets, office), strict=True)
    )


def _sheet(paper: Paper, enclosed: Enclosed) -> Sheet:
    def value(name: FieldName) -> str | None:
        field = paper.fields.get(name)
        return str(field.value) if field else None

    day = value(FieldName.ISSUED_ON)
    return Sheet(
        paper.kind,
        value(FieldName.CASE_NUMBER),
        value(FieldName.PRIOR_CASE_NUMBER),
        paper.stage,
        date.fromisoformat(day) if day else None,
        value(FieldName.ADDRESSEE),
        tuple(party.name for party in paper.parties),
        enclosed,
    )


def standings(sheets: Sequence[Sheet], office: OfficeNames = None) -> list[Standing]:
    """Standing of each paper of one file, in the order of the file."""
    return [standing for standing, _ in _judged(sheets, office)]


def _judged(sheets: Sequence[Sheet], office: OfficeNames) -> list[tuple[Standing, StandingSign | None]]:
    envelope = _envelope(sheets, office)
    result: list[tuple[Standing, StandingSign | None]] = []
    pleading = exhibits = False
    for sheet in sheets:
        own = sheet.case_number is not None and sheet.case_number in envelope.numbers
        if sheet.kind in _NOTICES and own:
            exhibits = False  # the court's next notice ends the exhibits
        place = _Place(own, pleading, exhibits)
        said = ((look(sheet, envelope, place), sign) for sign, look in _SIGNS)
        told = ((standing, sign) for standing, sign in said if standing)
        result.append(next(told, (Standing.SERVED, None)))
        pleading = pleading or sheet.kind in _PLEADINGS
        exhibits = exhibits or sheet.kind is PaperKind.EVIDENCE_MATERIAL
    return result


def _envelope(sheets: Sequence[Sheet], office: OfficeNames) -> _Envelope:
    notices = [sheet for sheet in sheets if sheet.kind in _NOTICES and sheet.case_number]
    primary = _primary_number(notices)
    numbers = {primary} if primary else set()
    behind = False
    for sheet in sheets:  # other cases served with it stand outside the exhibits
        behind = behind or sheet.kind is PaperKind.EVIDENCE_MATERIAL
        if sheet.kind in _NOTICES and sheet.case_number and not behind:
            numbers.add(sheet.case_number)
    own = [sheet for sheet in notices if sheet.case_number in numbers]
    heights = [_HEIGHT.get(sheet.stage, 0) for sheet in own if sheet.stage]
    petition = next((sheet.kind for sheet in sheets if sheet.kind in _PETITIONS), None)
    if petition:  # the court below serves an appeal under its own number
        heights.append(2 if petition is PaperKind.APPEAL_PETITION else 3)
    return _Envelope(
        frozenset(numbers),
        max(heights, default=0),
        max((sheet.issued_on for sheet in own if sheet.issued_on), default=None),
        frozenset().union(*(sheet.enclosed.numbers for sheet in sheets)) - numbers,
        frozenset(sheet.prior_case_number for sheet in sheets if sheet.prior_case_number),
        petition is not None,
        (office,) if isinstance(office, str) else tuple(office or ()),
    )


def _primary_number(notices: Sequence[Sheet]) -> str | None:
    """The number most notices bear; of two the newer, then the first."""
    if not notices:
        return None
    counts = Counter(sheet.case_number for sheet in notices)
    newest = {
        number: max(
            (s.issued_on for s in notices if s.case_number == number and s.issued_on), default=date.min
        )
        for number in counts
    }
    return max(counts, key=lambda number: (counts[number], newest[number]))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a paper lies: with a number of the envelope's own, behind a pleading, among exhibits."""

    same_case: bool
    pleading: bool
    exhibits: bool


def _no_paper_of_a_court(sheet: Sheet, envelope: _Envelope, place: _Place) -> Standing | None:
    """Exhibits, our own filings and other offices' documents are served by nobody."""
    if sheet.kind is PaperKind.EVIDENCE_MATERIAL:
        return Standing.ATTACHED
    if sheet.kind in (PaperKind.NOT_COURT_PAPER, PaperKind.OWN_FILING):
        return Standing.ATTACHED if place.exhibits or place.pleading else Standing.UNCLEAR
    return None


def _among_the_exhibits(sheet: Sheet, envelope: _Envelope, place: _Place) -> Standing | None:
    """Behind a list of evidence, until a notice of the envelope's own case."""
    enclosable = envelope.numbers or sheet.kind in (*_DECISIONS, *_PLEADINGS)
    return Standing.ATTACHED if place.exhibits and not place.same_case and enclosable else None


def _listed_or_challenged(sheet: Sheet, envelope: _Envelope, place: _Place) -> Standing | None:
    """Listed as evidence or below 附：, or the very decision another paper of the file challenges."""
    known = sheet.case_number in envelope.challenged or sheet.case_number in envelope.listed
    return Standing.ATTACHED if sheet.kind in _DECISIONS and known else None


def _from_below(sheet: Sheet, envelope: _Envelope, place: _Place) -> Standing | None:
    """A decision, or the complaint, of a proceeding below the envelope's own: copied into an appeal."""
    if sheet.kind is PaperKind.COMPLAINT:
        return Standing.ATTACHED if envelope.petition else None
    height = _HEIGHT.get(sheet.stage, 0) if sheet.stage else 0
    below = sheet.kind in _DECISIONS and 0 < height < envelope.height
    return Standing.ATTACHED if below else None


def _long_decided(sheet: Sheet, envelope: _Envelope, place: _Place) -> Standing | None:
    """An old date without new service: months before the notices it lies with."""
    if sheet.kind not in _DECISIONS or not sheet.issued_on or not envelope.latest:
        return None
    if sheet.issued_on >= envelope.latest - _OLD:
        return None
    return Standing.UNCLEAR if place.same_case else Standing.ATTACHED


def _behind_a_pleading(sheet: Sheet, envelope: _Envelope, place: _Place) -> Standing | None:
    """A decision or advice of another case behind a complaint or petition is its annex."""
    if not place.pleading or place.same_case:
        return None
    if sheet.kind in _DECISIONS:
        return Standing.ATTACHED
    return Standing.UNCLEAR if sheet.kind in _ADVICE else None


def _not_ours(sheet: Sheet, envelope: _Envelope, place: _Place) -> Standing | None:
    """A decision in which our office is no party; a notice addressed to somebody else."""
    if not envelope.office:
        return None
    if sheet.kind in _DECISIONS and sheet.names and not _us(sheet.names, envelope):
        return Standing.ATTACHED if envelope.numbers or envelope.petition else Standing.UNCLEAR
    to_another = sheet.addressee and not _us([sheet.addressee], envelope)
    return Standing.UNCLEAR if sheet.kind in _NOTICES and to_another else None


def _of_another_case(sheet: Sheet, envelope: _Envelope, place: _Place) -> Standing | None:
    """Anything in another case than the envelope's, which no sign explains: a person decides."""
    if place.same_case or not (envelope.numbers or envelope.petition):
        return None
    if sheet.kind in _DECISIONS:
        return Standing.UNCLEAR
    numbered = sheet.kind in (*_NOTICES, PaperKind.OTHER_COURT_PAPER) and sheet.case_number
    return Standing.UNCLEAR if numbered and envelope.numbers else None


def _us(names: Sequence[str], envelope: _Envelope) -> bool:
    return any(same_agency(name, own) for name in names for own in envelope.office)


# The first sign that speaks decides.
_SIGNS = (
    (StandingSign.NOT_A_COURTS, _no_paper_of_a_court),
    (StandingSign.AMONG_EXHIBITS, _among_the_exhibits),
    (StandingSign.LISTED, _listed_or_challenged),
    (StandingSign.FROM_BELOW, _from_below),
    (StandingSign.LONG_DECIDED, _long_decided),
    (StandingSign.BEHIND_A_PLEADING, _behind_a_pleading),
    (StandingSign.NOT_OURS, _not_ours),
    (StandingSign.OTHER_CASE, _of_another_case),
)
