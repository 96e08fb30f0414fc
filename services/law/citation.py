"""Where a rule or a reading stands in the law."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBER = re.compile(r"〔\d{4}〕\d+号$")


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a rule stands. ``quotation`` is a substring of the stored text unless ``paraphrase``."""

    document: str  # 行政诉讼法, 北碚区行政应诉办法 ...
    article: str  # 第六十七条, 第六条第二款 ...
    quotation: str
    paraphrase: bool = False
    certain: bool = True

    @property
    def where(self) -> str:
        """As a page prints it: 《行政诉讼法》第六十七条, 法释〔2020〕3号第三条."""
        return f"{titled(self.document)}{self.article}"


def titled(document: str) -> str:
    """A document's name in 书名号; its number (文号) goes without them."""
    return document if _NUMBER.search(document) or document.startswith("《") else f"《{document}》"
