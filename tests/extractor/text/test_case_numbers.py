import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.extractor.text.case_numbers import (
    court_of_number,
    find_case_numbers,
    parse_case_number,
    stage_of,
)
from services.extractor.text.clean import PaperText
from services.vocabulary import Stage


def numbers(printed: str) -> list[str]:
    return [number.value for number in find_case_numbers(PaperText.of(printed).text)]


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("(2023)渝0109行初45号", "（2023）渝0109行初45号"),
        ("（２０２２）闽 06 行终 198 号", "（2022）闽06行终198号"),
        ("（2025）·鄂0502行初985号", "（2025）鄂0502行初985号"),
        ("〔2019〕最高法行申3号", "（2019）最高法行申3号"),
        ("（2020）皖02行终9121号之一", "（2020）皖02行终9121号之一"),
        ("（2020）皖02行终9121之一号", "（2020）皖02行终9121之一号"),
        ("（2017）渝01行赔终7号", "（2017）渝01行赔终7号"),
        ("（2014）碚法行初字第00023号", "（2014）碚法行初字第23号"),
        ("（2015）渝五中法行终字第00012-2号", "（2015）渝五中法行终字第12-2号"),
        ("（2012）行提字第9009号", "（2012）行提字第9009号"),
        ("（2016）苏09行终第9109号", "（2016）苏09行终第9109号"),
        ("（2018）黔03民终56号", "（2018）黔03民终56号"),
        ("（2010）云中民一终字第15号", "（2010）云中民一终字第15号"),
        ("（2021）鲁0481执恢2号", "（2021）鲁0481执恢2号"),
        ("（2023）渝民申9号", "（2023）渝民申9号"),
        ("（2024）渝0109诉前调5号", "（2024）渝0109诉前调5号"),
        ("（2024）渝0109行前调5号", "（2024）渝0109行前调5号"),
        ("（2024）渝0109民诉前调12号", "（2024）渝0109民诉前调12号"),
        ("（2024）渝0109司惩1号", "（2024）渝0109司惩1号"),
    ],
)
def test_a_case_number_is_found_and_normalised(printed: str, value: str) -> None:
    assert numbers(f"不服{printed}行政判决") == [value]


@pytest.mark.parametrize(
    "printed",
    [
        "渝公行罚决字〔2023〕12号",
        "云府发〔2019〕3号",
        "云安监管罚字（2014）第（02）号",
        "（2023）12号",
        "法释〔2018〕1号",
    ],
)
def test_the_number_of_an_agency_document_is_no_case_number(printed: str) -> None:
    assert numbers(f"作出{printed}决定") == []


def test_the_longest_type_code_is_taken() -> None:
    number = parse_case_number("（2017）渝01行赔终7号")
    assert number is not None
    assert (number.court_code, number.type_code, number.number) == ("渝01", "行赔终", 7)


@pytest.mark.parametrize(
    ("printed", "stage"),
    [
        ("（2023）渝0109行初45号", Stage.FIRST),
        ("（2023）渝01行终45号", Stage.SECOND),
        ("（2023）渝行申45号", Stage.RETRIAL_REVIEW),
        ("（2023）最高法行再45号", Stage.RETRIAL),
        ("（2023）渝0109行审45号", Stage.ENFORCEMENT_REVIEW),
        ("（2014）云行非审字第45号", Stage.ENFORCEMENT_REVIEW),
        ("（2023）渝01行辖终45号", Stage.SECOND),
        ("（2023）渝01行他45号", Stage.OTHER),
    ],
)
def test_the_type_code_tells_the_stage(printed: str, stage: Stage) -> None:
    number = parse_case_number(printed)
    assert number is not None
    assert stage_of(number) is stage
    assert number.administrative


@pytest.mark.parametrize(
    ("code", "administrative"),
    [
        ("民初", False),
        ("民终", False),
        ("民申", False),
        ("诉前调", False),
        ("民诉前调", False),
        ("行前调", True),
        ("行诉前调", True),
        ("执", False),
        ("执恢", False),
        ("执异", False),
    ],
)
def test_numbers_of_other_benches_are_read_too(code: str, administrative: bool) -> None:
    number = parse_case_number(f"（2023）渝0109{code}45号")
    assert number is not None
    assert (number.court_code, number.type_code) == ("渝0109", code)
    assert number.administrative is administrative


@pytest.mark.parametrize(
    ("number", "court"),
    [
        ("（2023）渝0109行初45号", "重庆市北碚区人民法院"),
        ("（2023）最高法行再4号", "最高人民法院"),
        ("（2014）碚法行初字第23号", None),
        ("云自然资罚〔2023〕7号", None),
    ],
)
def test_the_court_of_a_number_is_that_of_its_code(number: str, court: str | None) -> None:
    assert court_of_number(number) == court


CODES = (
    "行初",
    "行终",
    "行赔初",
    "行申",
    "行审",
    "行审复",
    "民初",
    "民终",
    "诉前调",
    "行前调",
    "执",
    "执恢",
)


@given(
    year=st.integers(1990, 2030),
    court=st.sampled_from(["渝0109", "赣07", "苏8601", "最高法", "京"]),
    code=st.sampled_from(CODES),
    serial=st.integers(1, 99_999),
    brackets=st.sampled_from(["（）", "()", "〔〕", "[]"]),
    gap=st.sampled_from(["", " "]),
)
def test_every_new_number_is_found_in_a_sentence_and_normal(
    *, year: int, court: str, code: str, serial: int, brackets: str, gap: str
) -> None:
    printed = f"{brackets[0]}{year}{brackets[1]}{gap}{court}{gap}{code}{gap}{serial}{gap}号"
    text = PaperText.of(f"不服{printed}裁判，").text
    (found,) = find_case_numbers(text)
    assert found.value == f"（{year}）{court}{code}{serial}号"
    assert (found.year, found.court_code, found.type_code, found.number) == (year, court, code, serial)
    assert text[found.start : found.end].endswith(f"{serial}号")


@pytest.mark.parametrize(
    ("printed", "administrative"),
    [
        ("（2024）渝0109行初3号", True),
        ("（2024）渝0109行前调5号", True),
        ("（2024）渝0109行保2号", False),  # 行为保全 goes with civil cases too
        ("（2024）渝0109执恢2号", False),
        ("（2024）渝0109民初2号", False),
    ],
)
def test_the_type_code_tells_whether_the_case_is_administrative(
    printed: str, administrative: bool
) -> None:
    number = parse_case_number(printed)
    assert number is not None
    assert number.administrative is administrative
