"""The text of an HTML mail."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_HIDDEN = ("script", "style", "head", "title", "template")
_BLOCKS = (
    "p",
    "div",
    "br",
    "tr",
    "li",
    "table",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "hr",
)


def html_text(page: str) -> str:
    """What a person sees of ``page``, a line per block, without styles and scripts."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    lines = [re.sub(r"[ \t\r\u00a0]+", " ", line).strip() for line in "".join(reader.text).split("\n")]
    return "\n".join(line for line in lines if line)


def html_links(page: str) -> tuple[str, ...]:
    """The addresses ``page`` points to (http and https), each once, in order; none is opened."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return tuple(dict.fromkeys(reader.links))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.links: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self._hidden += 1
        elif tag in _BLOCKS:
            self.text.append("\n")
        href = next((value for name, value in attrs if name == "href" and value), "")
        if tag in ("a", "area") and href.strip().lower().startswith(("http://", "https://")):
            self.links.append(href.strip())

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag in _BLOCKS:
            self.text.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.text.append(data.replace("\n", " "))
