"""Which law of procedure a paper belongs to."""

import pytest

from services.law.track import Track, track_of, track_of_proceeding
from services.vocabulary import PaperKind
from tests.law.papers import paper


@pytest.mark.parametrize(
    ("kind", "number", "track"),
    [
        (PaperKind.JUDGMENT, "（2026）渝0109行初21号", Track.LITIGATION),
        (PaperKind.RULING, "（2026）渝01行审7号", Track.LITIGATION),
        (PaperKind.SUMMONS, "（2026）渝0109民初21号", Track.CIVIL),
        (PaperKind.JUDGMENT, "（2026）鄂01民终3号", Track.CIVIL),
        (PaperKind.CIVIL_PAPER, None, Track.CIVIL),
        (PaperKind.SUMMONS, "（2026）鲁0481行诉前调12号", Track.PRE_SUIT),
        (PaperKind.PRE_SUIT_MEDIATION_NOTICE, None, Track.PRE_SUIT),
        (PaperKind.RECONSIDERATION_REPLY_NOTICE, "碚府复〔2026〕8号", Track.RECONSIDERATION),
        (PaperKind.RESPONSE_NOTICE, None, Track.LITIGATION),
    ],
)
def test_kind_and_case_number_say_the_track(kind: PaperKind, number: str | None, track: Track) -> None:
    assert track_of(paper("p", kind, case_number=number)) is track


def test_a_decision_on_reconsideration_beside_a_complaint_does_not_move_the_suit() -> None:
    papers = [
        paper("a", PaperKind.RECONSIDERATION_DECISION),
        paper("b", PaperKind.COMPLAINT),
    ]
    assert track_of_proceeding(papers) is Track.LITIGATION


def test_every_track_has_a_name() -> None:
    assert [each.label for each in Track] == ["行政诉讼", "行政复议", "民事诉讼", "诉前调解"]
