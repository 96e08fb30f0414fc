"""The State Council's notices as text, old and new wording, and what must not be taken for one."""

from __future__ import annotations

from datetime import date

import pytest

from services.law.calendar import HolidayYear, national_calendar, read_holiday_year, with_year
from services.law.holiday_notice import NoticeUnreadable, days_listed, parse_holiday_notice
from services.resources import rules_folder

FOLDER = rules_folder() / "cn" / "holidays"
WEEKDAYS = "一二三四五六日"

OF_2006 = """国务院办公厅关于2006年部分节假日安排的通知
国办发明电〔2005〕35号
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
一、元旦：1月1日—3日放假，共3天。其中1月1日为法定假日，将12月31日（星期六）、1月1日（星期日）两个公休日调至1月2日（星期一）、3日（星期二），12月31日（星期六）上班。
二、春节：1月29日—2月4日（即农历大年初一至初七）放假，共7天。其中，29日、30日、31日为法定假日，将1月28日（星期六）、29日（星期日）、2月5日（星期日）三个公休日调至2月1日（星期三）、2日（星期四）、3日（星期五），2月4日（星期六）照常公休，1月28日、2月5日上班。
三、“五一”：5月1日—7日放假，共7天。其中，1日、2日、3日为法定假日，将4月29日（星期六）、30日（星期日）两个公休日调至5月4日（星期四）、5日（星期五），5月6日（星期六）、7日（星期日）照常公休，4月29日、30日上班。
四、“十一”：10月1日—7日放假，共7天。其中，1日、2日、3日为法定假日，将9月30日（星期六）、10月1日（星期日）、8日（星期日）三个公休日调至10月4日（星期三）、5日（星期四）、6日（星期五），10月7日（星期六）照常公休，9月30日、10月8日上班。
节假日期间，各地区、各部门要妥善安排好值班和安全保卫等工作。
国务院办公厅
二〇〇五年十二月十六日
"""
OF_2008 = """国务院办公厅关于2008年部分节假日安排的通知
一、元旦：2007年12月30日—2008年1月1日放假，共3天。其中：1月1日（星期二）为法定节假日，12月30日（星期日）为公休日，12月29日（星期六）公休日调至12月31日（星期一），12月29日（星期六）上班。
二、春节：2月6日—12日（即农历除夕至正月初六）放假，共7天。其中，2月6日（除夕）、2月7日（春节）、2月8日（正月初二）为法定节假日，2月9日（星期六）、2月10日（星期日）照常公休，将2月2日（星期六）、2月3日（星期日）两个公休日调至2月11日（星期一）、2月12日（星期二），2月2日（星期六）、2月3日（星期日）上班。
三、清明节：4月4日—6日放假，共3天。其中：4月4日（清明节），为法定节假日，4月5日（星期六）、4月6日（星期日）照常公休。
四、“五一”国际劳动节：5月1日—3日放假，共3天。其中，5月1日为法定节假日，5月3日（星期六）为公休日，5月4日（星期日）公休日调至5月2日（星期五），5月4日（星期日）上班。
五、端午节：6月7日—9日放假，共3天。其中：6月7日（星期六）照常公休，6月8日（农历五月初五，端午节）为法定节假日，6月8日（星期日）公休日调至6月9日（星期一）。
六、中秋节：9月13日—15日放假，共3天。其中，9月13日（星期六）为公休日；9月14日（农历八月十五，中秋节）为法定节假日，9月14日（星期日）公休日调至9月15日（星期一）。
七、国庆节：9月29日—10月5日放假，共7天。其中，10月1日、2日、3日为法定节假日，9月27日（星期六）、9月28日（星期日）两个公休日调至9月29日（星期一）、30日（星期二），9月27日（星期六）、9月28日（星期日）上班，10月4日（星期六）、5日（星期日）照常公休。
"""
OF_2014 = """国务院办公厅关于2014年部分节假日安排的通知
一、元旦：1月1日放假1天。
二、春节：1月31日至2月6日放假调休，共7天。1月26日（星期日）、2月8日（星期六）上班。
三、清明节：4月5日放假，4月7日（星期一）补休。
四、劳动节：5月1日至3日放假调休，共3天。5月4日（星期日）上班。
五、端午节：6月2日放假，与周末连休。
六、中秋节：9月8日放假，与周末连休。
七、国庆节：10月1日至7日放假调休，共7天。9月28日（星期日）、10月11日（星期六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作。
国务院办公厅
2013年12月11日
"""
OF_2025 = """国务院办公厅关于2025年部分节假日安排的通知
国办发明电〔2024〕12号
一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作。
国务院办公厅
2024年11月12日
"""
# Invented days: the notice of 2027 is not published.
OF_2027 = """国务院办公厅关于2027年部分节假日安排的通知
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。1月31日（周日）、2月14日（周日）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。
五、端午节：6月9日（周三）放假，共1天。
六、中秋节：9月15日（周三）放假，共1天。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。10月9日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作。
"""
WORKED = "1月31日（周日）、2月14日（周日）上班"


def off_and_worked(year: HolidayYear) -> tuple[set[date], set[date]]:
    """Days off that the weekend would not give anyway, and worked weekends."""
    listed = days_listed(year)
    return (
        {day for day, mark in listed if mark == "休" and day.weekday() < 5},
        {day for day, mark in listed if mark == "班"},
    )


@pytest.mark.parametrize("text", [OF_2006, OF_2008, OF_2014, OF_2025], ids=lambda text: text[7:12])
def test_the_text_of_a_notice_gives_the_days_of_its_file(text: str) -> None:
    parsed = parse_holiday_notice(text)
    assert off_and_worked(parsed) == off_and_worked(read_holiday_year(FOLDER / f"{parsed.year}.yaml"))


def test_number_and_day_are_read_in_both_writings() -> None:
    old, new = parse_holiday_notice(OF_2006).notice, parse_holiday_notice(OF_2025).notice
    assert (old.number, old.issued_on) == ("国办发明电〔2005〕35号", date(2005, 12, 16))
    assert (new.number, new.issued_on) == ("国办发明电〔2024〕12号", date(2024, 11, 12))


def written(year: HolidayYear) -> str:
    """The year in the wording of the notices since 2019."""
    lines = [f"国务院办公厅关于{year.year}年部分节假日安排的通知", year.notice.number or ""]

    def named(day: date) -> str:
        in_year = "" if day.year == year.year else f"{day.year}年"
        return f"{in_year}{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）"

    rest = set(year.makeup_workdays)
    for place, each in enumerate(year.holidays):
        days = (each.last - each.first).days + 1
        span = named(each.first) + (f"至{named(each.last)}" if days > 1 else "")
        near = sorted(day for day in rest if abs((day - each.first).days) <= 20)
        rest -= set(near)
        worked = "、".join(named(day) for day in near)
        lines.append(
            f"{'一二三四五六七八'[place]}、{each.name}：{span}放假调休，共{days}天。"
            + (f"{worked}上班。" if worked else "")
        )
    assert not rest
    return "\n".join([*lines, "节假日期间，各地区、各部门要妥善安排好值班。"])


@pytest.mark.parametrize("year", range(2016, 2027))
def test_each_year_at_hand_reads_back_from_the_wording_of_a_notice(year: int) -> None:
    at_hand = read_holiday_year(FOLDER / f"{year}.yaml")
    parsed = parse_holiday_notice(written(at_hand))
    assert parsed.holidays == at_hand.holidays
    assert parsed.makeup_workdays == at_hand.makeup_workdays


def test_a_new_year_joins_the_calendar() -> None:
    calendar = with_year(national_calendar(), parse_holiday_notice(OF_2027))
    assert not calendar.is_workday(date(2027, 1, 1))
    assert calendar.is_workday(date(2027, 6, 1))
    assert not calendar.knows(date(2027, 12, 31)), "that day waits for the next notice"


@pytest.mark.parametrize(
    "written",
    [
        "1月31日（周日）和2月14日（周日）上班",
        "1月31日（周日）以及2月14日（周日）上班",
        "1月31日（周日）、2月14日（周日）两天上班",
        "1月31日（周日）、2月14日（周日）均正常上班",
        "1 月 31 日（周日）、2 月 14 日（周日）上班",
        "1月31日（星期日）、2月14日（星期天）照常上班",
    ],
)
def test_worked_days_are_read_however_they_are_joined(written: str) -> None:
    parsed = parse_holiday_notice(OF_2027.replace(WORKED, written))
    assert parsed.makeup_workdays == parse_holiday_notice(OF_2027).makeup_workdays
    assert len(parsed.makeup_workdays) == 4


@pytest.mark.parametrize(
    "written",
    [
        "1月31日（周日），2月14日（周日）上班",
        "1月31日（周日）,2月14日（周日）上班",
        "1月31日（周日）；2月14日（周日）上班",
        "1月31日（周日）。2月14日（周日）上班",
        "2月13日（周六）至14日（周日）上班",
        "1月31日（周日）、2月14日（周日）三天上班",
        "1月31日（周日）、2月14日（周日）请各单位安排上班",
    ],
)
def test_a_worked_day_that_is_not_read_is_an_error_and_never_lost(written: str) -> None:
    with pytest.raises(NoticeUnreadable, match="没有读懂“春节”哪些天上班"):
        parse_holiday_notice(OF_2027.replace(WORKED, written))


@pytest.mark.parametrize("text", [OF_2006, OF_2025, OF_2027], ids=lambda text: text[7:12])
def test_a_notice_without_one_of_its_festivals_is_an_error(text: str) -> None:
    paragraphs = [line for line in text.splitlines() if line[1:2] == "、"]
    for paragraph in paragraphs:
        with pytest.raises(NoticeUnreadable, match="没有找到“"):
            parse_holiday_notice(text.replace(paragraph, ""))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (OF_2027.replace("1月1日（周五）", "1月1日（周四）"), "1月1日（周四）”日期与星期不符"),
        (OF_2027.replace("至5日（周三）", "至5日（周二）"), "5日（周二）”日期与星期不符"),
        ("今年春节怎么放假？", "没有找到"),
        ("国务院办公厅关于2027年部分节假日安排的通知\n请各单位遵照执行。", "放假段落"),
        (OF_2025.replace("共8天", "共9天"), "共9天"),
        (OF_2025.replace("4月27日（周日）上班", "4月28日（周日）上班"), "不是该年的周末"),
        (OF_2025.replace("5月31日（周六）至6月2日（周一）放假", "另行通知"), "没有读出“端午节”"),
        (OF_2025.replace("4月4日（周五）至6日", "4月31日（周五）至6日"), "不是日期"),
        (OF_2025.replace("2月8日（周六）上班", "2月1日（周六）上班"), "又列为放假日"),
    ],
)
def test_what_cannot_be_relied_on_is_refused_with_its_words(text: str, said: str) -> None:
    with pytest.raises(NoticeUnreadable, match=said):
        parse_holiday_notice(text)
