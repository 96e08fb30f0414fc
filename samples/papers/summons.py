"""传票: the ruled form of law courts, one page."""

from __future__ import annotations

from samples.facts import Summons
from samples.page import Look
from samples.sheet import Block
from samples.wording import hearing_time, spaced

NOTES = (
    "1.被传唤人必须准时到达应到处所。",
    "2.本传票由被传唤人携带来院报到。",
    "3.被传唤人收到传票后，应在送达回证上签名或盖章。",
    "4.被诉行政机关负责人应当出庭应诉，不能出庭的，应当委托相应的工作人员出庭。",
)


def blocks(paper: Summons, look: Look) -> list[Block]:
    case = paper.proceeding
    if case is None or paper.issued_on is None:
        raise ValueError("a summons needs its proceeding and its date")
    rows = (
        ("案号", case.number),
        ("案由", case.cause),
        ("被传唤人", paper.addressee),
        ("工作单位或住址", paper.address),
        ("传唤事由", paper.reason),
        ("应到时间", hearing_time(paper.hearing_at, paper.time_form)),
        ("应到处所", paper.place),
        ("注意事项", "\n".join(NOTES)),
    )
    return [
        Block("court", case.court),
        Block("title", "传票"),
        Block("table", rows=rows),
        Block("right", f"审判员　{spaced(paper.judge)}"),
        Block("right", f"书记员　{spaced(paper.clerk)}"),
        Block("right", look.printed_date(paper.issued_on), seal=case.court),
    ]
