"""Periods the operative part sets, each read where it stands; numbers in both writings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.law.count import PeriodKind
from services.law.numerals import han, number, says_length
from services.law.operative_period import From, performance_period, performance_periods

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


def test_every_item_has_its_own_period_and_place() -> None:
    operative = (
        "一、撤销被告于2022年3月15日作出的决定；二、被告于本判决生效之日起三十日内支付补偿款；"
        "三、责令被告于收到本判决之日起两个月内重新作出处理。"
    )
    first, second, third = performance_periods(operative)
    assert (first.item, first.n) == ("一", None)
    assert (second.item, second.n, second.start) == ("二", 30, From.EFFECT)
    assert (third.item, third.n, third.start) == ("三", 2, From.RECEIPT)
    assert operative[slice(*third.span)] == "于收到本判决之日起两个月内"


@given(st.integers(1, 99))
def test_a_number_written_as_statutes_do_reads_back(n: int) -> None:
    assert number(han(n)) == number(str(n)) == n


@pytest.mark.parametrize(
    ("text", "n"), [("两", 2), ("二百一十", 210), ("一百零五", 105), ("三〇", 30), ("十", 10)]
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
