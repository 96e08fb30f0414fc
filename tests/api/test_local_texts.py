"""Beside a duty stands what the notice of the place says about it, for the offices it names."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from services.api.accounts.store import actor_of, passwordless_users
from services.api.administration.office import change_office
from services.api.app import create_app
from services.api.service import Service
from services.api.settings import Settings
from services.api.web.views.local_texts import local_texts, texts_of_page
from services.law.facts import Office
from services.law.pack import load_pack, shipped_jurisdictions
from services.law.provisions import concerns, load_provisions
from services.law.schema_provisions import Page
from services.vocabulary import EventKind, Jurisdiction, OrganisationKind

TODAY = date(2026, 11, 20)
# What the page of a case knows to have happened: its timeline, the standing of its rulings.
HAPPENS = {
    EventKind.SUIT_RECEIVED,
    EventKind.HEARING_SET,
    EventKind.JUDGMENT_ISSUED,
    EventKind.RULING_ISSUED,
    EventKind.ADVICE_RECEIVED,
    EventKind.EFFECTIVE,
    EventKind.LOSS_EFFECTIVE,
}


def words(rule: str, place: Jurisdiction, kind: OrganisationKind = OrganisationKind.DEPARTMENT) -> str:
    return "\n".join(
        f"{each.words} {each.cite} {each.note}"
        for each in local_texts(rule, Office("某局", kind, place), TODAY)
    )


@pytest.mark.parametrize(
    ("rule", "place", "said"),
    [
        ("ANSWER", Jurisdiction.CHONGYI, "形式规范、逻辑严密"),
        ("ANSWER", Jurisdiction.BEIBEI, "证据依据清单"),  # 重庆市, which 北碚 inherits
        ("XZ-24", Jurisdiction.XINZHOU, "容错免责"),
        ("CQ-12", Jurisdiction.BEIBEI, "《北碚区行政应诉办法》第十八条"),
        ("PERFORM", Jurisdiction.BEIBEI, "规定不一致：责令重作后可以作出相同行为的例外"),
        ("REMAKE_LIMIT", Jurisdiction.BEIBEI, "规定不一致：责令重作后可以作出相同行为的例外"),
    ],
)
def test_the_requirements_of_the_place_stand_beside_the_duty(
    rule: str, place: Jurisdiction, said: str
) -> None:
    assert said in words(rule, place)


def test_what_is_said_about_a_duty_stands_beside_the_one_that_satisfies_it() -> None:
    office = Office("某局", OrganisationKind.DEPARTMENT, Jurisdiction.XINZHOU)
    beside = local_texts("REMAKE_LIMIT", office, TODAY, covers=("PERFORM",))
    assert any("第二十二条" in each.cite for each in beside)
    assert not local_texts("REMAKE_LIMIT", office, TODAY)


@pytest.mark.parametrize("place", shipped_jurisdictions())
def test_a_note_names_other_rules_by_title_and_a_number_of_a_document_has_no_title_marks(
    place: Jurisdiction,
) -> None:
    rules = [each.entry.id for each in load_pack(place).rules]
    shown = "\n".join(words(rule, place, kind) for rule in rules for kind in OrganisationKind)
    for page in Page:
        for kind in OrganisationKind:
            for each in texts_of_page(page, Office("某局", kind, place), TODAY):
                shown += f"\n{each.cite} {each.note}"
    assert not re.search(r"(?<![A-Za-z])(?:BB|CQ|CY|TZ|XZ)-\d", shown)
    assert "号》" not in shown


def test_a_place_whose_notice_says_nothing_about_a_duty_shows_nothing() -> None:
    assert words("APPEAL_J", Jurisdiction.TENGZHOU) == ""
    assert words("ANSWER", Jurisdiction.CN) == ""


# --- every row is shown where it says ------------------------------------------------------------


def sections(place: Jurisdiction, kind: OrganisationKind, page: Page) -> set[str]:
    return {each.words for each in texts_of_page(page, Office("某局", kind, place), TODAY)}


@pytest.mark.parametrize("place", shipped_jurisdictions())
def test_every_row_for_a_page_is_shown_there_to_somebody(place: Jurisdiction) -> None:
    for each in load_provisions(place).provisions:
        for page in each.entry.shown_at.pages:
            desks = [kind for kind in OrganisationKind if concerns(each.entry, kind)]
            assert any(each.entry.action in sections(place, kind, page) for kind in desks), (
                each.entry.id
            )


@pytest.mark.parametrize("place", shipped_jurisdictions())
def test_every_row_is_called_for_by_a_page_a_duty_or_something_that_happens_in_a_case(
    place: Jurisdiction,
) -> None:
    provisions = load_provisions(place)
    rules = {rule.entry.id for rule in load_pack(place).rules}
    entries = [each.entry for each in (*provisions.provisions, *provisions.contradictions)]
    for entry in entries:
        at = entry.shown_at
        assert at.pages or rules & set(at.duties) or HAPPENS & set(at.events), entry.id


def test_the_settings_and_the_page_of_oversight_print_the_rows_of_the_place(tmp_path: Path) -> None:
    app = create_app(Settings(data_dir=tmp_path, today=TODAY), carry_jobs=False)
    with TestClient(app, base_url="http://127.0.0.1", headers={"accept": "text/html"}) as client:
        service: Service = client.app.state.service  # type: ignore[attr-defined]
        place, kind = Jurisdiction.BEIBEI, OrganisationKind.JUSTICE_BUREAU
        with service.database.transaction() as session:
            who = actor_of(passwordless_users(session)[0])
            change_office(who, session, name="重庆市北碚区司法局", kind=kind, jurisdiction=place)
        oversight = unescape(client.get("/oversight").text)
        for page in (Page.OVERSIGHT, Page.STATISTICS):
            found = sections(place, kind, page)
            assert found
            assert not [words for words in found if words not in oversight]
        found = sections(place, kind, Page.OFFICE)
        settings = unescape(client.get("/settings").text)
        assert found
        assert not [words for words in found if words not in settings]
        assert 'href="/oversight"' in settings
