"""Passwords of mailboxes, encrypted at rest: whoever has the database alone cannot read them."""

from __future__ import annotations

import os
from contextlib import suppress

from cryptography.fernet import Fernet, InvalidToken

from services.api.settings import Settings

KEY_FILE = "mail.key"


class KeyLost(Exception):
    """The password was encrypted with another key than the one there is now."""


def encrypt(settings: Settings, password: str) -> str:
    """``password`` as it is stored."""
    return Fernet(_key(settings)).encrypt(password.encode()).decode()


def decrypt(settings: Settings, secret: str) -> str:
    """The password. KeyLost when the key is not the one it was encrypted with."""
    try:
        return Fernet(_key(settings)).decrypt(secret.encode()).decode()
    except (InvalidToken, ValueError):
        raise KeyLost from None


def _key(settings: Settings) -> bytes:
    """``YINGSU_MAIL_KEY``, or a file only the service's user may read, made on first use."""
    if settings.mail_key is not None:
        return settings.mail_key.get_secret_value().encode()
    place = settings.data_dir / KEY_FILE
    if not place.exists():
        aside = place.with_name(f"{KEY_FILE}.{os.getpid()}")
        aside.write_bytes(b"")
        aside.chmod(0o600)
        aside.write_bytes(Fernet.generate_key())
        with suppress(FileExistsError):  # another process made one first: its key is the key
            os.link(aside, place)
        aside.unlink()
    return place.read_bytes().strip()
