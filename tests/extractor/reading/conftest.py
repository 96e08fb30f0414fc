"""PDFs printed by Chromium, and OCR that reads the same on every machine."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.extractor.reading.drawing import NOTICE

os.environ.setdefault("YINGSU_OCR_PRECISION", "f32")  # bf16 reads slightly otherwise on each machine

Print = Callable[[str], bytes]


@pytest.fixture(scope="session")
def print_pdf() -> Iterator[Print]:
    """HTML body to an A4 PDF with a text layer and embedded fonts."""
    playwright = pytest.importorskip("playwright.sync_api")
    if not Path("/usr/bin/chromium").exists():
        pytest.skip("chromium is not installed")
    style = "@page{size:A4;margin:25mm} body{font:16px/1.9 'Noto Serif CJK SC';margin:0} p{margin:0}"
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page()

        def printed(body: str) -> bytes:
            page.set_content(f"<meta charset=utf-8><style>{style}</style>{body}")
            return bytes(page.pdf(prefer_css_page_size=True))

        yield printed
        browser.close()


@pytest.fixture(scope="session")
def notice_pdf(print_pdf: Print) -> bytes:
    return print_pdf("".join(f"<p>{line}</p>" for line in NOTICE))
