"""How often each component of the trained second reader is right on generated papers of the fit half:
``python -m benchmarks.second_opinions [--papers N]``.

Their words are those of samples/ and the generator, not of the recipe it was trained on. The counts go
to benchmarks/results/second-opinions.json; benchmarks.calibrate makes them the weight of its word.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator

from benchmarks.accuracy import Score, wilson
from benchmarks.generated import Generated, made
from benchmarks.invention import Half
from benchmarks.reading import RESULTS, commit
from services.extractor.papers.split import split_papers
from services.extractor.pipeline import understand
from services.extractor.reading import read
from services.extractor.second_opinion import weights
from services.extractor.text.second_reader import Reader, second_reader
from services.vocabulary import PaperKind

PAPERS = 600


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--papers", type=int, default=PAPERS)
    parser.add_argument("--half", type=Half, default=Half.FIT, help="fit (default) or test")
    options = parser.parse_args()
    reader = second_reader()
    if reader is None:
        raise SystemExit("no weights in models/court_zh: make train")
    scores: dict[str, Score] = {}
    for seed in range(options.papers):
        paper = made(seed, options.half)
        for name, right, told in opinions(reader, paper):
            scores.setdefault(name, Score()).add(right, f"{seed}: {told}")
    for name, score in sorted(scores.items()):
        low, high = wilson(score.right, score.n)
        print(f"{name:18}{score.right:>6} of {score.n:<6}{low:>8.2%} to {high:.2%}")
    if options.half is Half.FIT:
        result = {
            "made with": {"commit": commit(), "weights": weights()},
            "papers": options.papers,
            "right and n": {name: [score.right, score.n] for name, score in sorted(scores.items())},
        }
        text = json.dumps(result, ensure_ascii=False, indent=1) + "\n"
        (RESULTS / "second-opinions.json").write_text(text, encoding="utf-8")
    return 0


def opinions(reader: Reader, paper: Generated) -> Iterator[tuple[str, bool, str]]:
    """What ``reader`` says of ``paper``, against the gold; names against those it may have seen."""
    gold = paper.gold
    if gold["kind"] == PaperKind.NOT_COURT_PAPER:
        return
    _, transcript, _ = read(paper.text(), "paper.txt")
    (part,) = split_papers(transcript.pages)[:1]
    body = part.head.body(part.paper.text)
    kind, _ = reader.kind(body)
    yield "kind.model", kind == gold["kind"], f"{kind} for {gold['kind']}"
    wanted, answer = gold["fields"].get("cause_code"), reader.cause(body)
    if wanted and answer:
        yield "cause_code.model", answer[0] == wanted.split(".")[0], f"{answer[0]} for {wanted}"
    (paper_read,) = understand(transcript)[0][:1]
    items = [item for item in paper_read.operative if item.classes]
    for item, classes in zip(items, reader.outcomes([each.text for each in items]), strict=True):
        right = set(classes) == {each.value for each in item.classes}
        yield "outcome.model", right, f"{classes} for {item.text}"
    seen = reader.names(body)
    for name in {each["name"] for each in gold.get("parties", ())}:
        touching = [text for text, _ in seen if text in name or name in text]
        if touching:
            yield "party.model", name in touching, f"{touching} for {name}"


if __name__ == "__main__":
    sys.exit(main())
