"""Who bears the costs (诉讼费负担), each with the share printed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.extractor.fields.reading import PaperContext, Reading, reader
from services.vocabulary import FieldName

_COSTS = re.compile(r"[^。\n]*?(?:受理费|诉讼费|申请费)[^。\n]*?(?:负担|承担)[^。\n]*")
_PARTY = (
    r"(?:原审|一审|二审)?"
    r"(?:原告|被告|被上诉人|上诉人|第三人|再审申请人|被申请人|申请人|申请执行人|被执行人)"
)
# 由原告周某甲负担, 由某局和某公司各负担25元; behind the first also without 由: ，被告某某局负担25元
_BEARS = re.compile(
    rf"(?:由|(?<=[，、；])(?={_PARTY}))(?P<bearer>(?:(?!由|受理费)[^。\n；，（）]){{1,60}}?)"
    r"(?P<how>各自|各|共同|分别|均)?(?:负担|承担)(?:人民币)?(?P<sum>[\d.,〇一二三四五六七八九十百千万]+元)?"
)
_INSTANCE = re.compile(r"一、二审|一审|二审|再审")


@reader("fee_bearer.costs", FieldName.FEE_BEARER)
def who_pays(context: PaperContext) -> Iterator[Reading]:
    """案件受理费50元，由被告某某县自然资源局负担: the bearer as printed.

    Several bearers are told one by one with their shares (原告周某甲25元；被告某某局25元), several
    instances each with its own (一审：…；二审：…).
    """
    if not context.sections.operative:
        return
    stop = context.sections.signature or len(context.text)
    costs = _COSTS.search(context.text, context.sections.operative[0], stop)
    found = list(_BEARS.finditer(context.text, *costs.span())) if costs else []
    if costs and found:
        told, at = [], costs.start()
        for match in found:
            told.append((_instance(context.text[at : match.start()]), _share(match)))
            at = match.end()
        yield Reading(_together(told), found[0].start("bearer"), _end(found[-1]))


def _instance(before: str) -> str:
    named = _INSTANCE.findall(before)
    return named[-1] if named else ""


def _share(match: re.Match[str]) -> str:
    return match["bearer"] + (f"{_each(match)}{match['sum']}" if match["sum"] else "")


def _each(match: re.Match[str]) -> str:
    return "各" if match["how"] in ("各", "各自") else ""


def _end(match: re.Match[str]) -> int:
    return match.end("sum") if match["sum"] else match.end("bearer")


def _together(told: list[tuple[str, str]]) -> str:
    bearers = list(dict.fromkeys(share for _, share in told))
    if len(bearers) == 1:
        return bearers[0]
    instances = {instance for instance, _ in told}
    if len(instances) == len(told):
        return "；".join(f"{instance}：{share}" if instance else share for instance, share in told)
    return "；".join(bearers)
