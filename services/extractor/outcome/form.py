"""What a sentence form is, and the parts forms are made of."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from services.extractor.outcome.setting import Setting
from services.vocabulary import OutcomeClass as C
from services.vocabulary import Stage

Classes = tuple[C, ...]
Meaning = Callable[[re.Match[str], Setting], Classes]

IN_CLAUSE = r"[^，。；;]"  # stays inside one clause
IN_SENTENCE = r"[^。；;]"  # may run over commas (and over copies that lost them)
# … but a refused claim does not run on into the next refusal: 驳回…，确认…违法，驳回原告其他诉讼请求.
IN_SHELL = r"(?:(?![，,、]并?驳回(?:原告|上诉|再审|其[他它余]))[^。；;])"
COURT = r"[^，。；;]{0,40}法院"
# Copies that lost their commas run clauses together: 撤销…决定责令被告重新作出… stops at 责令被告.
NEXT_CLAUSE = (
    r"(?:(?:责令|判令|责成)(?=被|其|[^，。；;的]{2,24}?(?:局|府|厅|委|会|部|中心)(?:于|在|自|依法|重新|限|按|对))"
    r"|驳回(?=原告|上诉|再审|其[他它余])|确认(?=被告|原告)|由(?=被告|被上诉人)|撤销(?=被告|一审|原审)"
    r"|维持(?=[一二原]审|[^，。；;]{2,30}法院)|发回|指令|并(?=责令|判令|由|确认|驳回|重新|依法|限|对))"
)
OBJECT = rf"(?:(?!{NEXT_CLAUSE})[^，。；;])"
# 变更处罚决定为罚款五百元，被告退还原告…: what an act becomes ends where the next decision begins.
IN_NEW_WORDS = (
    rf"(?:(?![，,]并?(?:{NEXT_CLAUSE}|驳回|撤销|确认|由?被告|(?:赔偿|退还|返还|补偿|支付)(?=原告)))"
    r"[^。；;])"
)
# 返还保证金5万元并赔偿损失1万元: money owed ends where damages, another head of it, begin.
MONEY_OWED = (
    r"(?:(?!(?:以及|并且|同时|并|和|及|、)(?:由其|由被告|(?:向|对|为)[^，。；;]{1,12}?)?"
    r"赔偿(?![款金费决协义]))[^，。；;])"
)
BECOMES = r"(?<![行作认以成视])为[：:]?"  # 变更…为…, not the 为 of 行为 and 认为


@dataclass(frozen=True, slots=True)
class Form:
    """A sentence form. ``meaning`` gives its classes; none means: owns its span, decides nothing."""

    name: str
    pattern: re.Pattern[str]
    meaning: Meaning
    rulings_only: bool = False  # in a judgment these words only ever stand inside the name of an act
    decided: bool = False  # says that nothing is ordered (不予赔偿), which is an answer too


def form(name: str, pattern: str, meaning: Classes | Meaning, rulings_only: bool = False) -> Form:
    """A form whose meaning is fixed, or told by its match and the paper it stands in."""
    if callable(meaning):
        return Form(name, re.compile(pattern), meaning, rulings_only)
    return Form(name, re.compile(pattern), lambda match, setting: meaning, rulings_only)


def nothing_ordered(name: str, pattern: str) -> Form:
    """A form that has no class and leaves nothing open: 不承担赔偿责任."""
    return Form(name, re.compile(pattern), lambda match, setting: (), decided=True)


def in_rulings(name: str, pattern: str, meaning: Classes) -> Form:
    """A form of rulings only."""
    return form(name, pattern, meaning, rulings_only=True)


def by_stage(otherwise: C, *, second: C | None = None, retrial: C | None = None) -> Meaning:
    """One class in first instance, another where an appeal or a retrial is decided."""
    special = {Stage.SECOND: second, Stage.RETRIAL: retrial}
    return lambda match, setting: (special.get(setting.stage) or otherwise,)


def not_in_rulings(outcome: C) -> Meaning:
    """``outcome`` in judgments; rulings only quote such words."""
    return lambda match, setting: () if setting.is_ruling else (outcome,)
