"""Settings of the service, read from ``YINGSU_*`` environment variables (docs/settings.md)."""

from __future__ import annotations

import os
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

# One zone without summer time since 1991; fixed, so that no time zone database has to be installed.
CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")


class Settings(BaseSettings):
    """Every setting has a default that works on one machine without network or other servers."""

    model_config = SettingsConfigDict(env_prefix="YINGSU_", extra="ignore")

    data_dir: Path = Path("data")
    database_url: str | None = None  # default: SQLite in data_dir
    jobs_database_url: str | None = None  # default: beside the database
    secret: SecretStr | None = None  # signs session cookies; default: a file in data_dir

    s3_endpoint: str | None = None  # host:port; default: files under data_dir/objects
    s3_bucket: str = "yingsu"
    s3_access_key: SecretStr = SecretStr("")
    s3_secret_key: SecretStr = SecretStr("")
    s3_secure: bool = True
    s3_region: str | None = None

    host: str = "127.0.0.1"
    port: int = 8000
    secure_cookies: bool = False  # set when a TLS proxy stands in front

    readers: int = Field(default_factory=lambda: max(1, (os.cpu_count() or 1) // 2), ge=1)
    sandbox: bool = True  # bubblewrap when the machine allows it
    read_seconds: float = 600.0  # time limit of one file
    reader_pages: int = 500  # a reader is replaced after so many pages
    reader_memory_mb: int = 3000  # resident memory after which it is replaced
    read_attempts: int = 2  # readers one file may crash before it is marked failed
    quarantine_after: int = 10  # times one reading may be begun without an end before it is set aside

    mail_key: SecretStr | None = None  # encrypts mailbox passwords; default: a file in data_dir
    mail_ca_file: Path | None = None  # certificates of an intranet's own authority
    mail_poll_seconds: float = 60.0  # how often further folders and mailboxes without IDLE are asked
    mail_attempts: int = 3  # openings of one mail that may fail before it is put aside

    max_upload_mb: int = 200
    idempotency_days: int = 30  # how long an Idempotency-Key keeps its answer
    watch_seconds: float = 5.0  # between two looks at a watched folder
    watch_root: Path | None = None  # folders to watch must lie in it; needed beyond this machine
    sweep_seconds: float = 5.0
    page_cache_mb: int = 200

    demo: bool = False  # a demo data folder: no local administrator is made, pages carry 演示
    today: date | None = None  # the demo's own calendar day, shown on its pages; else the real one

    @property
    def database(self) -> str:
        """SQLAlchemy URL of the service's database."""
        return (
            _with_driver(self.database_url)
            if self.database_url
            else _sqlite(self.data_dir, "yingsu.db")
        )

    @property
    def jobs_database(self) -> str:
        """SQLAlchemy URL of the tables that carry jobs: the same PostgreSQL, or an SQLite file."""
        if self.jobs_database_url:
            return _with_driver(self.jobs_database_url)
        if self.database_url and not self.database_url.startswith("sqlite"):
            return self.database
        return _sqlite(self.data_dir, "jobs.db")

    @property
    def max_upload_bytes(self) -> int:
        return self.max_upload_mb * 1024 * 1024

    def calendar_day(self) -> date:
        """Today at the office (China time), or the demo's fixed day."""
        return self.today or datetime.now(CHINA).date()

    @property
    def loopback(self) -> bool:
        """True when only this machine can reach the service: a TLS proxy in front passes others on."""
        return self.host in {"127.0.0.1", "::1", "localhost"} and not self.secure_cookies


def demo_folder() -> Path:
    """Where the demo keeps its own data, never mixed with real cases (``YINGSU_DEMO_DIR``)."""
    return Path(os.environ.get("YINGSU_DEMO_DIR", "data-demo"))


def _sqlite(folder: Path, name: str) -> str:
    return f"sqlite:///{(folder / name).absolute()}"


def _with_driver(url: str) -> str:
    """``postgresql://`` as people write it means the psycopg driver here."""
    for prefix in ("postgresql://", "postgres://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url
