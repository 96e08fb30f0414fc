"""Several services of one paper: which counts, which only suggests a day."""

from __future__ import annotations

from datetime import date

import pytest

from services.law.evidence import Evidence, weigh
from services.law.service import ServiceMode
from services.vocabulary import EvidenceBasis

DAY = date(2026, 3, 10)
ADDRESS = "13800000000"


def one(basis: EvidenceBasis, on: date | None = DAY, **more: object) -> Evidence:
    electronic = basis in (
        EvidenceBasis.ELECTRONIC_CERTIFICATE,
        EvidenceBasis.SHORT_MESSAGE,
        EvidenceBasis.PLATFORM_SCREENSHOT,
        EvidenceBasis.MAIL,
    )
    mode = ServiceMode.ELECTRONIC if electronic else ServiceMode.DIRECT
    return Evidence(f"{basis}:{on}", basis, mode, on, "paper", "x", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "basis",
    [
        EvidenceBasis.SHORT_MESSAGE,
        EvidenceBasis.PLATFORM_SCREENSHOT,
        EvidenceBasis.MAIL,
        EvidenceBasis.PERSON,
    ],
)
@pytest.mark.parametrize("address_confirmed", [True, False])
def test_a_time_nobody_proved_is_a_candidate_and_never_the_day_of_service(
    basis: EvidenceBasis, address_confirmed: bool
) -> None:
    found = weigh([one(basis, address=ADDRESS, address_confirmed=address_confirmed)])
    assert found.first is None
    assert found.proposed_on == DAY
    assert "只供参考" in found.words


def test_a_message_counts_from_the_day_the_office_replied() -> None:
    replied = date(2026, 3, 12)
    found = weigh([one(EvidenceBasis.SHORT_MESSAGE, address=ADDRESS, read_on=replied)])
    assert found.first is not None
    assert found.first.day == replied
    articles = {each.article for each in found.first.citations}
    assert {"第三十一条第二款第（一）项", "第三十一条第二款第（二）项"} <= articles


def test_a_certificate_proves_arrival_only_at_a_confirmed_address() -> None:
    certificate = EvidenceBasis.ELECTRONIC_CERTIFICATE
    assert weigh([one(certificate, address=ADDRESS)]).first is None
    found = weigh([one(certificate, address=ADDRESS, address_confirmed=True)]).first
    assert found is not None
    assert found.day == DAY


def test_a_blank_return_proves_nothing() -> None:
    found = weigh([one(EvidenceBasis.SERVICE_RETURN, None)])
    assert found.proposed is None
    assert "空白" in found.services[0].steps[0]
    assert not found.services[0].evidence.complete


def test_of_several_the_earliest_valid_counts_and_the_paper_copy_changes_nothing() -> None:
    later = date(2026, 3, 20)
    found = weigh(
        [
            one(EvidenceBasis.SERVICE_RETURN, later, signed=True),
            one(EvidenceBasis.ELECTRONIC_CERTIFICATE, address=ADDRESS, address_confirmed=True),
            one(EvidenceBasis.MAIL, date(2026, 3, 8)),
        ]
    )
    assert found.first is not None
    assert found.first.day == DAY
    assert "不改变送达日" in found.words
    assert [each.evidence.basis for each in found.services] == [
        EvidenceBasis.SERVICE_RETURN,
        EvidenceBasis.ELECTRONIC_CERTIFICATE,
        EvidenceBasis.MAIL,
    ]


def test_nothing_is_served_before_it_is_issued() -> None:
    found = weigh([one(EvidenceBasis.SERVICE_RETURN, signed=True)], issued_on=date(2026, 3, 11))
    assert found.proposed is None
    assert "早于文书落款" in found.services[0].doubts[0]


def test_a_stamp_nobody_looked_at_is_a_candidate() -> None:
    found = weigh([one(EvidenceBasis.RECEIVED_STAMP, confirmed=False)])
    assert found.first is None
    assert found.proposed_on == DAY
