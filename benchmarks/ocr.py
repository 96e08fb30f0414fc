"""How well pages are read: ``python -m benchmarks.ocr [--papers N] [--only VARIANT ...]``.

Generated pages (``benchmarks.pages``) are printed, damaged and read by Yingsu and, in the same run, by
what a user would take instead: Tesseract, rapidocr with its defaults, OCRmyPDF where it is installed.
Per variant:

- CER: edit distance over length, spaces left out, widths folded; 95 % interval by resampling pages.
  Pages with a form are left out: engines order cells differently, and none of them is wrong;
- keys: case number, court, dates, hour, names found as printed, with Wilson's interval;
- flagged (Yingsu only): of the decisive fields whose value is wrong, those below the review
  threshold; missing fields count as flagged, a person sees the gap.

The papers are generated. Real scans are harder: goals are those for such a suite.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from math import sqrt
from pathlib import Path
from unicodedata import normalize

import numpy as np
from PIL import Image as Pictures

from benchmarks.pages import VARIANTS, Printed, Variant, papers
from samples.damage import Image
from samples.draw import rastered
from samples.page import Press, press
from samples.papers import composed
from samples.sample import Form
from services.extractor import Extraction, extract
from services.extractor.reading import read
from services.extractor.rereading import DECISIVE
from services.vocabulary import FieldName, PaperKind

THRESHOLD = 0.9  # below it a field is shown for review
_ALIKE = str.maketrans({"〔": "(", "〕": ")", "［": "(", "］": ")", "○": "〇", "﹝": "(", "﹞": ")"})


@dataclass(frozen=True)
class Sheet:
    """One paper on paper: its pages as pictures, their true texts, what must be found."""

    pages: list[Image]
    texts: list[str]
    printed: Printed
    dpi: int

    @property
    def is_form(self) -> bool:
        return self.printed.paper.kind is PaperKind.SUMMONS


@dataclass
class Score:
    errors: list[int] = field(default_factory=list)  # per page
    lengths: list[int] = field(default_factory=list)
    found: int = 0
    keys: int = 0
    wrong: int = 0
    flagged: int = 0
    seconds: float = 0.0
    pages: int = 0


Read = Callable[[Sheet], list[str]]


def main() -> int:
    """Measure and print; 1 when Yingsu misses a goal."""
    options = _options()
    engines = {name: engine for name, engine in _engines().items() if name in options.engines}
    missed = []
    with press() as printer:
        chosen = papers(options.papers)
        for name, variant in VARIANTS.items():
            if options.only and name not in options.only:
                continue
            sheets = [_sheet(printer, printed, name, variant) for printed in chosen]
            for engine, reader in engines.items():
                score = measure(sheets, reader)
                if engine == "yingsu" and not options.no_fields:
                    _flags(score, sheets)
                print(_row(name, engine, score), flush=True)
                cer = 100 * sum(score.errors) / max(1, sum(score.lengths))
                if engine == "yingsu" and variant.goal is not None and cer > variant.goal:
                    missed.append(f"{name} ({cer:.2f} > {variant.goal})")
    print("goals missed: " + (", ".join(missed) or "none"))
    return 1 if missed else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Character errors and key fields of generated pages.")
    parser.add_argument("--papers", type=int, default=15, help="papers of each variant (default 15)")
    parser.add_argument("--only", nargs="*", help=f"variants: {', '.join(VARIANTS)}")
    parser.add_argument("--engines", nargs="*", default=list(_engines()), help="default: all")
    parser.add_argument("--no-fields", action="store_true", help="do not look at flagged fields")
    return parser.parse_args()


# --- pages ----------------------------------------------------------------------------------------


def _sheet(printer: Press, printed: Printed, name: str, variant: Variant) -> Sheet:
    look = replace(printed.look, seal=variant.seal)
    pdf = printer.pdf(composed(printed.paper, look), look)
    texts = [page.text for page in read(pdf, "truth.pdf")[1].pages]
    rng = np.random.default_rng(zlib.crc32(f"{name}{printed.keys}".encode()))
    form = Form("scan", variant.dpi, variant.damages)
    return Sheet(rastered(pdf, form, rng), texts, printed, variant.dpi)


def encoded(pages: Sequence[Image], dpi: int) -> bytes:
    """The pages as one lossless TIFF."""
    pictures = [Pictures.fromarray(p if p.ndim == 2 else p[:, :, ::-1]) for p in pages]
    out = io.BytesIO()
    more = {"save_all": True, "append_images": pictures[1:]}
    pictures[0].save(out, "TIFF", compression="tiff_deflate", dpi=(dpi, dpi), **more)
    return out.getvalue()


# --- measuring ------------------------------------------------------------------------------------


def measure(sheets: Sequence[Sheet], reader: Read) -> Score:
    """What ``reader`` gets wrong on ``sheets``."""
    score = Score()
    for sheet in sheets:
        begun = time.process_time() + _children()
        got = reader(sheet)
        score.seconds += time.process_time() + _children() - begun
        score.pages += len(sheet.pages)
        if not sheet.is_form:
            for read_text, true in zip(got, sheet.texts, strict=True):
                score.errors.append(distance(plain(true), plain(read_text)))
                score.lengths.append(len(plain(true)))
        whole = plain("".join(got))
        score.keys += len(sheet.printed.keys)
        score.found += sum(plain(key) in whole for key in sheet.printed.keys)
    return score


def plain(text: str) -> str:
    """``text`` without spaces, widths and bracket forms folded."""
    return re.sub(r"\s+", "", normalize("NFKC", text.translate(_ALIKE)))


def distance(first: str, second: str) -> int:
    """Edit distance.

    >>> distance("初187号", "初18号"), distance("甲乙丙", "乙丙丁"), distance("", "甲")
    (1, 2, 1)
    """
    one = np.array([ord(c) for c in first], np.int64)
    two = np.array([ord(c) for c in second], np.int64)
    steps = np.arange(len(two) + 1)
    row = steps.copy()
    for index, letter in enumerate(one):
        fresh = np.empty_like(row)
        fresh[0] = index + 1
        fresh[1:] = np.minimum(row[1:] + 1, row[:-1] + (two != letter))
        row = np.minimum.accumulate(fresh - steps) + steps
    return int(row[-1])


def _flags(score: Score, sheets: Sequence[Sheet]) -> None:
    """Wrong decisive fields, and how many of them a person is asked about. The truth is what is
    understood from the true text, so that only reading is measured."""
    for sheet in sheets:
        got = extract(encoded(sheet.pages, sheet.dpi), "scan.tif")
        true = extract("\n".join(sheet.texts).encode(), "truth.txt")
        for name, value in _fields(true).items():
            here = _fields(got).get(name)
            if here is not None and here[0] == value[0]:
                continue
            score.wrong += 1
            score.flagged += here is None or here[1] < THRESHOLD


def _fields(extraction: Extraction) -> dict[FieldName, tuple[object, float]]:
    first = next(iter(extraction.papers), None)
    if first is None:
        return {}
    return {
        name: (found.value, found.confidence)
        for name, found in first.fields.items()
        if name in DECISIVE
    }


def _row(name: str, engine: str, score: Score) -> str:
    total = max(1, sum(score.lengths))
    low, high = _resampled(score)
    cer = 100 * sum(score.errors) / total
    below, above = wilson(score.found, score.keys)
    keys = 100 * score.found / max(1, score.keys)
    flags = f"  wrong fields {score.wrong}, flagged {score.flagged}" if engine == "yingsu" else ""
    return (
        f"{name:16} {engine:10} CER {cer:6.2f} % ({low:.2f}-{high:.2f}, {len(score.errors)} pages, "
        f"{total} characters)  keys {keys:5.1f} % ({below:.1f}-{above:.1f}, n={score.keys})  "
        f"{score.seconds / max(1, score.pages):.2f} s CPU a page{flags}"
    )


def _resampled(score: Score) -> tuple[float, float]:
    errors, lengths = np.array(score.errors), np.array(score.lengths)
    if not len(errors):
        return 0.0, 0.0
    chosen = np.random.default_rng(1).integers(0, len(errors), (1000, len(errors)))
    rates = 100 * errors[chosen].sum(axis=1) / lengths[chosen].sum(axis=1)
    low, high = np.percentile(rates, [2.5, 97.5])
    return float(low), float(high)


def wilson(right: int, n: int) -> tuple[float, float]:
    """Wilson's interval at 95 %, in percent."""
    if not n:
        return 0.0, 100.0
    share, z = right / n, 1.96
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return 100 * (middle - half), 100 * (middle + half)


def _children() -> float:
    import resource  # noqa: PLC0415

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


# --- engines --------------------------------------------------------------------------------------


def _engines() -> dict[str, Read]:
    engines: dict[str, Read] = {"yingsu": yingsu, "tesseract": tesseract, "rapidocr": _rapidocr()}
    if shutil.which("ocrmypdf"):
        engines["ocrmypdf"] = ocrmypdf
    return engines


def yingsu(sheet: Sheet) -> list[str]:
    data = encoded(sheet.pages, sheet.dpi)
    return [page.text for page in read(data, "scan.tif")[1].pages]


def tesseract(sheet: Sheet) -> list[str]:
    """chi_sim, one block of text, one thread."""
    import pytesseract  # noqa: PLC0415

    return [
        str(
            pytesseract.image_to_string(
                Pictures.fromarray(page if page.ndim == 2 else page[:, :, ::-1]),
                lang="chi_sim",
                config="--oem 1 --psm 6",
            )
        )
        for page in sheet.pages
    ]


def _rapidocr() -> Read:
    """rapidocr with its defaults; loaded when first used."""
    loaded: list[Callable[[Image], object]] = []

    def reader(sheet: Sheet) -> list[str]:
        if not loaded:
            from rapidocr import RapidOCR  # noqa: PLC0415

            with contextlib.redirect_stdout(io.StringIO()):
                loaded.append(RapidOCR())
        pages = [p if p.ndim == 3 else np.repeat(p[:, :, None], 3, axis=2) for p in sheet.pages]
        return ["\n".join(getattr(loaded[0](page), "txts", None) or ()) for page in pages]

    return reader


def ocrmypdf(sheet: Sheet) -> list[str]:
    """Its text beside the PDF, deskewed, as its manual recommends for scans."""
    texts = []
    with tempfile.TemporaryDirectory() as folder:
        for page in sheet.pages:
            picture, text = Path(folder, "page.png"), Path(folder, "page.txt")
            image = Pictures.fromarray(page if page.ndim == 2 else page[:, :, ::-1])
            image.save(picture, dpi=(sheet.dpi, sheet.dpi))
            command = ["ocrmypdf", "-q", "-l", "chi_sim", "--deskew", "--output-type", "pdf"]
            command += ["--sidecar", str(text), str(picture), str(Path(folder, "out.pdf"))]
            subprocess.run(command, check=True, capture_output=True)
            texts.append(text.read_text(encoding="utf-8"))
    return texts


if __name__ == "__main__":
    sys.exit(main())
