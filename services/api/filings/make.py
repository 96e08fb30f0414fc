"""Drawing up a filing: what the case's forms would say now, and freezing one as a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.audit.store import record
from services.api.cases.store import get_case
from services.api.errors import Conflict, NotFound, Unacceptable
from services.api.filings.draw import draw, file_name
from services.api.filings.filing import Filing
from services.api.filings.fill import FilledForm, fill
from services.api.filings.form import FormSpec, forms_of
from services.api.filings.gather import gather
from services.api.filings.sheet import BasisKind, CaseSheet
from services.api.filings.store import filings_of_case, get_filing
from services.api.service import Service

LONGEST_TYPED = 2000


@dataclass(frozen=True, slots=True)
class Draft:
    """A form as the case fills it now. ``duty_keys`` are the duties it discharges."""

    filled: FilledForm
    duty_keys: tuple[str, ...]

    @property
    def form(self) -> FormSpec:
        return self.filled.form


def drafts(who: Actor, session: Session, case_id: str, today: date) -> list[Draft]:
    """Every form the office's packs know, filled from the case; nothing is saved."""
    sheet = gather(who, session, case_id, today)
    made = filings_of_case(who, session, case_id)
    return [
        _draft(form, sheet, remembered(form, made))
        for form in forms_of(sheet.office.jurisdiction).values()
    ]


def remembered(form: FormSpec, made: Sequence[Filing]) -> dict[str, str]:
    """What people typed into earlier filings of the case (``made``, newest first), by cell key: for
    each cell as the newest filing that has it says."""
    typable = {spec.key for spec in form.body.cells() if spec.typable and not spec.once}
    said: dict[str, str] = {}
    for filing in made:
        for cell in filing.cells:
            if cell["key"] in typable and cell["key"] not in said:
                kinds = {each["kind"] for each in cell["basis"]}
                said[cell["key"]] = cell["text"] if kinds == {BasisKind.PERSON} else ""
    return said


def make_filing(
    who: Actor,
    service: Service,
    case_id: str,
    form_id: str,
    *,
    typed: Mapping[str, str] | None = None,
    duty_key: str | None = None,
) -> Filing:
    """Fill the form, draw the file, store it, and keep a row with every cell and its basis.

    ``typed`` gives texts, by cell key, for cells no fact fills, in place of what was typed into the
    case's earlier filings (an empty one takes that back); ``duty_key`` the duty it is made for, the
    first the form discharges when None. NotFound for a form or duty the office does not have,
    Unacceptable for a text the form has no place for, Conflict when nobody is signed in.
    """
    if who.user_id is None:
        raise Conflict("person_needed", "报送材料须由人制作。", "请登录后制作。")
    with service.database.transaction() as session:
        sheet = gather(who, session, case_id, service.today())
        made = filings_of_case(who, session, case_id)
    form = forms_of(sheet.office.jurisdiction).get(form_id)
    if form is None:
        raise NotFound("这种表单")
    _check_typed(form, typed or {})
    draft = _draft(form, sheet, {**remembered(form, made), **(typed or {})})
    if duty_key is not None and duty_key not in draft.duty_keys:
        raise NotFound("这张表对应的这项期限")
    sha256 = service.storage.put(draw(draft.filled, demo=sheet.demo))
    with service.database.transaction() as session:
        get_case(who, session, case_id)
        row = Filing(
            organisation_id=who.organisation_id,
            case_id=case_id,
            form_id=form.id,
            duty_key=duty_key or next(iter(draft.duty_keys), None),
            name=file_name(draft.filled, demo=sheet.demo),
            sha256=sha256,
            cells=[cell.to_json() for cell in draft.filled.cells],
            gaps=[{"key": g.key, "label": g.label, "reason": g.gap} for g in draft.filled.gaps],
            by_user=who.user_id,
        )
        session.add(row)
        session.flush()
        after = {"form": form.id, "sha256": sha256, "gaps": len(row.gaps)}
        record(who, session, "filing.made", ("filing", row.id), after=after)
    return row


def file_of(who: Actor, service: Service, case_id: str, filing_id: str) -> tuple[Filing, bytes]:
    """A frozen copy with its bytes."""
    with service.database.transaction() as session:
        row = get_filing(who, session, case_id, filing_id)
    return row, service.storage.get(row.sha256)


def _draft(form: FormSpec, sheet: CaseSheet, typed: Mapping[str, str]) -> Draft:
    owed = tuple(duty.key for duty in sheet.duties if duty.form == form.id)
    return Draft(fill(form, sheet, typed), owed)


def _check_typed(form: FormSpec, typed: Mapping[str, str]) -> None:
    open_to_typing = {spec.key: spec.label for spec in form.body.cells() if spec.typable}
    for key, text in typed.items():
        if key not in open_to_typing:
            raise Unacceptable("unknown_cell", f"表单里没有“{key}”这一格可填。", "请按表单的格子填写。")
        if len(text) > LONGEST_TYPED:
            label = open_to_typing[key]
            raise Unacceptable("text_too_long", f"“{label}”超过{LONGEST_TYPED}字。", "请写得短一些。")
