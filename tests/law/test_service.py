"""The day of service by every mode, and whether a paper was in time."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from services.law.service import Delivery, ServiceFacts, ServiceMode, service_day
from services.law.submission import HandedIn, submitted, submitted_on

DAY = date(2024, 3, 4)


@pytest.mark.parametrize(
    ("mode", "article"),
    [
        (ServiceMode.DIRECT, "第八十七条第二款"),
        (ServiceMode.LEFT, "第八十九条"),
        (ServiceMode.POSTED, "第九十一条"),
        (ServiceMode.RETURNED, "第十一条第一款"),
        (ServiceMode.PRONOUNCED, "第一百四十一条"),
        (ServiceMode.ENTRUSTED, "第一百三十四条第一款"),
        (ServiceMode.TRANSFERRED, "第九十四条"),
    ],
)
def test_one_day_decides_and_its_article_is_named(mode: ServiceMode, article: str) -> None:
    known = service_day(ServiceFacts(mode, on=DAY))
    assert known.day == DAY
    assert article in {citation.article for citation in known.citations}
    unknown = service_day(ServiceFacts(mode))
    assert unknown.day is None
    assert "待定" in unknown.steps[0]


@pytest.mark.parametrize(
    ("published", "served"),
    [
        (date(2021, 10, 8), date(2021, 12, 7)),
        (date(2021, 12, 31), date(2022, 3, 1)),
        (date(2022, 1, 1), date(2022, 1, 31)),
    ],
)
def test_an_announcement_takes_thirty_days_sixty_before_2022(published: date, served: date) -> None:
    assert service_day(ServiceFacts(ServiceMode.ANNOUNCED, published_on=published)).day == served


def test_the_sixty_days_of_the_repealed_law_are_marked_a_paraphrase() -> None:
    before = service_day(ServiceFacts(ServiceMode.ANNOUNCED, published_on=date(2021, 10, 8)))
    assert before.citations[0].paraphrase
    after = service_day(ServiceFacts(ServiceMode.ANNOUNCED, published_on=DAY, simple_procedure=True))
    assert not after.citations[0].paraphrase
    assert "简易程序不适用公告送达" in after.doubts[0]


def test_the_first_effective_electronic_delivery_counts() -> None:
    facts = ServiceFacts(
        ServiceMode.ELECTRONIC,
        deliveries=(
            Delivery("邮箱", arrived_on=date(2024, 3, 3)),
            Delivery("微信", arrived_on=date(2024, 3, 1)),
        ),
        confirmed_addresses=frozenset({"邮箱", "微信"}),
    )
    found = service_day(facts)
    assert found.day == date(2024, 3, 1)
    assert "最先完成" in found.steps[-1]


def test_to_an_address_nobody_confirmed_it_counts_once_it_is_read() -> None:
    unread = ServiceFacts(ServiceMode.ELECTRONIC, deliveries=(Delivery("微信", arrived_on=DAY),))
    assert service_day(unread).day is None
    assert "微信" in service_day(unread).doubts[0]
    read = ServiceFacts(
        ServiceMode.ELECTRONIC, deliveries=(Delivery("微信", arrived_on=DAY, read_on=date(2024, 3, 9)),)
    )
    found = service_day(read)
    assert found.day == date(2024, 3, 9)
    articles = [each.article for each in found.citations]
    assert "第三十一条第二款第（一）项" in articles  # answered or acted upon
    assert "第三十一条第二款第（二）项" in articles  # shown as read: presumed, and may be disproved
    assert "非本人阅知" in found.doubts[0]


def test_what_the_party_proves_about_its_own_system_goes_first() -> None:
    facts = ServiceFacts(
        ServiceMode.ELECTRONIC,
        deliveries=(Delivery("平台", arrived_on=DAY, proved_on=date(2024, 3, 6)),),
        confirmed_addresses=frozenset({"平台"}),
    )
    assert service_day(facts).day == date(2024, 3, 6)


# --- in time -------------------------------------------------------------------------------------


def test_what_is_posted_before_midnight_is_in_time_whenever_it_arrives() -> None:
    last = date(2023, 3, 16)
    assert submitted(last, posted_at=datetime(2023, 3, 16, 23, 30)).in_time  # noqa: DTZ001
    assert not submitted(last, posted_at=datetime(2023, 3, 17, 8, 5)).in_time  # noqa: DTZ001
    late = submitted(last, handed_in_at=datetime(2023, 3, 17, 0, 10))  # noqa: DTZ001
    assert not late.in_time
    assert late.citation.article == "第二百零三条第二款"


def test_of_the_postmark_the_day_is_enough() -> None:
    last = date(2023, 3, 16)
    posted = submitted_on(last, HandedIn.POSTED, last)
    assert (posted.in_time, posted.citation.article) == (True, "第四十八条第四款")
    assert (
        posted.because
        == "2023年3月16日（周四）交邮，最后一日为2023年3月16日（周四），没有逾期，在途时间不计入。"
    )
    for way in HandedIn:
        assert not submitted_on(last, way, date(2023, 3, 17)).in_time
    assert submitted_on(last, HandedIn.ONLINE, last).citation.article == "第二百零三条第二款"


def test_a_moment_of_another_zone_is_read_in_china() -> None:
    at = datetime(2023, 3, 16, 16, 30, tzinfo=UTC)  # half past midnight of the 17th in China
    assert not submitted(date(2023, 3, 16), posted_at=at).in_time


def test_no_moment_is_an_error() -> None:
    with pytest.raises(ValueError, match="交邮时间"):
        submitted(date(2023, 3, 16))
