"""How the pages of a scanned stack belong together: separator sheets, blank pages, backs scanned last.

A profile (models/scanners.yaml) says how the stack went through the scanner. What it does is marked
page by page; numbers stay those of the file, which itself is never changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

import yaml

from services.resources import models_folder

if TYPE_CHECKING:
    from services.extractor.reading.engines import Image
    from services.extractor.result import Problem
    from services.extractor.transcript import Page

PLAIN = "plain"  # the profile of a file nobody said anything about
SEPARATOR = "YINGSU-SPLIT"  # the content of the QR code, printed below it too
_FEW = 150  # characters: a separator sheet says no more, so fuller pages are not searched for its code
_A_WORD = 3  # letters: fewer were read from dust, or number an empty page

Mark = Literal["blank", "separator"]
Backs = Literal["beside", "stacked"]
Picture = Callable[["Page"], "Image | None"]


@dataclass(frozen=True, slots=True)
class ScannerProfile:
    """``separators``: sheets with the code part envelopes. ``skip_blanks``: blank pages belong to no
    paper. ``backs``: ``stacked`` when all fronts come first, then all backs, the last one first."""

    name: str
    label: str
    separators: bool
    skip_blanks: bool
    backs: Backs


@dataclass(frozen=True, slots=True)
class Arranged:
    """The pages to be understood, in reading order, one tuple per envelope; what became of the others,
    by page number; what is wrong with the stack."""

    envelopes: tuple[tuple[Page, ...], ...]
    marks: Mapping[int, Mark]
    problems: tuple[Problem, ...] = ()

    @property
    def pages(self) -> tuple[Page, ...]:
        return tuple(page for envelope in self.envelopes for page in envelope)

    @property
    def envelope_of(self) -> Mapping[int, int]:
        """Which envelope each page number came in."""
        return {page.number: n for n, pages in enumerate(self.envelopes) for page in pages}


@cache
def scanner_profiles() -> Mapping[str, ScannerProfile]:
    """Every profile by name. ValueError names what is wrong with the file."""
    file = models_folder() / "scanners.yaml"
    return {
        str(name): _profile(str(name), entry)
        for name, entry in yaml.safe_load(file.read_text(encoding="utf-8")).items()
    }


def _profile(name: str, entry: Mapping[str, object]) -> ScannerProfile:
    allowed = {"separators": (True, False), "blanks": ("skip", "keep"), "backs": ("beside", "stacked")}
    if set(entry) != {"label", *allowed} or any(entry[key] not in allowed[key] for key in allowed):
        raise ValueError(f"scanners.yaml: {name} needs exactly label and {allowed}")
    backs: Backs = "stacked" if entry["backs"] == "stacked" else "beside"
    return ScannerProfile(
        name, str(entry["label"]), bool(entry["separators"]), entry["blanks"] == "skip", backs
    )


def arrange(
    pages: Sequence[Page], problems: Iterable[Problem], profile: ScannerProfile, picture: Picture
) -> Arranged:
    """Put ``pages`` of one file into reading order and part them into envelopes.

    ``problems`` of reading tell a page without print from one that could not be read; ``picture``
    draws a page that says little, to look for the separator's code and for ink.
    """
    # Where blank pages are skipped, one without print may have had a punch hole for its ink.
    said_blank = {"page_unreadable"} if profile.skip_blanks else set()
    unreadable = {problem.page for problem in problems if problem.code not in said_blank}
    ordered, wrong = _in_order(pages, profile.backs)
    marks: dict[int, Mark] = {}
    envelopes: list[list[Page]] = [[]]
    for page in ordered:
        mark = None if page.number in unreadable else _mark(page, profile, picture)
        if mark:
            marks[page.number] = mark
        if mark == "separator":
            envelopes.append([])
        elif mark is None or not profile.skip_blanks:
            envelopes[-1].append(page)
    return Arranged(tuple(tuple(each) for each in envelopes if each), marks, wrong)


def _in_order(pages: Sequence[Page], backs: Backs) -> tuple[list[Page], tuple[Problem, ...]]:
    """1 8 2 7 3 6 4 5 of eight pages whose backs are stacked."""
    if backs == "beside" or len(pages) < 2:
        return list(pages), ()
    if len(pages) % 2:
        message = (
            f"按“先正面后背面”扫描，页数应为双数，实有{len(pages)}页，可能漏扫或多扫了一页，"
            "现按原顺序读取。请重新扫描，或改用其他扫描方式。"
        )
        # Loaded when there is one: the service reads the profiles without what the readers need.
        from services.extractor.result import Problem  # noqa: PLC0415

        return list(pages), (Problem("backs_uneven", message),)
    half = len(pages) // 2
    fronts, turned = pages[:half], pages[: half - 1 : -1]
    return [page for pair in zip(fronts, turned, strict=True) for page in pair], ()


def _mark(page: Page, profile: ScannerProfile, picture: Picture) -> Mark | None:
    said = "".join(page.text.split())
    if len(said) > _FEW:
        return None
    if profile.separators and SEPARATOR in said.upper():
        return "separator"
    wordless = sum(c.isalnum() for c in said) < _A_WORD
    if not wordless and not profile.separators:
        return None
    image = picture(page)
    if image is None:
        return None
    if profile.separators and _bears_the_code(image):
        return "separator"
    return "blank" if wordless and _has_hardly_any_ink(image) else None


def _bears_the_code(image: Image) -> bool:
    import zxingcpp  # noqa: PLC0415 - only for stacks with separators

    found = zxingcpp.read_barcodes(image, zxingcpp.barcode_formats_from_str("QRCode"))
    return any(code.text.strip() == SEPARATOR for code in found)


_MARGIN = 0.08  # of the sheet: punch holes and staples stand outside
_PALER = 40  # grey levels from paper to ink: what shines through from the other side is paler
_MOST_INK = 0.0004  # of the sheet within its margins: dust


def _has_hardly_any_ink(image: Image) -> bool:
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    from services.extractor.reading.cleaning import reduced  # noqa: PLC0415

    grey = cv2.cvtColor(reduced(image, 1000), cv2.COLOR_BGR2GRAY)
    y, x = (int(_MARGIN * side) for side in grey.shape)
    inside = grey[y : grey.shape[0] - y, x : grey.shape[1] - x]
    ink = np.count_nonzero(inside < float(np.percentile(grey, 90)) - _PALER)
    return bool(ink <= _MOST_INK * inside.size)
