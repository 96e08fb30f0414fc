"""Which parts a reader needs are on this machine, and what is not read or made without each.

For ``yingsu doctor`` and the settings page: looked up without loading any of them.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from services.api.sandbox import sandbox_works
from services.api.settings import Settings
from services.resources import models_folder

Mark = Literal["✓", "△", "×"]
_PROGRAMS = "/usr/local/bin:/usr/bin:/bin"  # where readers look for programs


@dataclass(frozen=True, slots=True)
class Part:
    """``mark``: ✓ there, △ absent and something less is possible, × absent and scans are not read.
    ``finding`` says what it is for; of an absent part what is missing without it and how to get it."""

    mark: Mark
    name: str
    finding: str


def reading_parts(settings: Settings) -> Iterator[Part]:
    """Every part, the sandbox first."""
    yield _sandbox(settings)
    yield _engine()
    yield _second_engine()
    yield _tesseract()
    yield _trained()
    yield _program(
        "soffice",
        "LibreOffice",
        "读旧版Word（.doc），报表转PDF",
        "旧版Word（.doc）读不了，报表只能下载DOCX和XLSX。"
        "请运行 apt-get install libreoffice-writer-nogui，或把.doc另存为DOCX、PDF",
    )
    yield _program(
        "unar",
        "unar",
        "打开RAR压缩包",
        "RAR压缩包打不开，里面的文书读不到。请运行 apt-get install unar，或解压后上传",
    )


def _sandbox(settings: Settings) -> Part:
    name = "读取沙箱"
    if not settings.sandbox:
        return Part("△", name, "已在设置中关闭（YINGSU_SANDBOX），请确认容器本身是隔离的")
    if sandbox_works():
        return Part("✓", name, "无网络、只读、看不到数据文件夹")
    if shutil.which("bwrap") is None:
        return Part(
            "△",
            name,
            "没有安装沙箱程序，读取程序以普通进程运行；文件照读，隔离较弱。"
            "请安装 apt/run.txt 所列的软件包",
        )
    return Part("△", name, "本机不允许用户命名空间，读取程序以普通进程运行，由容器隔离")


def _engine() -> Part:
    name = "识别引擎"
    if not _files("rapidocr", "*.onnx"):
        return Part("×", name, "没有识别模型（rapidocr），扫描件和照片读不准或读不了。请重新安装本程序")
    if importlib.util.find_spec("openvino"):
        return Part("✓", name, "OpenVINO，读扫描件和照片")
    if importlib.util.find_spec("onnxruntime"):
        return Part("△", name, "onnxruntime（没有OpenVINO，较慢）")
    return Part(
        "×",
        name,
        "没有OpenVINO也没有onnxruntime，扫描件和照片只能靠Tesseract。请重新安装本程序",
    )


def _second_engine() -> Part:
    name = "第二次识别"
    if _files("rapidocr_onnxruntime", "*.onnx"):
        return Part("✓", name, "关键字段用另一套模型再读一遍")
    return Part(
        "△",
        name,
        "没有第二套识别模型（rapidocr-onnxruntime），扫描件的关键字段只读一遍，存疑会多。请重新安装本程序",
    )


def _tesseract() -> Part:
    name, remedy = "备用识别", "请运行 apt-get install tesseract-ocr tesseract-ocr-chi-sim"
    program = shutil.which("tesseract")
    if program is None:
        return Part("△", name, f"没有安装Tesseract，主引擎读不了的扫描页没有替补。{remedy}")
    if "chi_sim" not in _languages(program):
        return Part("△", name, f"Tesseract没有中文数据，不能替补。{remedy}")
    return Part("✓", name, "Tesseract，中文")


def _languages(program: str) -> list[str]:
    try:
        answer = subprocess.run(
            [program, "--list-langs"], capture_output=True, text=True, timeout=10, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return []
    return answer.stdout.split()


def _trained() -> Part:
    name = "文书第二意见"
    if not (models_folder() / "court_zh" / "meta.json").is_file():
        return Part(
            "△", name, "没有训练好的文书模型，种类、判项只按版式读一遍，存疑会多。请运行 make train"
        )
    if importlib.util.find_spec("spacy") is None:
        return Part("△", name, "没有安装spaCy，文书模型用不上。请重新安装本程序")
    return Part("✓", name, "训练好的文书模型，种类、判项、案由各读两遍")


def _program(command: str, name: str, purpose: str, without: str) -> Part:
    if shutil.which(command, path=_PROGRAMS):
        return Part("✓", name, purpose)
    return Part("△", name, f"没有安装，{without}")


def _files(package: str, pattern: str) -> bool:
    """Whether an installed package carries such files; the package is not imported."""
    spec = importlib.util.find_spec(package)
    folders = (spec.submodule_search_locations or []) if spec else []
    return any(next(Path(folder).rglob(pattern), None) for folder in folders)
