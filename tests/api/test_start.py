"""Starting the service loads nothing that only its readers need."""

from __future__ import annotations

import subprocess
import sys


def test_the_service_starts_without_the_arrays_and_engines_of_the_readers() -> None:
    heavy = "{'numpy', 'cv2', 'openvino', 'onnxruntime', 'spacy', 'jieba', 'pypdfium2'}"
    code = f"import sys, services.api.app; print(sorted({heavy} & set(sys.modules)))"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
