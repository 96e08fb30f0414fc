"""What follows from the facts of a case, and why? Pure: facts, pack and calendar in; duties, dates
and losses out. ``today`` is an argument; nothing here reads a clock, a database or a network.

- :func:`derive_duties` what is owed to whom by when, under which article; :func:`incoming_duties`
  what others owe this office; :func:`recurring_duties` what is owed every year and quarter
- :func:`urgency` how a duty stands today
- :func:`effects_of` which rulings are effective, presumed so, or not, and on what basis
- :func:`count_period` one period, with its counting steps
- :func:`service_day` served when; :func:`submitted` handed in in time; :func:`check_limits` sued so
- :func:`compare`, :func:`changed_by_facts`, :func:`changed_by_rules`, :func:`moved_by_calendar`
  what moves, and what stays
- :func:`losses`, :func:`explain_losses` how each jurisdiction reads an outcome
- :func:`load_pack`, :func:`check_packs` the rules as data; :func:`national_calendar` working days;
  :func:`parse_holiday_notice` next year's notice as text
"""

from services.law.basis import basis
from services.law.calendar import Calendar, DayKind, load_calendar, national_calendar
from services.law.changes import Change, changed_by_facts, changed_by_rules, compare, moved_by_calendar
from services.law.citation import Citation
from services.law.count import Count, PeriodKind, count_period
from services.law.duties import derive_duties
from services.law.duty import Duty
from services.law.facts import CaseFacts, Office, PaperFacts, PartyFact, Receipt
from services.law.holiday_notice import parse_holiday_notice
from services.law.incoming import incoming_duties
from services.law.limits import LimitCheck, SuitFacts, check_limits, suit_facts
from services.law.loss import LossReading, explain_losses, losses
from services.law.pack import Pack, load_pack
from services.law.pack_check import check_packs
from services.law.recurring import recurring_duties
from services.law.service import ServiceFacts, ServiceMode, service_day
from services.law.standing import Effect, RulingEffect, effects_of
from services.law.submission import submitted
from services.law.urgency import Urgency, urgency

__all__ = [
    "Calendar",
    "CaseFacts",
    "Change",
    "Citation",
    "Count",
    "DayKind",
    "Duty",
    "Effect",
    "LimitCheck",
    "LossReading",
    "Office",
    "Pack",
    "PaperFacts",
    "PartyFact",
    "PeriodKind",
    "Receipt",
    "RulingEffect",
    "ServiceFacts",
    "ServiceMode",
    "SuitFacts",
    "Urgency",
    "basis",
    "changed_by_facts",
    "changed_by_rules",
    "check_limits",
    "check_packs",
    "compare",
    "count_period",
    "derive_duties",
    "effects_of",
    "explain_losses",
    "incoming_duties",
    "load_calendar",
    "load_pack",
    "losses",
    "moved_by_calendar",
    "national_calendar",
    "parse_holiday_notice",
    "recurring_duties",
    "service_day",
    "submitted",
    "suit_facts",
    "urgency",
]
