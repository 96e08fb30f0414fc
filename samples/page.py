"""Prints composed blocks as a PDF through Chromium: looks, fonts, seals.

Chromium is found in ``CHROMIUM`` or as ``chromium`` on the path.
"""

from __future__ import annotations

import base64
import html
import io
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import numpy as np
import pikepdf
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from samples.fonts import FALLBACK, truetype
from samples.sheet import Block
from samples.wording import arabic_date, chinese_date

CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
    "--disable-component-update",
    "--font-render-hinting=none",
]
DateStyle = Literal["chinese", "circle", "ling", "arabic"]


@dataclass(frozen=True)
class Look:
    """How a paper is printed. Sizes in points, margins (top, right, bottom, left) in millimetres."""

    body: str = "fang"
    heading: str = "song-bold"
    size: float = 16
    leading: float = 29
    margins: tuple[float, float, float, float] = (32, 26, 30, 28)
    court_colour: str = "#111"
    red_line: bool = False
    number_align: Literal["right", "center"] = "right"
    spaced_titles: bool = False  # full-width spaces between title characters, as typists put them
    date_style: DateStyle = "chinese"
    page_numbers: Literal["dash", "of", "none"] = "dash"
    seal: bool = True
    seal_opacity: float = 0.82
    footer: str = "虚构样本，仅供演示"

    def printed_date(self, day: date) -> str:
        match self.date_style:
            case "arabic":
                return arabic_date(day)
            case "circle":
                return chinese_date(day, "○")
            case "ling":
                return chinese_date(day, "零")
        return chinese_date(day)


class Press:
    """A running Chromium that prints sheets. Use :func:`press`."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self._browser = browser
        self._folder = folder
        self._seals: dict[str, str] = {}

    def pdf(self, blocks: list[Block], look: Look) -> bytes:
        """The sheet as A4 pages, with fixed metadata so that the same sheet gives the same bytes."""
        path = self._folder / "sheet.html"
        path.write_text(self.html(blocks, look), encoding="utf-8")
        page = self._browser.new_page()
        try:
            page.goto(path.as_uri())
            page.evaluate("document.fonts.ready")
            top, right, bottom, left = (f"{mm}mm" for mm in look.margins)
            raw = page.pdf(
                width="210mm",
                height="297mm",
                print_background=True,
                display_header_footer=True,
                header_template="<span></span>",
                footer_template=_footer(look),
                margin={"top": top, "right": right, "bottom": bottom, "left": left},
            )
        finally:
            page.close()
        return without_clock(raw)

    def html(self, blocks: list[Block], look: Look) -> str:
        body = "\n".join(self._block(block, look) for block in blocks)
        style = _css(look, self._faces(blocks, look))
        return f"<!doctype html><meta charset=utf-8><style>{style}</style><body>{body}</body>"

    def _faces(self, blocks: list[Block], look: Look) -> str:
        """The sheet's own subset of each font it names, written beside it."""
        used = {c for b in blocks for c in b.text + b.label + "".join("".join(row) for row in b.rows)}
        characters = "".join(sorted(used | set(" \u3000")))
        faces = []
        for name in sorted({look.body, look.heading, "kai", FALLBACK}):
            path = self._folder / f"{name}.ttf"
            path.write_bytes(truetype(name, characters))
            faces.append(f"@font-face{{font-family:'{name}';src:url('{path.as_uri()}')}}")
        return "".join(faces)

    def _block(self, block: Block, look: Look) -> str:
        text = html.escape(block.text).replace("\n", "<br>")
        if block.style == "title" and look.spaced_titles:
            text = " ".join(text)
        if block.style == "table":
            rows = "".join(
                "<tr>"
                + "".join(f"<td>{html.escape(c).replace(chr(10), '<br>')}</td>" for c in row)
                + "</tr>"
                for row in block.rows
            )
            wide = "wide" if len(block.rows[0]) > 2 else "form"
            return f'<table class="{wide}">{rows}</table>'
        ink, room = text, ""
        if block.seal and look.seal:
            seal = f'<img class="seal" src="{self._seal(block.seal)}">'
            ink, room = f'<span class="sealed">{text}{seal}</span>', " room"
        room += " long" if block.style == "title" and len(block.text) > 10 else ""
        label = f'<span class="stamp">{html.escape(block.label)}</span>' if block.label else ""
        return f'<p class="{block.style}{room}">{label}{ink}</p>'

    def _seal(self, court: str) -> str:
        if court not in self._seals:
            page = self._browser.new_page(viewport={"width": 640, "height": 640})
            page.set_content(_seal_svg(court))
            shot = page.screenshot(omit_background=True)
            page.close()
            self._seals[court] = _worn(shot, seed=len(court) * 7919 + sum(map(ord, court)))
        return self._seals[court]


@contextmanager
def press(browser: Browser | None = None) -> Iterator[Press]:
    """One Chromium for many sheets: ``browser``, or one started for the purpose."""
    if browser is not None:
        with tempfile.TemporaryDirectory(prefix="yingsu-press-") as folder:
            yield Press(browser, Path(folder))
        return
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    with (
        tempfile.TemporaryDirectory(prefix="yingsu-press-") as folder,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_ARGS)
        try:
            yield Press(browser, Path(folder))
        finally:
            browser.close()


def without_clock(pdf: bytes) -> bytes:
    """The PDF without its creation time, program name and random identifier."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        if "/Info" in document.trailer:
            del document.trailer["/Info"]
        if "/Metadata" in document.Root:
            del document.Root["/Metadata"]
        out = io.BytesIO()
        document.save(out, deterministic_id=True)
    return out.getvalue()


def _family(name: str) -> str:
    return f"'{name}', '{FALLBACK}'"


def _css(look: Look, faces: str) -> str:
    rule = (
        "p.court{border-bottom:2.5pt solid #c3171d;padding-bottom:9pt;margin-bottom:16pt}"
        if look.red_line
        else ""
    )
    return (
        faces
        + f"""
    body{{margin:0;font:{look.size}pt/{look.leading}pt {_family(look.body)};color:#111}}
    p{{margin:0;text-align:justify;line-break:strict}}
    p.court{{font:22pt/36pt {_family(look.heading)};text-align:center;color:{look.court_colour}}}
    {rule}
    p.title{{font:26pt/46pt {_family(look.heading)};text-align:center;margin-bottom:12pt}}
    {"p.title{letter-spacing:.18em;text-indent:.18em}" if not look.spaced_titles else ""}
    p.number{{text-align:{look.number_align};margin-bottom:12pt}}
    p.text{{text-indent:2em}}
    p.right{{text-align:right;break-inside:avoid;padding-right:2em;position:relative}}
    p.room:last-child{{padding-bottom:11mm}}
    p.long{{font-size:20pt;line-height:34pt;letter-spacing:0;text-indent:0}}
    p.space{{break-after:avoid;height:{look.leading}pt}}
    p.right + p.right{{break-before:avoid}}
    .sealed{{position:relative}}
    .seal{{position:absolute;width:42mm;height:42mm;right:4mm;top:50%;margin-top:-27mm;
          opacity:{look.seal_opacity};mix-blend-mode:multiply;transform:rotate(-3deg)}}
    .stamp{{position:absolute;left:0;top:-14pt;color:#27348b;border:1pt solid #27348b;padding:1pt 6pt;
           font:13pt/20pt {_family("kai")};text-indent:0}}
    table{{border-collapse:collapse;width:calc(100% - 3px);margin:4pt 1px 22pt;
          font-size:{look.size * 0.94}pt}}
    td{{border:1pt solid #222;padding:7pt 8pt;vertical-align:middle;
       line-height:{look.leading * 0.86}pt}}
    table.form td:first-child{{width:7.2em;text-align:center}}
    table.wide td{{padding:3pt 5pt;font-size:{look.size * 0.8}pt;line-height:{look.leading * 0.72}pt}}
    """
    )


def _footer(look: Look) -> str:
    numbers = {
        "dash": '— <span class="pageNumber"></span> —',
        "of": '第<span class="pageNumber"></span>页　共<span class="totalPages"></span>页',
        "none": "",
    }[look.page_numbers]
    style = "width:100%;text-align:center;font:9pt 'AR PL UMing CN';color:#222"
    note = f'<div style="font-size:6.5pt;color:#999;margin-top:2pt">{look.footer}</div>'
    return f'<div style="{style}">{numbers}{note}</div>'


def _seal_svg(court: str) -> str:
    """A round seal: ring, star, the court's name along the upper arc. Not any real seal's design."""
    length = 820 if len(court) > 9 else 640
    sweep = length / 232
    start = 1.5 * np.pi - sweep / 2
    letters = []
    for i, character in enumerate(court):
        angle = start + sweep * (i + 0.5) / len(court)
        x, y = 320 + 232 * np.cos(angle), 320 + 232 * np.sin(angle)
        turn = np.degrees(angle) + 90
        letters.append(
            f'<text transform="translate({x:.1f} {y:.1f}) rotate({turn:.1f}) scale(.82 1.15)" '
            f'text-anchor="middle" dominant-baseline="middle" font-size="58">{character}</text>'
        )
    points = []
    for i in range(10):
        radius = 92 if i % 2 == 0 else 36
        angle = np.pi * i / 5 - np.pi / 2
        points.append(f"{320 + radius * np.cos(angle):.1f},{320 + radius * np.sin(angle):.1f}")
    return (
        "<style>body{margin:0}</style>"
        '<svg width="640" height="640" fill="#d4161c" font-family="Noto Serif CJK SC" '
        'font-weight="bold"><circle cx="320" cy="320" r="304" fill="none" stroke="#d4161c" '
        f'stroke-width="14"/><polygon points="{" ".join(points)}"/>{"".join(letters)}</svg>'
    )


def _worn(png: bytes, seed: int) -> str:
    """The seal with uneven ink, as a data address."""
    image = Image.open(io.BytesIO(png)).convert("RGBA").resize((480, 480), Image.Resampling.LANCZOS)
    pixels = np.asarray(image).copy()
    rng = np.random.default_rng(seed)
    grain = rng.normal(0.9, 0.12, pixels.shape[:2])
    blotches = Image.fromarray((rng.random((24, 24)) * 255).astype(np.uint8)).resize(
        (480, 480), Image.Resampling.BICUBIC
    )
    press_depth = 0.72 + 0.28 * np.asarray(blotches) / 255
    pixels[..., 3] = np.clip(pixels[..., 3] * grain * press_depth, 0, 255).astype(np.uint8)
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()
