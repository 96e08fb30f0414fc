"""The goals as `make bench` prints them, tallies added up, and recordings that spare OCR."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import recorded
from benchmarks.judging import Judged, Tally
from benchmarks.reading import reached, total
from benchmarks.recorded import Recordings
from benchmarks.reliability import by_family, error
from benchmarks.sure import shown
from services.extractor import extract
from services.resources import samples_folder
from tests.extractor.fields.cases import JUDGMENT


def _tally(right: int, wrong: int, papers: tuple[int, int]) -> Tally:
    """Decisive values shown as sure, and papers without and with a question."""
    found = Tally()
    judged = [
        Judged("court", place < right, 0.99, flagged=False, decisive=True)
        for place in range(right + wrong)
    ]
    found.add("made", "judgment", judged)
    for asked in [False] * papers[0] + [True] * papers[1]:
        found.papers.add(not asked)
    return found


def test_one_wrong_in_a_thousand_is_reached_only_with_enough_values() -> None:
    assert "goal 1 per 1,000: pass" in next(iter(reached({"text": _tally(2999, 1, (8, 2))})))
    assert "short, n < 3,000" in next(iter(reached({"text": _tally(2000, 1, (8, 2))})))
    assert next(iter(reached({"text": _tally(2990, 10, (8, 2))}))).endswith("1 per 1,000: short")


def test_papers_with_a_question_are_a_fifth_at_most() -> None:
    *_, enough = reached({"text": _tally(9, 0, (80, 20))})
    *_, few = reached({"text": _tally(9, 0, (79, 21))})
    assert enough.endswith("pass")
    assert few.endswith("short")


def test_scans_of_all_damages_are_one_figure() -> None:
    tallies = {"fax": _tally(1500, 0, (4, 1)), "phone": _tally(1499, 1, (4, 1))}
    assert total(tallies.values()).unflagged.n == 3000
    lines = list(reached(tallies))
    assert "degraded: court 2999 of 3000, goal 97%: pass" in lines
    assert any("1 of 3000" in line and line.endswith("pass") for line in lines)


def test_a_family_is_off_by_the_distance_between_said_and_right() -> None:
    points = by_family([("issued_on", 0.97, 90, 100), ("filed_on", 0.97, 100, 100)])["dates"]
    assert points == [(pytest.approx(0.97), 190, 200)]
    assert error(points) == pytest.approx(0.02)


def test_a_recorded_scan_is_not_read_by_ocr_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan = samples_folder() / "chongyi-summons-phone.jpg"
    picture = (scan if scan.is_file() else next(samples_folder().glob("*.jpg"))).read_bytes()
    recordings = Recordings(tmp_path)
    first = recordings.extraction("one", lambda: picture)

    def unread(*_: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr(recorded, "read", unread)
    assert recordings.extraction("one", lambda: b"").to_json() == first.to_json()
    assert recordings.has("one")
    monkeypatch.setattr(recorded, "sources", lambda: "another")
    assert not recordings.has("one")
    assert Recordings(tmp_path, any_reading=True).has("one")


def test_only_values_nobody_is_asked_about_are_measured_on_real_papers() -> None:
    (paper,) = extract(JUDGMENT.encode(), "paper.txt").papers
    number = str(paper.fields["case_number"].value)  # type: ignore[index]
    told = {name: right for name, right, _ in shown({"case_no": number}, paper)}
    assert told == {"case_number": True}
    assert [right for _, right, _ in shown({"case_no": "（2000）京01行初1号"}, paper)] == [False]
    gold = {"plaintiffs": "周某甲", "defendants": "无此机关"}
    assert sorted(right for name, right, _ in shown(gold, paper) if name == "party") == [False, True]
