"""What one format's reader hands back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from services.extractor.result import Problem
from services.extractor.transcript import Page

Progress = Callable[[int, int], None]  # pages done, pages in all


@dataclass(frozen=True)
class Reading:
    """Pages in order, none left out: a page that could not be read is empty and has a problem."""

    pages: tuple[Page, ...]
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
