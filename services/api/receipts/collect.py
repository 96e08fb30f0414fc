"""Every service of a paper that is known, from confirmed papers, messages, mails and people.

What papers and messages show is derived each time under a stable key, so that computing it again makes
nothing twice; a corrected or withdrawn fact takes its evidence along.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.documents.copies import copies_of
from services.api.documents.document import Fact, Paper
from services.api.documents.store import current_facts, papers_of, papers_of_case
from services.api.receipts import store
from services.api.receipts.evidence import CourtMessage, ElectronicAddress, ServiceEvidence
from services.api.receipts.titles import is_named
from services.api.settings import CHINA
from services.law.evidence import Evidence, Weighing, weigh
from services.law.service import ServiceMode
from services.vocabulary import EvidenceBasis, FieldName, PaperKind, ReviewState

_PROVING = (PaperKind.SERVICE_RETURN, PaperKind.ELECTRONIC_SERVICE_NOTICE)
_MODES = {mode.label: mode for mode in ServiceMode}
Facts = Mapping[str, Fact]


@dataclass(frozen=True, slots=True)
class _Asked:
    """The paper asked about, with its number and court, and the register of addresses."""

    paper: Paper
    number: str
    court: str
    register: Sequence[ElectronicAddress]

    def confirmed(self, address: str, on: date | None) -> bool:
        return is_confirmed(self.register, self.court, address, on)


def services_of_paper(who: Actor, session: Session, paper: Paper) -> Weighing:
    """All services of ``paper`` weighed, the strongest first."""
    beside = {each.id: each for each in papers_of(who, session, paper.document_id)}
    if paper.case_id:
        beside |= {each.id: each for each in papers_of_case(who, session, paper.case_id)}
    proofs = [
        each
        for each in beside.values()
        if each.kind in _PROVING
        and each.review_state != ReviewState.SET_ASIDE
        and each.copy_of is None
        and each.id != paper.id
    ]
    copies = copies_of(who, session, paper.id).get(paper.id, [])  # one of them may bear the stamp
    ids = (paper.id, *beside, *(copy.id for copy in copies))
    facts = _scalars(current_facts(who, session, *ids))
    own = facts.get(paper.id, {})
    # A complaint names neither court nor number: they are those of what it came with.
    together = [own, *(facts.get(id_, {}) for id_ in beside)]
    asked = _Asked(
        paper,
        _first(together, FieldName.CASE_NUMBER),
        _first(together, FieldName.COURT),
        store.addresses(who, session),
    )
    found = [
        *_stamped(paper, own),
        *(one for copy in copies for one in _stamped(copy, facts.get(copy.id, {}))),
        *(one for proof in proofs for one in _listed(asked, proof, facts.get(proof.id, {}))),
        *(_noted(asked, row) for row in store.services_noted(who, session, paper)),
        *(
            one
            for message in (store.messages(who, session) if asked.number else ())
            for one in _announced(asked, message)
        ),
    ]
    return weigh(found, _day(own, FieldName.ISSUED_ON))


def _scalars(facts: Iterable[Fact]) -> dict[str, dict[str, Fact]]:
    found: dict[str, dict[str, Fact]] = {}
    for fact in facts:
        found.setdefault(fact.paper_id, {})[fact.field] = fact
    return found


def _text(facts: Facts, name: FieldName) -> str:
    return str(facts[name].value) if name in facts else ""


def _first(together: Iterable[Facts], name: FieldName) -> str:
    return next((_text(facts, name) for facts in together if name in facts), "")


def _day(facts: Facts, name: FieldName) -> date | None:
    return date.fromisoformat(facts[name].value) if name in facts else None


def _stands(paper: Paper, fact: Fact | None) -> bool:
    return paper.review_state == ReviewState.CONFIRMED or bool(fact and fact.confirmed)


def _stamped(paper: Paper, facts: Facts) -> Iterator[Evidence]:
    """The office's own stamp on the paper (收文章)."""
    if FieldName.RECEIVED_STAMP_ON in facts:
        fact = facts[FieldName.RECEIVED_STAMP_ON]
        yield Evidence(
            key=f"stamp:{paper.id}",
            basis=EvidenceBasis.RECEIVED_STAMP,
            mode=ServiceMode.DIRECT,
            on=date.fromisoformat(fact.value),
            source="paper",
            source_id=paper.id,
            confirmed=_stands(paper, fact),
        )


def _listed(asked: _Asked, proof: Paper, facts: Facts) -> Iterator[Evidence]:
    """A return or a certificate of the same proceeding that lists the paper."""
    names = facts[FieldName.SERVED_PAPERS].value if FieldName.SERVED_PAPERS in facts else []
    other = _text(facts, FieldName.CASE_NUMBER)
    paper, number = asked.paper, asked.number
    if not is_named(paper.title, paper.kind, names) or (number and other and number != other):
        return
    on = _day(facts, FieldName.SERVED_ON)
    basis = _basis_of(proof)
    mode = _MODES.get(_text(facts, FieldName.SERVICE_MODE), usual_mode(basis))
    address = _text(facts, FieldName.SERVICE_ADDRESS)
    yield Evidence(
        key=f"proof:{proof.id}:{paper.id}",
        basis=basis,
        mode=mode,
        on=on,
        source="paper",
        source_id=proof.id,
        address=address,
        address_confirmed=asked.confirmed(address, on),
        signed=FieldName.SERVICE_RECEIVER in facts,
        confirmed=_stands(proof, facts.get(FieldName.SERVED_ON)),
    )


def _basis_of(proof: Paper) -> EvidenceBasis:
    if proof.kind == PaperKind.ELECTRONIC_SERVICE_NOTICE:
        return EvidenceBasis.ELECTRONIC_CERTIFICATE
    posted = "专递" in proof.title or "邮件" in proof.title
    return EvidenceBasis.COURIER_RECEIPT if posted else EvidenceBasis.SERVICE_RETURN


def usual_mode(basis: EvidenceBasis) -> ServiceMode:
    """How a paper with this evidence is served unless it says otherwise."""
    if basis is EvidenceBasis.COURIER_RECEIPT:
        return ServiceMode.POSTED
    if basis in (
        EvidenceBasis.ELECTRONIC_CERTIFICATE,
        EvidenceBasis.SHORT_MESSAGE,
        EvidenceBasis.PLATFORM_SCREENSHOT,
        EvidenceBasis.MAIL,
    ):
        return ServiceMode.ELECTRONIC
    return ServiceMode.DIRECT


def _noted(asked: _Asked, row: ServiceEvidence) -> Evidence:
    return Evidence(
        key=f"noted:{row.id}",
        basis=EvidenceBasis(row.basis),
        mode=ServiceMode(row.mode),
        on=row.on,
        source=row.source,
        source_id=row.source_id or row.id,
        at=row.at,
        address=row.address,
        address_confirmed=asked.confirmed(row.address, row.read_on or row.on),
        signed=row.signed,
        read_on=row.read_on,
        note=row.note,
    )


def _announced(asked: _Asked, message: CourtMessage) -> Iterator[Evidence]:
    """A message on the paper's case that names it, or names none."""
    paper, said = asked.paper, message.said
    names = [each["value"] for each in said.get("papers", ())]
    numbers = {each["value"] for each in said.get("case_numbers", ())}
    if message.arrived_at is None or asked.number not in numbers:
        return
    if names and not is_named(paper.title, paper.kind, names):
        return
    on = message.arrived_at.astimezone(CHINA).date()
    yield Evidence(
        key=f"message:{message.id}:{paper.id}",
        basis=EvidenceBasis.SHORT_MESSAGE,
        mode=ServiceMode.ELECTRONIC,
        on=on,
        source="message",
        source_id=message.id,
        at=message.arrived_at,
        address=message.address,
        address_confirmed=asked.confirmed(message.address, on),
    )


def is_confirmed(
    register: Sequence[ElectronicAddress], court: str, address: str, on: date | None
) -> bool:
    """Whether the office had confirmed ``address`` to ``court`` on that day."""
    return on is not None and any(
        _plain(each.address) == _plain(address)
        and each.court == court
        and each.since <= on
        and (each.until is None or on <= each.until)
        for each in register
    )


def _plain(address: str) -> str:
    return "".join(address.split()).casefold()
