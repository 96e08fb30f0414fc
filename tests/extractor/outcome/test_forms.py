"""Properties of the grammar, whatever the words inside."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from services.extractor.outcome.forms import read_item
from services.extractor.outcome.objects import masked
from services.vocabulary import OutcomeClass

DEMANDS = st.lists(
    st.sampled_from(
        [
            "撤销被告作出的行政处罚决定",
            "确认强制拆除行为违法",
            "责令被告履行法定职责",
            "变更处罚决定为警告",
            "重新作出处理",
            "采取补救措施",
            "继续履行《征收补偿协议》",
            "确认协议无效",
        ]
    ),
    min_size=1,
    max_size=4,
    unique=True,
)


@given(DEMANDS, st.sampled_from(["、", "，", "并", ""]))
def test_whatever_a_refused_claim_demands_only_the_refusal_is_read(
    demands: list[str], join: str
) -> None:
    findings = read_item(f"驳回原告请求{join.join(demands)}的诉讼请求。")
    assert [finding.classes for finding in findings] == [(OutcomeClass.DISMISS_CLAIMS,)]


@given(DEMANDS)
def test_whatever_a_decision_is_titled_only_its_revocation_is_read(demands: list[str]) -> None:
    findings = read_item(f"撤销被告作出的《关于{''.join(demands)}的决定》。")
    assert [finding.classes for finding in findings] == [(OutcomeClass.REVOKE,)]


@given(st.text(alphabet="撤销《》“”（）确认决定协议，。；一二[]〔〕X1", max_size=60))
def test_masking_keeps_every_place_and_reading_ends_on_any_text(text: str) -> None:
    assert len(masked(text)) == len(text)
    for finding in read_item(text):
        assert 0 <= finding.start < finding.end <= len(text)
