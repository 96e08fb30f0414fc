"""The same paper scanned again: attached as a copy, starting nothing; parted by one click."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, get_args

import pytest

from services.api.accounts.account import Actor
from services.api.cases.facts import facts_of_case
from services.api.deadlines.derive import duties_of_case
from services.api.documents.copies import (
    DECIDING,
    copies_of,
    likely_originals,
    merge_copy,
    separate_copy,
)
from services.api.documents.document import Paper
from services.api.documents.store import get_paper, ids_asked_about, papers_asked_about
from services.api.errors import Conflict, NotFound
from services.api.receipts.collect import services_of_paper
from services.api.review.confirm import confirm_paper
from services.api.review.queue import papers_to_review
from services.api.service import Service
from services.extractor.result import Paper as ReadPaper
from services.extractor.sketch import sketch
from services.law.duty_schema import PrintedDays
from services.vocabulary import FieldName, PaperKind, Standing
from tests.api.conftest import TODAY, ReadIn
from tests.api.readings import HandReaders, extraction, field, response_notice

PAGE = (
    "重庆市北碚区人民法院应诉通知书本院受理原告诉你单位行政处罚一案现将起诉状副本发送你单位"
    "请在收到之日起十五日内提交作出行政行为的证据和所依据的规范性文件并提出答辩状逾期不提供视为没有相应证据"
)
SAME_SCANNED_AGAIN = PAGE.replace("起诉", "起诡").replace("十五日", "十五曰")
ANOTHER_PAGE = (
    "合议庭组成人员告知书本案由审判员担任审判长与人民陪审员组成合议庭如需申请回避请书面提出并说明理由"
)


def reading(page: str, *papers: ReadPaper) -> dict[str, Any]:
    made = extraction(papers or [response_notice()])
    made["file"]["page_sketches"] = [sketch(page)]
    return made


@pytest.fixture
def first(read_in: ReadIn, readers: HandReaders) -> Paper:
    readers.answers[b"first"] = reading(PAGE)
    return read_in(b"first", "first.pdf")[1][0]


def read_second(
    read_in: ReadIn, readers: HandReaders, page: str = SAME_SCANNED_AGAIN, *papers: ReadPaper
) -> Paper:
    readers.answers[b"second"] = reading(page, *papers)
    return read_in(b"second", "second.pdf")[1][0]


def test_a_rescan_is_attached_as_a_copy_and_asks_nobody(
    service: Service, who: Actor, first: Paper, read_in: ReadIn, readers: HandReaders
) -> None:
    copy = read_second(read_in, readers)
    assert copy.copy_of == first.id
    with service.database.transaction() as session:
        assert [paper.id for paper in papers_to_review(who, session)] == [first.id]
        assert [paper.id for paper in copies_of(who, session, first.id)[first.id]] == [copy.id]


def test_a_copy_opens_no_second_duty_whenever_the_first_is_confirmed(
    service: Service, who: Actor, first: Paper, read_in: ReadIn, readers: HandReaders
) -> None:
    with service.database.transaction() as session:
        case_id = confirm_paper(who, session, first.id, version=1).case_id
    assert case_id
    with service.database.transaction() as session:
        before = [view.duty.key for view in duties_of_case(who, session, case_id, TODAY)]
    copy = read_second(read_in, readers)
    with service.database.transaction() as session:
        assert copy.case_id == case_id  # shown on the case
        assert [view.duty.key for view in duties_of_case(who, session, case_id, TODAY)] == before
        assert len(facts_of_case(who, session, case_id).papers) == 1
        with pytest.raises(Conflict):
            confirm_paper(who, session, copy.id, version=copy.version)


def test_every_field_a_period_is_counted_by_decides_about_a_copy() -> None:
    printed = {FieldName(name) for name in get_args(PrintedDays)}
    days = {FieldName.EVIDENCE_DUE_ON, FieldName.SERVED_ON, FieldName.SIGNED_ON, FieldName.EFFECTIVE_ON}
    # what narrows a rule (procedure, mentions) or says before which hearing
    others = {FieldName.PROCEDURE, FieldName.ADVICE_ITEMS, FieldName.HEARING_AT}
    assert printed | days | others <= set(DECIDING)


def test_a_stamp_on_a_copy_speaks_for_the_original(
    service: Service, who: Actor, first: Paper, read_in: ReadIn, readers: HandReaders
) -> None:
    stamped = changed(FieldName.RECEIVED_STAMP_ON, "2026-03-05")
    copy = read_second(read_in, readers, SAME_SCANNED_AGAIN, stamped)
    assert copy.copy_of == first.id
    with service.database.transaction() as session:
        weighing = services_of_paper(who, session, get_paper(who, session, first.id))
    [service_] = weighing.services
    assert service_.evidence.source_id == copy.id
    assert weighing.proposed_on == date(2026, 3, 5)
    assert weighing.first is None  # nobody has looked at the stamp yet


def changed(name: FieldName, value: Any) -> ReadPaper:
    notice = response_notice()
    return replace(notice, fields={**notice.fields, name: field(value)})


@pytest.mark.parametrize(
    "paper",
    [
        response_notice("（2026）渝0109行初9902号"),
        response_notice(issued_on="2026-03-03"),
        changed(FieldName.ADDRESSEE, "重庆市北碚区水利局"),
        changed(FieldName.HEARING_AT, "2026-04-01T09:30"),
        changed(FieldName.ANSWER_DAYS, "30"),
        replace(response_notice(), kind=PaperKind.PANEL_NOTICE),
        replace(response_notice(), parties=response_notice().parties[:1]),
    ],
    ids=["number", "date", "addressee", "hearing", "days", "kind", "parties"],
)
def test_whatever_decides_a_date_makes_another_paper(
    first: Paper, read_in: ReadIn, readers: HandReaders, paper: ReadPaper
) -> None:
    assert read_second(read_in, readers, PAGE, paper).copy_of is None


def test_another_text_or_another_number_of_pages_is_no_copy_but_offered_as_one(
    service: Service, who: Actor, first: Paper, read_in: ReadIn, readers: HandReaders
) -> None:
    second = read_second(read_in, readers, ANOTHER_PAGE)
    assert second.copy_of is None
    with service.database.transaction() as session:
        assert [paper.id for paper in likely_originals(who, session, second)] == [first.id]


def test_two_summonses_whose_hour_was_not_read_stay_two(read_in: ReadIn, readers: HandReaders) -> None:
    summons = replace(response_notice(), kind=PaperKind.SUMMONS)
    readers.answers[b"first"] = reading(PAGE, summons)
    read_in(b"first")
    assert read_second(read_in, readers, PAGE, summons).copy_of is None


def test_a_served_paper_is_no_copy_of_an_exhibit(read_in: ReadIn, readers: HandReaders) -> None:
    readers.answers[b"first"] = reading(PAGE, replace(response_notice(), standing=Standing.ATTACHED))
    read_in(b"first")
    assert read_second(read_in, readers).copy_of is None


def test_a_paper_read_before_pages_were_compared_is_no_original(
    read_in: ReadIn, readers: HandReaders
) -> None:
    readers.answers[b"first"] = extraction([response_notice()])
    read_in(b"first")
    assert read_second(read_in, readers).copy_of is None


def test_another_offices_paper_is_never_an_original(
    service: Service, stranger: Actor, first: Paper, read_in: ReadIn, readers: HandReaders
) -> None:
    copy = read_second(read_in, readers)
    with service.database.transaction() as session:
        assert copies_of(stranger, session, first.id) == {}
        with pytest.raises(NotFound):
            separate_copy(stranger, session, copy.id, version=copy.version)


def test_one_click_parts_a_copy_and_it_is_not_attached_again(
    service: Service, who: Actor, first: Paper, read_in: ReadIn, readers: HandReaders
) -> None:
    copy = read_second(read_in, readers)
    with service.database.transaction() as session:
        separate_copy(who, session, copy.id, version=copy.version)
    with service.database.transaction() as session:
        waiting = {paper.id for paper in papers_asked_about(who, session)}
        assert waiting == {first.id, copy.id}
        assert likely_originals(who, session, session.get_one(Paper, copy.id)) == []


def test_one_click_merges_what_the_machine_did_not_dare_to(
    service: Service, who: Actor, first: Paper, read_in: ReadIn, readers: HandReaders
) -> None:
    second = read_second(read_in, readers, ANOTHER_PAGE)
    with service.database.transaction() as session:
        merge_copy(who, session, second.id, first.id, version=second.version)
    with service.database.transaction() as session:
        assert [paper.id for paper in papers_asked_about(who, session)] == [first.id]
        assert ids_asked_about(who, session) == {first.id}


def test_a_confirmed_paper_is_not_merged_and_no_paper_into_its_own_copy(
    service: Service, who: Actor, first: Paper, read_in: ReadIn, readers: HandReaders
) -> None:
    copy = read_second(read_in, readers)
    with service.database.transaction() as session, pytest.raises(Conflict):
        merge_copy(who, session, first.id, copy.id, version=first.version)
    with service.database.transaction() as session:
        separate_copy(who, session, copy.id, version=copy.version)
        confirm_paper(who, session, copy.id, version=copy.version + 1)
    with service.database.transaction() as session, pytest.raises(Conflict):
        merge_copy(who, session, copy.id, first.id, version=copy.version + 2)
