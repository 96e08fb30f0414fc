"""How much one file may ask for. Beyond a limit it is refused or the page is skipped."""

from __future__ import annotations

import os

MAX_PAGES = int(os.environ.get("YINGSU_MAX_PAGES", "2000"))  # of one file
MAX_PAGE_POINTS = 14_400.0  # side of a page: 200 inches, the limit of PDF 1.x itself
MAX_IMAGE_PIXELS = 120_000_000  # one decoded image; A3 at 600 dpi has 70 million
MAX_TEXT_BYTES = 20_000_000  # a plain text; the longest judgments stay under one million
MAX_PAGE_CHARS = 200_000  # a page of a text layer

RENDER_DPI = 200  # enough for 9 pt print, and keeps the seal's colour readable
MAX_OCR_SIDE = 3508  # px; A4 at 300 dpi. A larger scan is reduced before it is read
MAX_SHEETS_BYTES = 60_000_000  # page pictures kept for the second reading: two pages at 300 dpi

MAX_PART_BYTES = 32_000_000  # one XML part of an OFD or DOCX
MAX_PICTURE_BYTES = 128_000_000  # one picture in an OFD, still encoded
# Everything that comes out of one file; a reader holds it in memory.
MAX_UNPACKED_BYTES = int(os.environ.get("YINGSU_MAX_UNPACKED_MB", "600")) * 1_000_000
MAX_RATIO = 150  # unpacked to packed, once more than RATIO_FROM comes out: scans hardly shrink
RATIO_FROM = 50_000_000
# Files in one container, those of containers in it included.
MAX_MEMBERS = int(os.environ.get("YINGSU_MAX_MEMBERS", "500"))
MAX_DEPTH = 4  # containers in containers; a mail in a mail in a zip is 3
MAX_SECONDS_UNPACKING = 120.0
