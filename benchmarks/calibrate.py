"""Fits what a confidence means: ``python -m benchmarks.calibrate``, after the runs it needs:

    python -m benchmarks.reading --half fit --raw --text 2000 --scans 0 --name fit-text
    python -m benchmarks.reading --half fit --raw --text 0 --scans 10 --name fit-scans
    python -m benchmarks.second_opinions

For each family of fields, text and scans apart, an isotonic curve (pool adjacent violators over bins
of raw scores) gives the share of right values on the fit half. Each bin enters with PRIOR imagined
values that are right as often as the raw score says, so that few papers move it little; bins of less
than LEAST values are joined, and no share is claimed above what n supports: (n + 1) / (n + 2), the rule
of succession. Kinds and outcomes have one curve for text and scans: they rest on many characters. The
curves are written to models/calibration.json with the commit and the hash of their counts, and applied
by services.extractor.calibration; they are tested on the test half (benchmarks.reliability).
"""

from __future__ import annotations

import hashlib
import json
import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from benchmarks.reading import RESULTS
from services.extractor.calibration import family
from services.resources import models_folder

PRIOR = 10.0
LEAST = 30  # values of a bin; smaller ones are joined, the highest first
FIT = {"text": "fit-text", "scan": "fit-scans"}
SECOND = "second-opinions"
ALIKE = ("kinds", "outcomes")
_BINS = (
    *(0.0, 0.3, 0.45, 0.55, 0.65, 0.7, 0.75, 0.8, 0.83, 0.86, 0.88, 0.91, 0.925, 0.94, 0.96),
    *(0.975, 0.985, 0.9925, 0.997, 0.9985),
)
_FIELD_NAMES = {"outcome (per party)": "operative"}  # the outcome is right when its items are

Row = tuple[str, float, int, int]  # field, raw score, right, n
Knots = list[tuple[float, float]]  # raw score, share right


def main() -> int:
    read = {medium: result(name) for medium, name in FIT.items()}
    if not all(read.values()) or any(each["made with"]["scores"] != "raw" for each in read.values()):
        print(__doc__)
        return 1
    counts = {medium: rows(each) for medium, each in read.items()}
    second = result(SECOND)
    data = {
        "made_by": "python -m benchmarks.calibrate",
        "fitted_on": "generated papers, half fit",
        "made_with": {medium: each["made with"] for medium, each in read.items()},
        "data_sha256": hashlib.sha256(json.dumps(counts, ensure_ascii=False).encode()).hexdigest(),
        "prior": PRIOR,
        "papers": {medium: sum(each["papers"].values()) for medium, each in read.items()},
        "values": {medium: sum(n for *_, n in each) for medium, each in counts.items()},
        "second_reader": second.get("right and n", {}),
        "curves": _curves(counts),
    }
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    (models_folder() / "calibration.json").write_text(text, encoding="utf-8")
    for medium, curves in data["curves"].items():
        for name, curve in curves.items():
            told = ", ".join(f"{raw} → {share}" for raw, share in curve)
            print(f"{medium:5}{name:9}{told}")
    return 0


def _curves(counts: Mapping[str, Sequence[Row]]) -> dict[str, dict[str, Knots]]:
    """By medium and family; those of ALIKE from both media together."""
    together = fitted(row for each in counts.values() for row in each)
    alike = {name: together[name] for name in ALIKE if name in together}
    return {medium: fitted(each) | alike for medium, each in counts.items()}


def result(name: str) -> dict[str, Any]:
    """A file of benchmarks/results; {} when it was not made."""
    path = RESULTS / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def rows(read: Mapping[str, Any]) -> list[Row]:
    """The counts of a result file, of all its paths."""
    return sorted(
        (_FIELD_NAMES.get(field, field), score, right, n)
        for each in read["paths"].values()
        for field, score, right, n in each["curve"]
    )


def fitted(data: Iterable[Row]) -> dict[str, Knots]:
    """The curve of each family."""
    bins: dict[str, dict[int, list[float]]] = defaultdict(dict)
    for field, score, right, n in data:
        place = bisect_right(_BINS, score) - 1
        each = bins[family(field)].setdefault(place, [0.0, 0.0, 0.0])
        each[0] += score * n
        each[1] += right
        each[2] += n
    return {
        name: _knots([(total / n, right, n) for total, right, n in _joined(sorted(each.items()))])
        for name, each in sorted(bins.items())
    }


def _joined(bins: Sequence[tuple[int, list[float]]]) -> list[list[float]]:
    """Sums of (score, right, n) over neighbouring bins, LEAST values each where there are so many."""
    found: list[list[float]] = []
    for _, sums in reversed(bins):
        if found and found[-1][2] < LEAST:
            found[-1] = [a + b for a, b in zip(found[-1], sums, strict=True)]
        else:
            found.append(sums)
    if len(found) > 1 and found[-1][2] < LEAST:
        last = found.pop()
        found[-1] = [a + b for a, b in zip(found[-1], last, strict=True)]
    return found[::-1]


def _knots(points: Sequence[tuple[float, float, float]]) -> Knots:
    """Shares of pooled bins (mean raw score, right, n), smoothed by the prior, never above what n
    supports."""
    prior = [(score, right + PRIOR * score, n + PRIOR) for score, right, n in points]
    found = []
    for members, share in isotonic(prior):
        n = sum(points[place][2] for place in members)
        supported = min(share, (n + 1) / (n + 2))
        found += [(round(points[place][0], 4), round(supported, 5)) for place in members]
    return _rising(found)


def _rising(knots: Knots) -> Knots:
    """The same with no share below one before it (a cap may have made it so), ends of levels only."""
    risen: Knots = []
    highest = 0.0
    for score, each in knots:
        share = highest = max(highest, each)
        if len(risen) > 1 and risen[-1][1] == risen[-2][1] == share:
            risen.pop()
        risen.append((score, share))
    return risen


def isotonic(points: Sequence[tuple[float, float, float]]) -> list[tuple[list[int], float]]:
    """Pool adjacent violators of (score, right, n), by score: the places pooled and their share.

    >>> isotonic([(0.5, 6, 10), (0.8, 5, 10), (0.9, 9, 10)])
    [([0, 1], 0.55), ([2], 0.9)]
    """
    pools: list[tuple[list[int], float, float]] = []
    for place, (_, right, n) in enumerate(points):
        pools.append(([place], right, n))
        while len(pools) > 1 and pools[-2][1] / pools[-2][2] >= pools[-1][1] / pools[-1][2]:
            last, before = pools.pop(), pools.pop()
            pools.append((before[0] + last[0], before[1] + last[1], before[2] + last[2]))
    return [(places, right / n) for places, right, n in pools]


if __name__ == "__main__":
    sys.exit(main())
