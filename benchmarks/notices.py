"""Generated papers that are not decisions: summonses, notices, pleadings, advice, returns.

Each function gives a paper and what must be read from it beyond ``samples.expected``.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from benchmarks.invention import Scene
from samples.facts import Letter, Paper, Party, Proceeding, ResponseNotice, Summons
from samples.wording import arabic_date, number
from services.vocabulary import PaperKind, Stage

Json = dict[str, Any]
Made = tuple[Paper, Json]


def case_of(scene: Scene) -> tuple[Proceeding, Party, Party]:
    """The proceeding of first instance, its plaintiff and its office."""
    suitor, sued = scene.suitor(), scene.sued()
    parties = (suitor, sued)
    case = Proceeding(
        scene.seat.court, scene.number, scene.cause, Stage.FIRST, parties, scene.filed, scene.phone
    )
    return case, suitor, sued


def summons(scene: Scene) -> Made:
    chance = scene.chance
    case, _, _ = case_of(scene)
    halves = chance.choice((9, 10, 14, 15)), chance.choice((0, 0, 30))
    hearing = _day_after(scene, 4, 45).replace(hour=halves[0], minute=halves[1])
    room = chance.choice(("一", "二", "三", "五", "七", "十二"))
    place = chance.choice((f"本院第{room}法庭", f"第{room}审判庭", f"本院审判综合楼第{room}法庭"))
    paper = Summons(
        case,
        scene.issued,
        addressee=scene.body_name,
        address=scene.address(),
        hearing_at=hearing,
        place=place,
        judge=scene.name(),
        clerk=scene.name(),
        time_form=chance.choice(("half_day", "clock", "chinese")),
    )
    return paper, {"cause_code": scene.cause_code}


def response_notice(scene: Scene) -> Made:
    case, _, _ = case_of(scene)
    judge = scene.name()
    your_unit = scene.chance.random() < 0.5
    paper = ResponseNotice(
        case, scene.issued, addressee=scene.body_name, your_unit=your_unit, judge=judge
    )
    return paper, {
        "cause_code": scene.cause_code,
        "contact_phone": scene.phone,
        "contact_name": judge,
    }


def evidence_notice(scene: Scene) -> Made:
    case, _, _ = case_of(scene)
    due = _day_after(scene, 15, 30)
    return _letter(
        scene,
        case,
        PaperKind.EVIDENCE_NOTICE,
        ("举证通知书", "行政诉讼举证通知书"),
        (
            "根据《中华人民共和国行政诉讼法》的规定，现将举证事项通知如下：",
            f"一、你单位的举证期限为收到本通知书之日起十五日，举证期限至{arabic_date(due)}届满。",
            "二、逾期提供证据又无正当理由的，视为没有相应证据。经传票传唤，应当携带证据原件到庭质证。",
        ),
    ), {"evidence_days": 15, "evidence_due_on": due.date().isoformat()}


def attendance_notice(scene: Scene) -> Made:
    case, suitor, _ = case_of(scene)
    hearing = _day_after(scene, 6, 40)
    level = scene.chance.choice(("主要负责人", "负责人"))
    said = f"{arabic_date(hearing.date())}上午9时{'' if hearing.minute == 0 else '30分'}"
    return _letter(
        scene,
        case,
        PaperKind.OFFICIAL_ATTENDANCE_NOTICE,
        ("行政机关负责人出庭应诉通知书", "负责人出庭通知书"),
        (
            f"本院受理的{suitor.name}诉你单位{scene.cause}一案，定于{said}在本院第二法庭开庭审理。",
            f"请你单位{level}届时出庭应诉；不能出庭的，应当于开庭前提交书面情况说明。",
        ),
    ), {"leader_notice_level": level, "hearing_at": [hearing.strftime("%Y-%m-%dT%H:%M")]}


def panel_notice(scene: Scene) -> Made:
    case, _, _ = case_of(scene)
    judge, other, assessor, clerk = scene.names(4)
    return _letter(
        scene,
        case,
        PaperKind.PANEL_NOTICE,
        ("告知合议庭组成人员通知书", "合议庭组成人员告知书"),
        (
            f"本院受理{scene.cause}一案，决定由审判员{judge}担任审判长，与审判员{other}、人民陪审员{assessor}组成"
            f"合议庭，由{clerk}担任书记员。",
            "如申请回避，应当在开庭前提出并说明理由。",
        ),
    ), {"panel": [f"审判长 {judge}", f"审判员 {other}", f"人民陪审员 {assessor}", f"书记员 {clerk}"]}


def hearing_change_notice(scene: Scene) -> Made:
    case, suitor, _ = case_of(scene)
    old, new = _day_after(scene, 3, 10), _day_after(scene, 14, 60)
    stamp = f"{arabic_date(new.date())}上午9时{'' if new.minute == 0 else '30分'}"
    return _letter(
        scene,
        case,
        PaperKind.HEARING_CHANGE_NOTICE,
        ("变更开庭时间通知书", "开庭时间变更通知书"),
        (
            f"{suitor.name}诉你单位{scene.cause}一案，原定于{arabic_date(old.date())}上午9时开庭审理，现因故变更为"
            f"{stamp}在本院第一法庭开庭审理，请准时到庭。",
        ),
    ), {"hearing_at": [new.strftime("%Y-%m-%dT%H:%M")]}


def fee_notice(scene: Scene) -> Made:
    case, suitor, _ = case_of(scene)
    amount = scene.chance.choice((50, 25, 100, 1050))
    printed = f"{amount:,}" if scene.chance.random() < 0.5 else str(amount)
    return _letter(
        scene,
        case,
        PaperKind.FEE_NOTICE,
        ("交纳上诉费通知书", "缴纳诉讼费用通知书"),
        (
            f"你单位因与{suitor.name}{scene.cause}一案，应当在接到本通知书次日起七日内，预交案件受理费{printed}元。",
            "逾期不交又未提出缓交申请的，按自动撤回处理。",
        ),
    ), {"fee_amount": str(amount), "fee_days": 7}


def joinder_notice(scene: Scene) -> Made:
    case, suitor, _ = case_of(scene)
    return _letter(
        scene,
        case,
        PaperKind.JOINDER_NOTICE,
        ("参加诉讼通知书", "第三人参加诉讼通知书"),
        (
            f"本院受理{suitor.name}诉{scene.government()}{scene.cause}一案，因你单位同案件处理结果有利害关系，"
            "现通知你单位作为第三人参加诉讼。",
        ),
    ), {}


def judicial_advice(scene: Scene) -> Made:
    days = scene.chance.choice((30, 60))
    printed = f"{scene.short_place()}法建〔{scene.issued.year}〕{scene.chance.randrange(1, 60)}号"
    paper = Letter(
        None,
        scene.issued,
        kind=PaperKind.JUDICIAL_ADVICE,
        heading=scene.seat.court,
        title="司法建议书",
        number=printed,
        addressee=scene.body_name,
        lines=(
            f"我院在审理{scene.cause}系列案件中发现执法程序不规范。为此，特提出如下建议：",
            "一、规范告知和送达程序；",
            "二、加强重大决定法制审核。",
            f"请在收到本建议书之日起{number(days)}日内将处理情况书面反馈我院。",
        ),
        sealed=scene.seat.court,
    )
    return paper, {"advice_number": printed, "advice_reply_days": days, "court": scene.seat.court}


def service_return(scene: Scene) -> Made:
    """A blank form: it proves nothing."""
    case, _, _ = case_of(scene)
    paper = Letter(
        case,
        None,
        kind=PaperKind.SERVICE_RETURN,
        heading=scene.seat.court,
        title="送达回证",
        table=(
            ("案号", scene.number),
            ("案由", scene.cause),
            ("受送达人", scene.body_name),
            ("送达文书名称和件数", "应诉通知书一份、起诉状副本一份"),
            ("受送达人签名或盖章", "　　年　　月　　日"),
            ("备注", ""),
        ),
    )
    return paper, {"addressee": scene.body_name, "served_on": None}


def complaint(scene: Scene) -> Made:
    suitor, sued = scene.suitor(), scene.sued()
    claim = f"撤销被告于{arabic_date(scene.act_on)}作出的{scene.act_number}行政处罚决定"
    paper = Letter(
        None,
        None,
        kind=PaperKind.COMPLAINT,
        title=scene.chance.choice(("行政起诉状", "起诉状")),
        lines=(
            f"原告：{suitor.name}，{suitor.details}。",
            *((f"法定代表人：{suitor.head.name}，{suitor.head.title}。",) if suitor.head else ()),
            f"被告：{sued.name}，{sued.details}。",
            "诉讼请求：",
            f"1.{claim}；",
            "2.本案诉讼费用由被告承担。",
            "事实与理由：",
            "被告认定事实错误，程序违法。此前法院对类似案件已判决确认违法。为此提起诉讼。",
            "此致",
            scene.seat.court,
        ),
        closing=(f"具状人：{suitor.name}", arabic_date(scene.filed - timedelta(5))),
    )
    gold = [{"role": p.role.value, "name": p.name} for p in (suitor, sued)]
    more = {"parties": gold, "act_number": scene.act_number, "act_on": scene.act_on.isoformat()}
    return paper, more | {"claims": [claim, "本案诉讼费用由被告承担"]}


def office_letter(scene: Scene) -> Made:
    """Not a court's paper, though it speaks of nothing else."""
    body = scene.government().replace("人民政府", "司法局")
    paper = Letter(
        None,
        scene.issued,
        kind=PaperKind.NOT_COURT_PAPER,
        heading=body,
        title="关于报送行政应诉情况的通知",
        addressee="各乡镇人民政府，各部门",
        lines=(
            "请各单位对本年度收到的传票、应诉通知书、行政判决书逐件登记，说明撤销、确认违法的原因。",
            f"联系电话：{scene.phone}。",
        ),
        closing=(body,),
    )
    return paper, {}


def _letter(
    scene: Scene, case: Proceeding, kind: PaperKind, titles: tuple[str, ...], lines: tuple[str, ...]
) -> Letter:
    return Letter(
        case,
        scene.issued,
        kind=kind,
        heading=scene.seat.court,
        title=scene.chance.choice(titles),
        number=scene.number,
        addressee=scene.body_name,
        lines=lines,
        sealed=scene.seat.court,
    )


def _day_after(scene: Scene, least: int, most: int) -> datetime:
    """A weekday morning that many days after the paper's date."""
    day = scene.issued + timedelta(scene.chance.randrange(least, most))
    day += timedelta({5: 2, 6: 1}.get(day.weekday(), 0))
    return datetime.combine(day, time(9, scene.chance.choice((0, 30))))
