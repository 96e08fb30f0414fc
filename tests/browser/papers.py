"""Papers laid on the desk without waiting for a reader: rows as a reading would leave them."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence
from typing import Any

import pypdfium2

from services.api.documents.document import Document, Paper
from services.api.documents.progress import begin_reading, save_run
from services.api.documents.store import get_paper
from services.api.review.confirm import confirm_paper, set_receipt
from services.api.review.doubts import doubts_left
from tests.browser.conftest import OFFICE, TODAY, Desk

COURT = "重庆市北碚区人民法院"
SIZE = (595.0, 842.0)

Json = dict[str, Any]


def place(text: str, page: int = 1, x: float = 90, y: float = 120) -> Json:
    return {
        "page": page,
        "boxes": [[x, y, x + 12.0 * len(text), y + 16]],
        "span": [0, len(text)],
        "text": text,
    }


def field(value: Any, *, y: float, page: int = 1, confidence: float = 0.98, other: Any = None) -> Json:
    text = str(value)
    found = {"value": value, "confidence": confidence, "found_by": "header", "candidates": []}
    found |= place(text, page, y=y)
    if other is not None:
        found["candidates"] = [
            {"value": other, "text": str(other), "confidence": 0.5, "found_by": "ocr"}
            | place(str(other), page, y=y)
        ]
    return found


def notice(number: str, plaintiff: str, *, issued_on: str = "2026-07-06", **fields: Json) -> Json:
    """A served notice to respond with its fields on page 1."""
    return _paper(
        "response_notice",
        plaintiff,
        {
            "case_number": field(number, y=150),
            "court": field(COURT, y=90),
            "addressee": field(OFFICE, y=210),
            "issued_on": field(issued_on, y=600),
            **fields,
        },
    )


def summons(number: str, plaintiff: str, hearing: str) -> Json:
    return _paper(
        "summons",
        plaintiff,
        {
            "case_number": field(number, y=150),
            "court": field(COURT, y=90),
            "addressee": field(OFFICE, y=210),
            "hearing_at": field([hearing], y=300),
            "hearing_place": field("第三审判庭", y=340),
            "issued_on": field("2026-07-06", y=600),
        },
    )


def _paper(kind: str, plaintiff: str, fields: Mapping[str, Json]) -> Json:
    def party(role: str, name: str, type_: str, y: float) -> Json:
        return {
            "role": role,
            "name": name,
            "type": type_,
            "original_roles": [],
            "legal_representative": None,
            "agents": [],
            "source": place(name, y=y),
            "confidence": 0.98,
        }

    return {
        "kind": kind,
        "title": "",
        "stage": "first",
        "standing": "served",
        "pages": [1, 1],
        "confidence": 0.98,
        "fields": dict(fields),
        "parties": [
            party("plaintiff", plaintiff, "person", 400),
            party("defendant", OFFICE, "agency", 430),
        ],
        "operative": [],
        "outcome": None,
    }


def blank_pdf(pages: int, salt: str) -> bytes:
    """A PDF of empty A4 pages; ``salt`` makes its bytes its own."""
    out = io.BytesIO()
    pdf = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        pdf.new_page(*SIZE)
    pdf.save(out)
    pdf.close()
    return out.getvalue() + f"\n% {salt}\n".encode()


def lay(
    desk: Desk, papers: Sequence[Json], *, pages: int = 1, name: str = "信封.pdf"
) -> tuple[str, list[str]]:
    """A document of ``pages`` pages that was read as ``papers``: ids of the document and its papers."""
    data = blank_pdf(pages, name)
    sha256 = desk.service.storage.put(data)
    assert sha256 == hashlib.sha256(data).hexdigest()
    with desk.service.database.transaction() as session:
        # reading: so that the service's own sweeper leaves the row alone until it is read
        document = Document(
            organisation_id=desk.who.organisation_id,
            sha256=sha256,
            name=name,
            media_type="application/pdf",
            size=len(data),
            state="reading",
            received_by=desk.who.user_id,
        )
        session.add(document)
        session.flush()
        begin_reading(session, document.id, 1)
        rows: list[Paper] = save_run(
            session,
            document.id,
            1,
            {
                "schema": "yingsu.extraction/1",
                "file": {
                    "name": name,
                    "sha256": sha256,
                    "media_type": "application/pdf",
                    "pages": pages,
                    "page_sizes": [list(SIZE)] * pages,
                    "page_sources": ["pdf"] * pages,
                },
                "papers": list(papers),
                "events": [],
                "problems": [],
                "versions": {},
            },
            0.1,
        )
        return document.id, [row.id for row in rows]


def confirmed(desk: Desk, paper_id: str, *, received_on: str | None = None) -> str:
    """Confirm a paper as the clerk would; the id of its case."""
    from datetime import date

    with desk.service.database.transaction() as session:
        seen = {
            doubt.key
            for doubt in doubts_left(desk.who, session, get_paper(desk.who, session, paper_id))
        }  # a hearing may lie on a Saturday here: the clerk saw it
        paper = confirm_paper(desk.who, session, paper_id, version=1, acknowledged=seen)
        case_id = paper.case_id
    if received_on:
        with desk.service.database.transaction() as session:
            set_receipt(
                desk.who,
                session,
                paper_id,
                date.fromisoformat(received_on),
                version=2,
                basis="service_return",
                today=TODAY,
            )
    assert case_id
    return case_id
