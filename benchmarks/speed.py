"""How fast pages are read: ``python -m benchmarks.speed [--scan FILE] [--repeat N]``.

Five figures on this machine, CPU seconds beside wall-clock because other work may share the cores:

- cold: a new process reads a clean 300 dpi summons, from its first import to the transcript;
- warm: the same page in a process that has read one before, median and range of N;
- text layer: pages a second of generated papers without tables, fonts embedded, against pdfium
  alone delivering the same characters (what a reader could reach that did nothing with them);
- second: scans end to end, decisive print read twice and everything understood, against the primary
  engine alone on the same files in the same run;
- memory: the peak of a process that has done all this.

The papers are generated ones (samples/): speed hardly depends on what a paper says.
"""

from __future__ import annotations

import argparse
import io
import json
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

from services.resources import samples_folder

_COLD = """
import json, sys, time
start = time.perf_counter()
from services.extractor.reading import read
with open(sys.argv[1], "rb") as file:
    transcript = read(file.read(), "scan.png")[1]
print(json.dumps({
    "wall": time.perf_counter() - start,
    "cpu": time.process_time(),
    "characters": sum(len(page.text) for page in transcript.pages),
    "reader": transcript.pages[0].reader,
}))
"""


def main() -> int:
    """Measure and print; 1 when a target of the design is missed."""
    options = _options()
    scan = Path(options.scan) if options.scan else _clean_scan()
    cold = json.loads(_fresh_process(scan))
    print(f"cold     1 page   {cold['wall']:.2f} s wall, {cold['cpu']:.2f} s CPU", end="")
    print(f"  ({cold['reader']}, {cold['characters']} characters; target < 10 s)")

    walls, cpus = _warm(scan.read_bytes(), options.repeat)
    print(f"warm     {_spread(walls)} s wall, {_spread(cpus)} s CPU a page", end="")
    print(f"  (n={len(walls)}; target < 2 s)")

    pages, ours, pdfium = _text_layer(options.repeat)
    print(f"text     {pages / ours:.0f} pages/s, {1000 * ours / pages:.2f} ms CPU a page", end="")
    print(f"  (n={pages}; pypdfium2 alone, text without places, {pages / pdfium:.0f} pages/s, ", end="")
    print(f"ratio {pdfium / ours:.2f}; target 500 pages/s on an idle core)")

    scans, alone, whole = _second_reading()
    print(f"second   {alone / whole:.2f} of the primary engine's speed alone", end="")
    print(f"  (n={scans} pages, {alone:.1f} s and {whole:.1f} s CPU; target 0.75)")

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory   {peak:.0f} MB peak of this process")
    # One thread reads, so CPU seconds are what a machine without other work takes.
    fine = cold["cpu"] < 10 and statistics.median(cpus) < 2 and ours / pages < 0.06
    fine = fine and alone / whole >= 0.75
    return 0 if fine else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Speed of reading pages.")
    parser.add_argument("--scan", help="a picture of one page instead of the generated summons")
    parser.add_argument("--repeat", type=int, default=7, help="warm runs (default 7)")
    return parser.parse_args()


def _clean_scan() -> Path:
    """A generated summons drawn at 300 dpi, kept in the system's folder for temporary files."""
    import tempfile  # noqa: PLC0415

    import pypdfium2  # noqa: PLC0415

    document = pypdfium2.PdfDocument(samples_folder() / "chongyi-summons.pdf")
    picture = document[0].render(scale=300 / 72).to_pil()
    document.close()
    path = Path(tempfile.gettempdir()) / "yingsu-speed-summons-300dpi.png"
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", dpi=(300, 300))
    path.write_bytes(buffer.getvalue())
    return path


def _fresh_process(scan: Path) -> str:
    command = [sys.executable, "-c", _COLD, str(scan)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _warm(data: bytes, repeat: int) -> tuple[list[float], list[float]]:
    from services.extractor.reading import read  # noqa: PLC0415

    read(data, "scan.png")
    walls, cpus = [], []
    for _ in range(repeat):
        wall, cpu = time.perf_counter(), time.process_time()
        read(data, "scan.png")
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    return walls, cpus


def _text_layer(repeat: int) -> tuple[int, float, float]:
    """Pages read, our CPU seconds, pdfium's own CPU seconds for the same pages."""
    from services.extractor.reading import read  # noqa: PLC0415

    papers = []
    for path in sorted(samples_folder().glob("*.pdf")):
        data = path.read_bytes()
        info, transcript, _ = read(data, path.name)
        tables = any(page.cells for page in transcript.pages)
        if set(info.page_sources) == {"pdf"} and not tables and not transcript.notes:
            papers.append((data, info.pages))
    start = time.process_time()
    for _ in range(repeat):
        for data, _ in papers:
            read(data, "paper.pdf")
    ours = time.process_time() - start
    start = time.process_time()
    for _ in range(repeat):
        for data, _ in papers:
            _pdfium_alone(data)
    return repeat * sum(pages for _, pages in papers), ours, time.process_time() - start


def _pdfium_alone(data: bytes) -> None:
    import pypdfium2  # noqa: PLC0415

    document = pypdfium2.PdfDocument(data)
    for page in document:
        page.get_textpage().get_text_range()
    document.close()


# One-page notices and summonses beside judgments of four and five pages.
_MIX = (
    "beibei-summons-seal.pdf",
    "chongyi-response-notice-skew.pdf",
    "tengzhou-summons-150dpi.pdf",
    "chongyi-judgment-tiff.tif",
    "chongqing-second-judgment-skew.pdf",
)


def _second_reading() -> tuple[int, float, float]:
    """Pages, CPU seconds of reading them once, and of the whole extraction, all warm."""
    from services.extractor import extract  # noqa: PLC0415
    from services.extractor.reading import read  # noqa: PLC0415

    files = [(samples_folder() / name).read_bytes() for name in _MIX]
    for data in files:
        extract(data, "scan")
    pages, alone, whole = 0, 0.0, 0.0
    for data in files:
        start = time.process_time()
        pages += read(data, "scan")[0].pages
        middle = time.process_time()
        extract(data, "scan")
        alone, whole = alone + middle - start, whole + time.process_time() - middle
    return pages, alone, whole


def _spread(values: list[float]) -> str:
    return f"{statistics.median(values):.2f} ({min(values):.2f}-{max(values):.2f})"


if __name__ == "__main__":
    sys.exit(main())
