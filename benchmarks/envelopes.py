"""Generated envelopes with attached decisions: ``python -m benchmarks.envelopes [--size 60]``.

An envelope holds the court's notices, the pleading and exhibits with one to three decisions of other
cases, in the orders envelopes come in. Measured: is every paper found with its kind and on its page,
is its standing right, and does no attached decision say that something happened. Pages are the words
of the drawing, broken into lines and pages; with ``--print`` they are printed by Chromium and read from
the PDF, which takes seconds a paper.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pypdfium2

from benchmarks import appeals, decisions, notices
from benchmarks.invention import Half, Scene
from benchmarks.judging import Count
from benchmarks.reading import RESULTS
from samples.draw import joined
from samples.facts import Decision, Letter, Paper, Proceeding
from samples.page import Look, Press, press
from samples.papers import composed
from samples.sheet import plain
from samples.wording import arabic_date
from services.extractor import CaseEvent, Page, Transcript, extract, understand
from services.extractor import Paper as ReadPaper
from services.vocabulary import EventKind, PaperKind, Role, Standing

_LINE, _PAGE = 30, 26  # characters a line, lines a page
DECIDED = (EventKind.JUDGMENT_ISSUED, EventKind.RULING_ISSUED, EventKind.MEDIATION_SIGNED)


@dataclass
class Found:
    """What envelopes showed."""

    papers: Count = field(default_factory=Count)  # kind and pages right
    standings: Count = field(default_factory=Count)
    silent: Count = field(default_factory=Count)  # envelopes in which no attached paper speaks
    misses: list[str] = field(default_factory=list)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--size", type=int, default=36, help="envelopes (default 36)")
    parser.add_argument("--misses", action="store_true", help="list what was wrong")
    parser.add_argument("--print", action="store_true", dest="printed", help="through Chromium")
    options = parser.parse_args()
    found = measure(options.size, printing=options.printed)
    rows = {
        "papers found": found.papers,
        "standing": found.standings,
        "attached stay silent": found.silent,
    }
    print(
        f"{options.size} generated envelopes\n{'':28}{'right':>7}{'n':>8}{'share':>9}   95 % interval"
    )
    for name, count in rows.items():
        print(f"{name:28}{count}")
    if options.misses:
        print("\n".join(found.misses))
    RESULTS.mkdir(exist_ok=True)
    figures = {"envelopes": options.size, **{name: count.to_json() for name, count in rows.items()}}
    text = json.dumps(figures, ensure_ascii=False, indent=1) + "\n"
    (RESULTS / "envelopes.json").write_text(text)
    return 0 if found.silent.right == found.silent.n else 1


def measure(size: int, half: Half = Half.TEST, *, printing: bool = False) -> Found:
    """``size`` envelopes, laid out or printed, and read."""
    found = Found()
    with press() if printing else nullcontext() as printer:
        for seed in range(size):
            papers = envelope(seed, half)
            if printer is None:
                texts, pages = laid_out(papers)
                sheets = tuple(Page(n, 595, 842, "pdf", text) for n, text in enumerate(texts, 1))
                read, events = understand(Transcript(sheets))
            else:
                data, pages = printed(papers, printer)
                extraction = extract(data, "envelope.pdf")
                read, events = extraction.papers, extraction.events
            _judge(found, seed, list(zip(papers, pages, strict=True)), read, events)
    return found


def laid_out(papers: Sequence[Paper]) -> tuple[list[str], list[tuple[int, int]]]:
    """The text of each page, with the first and last page of each paper."""
    texts: list[str] = []
    spans = []
    for paper in papers:
        lines = [
            line[at : at + _LINE]
            for line in plain(composed(paper, Look(seal=False))).split("\n")
            for at in range(0, len(line), _LINE)
        ]
        first = len(texts) + 1
        texts += ["\n".join(lines[at : at + _PAGE]) for at in range(0, len(lines), _PAGE)]
        spans.append((first, len(texts)))
    return texts, spans


def printed(papers: Sequence[Paper], printer: Press) -> tuple[bytes, list[tuple[int, int]]]:
    """The envelope as one PDF, with the first and last page of each paper."""
    chance = random.Random(str([paper.issued_on for paper in papers]))
    looks = [Scene(chance, Half.TEST).look() for _ in papers]
    prints = [
        printer.pdf(composed(paper, look), look) for paper, look in zip(papers, looks, strict=True)
    ]
    spans, first = [], 1
    for each in prints:
        count = len(pypdfium2.PdfDocument(each))
        spans.append((first, first + count - 1))
        first += count
    return joined(prints), spans


def envelope(seed: int, half: Half) -> list[Paper]:
    """The papers of one envelope; an attached one says so by its standing."""
    chance = random.Random(f"envelope {half}:{seed}")
    scene = Scene(chance, half)
    older = [_older(scene, n) for n in range(chance.choice((1, 1, 2, 3)))]
    shape = seed % 4
    if shape == 3:  # an appeal, with a copy of the judgment below behind it
        judgment = replace(decisions.first_judgment(scene), standing=Standing.ATTACHED)
        return [_appeal(scene, judgment), judgment]
    court: list[Paper] = [notices.response_notice(scene)[0], notices.summons(scene)[0]]
    if chance.random() < 0.5:
        court.append(notices.evidence_notice(scene)[0])
    court = [_same_case(paper, court[0].proceeding) for paper in court]
    chance.shuffle(court)
    pleading = notices.complaint(scene)[0]
    if shape == 0:
        return [*court, pleading, _catalogue(older), *older]
    if shape == 1:  # without a catalogue
        return [*court, pleading, *older]
    return [court[0], pleading, _catalogue(older), *older, *court[1:]]


def _same_case(paper: Paper, case: Proceeding | None) -> Paper:
    return replace(paper, proceeding=case)


def _older(scene: Scene, number: int) -> Decision:
    """A decision of another case of the same office, a year or more old."""
    other = Scene(random.Random(f"{scene.number} {number}"), scene.half)
    other.seat, other.body_name = scene.seat, scene.body_name
    back = timedelta(400 + 200 * number)
    other.filed, other.issued, other.act_on = (
        scene.filed - back,
        scene.filed - back / 2,
        scene.act_on - back,
    )
    other.number = other.docket("行初", other.seat.code, other.filed.year)
    make = scene.chance.choice(
        (decisions.first_judgment, decisions.first_ruling, appeals.second_judgment)
    )
    return replace(make(other), standing=Standing.ATTACHED)


def _catalogue(older: Sequence[Decision]) -> Letter:
    rows = [("序号", "证据名称", "证明目的")]
    for place, paper in enumerate(older, start=1):
        number = paper.proceeding.number if paper.proceeding else ""
        rows.append((str(place), f"{number}{paper.title}", "被告曾因同类行为被诉"))
    return Letter(
        None,
        None,
        standing=Standing.ATTACHED,
        kind=PaperKind.EVIDENCE_MATERIAL,
        title="证据目录",
        table=tuple(rows),
    )


def _appeal(scene: Scene, judgment: Decision) -> Letter:
    case = judgment.proceeding
    if case is None:
        raise ValueError("a judgment belongs to a proceeding")
    suitor, sued = case.of_role(Role.PLAINTIFF)[0], case.of_role(Role.DEFENDANT)[0]
    return Letter(
        None,
        None,
        kind=PaperKind.APPEAL_PETITION,
        title="行政上诉状",
        lines=(
            f"上诉人（原审原告）：{suitor.name}，{suitor.details}。",
            f"被上诉人（原审被告）：{sued.name}，{sued.details}。",
            f"上诉人不服{case.court}{case.number}行政判决，提起上诉。",
            "上诉请求：",
            "撤销原审判决，依法改判。",
            "上诉理由：",
            "原审判决认定事实不清，适用法律错误。",
            "此致",
            scene.seat.upper,
        ),
        closing=(f"上诉人：{suitor.name}", arabic_date(scene.issued + timedelta(9))),
    )


def _judge(
    found: Found,
    seed: int,
    laid: Sequence[tuple[Paper, tuple[int, int]]],
    found_papers: Sequence[ReadPaper],
    events: Sequence[CaseEvent],
) -> None:
    read = {
        (paper.pages[0], paper.pages[-1]): (place, paper) for place, paper in enumerate(found_papers)
    }
    silent = True
    for paper, span in laid:
        place, got = read.get(span, (-1, None))
        right = got is not None and got.kind is paper.kind
        found.papers.add(right)
        if got is None or not right:
            kinds = [(each.kind.value, each.pages) for each in found_papers]
            found.misses.append(f"{seed}: {paper.kind.value} on {span}: {kinds}")
            continue
        found.standings.add(got.standing is paper.standing)
        if got.standing is not paper.standing:
            found.misses.append(f"{seed}: {paper.kind.value} on {span} is {got.standing.value}")
        if paper.standing is Standing.ATTACHED:
            silent = silent and not any(event.paper == place for event in events)
    decided = [event for event in events if event.kind in DECIDED]
    silent = silent and not decided  # no decision is served in these envelopes
    found.silent.add(silent)
    if not silent:
        found.misses.append(f"{seed}: an attached paper speaks: {events}")


if __name__ == "__main__":
    sys.exit(main())
