"""Where rules/, models/ and samples/ are, in a checkout or in an installed wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_SERVICES = Path(__file__).resolve().parent


@cache
def data_folder(name: str) -> Path:
    """Folder ``name`` (``rules``, ``models`` or ``samples``).

    A wheel carries the folders as ``services/_data/<name>``; a checkout has them beside
    ``services/``. Raises FileNotFoundError naming both places.
    """
    places = [_SERVICES / "_data" / name, _SERVICES.parent / name]
    for place in places:
        if place.is_dir():
            return place
    raise FileNotFoundError(f"data folder {name!r} not found in {places[0]} or {places[1]}")


def rules_folder() -> Path:
    """The jurisdiction packs."""
    return data_folder("rules")


def models_folder() -> Path:
    """Lexicons and trained pipelines, read-only."""
    return data_folder("models")


def samples_folder() -> Path:
    """The fictional court papers with their expected reading."""
    return data_folder("samples")
