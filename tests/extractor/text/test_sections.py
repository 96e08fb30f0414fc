from services.extractor.text.sections import find_sections

TEXT = (
    "云山县人民法院\n行政判决书\n原告周某甲。\n"
    "原审法院判决如下：撤销处罚决定。\n经审理查明，事实如下。\n"
    "本院认为，上诉理由成立。依照法律规定，判决如下：\n驳回上诉，维持原判。\n"
    "二审案件受理费50元，由周某甲负担。\n本判决为终审判决。\n审判长吴某乙\n二〇二三年七月十一日\n"
    "附：裁定如下的情形……"
)


def test_the_own_operative_part_is_the_last_before_the_panel_signs() -> None:
    sections = find_sections(TEXT)
    assert sections.operative is not None
    assert TEXT[slice(*sections.operative)].strip() == "驳回上诉，维持原判。"
    assert sections.signature is not None
    assert TEXT[sections.signature :].strip().startswith("审判长吴某乙")


def test_the_reasons_begin_where_the_court_holds() -> None:
    sections = find_sections(TEXT)
    assert sections.reasons is not None
    assert TEXT[sections.reasons :].strip().startswith("本院认为")
    assert TEXT[: sections.head_end].strip().endswith("撤销处罚决定。")


def test_a_notice_has_no_operative_part() -> None:
    assert find_sections("应诉通知书\n你单位应当提出答辩状。").operative is None
