"""The demo: its own offices, the same steps, nothing twice, gone with one click."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
import yaml
from sqlalchemy import func, select

from services.api.accounts.account import Actor, Organisation, User
from services.api.accounts.store import actor_of
from services.api.audit.entry import AuditEntry
from services.api.cases.case import Case
from services.api.command_demo import line_for_each_file
from services.api.deadlines.derive import duties_of_office
from services.api.demo.load import load_demo
from services.api.demo.remove import remove_demo
from services.api.demo.story import Story, read_story
from services.api.documents.document import Document, Fact, Paper
from services.api.intake.receive import receive
from services.api.service import Service
from services.resources import samples_folder
from tests.api.readings import NUMBER, OFFICE, HandReaders

SMALL = f"""
today: 2026-03-10
offices:
  - login: demo-one
    clerk: 演示经办人
    name: {OFFICE}
    kind: department
    jurisdiction: beibei
    papers: [{{file: notice.pdf, arrived_on: 2026-03-05}}]
    confirmed: [{{file: notice.pdf, receipt: {{day: 2026-03-05, basis: service_return}}}}]
    done: [{{case_number: {NUMBER}, rule: ANSWER, target: 2026-03-20, day: 2026-03-09}}]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    samples = tmp_path / "samples"
    samples.mkdir()
    (samples / "demo.yaml").write_text(SMALL, encoding="utf-8")
    (samples / "notice.pdf").write_bytes(b"a drawn notice")
    return samples


@pytest.fixture
def story(folder: Path) -> Story:
    return read_story(folder)


def demo_clerk(service: Service) -> Actor:
    with service.database.transaction() as session:
        return actor_of(session.scalars(select(User).where(User.login == "demo-one")).one())


def test_the_demo_goes_through_the_same_steps_as_real_papers(
    service: Service, story: Story, folder: Path
) -> None:
    load_demo(service, story, folder)
    who = demo_clerk(service)
    with service.database.transaction() as session:
        duties = {view.duty.rule_id: view for view in duties_of_office(who, session, story.today)}
        actions = set(
            session.scalars(select(AuditEntry.action).where(AuditEntry.user_id == who.user_id))
        )
        document = session.scalars(select(Document)).one()
    assert duties["ANSWER"].done is not None
    assert {"receipt.set", "paper.confirmed", "duty.completed"} <= actions
    assert (document.origin, document.received_at.isoformat()) == (
        "sample",
        "2026-03-05T01:00:00+00:00",
    )


def test_a_second_run_reads_and_enters_nothing(
    service: Service, story: Story, folder: Path, readers: HandReaders
) -> None:
    load_demo(service, story, folder)

    def sizes() -> list[int]:
        with service.database.transaction() as session:
            tables = (Document, Paper, Fact, Case, AuditEntry, User)
            return [session.scalar(select(func.count()).select_from(table)) or 0 for table in tables]

    before = sizes()
    again = load_demo(service, story, folder)
    assert [each.new for each in again] == [False]
    assert sizes() == before
    assert readers.asked == ["notice.pdf"]


def test_a_redrawn_sample_starts_the_demo_afresh(
    service: Service, story: Story, folder: Path, readers: HandReaders
) -> None:
    load_demo(service, story, folder)
    (folder / "notice.pdf").write_bytes(b"drawn again")
    load_demo(service, story, folder)
    with service.database.transaction() as session:
        assert session.scalar(select(func.count()).select_from(Document)) == 1
    assert len(readers.asked) == 2


def test_removing_the_demo_leaves_real_data_alone(
    service: Service, who: Actor, story: Story, folder: Path
) -> None:
    load_demo(service, story, folder)
    # A real office holds the very same file: its row and its bytes must stay.
    mine = receive(who, service, "mine.pdf", BytesIO(b"a drawn notice"))
    assert remove_demo(service) == 1
    with service.database.transaction() as session:
        assert [each.id for each in session.scalars(select(Organisation))] == [who.organisation_id]
        assert [each.id for each in session.scalars(select(Document))] == [mine.id]
        assert session.scalar(select(func.count()).select_from(Fact)) == 0
        assert session.scalar(select(func.count()).select_from(Case)) == 0
    assert service.storage.get(mine.sha256) == b"a drawn notice"


def test_removing_the_demo_removes_its_bytes(service: Service, story: Story, folder: Path) -> None:
    load_demo(service, story, folder)
    with service.database.transaction() as session:
        sha256 = session.scalars(select(Document.sha256)).one()
    remove_demo(service)
    with pytest.raises(KeyError):
        service.storage.get(sha256)


def test_the_shipped_story_names_every_sample_once() -> None:
    story = read_story()
    named = [paper.file for office in story.offices for paper in office.papers]
    drawn = {
        file.name.removesuffix(".expected.json") for file in samples_folder().glob("*.expected.json")
    }
    assert len(named) == len(set(named))
    assert {Path(name).stem for name in named} == drawn


def test_a_misspelt_key_of_the_story_is_refused(folder: Path) -> None:
    told = yaml.safe_load(SMALL)
    told["offices"][0]["confirmd"] = []
    (folder / "demo.yaml").write_text(yaml.safe_dump(told), encoding="utf-8")
    with pytest.raises(ValueError, match="confirmd"):
        read_story(folder)


def test_without_a_terminal_each_file_begun_is_a_line_of_the_log() -> None:
    lines: list[str] = []
    watch = line_for_each_file(lines.append)
    for done in range(3):
        watch("notice.pdf", done, 2)
    watch("summons.jpg", 0, 1)
    assert lines == ["读样例 notice.pdf，2页", "读样例 summons.jpg，1页"]
