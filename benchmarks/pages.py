"""Court pages for measuring OCR: invented names, courts and numbers, fonts and layouts no sample has.

Every paper comes from a seed; the same seed gives the same page.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import cv2
import numpy as np

from samples.damage import Damage, Image, bleed_through, fax, phone, photocopy, scanner, skew
from samples.facts import Decision, Head, Item, Panel, Paper, Proceeding, ResponseNotice, Summons
from samples.page import Look
from samples.stories.common import appeal_notice, at, office, person
from samples.wording import arabic_date
from services.vocabulary import OutcomeClass, Stage

_SURNAMES = "沈顾陆聂汪尹柏窦殷戚阮蒙祝岑薛"
_GIVEN = "怀瑾承泽若彤书砚青禾望舒景行知微秉文远岫以安清越"
_COURTS = (
    ("湖北省宜昌市西陵区人民法院", "鄂0502", "湖北省宜昌市中级人民法院"),
    ("浙江省绍兴市柯桥区人民法院", "浙0603", "浙江省绍兴市中级人民法院"),
    ("陕西省宝鸡市渭滨区人民法院", "陕0302", "陕西省宝鸡市中级人民法院"),
    ("广东省肇庆市端州区人民法院", "粤1202", "广东省肇庆市中级人民法院"),
    ("安徽省滁州市琅琊区人民法院", "皖1102", "安徽省滁州市中级人民法院"),
)
_OFFICES = ("市场监督管理局", "住房和城乡建设局", "人力资源和社会保障局", "自然资源和规划局", "公安局")
_CAUSES = ("行政处罚", "政府信息公开", "行政强制拆除", "工伤保险资格认定", "不履行法定职责")
_LOOKS = (
    Look("ukai", "noto-sans", 15.5, 28, (30, 24, 26, 27), page_numbers="none", footer=""),
    Look("uming", "zenhei", 16, 30, (34, 28, 30, 30), page_numbers="none", footer=""),
    Look("zenhei", "ukai", 14, 26, (25, 25, 25, 25), page_numbers="none", footer=""),
    Look("noto-serif", "uming", 15, 29, (36, 27, 30, 27), page_numbers="none", footer=""),
    Look("fang", "zenhei", 16, 28, (37, 26, 35, 28), page_numbers="none", footer=""),
)


@dataclass(frozen=True)
class Printed:
    """A paper to print. ``keys`` are what must be found on it, each as printed."""

    paper: Paper
    look: Look
    keys: tuple[str, ...]


def papers(count: int, seed: int = 20_260) -> list[Printed]:
    """``count`` papers: notices, summonses and short judgments in turn."""
    return [_paper(random.Random(seed + number), number) for number in range(count)]


def _paper(chance: random.Random, number: int) -> Printed:
    court, code, upper = chance.choice(_COURTS)
    place = court[3:-4]
    body = f"{place}{chance.choice(_OFFICES)}"
    name = chance.choice(_SURNAMES) + "".join(chance.sample(_GIVEN, 2))
    clerk, judge = (chance.choice(_SURNAMES) + "".join(chance.sample(_GIVEN, 2)) for _ in range(2))
    filed = date(2025, 1, 6) + timedelta(chance.randrange(600))
    issued = filed + timedelta(chance.randrange(3, 200))
    docket = f"（{filed.year}）{code}行初{chance.randrange(1, 3000)}号"
    cause = chance.choice(_CAUSES)
    address = f"{place}青云路{chance.randrange(1, 300)}号"
    case = Proceeding(
        court,
        docket,
        cause,
        Stage.FIRST,
        (
            person(name, f"男，19{chance.randrange(50, 99)}年3月{chance.randrange(1, 29)}日出生，汉族"),
            office(body, address, Head(judge[::-1], "局长")),
        ),
        filed_on=filed,
        phone=f"0{chance.randrange(100, 999)}-{chance.randrange(10**7, 10**8)}",
    )
    look = _LOOKS[number % len(_LOOKS)]
    day = look.printed_date(issued)
    if number % 3 == 0:
        notice = ResponseNotice(case, issued, addressee=body, judge=judge)
        return Printed(notice, look, (court, docket, body, name, arabic_date(filed), day, case.phone))
    if number % 3 == 1:
        hearing = at(issued.year, issued.month, issued.day, 9) + timedelta(
            days=chance.randrange(5, 40), minutes=30 * chance.randrange(0, 5)
        )
        summons = Summons(
            case,
            issued,
            addressee=body,
            address=address,
            hearing_at=hearing,
            place=f"第{chance.choice('一二三四五六七八')}审判庭",
            judge=judge,
            clerk=clerk,
        )
        hour = f"{arabic_date(hearing.date())}上午{hearing.hour}时{hearing.minute:02d}分"
        return Printed(summons, look, (court, docket, body, hour, day))
    revoked = f"一、撤销被告{body}于{arabic_date(filed - timedelta(60))}作出的行政行为；"
    remade = f"二、责令被告{body}于本判决生效之日起六十日内重新作出处理。"
    judgment = Decision(
        case,
        issued,
        story=(
            f"原告{name}不服被告{body}{cause}一案，本院于{arabic_date(filed)}立案受理后，依法公开开庭进行了审理。",
            "本院认为，被告作出被诉行政行为认定的主要事实不清，依照《中华人民共和国行政诉讼法》第七十条之规定，"
            "判决如下：",
        ),
        items=(
            Item(revoked, (OutcomeClass.REVOKE,), (body,)),
            Item(remade, (OutcomeClass.REMAKE,), (body,)),
        ),
        costs="案件受理费五十元，由被告负担。",
        remedy=appeal_notice("十五", upper),
        panel=Panel(judge, (clerk[::-1],), clerk=clerk),
        appeal_days=15,
        appeal_court=upper,
    )
    return Printed(judgment, look, (court, docket, body, name, arabic_date(filed), day, upper))


_STATED = (
    "经审理查明，{a}，{b}向被告{office}提交了书面材料第{n}号，载明申请事项、事实和理由，并附身份证明复印件共{m}份。",
    "上述事实，有原告提交的证据{n}、被告提交的证据{m}以及双方当事人在庭审中的陈述在案佐证，本院予以确认。",
    "被告{office}辩称，其于{a}收到材料后，依照《中华人民共和国行政诉讼法》和有关规定进行了调查，制作询问笔录{m}份。",
    "{b}称其对证据{n}的真实性没有异议，对关联性和证明目的不予认可，认为该证据形成于{a}之后，不能作为依据。",
    "本院经审查认为，证据{n}来源合法，内容客观，与本案待证事实有关联，可以作为认定案件事实的依据。",
)


def long_judgment(paragraphs: int = 84) -> Printed:
    """A judgment of nine pages: the short one with its facts told at length."""
    chance = random.Random(9)
    printed = papers(3)[2]
    paper = printed.paper
    assert isinstance(paper, Decision)
    told = tuple(
        _STATED[number % len(_STATED)].format(
            a=arabic_date(date(2025, 1, 1) + timedelta(chance.randrange(400))),
            b=chance.choice(_SURNAMES) + "".join(chance.sample(_GIVEN, 2)),
            office=chance.choice(_OFFICES),
            n=chance.randrange(1, 60),
            m=chance.randrange(2, 12),
        )
        for number in range(paragraphs)
    )
    return replace(printed, paper=replace(paper, story=(paper.story[0], *told, *paper.story[1:])))


# --- damage beyond that of the samples ------------------------------------------------------------


def noise(level: float) -> Damage:
    """Sensor noise of a poor scanner, in grey levels."""
    return lambda image, rng: _bytes(image + rng.normal(0, level, image.shape[:2])[..., None])


def salt_and_pepper(share: float) -> Damage:
    def apply(image: Image, rng: np.random.Generator) -> Image:
        chance = rng.random(image.shape[:2])
        image = image.copy()
        image[chance < share / 2] = 0
        image[chance > 1 - share / 2] = 255
        return image

    return apply


def blur(pixels: float) -> Damage:
    return lambda image, rng: cv2.GaussianBlur(image, (0, 0), pixels)


def motion(pixels: int) -> Damage:
    """Moved along the line while the shutter was open."""
    kernel = np.full((1, pixels), 1 / pixels, np.float32)
    return lambda image, rng: cv2.filter2D(image, -1, kernel)


def faint(contrast: float) -> Damage:
    """An empty cartridge: ``contrast`` of the ink is left."""
    return lambda image, rng: _bytes(255 - (255 - image.astype(np.float32)) * contrast - 12)


def compressed(quality: int) -> Damage:
    def apply(image: Image, rng: np.random.Generator) -> Image:
        _, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])
        return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR))

    return apply


def watermark(strength: float = 0.22) -> Damage:
    """Slanted grey letters across the page, as copying services print them."""

    def apply(image: Image, rng: np.random.Generator) -> Image:
        mark = np.full(image.shape[:2], 255, np.uint8)
        size = image.shape[1] / 420
        for row in range(5):
            at = (int(image.shape[1] * 0.1), int(image.shape[0] * (0.15 + 0.18 * row)))
            cv2.putText(mark, "COPY 2026 COPY", at, cv2.FONT_HERSHEY_SIMPLEX, size, 0, int(6 * size))
        turn = cv2.getRotationMatrix2D((image.shape[1] / 2, image.shape[0] / 2), 24, 1)
        mark = cv2.warpAffine(mark, turn, mark.shape[::-1], borderValue=255)
        return _bytes(image.astype(np.float32) - (255 - mark.astype(np.float32))[..., None] * strength)

    return apply


def _bytes(image: Image) -> Image:
    return np.asarray(np.clip(image, 0, 255), np.uint8)


@dataclass(frozen=True)
class Variant:
    """How pages arrive: resolution, damage, with a seal over the date or without, and the most the
    character error rate may be (%, None: none is promised)."""

    dpi: int
    damages: tuple[Damage, ...] = ()
    seal: bool = False
    goal: float | None = None


def _variants() -> dict[str, Variant]:
    scan: Callable[..., Damage] = scanner
    return {
        "clean 300 dpi": Variant(300, (), goal=0.1),
        "scan 200 dpi": Variant(200, (scan(),), goal=0.1),
        "scan 150 dpi": Variant(150, (scan(),), goal=0.1),
        "scan 100 dpi": Variant(100, (scan(),)),
        "noise": Variant(200, (noise(22),)),
        "salt and pepper": Variant(200, (salt_and_pepper(0.04),)),
        "skew 3°": Variant(200, (scan(), skew(3)), goal=0.2),
        "seal": Variant(200, (scan(),), seal=True, goal=0.2),
        "fax": Variant(200, (fax(),), goal=1.5),
        "phone": Variant(200, (phone(),), goal=0.2),
        "photocopy": Variant(200, (photocopy(),)),
        "bleed-through": Variant(200, (bleed_through(0.35), scan()), goal=0.2),
        "watermark": Variant(200, (watermark(), scan())),
        "faint": Variant(200, (faint(0.12), noise(2))),
        "motion blur": Variant(200, (motion(7),)),
        "combined": Variant(200, (skew(1.5), blur(0.9), noise(9), compressed(45)), seal=True, goal=0.5),
    }


VARIANTS = _variants()
