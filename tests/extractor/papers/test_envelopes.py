"""Generated envelopes: whatever is enclosed, and wherever it lies, only served papers speak."""

from __future__ import annotations

import random

import pytest

from services.extractor import CaseEvent, Page, Paper, Transcript, extract, understand
from services.extractor.papers.standing import OfficeNames, Sheet, standings
from services.vocabulary import EventKind, Stage, Standing, StandingSign
from services.vocabulary import PaperKind as K

OURS, OFFICE = "（2023）渝0109行初45号", "云山县自然资源局"
COURT = "重庆市北碚区人民法院"
JUDGED = (EventKind.JUDGMENT_ISSUED, EventKind.RULING_ISSUED, EventKind.MEDIATION_SIGNED)


def notice(number: str = OURS, title: str = "应诉通知书", day: str = "二〇二三年五月八日") -> str:
    return (
        f"{COURT}\n{title}\n{number}\n{OFFICE}：\n周某甲诉你单位行政处罚一案，本院已立案。"
        f"现发送起诉状副本一份，请在收到之日起十五日内提出答辩状。\n{day}"
    )


def summons(number: str = OURS) -> str:
    return (
        f"{COURT}\n传票\n案号\n{number}\n案由\n行政处罚\n被传唤人\n{OFFICE}\n传唤事由\n开庭\n应到时间\n"
        "2023年6月7日上午9时\n应到处所\n第三法庭\n审判员\n二〇二三年五月八日"
    )


def complaint(annex: str = "") -> str:
    return (
        f"行政起诉状\n原告：周某甲\n被告：{OFFICE}\n诉讼请求：撤销处罚决定。\n事实与理由：略。\n"
        f"此致\n{COURT}\n具状人：周某甲\n2023年4月20日{annex}"
    )


def appeal(prior: str = OURS) -> str:
    return (
        f"行政上诉状\n上诉人（原审原告）：周某甲\n被上诉人（原审被告）：{OFFICE}\n上诉人不服{COURT}{prior}行政判决，"
        "向贵院提起上诉。\n上诉请求：撤销原判。\n上诉理由：原判错误。\n上诉人：周某甲\n2023年8月1日"
    )


def catalogue(*lines: str) -> str:
    rows = "\n".join(f"{n}\n{line}\n证明被告违法" for n, line in enumerate(lines or ("照片",), 1))
    return f"证据目录\n序号\n证据名称\n证明内容\n{rows}"


def judgment(
    number: str, day: str = "二〇二一年七月十一日", title: str = "行政判决书", office: str = OFFICE
) -> str:
    told = "裁定如下：\n准许撤诉。" if "裁定" in title else "判决如下：\n驳回原告的诉讼请求。"
    return (
        f"{COURT}\n{title}\n{number}\n原告周某甲，男，住云山县。\n被告{office}，住所地云山县。\n"
        f"本院认为，原告的请求不成立。{told}\n审判长吴某乙\n{day}\n书记员冯某戊"
    )


def read(*texts: str, office: OfficeNames = None) -> tuple[tuple[Paper, ...], tuple[CaseEvent, ...]]:
    pages = tuple(Page(n, 595, 842, "ocr", text) for n, text in enumerate(texts, 1))
    return understand(Transcript(pages), office)


def envelope(seed: int) -> list[str]:
    """Notices, complaint, exhibits with at least one decision of another case, in one of the orders in
    which envelopes come."""
    rng = random.Random(seed)
    older = f"（20{rng.randint(14, 22)}）渝0109行初{rng.randint(1, 900)}号"
    title = rng.choice(["行政判决书", "行政裁定书", "民事判决书"])
    enclosed = judgment(older.replace("行初", "民初") if title.startswith("民") else older, title=title)
    if rng.random() < 0.3:
        enclosed = notice(older, day="二〇二二年五月八日")  # the exhibits hold another case's notice
    court = [notice(), summons(), notice(title="举证通知书")]
    rng.shuffle(court)
    shape = seed % 6
    if shape == 0:  # behind the catalogue
        return [*court, complaint(), catalogue(), enclosed]
    if shape == 1:  # behind the catalogue, the court's papers last
        return [complaint(), catalogue("照片", "旧案裁判文书"), enclosed, *court]
    if shape == 2:  # listed by number, but lying before everything else
        return [judgment(older), *court, complaint(), catalogue(f"{older}行政判决书")]
    if shape == 3:  # below the complaint's annex, without a catalogue
        return [*court, complaint(f"\n附：{older}行政判决书一份"), judgment(older)]
    if shape == 4:  # copied into an appeal
        return [notice("（2023）渝01行终12号"), appeal(), judgment(OURS, "二〇二三年七月十一日")]
    return [*court[:2], complaint(), catalogue(), enclosed, court[2]]  # a notice behind the exhibits


@pytest.mark.parametrize("seed", range(36))
def test_an_attached_decision_of_a_generated_envelope_emits_no_event(seed: int) -> None:
    texts = envelope(seed)
    papers, events = read(*texts)
    assert len(papers) == len(texts), [paper.title for paper in papers]
    assert not [event for event in events if event.kind in JUDGED]
    received = [event for event in events if event.kind is EventKind.SUIT_RECEIVED]
    assert len(received) == 1  # the notice served on us, not the one among the exhibits
    served = papers[received[0].paper].fields
    assert any(
        field.value in (OURS, "（2023）渝01行终12号")
        for name, field in served.items()
        if name == "case_number"
    )
    assert all(p.standing is not Standing.SERVED for p in papers if p.kind in (K.JUDGMENT, K.RULING))


@pytest.mark.parametrize(
    "texts",
    [
        (judgment(OURS, "二〇二三年七月十一日"),),
        (notice(), judgment(OURS, "二〇二三年七月十一日")),
        (
            judgment("（2023）渝01行终12号", "二〇二三年十月九日"),
            f"{COURT}\n送达回证\n案号：（2023）渝01行终12号\n受送达人：{OFFICE}",
        ),
        (judgment(OURS), judgment("（2021）渝0109行初46号")),
    ],
)
def test_served_decisions_do_emit_their_event(texts: tuple[str, ...]) -> None:
    _, events = read(*texts, office=OFFICE)
    assert EventKind.JUDGMENT_ISSUED in {event.kind for event in events}


def test_a_judgment_in_which_our_office_is_no_party_is_not_served_on_us() -> None:
    foreign = judgment("（2023）渝0109行初7号", "二〇二三年四月一日", office="云山县公安局")
    assert read(foreign, office=OFFICE)[0][0].standing is Standing.UNCLEAR
    assert read(notice(), foreign, office=OFFICE)[0][1].standing is Standing.ATTACHED
    assert read(foreign)[0][0].standing is Standing.SERVED  # who we are is not known


def test_a_judgment_under_our_former_name_is_ours() -> None:
    old = judgment(OURS, "二〇二三年四月一日", office="云山县国土资源局")
    assert read(old, office=OFFICE)[0][0].standing is Standing.SERVED
    assert (
        read(old, office=("云山县林业和草原局", "云山县国土资源局"))[0][0].standing is Standing.SERVED
    )
    assert read(old, office=("云山县林业和草原局",))[0][0].standing is Standing.UNCLEAR


def test_what_told_that_a_paper_is_attached_is_said() -> None:
    foreign = judgment("（2023）渝0109行初7号", "二〇二三年四月一日", office="云山县公安局")
    papers, _ = read(notice(), foreign, office=OFFICE)
    assert [paper.standing_because for paper in papers] == [None, StandingSign.NOT_OURS]
    said = papers[1].to_json()
    assert said["standing_because"] == "not_ours"
    assert Paper.from_json(said).standing_because is StandingSign.NOT_OURS
    assert "standing_because" not in papers[0].to_json()


def test_a_notice_to_somebody_else_starts_nothing() -> None:
    papers, events = read(notice().replace(f"{OFFICE}：", "云山县公安局："), office=OFFICE)
    assert papers[0].standing is Standing.UNCLEAR
    assert events == ()


def test_an_older_decision_of_the_same_case_without_new_service_is_for_a_person() -> None:
    texts = [
        notice(title="执行通知书", day="二〇二四年九月一日"),
        judgment(OURS, "二〇二三年七月十一日"),
    ]
    assert read(*texts)[0][1].standing is Standing.UNCLEAR


def test_two_cases_sued_together_are_both_served() -> None:
    other = OURS.replace("45", "46")
    assert [
        paper.standing for paper in read(notice(), summons(), notice(other), summons(other))[0]
    ] == [Standing.SERVED] * 4


def test_a_first_instance_judgment_in_an_envelope_of_the_second_is_attached_without_a_petition() -> (
    None
):
    sheets = [
        Sheet(K.RESPONSE_NOTICE, "（2023）渝01行终12号", stage=Stage.SECOND),
        Sheet(K.JUDGMENT, OURS, stage=Stage.FIRST),
    ]
    assert standings(sheets)[1] is Standing.ATTACHED


# --- several papers in one plain text -------------------------------------------------------------


def test_a_plain_text_of_several_papers_is_cut_where_headings_stand() -> None:
    texts = [notice(), summons(), complaint(), catalogue("照片"), judgment("（2021）渝0109行初7号")]
    whole = "\n\n".join(texts)
    extraction = extract(whole.encode(), "envelope.txt")
    assert [paper.kind for paper in extraction.papers] == [
        K.RESPONSE_NOTICE,
        K.SUMMONS,
        K.COMPLAINT,
        K.EVIDENCE_MATERIAL,
        K.JUDGMENT,
    ]
    assert {paper.pages for paper in extraction.papers} == {(1,)}
    assert extraction.papers[-1].standing is Standing.ATTACHED
    for paper in extraction.papers:
        for field in paper.fields.values():
            place = field.source.places[0]
            assert whole[place.start : place.end] == field.source.text


@pytest.mark.parametrize(
    "text",
    [
        judgment(OURS) + "\n附：\n本判决适用的法律条文\n行政判决书送达之日起生效。",
        complaint("\n附：1.行政判决书一份；\n2.证据目录一份。"),
        catalogue("行政起诉状", "行政复议决定书", "行政判决书"),
        f"{COURT}\n行政判决书\n{OURS}\n原告周某甲。\n被告提交了下列证据：\n行政复议决定书\n送达回证\n判决如下：\n驳回。\n审判长吴某乙\n二〇二三年七月十一日",
    ],
)
def test_titles_inside_a_paper_cut_nothing(text: str) -> None:
    assert len(extract(text.encode(), "one.txt").papers) == 1
