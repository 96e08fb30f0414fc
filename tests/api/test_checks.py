"""What stored papers contradict is told with both places, and a person lets it stand or corrects it."""

from __future__ import annotations

from dataclasses import replace

from services.api.accounts.account import Actor
from services.api.documents.checks import checks_of_document, checks_of_reading
from services.api.documents.store import papers_of
from services.api.holidays.entered import EnteredYear
from services.api.review.confirm import confirm_paper, correct_fact, retype_paper
from services.api.service import Service
from services.extractor.result import Field, Paper
from services.law.calendar import national_calendar
from services.vocabulary import FieldName, PaperKind, PartyType, Role, Standing
from tests.api.conftest import ReadIn
from tests.api.readings import (
    NUMBER,
    OFFICE,
    HandReaders,
    extraction,
    field,
    party,
    response_notice,
    source,
)

OTHER = "（2026）渝0109行初9955号"


def summons(number: str = NUMBER) -> Paper:
    notice = response_notice(number)
    return replace(notice, kind=PaperKind.SUMMONS, title="传票")


def complaint(plaintiff: str) -> Paper:
    return replace(
        response_notice(),
        kind=PaperKind.COMPLAINT,
        title="起诉状",
        fields={FieldName.CASE_NUMBER: field(NUMBER)},
        parties=(party(Role.PLAINTIFF, plaintiff, PartyType.PERSON), party(Role.DEFENDANT, OFFICE)),
    )


def test_two_numbers_in_one_file_are_told_with_both_places(
    service: Service, who: Actor, readers: HandReaders, read_in: ReadIn
) -> None:
    readers.answers[b"envelope"] = extraction([response_notice(), summons(OTHER)])
    document, papers = read_in(b"envelope")
    with service.database.transaction() as session:
        [check] = checks_of_document(who, session, document.id)
    assert check.code == "case_numbers_differ"
    assert [place.paper.id for place in check.places] == [paper.id for paper in papers]
    assert [place.value for place in check.places] == [NUMBER, OTHER]
    assert all(place.source and place.source["boxes"] for place in check.places)


def test_a_corrected_value_is_checked_again(
    service: Service, who: Actor, readers: HandReaders, read_in: ReadIn
) -> None:
    readers.answers[b"envelope"] = extraction([response_notice(), summons(OTHER)])
    document, papers = read_in(b"envelope")
    with service.database.transaction() as session:
        correct_fact(who, session, papers[1].id, FieldName.CASE_NUMBER, NUMBER, version=1)
    with service.database.transaction() as session:
        assert checks_of_document(who, session, document.id) == ()


def test_papers_of_one_case_are_compared_over_files_but_not_by_number(
    service: Service, who: Actor, readers: HandReaders, read_in: ReadIn
) -> None:
    readers.answers[b"complaint"] = extraction([complaint("慕容问渠")])
    notice_file, [notice] = read_in()
    with service.database.transaction() as session:
        confirm_paper(who, session, notice.id, version=1)
    complaint_file, [filed] = read_in(b"complaint")
    with service.database.transaction() as session:
        [seen_there] = checks_of_document(who, session, notice_file.id)
        [seen_here] = checks_of_document(who, session, complaint_file.id)
    assert seen_here.key == seen_there.key
    assert seen_here.code == "parties_differ"
    assert {place.paper.id for place in seen_here.places} == {notice.id, filed.id}
    assert [place.value for place in seen_here.places] == ["钟离若兰", "慕容问渠"]


def test_an_exhibit_contradicts_nothing(
    service: Service, who: Actor, readers: HandReaders, read_in: ReadIn
) -> None:
    readers.answers[b"envelope"] = extraction([response_notice(), summons(OTHER)])
    document, papers = read_in(b"envelope")
    with service.database.transaction() as session:
        retype_paper(who, session, papers[1].id, version=1, standing=Standing.ATTACHED)
    with service.database.transaction() as session:
        assert checks_of_document(who, session, document.id) == ()


def test_another_office_s_papers_are_never_compared_with_ours(
    service: Service, who: Actor, stranger: Actor, read_in: ReadIn
) -> None:
    document, _ = read_in()
    with service.database.transaction() as session:
        assert papers_of(stranger, session, document.id) == []
        assert checks_of_document(stranger, session, document.id) == ()


def test_a_reading_says_its_checks_as_the_command_line_does() -> None:
    said = checks_of_reading(extraction([response_notice(), summons(OTHER)]), national_calendar())
    assert [(each["code"], each["places"]) for each in said] == [
        (
            "case_numbers_differ",
            [
                {"paper": 0, "field": "case_number", "ordinal": 0},
                {"paper": 1, "field": "case_number", "ordinal": 0},
            ],
        )
    ]


def test_a_year_a_person_entered_is_checked_like_a_published_one(
    service: Service, who: Actor, readers: HandReaders, read_in: ReadIn
) -> None:
    """Otherwise a hearing on a public holiday of next year would be asked about by nobody."""
    summoned = summons()
    summoned.fields[FieldName.HEARING_AT] = Field(["2027-01-01T09:00"], source("开庭"), 0.98, "hand")
    readers.answers[b"summons"] = extraction([summoned])
    document, _ = read_in(b"summons")
    content = {
        "year": 2027,
        "notice": {"title": "虚构的通知", "number": "虚构〔2026〕9号", "issued_on": "2026-11-20"},
        "holidays": [{"name": "元旦", "first": "2027-01-01", "last": "2027-01-03"}],
        "makeup_workdays": [],
    }
    with service.database.transaction() as session:
        assert checks_of_document(who, session, document.id) == ()
        session.add(EnteredYear(year=2027, content=content, text="", by_user=who.user_id or ""))
        session.flush()
        [check] = checks_of_document(who, session, document.id)
    assert check.code == "hearing_on_rest_day"
