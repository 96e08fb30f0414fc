"""All readers of fields, and the fields of one paper decided from their answers."""

from __future__ import annotations

from functools import cache

from services.extractor.confidence import decide
from services.extractor.fields import (
    act,
    addressee,
    advice,
    attendance,
    case_number,
    cause,
    cause_code,
    claims,
    costs,
    court,
    element_form,
    hearing,
    panel,
    service,
    signing,
    terms,
    weekdays,
)
from services.extractor.fields.reading import READERS, PaperContext, Reader
from services.extractor.result import Field
from services.vocabulary import FieldName

# In the order their fields are decided: the code of a cause is looked up for the cause just decided.
FAMILIES = (
    *(case_number, court, addressee, cause, cause_code, signing, hearing, advice),
    *(act, element_form, claims, attendance, panel, terms, costs, service, weekdays),
)

__all__ = ["FAMILIES", "READERS", "PaperContext", "Reader", "read_fields"]


@cache
def _readers_by_field() -> dict[FieldName, list[Reader]]:
    order = {family.__name__: place for place, family in enumerate(FAMILIES)}
    by_field: dict[FieldName, list[Reader]] = {}
    for reader in sorted(READERS.values(), key=lambda each: order[each.read.__module__]):
        by_field.setdefault(reader.field, []).append(reader)
    return by_field


def read_fields(context: PaperContext) -> dict[FieldName, Field]:
    """All fields of one paper, in the order of the vocabulary."""
    fields: dict[FieldName, Field] = {}
    for name, readers in _readers_by_field().items():
        readings = [reading for reader in readers for reading in reader.readings(context)]
        field = decide(context.paper, readings)
        if field is not None:
            fields[name] = field
            context.known[name] = field.value
    return {name: fields[name] for name in FieldName if name in fields}
