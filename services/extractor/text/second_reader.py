"""The second reader of the grammar: a small trained spaCy pipeline over jieba tokens (models/court_zh).

It tells the kind from what stands below the heading, the classes of an operative item from its words,
the cause from the act and the demand, and marks names of parties, so it fails otherwise than rules that
go by titles, forms and places. It never overrules: where it agrees a value counts as surer, where it
differs as less sure, and its own answer is kept beside. Absent weights mean one opinion fewer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry

from services.agencies import agency_suffixes
from services.extractor.text.lexicons import divisions, surnames
from services.extractor.text.tokens import pipeline as names_pipeline
from services.resources import models_folder

_HEAD, _TAIL, _AROUND = 400, 200, 120  # characters of a body that tell its kind
_NAMES = 500  # characters in which parties are named
_NUMBER = re.compile(r"[\d０-９]+|[〇○零一二三四五六七八九十百千万]{2,}")
_AGENCY, _AREA, _SURNAME = "<机关>", "<区划>", "<姓>"
_BEGIN, _END = "<s>", "</s>"
Answer = tuple[str, float]


class LexiconTokenizer:
    """The project's jieba tokens; the norm of a token is its lexicon: <区划>, <机关>, <姓>, or 0."""

    def __init__(self, vocab: Any) -> None:
        self.vocab = vocab
        names_tokenizer: Any = names_pipeline().tokenizer
        self._cut = names_tokenizer.segmenter.cut
        self._classes = dict.fromkeys(surnames(), _SURNAME)
        self._classes |= dict.fromkeys(agency_suffixes(), _AGENCY)
        self._classes |= dict.fromkeys(divisions(), _AREA)

    def __call__(self, text: str) -> Doc:
        words = [word for word in self._cut(text, HMM=False) if word]
        doc = Doc(self.vocab, words=words, spaces=[False] * len(words))
        for token, word in zip(doc, words, strict=True):
            token.norm_ = self._class(word)
        return doc

    def _class(self, word: str) -> str:
        return self._classes.get(word) or ("0" if _NUMBER.fullmatch(word) else word)

    def features(self, text: str) -> Doc:
        """``text`` as classifiers see it: single characters between two ends, places and numbers by
        their class, so that none is learnt.

        Characters, for a wording not seen before shares few whole words with those that were, and
        OCR that takes one character for another spoils only those around it.
        """
        seen = [_BEGIN]
        for word in self._cut(text, HMM=False):
            kind = self._class(word)
            seen += [kind] if kind in (_AREA, "0") else [each for each in word if each.strip()]
        return Doc(self.vocab, words=[*seen, _END])

    def to_disk(self, path: Path, exclude: Sequence[str] = ()) -> None:
        """Nothing: the lexicons are beside the weights."""

    def from_disk(self, path: Path, exclude: Sequence[str] = ()) -> LexiconTokenizer:
        return self

    def to_bytes(self, exclude: Sequence[str] = ()) -> bytes:
        return b""

    def from_bytes(self, data: bytes, exclude: Sequence[str] = ()) -> LexiconTokenizer:
        return self


def _tokenizer() -> Any:
    return lambda nlp: LexiconTokenizer(nlp.vocab)


registry.tokenizers("yingsu.lexicon_tokenizer.v1", func=_tokenizer)


def folder() -> Path:
    """Where the weights are when there are any."""
    return models_folder() / "court_zh"


@dataclass(frozen=True)
class Reader:
    """The trained components; each takes the part of a text that concerns it."""

    nlp: Language

    def kind(self, body: str) -> Answer:
        """The kind (``PaperKind`` value) of a paper from its text below the heading, with its score."""
        return self._best("kind", [kind_window(body)])[0]

    def sections(self, lines: Sequence[str]) -> list[str]:
        """The section each line of a decision belongs to: party, claims, reasons, operative …"""
        return [label for label, _ in self._best("section", [line[:200] for line in lines])]

    def outcomes(self, items: Sequence[str]) -> list[tuple[str, ...]]:
        """Classes (``OutcomeClass`` values) of each operative item; at least one, the likeliest."""
        labels, scores = self._scores("outcome", [item[:300] for item in items])
        return [
            tuple(label for label, p in zip(labels, row, strict=True) if p >= 0.5 or p == max(row))
            for row in scores
        ]

    def cause(self, text: str) -> Answer | None:
        """Number of the second-level cause; None when the text has neither act nor demand."""
        window = cause_window(text)
        return self._best("cause", [window])[0] if window else None

    def names(self, text: str) -> list[tuple[str, str]]:
        """Names of persons, organizations and agencies in the opening of a paper, with their label."""
        doc = self.nlp.make_doc(text[:_NAMES])
        component: Any = self.nlp.get_pipe("ner")
        return [(entity.text, entity.label_) for entity in component(doc).ents]

    def _scores(self, name: str, texts: Sequence[str]) -> tuple[tuple[str, ...], list[list[float]]]:
        tokenizer: Any = self.nlp.tokenizer
        component: Any = self.nlp.get_pipe(name)
        if not texts:
            return component.labels, []
        scores = component.predict([tokenizer.features(text) for text in texts])
        return component.labels, [[float(p) for p in row] for row in scores]

    def _best(self, name: str, texts: Sequence[str]) -> list[Answer]:
        labels, scores = self._scores(name, texts)
        return [max(zip(labels, row, strict=True), key=lambda each: each[1]) for row in scores]


@cache
def second_reader() -> Reader | None:
    """The reader, loaded when first asked for; None where no weights are installed."""
    path = folder()
    return Reader(spacy.load(path)) if (path / "config.cfg").is_file() else None


_DECIDES = re.compile(r"(?:判决|裁定|决定|协议|建议)如下|如下(?:判决|裁定|协议|建议)")


def kind_window(body: str) -> str:
    """What of a body tells its kind: its beginning, where it decides, its end."""
    if len(body) <= _HEAD + _TAIL + 2 * _AROUND:
        return body
    middle = ""
    for match in _DECIDES.finditer(body, _HEAD, len(body) - _TAIL):
        middle = body[match.start() - _AROUND : match.end() + _AROUND]
    return "\n".join((body[:_HEAD], middle, body[-_TAIL:]))


_CASE = re.compile(r"一案|[提起]+(?:行政)?(?:诉讼|上诉)|申请再审")
_LABEL = re.compile(r"案由[：:|\s]*")
_DEMAND = re.compile(r"(?:诉讼请求[：:]|请求|诉请|要求)")


def cause_window(text: str) -> str:
    """What of a text tells its cause: the words before 一案, the cell 案由, the first demand."""
    found = []
    if match := _CASE.search(text):
        found.append(text[max(0, match.start() - 80) : match.start()])
    if match := _LABEL.search(text):
        found.append(text[match.start() : match.end() + 20])
    if match := _DEMAND.search(text):
        found.append(text[match.start() : match.end() + 60])
    return "\n".join(found)
