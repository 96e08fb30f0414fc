"""Generated judgments and rulings of second instance, by either side's appeal."""

from __future__ import annotations

from datetime import timedelta

from benchmarks.invention import Scene
from samples.facts import Decision, Item, Panel, Proceeding
from samples.stories.common import FINAL_JUDGMENT, FINAL_RULING
from samples.wording import arabic_date
from services.vocabulary import OutcomeClass as C
from services.vocabulary import PaperKind, Role, Stage

_AFFIRMED = {
    "判决": ("驳回上诉，维持原判。", "驳回上诉，维持原判决。"),
    "裁定": ("驳回上诉，维持原裁定。",),
}


def second_judgment(scene: Scene) -> Decision:
    """Affirmed, or the judgment below revoked with a new one on the act."""
    chance, body = scene.chance, scene.body_name
    below = f"{scene.seat.court}{scene.number}行政判决"
    act = f"{scene.act_number}行政处罚决定"
    revoke = f"撤销被上诉人{body}于{arabic_date(scene.act_on)}作出的{act}"
    shape = chance.randrange(4)
    if shape < 2:
        return _second(
            scene, "判决", [(chance.choice(_AFFIRMED["判决"]), C.AFFIRM)], chance.random() < 0.4
        )
    by_office = shape == 3
    if by_office:
        new = [("二、驳回被上诉人SUITOR的诉讼请求。", C.DISMISS_CLAIMS)]
    else:
        new = [
            (f"二、{revoke}；", C.REVOKE),
            (f"三、责令被上诉人{body}于本判决生效之日起六十日内重新作出行政行为。", C.REMAKE),
        ]
    return _second(scene, "判决", [(f"一、撤销{below}；", C.REVOKE_LOWER), *new], by_office)


def second_ruling(scene: Scene) -> Decision:
    """Affirmed, remanded, ordered to go on, or the appeal withdrawn."""
    chance = scene.chance
    below = f"{scene.seat.court}{scene.number}行政"
    shape = chance.randrange(4)
    if shape == 0:
        return _second(scene, "裁定", [(_AFFIRMED["裁定"][0], C.AFFIRM)], False)
    if shape == 1:
        remand = [
            (f"一、撤销{below}判决；", C.REVOKE_LOWER),
            (f"二、发回{scene.seat.court}重审。", C.REMAND),
        ]
        return _second(scene, "裁定", remand, chance.random() < 0.5, "判决")
    if shape == 2:
        resume = [
            (f"一、撤销{below}裁定；", C.REVOKE_LOWER),
            (f"二、本案指令{scene.seat.court}继续审理。", C.ORDER_CONTINUE),
        ]
        return _second(scene, "裁定", resume, False)
    withdrawn = "准许上诉人APPELLANT撤回上诉。"
    return _second(scene, "裁定", [(withdrawn, C.APPEAL_WITHDRAW)], chance.random() < 0.5, "判决")


def _second(
    scene: Scene, word: str, worded: list[tuple[str, C]], by_office: bool, lower: str = ""
) -> Decision:
    chance, body = scene.chance, scene.body_name
    first, second = (Role.APPELLEE, Role.APPELLANT) if by_office else (Role.APPELLANT, Role.APPELLEE)
    suitor = scene.suitor(first, (Role.PLAINTIFF,))
    sued = scene.sued(role=second, original=(Role.DEFENDANT,))
    appellant, appellee = (sued, suitor) if by_office else (suitor, sued)
    below, prior = scene.seat.court, scene.number
    number = scene.docket("行终", scene.seat.upper_code, scene.issued.year)
    filed = scene.filed + timedelta(120)
    issued = filed + timedelta(chance.randrange(20, 90))
    number = number.replace(f"（{scene.issued.year}）", f"（{filed.year}）")
    scene.number, scene.filed, scene.issued = number, filed, issued
    judge, other, third, clerk = scene.names(4)
    decided = f"{prior}行政{lower or word}"
    items = tuple(
        Item(
            text.replace("SUITOR", suitor.name).replace("APPELLANT", appellant.name),
            (outcome,),
            (body,),
        )
        for text, outcome in worded
    )
    reason = chance.choice(("原审判决认定事实清楚", "一审程序是否合法", "上诉人请求撤销原判的主张"))
    return Decision(
        Proceeding(
            scene.seat.upper, number, scene.cause, Stage.SECOND, (appellant, appellee), filed_on=filed
        ),
        issued,
        kind=PaperKind.JUDGMENT if word == "判决" else PaperKind.RULING,
        title=f"行政{word}书",
        story=(
            f"上诉人{appellant.name}因与被上诉人{appellee.name}{scene.cause}一案，不服{below}{decided}，向本院提起上诉。"
            f"本院于{arabic_date(filed)}立案后，依法组成合议庭审理了本案。本案现已审理终结。",
            f"原审法院查明，{arabic_date(scene.act_on)}，{body}作出{scene.act_number}行政处罚决定。",
            f"上诉人{appellant.name}上诉称，原审认定事实错误，请求撤销原审{lower or word}，依法改判。",
            f"本院认为，{reason}，应当结合在案证据认定。依照《中华人民共和国行政诉讼法》第八十九条之规定，{word}如下：",
        ),
        items=items,
        costs=f"二审案件受理费50元，由上诉人{appellant.name}负担。" if word == "判决" else "",
        remedy=FINAL_JUDGMENT if word == "判决" else FINAL_RULING,
        panel=Panel(judge, (other, third), clerk=clerk),
        prior_number=prior,
        lower_court_word=chance.choice(("原审", "一审")),
    )
