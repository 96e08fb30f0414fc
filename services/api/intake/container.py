"""A container (ZIP, 7z, RAR, mail) that was received: each file in it becomes a document of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.api.accounts.store import service_actor
from services.api.documents import progress
from services.api.documents.document import Document
from services.api.documents.store import members_of
from services.api.intake.receive import new_document
from services.api.readers import Opened
from services.api.service import Service


def keep_members(
    service: Service,
    container: Document,
    attempt: int,
    extraction: Mapping[str, Any],
    opened: Opened,
    *,
    seconds: float,
    again: bool = False,
) -> None:
    """Receive the members of ``container``: bytes first, then their rows and the container's reading in
    one transaction. What could not be taken out is a problem of the container, which keeps its own
    bytes. With ``again`` the attempt begins in that transaction too: a container that was settled is
    opened once more. IntegrityError when another worker was faster."""
    parts, problems = opened
    kept = [(part, service.storage.put(part.data)) for part in parts if not part.problem]
    lost = [
        {**part.problem, "message": f"{part.name}：{part.problem['message']}"}
        for part in parts
        if part.problem
    ]
    reading = {**extraction, "problems": [*problems, *lost]}
    who = service_actor(container.organisation_id)
    with service.database.transaction() as session:
        known = {member.sha256 for member in members_of(who, session, container.id)}
        if again:
            progress.begin_again(session, container.id, attempt)
        row = progress.save_container(
            session, container.id, attempt, reading, seconds, members=len(kept)
        )
        if row is None:
            return
        for part, sha256 in kept:
            if sha256 in known:
                continue  # opened before, now again
            member = new_document(
                who, session, part.name, sha256, len(part.data), origin=container.origin
            )
            member.container_id, member.tag = container.id, container.tag
            member.scanner = container.scanner
            member.received_by = container.received_by
            session.flush()  # two equal members: the second is a twin of the first
