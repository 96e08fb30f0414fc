"""PDFs printed by Chromium, and OCR that reads the same on every machine."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.extractor.reading.drawing import NOTICE

os.environ.setdefault("YINGSU_OCR_PRECISION", "f32")  # bf16 reads slightly otherwise on each machine

Print = Callable[[str], bytes]


@pytest.fixture(scope="session")
def print_pdf(browser: Browser) -> Iterator[Print]:
    """HTML body to an A4 PDF with a text layer and embedded fonts."""
    style = "@page{size:A4;margin:25mm} body{font:16px/1.9 'Noto Serif CJK SC';margin:0} p{margin:0}"
    page = browser.new_page()

    def printed(body: str) -> bytes:
        page.set_content(f"<meta charset=utf-8><style>{style}</style>{body}")
        return page.pdf(prefer_css_page_size=True)

    yield printed
    page.close()


@pytest.fixture(scope="session")
def notice_pdf(print_pdf: Print) -> bytes:
    return print_pdf("".join(f"<p>{line}</p>" for line in NOTICE))
