"""What every part of the running service shares: settings, database, bytes, readers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from services.api.db import Database
from services.api.readers import Readers
from services.api.settings import Settings
from services.api.storage import Storage, open_storage
from services.api.throttle import SignInThrottle


@dataclass(frozen=True, slots=True)
class Service:
    """One per process; handed to verbs that need more than a database session."""

    settings: Settings
    database: Database
    storage: Storage
    readers: Readers
    sign_ins: SignInThrottle = field(default_factory=SignInThrottle)

    def today(self) -> date:
        """The calendar day at the office."""
        return self.settings.calendar_day()

    def close(self) -> None:
        self.readers.close()
        self.database.dispose()


def open_service(settings: Settings) -> Service:
    """Open folder, database and store. Readers start when first asked."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    return Service(settings, Database(settings.database), open_storage(settings), Readers(settings))
