"""Names of parties: where one ends, how several are listed, and what kind of subject it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from services.extractor.text.lexicons import divisions, surnames
from services.vocabulary import PartyType, Role

Span = tuple[int, int]

# --- what ends a name where the comma was lost ---------------------------------------------------
_PEOPLES = (
    "汉|满|回|藏|壮|苗|彝|瑶|侗|白|黎|傣|畲|羌|水|京|土|怒|高山|蒙古|维吾尔|布依|朝鲜|哈尼|哈萨克|傈僳|仡佬"
    "|土家|纳西|东乡|拉祜|景颇|柯尔克孜|达斡尔|仫佬|布朗|撒拉|毛南|锡伯|塔吉克|鄂温克|裕固|独龙|鄂伦春|赫哲"
)
_AFTER_SEX = (
    rf"(?=$|[，。；：、\s\d×*]|(?:{_PEOPLES})族|住|生|身份|公民|居民|户|现|出生|农|个体|无|系|该"
    r"|[（）])"
)
_STOP = re.compile(
    r"住所|住址|住(?![房宅院建])|地址|(?:机关|机构)?所在地|办公地|注册地|(?:经营|营业)场所|组织机构|统一社会|统一信用"
    r"|社会信用|营业执照|注册号"
    rf"|[男女]{_AFTER_SEX}|(?:{_PEOPLES})族(?!自治|区|乡|镇|[\u4e00-\u9fa5]{{1,8}}(?:自治|族乡))"
    r"|(?:19|20)\d\d年|性别|生于|出生|身份证|公民身份|居民身份|身份号码|户籍|户口|籍贯|国籍|护照|现住"
    r"|原名|曾用名|又名|别名|以下简称|下称|简称"
    r"|法定代表人|法定代理人|负责人|经营者|代表人|委托代理|委托诉讼|诉讼代理|联系|电话|职业|职务"
    r"|(?<![体关水派联])系(?![统列])"
)
_OCCUPATION = re.compile(r"(?:农民|居民|村民|工人|职工|干部|教师|学生|个体|无业|无职业|退休|待业)")
# 张某某江州人: the place a person comes from, glued to the name
_HOME = re.compile(r"[\u4e00-\u9fa5]{2,10}人$")
# （以下简称…）, （原某某公司）, （一审第三人）: no part of a name; （江州）律师事务所 is.
_NOTE = (
    r"(?:以下|下称|简称|原|系|曾|又名|别名|特别|一般|统一|组织|身份|公民|男|女|诉讼代表|反诉|兼|一审|二审|即|下同"
    r"|不包括|均)"
)
_PIECE = re.compile(
    rf"(?:[^，。；：、（）\n]|（(?!{_NOTE})[^（）]{{1,14}}）(?=[\u4e00-\u9fa5])|（(?:有限|普通|特殊普通)合伙）)+"
)
_NUMBERED = re.compile(r"^(?:\d{1,2}[.、]|（[一二三四五六七八九十]+）)")
_ET_ALIA = re.compile(r"等(?:\d+|[一二三四五六七八九十百]+)?(?:人|名|户|位|家)?(?:[\u4e00-\u9fa5]*)$")

# --- what kind of subject a name is ----------------------------------------------------------------
_SELF_GOVERNED = r"(?:村民|居民|业主|监事|股东|家长|工会|居|村)委员会$|(?:业主|村民|居民)大会$|合伙）$"
AGENCY_END = (
    r"(?:人民政府|政府|管理委员会|管委会|委员会|办事处|街道办(?!事处)|国务院|厅|局|署|海关|派出所|税务所|财政所|司法所"
    r"|交警[支大中]队|警察[支大中总]队|执法[支大中总]队|监察[支大中总]队|消防[支大中总]队|救援[支大中总]队"
    r"|[支大总]队|办公室|征收办(?!公室)|管理处|管理所|管理站|管理中心|服务中心|登记中心|人民武装部|监狱|看守所|戒毒所"
    r"|(?:公安|财政|教育|司法|商务|社会保障|自然资源|资源|环境|环境保护|建设|交通运输|水利|农业农村|农业|文化|旅游"
    r"|民政|工业和信息化|科学技术|国家安全|外交|国防|应急管理|退役军人事务|监察)部)$"
)
_AGENCY = re.compile(AGENCY_END)
ORGANIZATION_END = (
    r"(?:公司|厂|店|部|中心|社|企业|集团|银行|学校|小学|中学|大学|学院|幼儿园|协会|商会|学会|联合会|研究所|研究院"
    r"|事务所|委员会|村委会|居委会|小组|组|队|矿|场|站|馆|院|行|所|会|处|庄|园|坊|城|市场|酒店|宾馆|餐厅|饭店|超市"
    r"|工作室|基金会|合作社|联合社|经济社|农场|户|村|株式会社|法人|医院|分局|厅|局|府|署|办)$"
)
_ORGANIZATION = re.compile(ORGANIZATION_END)
_PUBLIC_BODY = re.compile(r"(?:中心|处|所|站|院|大学|学校|队|办|协会|社|部|会|段)$")
_BUSINESS = re.compile(r"公司|医院|会所|营业所|经营部|店$")
_MASKED = re.compile(r"[×某XxＸ*＊]")
# JOHN SMITH, Smith John A.; not ABC TRADING LIMITED
_LATIN = re.compile(
    r"(?!.*\b(?:co|company|corp|corporation|inc|ltd|limited|llc|gmbh|plc|group|bank|holdings?|trading|university"
    r"|foundation|association|institute)\b)[A-Za-z][A-Za-z.'\-]*(?:[ ,]+[A-Za-z][A-Za-z.'\-]*){1,4}",
    re.I,
)
_FOREIGN = re.compile(r"^[\u4e00-\u9fa5A-Za-z.·\-\s]{2,40}·[\u4e00-\u9fa5A-Za-z.·\-\s]+$")


_PROVINCE = re.compile(
    r"北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州"
    r"|云南|陕西|甘肃|青海|内蒙古|广西|西藏|宁夏|新疆|中国|中华|国家"
)


@cache
def _compound_surnames() -> frozenset[str]:
    return frozenset(name for name in surnames() if len(name) == 2)


def surname_length(name: str) -> int:
    """2 for 欧阳, 1 for 张, 0 when ``name`` begins with no known surname (masked counts as 1)."""
    if name[:2] in _compound_surnames():
        return 2
    return 1 if name[:1] in surnames() or _MASKED.match(name) else 0


def is_person(name: str) -> bool:
    """Does ``name`` look like a natural person's: 张三, 欧阳某某, 王某1, 安妮·罗?"""
    if _FOREIGN.match(name) or _LATIN.fullmatch(name):
        return True
    length = surname_length(name)
    return bool(length) and length < len(name) <= length + 3 and not _organization_like(name)


# 交款人, 应缴金额, 承办法官: what a form asks for is no name, though 申, 承 and 本 are surnames.
_NO_NAME = re.compile(
    r"(?:人|方|额|款|项目|由|号|码|间|期|址|话|式|箱|果|类型|情况|职务|盖章|公开|到庭|如下)$"
    r"|本院|法官|原告|被告|提交|答辩|证据|通知|认为|查明|说明|规定|请求|书记员|审判|签名"
)
_HAN_NAME = re.compile(r"[\u4e00-\u9fa5（）A-Za-z0-9×＊*]{4,40}")


def is_name(text: str) -> bool:
    """Is ``text`` by its build the name of a person, an office or an organisation, or a list of such:
    王某1, 云山县公安局, 云山县公安局、云山县人民政府? 应缴金额 and 是否公开审理 are not."""
    return all(_is_one_name(each) for each in _REMARK_BEHIND.sub("", text).split("、"))


_REMARK_BEHIND = re.compile(r"（[^（）]*）$|等(?:\d+|[一二三四五六七八九十百]+)?(?:人|名|户|位|家)$")


def _is_one_name(text: str) -> bool:
    if len(text) > 4 and (_AGENCY.search(text) or _ORGANIZATION.search(text)):
        return True
    if _NO_NAME.search(text):
        return False
    placed = _HAN_NAME.fullmatch(text) and not _STOP.search(text) and begins_with_place(text)
    return bool(placed) or is_person(text)


def _organization_like(name: str) -> bool:
    return len(name) > 3 and bool(_ORGANIZATION.search(name) or _AGENCY.search(name))


def type_of(name: str, role: Role, original_roles: tuple[Role, ...] = ()) -> PartyType:
    """What kind of subject ``name`` is. A school or a centre that is sued acts as an agency."""
    if re.search(_SELF_GOVERNED, name):
        return PartyType.ORGANIZATION
    if is_person(name):
        return PartyType.PERSON
    sued = Role.DEFENDANT in (role, *original_roles)
    if _AGENCY.search(name) or (sued and _PUBLIC_BODY.search(name) and not _BUSINESS.search(name)):
        return PartyType.AGENCY
    if len(name) <= 4 and not _ORGANIZATION.search(name):
        return PartyType.PERSON
    return PartyType.ORGANIZATION


def names_at(text: str, start: int, end: int) -> Iterator[Span]:
    """The names listed at ``text[start:end]``: 张三、李四，… or 江州市公安局住所地….

    Stops where the list ends; spans are of ``text``.
    """
    at = start
    while at < end:
        piece = _PIECE.match(text, at, end)
        if not piece:
            return
        span, whole = _cut(text, piece.start(), piece.end())
        first, last = span
        if first >= last:
            return
        parts = list(_joined(text, first, last))
        yield from parts
        if not whole or piece.end() >= end or text[piece.end()] != "、":
            return
        following = _PIECE.match(text, piece.end() + 1, end)
        if not following or not _nameable(text, *_cut(text, *following.span())[0]):
            return
        at = piece.end() + 1


def _cut(text: str, start: int, end: int) -> tuple[Span, bool]:
    """The name at the beginning of a piece, and whether it fills the piece (a list may go on)."""
    number = _NUMBERED.match(text[start:end])
    start += number.end() if number else 0
    while start < end and text[start] in ' .·-“"':
        start += 1
    whole = True
    stop = _STOP.search(text, start + 1, end)
    if stop and not _is_given_name(text, start, stop, end):
        end, whole = stop.start(), False
    name = text[start:end]
    others = _ET_ALIA.search(name)
    if others and others.start() >= 2 and not _ORGANIZATION.search(name):
        end, whole = start + others.start(), False
    shorter = _person_alone(text[start:end])
    if shorter < end - start:
        end, whole = start + shorter, False
    while end > start and text[end - 1] in ' ”".':
        end -= 1
    return (start, end), whole


def _is_given_name(text: str, start: int, stop: re.Match[str], end: int) -> bool:
    """王亚男，女，…: the sex comes behind; 赵系，男，…: nothing would be left of the name."""
    if stop.end() != end or text[end : end + 1] not in ("，", "、", "。", "\n", ""):
        return False
    left = stop.start() - start
    sex_behind = text[end : end + 1] == "，" and text[end + 1 : end + 2] in ("男", "女")
    return left == surname_length(text[start:end]) or (sex_behind and left <= 2)


def _person_alone(name: str) -> int:
    """Length of the person's name at the beginning when an occupation or a home is glued to it."""
    if len(name) <= 4 or _organization_like(name):
        return len(name)
    length = surname_length(name)
    if not length:
        return len(name)
    occupation = _OCCUPATION.search(name)
    if occupation and length < occupation.start() <= length + 2:
        return occupation.start()
    if _HOME.search(name):
        for given in (1, 2):
            if begins_with_place(name[length + given :]):
                return length + given
    return len(name)


def begins_with_place(text: str) -> bool:
    """江苏…, 东台市…: a province or a division of the lexicon stands first."""
    return bool(_PROVINCE.match(text)) or any(text[:n] in divisions() for n in range(2, 9))


@cache
def _places_with(character: str) -> tuple[str, ...]:
    """犍为, 无为 for 为: divisions that hold ``character``, without 县, 市, 区, 旗."""
    return tuple(
        short for name in divisions() if character in (short := re.sub("(?<=..)[县市区旗]$", "", name))
    )


def within_place(text: str, at: int) -> bool:
    """Is ``text[at]`` part of a place's name, so that it is not the word it looks like: 犍为, 和平区?

    >>> within_place("犍为医保处", 1), within_place("决定书为医保处", 3)
    (True, False)
    """
    return any(
        text.startswith(place, at - offset)
        for place in _places_with(text[at])
        for offset in range(len(place))
        if place[offset] == text[at] and at >= offset
    )


def _joined(text: str, start: int, end: int) -> Iterator[Span]:
    """张三和李四 as two names; 人力资源和社会保障局 as one."""
    for match in re.finditer(r"以及|和|及|与", text[start:end]):
        left, right = text[start : start + match.start()], text[start + match.end() : end]
        both_persons = is_person(left) and is_person(right) and len(left) <= 4 and len(right) <= 4
        both_offices = bool(_AGENCY.search(left)) and bool(_AGENCY.search(right)) and len(left) > 4
        if both_persons or (both_offices and len(right) > 4):
            yield start, start + match.start()
            yield from _joined(text, start + match.end(), end)
            return
    yield start, end


def _nameable(text: str, start: int, end: int) -> bool:
    name = text[start:end]
    return is_person(name) or _organization_like(name)
