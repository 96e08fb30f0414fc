"""How fast are duties derived? `make stress PART=duties SIZE=100000`.

SIZE invented cases of an office are derived on one core: suits just received, suits heard, suits
decided in one and two instances, papers with and without a proved receipt, in each jurisdiction in
turn. Receipt days are spread over four years, so that kept counts do not flatter. Times are those of
the process, not of the wall: other work on the machine is not ours, though it slows a shared core.
Results in benchmarks/results/duties.json.
"""

from __future__ import annotations

import json
import random
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from datetime import time as clock
from itertools import islice
from pathlib import Path
from typing import Any

from services.law import derive_duties
from services.law.facts import CaseFacts, Office, OperativeFact, PaperFacts, PartyFact, Receipt
from services.law.pack import shipped_jurisdictions
from services.vocabulary import (
    OrganisationKind,
    OutcomeClass,
    PaperKind,
    ReceiptBasis,
    Role,
    Stage,
    Standing,
)

CASES, ONE_CASE_MS, ALL_SECONDS = 100_000, 2.0, 60.0
RESULTS = Path(__file__).parent / "results" / "duties.json"
OFFICE = "某县自然资源局"
PARTIES = (PartyFact(Role.PLAINTIFF, "方某甲"), PartyFact(Role.DEFENDANT, OFFICE))
ITEMS = (
    OperativeFact("一、撤销被诉决定；", (OutcomeClass.REVOKE,)),
    OperativeFact("二、责令被告于本判决生效之日起六十日内重新作出行政行为。", (OutcomeClass.REMAKE,)),
)
_FIRST_DAY = date(2022, 1, 3)
_DAYS = 4 * 365


def cases(count: int, seed: int = 20260901) -> Iterator[CaseFacts]:
    """``count`` invented cases, the same for the same seed."""
    rng = random.Random(seed)
    places = shipped_jurisdictions()
    for serial in range(count):
        office = Office(OFFICE, OrganisationKind.DEPARTMENT, places[serial % len(places)])
        yield CaseFacts(str(serial), office, tuple(_papers(rng, serial)))


def _papers(rng: random.Random, serial: int) -> Iterator[PaperFacts]:
    """Three in ten cases are new, four have a hearing set, two a judgment, one an appeal decided."""
    day = _FIRST_DAY + timedelta(days=rng.randrange(_DAYS))
    number = f"（{day.year}）赣0721行初{serial + 1}号"
    progress = rng.choice("nnnhhhhjja")

    def paper(kind: PaperKind, on: date, **changes: Any) -> PaperFacts:
        proved = rng.random() < 0.7
        facts = PaperFacts(
            id=f"{serial}-{kind.value}-{changes.get('stage', Stage.FIRST).value}",
            kind=kind,
            stage=Stage.FIRST,
            standing=Standing.SERVED,
            arrived_on=on + timedelta(days=rng.randrange(4)),
            case_number=number,
            court="某县人民法院",
            issued_on=on - timedelta(days=rng.randrange(6)),
            parties=PARTIES,
            receipt=Receipt(on, ReceiptBasis.SERVICE_RETURN, "") if proved else None,
        )
        return replace(facts, **changes)

    yield paper(PaperKind.RESPONSE_NOTICE, day)
    yield paper(PaperKind.COMPLAINT, day)
    if progress == "n":
        return
    heard = day + timedelta(days=rng.randrange(20, 60))
    yield paper(PaperKind.SUMMONS, day, hearing_at=(datetime.combine(heard, clock(9)),))
    if progress == "h":
        return
    lost = rng.random() < 0.4
    classes = (OutcomeClass.REVOKE, OutcomeClass.REMAKE) if lost else (OutcomeClass.DISMISS_CLAIMS,)
    decided = heard + timedelta(days=rng.randrange(10, 60))
    yield paper(PaperKind.JUDGMENT, decided, outcome={OFFICE: classes}, operative=ITEMS if lost else ())
    if progress == "j":
        return
    yield paper(
        PaperKind.JUDGMENT,
        decided + timedelta(days=rng.randrange(60, 120)),
        stage=Stage.SECOND,
        case_number=f"（{decided.year}）赣07行终{serial + 1}号",
        prior_case_number=number,
        outcome={OFFICE: (OutcomeClass.AFFIRM,)},
    )


def duties(size: int) -> bool:
    """Derive ``size`` cases; false when a promise (2 ms a case, 60 s for 100,000) is broken."""
    today = date(2026, 9, 1)
    for case in islice(cases(size), 50):
        derive_duties(case, today=today)  # packs and calendar are loaded once per process
    times: list[float] = []
    owed = 0
    made = cases(size)
    while some := list(islice(made, 1000)):
        for case in some:
            started = time.process_time()
            owed += len(derive_duties(case, today=today))
            times.append(time.process_time() - started)
    result = _result(times, owed)
    RESULTS.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(
        f"duties: {size} cases, {owed} duties in {result['seconds']} s of one core; "
        f"median {result['median_ms']} ms, 99 in 100 below {result['p99_ms']} ms; "
        f"100,000 cases: {result['seconds_for_100000']} s"
    )
    return bool(result["seconds_for_100000"] < ALL_SECONDS and result["p99_ms"] < ONE_CASE_MS)


def _result(times: Sequence[float], owed: int) -> dict[str, Any]:
    total = sum(times)
    return {
        "cases": len(times),
        "duties": owed,
        "seconds": round(total, 2),
        "seconds_for_100000": round(total / len(times) * CASES, 1),
        "median_ms": round(statistics.median(times) * 1000, 3),
        "p99_ms": round(statistics.quantiles(times, n=100)[98] * 1000, 3),
        "promised": {"seconds_for_100000": ALL_SECONDS, "p99_ms": ONE_CASE_MS},
    }
