"""A reader's memory is bounded: what one file leaves behind does not add up."""

import io
import os
import subprocess
import sys
from pathlib import Path

from tests.extractor.reading.drawing import draw_notice

_READ = """
import sys, psutil
from services.extractor import extract
data = open(sys.argv[1], "rb").read()
for _ in range(6):
    extraction = extract(data, "a.pdf")
    assert extraction.file.pages == 3 and not extraction.problems
    print(psutil.Process().memory_info().rss // 1_000_000, flush=True)
"""


def test_memory_stays_flat_from_file_to_file(tmp_path: Path) -> None:
    pages = [draw_notice(100)[0] for _ in range(3)]
    out = io.BytesIO()
    pages[0].save(out, "PDF", resolution=100, save_all=True, append_images=pages[1:])
    path = tmp_path / "scan.pdf"
    path.write_bytes(out.getvalue())
    settings = {**os.environ, "YINGSU_OCR_PRECISION": "f32"}
    ran = subprocess.run(
        [sys.executable, "-c", _READ, str(path)],
        env=settings,
        check=True,
        capture_output=True,
        text=True,
    )
    used = [int(line) for line in ran.stdout.split()]
    assert len(used) == 6
    assert max(used) < 1500
    assert used[-1] - used[2] < 60
