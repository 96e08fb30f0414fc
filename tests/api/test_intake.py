"""Receiving and reading: bytes first, row second, answer third; once, whatever happens."""

from __future__ import annotations

from io import BytesIO

import pytest

from services.api.accounts.account import UNNAMED, Actor, Organisation
from services.api.documents.content import original
from services.api.documents.document import Document, ExtractionRun, Fact
from services.api.documents.progress import begin_reading, read_again, save_run, unread
from services.api.documents.store import current_facts, papers_of
from services.api.errors import Conflict, NotFound, TooLarge, Unacceptable, Unavailable
from services.api.intake.read import read_document
from services.api.intake.receive import receive
from services.api.readers import ReaderFailure
from services.api.service import Service
from services.api.web.views.lists import document_row
from services.extractor.result import Problem
from services.vocabulary import DocumentState, FieldName, OrganisationKind
from tests.api.conftest import ReadIn
from tests.api.readings import NUMBER, OFFICE, HandReaders, extraction, response_notice


def test_a_received_file_is_stored_and_its_row_committed_before_the_answer(
    service: Service, who: Actor
) -> None:
    document = receive(who, service, "C:\\扫描\\通知.pdf", BytesIO(b"bytes"))
    assert service.storage.get(document.sha256) == b"bytes"
    with service.database.transaction() as session:
        row = session.get_one(Document, document.id)
    assert (row.state, row.name, row.size) == (DocumentState.RECEIVED, "通知.pdf", 5)


def test_a_read_document_has_papers_and_facts_with_their_place(
    service: Service, who: Actor, read_in: ReadIn
) -> None:
    document, papers = read_in()
    assert document.state == DocumentState.READ
    with service.database.transaction() as session:
        facts = {fact.field: fact for fact in current_facts(who, session, papers[0].id)}
    assert facts[FieldName.CASE_NUMBER].value == NUMBER
    assert facts[FieldName.CASE_NUMBER].source["page"] == 1
    assert facts[FieldName.CASE_NUMBER].source["boxes"]
    assert not facts[FieldName.CASE_NUMBER].confirmed


def test_the_same_bytes_again_are_a_twin_and_not_read_again(
    service: Service, who: Actor, read_in: ReadIn, readers: HandReaders
) -> None:
    first, _ = read_in(name="a.pdf")
    second, papers = read_in(name="b.pdf")
    assert second.twin_of == first.id
    assert second.state == DocumentState.READ
    assert papers == []
    assert readers.asked == ["a.pdf"]


def test_the_same_bytes_are_no_twin_of_another_offices_file(
    service: Service, who: Actor, stranger: Actor
) -> None:
    receive(stranger, service, "a.pdf", BytesIO(b"same"))
    assert receive(who, service, "a.pdf", BytesIO(b"same")).twin_of is None


def test_the_same_idempotency_key_gives_the_first_answer(service: Service, who: Actor) -> None:
    first = receive(who, service, "a.pdf", BytesIO(b"x"), idempotency_key="k1")
    again = receive(who, service, "a.pdf", BytesIO(b"x"), idempotency_key="k1")
    assert again.id == first.id
    with pytest.raises(Unacceptable):
        receive(who, service, "a.pdf", BytesIO(b"other"), idempotency_key="k1")


def test_a_file_over_the_limit_is_refused_with_the_limit_named(service: Service, who: Actor) -> None:
    service.settings.max_upload_mb = 1
    with pytest.raises(TooLarge, match="1 MB"):
        receive(who, service, "a.pdf", BytesIO(b"x" * (1024 * 1024 + 1)))


def test_a_file_with_problems_and_no_paper_is_refused_with_its_cause(
    read_in: ReadIn, readers: HandReaders
) -> None:
    readers.answers[b"secret"] = extraction(problems=[Problem("pdf_encrypted", "PDF设有打开密码。")])
    document, papers = read_in(b"secret")
    assert document.state == DocumentState.REFUSED
    assert document.problems == [{"code": "pdf_encrypted", "message": "PDF设有打开密码。"}]
    assert papers == []


def test_a_failed_reading_says_why_and_can_be_tried_again(
    service: Service, who: Actor, read_in: ReadIn, readers: HandReaders
) -> None:
    readers.answers[b"hard"] = ReaderFailure("reader_crashed", "读取程序异常退出。")
    document, _ = read_in(b"hard")
    assert (document.state, document.problems[0]["code"]) == (DocumentState.FAILED, "reader_crashed")
    readers.answers.clear()
    with service.database.transaction() as session:
        assert read_again(who, session, document.id).attempt == 2
    read_document(service, document.id, 1)  # a late carrier of the first attempt changes nothing
    read_document(service, document.id, 2)
    with service.database.transaction() as session:
        assert session.get_one(Document, document.id).state == DocumentState.READ
        assert len(papers_of(who, session, document.id)) == 1


def test_a_document_that_was_read_is_not_read_again(
    service: Service, who: Actor, read_in: ReadIn
) -> None:
    document, _ = read_in()
    with service.database.transaction() as session, pytest.raises(Conflict):
        read_again(who, session, document.id)


def test_two_carriers_of_one_attempt_save_it_once(service: Service, who: Actor) -> None:
    document = receive(who, service, "a.pdf", BytesIO(b"x"))
    with service.database.transaction() as session:
        assert begin_reading(session, document.id, 1)
    with service.database.transaction() as session:
        assert begin_reading(session, document.id, 1)  # another worker, the first presumed dead
    reading = extraction([response_notice()])
    with service.database.transaction() as session:
        assert save_run(session, document.id, 1, reading, 0.1)
    with service.database.transaction() as session:
        assert save_run(session, document.id, 1, reading, 0.1) == []
    with service.database.transaction() as session:
        assert session.query(ExtractionRun).count() == 1
        assert session.query(Fact).filter_by(field=FieldName.CASE_NUMBER).count() == 1


def test_a_crash_between_reading_and_saving_leaves_the_document_to_be_read(
    service: Service, who: Actor
) -> None:
    document = receive(who, service, "a.pdf", BytesIO(b"x"))
    with service.database.transaction() as session:
        begin_reading(session, document.id, 1)
    with service.database.transaction() as session:
        assert unread(session, DocumentState.READING) == [(document.id, 1)]


def test_an_original_the_store_lost_fails_with_a_remedy(service: Service, who: Actor) -> None:
    document = receive(who, service, "a.pdf", BytesIO(b"x"))
    service.storage.remove(document.sha256)
    read_document(service, document.id, 1)
    with service.database.transaction() as session:
        row = session.get_one(Document, document.id)
    assert (row.state, row.problems[0]["code"]) == (DocumentState.FAILED, "original_missing")


def test_another_offices_document_is_not_found(
    service: Service, stranger: Actor, read_in: ReadIn
) -> None:
    document, papers = read_in()
    with service.database.transaction() as session:
        assert papers_of(stranger, session, document.id) == []
        assert current_facts(stranger, session, papers[0].id) == []
        with pytest.raises(NotFound):
            read_again(stranger, session, document.id)


def test_an_original_the_store_has_lost_is_told_with_what_to_do(
    service: Service, who: Actor, read_in: ReadIn
) -> None:
    document, _ = read_in()
    service.storage.remove(document.sha256)
    with pytest.raises(Unavailable) as refusal:
        original(who, service, document.id)
    assert (refusal.value.code, refusal.value.remedy != "") == ("original_missing", True)


def test_the_reader_is_told_the_offices_present_and_former_names(
    service: Service, who: Actor, read_in: ReadIn, readers: HandReaders
) -> None:
    with service.database.transaction() as session:
        session.get_one(Organisation, who.organisation_id).former_names = ["重庆市北碚区市政管理局"]
    read_in()
    assert readers.told == (OFFICE, "重庆市北碚区市政管理局")


@pytest.mark.parametrize(
    ("name", "kind"), [("北碚区司法局", OrganisationKind.JUSTICE_BUREAU), (UNNAMED, None)]
)
def test_where_papers_of_several_offices_arrive_none_is_held_to_be_anothers(
    *,
    service: Service,
    who: Actor,
    read_in: ReadIn,
    readers: HandReaders,
    name: str,
    kind: OrganisationKind | None,
) -> None:
    with service.database.transaction() as session:
        row = session.get_one(Organisation, who.organisation_id)
        row.name, row.kind = name, kind or row.kind
    read_in()
    assert readers.told == ()


def test_a_copy_stands_where_the_file_that_is_read_for_it_stands(
    service: Service, who: Actor, readers: HandReaders
) -> None:
    readers.answers[b"twice"] = ReaderFailure("reader_timeout", "超过时限。请拆分。")
    first = receive(who, service, "a.pdf", BytesIO(b"twice"))
    copy = receive(who, service, "b.pdf", BytesIO(b"twice"))
    assert (copy.twin_of, copy.state) == (first.id, DocumentState.RECEIVED)
    with service.database.transaction() as session:
        assert unread(session) == [(first.id, 1)]
    read_document(service, first.id, 1)
    with service.database.transaction() as session:
        row = session.get_one(Document, copy.id)
        assert (row.state, row.problems[0]["code"]) == (DocumentState.FAILED, "reader_timeout")
        again = read_again(who, session, copy.id)  # what is read again is the first of its bytes
        assert (again.id, again.attempt) == (first.id, 2)
    readers.answers[b"twice"] = extraction([response_notice()])
    read_document(service, first.id, 2)
    with service.database.transaction() as session:
        row = session.get_one(Document, copy.id)
        assert (row.state, row.problems) == (DocumentState.READ, [])


@pytest.mark.parametrize("code", ["executable_refused", "empty_file"])
def test_what_can_never_be_read_is_not_read_again(
    service: Service, who: Actor, readers: HandReaders, read_in: ReadIn, code: str
) -> None:
    readers.answers[b"MZ"] = extraction(problems=[Problem(code, "拒收。")])
    document, _ = read_in(b"MZ", "setup.exe")
    assert document.state == DocumentState.REFUSED
    with pytest.raises(Conflict, match="never_readable"), service.database.transaction() as session:
        read_again(who, session, document.id)
    row = document_row(document, [], {}, document.received_at.date())
    assert not row.retry
