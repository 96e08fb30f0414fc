"""What is known of mail providers (presets.yaml): where their IMAP service is, what password it
wants."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict

Security = Literal["tls", "starttls", "none"]
OTHER = "government"


class Preset(BaseModel):
    """One provider; ``password`` is what to give as password, "" when it is that of its web page."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: str
    label: str
    domains: Sequence[str]
    host: str
    port: int
    security: Security
    password: str
    source: str


@cache
def presets() -> tuple[Preset, ...]:
    """Every provider, in the order a person is shown them."""
    rows = yaml.safe_load((Path(__file__).parent / "presets.yaml").read_text(encoding="utf-8"))
    return tuple(Preset.model_validate(row) for row in rows)


def preset(key: str) -> Preset:
    """The provider ``key``, the self-filled one when it is not known any more."""
    known = {each.key: each for each in presets()}
    return known.get(key, known[OTHER])
