"""Whose paper each is, from what it says and what a person told; what is not ours starts no duty."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from services.api.accounts.account import Actor, Organisation
from services.api.accounts.law_office import law_office
from services.api.accounts.store import office
from services.api.documents.document import Fact, Paper
from services.api.documents.store import current_facts, papers_of, papers_of_case
from services.api.receipts.evidence import WhoseTold
from services.api.receipts.store import whose_told
from services.law.addressed import Belonging, Whose, belonging_of
from services.law.pack import load_pack
from services.vocabulary import FieldName, Jurisdiction, OrganisationKind


@dataclass(frozen=True, slots=True)
class Belonged:
    """Whose one paper is. ``found`` is what the paper says, ``told`` a person's word, which goes first;
    ``answering_unit`` who answers a paper served on the government. ``shared_mail``: papers of several
    offices arrive here (司法局), so that another one's paper is no mistake."""

    found: Belonging
    told: WhoseTold | None
    answering_unit: str | None
    shared_mail: bool

    @property
    def whose(self) -> Whose:
        return Whose(self.told.whose) if self.told else self.found.whose

    @property
    def because(self) -> str:
        return "经办人说明" if self.told else self.found.because

    @property
    def starts_duties(self) -> bool:
        """Another party's copy and what was sent by mistake start nothing of ours."""
        return self.whose.starts_duties or (self.shared_mail and self.told is None)

    @property
    def sent_by_mistake(self) -> bool:
        return self.whose is Whose.ELSEWHERE and not (self.shared_mail and self.told is None)


def whose_of(who: Actor, session: Session, papers: Sequence[Paper]) -> dict[str, Belonged]:
    """Whose each of these papers is, by id: with the parties of its case and of its file."""
    beside: dict[str, list[Paper]] = {}
    for paper in papers:
        found = [*papers_of(who, session, paper.document_id)]
        if paper.case_id:
            found += papers_of_case(who, session, paper.case_id)
        beside[paper.id] = found
    ids = {each.id for found in beside.values() for each in found}
    facts = _by_paper(current_facts(who, session, *ids))
    own, told = office(who, session), whose_told(who, session, *(paper.id for paper in papers))
    return {
        paper.id: _belonged(
            facts[paper.id],
            [fact for each in beside[paper.id] for fact in facts[each.id]],
            own,
            told.get(paper.id),
        )
        for paper in papers
    }


def whose_among(
    who: Actor, session: Session, *cases: Mapping[str, Sequence[Fact]]
) -> dict[str, Belonged]:
    """Whose the papers of each case are, from its facts by paper: no paper but these is asked."""
    own = office(who, session)
    told = whose_told(who, session, *(id_ for facts in cases for id_ in facts))
    found = {}
    for facts in cases:
        together = [fact for each in facts.values() for fact in each]
        for id_, each in facts.items():
            found[id_] = _belonged(each, together, own, told.get(id_))
    return found


def _by_paper(facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        found[fact.paper_id].append(fact)
    return found


def _belonged(
    own_facts: Iterable[Fact], together: Iterable[Fact], own: Organisation, told: WhoseTold | None
) -> Belonged:
    addressee = next((f.value for f in own_facts if f.field == FieldName.ADDRESSEE), None)
    parties = [str(fact.value["name"]) for fact in together if fact.field == "party"]
    government = load_pack(Jurisdiction(own.jurisdiction)).government
    found = belonging_of(addressee, parties, law_office(own), government)
    whose = told.whose if told else found.whose
    return Belonged(
        found,
        told,
        own.name if whose == Whose.GOVERNMENTS else None,
        not own.names_of_its_mail or own.kind == OrganisationKind.GOVERNMENT_OFFICE,
    )
