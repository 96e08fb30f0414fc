"""What every legal entry of a pack may say about itself: since when and until when, how certain, and
what it stands in for."""

from __future__ import annotations

from datetime import date
from typing import Self

from pydantic import model_validator

from services.law.strict_yaml import StrictModel


def check_order(valid_from: date | None, valid_to: date | None) -> None:
    """ValueError when an entry ends before it begins."""
    if valid_from and valid_to and valid_to < valid_from:
        raise ValueError(f"valid_to {valid_to} 早于 valid_from {valid_from}")


class Doubtful(StrictModel):
    """What is not certain in the source says why."""

    certain: bool = True
    uncertain_because: str | None = None

    @model_validator(mode="after")
    def _says_why(self) -> Self:
        if self.certain == (self.uncertain_because is not None):
            raise ValueError("certain: false 须写 uncertain_because，反之不写")
        return self


class Dated(StrictModel):
    """``valid_from`` defaults to the document's. A repeal names its day and its text (``repealed_by``),
    an override of an inherited entry the reason."""

    valid_from: date | None = None
    valid_to: date | None = None
    repealed_by: str | None = None
    overrides: str | None = None
    override_reason: str | None = None

    @model_validator(mode="after")
    def _ended_and_replaced(self) -> Self:
        if (self.valid_to is None) != (self.repealed_by is None):
            raise ValueError("valid_to 与 repealed_by 须同时写或同时不写")
        check_order(self.valid_from, self.valid_to)
        if (self.overrides is None) != (self.override_reason is None):
            raise ValueError("overrides 与 override_reason 须同时写或同时不写")
        return self
