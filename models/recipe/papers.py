"""Generated papers and parts of papers with their answers, one list per component of the pipeline.

Nothing of a real paper is in them: the wordings were written for this project, names are drawn at
random from the lexicons. The same seed gives the same examples; :func:`data_hash` says whether it did.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from models.recipe.words import Span, Story, load, part
from services.extractor.text.lexicons import cause_words, causes
from services.extractor.text.second_reader import cause_window, kind_window
from services.vocabulary import OutcomeClass, PaperKind

_SECOND = ("AFFIRM", "REVOKE_LOWER", "MODIFY_LOWER", "REMAND", "ORDER_", "APPEAL_", "RETRIAL_")
_RULED = ("NOT_ACCEPT", "REJECT_SUIT", "JURIS", "TRANSFER", "TERMINATE", "SUSPEND", "STAY")
_RULED += ("PRESERVE", "ADVANCE", "WITHDRAW", "DEEMED", "CORRECT", "CONVERT", "NONLIT", "REMAND")
_RULED += ("ORDER_", "APPEAL_", "RETRIAL_")
_SHARED = ("AFFIRM", "REVOKE_LOWER")  # in judgments and rulings alike
_COMPENSATION = ("COMPENSATE", "DISMISS_COMPENSATION", "DISMISS_OTHER", "AFFIRM")
# Kinds with the most ways of looking are shown most.
_MANY = dict.fromkeys((PaperKind.JUDGMENT, PaperKind.RULING, PaperKind.COMPENSATION_JUDGMENT), 160)
_MANY |= {PaperKind.CIVIL_PAPER: 280, PaperKind.OTHER_COURT_PAPER: 280}
_CLOSING = re.compile(r"(?:判决|裁定)如下：$")


@dataclass(frozen=True, slots=True)
class Example:
    """``answers`` are labels; ``spans`` are names in ``text`` (start, end, label), for ``ner`` only."""

    text: str
    answers: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()


def examples(seed: int, held_out: bool, scale: float = 1.0) -> dict[str, list[Example]]:
    """Examples by component. ``scale`` multiplies how many."""
    random = Random(f"{seed}{held_out}")
    share = scale * (0.25 if held_out else 1)

    def times(count: int) -> int:
        return max(1, round(count * share))

    made: dict[str, list[Example]] = {
        "kind": [
            _kind(kind, random, held_out)
            for kind in PaperKind
            for _ in range(times(_MANY.get(kind, 60)))
        ],
        "section": [],
        "outcome": [],
        "cause": [],
        "ner": [],
    }
    for label, wordings in _section_wordings().items():
        for _ in range(times(220)):
            text, _spans = _story(random, held_out).one_of(wordings)
            made["section"].append(Example(text, (label,)))
    for label, wordings in load("outcomes").items():
        for _ in range(times(14 * len(wordings))):
            text, _spans = _story(random, held_out).one_of(wordings)
            if random.random() < 0.3:
                text = random.choice(("一、", "二、", "三、")) + text
            made["outcome"].append(Example(text, tuple(label.split("+"))))
    for code in load("acts"):
        made["cause"] += [_cause(code, random, held_out) for _ in range(times(110))]
    made["ner"] = [_parties(random, held_out) for _ in range(times(2600))]
    for each in made.values():
        random.shuffle(each)
    return made


def data_hash(made: dict[str, list[Example]]) -> str:
    """sha256 of all examples."""
    rows = [[name, e.text, e.answers, e.spans] for name, each in sorted(made.items()) for e in each]
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()


def _story(random: Random, held_out: bool, code: str | None = None) -> Story:
    code = code or random.choice(list(load("acts")))
    demands = part(load("acts")[code]["demands"], held_out)
    return Story(random, held_out, _act(code, random, held_out), random.choice(demands))


def _acts(code: str) -> tuple[list[str], list[str]]:
    """Words for the acts of a second-level cause: those of acts.yaml with those courts print, and the
    official names below it."""
    printed = [
        word
        for word, codes in cause_words().items()
        if len(codes) == 1 and codes[0].split(".")[0] == code
    ]
    official = [c.name for c in causes() if c.code.startswith(f"{code}.") and "×" not in c.name]
    acts = load("acts")[code]["acts"]
    return [acts[0]] * 3 + acts[1:] + sorted(printed), sorted(official)


def _section_wordings() -> dict[str, list[str]]:
    """Paragraphs by section; items of the operative part are those of outcomes.yaml."""
    rows = load("decisions")
    sections = ("procedure", "claims", "defence", "facts", "reasons", "costs", "remedy", "signature")
    items = [wording for wordings in load("outcomes").values() for wording in wordings]
    return {
        "party": rows["party"] + rows["appeal_party"],
        **{name: rows[name] for name in sections},
        "appendix": rows["appendix"],
        "operative": items,
    }


def _kind(kind: PaperKind, random: Random, held_out: bool) -> Example:
    """The body of a paper of ``kind``: what stands below its heading."""
    story = _story(random, held_out)
    word = "判决" if "judgment" in kind.value or random.random() < 0.5 else "裁定"
    if kind in (PaperKind.JUDGMENT, PaperKind.COMPENSATION_JUDGMENT, PaperKind.RULING):
        lines = list(_decision(kind, story))
    elif kind is PaperKind.CIVIL_PAPER:
        lines = [_civil_parties(story), *_branch("civil", story, word), *_end(story, word)]
    elif kind is PaperKind.OTHER_COURT_PAPER and random.random() < 0.65:
        branch = random.choice(("criminal", "enforcement"))
        lines = [*_branch(branch, story, word), *_end(story, word)]
    else:
        lines = [
            text for slot in load("papers")[kind.value] for text in [story.one_of(slot)[0]] if text
        ]
    text = kind_window("\n".join(lines))
    return Example(text if held_out else _worn(text, random), (kind.value,))


_CLAUSE = re.compile(r"[^，。；\n]+[，。；\n]*")


def _worn(text: str, random: Random) -> str:
    """``text`` without some of its clauses, so that no kind is told by one sentence alone; the words
    before an operative part stay."""
    clauses = _CLAUSE.findall(text)
    kept = [each for each in clauses if "如下" in each or random.random() > 0.2]
    return "".join(kept or clauses)


def _act(code: str, random: Random, held_out: bool) -> str:
    """An act of a cause as courts name it: its usual words, now and then the official name of a kind
    of it, with the branch of administration before it (公安行政处罚)."""
    common, official = _acts(code)
    act = random.choice(part(official if official and random.random() < 0.25 else common, held_out))
    if random.random() < 0.2:
        act = random.choice(part(load("names")["fields"], held_out)) + act
    return act


def _civil_parties(story: Story) -> str:
    """原告、被告 of a civil paper are both persons or firms."""
    role = story.random.choice((("原告", "被告"), ("上诉人（原审被告）", "被上诉人（原审原告）")))
    return story.text(f"{role[0]}：{{plaintiff}}，住{{place}}。\n{role[1]}：[{{person}}|{{firm}}]。")[0]


def _branch(name: str, story: Story, word: str) -> list[str]:
    rows = load("decisions")[name]
    chosen = [story.one_of(rows)[0] for _ in range(story.random.randint(1, 4))]
    return [*chosen, f"{word}如下："] if story.random.random() < 0.7 else chosen


def _end(story: Story, word: str) -> Iterator[str]:
    rows = load("decisions")
    for name in ("costs", "remedy", "signature", "signature"):
        if story.random.random() < 0.8:
            yield story.one_of(rows[name])[0].replace("行政", "")


def _decision(kind: PaperKind, story: Story) -> Iterator[str]:
    """An administrative judgment or ruling from its parties to its signatures."""
    rows, random = load("decisions"), story.random
    ruled = kind is PaperKind.RULING
    second = random.random() < 0.45
    word = "裁定" if ruled else "判决"
    for _ in range(random.randint(2, 5)):
        yield story.one_of(rows["appeal_party" if second else "party"])[0]
    money = kind is PaperKind.COMPENSATION_JUDGMENT or (ruled and random.random() < 0.08)
    middle = [rows["procedure"], rows["claims"], rows["defence"], rows["facts"]]
    if money:
        middle = [rows["compensation"], rows["claims"], rows["compensation"], rows["facts"]]
    for wordings in middle:
        if random.random() < 0.8:
            yield story.one_of(wordings)[0]
    reasons = story.one_of(rows["compensation" if money else "reasons"])[0]
    yield _CLOSING.sub("", reasons) + f"{word}如下："
    if random.random() < 0.3:  # so that the words of an item do not stand for those before it
        return
    for number in range(random.choice((1, 1, 2, 3))):
        wordings = load("outcomes")[_class_for(kind, second, random)]
        yield ("一二三"[number] + "、" if random.random() < 0.4 else "") + story.one_of(wordings)[0]
    for name in ("costs", "remedy", "signature", "signature", "appendix"):
        if random.random() < 0.75:
            yield story.one_of(rows[name])[0].replace("裁定" if word == "判决" else "判决", word)


def _class_for(kind: PaperKind, second: bool, random: Random) -> str:
    """A class of outcomes.yaml such a paper may hold."""
    keys = list(load("outcomes"))
    if kind is PaperKind.COMPENSATION_JUDGMENT:
        return random.choice(_COMPENSATION)
    ruled = kind is PaperKind.RULING
    fit = [key for key in keys if key in _SHARED or key.startswith(_RULED) == ruled]
    return random.choice([key for key in fit if key.startswith(_SECOND) == second])


def _cause(code: str, random: Random, held_out: bool) -> Example:
    story = _story(random, held_out, code)
    rows = load("decisions")
    names = ("procedure", "claims") if random.random() < 0.4 else ("procedure",)
    text = "\n".join(story.one_of(rows[name])[0] for name in names)
    if random.random() < 0.2:
        text = story.one_of(load("papers")["summons"][1])[0] + "\n" + text
    return Example(cause_window(text), (code,))


def _parties(random: Random, held_out: bool) -> Example:
    """The heading's party lines and the sentence that says how the case came, with their names."""
    story, rows = _story(random, held_out), load("decisions")
    bank = rows["appeal_party"] if random.random() < 0.4 else rows["party"]
    bank = bank if random.random() < 0.8 else [*bank, *rows["civil"][:1], *rows["criminal"][:1]]
    notice = random.random() < 0.25
    text, spans = "", []
    for index in range(random.randint(2, 5)):
        wordings = rows["procedure"] if index == 3 else bank
        if notice:
            slots = random.choice(("response_notice", "summons", "complaint", "own_filing"))
            wordings = random.choice(load("papers")[slots])
        wording = random.choice(part(wordings, held_out))
        if random.random() < 0.15:  # copies lose their colons and commas
            wording = re.sub(r"[：，](?=[^\]]*(?:\[|$))", "", wording)
        line, found = story.text(wording)
        spans += [(start + len(text), end + len(text), label) for start, end, label in found]
        text += line + ("" if random.random() < 0.35 else "\n")
    return Example(text, spans=tuple(spans))


def outcome_labels() -> list[str]:
    """Classes the outcome component knows: those that have wordings."""
    known = {label for key in load("outcomes") for label in key.split("+")}
    return [each.value for each in OutcomeClass if each.value in known]
