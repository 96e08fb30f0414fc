"""What this machine can do, one line each: ✓ works, △ works with less, × does not work."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqlalchemy import make_url, text

from services.api.db import Database
from services.api.parts import reading_parts
from services.api.readers import Readers
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
    for part in reading_parts(settings):
        yield part.mark, f"{part.name}：{part.finding}"
    for folder in ("rules", "models", "samples"):
        try:
            yield "✓", f"{folder}：{data_folder(folder)}"
        except FileNotFoundError:
            yield "×", f"{folder}：找不到这个文件夹，请重新安装"
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    yield _database(settings)
    yield _storage(settings)
    yield _reader(settings)


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
