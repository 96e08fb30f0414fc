"""What a user would take instead of Yingsu to read a scan: Tesseract, plain rapidocr, OCRmyPDF.

Each takes the pages of one paper as pictures and gives their texts.
"""

from __future__ import annotations

import contextlib
import io
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from PIL import Image as Pictures

from samples.damage import Image

Read = Callable[[Sequence[Image], int], list[str]]  # pages, dpi -> texts


def others() -> dict[str, Read | str]:
    """Each reader by its name, or how to install it where it is absent."""
    return {
        "tesseract": tesseract
        if shutil.which("tesseract")
        else "apt install tesseract-ocr tesseract-ocr-chi-sim",
        "rapidocr": _rapidocr() if find_spec("rapidocr") else "uv sync",
        "ocrmypdf": ocrmypdf
        if shutil.which("ocrmypdf")
        else "apt install ocrmypdf tesseract-ocr-chi-sim",
    }


def tesseract(pages: Sequence[Image], dpi: int) -> list[str]:
    """chi_sim, one block of text, one thread."""
    import pytesseract  # noqa: PLC0415

    how = {"lang": "chi_sim", "config": "--oem 1 --psm 6"}
    return [str(pytesseract.image_to_string(_picture(page), **how)) for page in pages]


def _rapidocr() -> Read:
    """rapidocr with its defaults; loaded when first used."""
    loaded: list[Callable[[Image], object]] = []

    def reader(pages: Sequence[Image], dpi: int) -> list[str]:
        if not loaded:
            from rapidocr import RapidOCR  # noqa: PLC0415

            with contextlib.redirect_stdout(io.StringIO()):
                loaded.append(RapidOCR())
        coloured = [p if p.ndim == 3 else np.repeat(p[:, :, None], 3, axis=2) for p in pages]
        return ["\n".join(getattr(loaded[0](page), "txts", None) or ()) for page in coloured]

    return reader


def ocrmypdf(pages: Sequence[Image], dpi: int) -> list[str]:
    """Its text beside the PDF, deskewed, as its manual recommends for scans."""
    texts = []
    with tempfile.TemporaryDirectory() as folder:
        for page in pages:
            picture, text = Path(folder, "page.png"), Path(folder, "page.txt")
            _picture(page).save(picture, dpi=(dpi, dpi))
            command = ["ocrmypdf", "-q", "-l", "chi_sim", "--deskew", "--output-type", "pdf"]
            command += ["--sidecar", str(text), str(picture), str(Path(folder, "out.pdf"))]
            subprocess.run(command, check=True, capture_output=True)
            texts.append(text.read_text(encoding="utf-8"))
    return texts


def _picture(page: Image) -> Pictures.Image:
    return Pictures.fromarray(page if page.ndim == 2 else page[:, :, ::-1])
