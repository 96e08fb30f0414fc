"""Networks from installed wheels, loaded on OpenVINO or onnxruntime."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import numpy.typing as npt

from services.extractor.reading.engines import EngineAbsent, Image

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


def normalised(image: Image) -> Tensor:
    """(h, w, 3) 0..255 to (1, 3, h, w) -1..1, as PaddleOCR's networks take it."""
    planes = image.transpose(2, 0, 1)[None].astype(np.float32)
    planes *= 2 / 255
    planes -= 1
    return planes
