"""What the forms write: the conventions of the registers, and where each value comes from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.api.filings.sheet import DutySheet, Known, Official, PaperSheet, PartyKnown
from services.api.filings.values import RULE_VALUES, VALUES, Filled, Missing, outcome_text
from services.vocabulary import OutcomeClass, PaperKind, Role, Stage
from tests.api.filings.cases import (
    APPEAL,
    BUREAU,
    NUMBER,
    appeal_judgment,
    fields,
    judgment,
    notice,
    parties,
    sheet,
)


def text_and_facts(name: str, *papers: object) -> tuple[str, list[str]]:
    value = VALUES[name](sheet(*papers))  # type: ignore[arg-type]
    assert isinstance(value, Filled), value
    return value.text, [basis.id for basis in value.basis]


def missing(name: str, *papers: object) -> Missing:
    value = VALUES[name](sheet(*papers))  # type: ignore[arg-type]
    assert isinstance(value, Missing), value
    return value


def test_up_to_three_plaintiffs_are_all_named() -> None:
    paper = notice(parties=parties("notice", plaintiff=["甲某", "乙某", "丙某"], defendant=[BUREAU]))
    assert text_and_facts("plaintiffs", paper)[0] == "甲某、乙某、丙某"


def test_more_than_three_plaintiffs_become_the_first_and_their_number() -> None:
    paper = notice(
        parties=parties("notice", plaintiff=["甲某", "乙某", "丙某", "丁某"], defendant=[BUREAU])
    )
    text, facts = text_and_facts("plaintiffs", paper)
    assert text == "甲某等4人"
    assert facts == [f"notice.plaintiff{n}" for n in range(4)]


def test_no_third_party_is_written_as_none_once_the_parties_are_known() -> None:
    assert text_and_facts("third_parties", notice())[0] == "无"
    assert missing("third_parties", notice(parties=())).wanted


def test_the_judgment_which_names_all_parties_is_believed_before_the_notice() -> None:
    assert text_and_facts("third_parties", notice(), judgment()) == (
        "蓝溪村委会",
        ["judgment.third_party0"],
    )


def test_in_an_appeal_the_roles_of_the_first_instance_decide_who_is_plaintiff() -> None:
    assert text_and_facts("plaintiffs", appeal_judgment())[0] == "钟山海"
    assert text_and_facts("defendants", appeal_judgment())[0] == BUREAU


def test_before_the_judgment_the_case_number_stands_in_the_judgment_column() -> None:
    assert text_and_facts("first_number", notice()) == (NUMBER, ["notice.case_number"])


def test_the_first_number_is_taken_from_the_appeal_judgment_that_cites_it() -> None:
    assert text_and_facts("first_number", appeal_judgment()) == (NUMBER, ["appeal.prior_case_number"])


def test_the_appeal_number_is_rightly_empty_until_there_is_an_appeal() -> None:
    assert not missing("second_number", notice()).wanted
    assert text_and_facts("second_number", judgment(), appeal_judgment())[0] == APPEAL


def test_the_result_is_that_of_our_office_in_the_words_of_the_register() -> None:
    assert text_and_facts("first_outcome", judgment()) == (
        "撤销并责令重作（部分）",
        ["judgment.outcome"],
    )


def test_the_result_is_found_under_a_former_name_of_the_office() -> None:
    by_party = {
        "崇义县国土资源局": {"classes": ["REVOKE"]},
        "崇义县人民政府": {"classes": ["DISMISS_CLAIMS"]},
    }
    paper = judgment(outcome=Known({"by_party": by_party}, "o"))
    assert text_and_facts("first_outcome", paper)[0] == "撤销"


def test_the_results_of_all_parties_are_named_when_our_office_is_not_among_them() -> None:
    by_party = {"甲局": {"classes": ["REVOKE"]}, "乙局": {"classes": ["DISMISS_CLAIMS"]}}
    paper = judgment(outcome=Known({"by_party": by_party}, "o"))
    assert text_and_facts("first_outcome", paper)[0] == "甲局：撤销；乙局：驳回诉讼请求"


def test_a_judgment_decides_the_result_and_not_a_ruling_before_it() -> None:
    ruling = judgment(
        id="ruling",
        kind=PaperKind.RULING,
        outcome=Known({"by_party": {BUREAU: {"classes": ["SUSPEND"]}}}, "ruling.outcome"),
    )
    assert text_and_facts("first_outcome", ruling, judgment())[1] == ["judgment.outcome"]


def test_without_a_judgment_there_is_no_result_and_nobody_is_asked_for_one() -> None:
    assert not missing("first_outcome", notice()).wanted
    assert missing("first_outcome", judgment(outcome=None)).wanted


def test_the_last_result_is_that_of_the_highest_instance() -> None:
    assert not missing("last_outcome", judgment()).wanted
    assert text_and_facts("last_outcome", judgment(), appeal_judgment()) == (
        "维持原裁判",
        ["appeal.outcome"],
    )


@pytest.mark.parametrize(
    ("classes", "text"),
    [
        (["DISMISS_CLAIMS"], "驳回诉讼请求"),
        (["CONFIRM_ILLEGAL", "REMEDY"], "确认违法并采取补救措施"),
        (["REVOKE", "REMAKE", "DISMISS_OTHER"], "撤销、责令重作并驳回其他诉讼请求"),
        ([], ""),
    ],
)
def test_several_classes_are_joined_as_a_register_writes_them(classes: list[str], text: str) -> None:
    assert outcome_text(classes) == text


def test_a_class_that_says_partly_needs_no_second_mark() -> None:
    assert outcome_text(["REVOKE_PART", "DISMISS_OTHER"], partial=True) == "部分撤销并驳回其他诉讼请求"


def test_every_outcome_class_has_words() -> None:
    assert all(outcome_text([each]) for each in OutcomeClass)


def test_several_hearings_stand_in_order_and_one_named_twice_stands_once() -> None:
    first = fields("notice", case_number=NUMBER, hearing_at=["2026-05-20T14:30"])
    second = fields("summons", case_number=NUMBER, hearing_at=["2026-04-17T09:00", "2026-05-20T14:30"])
    papers = notice(fields=first), notice(id="summons", kind=PaperKind.SUMMONS, fields=second)
    assert text_and_facts("first_hearings", *papers)[0] == "2026年4月17日9:00；2026年5月20日14:30"


def test_the_receipt_day_is_the_recorded_one_and_never_the_printed_one() -> None:
    assert text_and_facts("received_on", notice()) == ("2026年3月18日", ["receipt1"])
    printed = fields("notice", issued_on="2026-03-10", served_on="2026-03-11")
    assert missing("received_on", notice(fields=printed, received_on=None, receipt_id=None)).wanted


def test_the_letter_names_the_papers_of_the_receipt_day_only() -> None:
    same = notice(id="summons", kind=PaperKind.SUMMONS)
    later = judgment(received_on=date(2026, 6, 15), receipt_id="receipt2")
    assert text_and_facts("papers_received", notice(), same, later) == (
        "应诉通知书、传票",
        ["notice", "summons"],
    )


def test_agents_of_the_office_are_taken_from_its_own_party_line() -> None:
    lines = (
        PartyKnown("p", Role.PLAINTIFF, "钟山海", agents=("何律（某律师事务所）",)),
        PartyKnown("d", Role.DEFENDANT, BUREAU, agents=("罗青", "温言（江西某律师事务所）")),
    )
    assert text_and_facts("our_agents", judgment(parties=lines)) == (
        "罗青；温言（江西某律师事务所）",
        ["d"],
    )
    assert missing("our_agents", notice()).wanted


def duty(**changes: object) -> DutySheet:
    values: dict[str, object] = {
        "key": "duty1",
        "rule_id": "R",
        "due": date(2026, 4, 2),
        "target": date(2026, 4, 2),
        "provisional": False,
    }
    return DutySheet(**(values | changes))  # type: ignore[arg-type]


def test_the_last_day_for_the_answer_comes_from_the_counted_duty() -> None:
    value = RULE_VALUES["duty_due"](sheet(notice(), duties=(duty(),)), "R")
    assert isinstance(value, Filled)
    assert (value.text, value.basis[0].id) == ("2026年4月2日", "duty1")


def test_a_provisional_day_is_the_safe_one_and_says_that_it_is_provisional() -> None:
    counted = duty(provisional=True, due=None, target=date(2026, 3, 30))
    value = RULE_VALUES["duty_due"](sheet(notice(), duties=(counted,)), "R")
    assert isinstance(value, Filled)
    assert value.text == "2026年3月30日（暂计）"


def test_the_day_the_answer_went_out_is_the_one_a_person_recorded() -> None:
    done = duty(done_on=date(2026, 4, 1), done_action_id="action1")
    value = RULE_VALUES["duty_done"](sheet(notice(), duties=(done,)), "R")
    assert isinstance(value, Filled)
    assert (value.text, value.basis[0].id) == ("2026年4月1日", "action1")
    assert isinstance(RULE_VALUES["duty_done"](sheet(notice(), duties=(duty(),)), "R"), Missing)


@pytest.mark.parametrize("name", sorted(VALUES))
def test_every_value_copes_with_a_case_without_any_confirmed_paper(name: str) -> None:
    value = VALUES[name](sheet())
    assert isinstance(value, Missing) or value.basis


# --- what the complaint and the hearing say ------------------------------------------------------


def complaint(**values: object) -> PaperSheet:
    return PaperSheet("complaint", PaperKind.COMPLAINT, Stage.FIRST, fields("complaint", **values))


def test_the_claims_are_those_of_the_complaint_item_by_item() -> None:
    asked = ["撤销被告2026年1月8日作出的处罚决定；", "诉讼费由被告承担。"]
    assert text_and_facts("claims", notice(), complaint(claims=asked)) == (
        "1. 撤销被告2026年1月8日作出的处罚决定；2. 诉讼费由被告承担",
        ["complaint.claims"],
    )
    assert text_and_facts("claims", complaint(claims=["确认违法。"]))[0] == "确认违法"
    assert "起诉状" in missing("claims", notice()).reason


def test_the_challenged_act_carries_its_number_and_day() -> None:
    paper = complaint(
        challenged_act="行政处罚决定书", act_number="崇自然资罚字〔2026〕3号", act_on="2026-01-08"
    )
    assert text_and_facts("challenged_act", paper) == (
        "行政处罚决定书（崇自然资罚字〔2026〕3号，2026年1月8日作出）",
        ["complaint.challenged_act", "complaint.act_number", "complaint.act_on"],
    )
    assert (
        text_and_facts("challenged_act", complaint(challenged_act="限期拆除决定"))[0] == "限期拆除决定"
    )


def test_the_officials_are_those_recorded_for_the_next_hearing() -> None:
    going = tuple(
        Official(f"a{day}", date(2026, month, day), name, "局长", "正职负责人")
        for month, day, name in ((3, 1, "温远"), (4, 2, "罗青"), (5, 6, "程南"))
    )
    value = VALUES["officials"](replace(sheet(notice()), officials=going))
    assert isinstance(value, Filled)
    assert (value.text, [each.id for each in value.basis]) == ("罗青，局长，正职负责人", ["a2"])
    past = VALUES["officials"](replace(sheet(notice()), officials=going[:1]))
    assert isinstance(past, Filled) and past.text.startswith("温远")
    assert "应诉与出庭" in missing("officials", notice()).reason
