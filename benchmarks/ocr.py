"""How well pages are read: ``python -m benchmarks.ocr [--papers N] [--only VARIANT ...]``.

Generated pages (``benchmarks.pages``) are printed, damaged and read by Yingsu and, in the same run, by
what a user would take instead (``benchmarks.others``); what is not installed is said to be not run. Per
variant:

- CER: edit distance over length, spaces left out, widths folded; 95 % interval by resampling pages.
  Pages with a form are left out: engines order cells differently, and none of them is wrong;
- keys: case number, court, dates, hour, names found as printed, with Wilson's interval;
- fields (Yingsu only): decisive fields understood as from the true text, so that only reading is
  measured, and how many of the wrong ones are below the review threshold; a missing field counts as
  flagged, a person sees the gap.

Figures go to results/ocr.json, each variant and engine for itself, so that a long suite can be run in
parts. The papers are generated. Real scans are harder: goals are those for such a suite.
"""

from __future__ import annotations

import argparse
import io
import json
import re
import sys
import time
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from math import sqrt
from pathlib import Path
from typing import Any
from unicodedata import normalize

import numpy as np
from PIL import Image as Pictures

from benchmarks.others import Read, others
from benchmarks.pages import VARIANTS, Printed, Variant, papers
from samples.damage import Image
from samples.draw import rastered
from samples.page import Press, press
from samples.papers import composed
from samples.sample import Form
from services.extractor import extract
from services.extractor.reading import read
from services.extractor.rereading import DECISIVE
from services.extractor.result import Paper
from services.extractor.thresholds import REVIEW_BELOW
from services.vocabulary import FieldName, PaperKind

_RESULTS = Path(__file__).parent / "results"
_ALIKE = str.maketrans({"〔": "(", "〕": ")", "［": "(", "］": ")", "○": "〇", "﹝": "(", "﹞": ")"})
NUMBERS = frozenset(
    {
        FieldName.CASE_NUMBER,
        FieldName.COURT,
        FieldName.ISSUED_ON,
        FieldName.FILED_ON,
        FieldName.HEARING_AT,
    }
)


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
    right: Counter[FieldName] = field(default_factory=Counter)
    wanted: Counter[FieldName] = field(default_factory=Counter)
    flagged: int = 0  # of the wrong ones
    seconds: float = 0.0
    pages: int = 0
    missed: list[str] = field(default_factory=list)

    @property
    def cer(self) -> float:
        return 100 * sum(self.errors) / max(1, sum(self.lengths))

    def of(self, names: frozenset[FieldName]) -> tuple[int, int]:
        """How many fields of these names are right, and how many there are."""
        return sum(self.right[n] for n in names), sum(self.wanted[n] for n in names)


def main() -> int:
    """Measure and print; 1 when Yingsu misses a goal."""
    options = _options()
    engines: dict[str, Read | str] = {"yingsu": yingsu, **others()}
    missed = []
    with press() as printer:
        chosen = papers(options.papers)
        for name, variant in VARIANTS.items():
            if options.only and name not in options.only:
                continue
            sheets = [made_sheet(printer, printed, name, variant) for printed in chosen]
            for engine, reader in engines.items():
                if engine not in options.engines:
                    continue
                if isinstance(reader, str):
                    print(f"{name:16} {engine:10} not run ({reader})")
                    continue
                score = measure(sheets, reader)
                if engine == "yingsu":
                    _understand(score, sheets)
                print(_row(name, engine, score), flush=True)
                if options.misses:
                    print("\n".join(score.missed))
                _keep(name, engine, options.papers, score)
                if engine == "yingsu" and variant.goal is not None and score.cer > variant.goal:
                    missed.append(f"{name} ({score.cer:.2f} > {variant.goal})")
    print("goals missed: " + (", ".join(missed) or "none"))
    return 1 if missed else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Character errors and key fields of generated pages.")
    parser.add_argument("--papers", type=int, default=15, help="papers of each variant (default 15)")
    parser.add_argument("--only", nargs="*", help=f"variants: {', '.join(VARIANTS)}")
    everyone = ["yingsu", *others()]
    parser.add_argument("--engines", nargs="*", default=everyone, help=", ".join(everyone))
    parser.add_argument("--misses", action="store_true", help="list what was read wrongly")
    return parser.parse_args()


# --- pages ----------------------------------------------------------------------------------------


def made_sheet(printer: Press, printed: Printed, name: str, variant: Variant) -> Sheet:
    """``printed`` as it arrives under the damages of ``variant``."""
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
        got = reader(sheet.pages, sheet.dpi)
        score.seconds += time.process_time() + _children() - begun
        score.pages += len(sheet.pages)
        if not sheet.is_form:
            for read_text, true in zip(got, sheet.texts, strict=True):
                score.errors.append(distance(plain(true), plain(read_text)))
                score.lengths.append(len(plain(true)))
                score.missed += _differences(plain(true), plain(read_text))
        whole = plain("".join(got))
        absent = [key for key in sheet.printed.keys if plain(key) not in whole]
        score.keys += len(sheet.printed.keys)
        score.found += len(sheet.printed.keys) - len(absent)
        score.missed += [f"  not found as printed: {key}" for key in absent]
    return score


def _differences(true: str, read_text: str) -> Iterator[str]:
    for kind, a, b, c, d in SequenceMatcher(None, true, read_text, autojunk=False).get_opcodes():
        if kind != "equal":
            yield f"  …{true[max(0, a - 6) : a]}[{true[a:b]}]: [{read_text[c:d]}]"


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


def _understand(score: Score, sheets: Sequence[Sheet]) -> None:
    """Which decisive fields are understood as from the true text, and which wrong ones are flagged."""
    for sheet in sheets:
        got = _fields(_papers(sheet))
        true = _fields(extract("\n".join(sheet.texts).encode(), "truth.txt").papers)
        for name, (value, _) in true.items():
            score.wanted[name] += 1
            here = got.get(name)
            if here is not None and here[0] == value:
                score.right[name] += 1
                continue
            score.flagged += here is None or here[1] < REVIEW_BELOW
            score.missed.append(f"  {name}: {here}, not {value}")


def _papers(sheet: Sheet) -> tuple[Paper, ...]:
    return extract(encoded(sheet.pages, sheet.dpi), "scan.tif").papers


def _fields(found: Sequence[Paper]) -> dict[FieldName, tuple[object, float]]:
    first = next(iter(found), None)
    if first is None:
        return {}
    return {
        name: (found.value, found.confidence)
        for name, found in first.fields.items()
        if name in DECISIVE
    }


def _row(name: str, engine: str, score: Score) -> str:
    low, high = _resampled(score)
    below, above = wilson(score.found, score.keys)
    right, n = score.of(NUMBERS)
    wrong = sum(score.wanted.values()) - sum(score.right.values())
    fields = (
        f"  numbers, courts, dates {right}/{n}; wrong {wrong}, flagged {score.flagged}" if n else ""
    )
    return (
        f"{name:16} {engine:10} CER {score.cer:6.2f} % ({low:.2f}-{high:.2f}, "
        f"{len(score.errors)} pages, {sum(score.lengths)} characters)  "
        f"keys {100 * score.found / max(1, score.keys):5.1f} % "
        f"({below:.1f}-{above:.1f}, n={score.keys})  "
        f"{score.seconds / max(1, score.pages):.2f} s CPU a page{fields}"
    )


def _keep(name: str, engine: str, count: int, score: Score) -> None:
    """The figures of one variant and engine into results/ocr.json, beside those of earlier runs."""
    path = _RESULTS / "ocr.json"
    kept: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}
    kept.setdefault(name, {})[engine] = {
        "papers": count,
        "pages": len(score.errors),
        "cer": round(score.cer, 3),
        "cer_interval": [round(v, 3) for v in _resampled(score)],
        "keys": [score.found, score.keys],
        "fields": {str(n): [score.right[n], score.wanted[n]] for n in sorted(score.wanted)},
        "wrong_fields_flagged": score.flagged,
        "cpu_seconds_a_page": round(score.seconds / max(1, score.pages), 2),
    }
    ordered = {variant: kept[variant] for variant in VARIANTS if variant in kept}
    path.write_text(json.dumps(ordered, ensure_ascii=False, indent=1) + "\n")


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


def yingsu(pages: Sequence[Image], dpi: int) -> list[str]:
    """The pages' texts as Yingsu reads them."""
    return [page.text for page in read(encoded(pages, dpi), "scan.tif")[1].pages]


if __name__ == "__main__":
    sys.exit(main())
