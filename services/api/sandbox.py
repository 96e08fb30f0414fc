"""How a reader process is started here: kept away from network, secrets and data.

``python -m services.extractor.worker`` under bubblewrap, or a plain process with an empty environment
where user namespaces do not work: then the container is the sandbox, and ``yingsu doctor`` says so.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from services import resources
from services.api.settings import Settings


def reader_command(settings: Settings) -> list[str]:
    """How a reader is started here: under bubblewrap, or plainly."""
    worker = [sys.executable, "-m", "services.extractor.worker"]
    if not (settings.sandbox and sandbox_works()):
        return worker
    bound = [argument for path in _readable_paths() for argument in ("--ro-bind", path, path)]
    return [
        *("bwrap", "--unshare-all", "--die-with-parent", "--clearenv"),
        *[
            argument
            for name, value in reader_environment(settings).items()
            for argument in ("--setenv", name, value)
        ],
        *("--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"),
        *bound,
        *[argument for link in _root_links() for argument in ("--symlink", *link)],
        *("--chdir", "/tmp"),
        *worker,
    ]


@cache
def sandbox_works() -> bool:
    """Whether bubblewrap is installed and this machine lets it make namespaces."""
    bwrap = shutil.which("bwrap")
    if bwrap is None:
        return False
    trial = subprocess.run(
        [bwrap, "--unshare-all", "--ro-bind", "/", "/", "--proc", "/proc", "--dev", "/dev", "true"],
        capture_output=True,
        check=False,
    )
    return trial.returncode == 0


def _readable_paths() -> list[str]:
    """Programs, libraries, fonts, and our own code, models and rules: no data folder, no home."""
    system = ["/usr", "/etc/ld.so.cache", "/etc/fonts", "/etc/alternatives", "/etc/magic"]
    system += ["/etc/libreoffice", "/etc/localtime", "/sys/devices/system/cpu", "/var/cache/fontconfig"]
    system += [f"/{name}" for name in ("bin", "lib", "lib64") if not Path("/", name).is_symlink()]
    services = Path(__file__).resolve().parents[1]
    own = [sys.prefix, sys.base_prefix, os.fspath(Path(sys.executable).resolve().parents[1])]
    own += [
        os.fspath(services),
        os.fspath(resources.models_folder()),
        os.fspath(resources.rules_folder()),
    ]
    paths = dict.fromkeys(path for path in (*system, *own) if Path(path).exists())
    return [path for path in paths if not any(_inside(path, other) for other in paths)]


def _root_links() -> list[tuple[str, str]]:
    links = [Path("/", name) for name in ("bin", "lib", "lib64", "sbin")]
    return [(os.fspath(link.readlink()), os.fspath(link)) for link in links if link.is_symlink()]


def _inside(path: str, folder: str) -> bool:
    return path != folder and Path(path).is_relative_to(folder)


def reader_environment(settings: Settings) -> dict[str, str]:
    """Nothing of ours but how to find the code and how many cores one reader may use."""
    threads = max(1, (os.cpu_count() or 1) // max(1, settings.readers))
    kept = {
        name: value
        for name, value in os.environ.items()
        if name.startswith(("YINGSU_OCR", "YINGSU_MAX")) or name in {"TESSDATA_PREFIX", "TZ"}
    }
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "HOME": "/tmp",
        "LANG": "C.UTF-8",
        "PYTHONPATH": os.fspath(Path(__file__).resolve().parents[2]),
        "PYTHONDONTWRITEBYTECODE": "1",
        "OMP_NUM_THREADS": str(threads),
        "YINGSU_THREADS": str(threads),
        **kept,
    }
