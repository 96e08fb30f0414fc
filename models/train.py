"""Train models/court_zh on generated papers: ``python -m models.train`` (``make train``).

Writes the pipeline and ``metrics.json``: the seed, the hash of the data, and each component measured on
held-out wordings, names and courts, with n and 95 % interval. CPU only, nothing downloaded.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import time
import warnings
from math import sqrt
from pathlib import Path
from random import Random
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example as Training
from spacy.training import offsets_to_biluo_tags
from spacy.util import fix_random_seed, minibatch
from thinc.api import Adam

from models.recipe.papers import Example, data_hash, examples, outcome_labels
from services.extractor.text.second_reader import Reader, folder

SEED = 20261120
_CLASSIFIERS = {  # component: size of its hash table, longest n-gram of characters, epochs, rate
    "kind": (2**15, 3, 7, 0.001),
    "section": (2**13, 3, 8, 0.002),
    "outcome": (2**15, 3, 12, 0.002),
    "cause": (2**14, 3, 10, 0.002),
}
_NER_EPOCHS = 8


def build() -> Language:
    """The untrained pipeline: hashed n-grams for the classifiers, a small CNN for names."""
    tokenizer = {"@tokenizers": "yingsu.lexicon_tokenizer.v1"}
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": tokenizer}})
    for name, (length, ngram, *_) in _CLASSIFIERS.items():
        factory = "textcat_multilabel" if name == "outcome" else "textcat"
        bow = {
            "@architectures": "spacy.TextCatBOW.v3",
            "exclusive_classes": name != "outcome",
            "ngram_size": ngram,
            "no_output_layer": False,
            "length": length,
        }
        nlp.add_pipe(factory, name=name, config={"model": bow})
    embed = {"@architectures": "spacy.MultiHashEmbed.v2", "width": 48, "include_static_vectors": False}
    embed |= {"attrs": ["NORM", "ORTH"], "rows": [1500, 2000]}
    encode = {"@architectures": "spacy.MaxoutWindowEncoder.v2", "width": 48, "depth": 2}
    encode |= {"window_size": 1, "maxout_pieces": 2}
    tok2vec = {"@architectures": "spacy.Tok2Vec.v2", "embed": embed, "encode": encode}
    parser = {"@architectures": "spacy.TransitionBasedParser.v2", "state_type": "ner"}
    parser |= {"extra_state_tokens": False, "hidden_width": 48, "maxout_pieces": 2}
    parser |= {"use_upper": True, "tok2vec": tok2vec}
    nlp.add_pipe("ner", config={"model": parser})
    return nlp


def train(made: dict[str, list[Example]], seed: int = SEED, epochs: float = 1.0) -> Language:
    """A pipeline trained on ``made``; the same data and seed give the same pipeline."""
    fix_random_seed(seed)
    nlp = build()
    random = Random(seed)
    for name in (*_CLASSIFIERS, "ner"):
        component: Any = nlp.get_pipe(name)
        labels = _labels(name, made[name])
        data = [_training(nlp, name, labels, each) for each in made[name]]
        if name == "ner":
            component.initialize(lambda data=data: data, nlp=nlp)
            rounds, rate = _NER_EPOCHS, 0.001
        else:
            component.initialize(lambda data=data: data, nlp=nlp, labels=labels)
            rounds, rate = _CLASSIFIERS[name][2:]
        optimizer = Adam(rate, L2=0.0, grad_clip=1.0)
        for _ in range(max(1, round(rounds * epochs))):
            random.shuffle(data)
            for batch in minibatch(data, 32):
                component.update(batch, sgd=optimizer, drop=0.1)
    return nlp


def _labels(name: str, made: list[Example]) -> list[str]:
    if name == "outcome":
        return outcome_labels()
    return list(dict.fromkeys(sorted(label for each in made for label in each.answers)))


def _training(nlp: Language, name: str, labels: list[str], each: Example) -> Training:
    tokenizer: Any = nlp.tokenizer
    if name == "ner":
        doc = tokenizer(each.text)
        return Training.from_dict(doc, {"entities": _aligned(doc, each)})
    doc = tokenizer.features(each.text)
    return Training.from_dict(doc, {"cats": {label: float(label in each.answers) for label in labels}})


def _aligned(doc: Doc, each: Example) -> list[str]:
    """BILUO tags; a name that jieba cut otherwise is "-": nothing is learnt from its tokens."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return offsets_to_biluo_tags(doc, list(each.spans))


def measure(nlp: Language, made: dict[str, list[Example]]) -> dict[str, dict[str, float]]:
    """Share of right answers by component: all labels of a text right, or a name found exactly."""
    reader, scores = Reader(nlp), {}
    for name in _CLASSIFIERS:
        texts = [each.text for each in made[name]]
        if name == "outcome":
            answers = reader.outcomes(texts)
        else:
            answers = [(label,) for label, _ in reader._best(name, texts)]
        right = sum(set(a) == set(e.answers) for a, e in zip(answers, made[name], strict=True))
        scores[name] = _score(right, len(texts))
    found = expected = right = 0
    component: Any = nlp.get_pipe("ner")
    for each in made["ner"]:
        doc = component(nlp.make_doc(each.text))
        gold = {tuple(span) for span in each.spans}
        read = {(entity.start_char, entity.end_char, entity.label_) for entity in doc.ents}
        found, expected, right = found + len(read), expected + len(gold), right + len(gold & read)
    scores["ner_recall"], scores["ner_precision"] = _score(right, expected), _score(right, found)
    return scores


def _score(right: int, n: int) -> dict[str, float]:
    """Share with its 95 % Wilson interval."""
    z, share = 1.96, right / max(n, 1)
    centre = (share + z * z / (2 * n)) / (1 + z * z / n) if n else 0.5
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n) if n else 0.5
    return {
        "right": right,
        "n": n,
        "share": round(share, 4),
        "low": round(max(0.0, centre - half), 4),
        "high": round(min(1.0, centre + half), 4),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--to", type=Path, default=folder(), help="folder to write the pipeline to")
    options = parser.parse_args()
    started = time.monotonic()
    made, held = examples(SEED, held_out=False), examples(SEED, held_out=True)
    nlp = train(made)
    scores = measure(nlp, held)
    shutil.rmtree(options.to, ignore_errors=True)
    nlp.to_disk(options.to)
    size = sum(file.stat().st_size for file in options.to.rglob("*") if file.is_file())
    metrics = {
        "seed": SEED,
        "data": data_hash(made),
        "held_out_data": data_hash(held),
        "examples": {name: len(each) for name, each in made.items()},
        "spacy": spacy.__version__,
        "held_out": scores,
    }
    text = json.dumps(metrics, ensure_ascii=False, indent=2) + "\n"
    (options.to / "metrics.json").write_text(text, encoding="utf-8")
    for name, score in scores.items():
        low, high = score["low"], score["high"]
        print(f"{name:14}{score['right']:>6} of {score['n']:<6}{low:>8.2%} to {high:.2%}")
    print(f"{size / 1e6:.1f} MB, {time.monotonic() - started:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
