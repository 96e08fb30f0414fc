"""A backlog and a heap of broken files through the service itself: `make stress PART=ingest SIZE=n`, or
one after the other, PART=backlog and PART=malformed.

``SIZE`` small papers are stored and read by one reader of a service on a fresh data folder; a quarter,
half and three quarters of the way the estimate a page would show is noted and compared with what it
took. Then ``SIZE`` malformed files: each must end read, or refused or failed with its cause, and the
service goes on. Figures in benchmarks/results/ingest.json.
"""

from __future__ import annotations

import json
import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from sqlalchemy import select

from benchmarks.damage import damaged_by
from services.api.accounts.account import Actor
from services.api.accounts.store import actor_of, ensure_local_administrator
from services.api.documents.document import Document
from services.api.documents.progress import unread
from services.api.intake.backlog import backlog
from services.api.intake.read import read_document
from services.api.intake.receive import receive
from services.api.migrations import upgrade
from services.api.service import Service, open_service
from services.api.settings import Settings

RESULTS = Path(__file__).parent / "results" / "ingest.json"
LOOKS = (0.25, 0.5, 0.75)  # of the way
HONEST = 0.35  # an estimate may be wrong by so much of what it says


def backlog_of(size: int) -> bool:
    """``size`` papers stored and read: whether none was lost and the estimates were honest."""
    with _service() as (who, service):
        found = _backlog(who, service, size)
    _keep("backlog", size, found)
    return bool(found["lost"] == 0 and found["honest"])


def malformed(size: int) -> bool:
    """``size`` broken files: whether each was read or says why not."""
    with _service() as (who, service):
        found = _malformed(who, service, size)
    _keep("malformed", size, found)
    return bool(found["without_cause"] == 0)


@contextmanager
def _service() -> Iterator[tuple[Actor, Service]]:
    with tempfile.TemporaryDirectory() as folder:
        service = open_service(Settings(data_dir=Path(folder), readers=1))
        try:
            upgrade(service.database)
            with service.database.transaction() as session:
                who = actor_of(ensure_local_administrator(session))
            yield who, service
        finally:
            service.close()


def _keep(half: str, size: int, found: dict[str, Any]) -> None:
    """The figures of one half; those of the other stand."""
    kept = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    kept[half] = {"size": size, **found}
    RESULTS.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _backlog(who: Actor, service: Service, size: int) -> dict[str, Any]:
    """Store ``size`` papers, then read them, asking for the estimate on the way."""
    stored = _seconds(lambda: _store(who, service, [_paper(number) for number in range(size)]))
    estimates: list[dict[str, float]] = []
    looks = {round(size * share) for share in LOOKS}
    began = time.monotonic()
    for number, (document_id, attempt) in enumerate(_todo(service)):
        if number in looks:
            with service.database.transaction() as session:
                told = backlog(who, session)
            print(f"ingest: {told.words}")
            estimates.append({"at": time.monotonic() - began, "said": told.seconds or -1.0})
        read_document(service, document_id, attempt)
    took = time.monotonic() - began
    for each in estimates:
        each["took"] = took - each["at"]
        each["off"] = abs(each["said"] - each["took"]) / max(each["took"], 0.001)
    states = _states(service)
    honest = all(each["off"] <= HONEST for each in estimates)
    print(
        f"ingest: {size} papers stored in {stored:.1f} s ({size / stored:.0f}/s), read in {took:.1f} s "
        f"({60 * size / took:.0f} a minute); estimates off by "
        + ", ".join(f"{each['off']:.0%}" for each in estimates)
    )
    return {
        "stored_per_second": round(size / stored, 1),
        "read_per_minute": round(60 * size / took, 1),
        "estimates": [{key: round(value, 2) for key, value in each.items()} for each in estimates],
        "honest": honest,
        "states": dict(states),
        "lost": size - states["read"],
    }


def _malformed(who: Actor, service: Service, size: int) -> dict[str, Any]:
    """Broken files of every kind; what each came to, and how many say nothing."""
    from tests.extractor.reading.kinds import small_files  # noqa: PLC0415

    sources = small_files()
    files = [
        (name, damaged_by(content, random.Random(number)))
        for number, (name, content) in enumerate(islice(cycle(sources.items()), size))
    ]
    began = time.monotonic()
    _store(who, service, files, origin="broken")
    while todo := _todo(service):  # what comes out of containers too
        for document_id, attempt in todo:
            read_document(service, document_id, attempt)
    took = time.monotonic() - began
    ends: Counter[str] = Counter()
    silent = 0
    with service.database.transaction() as session:
        for row in session.scalars(select(Document).where(Document.origin == "broken")):
            causes = [str(problem["code"]) for problem in row.problems]
            ends[causes[0] if causes else row.state] += 1
            silent += row.state not in ("read", "refused", "failed") or (
                row.state != "read" and not causes
            )
    told = ", ".join(f"{end} {number}" for end, number in ends.most_common())
    print(f"ingest: {size} malformed files in {took:.1f} s; {told}; without a cause: {silent}")
    return {"seconds": round(took, 1), "ends": dict(ends.most_common()), "without_cause": silent}


def _store(
    who: Actor, service: Service, files: Sequence[tuple[str, bytes]], origin: str = "upload"
) -> None:
    for name, data in files:
        receive(who, service, name, BytesIO(data), origin=origin)


def _todo(service: Service) -> Sequence[tuple[str, int]]:
    with service.database.transaction() as session:
        return unread(session)


def _states(service: Service) -> Counter[str]:
    with service.database.transaction() as session:
        return Counter(session.scalars(select(Document.state)))


def _paper(number: int) -> tuple[str, bytes]:
    """A small summons of its own, invented."""
    day = 1 + number % 28
    text = (
        f"云溪县人民法院\n传票\n案号　（2026）渝0199行初{number + 1}号\n案由　行政处罚\n"
        f"被传唤人　云溪县林业局\n传唤事由　开庭\n应到时间　2026年4月{day}日9时30分\n"
        f"应到处所　第{1 + number % 9}审判庭\n二〇二六年三月{'一二三四五六七八九'[number % 9]}日\n"
    )
    return f"{number:05}.txt", text.encode()


def _seconds(action: Any) -> float:
    began = time.monotonic()
    action()
    return time.monotonic() - began
