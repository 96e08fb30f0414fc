"""What `yingsu extract` prints for a person."""

from __future__ import annotations

from services.extractor.result import Extraction, Field, FileInfo, Paper, Place, Source
from services.extractor.summary import summary
from services.extractor.transcript import Box
from services.vocabulary import FieldName, PaperKind, Stage, Standing


def field(value: int, confidence: float = 0.98) -> Field:
    place = Place(1, 0, len(str(value)), (Box(72, 72, 96, 90),))
    return Field(value, Source(str(value), (place,)), confidence, "hand")


def test_a_number_of_days_carries_its_unit_and_a_doubtful_one_says_so() -> None:
    paper = Paper(
        kind=PaperKind.RESPONSE_NOTICE,
        title="应诉通知书",
        stage=Stage.FIRST,
        standing=Standing.SERVED,
        pages=(1,),
        confidence=0.98,
        fields={
            FieldName.ANSWER_DAYS: field(15),
            FieldName.EVIDENCE_DAYS: field(10, 0.5),
            FieldName.ADVICE_REPLY_MONTHS: field(2),
        },
        parties=(),
    )
    info = FileInfo("a.pdf", "0" * 64, "application/pdf", 1, ((595.0, 842.0),), ("pdf",))
    lines = [line.strip() for line in summary(Extraction(info, (paper,)))]
    assert "答辩期限：15日（第1页）" in lines
    assert "举证期限：10日 待核（第1页）" in lines
    assert "建议回复期限（月）：2个月（第1页）" in lines
