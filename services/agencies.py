"""Are two names of offices names of the same office, over renamings and mergers?

>>> same_agency("云山县国土资源局", "江州市云山县自然资源局")
True
>>> same_agency("云山县国土资源局", "云山县规划局"), same_agency("云山县司法局", "江州市司法局")
(False, False)
"""

from __future__ import annotations

import re
from functools import cache

import yaml

from services.resources import models_folder

_NOISE = re.compile(r"\s|^(?:原|被告|中华人民共和国)|[（(][^）)]*[）)]$")

_LEVEL = re.compile(r"[省市州盟区县旗]$")


@cache
def agency_suffixes() -> tuple[str, ...]:
    """Endings of agency names, longest first: 规划和自然资源局 before 自然资源局."""
    text = (models_folder() / "lexicons" / "agency_suffixes.txt").read_text("utf-8")
    return tuple(sorted(filter(None, text.split("\n")), key=len, reverse=True))


@cache
def _changes() -> tuple[dict[str, frozenset[str]], dict[str, str]]:
    """Body to the names of its successors; short or varying name to the main one."""
    file = models_folder() / "lexicons" / "agency_changes.yaml"
    successors: dict[str, set[str]] = {}
    main: dict[str, str] = {}
    for row in yaml.safe_load(file.read_text("utf-8")):
        first = row["to"][0]
        for name in (*row["to"], *row.get("short", ())):
            main.setdefault(name, first)
        for old in row["from"]:
            successors.setdefault(old, set()).add(first)
    return {old: frozenset(new) for old, new in successors.items()}, main


@cache
def _bodies() -> tuple[str, ...]:
    successors, main = _changes()
    return tuple(sorted({*successors, *main, *agency_suffixes()}, key=len, reverse=True))


def same_agency(a: str, b: str) -> bool:
    """The same name, the same office with or without its upper place or in short, or one the successor
    of the other. Two offices merged into one are not the same as each other. Names of persons and
    companies are the same when they are equal but for such places."""
    a, b = _plain(a), _plain(b)
    if not a or not b:
        return False
    if a == b:
        return True
    (place_a, body_a), (place_b, body_b) = _parts(a), _parts(b)
    if not _same_place(place_a, place_b):
        return False
    if body_a == body_b:
        return True
    return body_b in _successors(body_a) or body_a in _successors(body_b)


def _plain(name: str) -> str:
    return _NOISE.sub("", "".join(name.split()))


def _parts(name: str) -> tuple[str, str]:
    """Place and body; the body by its main name where several are in use."""
    for body in _bodies():
        if name.endswith(body):
            return name[: -len(body)], _changes()[1].get(body, body)
    return name, ""


def _same_place(a: str, b: str) -> bool:
    """云山县 and 江州市云山县; an office without a place is nobody's in particular."""
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    return bool(short) and long.endswith(short) and _LEVEL.search(long[: -len(short)]) is not None


def _successors(body: str) -> frozenset[str]:
    """All that followed, also over two reforms (扶贫办, 乡村振兴局, 农业农村局)."""
    found: set[str] = set()
    open_ones = set(_changes()[0].get(body, ()))
    while open_ones:
        each = open_ones.pop()
        if each not in found:
            found.add(each)
            open_ones |= _changes()[0].get(each, frozenset())
    return frozenset(found)
