"""What follows from the facts of a case, and why? Pure: facts, pack and calendar in; duties, dates
and losses out. ``today`` is an argument; nothing here reads a clock, a database or a network.

- :func:`derive_duties` what is owed to whom by when, under which article
- :func:`urgency` how a duty stands today
- :func:`count_period` one period, with its counting steps
- :func:`losses`, :func:`explain_losses` how each jurisdiction reads an outcome
- :func:`load_pack`, :func:`check_packs` the rules as data; :func:`national_calendar` working days
"""

from services.law.calendar import Calendar, DayKind, load_calendar, national_calendar
from services.law.citation import Citation
from services.law.count import Count, PeriodKind, count_period
from services.law.duties import derive_duties
from services.law.duty import Duty
from services.law.facts import CaseFacts, Office, PaperFacts, PartyFact, Receipt
from services.law.loss import LossReading, explain_losses, losses
from services.law.pack import Pack, load_pack
from services.law.pack_check import check_packs
from services.law.urgency import Urgency, urgency

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
    "Urgency",
    "check_packs",
    "count_period",
    "derive_duties",
    "explain_losses",
    "load_calendar",
    "load_pack",
    "losses",
    "national_calendar",
    "urgency",
]
