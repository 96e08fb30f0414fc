"""Draws the samples: ``python -m samples.draw [NAME ...] [--into FOLDER]``.

Each sample is a file and, beside it, ``<name>.expected.json``. Drawing is seeded by the sample's name:
the same facts, fonts and Chromium give the same bytes.
"""

from __future__ import annotations

import argparse
import io
import json
import zlib
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import pikepdf
import pypdfium2
from PIL import Image as Pictures

from samples.damage import Image
from samples.expected import Json, expected
from samples.garble import garbled
from samples.page import Press, press
from samples.papers import composed
from samples.sample import Form, Sample
from samples.sheet import plain
from samples.stories import SAMPLES

HERE = Path(__file__).resolve().parent


def drawn(sample: Sample, printer: Press | None) -> tuple[bytes, Json]:
    """The file and its gold. ``printer`` may be None for text files only."""
    form = sample.form
    sheets = [composed(paper, sample.look_of(i)) for i, paper in enumerate(sample.papers)]
    if form.kind in ("utf-8", "gb18030"):
        text = "\n".join(plain(sheet) for sheet in sheets)
        return text.encode(form.kind), expected(sample.file_name, sample.papers, [1])
    if printer is None:
        raise ValueError(f"{sample.name}: printing needs a press")
    prints = [printer.pdf(sheet, sample.look_of(i)) for i, sheet in enumerate(sheets)]
    counts = [len(pypdfium2.PdfDocument(each)) for each in prints]
    gold = expected(sample.file_name, sample.papers, counts)
    if form.kind == "pdf":
        return joined(prints), gold
    if form.kind == "garbled":
        return garbled(joined(prints)), gold
    rng = np.random.default_rng(zlib.crc32(sample.name.encode()))
    return _pictured(rastered(joined(prints), form, rng), form), gold


def joined(prints: Sequence[bytes]) -> bytes:
    """One PDF of several."""
    if len(prints) == 1:
        return prints[0]
    with pikepdf.new() as whole:
        for each in prints:
            with pikepdf.open(io.BytesIO(each)) as part:
                whole.pages.extend(part.pages)
        out = io.BytesIO()
        whole.save(out, deterministic_id=True)
    return out.getvalue()


def rastered(pdf: bytes, form: Form, rng: np.random.Generator) -> list[Image]:
    """Every page as an image at the form's dpi, damaged."""
    pages = []
    for number, page in enumerate(pypdfium2.PdfDocument(pdf), start=1):
        image: Image = page.render(scale=form.dpi / 72).to_numpy()[..., :3].copy()
        for damage in form.damages:
            image = damage(image, rng)
        if number in form.page_damages:
            image = form.page_damages[number](image, rng)
        pages.append(image)
    return pages


def _pictured(pages: list[Image], form: Form) -> bytes:
    pictures = [
        Pictures.fromarray(p if p.ndim == 2 else cv2.cvtColor(p, cv2.COLOR_BGR2RGB)) for p in pages
    ]
    dpi = (form.dpi, form.dpi)
    out = io.BytesIO()
    match form.kind:
        case "scan":
            return image_pdf(pictures, form)
        case "png":
            _one(pictures).save(out, "PNG", dpi=dpi, optimize=True)
        case "jpg":
            tags = Pictures.Exif()
            tags[0x0112] = form.exif
            _one(pictures).save(out, "JPEG", quality=form.quality, exif=tags)
        case "tif":
            bits = [p.convert("1") if _two_tone(p) else p for p in pictures]
            codec = "group4" if bits[0].mode == "1" else "jpeg"
            bits[0].save(
                out,
                "TIFF",
                save_all=True,
                append_images=bits[1:],
                compression=codec,
                dpi=dpi,
                **({} if codec == "group4" else {"quality": form.quality}),
            )
    return out.getvalue()


def image_pdf(pictures: Sequence[Pictures.Image], form: Form) -> bytes:
    """A PDF of one JPEG per page and nothing else, as scanners write them."""
    with pikepdf.new() as document:
        for picture in pictures:
            data = io.BytesIO()
            picture.save(data, "JPEG", quality=form.quality, dpi=(form.dpi, form.dpi))
            width, height = (72 * side / form.dpi for side in picture.size)
            image = pikepdf.Stream(
                document,
                data.getvalue(),
                Type=pikepdf.Name.XObject,
                Subtype=pikepdf.Name.Image,
                Width=picture.width,
                Height=picture.height,
                ColorSpace=pikepdf.Name("/DeviceGray" if picture.mode == "L" else "/DeviceRGB"),
                BitsPerComponent=8,
                Filter=pikepdf.Name.DCTDecode,
            )
            page = document.add_blank_page(page_size=(width, height))
            page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Scan=image))
            page.Contents = document.make_stream(f"q {width} 0 0 {height} 0 0 cm /Scan Do Q".encode())
        out = io.BytesIO()
        document.save(out, deterministic_id=True)
    return out.getvalue()


def _one(pictures: list[Pictures.Image]) -> Pictures.Image:
    if len(pictures) != 1:
        raise ValueError(f"an image file holds one page, this paper takes {len(pictures)}")
    return pictures[0]


def _two_tone(picture: Pictures.Image) -> bool:
    colours = picture.getcolors(2) if picture.mode == "L" else None
    return colours is not None


def main() -> None:
    parser = argparse.ArgumentParser(description="Draw the fictional court papers.")
    parser.add_argument("names", nargs="*", help="only these samples")
    parser.add_argument("--into", type=Path, default=HERE, help="folder to write")
    arguments = parser.parse_args()
    unknown = set(arguments.names) - {sample.name for sample in SAMPLES}
    if unknown:
        parser.error(f"no such sample: {', '.join(sorted(unknown))}")
    arguments.into.mkdir(parents=True, exist_ok=True)
    with press() as printer:
        for sample in SAMPLES:
            if arguments.names and sample.name not in arguments.names:
                continue
            data, gold = drawn(sample, printer)
            (arguments.into / sample.file_name).write_bytes(data)
            text = json.dumps(gold, ensure_ascii=False, indent=1) + "\n"
            (arguments.into / f"{sample.name}.expected.json").write_text(text, encoding="utf-8")
            print(f"{sample.file_name}\t{gold['file']['pages']} 页\t{len(data) // 1024} KB")


if __name__ == "__main__":
    main()
