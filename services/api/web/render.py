"""Turning a view into a page: templates, versioned static files, the frame around every page."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup
from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.accounts.store import actor_of, office, passwordless_users
from services.api.documents.store import ids_asked_about
from services.api.review.differences import papers_that_differ
from services.api.service import Service
from services.api.web.views.shell import Desk, Shell, fixed_day_words, stale_rule_warning
from services.law.pack import load_pack, place_name
from services.vocabulary import Jurisdiction

HERE = Path(__file__).parent
STATIC = HERE / "static"


@cache
def asset(name: str) -> str:
    """Address of a static file with a mark of its content, so that browsers may keep it for good."""
    mark = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]
    return f"/static/{name}?v={mark}"


def tail(text: str) -> Markup:
    """``text`` whose last three characters stay together: no line begins with a lone character."""
    return Markup('{}<span class="nw">{}</span>').format(text[:-3], text[-3:])


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["asset"] = asset
    environment.filters["tail"] = tail
    return environment


def html(
    template: str, shell: Shell, page: Any, *, active: str = "", status: int = 200
) -> HTMLResponse:
    """``template`` with its view as ``page``; ``active`` is the word of the tab it belongs to."""
    text = _templates().get_template(template).render(shell=shell, page=page, active=active)
    return HTMLResponse(text, status_code=status)


def fragment(template: str, page: Any, *, events: Mapping[str, str] | None = None) -> HTMLResponse:
    """A part of a page for htmx; ``events`` become HX-Trigger (``toast``)."""
    answer = HTMLResponse(_templates().get_template(template).render(page=page))
    if events:
        answer.headers["hx-trigger"] = json.dumps(events)
    return answer


def go_to(request: Request, address: str, words: str = "") -> Response:
    """Send the browser to ``address`` after a change; ``words`` are said there."""
    if request.headers.get("hx-request"):
        answer = Response(status_code=204, headers={"hx-redirect": address})
        if words:
            answer.headers["hx-trigger"] = json.dumps({"carry": words})
        return answer
    return Response(status_code=303, headers={"location": address})


def shell_of(service: Service, who: Actor, session: Session) -> Shell:
    """The frame for this person's pages."""
    own, today = office(who, session), service.today()
    asked = ids_asked_about(who, session)
    return Shell(
        office=own.name,
        person=who.name,
        today=today,
        demo=own.demo,
        fixed_day=fixed_day_words(service.settings.today),
        review_count=len(asked | papers_that_differ(who, session)),
        stale_rules=stale_rules(Jurisdiction(own.jurisdiction), today),
        may_remove_demo=own.demo,
        may_set_up=who.role == "administrator",
        others=_others(service, who, session),
    )


def _others(service: Service, who: Actor, session: Session) -> tuple[Desk, ...]:
    """Desks one may change to without a password: those of the demo, on this machine only."""
    if not service.settings.loopback:
        return ()
    users = [user for user in passwordless_users(session) if user.id != who.user_id]
    return tuple(Desk(u.id, u.name, office(actor_of(u), session).name) for u in users)


def stranger(today: date) -> Shell:
    """The frame for somebody who is not signed in."""
    return Shell(office="", person="", today=today, signed_in=False)


def quiet(shell: Shell) -> Shell:
    """The frame without warnings (error pages)."""
    return replace(shell, stale_rules=())


def stale_rules(jurisdiction: Jurisdiction, today: date) -> tuple[str, ...]:
    """Warnings about the office's rule packs that nobody has checked for over a year."""
    by_day: dict[date, list[str]] = {}
    for each in load_pack(jurisdiction).lineage:
        by_day.setdefault(load_pack(each).checked_as_of, []).append(place_name(each))
    said = (stale_rule_warning("、".join(places), day, today) for day, places in by_day.items())
    return tuple(words for words in said if words)
