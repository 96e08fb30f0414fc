"""Generated judgments and rulings: the outcome is drawn first, and worded in the forms courts use.

The reasoning names what the operative part does not do (a dismissed claim to revoke, a judgment below
that is not revoked), so that only the operative part tells the outcome.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from benchmarks.invention import Scene
from samples.facts import Decision, Item, Panel, Party, Proceeding
from samples.stories.common import (
    ARTICLE_69,
    ARTICLE_70,
    appeal_notice,
)
from samples.wording import arabic_date
from services.vocabulary import OutcomeClass as C
from services.vocabulary import PaperKind, Role, Stage

_ACTS = ("行政处罚决定", "行政处罚决定书", "责令改正决定", "答复", "不予受理通知", "行政决定")
_REASONS = (
    "被告作出被诉行政行为认定事实清楚，证据确凿，适用法律正确，程序合法。原告主张撤销被诉行政行为的理由不能成立，本院不予支持。",
    "被告未能举证证明其已履行告知义务，程序违法。原告请求确认违法的主张，本院在裁判理由中一并评述，不再赘述。",
    "当事人对自己的主张应当提供证据。原告一并请求赔偿损失，因未提供损失证据，本院对其赔偿主张不作认定。",
    "被诉行政行为所依据的主要证据尚不充分，被告辩称应当驳回原告的诉讼请求，与查明的事实不符。",
    "各方对被诉行政行为的职权依据没有争议，争议焦点在于程序是否合法，应否撤销或者确认违法。",
)


def first_judgment(scene: Scene) -> Decision:
    """A judgment of first instance with one of the outcomes the statute allows."""
    chance = scene.chance
    body = scene.body_name
    act = f"{scene.act_number}{chance.choice(_ACTS)}"
    plaintiffs = [scene.suitor() for _ in range(chance.choice((1, 1, 1, 2, 3)))]
    suing = "、".join(p.name for p in plaintiffs)
    sued: list[Party] = [scene.sued()]
    review = chance.random() < 0.2 and not body.endswith("人民政府")
    if review:
        sued.append(scene.sued(scene.government()))
    third = [scene.suitor(Role.THIRD_PARTY)] if chance.random() < 0.2 else []
    day = arabic_date(scene.act_on)
    items, partial = _review_items(scene, act, suing) if review else _items(scene, act, suing)
    case = Proceeding(
        scene.seat.court,
        scene.number,
        f"{scene.cause}及行政复议" if review and chance.random() < 0.5 else scene.cause,
        Stage.FIRST,
        (*plaintiffs, *sued, *third),
        filed_on=scene.filed,
        phone=scene.phone,
    )
    heard = scene.filed + (scene.issued - scene.filed) // 2
    simple = chance.random() < 0.2
    judge, other, assessor, clerk = scene.names(4)
    names = "、".join(p.name for p in sued)
    story = (
        f"原告{suing}诉被告{names}{case.cause}一案，本院于{arabic_date(scene.filed)}立案后，"
        f"依法{'适用简易程序' if simple else '组成合议庭'}，于{arabic_date(heard)}公开开庭审理了本案。"
        "本案现已审理终结。",
        f"{day}，被告{body}作出{act}。原告不服，提起本案诉讼。",
        f"原告{suing}诉称，被告作出的行政行为事实不清，请求撤销该行政行为，并确认其程序违法。",
        "被告辩称，其行政行为合法，请求驳回原告的诉讼请求。",
        f"经审理查明，{arabic_date(scene.act_on - timedelta(40))}，被告到现场检查并制作笔录，"
        "后经调查作出被诉行政行为。",
        f"本院认为，{chance.choice(_REASONS)}依照《中华人民共和国行政诉讼法》第六十九条、第七十条之规定，判决如下：",
    )
    payer = f"被告{body}" if chance.random() < 0.5 else f"原告{suing}"
    return Decision(
        case,
        scene.issued,
        story=story,
        items=items,
        partial=partial,
        costs=f"案件受理费{chance.choice(('50', '五十'))}元，由{payer}负担。",
        remedy=appeal_notice(chance.choice(("十五", "15")), scene.seat.upper),
        panel=Panel(judge, () if simple else (other,), () if simple else (assessor,), clerk=clerk),
        appendix=chance.choice(((), ARTICLE_69, ARTICLE_70)),
        appeal_days=15,
        appeal_court=scene.seat.upper,
        effective=False,
    )


def _items(scene: Scene, act: str, suing: str) -> tuple[tuple[Item, ...], tuple[str, ...]]:
    body, chance = scene.body_name, scene.chance
    by = f"撤销被告{body}于{arabic_date(scene.act_on)}作出的{act}"
    term = chance.choice(("六十日内", "60日内", "法定期限内", "三十个工作日内"))
    other = "驳回原告" + chance.choice(("", suing)) + "的其他诉讼请求"
    sum_due = f"{chance.randrange(2, 90)}0000元"
    done = f"于{arabic_date(scene.act_on)}对原告{suing}的房屋实施的强制拆除行为"
    choices: tuple[tuple[tuple[str, C], ...], ...] = (
        ((f"驳回原告{suing}的诉讼请求", C.DISMISS_CLAIMS),),
        ((f"驳回原告{suing}的诉讼请求", C.DISMISS_CLAIMS),),
        ((f"驳回{suing}的全部诉讼请求", C.DISMISS_CLAIMS),),
        ((by, C.REVOKE),),
        ((by, C.REVOKE), (f"责令被告{body}于本判决生效之日起{term}重新作出行政行为", C.REMAKE)),
        ((by, C.REVOKE), (f"被告{body}于本判决生效后{term}对原告的申请重新作出处理", C.REMAKE)),
        ((f"{by}第二项", C.REVOKE_PART), (other, C.DISMISS_OTHER)),
        ((f"确认被告{body}{done}违法", C.CONFIRM_ILLEGAL),),
        ((f"确认被告{body}{done}违法", C.CONFIRM_ILLEGAL), (other, C.DISMISS_OTHER)),
        ((f"确认被告{body}作出的{act}无效", C.CONFIRM_INVALID),),
        (
            (
                f"责令被告{body}于本判决生效之日起{term}对原告{suing}的申请作出处理",
                C.PERFORM_DUTY,
            ),
        ),
        ((f"被告{body}在本判决生效后{term}履行查处职责", C.PERFORM_DUTY), (other, C.DISMISS_OTHER)),
        (
            (
                f"变更被告{body}作出的{act}中罚款人民币50000元为罚款人民币10000元",
                C.MODIFY,
            ),
        ),
        (
            (
                f"被告{body}于本判决生效之日起{term}向原告{suing}支付抚恤金人民币{sum_due}",
                C.PAYMENT,
            ),
        ),
        (
            (f"确认被告{body}{done}违法", C.CONFIRM_ILLEGAL),
            (f"责令被告{body}于本判决生效之日起{term}采取补救措施", C.REMEDY),
        ),
    )
    return _numbered(chance.choice(choices), (body,))


def _review_items(scene: Scene, act: str, suing: str) -> tuple[tuple[Item, ...], tuple[str, ...]]:
    """Two defendants: the office and the government that upheld its act on reconsideration."""
    body, above = scene.body_name, scene.government()
    decision = (
        f"{scene.short_place()}政复〔{scene.filed.year}〕{scene.chance.randrange(1, 400)}号行政复议决定"
    )
    if scene.chance.random() < 0.5:
        return (Item(f"驳回原告{suing}的诉讼请求。", (C.DISMISS_CLAIMS,), (body, above)),), ()
    return (
        Item(f"一、撤销被告{body}作出的{act}；", (C.REVOKE,), (body,)),
        Item(f"二、撤销被告{above}作出的{decision}。", (C.REVOKE,), (above,)),
    ), ()


def _numbered(
    worded: tuple[tuple[str, C], ...], bodies: tuple[str, ...]
) -> tuple[tuple[Item, ...], tuple[str, ...]]:
    """Items with their numerals and stops, and the bodies with won and lost items."""
    marks = [f"{n}、" for n in "一二三"] if len(worded) > 1 else [""]
    ends = ["；"] * (len(worded) - 1) + ["。"]
    items = tuple(
        Item(mark + text + end, (outcome,), bodies)
        for mark, (text, outcome), end in zip(marks, worded, ends, strict=False)
    )
    won = {C.DISMISS_OTHER, C.DISMISS_COMPENSATION}
    mixed = any(o in won for _, o in worded) and any(o not in won for _, o in worded)
    return items, bodies if mixed else ()


def compensation_judgment(scene: Scene) -> Decision:
    """A judgment on state compensation."""
    chance, body = scene.chance, scene.body_name
    scene.number = scene.docket("行赔初", scene.seat.code, scene.filed.year)
    paper = first_judgment(scene)
    if paper.proceeding is None:
        raise ValueError("a judgment belongs to a proceeding")
    suing = paper.proceeding.parties[0]
    loss = chance.randrange(1000, 90000)
    pay = f"被告{body}于本判决生效之日起三十日内赔偿原告{suing.name}各项损失人民币{loss}元"
    rest = f"驳回原告{suing.name}的其他赔偿请求"
    none = f"驳回原告{suing.name}的赔偿请求"
    worded = chance.choice(
        (
            ((pay, C.COMPENSATE),),
            ((pay, C.COMPENSATE), (rest, C.DISMISS_COMPENSATION)),
            ((none, C.DISMISS_COMPENSATION),),
        )
    )
    items, partial = _numbered(worded, (body,))
    case = replace(paper.proceeding, cause="行政赔偿", parties=(suing, scene.sued()))
    scene.cause, scene.cause_code = "行政赔偿", "20"
    story = (
        f"原告{suing.name}诉被告{body}行政赔偿一案，本院于{arabic_date(scene.filed)}立案后，依法组成合议庭公开开庭"
        "进行了审理。本案现已审理终结。",
        "原告诉称，被告拆除房屋的行为已被确认违法，请求判令被告赔偿房屋损失及停产停业损失。",
        "本院认为，行政机关违法行使职权侵犯合法权益造成损害的，受害人有取得赔偿的权利。依照《中华人民共和国国家赔偿法》"
        "第四条之规定，判决如下：",
    )
    return replace(
        paper,
        proceeding=case,
        kind=PaperKind.COMPENSATION_JUDGMENT,
        title="行政赔偿判决书",
        story=story,
        items=items,
        partial=partial,
        costs="",
    )


def first_ruling(scene: Scene) -> Decision:
    """A ruling of first instance: rejection, withdrawal, termination, suspension, transfer."""
    chance, body = scene.chance, scene.body_name
    suitor = scene.suitor()
    who = suitor.name
    text, outcome, days, costs = chance.choice(
        (
            (f"驳回原告{who}的起诉。", C.REJECT_SUIT, 10, ""),
            (f"驳回{who}的起诉。", C.REJECT_SUIT, 10, ""),
            (f"准许原告{who}撤回起诉。", C.WITHDRAW_ALLOW, None, "原告"),
            (f"准予原告{who}撤回对被告{body}的起诉。", C.WITHDRAW_ALLOW, None, "原告"),
            (f"本案按原告{who}撤诉处理。", C.DEEMED_WITHDRAW, None, "原告"),
            ("本案终结诉讼。", C.TERMINATE, None, ""),
            ("本案中止诉讼。", C.SUSPEND, None, ""),
            (f"本案移送{scene.seat.upper}处理。", C.TRANSFER, None, ""),
            (f"不准许原告{who}撤回起诉。", C.WITHDRAW_DENY, None, ""),
        )
    )
    judge, other, third, clerk = scene.names(4)
    case = Proceeding(
        scene.seat.court, scene.number, scene.cause, Stage.FIRST, (suitor, scene.sued()), scene.filed
    )
    return Decision(
        case,
        scene.issued,
        kind=PaperKind.RULING,
        title="行政裁定书",
        story=(
            f"原告{who}诉被告{body}{scene.cause}一案，本院于{arabic_date(scene.filed)}立案。",
            f"原告诉称，被告于{arabic_date(scene.act_on)}作出的行政行为违法，请求依法撤销。",
            "本院认为，是否符合起诉条件、应否准许撤回起诉，应当依法审查。原告所称撤销理由不属于本裁定审查范围。依照"
            "《中华人民共和国行政诉讼法》的规定，裁定如下：",
        ),
        items=(Item(text, (outcome,), (body,)),),
        costs=f"案件受理费50元，减半收取25元，由原告{who}负担。" if costs else "",
        remedy=appeal_notice("十", scene.seat.upper, "裁定") if days else "",
        panel=Panel(judge, (other, third), clerk=clerk),
        appeal_days=days,
        appeal_court=scene.seat.upper if days else None,
    )
