"""Two papers on one page, envelopes photographed with what was in them, dates written or stamped."""

import numpy as np
import pytest
from PIL import Image

from benchmarks.pages import faint, noise
from samples.damage import fax, phone, skew
from services.extractor import extract
from services.extractor.thresholds import review_below
from services.vocabulary import EventKind, FieldName, PaperKind
from tests.extractor.reading.drawing import encoded
from tests.extractor.reading.test_layouts import sheet

SUMMONS = (
    ("云岭县人民法院", 150, 0, 18.0),
    ("传　票", 175, 30, 20.0),
    ("（2024）渝0109行初187号", 120, 65, 13.0),
    ("被传唤人：云岭县自然资源局", 0, 100, 13.0),
    ("应到时间：2024年11月26日上午9时30分", 0, 130, 13.0),
    ("应到处所：第三审判庭", 0, 160, 13.0),
    ("书记员　郑以宁", 260, 220, 13.0),
    ("二〇二四年十月十八日", 240, 245, 13.0),
)
RETURN = (
    ("云岭县人民法院", 150, 0, 18.0),
    ("送达回证", 165, 30, 20.0),
    ("案号：（2024）渝0109行初188号", 0, 70, 13.0),
    ("受送达人：云岭县自然资源局", 0, 100, 13.0),
    ("送达文书：传票一份", 0, 130, 13.0),
    ("备注", 0, 160, 13.0),
)
Texts = tuple[tuple[str, float, float, float], ...]


def at(x: float, y: float, texts: Texts) -> Texts:
    return tuple((text, left + x, top + y, size) for text, left, top, size in texts)


def test_two_papers_one_above_the_other_on_one_scan_are_two_papers() -> None:
    above, below = extract(encoded(sheet(*at(80, 60, RETURN), *at(80, 480, SUMMONS))), "扫描件").papers
    assert (above.kind, below.kind) == (PaperKind.SERVICE_RETURN, PaperKind.SUMMONS)
    assert above.fields[FieldName.CASE_NUMBER].value == "（2024）渝0109行初188号"
    assert below.fields[FieldName.CASE_NUMBER].value == "（2024）渝0109行初187号"
    assert above.pages == below.pages == (1,)
    (box,) = below.fields[FieldName.CASE_NUMBER].source.places[0].boxes
    assert box.y0 > 500, "the number of the lower half is shown in the lower half"


def test_two_papers_side_by_side_on_one_scan_are_two_papers() -> None:
    lying = Image.new("RGB", (2339, 1654), "white")
    lying.paste(sheet(*at(20, 120, SUMMONS)), (0, 0))
    lying.paste(sheet(*at(20, 120, RETURN)).crop((0, 0, 1170, 1654)), (1240, 0))
    left, right = extract(encoded(lying), "扫描件").papers
    assert (left.kind, right.kind) == (PaperKind.SUMMONS, PaperKind.SERVICE_RETURN)
    assert left.fields[FieldName.HEARING_AT].value == ["2024-11-26T09:30"]
    assert FieldName.HEARING_AT not in right.fields


def test_a_summons_that_lists_its_court_and_papers_stays_one_paper() -> None:
    signed = (
        *SUMMONS[:6],
        ("云岭县人民法院", 240, 200, 13.0),
        ("二〇二四年十月十八日", 240, 225, 13.0),
    )
    (paper,) = extract(
        encoded(sheet(*at(80, 60, signed), ("附：起诉状副本", 80, 330, 13.0))), "扫描件"
    ).papers
    assert paper.kind is PaperKind.SUMMONS


def test_the_postmark_of_an_envelope_is_no_day_of_anything() -> None:
    envelope = sheet(
        ("重庆市北碚区人民法院", 80, 90, 20.0),
        ("法院专递", 420, 90, 16.0),
        ("收件人：云岭县自然资源局", 150, 200, 16.0),
        ("地址：云岭县青云路12号", 150, 240, 16.0),
        ("邮政编码：400700", 150, 280, 16.0),
        ("重庆北碚", 430, 300, 11.0),
        ("2024.10.20.16", 430, 320, 11.0),
    )
    extraction = extract(encoded(envelope), "信封")
    (paper,) = extraction.papers
    assert paper.kind in (PaperKind.NOT_COURT_PAPER, PaperKind.OTHER_COURT_PAPER)
    days = [name for name, field in paper.fields.items() if "2024-10-20" in str(field.value)]
    assert not days
    assert not [event for event in extraction.events if event.kind is not EventKind.PAPER_RECEIVED]


DAMAGES = {
    "fax": fax(),
    "noise": noise(22),
    "faint": faint(0.25),
    "phone": phone(),
    "skew": skew(2),
}
SIGNED = (
    *RETURN[:5],
    ("受送达人签名或盖章：何思远 2024年10月22日", 0, 160, 13.0),
    ("备注", 0, 190, 13.0),
)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_written_date_is_asked_of_a_person_on_any_scan(damage: str) -> None:
    page = np.asarray(sheet(*at(80, 60, SIGNED)))
    spoilt = DAMAGES[damage](np.ascontiguousarray(page[:, :, ::-1]), np.random.default_rng(5))
    spoilt = spoilt if spoilt.ndim == 2 else spoilt[:, :, ::-1]
    (paper,) = extract(encoded(Image.fromarray(np.ascontiguousarray(spoilt))), "送达回证").papers
    assert paper.kind is PaperKind.SERVICE_RETURN
    written = paper.fields[FieldName.SERVED_ON]
    assert written.value == "2024-10-22"
    assert written.confidence < review_below(FieldName.SERVED_ON)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_stamped_date_is_asked_of_a_person_on_any_scan(damage: str) -> None:
    stamp = (("云岭县自然资源局收文", 250, 300, 12.0), ("2024年10月25日", 270, 322, 12.0))
    page = np.asarray(sheet(*at(80, 60, (*SUMMONS, *stamp))))
    spoilt = DAMAGES[damage](np.ascontiguousarray(page[:, :, ::-1]), np.random.default_rng(5))
    spoilt = spoilt if spoilt.ndim == 2 else spoilt[:, :, ::-1]
    (paper,) = extract(encoded(Image.fromarray(np.ascontiguousarray(spoilt))), "传票").papers
    stamped = paper.fields[FieldName.RECEIVED_STAMP_ON]
    assert stamped.value == "2024-10-25"
    assert stamped.confidence < review_below(FieldName.RECEIVED_STAMP_ON)
    assert paper.fields[FieldName.ISSUED_ON].value == "2024-10-18"
