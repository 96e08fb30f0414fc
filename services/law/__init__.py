"""What follows from the facts of a case, and why? Pure: facts, pack and calendar in; duties, dates
and losses out. ``today`` is an argument; nothing here reads a clock, a database or a network.

- :func:`count_period` one period, with its counting steps
- :func:`losses`, :func:`explain_losses` how each jurisdiction reads an outcome
- :func:`load_pack`, :func:`check_packs` the rules as data; :func:`national_calendar` working days
"""

from services.law.calendar import Calendar, DayKind, load_calendar, national_calendar
from services.law.citation import Citation
from services.law.count import Count, PeriodKind, count_period
from services.law.duties import Duty
from services.law.facts import CaseFacts, Office, PaperFacts, PartyFact, Receipt
from services.law.loss import LossReading, explain_losses, losses
from services.law.pack import Pack, check_packs, load_pack

__all__ = [
    "Calendar",
    "CaseFacts",
    "Citation",
    "Count",
    "DayKind",
    "Duty",
    "LossReading",
    "Office",
    "Pack",
    "PaperFacts",
    "PartyFact",
    "PeriodKind",
    "Receipt",
    "check_packs",
    "count_period",
    "explain_losses",
    "load_calendar",
    "load_pack",
    "losses",
    "national_calendar",
]
