"""Write docs/licences.md: what Yingsu ships with or installs, and under which licence.

Three lists: Python packages that running needs (the closure of ``yingsu``'s dependencies in this
environment, at the versions of uv.lock), language resources and web files, the latter two from the
SOURCES.md or VENDORED.md that lies beside them.
"""

from __future__ import annotations

import re
import sys
import tomllib
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "licences.md"

SHORT = {
    "MIT License": "MIT",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "Python Software Foundation License": "PSF-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "GNU Library or Lesser General Public License (LGPL)": "LGPL",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0",
    "GNU Lesser General Public License v3 or later (LGPLv3+)": "LGPL-3.0-or-later",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.0-or-later",
    "ISC License (ISCL)": "ISC",
}


def runtime_closure() -> dict[str, Distribution]:
    """Installed distributions that running needs, by canonical name, without Yingsu itself."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found: dict[str, Distribution] = {}
    waiting = [Requirement(text) for text in project["dependencies"]]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        if (name, frozenset(wanted.extras)) in seen:
            continue
        seen.add((name, frozenset(wanted.extras)))
        try:
            found[name] = distribution(name)
        except ModuleNotFoundError:
            continue  # overridden away in pyproject.toml (opencv-python beside its headless build)
        for text in found[name].requires or ():
            requirement = Requirement(text)
            extras = {"", *wanted.extras}
            marker = requirement.marker
            if marker is None or any(marker.evaluate({"extra": extra}) for extra in extras):
                waiting.append(requirement)
    return found


def licence_of(package: Distribution) -> str:
    """The licence a package states: its SPDX expression, else its classifiers, else its first words."""
    metadata = package.metadata
    if expression := metadata.get("License-Expression"):
        return str(expression)
    classifiers = [line.split(" :: ") for line in metadata.get_all("Classifier", [])]
    names = [parts[-1] for parts in classifiers if parts[0] == "License"]
    classified = [SHORT.get(name, name) for name in names if name != "OSI Approved"]
    if classified:
        return ", ".join(classified)
    stated = str(metadata.get("License") or "").strip().splitlines()
    return SHORT.get(stated[0], stated[0])[:60] if stated else ""


def locked_versions() -> dict[str, str]:
    """Version of every package in uv.lock."""
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    return {canonicalize_name(p["name"]): p.get("version", "") for p in lock["package"]}


def render() -> str:
    """The whole page."""
    versions = locked_versions()
    lines = [
        "# Licences",
        "",
        "Written by `make licences`; do not edit. Yingsu itself: Apache-2.0 (LICENSE).",
        "System packages (apt/*.txt) come from the distribution on its own terms; none is shipped.",
        "",
        "## Python packages needed to run",
        "",
        "| package | version | licence |",
        "|---|---|---|",
    ]
    for name, package in sorted(runtime_closure().items()):
        lines.append(f"| {name} | {versions.get(name, package.version)} | {licence_of(package)} |")
    for source in sorted(ROOT.rglob("SOURCES.md")) + sorted(ROOT.rglob("VENDORED.md")):
        folder = source.parent.relative_to(ROOT)
        if folder.parts[0] not in {".venv", "data", "data-demo"}:
            body = re.sub(r"^# .*\n+", "", source.read_text(encoding="utf-8")).strip()
            lines += ["", f"## {folder.as_posix()}", "", body]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(render(), encoding="utf-8")
    sys.stdout.write(f"{PAGE.relative_to(ROOT)} written\n")
