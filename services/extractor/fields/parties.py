"""The parties of a paper: who, in which role, represented by whom, and where it says so.

Judgments and rulings open with a block of parties (:mod:`party_lines`); where it is missing, the story
of the case names them (:mod:`party_story`). A notice names the plaintiff and speaks to the defendant;
a summons names whom it summons.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from services.extractor.fields.addressed import (
    addressed,
    role_of_addressee,
    sued_with_us,
    suing,
)
from services.extractor.fields.agents import read_agents, read_representative
from services.extractor.fields.element_form import FormParty, read_cells
from services.extractor.fields.names import is_name, type_of
from services.extractor.fields.party_lines import Entry, read_block
from services.extractor.fields.party_story import Named, read_story
from services.extractor.fields.roles import MARKER, role_behind
from services.extractor.result import Party
from services.extractor.text.clean import PaperText
from services.vocabulary import PaperKind, PartyType, Role, Stage

Span = tuple[int, int]

# How often each way of finding a party is right when its characters are certain.
_IN_BLOCK, _UNMARKED, _IN_STORY, _ADDRESSED = 0.99, 0.7, 0.9, 0.95

_CASE_NUMBER = re.compile(r"（\d{4}）[^\n（）。，]{1,24}?号(?:之[一二三四五六七八九十])?")
_SUMMONED = re.compile(r"被传唤人[|\s]*(?:姓名)?(?:或(?:者)?)?(?:名称)?")
_PARTIES_CELL = re.compile(r"当事人(?:姓名)?")
# Their 申请人 and 被申请人 have no role in a court: they are named, and asked about.
_RECONSIDERATION = frozenset(
    {
        PaperKind.RECONSIDERATION_REPLY_NOTICE,
        PaperKind.RECONSIDERATION_APPLICATION,
        PaperKind.RECONSIDERATION_DECISION,
    }
)
_WITHOUT_PARTIES = frozenset(
    {PaperKind.NOT_COURT_PAPER, PaperKind.JUDICIAL_ADVICE, PaperKind.PROCURATORIAL_ADVICE}
)


def find_parties(paper: PaperText, kind: PaperKind, stage: Stage | None) -> tuple[Party, ...]:
    """The parties of ``paper`` in the order it names them; () when it names none."""
    if kind in _WITHOUT_PARTIES:
        return ()
    if kind is PaperKind.SUMMONS:
        return tuple(_summoned(paper, stage))
    start = _behind_number(paper.text)
    entries = read_block(paper.text, start, stage)
    found = [_from_entry(paper, entry) for entry in entries]
    found += _new(found, (_from_cell(paper, cell) for cell in read_cells(paper.text, start, stage)))
    if not any(_is_accused(party) for party in found) or len(found) < 2:
        found += _new(found, (_from_story(paper, n) for n in read_story(paper.text, start, stage)))
    if kind is PaperKind.HEARING_RECORD:  # 原告：请求撤销: what was said is nobody's name
        found = [party for party in found if is_name(party.name)]
    found += _new(found, _spoken_to(paper, start, kind, stage))
    if kind in _RECONSIDERATION:
        found = [replace(each, confidence=min(each.confidence, _UNMARKED)) for each in found]
    return tuple(_distinct(found))


def _behind_number(text: str) -> int:
    """Parties stand below the case number (the last of the heading: portals print it twice)."""
    at = 0
    for number in _CASE_NUMBER.finditer(text, 0, 400):
        between = text[at : number.start()]
        if re.search(r"[。；]|[受审]理[的了]?$", between) or (at and MARKER.search(between)):
            break
        at = number.end()
    return at


def _from_entry(paper: PaperText, entry: Entry) -> Party:
    name = paper.text[slice(*entry.name)].replace("\n", "")
    heads = (read_representative(paper, line, name) for line in entry.representatives)
    marker = entry.marker
    sure = _IN_BLOCK if entry.certain else _UNMARKED
    return Party(
        role=marker.role,
        name=name,
        type=type_of(name, marker.role, marker.original_roles),
        source=paper.source(*entry.name),
        confidence=sure * paper.confidence(*entry.name),
        original_roles=marker.original_roles,
        legal_representative=next((head for head in heads if head), None),
        agents=tuple(agent for line in entry.agents for agent in read_agents(paper, line, name)),
    )


def _from_cell(paper: PaperText, cell: FormParty) -> Party:
    name = paper.text[slice(*cell.name)].replace("\n", "")
    head = read_representative(paper, cell.head, name) if cell.head else None
    party = _plain(paper, cell.marker.role, cell.name, _IN_BLOCK, cell.marker.original_roles)
    return replace(party, legal_representative=head)


def _from_story(paper: PaperText, named: Named) -> Party:
    return _plain(paper, named.role, (named.start, named.end), _IN_STORY, named.original_roles)


def _plain(
    paper: PaperText, role: Role, span: Span, sure: float, original: tuple[Role, ...] = ()
) -> Party:
    name = paper.text[slice(*span)].replace("\n", "")  # wrapped in a narrow cell
    return Party(
        role=role,
        name=name,
        type=type_of(name, role, original),
        source=paper.source(*span),
        confidence=sure * paper.confidence(*span),
        original_roles=original,
    )


def _spoken_to(paper: PaperText, start: int, kind: PaperKind, stage: Stage | None) -> Iterable[Party]:
    """Whom a notice addresses, who sues them, and who is sued with them."""
    to = addressed(paper.text, start)
    speaks_to = role_of_addressee(paper.text, to, kind, stage)
    if speaks_to is None:
        return
    role, said = speaks_to
    if role in (Role.DEFENDANT, Role.THIRD_PARTY):
        for span in suing(paper.text, start):
            yield _plain(paper, Role.PLAINTIFF, span, _IN_STORY)
    for span in to:
        yield _plain(paper, role, span, _ADDRESSED if said else _UNMARKED)
    for span in sued_with_us(paper.text, start):
        yield _plain(paper, role, span, _IN_STORY)


def _summoned(paper: PaperText, stage: Stage | None) -> Iterable[Party]:
    """The office a summons calls (the defendant), and the parties its form lists."""
    listed = paper.cell_beside(_PARTIES_CELL)
    if listed:
        for entry in read_block(paper.text[: listed.end], listed.start, stage):
            yield _from_entry(paper, entry)
    for start, end in _beside(paper, _SUMMONED):
        name, role = role_behind(paper.text[start:end], stage)
        party = _plain(paper, role or Role.DEFENDANT, (start, start + len(name)), _ADDRESSED)
        if party.type is PartyType.AGENCY:
            yield party


def _beside(paper: PaperText, label: re.Pattern[str]) -> Iterable[Span]:
    """What stands beside a label of a form: in the next cell, or on its line or the next."""
    cell = paper.cell_beside(label)
    if cell:
        yield cell.start, cell.end
        return
    match = re.compile(rf"(?:{label.pattern})[：:|\s]*([^\n：:|]{{2,40}})").search(paper.text)
    if match:
        yield match.span(1)


def _is_accused(party: Party) -> bool:
    """Is this the side whose act is judged? A block without it is incomplete."""
    return (
        party.type is PartyType.AGENCY
        or Role.DEFENDANT in (party.role, *party.original_roles)
        or party.role is Role.ENFORCEMENT_APPLICANT
    )


def _new(known: list[Party], more: Iterable[Party]) -> list[Party]:
    """``more`` without those already known by the same or a longer name."""
    return [
        party
        for party in more
        if not any(party.name in each.name or each.name in party.name for each in known)
    ]


def _distinct(parties: Iterable[Party]) -> Iterable[Party]:
    """Each (role, name) once: a party of two rows keeps its first, with all agents."""
    merged: dict[tuple[Role, str], Party] = {}
    for party in parties:
        key = (party.role, party.name)
        if key not in merged:
            merged[key] = party
    return merged.values()
