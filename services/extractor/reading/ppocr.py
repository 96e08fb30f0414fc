"""PP-OCRv6 (the two ONNX models in the rapidocr wheel) driven directly.

The wrapper in rapidocr shrinks the page first and recognises in batches; measured on court pages,
batch 1 at the exact width costs 21 % less CPU and half the memory.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from services.extractor.reading.engines import EngineAbsent, Glyphs, Image, Quad, ReadLine

Tensor = npt.NDArray[np.float32]
Run = Callable[[Tensor], Tensor]


class Model:
    """A loaded network: call it with its one input; ``metadata`` as stored with the weights."""

    def __init__(self, run: Run, metadata: Callable[[str], str]) -> None:
        self.run = run
        self.metadata = metadata


def openvino_model(path: Path, precision: str = "auto", threads: int = 1) -> Model:
    """``path`` on OpenVINO. ``precision`` auto leaves bf16 to the processor."""
    import openvino  # noqa: PLC0415

    core = openvino.Core()
    settings: dict[str, str | int] = {"INFERENCE_NUM_THREADS": threads, "NUM_STREAMS": 1}
    if precision != "auto":
        settings["INFERENCE_PRECISION_HINT"] = precision
    model = core.read_model(path)
    request = core.compile_model(model, "CPU", settings).create_infer_request()

    def run(tensor: Tensor) -> Tensor:
        request.infer([tensor])
        return np.asarray(request.get_output_tensor().data)

    return Model(run, lambda key: str(model.get_rt_info()["framework"][key].value))


def onnxruntime_model(path: Path, threads: int = 1) -> Model:
    """``path`` on onnxruntime."""
    import onnxruntime  # noqa: PLC0415

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(path), options, ["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    metadata = session.get_modelmeta().custom_metadata_map
    return Model(
        lambda tensor: np.asarray(session.run(None, {name: tensor})[0]), lambda key: metadata[key]
    )


def wheel_file(package: str, *parts: str) -> Path:
    """A file inside an installed package, without importing the package. Raises EngineAbsent."""
    spec = find_spec(package)
    folders = (spec.submodule_search_locations or []) if spec else []
    for folder in folders:
        path = Path(folder, *parts)
        if path.is_file():
            return path
    raise EngineAbsent(f"{package}: {'/'.join(parts)} is not installed")


class PaddleOcr:
    """Detector and recogniser; ``load`` puts a model file on a runtime. ``width_step``: widths are
    rounded up to it (OpenVINO prepares each new shape once)."""

    def __init__(self, name: str, load: Callable[[Path], Model], width_step: int) -> None:
        cv2.setNumThreads(1)
        self.name = name
        self._detect = load(wheel_file("rapidocr", "models", "PP-OCRv6_det_small.onnx")).run
        recogniser = load(wheel_file("rapidocr", "models", "PP-OCRv6_rec_small.onnx"))
        self._recognise = recogniser.run
        # CTC: class 0 is "nothing here", the last one a space.
        self._alphabet = ["", *recogniser.metadata("character").splitlines(), " "]
        self._step = width_step

    def read(
        self, image: Image, *, detector_side: int = 960, longest: int | None = None
    ) -> list[ReadLine]:
        quads = self.detect(image, detector_side)
        if longest is not None:
            quads.sort(key=lambda quad: float(np.ptp(quad, axis=0).max()), reverse=True)
            quads = quads[:longest]
        return [
            ReadLine(quad, glyphs)
            for quad, glyphs in zip(quads, self.recognise(image, quads), strict=True)
            if glyphs.text.strip()
        ]

    def recognise(self, image: Image, quads: Sequence[Quad]) -> list[Glyphs]:
        return [self._read_quad(image, quad) for quad in quads]

    # --- where are lines? -----------------------------------------------------------------------

    def detect(self, image: Image, side: int = 960) -> list[Quad]:
        """Quadrilaterals around the lines of ``image``, its long side reduced to ``side``."""
        height, width = image.shape[:2]
        ratio = min(1.0, side / max(height, width))
        size = (_multiple(width * ratio, 32), _multiple(height * ratio, 32))
        small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
        heat = self._detect(_normalised(small))[0, 0]
        mask = cv2.dilate((heat > _HEAT).astype(np.uint8), np.ones((2, 2), np.uint8))
        contours, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
        scale = np.array([width / size[0], height / size[1]], np.float32)
        bounds = np.array([width - 1, height - 1], np.float32)
        quads = []
        for contour in contours[:_MAX_LINES]:
            centre, (long, short), angle = cv2.minAreaRect(contour)
            if min(long, short) < 3 or _mean_heat(heat, (centre, (long, short), angle)) < _LINE_HEAT:
                continue
            # The network marks the core of a line; the line itself is this much larger all round.
            grow = 2 * _UNCLIP * long * short / (2 * (long + short))
            if min(long, short) + grow < 5:
                continue
            corners = cv2.boxPoints((centre, (long + grow, short + grow), angle))
            quads.append(_ordered(np.clip(corners * scale, 0, bounds)))
        return quads

    # --- what do they say? ----------------------------------------------------------------------

    def _read_quad(self, image: Image, quad: Quad) -> Glyphs:
        crop = _cut(image, quad)
        height, width = crop.shape[:2]
        if height < 1.5 * width:
            return self._read_crop(crop)
        # A tall crop: a column of characters, a single narrow one, or a line lying on its side.
        readings = [_stacked(self._read_crop(image_), heights) for image_, heights in [_unstack(crop)]]
        readings.append(_stacked(self._read_crop(np.ascontiguousarray(np.rot90(crop))), None))
        if height < 3 * width:
            readings.append(self._read_crop(crop))
        return max(readings, key=lambda glyphs: glyphs.mean)

    def _read_crop(self, crop: Image) -> Glyphs:
        height, width = crop.shape[:2]
        used = max(1, math.ceil(_LINE_HEIGHT * width / height))
        padded = max(_MIN_WIDTH, used)
        padded += -padded % self._step
        tensor = np.zeros((1, 3, _LINE_HEIGHT, padded), np.float32)
        tensor[:, :, :, :used] = _normalised(cv2.resize(crop, (used, _LINE_HEIGHT)))
        chances = self._recognise(tensor)[0]
        best = chances.argmax(axis=1)
        first = np.ones(len(best), bool)
        first[1:] = best[1:] != best[:-1]
        columns = np.flatnonzero(first & (best != 0))
        text = "".join(self._alphabet[best[column]] for column in columns)
        step = padded / len(best)
        centres = (columns + 0.5) * step / used
        return Glyphs(
            text,
            chances[columns, best[columns]].astype(np.float32),
            _edges(text, np.minimum(centres, 1.0), _LINE_HEIGHT / used),
        )


_HEAT, _LINE_HEAT, _UNCLIP = 0.3, 0.5, 1.6
_MAX_LINES = 1000
_LINE_HEIGHT = 48  # px the recogniser was trained on
_MIN_WIDTH = 320


def _multiple(value: float, of: int) -> int:
    return max(of, round(value / of) * of)


def _normalised(image: Image) -> Tensor:
    """(h, w, 3) 0..255 to (1, 3, h, w) -1..1."""
    planes = image.transpose(2, 0, 1)[None].astype(np.float32)
    planes *= 2 / 255
    planes -= 1
    return planes


def _mean_heat(
    heat: Tensor, rectangle: tuple[tuple[float, float], tuple[float, float], float]
) -> float:
    corners = cv2.boxPoints(rectangle)
    low = np.clip(np.floor(corners.min(axis=0)), 0, None).astype(int)
    high = np.ceil(corners.max(axis=0)).astype(int)
    window = heat[low[1] : high[1] + 1, low[0] : high[0] + 1]
    mask = np.zeros(window.shape, np.uint8)
    cv2.fillPoly(mask, [(corners - low).astype(np.int32)], 1)
    return float(cv2.mean(np.ascontiguousarray(window), mask)[0])


def _ordered(corners: npt.NDArray[np.float32]) -> Quad:
    """The corners clockwise from the top left."""
    by_x = corners[np.argsort(corners[:, 0])]
    left = by_x[:2][np.argsort(by_x[:2, 1])]
    right = by_x[2:][np.argsort(by_x[2:, 1])]
    return np.array([left[0], right[0], right[1], left[1]], np.float32)


def _cut(image: Image, quad: Quad) -> Image:
    """The quadrilateral as an upright image of its own size."""
    sides = np.linalg.norm(quad - np.roll(quad, -1, axis=0), axis=1)  # top, right, bottom, left
    width = max(1, int(max(sides[0], sides[2])))
    height = max(1, int(max(sides[1], sides[3])))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(quad, target)
    crop: Image = cv2.warpPerspective(
        image, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE, flags=cv2.INTER_CUBIC
    )
    return crop


def _edges(text: str, centres: npt.NDArray[np.float64], em: float) -> npt.NDArray[np.float32]:
    """Where characters begin and end, from their centres: half way to the neighbour, at most half a
    character's own width (a full em for ideographs, half an em for ASCII; ``em`` as a fraction of
    the line, which the recogniser's crop shows with some margin)."""
    if not len(centres):
        return np.empty((0, 2), np.float32)
    half = np.array([0.25 if ord(c) < 0x80 else 0.45 for c in text]) * em
    gaps = np.diff(centres)
    share = half[:-1] / (half[:-1] + half[1:])
    before, after = np.full(len(centres), np.inf), np.full(len(centres), np.inf)
    after[:-1] = gaps * share
    before[1:] = gaps * (1 - share)
    begin = centres - np.minimum(before, half)
    end = centres + np.minimum(after, half)
    edges: npt.NDArray[np.float32] = np.clip(np.stack([begin, end], axis=1), 0, 1).astype(np.float32)
    return edges


def _unstack(crop: Image) -> tuple[Image, npt.NDArray[np.float32]]:
    """A column of characters as a row, and each one's extent (n, 2) along the column, 0..1."""
    height, width = crop.shape[:2]
    grey = cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY)
    _, ink = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    filled = np.concatenate([[0], (ink.any(axis=1)).astype(np.int8), [0]])
    change = np.diff(filled)
    parts: list[list[int]] = []
    starts, ends = np.flatnonzero(change == 1).tolist(), np.flatnonzero(change == -1).tolist()
    for begin, end in zip(starts, ends, strict=True):
        # 二 and 亘 have gaps inside: together they still are no taller than the column is wide.
        if parts and end - parts[-1][0] <= 0.95 * width:
            parts[-1][1] = end
        else:
            parts.append([begin, end])
    if not parts:
        parts = [[0, height]]
    tiles = []
    for begin, end in parts:
        tile = np.full((width, width, 3), int(np.median(crop)), np.uint8)
        middle, half = (begin + end) // 2, width // 2
        source = crop[max(0, middle - half) : middle + half][:width]
        source = source.copy()
        top = max(0, half - middle)
        tile[top : top + len(source)] = source
        tiles.append(tile)
    return np.concatenate(tiles, axis=1), np.array(parts, np.float32) / height


def _stacked(glyphs: Glyphs, extents: npt.NDArray[np.float32] | None) -> Glyphs:
    """A reading of a turned or unstacked crop, with edges along the column."""
    if extents is None:
        # Turned counter-clockwise: the line's start was at the top of the right-hand side.
        return Glyphs(glyphs.text, glyphs.confidence, glyphs.edges, stacked=True)
    if not glyphs.text:
        return glyphs
    middles = glyphs.edges.mean(axis=1) * len(extents)
    index = np.clip(middles.astype(int), 0, len(extents) - 1)
    return Glyphs(glyphs.text, glyphs.confidence, extents[index], stacked=True)
