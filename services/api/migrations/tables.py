"""Every table of the service, for Alembic: importing this module fills ``metadata``."""

from __future__ import annotations

from services.api.accounts import account
from services.api.appearance import told
from services.api.audit import entry
from services.api.cases import case, record
from services.api.db import Base
from services.api.deadlines import duty_action, shown_duty
from services.api.documents import difference, document
from services.api.filings import filing
from services.api.holidays import entered
from services.api.inbox import account as mail_account
from services.api.inbox import message
from services.api.intake import source
from services.api.receipts import evidence

modules = (
    *(account, told, entry, case, duty_action, shown_duty, document, difference, filing, source),
    *(mail_account, message, record, entered, evidence),
)
metadata = Base.metadata
