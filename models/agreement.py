"""How often the trained second reader says what the grammar says, on real papers:
``python -m models.agreement --corpus FOLDER`` (the folder's form: benchmarks/README.md).

Figures only, no text. Outcome is compared per operative item, parties per name, causes by the official
second level where the grammar gives one.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.accuracy import Score, wilson
from services.extractor.papers.split import Part, split_papers
from services.extractor.pipeline import understand
from services.extractor.result import Paper
from services.extractor.text.second_reader import folder, second_reader
from services.extractor.transcript import Transcript
from services.vocabulary import FieldName, PartyType

FILES = ("court_papers.jsonl", "other_papers.jsonl")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--corpus", type=Path, required=True, help="folder with court_papers.jsonl")
    options = parser.parse_args()
    print(f"Weights {folder()}; agreement of two readers, not correctness.")
    for name in FILES:
        if (options.corpus / name).is_file():
            scores, differing, seconds = measure(options.corpus / name)
            print(name)
            for what, score in scores.items():
                low, high = wilson(score.right, score.n)
                print(f"  {what:28}{score.right:>5} of {score.n:<5}{low:>8.2%} to {high:.2%}")
            print(f"  {seconds * 1000:.1f} ms a paper; kinds that differ (grammar, model):")
            print("   ", ", ".join(f"{a}/{b} {n}" for (a, b), n in differing.most_common(8)))
    return 0


def measure(path: Path) -> tuple[dict[str, Score], Counter[tuple[str, str]], float]:
    """Agreement by question, the kinds that differ, and the seconds a paper takes the second reader."""
    reader = second_reader()
    if reader is None:
        raise SystemExit(f"no weights in {folder()}")
    names = ("kind", "operative item", "section of item", "cause", "party named", "agency named")
    scores = {name: Score() for name in names}
    differing: Counter[tuple[str, str]] = Counter()
    seconds, papers = 0.0, 0
    for part, paper in _papers(path):
        body = part.head.body(part.paper.text)
        items = [item.text for item in paper.operative]
        started = time.process_time()
        kind, _ = reader.kind(body)
        classes, sections = reader.outcomes(items), reader.sections(items)
        cause, found = reader.cause(body), {text for text, _ in reader.names(body)}
        seconds, papers = seconds + time.process_time() - started, papers + 1
        scores["kind"].add(kind == paper.kind, "")
        if kind != paper.kind:
            differing[paper.kind.value, kind] += 1
        for item, read, section in zip(paper.operative, classes, sections, strict=True):
            scores["section of item"].add(section == "operative", "")
            if item.classes:
                scores["operative item"].add(set(read) == {c.value for c in item.classes}, "")
        code = paper.fields.get(FieldName.CAUSE_CODE)
        if code and cause:
            scores["cause"].add(str(code.value).split(".")[0] == cause[0], "")
        for party in paper.parties:
            if party.name in body[:500]:
                which = "agency named" if party.type is PartyType.AGENCY else "party named"
                scores[which].add(party.name in found, "")
    return scores, differing, seconds / max(papers, 1)


def _papers(path: Path) -> Iterator[tuple[Part, Paper]]:
    from services.extractor.reading import read  # noqa: PLC0415
    from services.extractor.reading.sheets import Sheets  # noqa: PLC0415

    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        data = row["text"].encode()
        _, transcript, _ = read(data, row["id"], None, Sheets(data))
        pages = Transcript(transcript.pages)
        yield from zip(split_papers(pages.pages), understand(pages)[0], strict=True)


if __name__ == "__main__":
    sys.exit(main())
