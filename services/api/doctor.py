"""What this machine can do, one line each: ✓ works, △ works with less, × does not work."""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Callable, Iterator

from sqlalchemy import make_url, text

from services.api.db import Database
from services.api.readers import Readers
from services.api.sandbox import sandbox_works
from services.api.settings import Settings
from services.api.storage import open_storage
from services.resources import data_folder

Line = tuple[str, str]


def report(settings: Settings, say: Callable[[str], None]) -> bool:
    """Print every finding; False when something does not work."""
    sound = True
    for mark, finding in findings(settings):
        sound = sound and mark != "×"
        say(f"{mark} {finding}")
    return sound


def findings(settings: Settings) -> Iterator[Line]:
    """(mark, finding) of every part."""
    yield _sandbox(settings)
    yield from _engines()
    yield from _programs()
    for folder in ("rules", "models", "samples"):
        try:
            yield "✓", f"{folder}：{data_folder(folder)}"
        except FileNotFoundError:
            yield "×", f"{folder}：找不到这个文件夹，请重新安装"
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    yield _database(settings)
    yield _storage(settings)
    yield _reader(settings)


def _sandbox(settings: Settings) -> Line:
    if not settings.sandbox:
        return "△", "读取沙箱：已在设置中关闭（YINGSU_SANDBOX），请确认容器本身是隔离的"
    if sandbox_works():
        return "✓", "读取沙箱：bubblewrap，无网络、只读、看不到数据文件夹"
    if shutil.which("bwrap") is None:
        return (
            "△",
            "读取沙箱：没有安装bubblewrap，读取程序以普通进程运行。请运行 apt-get install bubblewrap",
        )
    return "△", "读取沙箱：本机不允许用户命名空间，读取程序以普通进程运行，由容器隔离"


def _engines() -> Iterator[Line]:
    if importlib.util.find_spec("openvino"):
        yield "✓", "识别引擎：OpenVINO"
    elif importlib.util.find_spec("onnxruntime"):
        yield "△", "识别引擎：onnxruntime（没有OpenVINO，较慢）"
    else:
        yield "×", "识别引擎：没有OpenVINO也没有onnxruntime，请重新安装"


def _programs() -> Iterator[Line]:
    if shutil.which("tesseract"):
        yield "✓", "备用识别：Tesseract"
    else:
        yield (
            "△",
            "备用识别：没有安装Tesseract。请运行 apt-get install tesseract-ocr tesseract-ocr-chi-sim",
        )
    if shutil.which("soffice"):
        yield "✓", "报表转PDF：LibreOffice"
    else:
        yield "△", "报表转PDF：没有安装LibreOffice，仍可下载DOCX和XLSX"


def _database(settings: Settings) -> Line:
    name = make_url(settings.database).get_backend_name()
    database = Database(settings.database)
    try:
        with database.transaction() as session:
            session.execute(text("SELECT 1"))
    except Exception as error:
        return "×", f"数据库（{name}）连不上：{type(error).__name__}。请检查YINGSU_DATABASE_URL"
    finally:
        database.dispose()
    return "✓", f"数据库：{name}"


def _storage(settings: Settings) -> Line:
    place = settings.s3_endpoint or str(settings.data_dir / "objects")
    try:
        ready = open_storage(settings).ready()
    except Exception as error:
        return "×", f"存储（{place}）连不上：{type(error).__name__}。请检查YINGSU_S3_*"
    return ("✓", f"存储：{place}") if ready else ("×", f"存储：{place}不能写入，请检查权限")


def _reader(settings: Settings) -> Line:
    readers = Readers(settings)
    try:
        readers.ping()
    except Exception as error:
        return "×", f"读取程序起不来：{type(error).__name__}"
    finally:
        readers.close()
    return "✓", f"读取程序：可用，{settings.readers}个"
