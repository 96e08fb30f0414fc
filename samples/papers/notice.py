"""应诉通知书: the notice to respond, with the complaint's copy."""

from __future__ import annotations

from samples.facts import ResponseNotice
from samples.page import Look
from samples.sheet import Block
from samples.wording import arabic_date, number
from services.vocabulary import Role


def blocks(paper: ResponseNotice, look: Look) -> list[Block]:
    case = paper.proceeding
    if case is None or paper.issued_on is None:
        raise ValueError("a notice needs its proceeding and its date")
    plaintiffs = "、".join(p.name for p in case.of_role(Role.PLAINTIFF))
    names = "、".join(p.name for p in case.of_role(Role.DEFENDANT))
    sued = "你单位" if paper.your_unit else f"被告{names}"
    filed = f"于{arabic_date(case.filed_on)}立案" if case.filed_on else "决定立案"
    days = number(paper.answer_days)
    text = (
        f"原告{plaintiffs}诉{sued}{case.cause}一案，本院已{filed}。现随文发送起诉状副本一份，"
        "并将有关应诉事项通知如下：",
        "一、在诉讼过程中，当事人必须依法行使诉讼权利，有权行使《中华人民共和国行政诉讼法》规定的"
        "诉讼权利，同时也必须遵守诉讼秩序，履行诉讼义务。",
        f"二、应当自收到起诉状副本之日起{days}日内向本院提交作出行政行为的证据和所依据的规范性文件，"
        "并提出答辩状正本一份、副本二份。不提供或者无正当理由逾期提供证据的，视为没有相应证据。",
        "三、应当提交法定代表人或者负责人身份证明书、统一社会信用代码证书复印件。",
        "四、需要委托诉讼代理人的，应当提交由法定代表人签署的授权委托书，载明委托事项和权限。"
        "被诉行政机关负责人应当出庭应诉；不能出庭的，应当委托行政机关相应的工作人员出庭。",
        "五、在诉讼过程中，不得自行向原告、第三人和证人收集证据。",
        f"联系人：{paper.judge}　　联系电话：{case.phone}",
    )
    return [
        Block("court", case.court),
        Block("title", "应诉通知书"),
        Block("number", case.number),
        Block("addressee", f"{paper.addressee}："),
        *(Block("text", line) for line in text),
        Block("space"),
        Block("right", look.printed_date(paper.issued_on), seal=case.court),
    ]
