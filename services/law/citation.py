"""Where a rule or a reading stands in the law."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a rule stands. ``quotation`` is a substring of the stored text unless ``paraphrase``."""

    document: str  # 行政诉讼法, 北碚区行政应诉办法 ...
    article: str  # 第六十七条, 第六条第二款 ...
    quotation: str
    paraphrase: bool = False
    certain: bool = True
