"""A second reader of names: spaCy over jieba tokens, with its own grammar of court and agency names.

The first readers find names by where they stand (the heading, behind 被告). This one finds them by
what they are made of, 重庆市 + 北碚区 + 人民法院, so the two fail differently and their agreement means
something. It is loaded when first asked (about a second) and never in papers it is not needed for.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jieba
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from services.agencies import agency_suffixes
from services.extractor.text.lexicons import divisions

_COURT_ENDINGS = [
    *(
        "人民法院",
        "中级人民法院",
        "高级人民法院",
        "最高人民法院",
        "第一中级人民法院",
        "第二中级人民法院",
    ),
    *("第三中级人民法院", "第四中级人民法院", "第五中级人民法院", "铁路运输法院", "铁路运输中级法院"),
    *("海事法院", "知识产权法院", "互联网法院", "金融法院", "农垦法院", "林区基层法院", "林区中级法院"),
]
_AREA = r"^[\u4e00-\u9fa5]{1,10}(?:省|市|区|县|旗|盟|州|镇|乡|街道|新区|开发区|自治区|自治县|自治州)$"


@dataclass(frozen=True, slots=True)
class Name:
    """A name in ``text[start:end]``: ``label`` is COURT or AGENCY."""

    text: str
    label: str
    start: int
    end: int


def _cache_folder() -> Path:
    """Where jieba keeps its prepared dictionary: a folder only this user can write to, for jieba
    loads it unchecked. A sandbox without a home gets a fresh one each time."""
    try:
        home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        folder = home / "yingsu"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (OSError, RuntimeError):
        return Path(tempfile.mkdtemp(prefix="yingsu-"))
    return folder if os.access(folder, os.W_OK) else Path(tempfile.mkdtemp(prefix="yingsu-"))


class JiebaTokenizer:
    """spaCy tokenizer over a jieba.Tokenizer of our own, its cache in a folder of ours."""

    def __init__(self, vocab: Any, words: Sequence[str]) -> None:
        self.vocab = vocab
        self.segmenter = jieba.Tokenizer()
        self.segmenter.tmp_dir = str(_cache_folder())
        self.segmenter.cache_file = "jieba.cache"
        jieba.setLogLevel("WARNING")
        for word in words:
            self.segmenter.add_word(word)

    def __call__(self, text: str) -> Doc:
        words = [word for word in self.segmenter.cut(text, HMM=False) if word]
        return Doc(self.vocab, words=words, spaces=[False] * len(words))


@cache
def pipeline() -> Language:
    """The spaCy pipeline: jieba tokens, then the grammar of names as an entity ruler."""
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "char"}}})
    endings = [*_COURT_ENDINGS, *agency_suffixes()]
    nlp.tokenizer = JiebaTokenizer(nlp.vocab, [*divisions(), *endings])
    area: dict[str, Any] = {"TEXT": {"REGEX": _AREA}, "OP": "+"}
    # A county the lists do not know falls into pieces: 云, 山, 县.
    piece: dict[str, Any] = {"TEXT": {"REGEX": r"^[\u4e00-\u9fa5]{1,4}$"}, "OP": "{1,4}"}
    level: dict[str, Any] = {"TEXT": {"IN": ["省", "市", "县", "区", "旗", "州", "盟", "自治县"]}}
    name: dict[str, Any] = {"TEXT": {"REGEX": r"^[\u4e00-\u9fa5]{1,6}$"}, "OP": "?"}
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns(  # type: ignore[attr-defined]
        [
            {"label": "COURT", "pattern": [area, {"TEXT": {"IN": _COURT_ENDINGS}}]},
            {"label": "COURT", "pattern": [piece, level, {"TEXT": {"IN": _COURT_ENDINGS}}]},
            {"label": "COURT", "pattern": [{"TEXT": "最高人民法院"}]},
            {"label": "AGENCY", "pattern": [area, name, {"TEXT": {"IN": list(agency_suffixes())}}]},
        ]
    )
    return nlp


def find_names(text: str) -> list[Name]:
    """Courts and agencies named in ``text``, in order, the longest reading of each."""
    return [
        Name(entity.text, entity.label_, entity.start_char, entity.end_char)
        for entity in pipeline()(text).ents
    ]


def words(text: str) -> list[str]:
    """``text`` cut into words."""
    return [token.text for token in pipeline().make_doc(text)]
