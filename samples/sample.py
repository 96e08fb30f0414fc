"""One sample: its papers, how they are printed, how they arrive."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from samples.damage import Damage
from samples.facts import Paper
from samples.page import Look


@dataclass(frozen=True)
class Form:
    """How a paper reaches the office.

    ``pdf`` and ``garbled`` keep the text layer; ``scan`` is an image-only PDF; ``png``, ``jpg`` (one
    page) and ``tif`` (all pages) are images; ``utf-8`` and ``gb18030`` are text files. ``damages``
    apply to images in order; ``page_damages`` to single pages (1-based) after them. ``exif`` is the
    orientation tag of a JPEG whose pixels lie turned accordingly.
    """

    kind: Literal["pdf", "garbled", "scan", "png", "jpg", "tif", "utf-8", "gb18030"] = "pdf"
    dpi: int = 200
    damages: tuple[Damage, ...] = ()
    page_damages: dict[int, Damage] = field(default_factory=dict)
    quality: int = 60
    exif: int = 1

    @property
    def suffix(self) -> str:
        if self.kind in ("pdf", "garbled", "scan"):
            return "pdf"
        return "txt" if self.kind in ("utf-8", "gb18030") else self.kind


@dataclass(frozen=True)
class Sample:
    """One file: its papers in order, how they are printed and how they arrive."""

    name: str
    papers: tuple[Paper, ...]
    form: Form = field(default_factory=Form)
    look: Look = field(default_factory=Look)
    looks: tuple[Look, ...] = ()  # one per paper where they differ

    def look_of(self, index: int) -> Look:
        return self.looks[index] if self.looks else self.look

    @property
    def file_name(self) -> str:
        return f"{self.name}.{self.form.suffix}"
