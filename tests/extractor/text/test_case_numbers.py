import pytest

from services.extractor.text.case_numbers import find_case_numbers, parse_case_number, stage_of
from services.extractor.text.clean import PaperText
from services.vocabulary import Stage


def numbers(printed: str) -> list[str]:
    return [number.value for number in find_case_numbers(PaperText.of(printed).text)]


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("(2023)渝0109行初45号", "（2023）渝0109行初45号"),
        ("（２０２２）闽 06 行终 198 号", "（2022）闽06行终198号"),
        ("〔2019〕最高法行申3号", "（2019）最高法行申3号"),
        ("（2020）皖02行终121号之一", "（2020）皖02行终121号之一"),
        ("（2020）皖02行终121之一号", "（2020）皖02行终121之一号"),
        ("（2017）渝01行赔终7号", "（2017）渝01行赔终7号"),
        ("（2014）碚法行初字第00023号", "（2014）碚法行初字第23号"),
        ("（2015）渝五中法行终字第00012-2号", "（2015）渝五中法行终字第12-2号"),
        ("（2012）行提字第9号", "（2012）行提字第9号"),
        ("（2016）苏09行终第109号", "（2016）苏09行终第109号"),
        ("（2018）黔03民终56号", "（2018）黔03民终56号"),
        ("（2010）云中民一终字第15号", "（2010）云中民一终字第15号"),
        ("（2021）鲁0481执恢2号", "（2021）鲁0481执恢2号"),
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
