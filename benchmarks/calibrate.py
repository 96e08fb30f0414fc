"""Fits what a confidence means: ``python -m benchmarks.calibrate``, after the two runs it needs:

    python -m benchmarks.reading --half fit --text 800 --scans 0 --name fit-text
    python -m benchmarks.reading --half fit --text 0 --scans 2 --name fit-scans

Per family of fields an isotonic table (pool adjacent violators) maps the raw confidence to the share
of right values on the fit half. Each raw confidence enters with as many imagined values as PRIOR that
are right as often as it says, so that few papers move it little. The table is written to
models/calibration.json with the hash of the counts it comes from; it is tested on the test half (other
surnames, courts and fonts), and both curves are drawn in benchmarks/results/reliability.png.
"""

from __future__ import annotations

import hashlib
import json
import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from PIL import Image, ImageDraw

from benchmarks.reading import RESULTS
from services.extractor.confidence import family
from services.resources import models_folder

PRIOR = 10.0
FIT = ("fit-text", "fit-scans")
TEST = ("generated-text", "generated-scans")
_BINS = (0.0, 0.5, 0.7, 0.8, 0.85, 0.9, 0.925, 0.95, 0.97, 0.98, 0.99, 0.995, 1.0001)

Row = tuple[str, float, int, int]  # field, raw confidence, right, n
Table = list[tuple[float, float]]  # raw confidence from which on, what it means


def main() -> int:
    fit, test = rows(FIT), rows(TEST)
    if not fit or not test:
        print(__doc__)
        return 1
    tables = fitted(fit)
    digest = hashlib.sha256(json.dumps(fit, ensure_ascii=False).encode()).hexdigest()
    data = {
        "made_by": "python -m benchmarks.calibrate",
        "fitted_on": "generated papers, half fit",
        "data_sha256": digest,
        "prior": PRIOR,
        "values": sum(n for *_, n in fit),
        "families": {name: [list(step) for step in table] for name, table in tables.items()},
    }
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    (models_folder() / "calibration.json").write_text(text, encoding="utf-8")
    raw = binned((sure, right, n) for _, sure, right, n in test)
    after = binned((meant(tables, name, sure), right, n) for name, sure, right, n in test)
    for label, points in (("raw", raw), ("calibrated", after)):
        print(
            f"{label}: expected calibration error {error(points):.4f}, n = {sum(p[2] for p in points)}"
        )
        for sure, share, n in points:
            print(f"    said {sure:.3f}, right {share:.3f}, n = {n}")
    draw({"raw": raw, "calibrated": after}, RESULTS / "reliability.png")
    return 0


def rows(names: Iterable[str]) -> list[Row]:
    """The counts of these result files."""
    found: list[Row] = []
    for name in names:
        path = RESULTS / f"{name}.json"
        if path.exists():
            for result in json.loads(path.read_text())["paths"].values():
                found += [(field, sure, right, n) for field, sure, right, n in result["curve"]]
    return sorted(found)


def fitted(data: Sequence[Row]) -> dict[str, Table]:
    """The isotonic table of each family."""
    points: dict[str, dict[float, list[float]]] = defaultdict(dict)
    for field, sure, right, n in data:
        point = points[family(field)].setdefault(sure, [PRIOR * sure, PRIOR])
        point[0] += right
        point[1] += n
    return {
        name: isotonic([(sure, *counts) for sure, counts in sorted(each.items())])
        for name, each in sorted(points.items())
    }


def isotonic(points: Sequence[tuple[float, ...]]) -> Table:
    """Pool adjacent violators of (raw, right, n).

    >>> isotonic([(0.5, 6, 10), (0.8, 5, 10), (0.9, 9, 10)])
    [(0.5, 0.55), (0.9, 0.9)]
    """
    pools: list[list[float]] = []  # lowest raw, right, n
    for sure, right, n in points:
        pools.append([sure, right, n])
        while len(pools) > 1 and pools[-2][1] / pools[-2][2] >= pools[-1][1] / pools[-1][2]:
            _, more, of = pools.pop()
            pools[-1][1] += more
            pools[-1][2] += of
    return [(sure, round(right / n, 5)) for sure, right, n in pools]


def meant(tables: Mapping[str, Table], field: str, sure: float) -> float:
    """What ``sure`` means for ``field``; itself below the lowest step and in an unknown family."""
    table = tables.get(family(field), [])
    place = bisect_right([step for step, _ in table], sure) - 1
    return table[place][1] if place >= 0 else sure


def binned(values: Iterable[tuple[float, int, int]]) -> list[tuple[float, float, int]]:
    """Mean confidence, share right and n of each bin that holds any."""
    sums = [[0.0, 0, 0] for _ in _BINS]
    for sure, right, n in values:
        place = bisect_right(_BINS, sure) - 1
        sums[place][0] += sure * n
        sums[place][1] += right
        sums[place][2] += n
    return [(said / n, right / n, int(n)) for said, right, n in sums if n]


def error(points: Sequence[tuple[float, float, int]]) -> float:
    """Expected calibration error: mean distance between said and true, by n."""
    total = sum(n for *_, n in points)
    return sum(abs(sure - share) * n for sure, share, n in points) / total


def draw(curves: Mapping[str, Sequence[tuple[float, float, int]]], path: Path) -> None:
    """Share right over confidence said, both from 0.5 to 1; the diagonal is honesty."""
    side, edge = 720, 60
    picture = Image.new("RGB", (side, side), "white")
    pen = ImageDraw.Draw(picture)

    def at(x: float, y: float) -> tuple[float, float]:
        scale = (side - 2 * edge) / 0.5
        return edge + (max(x, 0.5) - 0.5) * scale, side - edge - (max(y, 0.5) - 0.5) * scale

    pen.line([at(0.5, 0.5), at(1, 1)], fill="#999", width=1)
    for tenth in range(5, 11):
        value = tenth / 10
        pen.line([at(value, 0.5), at(value, 1)], fill="#eee")
        pen.line([at(0.5, value), at(1, value)], fill="#eee")
        pen.text((at(value, 0.5)[0] - 8, side - edge + 8), f"{value:.1f}", fill="#333")
        pen.text((edge - 30, at(0.5, value)[1] - 6), f"{value:.1f}", fill="#333")
    pen.text((side / 2 - 60, side - 28), "confidence said", fill="#333")
    pen.text((edge, 20), "share right (test half, generated papers)", fill="#333")
    for place, (name, points) in enumerate(curves.items()):
        colour = ("#c0392b", "#1f6f54")[place % 2]
        dots = [at(sure, share) for sure, share, _ in points]
        pen.line(dots, fill=colour, width=2)
        for x, y in dots:
            pen.ellipse((x - 4, y - 4, x + 4, y + 4), fill=colour)
        pen.text((edge + 20, 50 + 18 * place), name, fill=colour)
    picture.save(path, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
