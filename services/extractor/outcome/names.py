"""What an office may be called in an operative part, and how high its name places it.

江州市公安局城东分局    市公安局城东分局, 公安局城东分局, 某市公安局某分局
滕州市临河区人民政府    临河区政府, 区政府
"""

from __future__ import annotations

import re
from collections.abc import Iterable

# A masked name: 某市公安局某分局
MASKS = "某×xXＸ*＊"
HAN = r"[\u4e00-\u9fa5某×XxＸ*＊]"
# What may stand before 市公安局, the place left out or masked
_BEGINS = re.compile(
    rf"(?:^|[^\u4e00-\u9fa5]|[{re.escape(MASKS)}]|被告|上诉人|申请人|撤销|令|由|[对诉和及与向就限本该])$"
)
_DIVISION = re.compile(
    r"^[\u4e00-\u9fa5某×]{1,12}?(?:省|自治区|特别行政区|自治州|州(?![省市县区])|盟|地区|市|县|区|旗)(?=[\u4e00-\u9fa5某×]{2,})"
)
_SHORTER = (  # full form → what rulings call it after the first mention
    ("人力资源和社会保障", "人社"),
    ("人力资源和社会保障", "人力资源社会保障"),
    ("人力资源和社会保障", "人力社保"),
    ("市场监督管理", "市监"),
    ("市场监督管理", "市场监管"),
    ("人民政府", "政府"),
    ("管理委员会", "管委会"),
    ("街道办事处", "街道办"),
    ("规划和自然资源", "规自"),
    ("规划和自然资源", "规资"),
    ("规划和自然资源", "规划自然资源"),
    ("住房和城乡建设", "住建"),
    ("综合行政执法", "综合执法"),
    ("城市管理", "城管"),
    ("生态环境", "环境"),
)


def short_names(text: str, names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Short names a paper gives its parties: 江州市公安局（以下简称市公安局） → 市公安局."""
    result: dict[str, tuple[str, ...]] = {}
    for name in names:
        found = re.findall(
            re.escape(name) + r"[（(](?:以下)?(?:统称|简称|称)(?:为)?[：:]?[“\"]?([^）)”\"]{2,20})",
            text,
        )
        if found:
            result[name] = tuple(dict.fromkeys(found))
    return result


def variants(name: str) -> Iterable[str]:
    """``name`` and its shorter forms, some of which mean other offices too."""
    yield name
    shorter = name
    while match := _DIVISION.match(shorter):
        shorter = shorter[match.end() :]
        yield match[0][-1] + shorter  # 江州市公安局 → 市公安局
        if re.match(r"人民|管理|公安|政府", shorter) and len(shorter) < 5:
            break
        yield shorter
    for full, short in _SHORTER:
        if full in name:
            yield from variants(name.replace(full, short))


def place(form: str, part: str) -> int:
    """Where ``part`` has ``form``, -1 for nowhere. 市公安局 alone is no part of 广原市公安局."""
    if form[0] not in "省州盟市县区旗":
        return part.find(form)
    return next(
        (m.start() for m in re.finditer(re.escape(form), part) if _BEGINS.search(part, 0, m.start())),
        -1,
    )


def fits(office: str, name: str) -> bool:
    """Can 某市公安局某分局 mean 江州市公安局城东分局 (either may be the masked one)?"""
    return _masked_match(office, name) or _masked_match(name, office)


def _masked_match(masked: str, name: str) -> bool:
    if not any(mark in masked for mark in MASKS):
        return False
    pattern = re.sub(rf"[{re.escape(MASKS)}]+", "\0", masked)
    return bool(re.search(re.escape(pattern).replace("\0", ".{1,8}") + "$", name))


def rank(name: str) -> int:
    """How high an office stands, as far as its name tells; departments below governments."""
    if re.search(r"(?:乡|镇|街道)(?:人民政府|办事处)|派出所|所$", name):
        return 0
    government = 10 if name.endswith("政府") else 0
    if re.match(r"国家|中华人民共和国|国务院", name) or re.search(r"(?:部|总局|总署)$", name):
        return 30
    if re.search(r"省|自治区", name) and not re.search(r"省.*[市县]|自治区.*[市县区旗]", name):
        return government + 5
    if name.endswith("厅"):
        return government + 5
    if re.search(r"[县区旗]", name):
        return government + 1
    return government + (3 if "市" in name or "州" in name else 1)
