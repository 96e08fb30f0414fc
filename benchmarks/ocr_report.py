"""The figures of results/ocr.json as a table and a picture: ``python -m benchmarks.ocr_report``."""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from benchmarks.ocr import NUMBERS, wilson

RESULTS = Path(__file__).parent / "results"
ENGINES = {"yingsu": "#1f6f54", "rapidocr": "#2c6fbb", "tesseract": "#c0392b", "ocrmypdf": "#8e6bb0"}
Figures = dict[str, dict[str, dict[str, Any]]]  # variant, engine, figure


def main() -> int:
    figures: Figures = json.loads((RESULTS / "ocr.json").read_text())
    print(table(figures))
    draw(figures, RESULTS / "ocr.png")
    return 0


def table(figures: Figures) -> str:
    """Markdown: a row for each variant; of each engine CER and keys in percent, pages in brackets."""
    rows = [
        f"| variant | numbers, courts, dates | {' | '.join(ENGINES)} |",
        f"|---|---|{'---|' * len(ENGINES)}",
    ]
    for variant, engines in figures.items():
        cells = [_cell(engines[name]) if name in engines else "not run" for name in ENGINES]
        rows.append(f"| {variant} | {_fields(engines.get('yingsu'))} | {' | '.join(cells)} |")
    return "\n".join(rows)


def _cell(figure: dict[str, Any]) -> str:
    found, keys = figure["keys"]
    return f"{figure['cer']:.2f} / {100 * found / keys:.1f} ({figure['pages']})"


def _fields(figure: dict[str, Any] | None) -> str:
    if figure is None:
        return "not run"
    counts = [figure["fields"][name] for name in sorted(NUMBERS) if name in figure["fields"]]
    right, n = (sum(count[i] for count in counts) for i in (0, 1))
    low, high = wilson(right, n)
    return f"{right}/{n} = {100 * right / max(1, n):.1f} % ({low:.1f} to {high:.1f})"


def draw(figures: Figures, path: Path) -> None:
    """Character error rates of each variant as bars, on a scale that shows 0.1 and 50 alike."""
    left, bar, wide = 150, 9, 560
    step = bar * len(ENGINES) + 12
    picture = Image.new("RGB", (left + wide + 90, 60 + step * len(figures)), "white")
    pen = ImageDraw.Draw(picture)

    def x(rate: float) -> float:
        return left + wide * math.pow(min(rate, 100.0) / 100, 0.4)

    for rate in (0.1, 1, 5, 20, 50, 100):
        pen.line([(x(rate), 30), (x(rate), picture.height - 20)], fill="#eee")
        pen.text((x(rate) - 8, 14), f"{rate:g}%", fill="#333")
    for row, (variant, engines) in enumerate(figures.items()):
        top = 36 + row * step
        pen.text((8, top + 8), variant.replace("°", " deg"), fill="#333")
        for place, (name, colour) in enumerate(ENGINES.items()):
            if name in engines:
                y = top + place * bar
                pen.rectangle((left, y, x(engines[name]["cer"]), y + bar - 2), fill=colour)
    for place, (name, colour) in enumerate(ENGINES.items()):
        pen.text((left + 110 * place, picture.height - 16), name, fill=colour)
    picture.save(path, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
