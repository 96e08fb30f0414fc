"""Hand-written readings: a reader that answers at once, and the papers it answers with."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from services.api.readers import Opened, OpenedMail, OpenedPart, ReaderFailure
from services.extractor.frames import read_frame, write_frame
from services.extractor.paper import OperativeItem, Outcome, PartyOutcome
from services.extractor.result import Extraction, Field, FileInfo, Paper, Party, Place, Problem, Source
from services.extractor.transcript import Box
from services.extractor.worker import serve
from services.vocabulary import FieldName, OutcomeClass, PaperKind, PartyType, Role, Stage, Standing

NUMBER = "（2026）渝0109行初9901号"
COURT = "重庆市北碚区人民法院"
OFFICE = "重庆市北碚区城市管理局"


def response_notice(number: str = NUMBER, *, issued_on: str = "2026-03-02") -> Paper:
    """A served notice to respond, every field with its place on page 1."""
    return Paper(
        kind=PaperKind.RESPONSE_NOTICE,
        title="应诉通知书",
        stage=Stage.FIRST,
        standing=Standing.SERVED,
        pages=(1,),
        confidence=0.98,
        fields={
            FieldName.CASE_NUMBER: field(number),
            FieldName.COURT: field(COURT),
            FieldName.ISSUED_ON: field(issued_on),
            FieldName.ANSWER_DAYS: Field(15, source("十五日"), 0.95, "hand"),
        },
        parties=(party(Role.PLAINTIFF, "钟离若兰", PartyType.PERSON), party(Role.DEFENDANT, OFFICE)),
    )


def summons(*hearings: str) -> Paper:
    """A served summons that names the parties no more than a court does: not at all."""
    return Paper(
        kind=PaperKind.SUMMONS,
        title="传票",
        stage=Stage.FIRST,
        standing=Standing.SERVED,
        pages=(1,),
        confidence=0.98,
        fields={
            FieldName.CASE_NUMBER: field(NUMBER),
            FieldName.COURT: field(COURT),
            FieldName.ADDRESSEE: field(OFFICE),
            FieldName.ISSUED_ON: field("2026-03-02"),
            FieldName.HEARING_AT: Field(list(hearings), source("开庭时间"), 0.96, "hand"),
        },
        parties=(),
    )


def judgment() -> Paper:
    """A served judgment of the first instance that revokes the office's act."""
    classes = (OutcomeClass.REVOKE,)
    text = f"撤销被告{OFFICE}作出的行政处罚决定。"
    return Paper(
        kind=PaperKind.JUDGMENT,
        title="行政判决书",
        stage=Stage.FIRST,
        standing=Standing.SERVED,
        pages=(1,),
        confidence=0.98,
        fields={
            FieldName.CASE_NUMBER: field(NUMBER),
            FieldName.COURT: field(COURT),
            FieldName.ISSUED_ON: field("2026-03-16"),
            FieldName.APPEAL_DAYS: Field(15, source("十五日"), 0.95, "hand"),
        },
        parties=(party(Role.PLAINTIFF, "钟离若兰", PartyType.PERSON), party(Role.DEFENDANT, OFFICE)),
        operative=(OperativeItem(text, classes, (OFFICE,), source(text), 0.97),),
        outcome=Outcome({OFFICE: PartyOutcome(classes, partial=False)}),
    )


def party(role: Role, name: str, kind: PartyType = PartyType.AGENCY) -> Party:
    return Party(role=role, name=name, type=kind, source=source(name), confidence=0.97)


def field(value: str) -> Field:
    return Field(value, source(value), 0.96, "hand")


def source(text: str) -> Source:
    return Source(text, (Place(1, 0, len(text), (Box(72, 72, 72 + 12 * len(text), 90),)),))


def extraction(
    papers: Sequence[Paper] = (), problems: Sequence[Problem] = (), pages: int = 1
) -> dict[str, Any]:
    info = FileInfo(
        "x.pdf", "0" * 64, "application/pdf", pages, ((595.0, 842.0),) * pages, ("pdf",) * pages
    )
    return Extraction(info, tuple(papers), problems=tuple(problems)).to_json()


class HandReaders:
    """Answers with what it was given for these bytes, and counts how often it was asked."""

    def __init__(self, answers: dict[bytes, dict[str, Any] | ReaderFailure] | None = None) -> None:
        self.answers = answers or {}
        self.opened: dict[bytes, Opened] = {}
        self.unlocked: dict[tuple[bytes, str], Opened] = {}
        self.asked: list[str] = []
        self.told: tuple[str, ...] = ()  # the names of the office, at the last reading
        self.scanner: str | None = None

    def read(
        self,
        data: bytes,
        name: str,
        progress: Callable[[int, int], None] | None = None,
        office: Sequence[str] = (),
        scanner: str | None = None,
    ) -> dict[str, Any]:
        self.asked.append(name)
        self.told = tuple(office)
        self.scanner = scanner
        answer = self.answers.get(data, extraction([response_notice()]))
        if isinstance(answer, ReaderFailure):
            raise answer
        if progress:
            progress(answer["file"]["pages"], answer["file"]["pages"])
        answer["file"]["sha256"] = hashlib.sha256(data).hexdigest()
        return answer

    def unpack(self, data: bytes, name: str, password: str = "") -> Opened:
        return self.unlocked[data, password] if password else self.opened[data]

    def open_mail(self, data: bytes) -> OpenedMail:
        """As a real reader does, in this process."""
        answer = self.answers.get(data)
        if isinstance(answer, ReaderFailure):
            raise answer
        requests, answers = BytesIO(), BytesIO()
        write_frame(requests, {"op": "open_mail"}, data)
        requests.seek(0)
        serve(requests, answers)
        answers.seek(0)
        frame = read_frame(answers)
        assert frame is not None
        header, body = frame
        if "error" in header:
            raise ReaderFailure(header["error"]["code"], header["error"]["message"])
        content = BytesIO(body)
        parts = tuple(OpenedPart(part, content.read(part["size"])) for part in header["parts"])
        return OpenedMail(header["headers"], parts)

    def close(self) -> None:
        pass
