"""Invented people, bodies and numbers for generated papers: the scene of one case.

Courts, agencies and causes are real names from models/lexicons; every person, company, address and
number is invented. ``Half.FIT`` and ``Half.TEST`` share no surname, no court and no body font, so that
what is fitted on one is tested on the other. Courts the samples use are left out of both.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from samples.facts import Agent, Head, Party
from samples.page import Look
from samples.stories.common import company, office, person
from services.extractor.text.lexicons import cause_words, causes, court_codes, courts, surnames
from services.vocabulary import Role

_GIVEN = (
    "伟芳娜敏静磊洋勇艳杰娟涛明超霞平刚桂英华建国志强春梅玉兰秀珍海燕文博子涵雨欣宇轩"
    "思源嘉懿晓峰立新永康德胜金宝凤仙"
)
_TRADES = ("恒泰", "鑫源", "瑞丰", "明德", "宏远", "金穗", "天成", "顺达", "百川", "华宇", "安居")
_LINES = (
    "商贸",
    "建筑工程",
    "餐饮管理",
    "物业服务",
    "置业",
    "汽车销售",
    "农业开发",
    "医药连锁",
    "物流",
)
_FORMS = ("有限公司", "有限责任公司", "股份有限公司", "（集团）有限公司")
_STREETS = ("人民路", "建设路", "解放大道", "中山街", "朝阳北路", "滨河东路", "文昌巷", "新华街")
_TOWNS = ("城关镇", "东风镇", "太平镇", "白沙镇", "石桥镇", "龙泉镇", "柳林乡", "清河镇")
_OFFICES = (
    ("市场监督管理局", "市监处罚"),
    ("自然资源局", "自然资罚"),
    ("人力资源和社会保障局", "人社认字"),
    ("公安局", "公（治）行罚决字"),
    ("住房和城乡建设局", "住建罚"),
    ("城市管理局", "城管罚决字"),
    ("林业局", "林罚决字"),
    ("生态环境局", "环罚"),
    ("卫生健康局", "卫健罚"),
    ("交通运输局", "交罚"),
    ("农业农村局", "农罚"),
    ("应急管理局", "应急罚"),
    ("人民政府", "政行决"),
    ("综合行政执法局", "综执罚字"),
    ("水利局", "水罚决字"),
    ("医疗保障局", "医保处"),
    ("民政局", "民罚"),
    ("教育局", "教罚"),
    ("退役军人事务局", "退役答"),
    ("税务局", "税罚"),
)
# Causes whose suit a notice of an ordinary office may name; 行政赔偿 has papers of its own.
_NOT_ALONE = re.compile("赔偿|诉讼|公益|其他")
_USED_IN_SAMPLES = re.compile(
    "北碚|渝北|渝中|崇义|大余|滕州|薛城|新洲|武汉铁路|重庆市第[一五]中级|赣州|枣庄"
)


class Half(StrEnum):
    """What a scene is drawn for: fitting the confidences, or testing them."""

    FIT = "fit"
    TEST = "test"


_BODIES = {
    Half.FIT: ("uming", "zenhei", "song", "noto-sans"),
    Half.TEST: ("ukai", "fang", "kai", "hei", "noto-serif"),
}
_HEADINGS = {Half.FIT: ("song-bold", "zenhei"), Half.TEST: ("hei", "noto-serif-bold", "ukai")}


@dataclass(frozen=True)
class Seat:
    """A court of first instance, its code, and the court above."""

    court: str
    code: str
    upper: str
    upper_code: str

    @property
    def place(self) -> str:
        return self.court.removesuffix("人民法院")


@cache
def seats(half: Half) -> tuple[Seat, ...]:
    """Basic courts whose own and upper codes are known, those of ``half``."""
    known = court_codes()
    found = []
    for code, court in sorted(known.items()):
        upper = known.get(code[:3], "")
        whole = court in courts() and court.endswith(("区人民法院", "县人民法院", "市人民法院"))
        if len(code) == 5 and whole and upper.endswith("中级人民法院") and upper in courts():
            found.append(Seat(court, code, upper, code[:3]))
    usable = [seat for seat in found if not _USED_IN_SAMPLES.search(seat.court + seat.upper)]
    return tuple(usable[half is Half.TEST :: 2])


@cache
def _of_the_test() -> frozenset[str]:
    """Courts of the test half: some courts have two codes, one in each half."""
    return frozenset(seat.court for seat in seats(Half.TEST))


@cache
def surnames_of(half: Half) -> tuple[str, ...]:
    """Every second surname of the lexicon."""
    return tuple(sorted(surnames())[half is Half.TEST :: 2])


@cache
def _causes() -> tuple[tuple[str, str], ...]:
    """Printed words and code; words that mean one cause alone."""
    listed = [(cause.name, cause.code) for cause in causes()]
    words = [(word, codes[0]) for word, codes in cause_words().items() if len(codes) == 1]
    names = {name for name, _ in listed}
    once = [each for each in listed if sum(each[0] == other for other, _ in listed) == 1]
    return tuple(
        sorted(
            (name, code)
            for name, code in [*once, *(word for word in words if word[0] not in names)]
            if not _NOT_ALONE.search(name) and not name.endswith(("行为", "决定"))
        )
    )


@dataclass
class Scene:
    """Who sues whom where, drawn from ``chance``; the same chance gives the same scene."""

    chance: random.Random
    half: Half

    def __post_init__(self) -> None:
        chance = self.chance
        self.seat = chance.choice(seats(self.half))
        while self.half is Half.FIT and self.seat.court in _of_the_test():
            self.seat = chance.choice(seats(self.half))
        self.filed = date(2021, 1, 4) + timedelta(chance.randrange(2100))
        self.issued = self.filed + timedelta(chance.randrange(3, 240))
        self.cause, self.cause_code = chance.choice(_causes())
        self.number = self.docket("行初", self.seat.code, self.filed.year)
        self.suffix, self.act_word = chance.choice(_OFFICES)
        self.body_name = self._body()
        self.phone = f"0{chance.randrange(310, 999)}-{chance.randrange(2_000_000, 9_000_000)}"
        self.act_on = self.filed - timedelta(chance.randrange(20, 170))
        short = self.short_place()
        serial = f"{chance.choice(('', '第'))}{chance.randrange(1, 900)}号"
        self.act_number = f"{short}{self.act_word}〔{self.act_on.year}〕{serial}"

    def docket(self, word: str, code: str, year: int) -> str:
        return f"（{year}）{code}{word}{self.chance.randrange(1, 3000)}号"

    def short_place(self) -> str:
        """One or two characters of the place, as document numbers begin with."""
        return re.sub(r".*(?:省|自治区|自治州|市|盟)(?=.)", "", self.seat.place)[:2].rstrip("市区县")

    def _body(self) -> str:
        chance, place = self.chance, self.seat.place
        local = re.sub(r"^.*?(?:省|自治区)", "", place)
        shape = chance.random()
        if shape < 0.1:
            return f"{local}{chance.choice(_TOWNS)}人民政府"
        if shape < 0.2:
            return f"{local}人民政府{chance.choice(_TOWNS)[:2]}街道办事处"
        if shape < 0.25 and "市" in local and local.endswith("区"):
            city, district = local.split("市", 1)
            return f"{city}市公安局{district}分局"
        return f"{local}{self.suffix}"

    def government(self) -> str:
        """The government above the office, which decides on reconsideration."""
        return re.sub(r"^.*?(?:省|自治区)", "", self.seat.place) + "人民政府"

    def name(self) -> str:
        """A person's name: mostly two given characters, some one, few with the dot of a minority."""
        chance = self.chance
        if chance.random() < 0.01:
            first, last = (
                chance.choice(("阿迪力", "古丽娜", "买买提")),
                chance.choice(("艾山", "吐尔逊")),
            )
            return f"{first}·{last}"
        count = 1 if chance.random() < 0.25 else 2
        return chance.choice(surnames_of(self.half)) + "".join(chance.sample(_GIVEN, count))

    def names(self, count: int) -> tuple[str, ...]:
        return tuple(self.name() for _ in range(count))

    def address(self) -> str:
        return f"{self.seat.place}{self.chance.choice(_STREETS)}{self.chance.randrange(1, 900)}号"

    def agents(self, own: bool = False) -> tuple[Agent, ...]:
        """None, a lawyer, or of an office its own staff."""
        draw = self.chance.random()
        if draw < 0.35:
            return ()
        if own and draw < 0.6:
            return (Agent(self.name(), None, self.chance.choice(("该局工作人员", "该单位工作人员"))),)
        firm = f"{self.seat.place[:2]}{self.chance.choice(_TRADES)}律师事务所"
        return (Agent(self.name(), firm),)

    def suitor(self, role: Role = Role.PLAINTIFF, original: tuple[Role, ...] = ()) -> Party:
        """A person or a company."""
        chance = self.chance
        if chance.random() < 0.65:
            born = date(1945, 1, 1) + timedelta(chance.randrange(21_000))
            details = (
                f"{chance.choice('男女')}，{born.year}年{born.month}月{born.day}日出生，"
                f"{chance.choice(('汉族', '回族', '土家族', '汉族'))}，住{self.address()}"
            )
            return person(self.name(), details, role, agents=self.agents(), original=original)
        town = re.sub(r"^.*?(?:省|自治区)", "", self.seat.place)
        name = town + chance.choice(_TRADES) + chance.choice(_LINES) + chance.choice(_FORMS)
        head = Head(self.name(), chance.choice(("总经理", "执行董事", "董事长", "经理")))
        return company(name, self.address(), head, role, agents=self.agents(), original=original)

    def sued(
        self, name: str = "", role: Role = Role.DEFENDANT, original: tuple[Role, ...] = ()
    ) -> Party:
        name = name or self.body_name
        title = (
            "主任"
            if name.endswith("办事处")
            else self.chance.choice(("局长", "负责人"))
            if name.endswith("局")
            else self.chance.choice(("县长", "区长", "镇长"))
        )
        came = (self.name(), f"副{title}") if self.chance.random() < 0.4 and title != "负责人" else None
        head = Head(self.name(), title, self.chance.choice(("法定代表人", "负责人")))
        agents = self.agents(own=True)
        return office(
            name, self.address(), head, role, attending=came, agents=agents, original=original
        )

    def look(self) -> Look:
        """A layout by chance, within the fonts of the half."""
        chance = self.chance
        size = chance.choice((14, 15, 15.5, 16))
        margin = chance.choice(((37, 26, 35, 28), (25, 25, 25, 25), (30, 24, 26, 27), (34, 30, 30, 30)))
        return Look(
            body=chance.choice(_BODIES[self.half]),
            heading=chance.choice(_HEADINGS[self.half]),
            size=size,
            leading=size * chance.choice((1.7, 1.8, 1.9)),
            margins=margin,
            red_line=chance.random() < 0.2,
            spaced_titles=chance.random() < 0.4,
            number_align=chance.choice(("right", "center")),
            date_style=chance.choice(("chinese", "chinese", "circle", "ling", "arabic")),
            page_numbers=chance.choice(("dash", "of", "none")),
            seal=False,
            footer="虚构文书，仅供测量",
        )
