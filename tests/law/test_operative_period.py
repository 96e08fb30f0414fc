"""Periods the operative part sets, each read where it stands; numbers in both writings."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.law.count import PeriodKind
from services.law.numerals import han, number, says_length
from services.law.operative_period import From, performance_period

DAYS, MONTHS, WORKDAYS = (
    PeriodKind.STATUTORY_DAYS,
    PeriodKind.STATUTORY_MONTHS,
    PeriodKind.WORKDAYS,
)


@pytest.mark.parametrize(
    ("text", "start", "kind", "n"),
    [
        ("责令被告于本判决生效之日起六十日内重新作出行政行为", From.EFFECT, DAYS, 60),
        ("责令被告自本判决发生法律效力之日起15个工作日内履行", From.EFFECT, WORKDAYS, 15),
        ("在本判决发生法律效力后的六十日内作出补偿决定", From.EFFECT, DAYS, 60),
        ("被告于收到本判决之日起二个月内重新作出", From.RECEIPT, MONTHS, 2),
        ("责令被告在收到本判决书后两个月内作出处理", From.RECEIPT, MONTHS, 2),
        ("收到判决次日起１５日内支付", From.RECEIPT, DAYS, 15),
        ("在判决送达之日起十日内返还", From.RECEIPT, DAYS, 10),
        ("责令某市某局六十日内重新作出处理", From.EFFECT, DAYS, 60),
        ("于本判决生效之日起一年内安置", From.EFFECT, MONTHS, 12),
        ("于本判决生效之日起一百二十日内安置", From.EFFECT, DAYS, 120),
        ("于本判决生效之日起三十（30）日内支付", From.EFFECT, DAYS, 30),
        ("于本判决生效后半年内安置", From.EFFECT, MONTHS, 6),
        ("自本判决生效之日起九十个自然日内", From.EFFECT, DAYS, 90),
        ("在收到判决之日起两周内答复", From.RECEIPT, DAYS, 14),
        ("对原告2022年3月15日前提出的申请于本判决生效之日起六十日内作出处理", From.EFFECT, DAYS, 60),
    ],
)
def test_length_and_start_are_read(text: str, start: From, kind: PeriodKind, n: int) -> None:
    period = performance_period(text)
    assert (period.start, period.kind, period.n) == (start, kind, n)
    assert text[slice(*period.span)] == period.text


@pytest.mark.parametrize("text", ["责令被告在法定期限内履行答复职责", "责令被告采取补救措施"])
def test_an_item_without_a_length_has_none(text: str) -> None:
    period = performance_period(text)
    assert (period.kind, period.n) == (None, None)
    assert text[slice(*period.span)] == period.text


def test_a_period_names_its_item_and_its_place_in_the_whole() -> None:
    before = "一、撤销被告于2022年3月15日作出的决定；"
    text = "二、责令被告于收到本判决之日起两个月内重新作出处理。"
    period = performance_period(text, "二", len(before))
    assert (period.item, period.n, period.start) == ("二", 2, From.RECEIPT)
    assert (before + text)[slice(*period.span)] == "于收到本判决之日起两个月内"


@pytest.mark.parametrize(
    ("text", "by", "inclusive"),
    [
        ("二、被告于2023年9月20日前支付原告一万元。", date(2023, 9, 20), False),
        ("一、被告2024年3月31日之前支付补偿款；", date(2024, 3, 31), False),
        ("于二〇二三年九月二十日以前返还", date(2023, 9, 20), False),
        ("于2024年2月底前完成安置", date(2024, 2, 29), True),
        ("最迟于2023年年底前付清", date(2023, 12, 31), True),
    ],
)
def test_a_named_day_is_read_with_whether_it_is_itself_in_time(
    text: str, by: date, inclusive: bool
) -> None:
    period = performance_period(text)
    assert (period.by, period.inclusive, period.n) == (by, inclusive, None)
    assert not period.open_ended
    assert text[slice(*period.span)] == period.text


@pytest.mark.parametrize(
    "text",
    [
        "支付自2021年1月1日起至2022年3月5日前的利息",
        "对原告于2022年3月15日前提出的申请作出处理",
        "撤销被告2022年3月15日作出的决定",
        "赔偿原告2021年内的损失",
    ],
)
def test_a_day_that_bounds_something_else_is_no_last_day(text: str) -> None:
    assert performance_period(text).open_ended


@pytest.mark.parametrize(
    "text",
    [
        "于本判决生效之日起一个月零十五日内作出处理",
        "一个半月内支付",
        "三十（20）日内支付",
        "于9月30日前支付",
        "于2024年2月30日前支付",
        "四十八小时内解除查封",
    ],
)
def test_a_length_that_cannot_be_read_says_so_and_is_never_half_read(text: str) -> None:
    period = performance_period(text)
    assert (period.n, period.by, period.unread) == (None, None, True)
    assert not period.open_ended
    assert text[slice(*period.span)] == period.text


def test_of_instalments_the_first_counts_and_the_later_ones_are_named() -> None:
    period = performance_period("于2023年9月20日前支付五千元，余款于2023年12月31日前付清")
    assert (period.by, period.later) == (date(2023, 9, 20), ("于2023年12月31日前",))


@given(st.integers(1, 99))
def test_a_number_written_as_statutes_do_reads_back(n: int) -> None:
    assert number(han(n)) == number(str(n)) == n


@pytest.mark.parametrize(
    ("text", "n"),
    [("两", 2), ("二百一十", 210), ("一百零五", 105), ("三〇", 30), ("十", 10), ("零十五", 15)],
)
def test_other_writings(text: str, n: int) -> None:
    assert number(text) == n


@pytest.mark.parametrize("text", ["", "若干", "十几"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert number(text) is None


def test_a_length_is_found_in_words_only_when_it_stands_alone() -> None:
    assert says_length("应当在两个月内", 2, months=True)
    assert says_length("申请执行的期限为二年", 24, months=True)
    assert says_length("自收到之日起十五日内", 15)
    assert not says_length("自收到之日起十五日内", 5)
    assert not says_length("115日", 15)
