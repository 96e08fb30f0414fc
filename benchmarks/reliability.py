"""Does a confidence mean what it says? ``python -m benchmarks.reliability``, after the test runs.

Per family of fields, text and scans apart, on the test half (other surnames, courts and body fonts
than the half the curves were fitted on): what was said, what was right, with n and the 95 % interval.
Drawn to benchmarks/results/reliability.png, one small picture for each family.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from PIL import Image, ImageDraw

from benchmarks.accuracy import wilson
from benchmarks.calibrate import Row, result, rows
from benchmarks.reading import RESULTS
from services.extractor.calibration import family

TEST = {"text": ("generated-text", "generated"), "scan": ("generated-scans", "generated", "stress")}
_BINS = (0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 1.0001)
_COLOURS = {"text": "#1f6f54", "scan": "#c0392b"}
_SIDE, _EDGE, _ACROSS = 300, 46, 3

Point = tuple[float, int, int]  # said, right, n


def main() -> int:
    curves = {medium: by_family(_first(names, medium)) for medium, names in TEST.items()}
    if not any(curves.values()):
        print(__doc__)
        return 1
    print(f"{'':5}{'family':10}{'n':>7}{'said':>9}{'right':>9}   95 % interval      off by")
    for medium, families in curves.items():
        for name, points in families.items():
            right, n = sum(p[1] for p in points), sum(p[2] for p in points)
            said = sum(p[0] * p[2] for p in points) / n
            low, high = wilson(right, n)
            print(
                f"{medium:5}{name:10}{n:>7}{said:>9.4f}{right / n:>9.4f}"
                f"   {low:.4f} to {high:.4f}   {error(points):.4f}"
            )
        every = [point for points in families.values() for point in points]
        if every:
            print(f"{medium:5}{'all':10}{sum(p[2] for p in every):>7}   mean error {error(every):.4f}")
    draw(curves).save(RESULTS / "reliability.png", optimize=True)
    return 0


def _first(names: Iterable[str], medium: str) -> list[Row]:
    """The counts of the larger result among ``names``: only paths of that medium, calibrated."""
    found: list[list[Row]] = [[]]
    for name in names:
        read = result(name)
        if read.get("made with", {}).get("scores") == "calibrated":
            wanted = [path for path in read["paths"] if (path == "text") == (medium == "text")]
            found.append(rows({"paths": {path: read["paths"][path] for path in wanted}}))
    return max(found, key=lambda each: sum(n for *_, n in each))


def by_family(data: Iterable[Row]) -> dict[str, list[Point]]:
    """Mean confidence, right and n of each bin that holds any, by family."""
    sums: dict[str, dict[int, list[float]]] = defaultdict(dict)
    for field, said, right, n in data:
        each = sums[family(field)].setdefault(bisect_right(_BINS, said), [0.0, 0.0, 0.0])
        each[0] += said * n
        each[1] += right
        each[2] += n
    return {
        name: [(total / n, int(right), int(n)) for _, (total, right, n) in sorted(bins.items())]
        for name, bins in sorted(sums.items())
    }


def error(points: Sequence[Point]) -> float:
    """Mean distance between said and right, by n (expected calibration error)."""
    n = sum(each for *_, each in points)
    return sum(abs(said - right / each) * each for said, right, each in points) / n


def draw(curves: Mapping[str, Mapping[str, Sequence[Point]]]) -> Image.Image:
    """Share right over confidence said, both from 0.5 to 1, with their intervals; the diagonal is
    honesty."""
    names = sorted({name for families in curves.values() for name in families})
    down = -(-len(names) // _ACROSS)
    picture = Image.new("RGB", (_ACROSS * _SIDE, down * _SIDE), "white")
    pen = ImageDraw.Draw(picture)
    for place, name in enumerate(names):
        left, top = place % _ACROSS * _SIDE, place // _ACROSS * _SIDE

        def at(x: float, y: float, left: int = left, top: int = top) -> tuple[float, float]:
            scale = (_SIDE - 2 * _EDGE) / 0.5
            along, up = (max(each, 0.5) - 0.5 for each in (x, y))
            return left + _EDGE + along * scale, top + _SIDE - _EDGE - up * scale

        for tick in (0.5, 0.6, 0.7, 0.8, 0.9, 1.0):
            pen.line([at(tick, 0.5), at(tick, 1)], fill="#eee")
            pen.line([at(0.5, tick), at(1, tick)], fill="#eee")
        for tick in (0.5, 0.75, 1.0):
            pen.text((at(tick, 0.5)[0] - 10, at(0.5, 0.5)[1] + 6), f"{tick:g}", fill="#333")
            pen.text((at(0.5, tick)[0] - 32, at(0.5, tick)[1] - 6), f"{tick:g}", fill="#333")
        pen.line([at(0.5, 0.5), at(1, 1)], fill="#999")
        pen.text((left + _EDGE, top + 8), name, fill="#111")
        for row, (medium, families) in enumerate(curves.items()):
            points, colour = families.get(name, ()), _COLOURS[medium]
            n = sum(each for *_, each in points)
            pen.text((left + 110 + 80 * row, top + 8), f"{medium} n={n}", fill=colour)
            pen.line([at(said, right / each) for said, right, each in points], fill=colour, width=2)
            for said, right, each in points:
                low, high = wilson(right, each)
                pen.line([at(said, low), at(said, high)], fill=colour)
                x, y = at(said, right / each)
                pen.ellipse((x - 3, y - 3, x + 3, y + 3), fill=colour)
    return picture


if __name__ == "__main__":
    sys.exit(main())
