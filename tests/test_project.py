"""What the project says of itself is true: documents, lock file, containers, licences."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import tomllib
from pathlib import Path

import jsonschema
import pikepdf
import pytest
import typer
import yaml

from services.api.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def tracked(*patterns: str) -> list[Path]:
    """Files git knows or would add, so that a file is seen before its commit."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", *patterns],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split("\0")
    return [ROOT / name for name in listed if name and (ROOT / name).is_file()]


def settings_read_by_code() -> set[str]:
    """Fields of Settings, and every YINGSU_ variable that code names by itself."""
    named: set[str] = set()
    for module in tracked("services/**/*.py"):
        text = module.read_text(encoding="utf-8")
        named |= set(re.findall(r"[\"'](YINGSU_[A-Z][A-Z0-9_]*)[\"']", text))
    # A string like "YINGSU_OCR" that others continue is a prefix, not a setting.
    named = {name for name in named if not any(other.startswith(name + "_") for other in named)}
    return named | {f"YINGSU_{field.upper()}" for field in Settings.model_fields}


def test_every_setting_is_documented_and_every_documented_setting_exists() -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `(YINGSU_[A-Z0-9_]+)` \|", page, flags=re.MULTILINE))
    assert documented == settings_read_by_code()


def test_documented_defaults_of_plain_settings_are_the_real_ones() -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    for name, field in Settings.model_fields.items():
        if isinstance(field.default, bool | int | float) and field.default_factory is None:
            row = re.search(rf"^\| `YINGSU_{name.upper()}` \| `([^`]+)`", page, flags=re.MULTILINE)
            assert row, f"{name} has a default that docs/settings.md does not show"
            shown = row[1]
            assert shown == (
                str(field.default).lower() if isinstance(field.default, bool) else f"{field.default:g}"
            )


def test_make_help_lists_every_target_with_its_purpose() -> None:
    declared = set(re.search(r"^\.PHONY: (.+)$", MAKEFILE, flags=re.MULTILINE)[1].split())  # type: ignore[index]
    assert declared >= {
        "help",
        "setup",
        "run",
        "serve",
        "demo",
        "test",
        "check",
        "bench",
        "stress",
        "samples",
    }
    answer = subprocess.run(
        ["make", "help"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    lines = dict(re.findall(r"^  (\w+) +(\S.*)$", answer, flags=re.MULTILINE))
    assert set(lines) == declared


def test_commands_named_in_the_readme_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, flags=re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z]+)\b", readme)) <= targets


def command_names(app: typer.Typer, prefix: str = "") -> set[str]:
    """Full names of the leaf commands of ``yingsu``."""
    names = {
        prefix + str(command.name or getattr(command.callback, "__name__", ""))
        for command in app.registered_commands
    }
    for group in app.registered_groups:
        assert group.typer_instance
        names |= command_names(group.typer_instance, f"{prefix}{group.name} ")
    return names


def test_every_command_is_documented_and_every_documented_command_exists() -> None:
    from services.cli import app

    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `yingsu ([a-z]+(?: [a-z]+)*)", page, flags=re.MULTILINE))
    assert documented == command_names(app)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for named in re.findall(r"yingsu ([a-z]+(?: (?:count|classify|check))?)", readme):
        assert named in documented


def test_links_between_documents_lead_somewhere() -> None:
    broken = []
    for page in tracked("*.md"):
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if not re.match(r"[a-z]+:", target) and not (page.parent / target).exists():
                broken.append(f"{page.relative_to(ROOT)}: {target}")
    assert not broken


def test_every_enumerated_word_of_the_contract_page_is_in_the_vocabulary() -> None:
    from services.vocabulary import EventKind, PaperKind, Role, Stage

    page = (ROOT / "docs" / "contract.md").read_text(encoding="utf-8")
    for label, enumeration in (
        ("kind", PaperKind),
        ("stage", Stage),
        ("role", Role),
        ("events", EventKind),
    ):
        line = re.search(rf"^{label}: (.+)$", page, flags=re.MULTILINE)
        assert line, f"no line for {label}"
        named = set(re.findall(r"[a-z]+(?:_[a-z]+)*", line[1].split(". New kinds")[0].split("; `")[0]))
        missing = {member.value for member in enumeration} - named
        assert not missing, f"{label}: {missing} not on the contract page"


def test_compose_file_follows_the_compose_specification() -> None:
    schema = json.loads((ROOT / "tests" / "data" / "compose.schema.json").read_text(encoding="utf-8"))
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator(schema).validate(compose)
    with pytest.raises(jsonschema.ValidationError):  # the schema does object
        jsonschema.Draft7Validator(schema).validate(compose | {"services": {"api": {"imagee": "x"}}})


def test_compose_file_sets_only_settings_that_exist_and_secrets_come_from_outside() -> None:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    for service in compose["services"].values():
        for name, value in service.get("environment", {}).items():
            if name.startswith("YINGSU_"):
                assert name in settings_read_by_code()
            if re.search("PASSWORD|SECRET", name):
                wanted = re.match(r"\$\{(\w+)", value)
                assert wanted and f"{wanted[1]}=" in example


def test_lock_file_names_the_public_index_only() -> None:
    hosts = set(re.findall(r"https?://([^/\"]+)", (ROOT / "uv.lock").read_text(encoding="utf-8")))
    assert hosts <= {"pypi.org", "files.pythonhosted.org"}


def test_locked_dependencies_are_those_of_the_project() -> None:
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    ours = next(package for package in lock["package"] if package["name"] == "yingsu")
    declared = {re.match(r"[A-Za-z0-9_.-]+", text)[0].lower() for text in project["dependencies"]}  # type: ignore[index]
    assert {dependency["name"] for dependency in ours["dependencies"]} == declared


def test_no_file_names_a_path_of_one_machine_or_a_private_host() -> None:
    pattern = re.compile(r"/(?:work|home|root|farm|Users)/[a-z]|\b(?:10|192\.168)\.\d+\.\d+\.\d+\b")
    found = []
    for file in tracked():
        if file.suffix in {".pdf", ".png", ".jpg", ".tif", ".tiff", ".onnx", ".gz"} or file == Path(
            __file__
        ):
            continue
        try:
            text = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{file.relative_to(ROOT)}: {match[0]}" for match in pattern.finditer(text)]
    assert not found


def test_the_licence_is_the_whole_apache_licence() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License\n                           Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text


def load_licences():  # type: ignore[no-untyped-def]
    spec = importlib.util.spec_from_file_location("licences", ROOT / "tools" / "licences.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_licence_page_lists_every_package_and_source_at_its_locked_version() -> None:
    licences = load_licences()
    page = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    versions = licences.locked_versions()
    for name in licences.runtime_closure():
        assert re.search(
            rf"^\| {re.escape(name)} \| {re.escape(versions[name])} \| \S", page, flags=re.MULTILINE
        ), f"{name} is not on docs/licences.md at its locked version: run `make licences`"
    for source in tracked("models/**/SOURCES.md", "services/api/web/static/**/VENDORED.md"):
        assert f"## {source.parent.relative_to(ROOT).as_posix()}" in page


GPL = re.compile(r"^\|.*(?<![A-Z])A?GPL.*$|^\|.*(?<!Lesser )General Public.*$", flags=re.MULTILINE)


def test_nothing_we_ship_or_import_is_gpl_or_agpl() -> None:
    page = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    assert not GPL.findall(page)


@pytest.mark.parametrize(
    "named", ["GPLv3", "GPL-2.0-or-later", "AGPLv3+", "GNU General Public License"]
)
def test_a_gpl_licence_would_be_seen_however_it_is_named(named: str) -> None:
    assert GPL.search(f"| thing | 1.0 | {named} |")
    assert not GPL.search("| thing | 1.0 | LGPL-3.0-only, GNU Lesser General Public License |")


def test_the_fonts_within_the_samples_are_named_with_their_licences() -> None:
    named = (ROOT / "samples" / "README.md").read_text(encoding="utf-8").split("## Fonts")[1]
    for sample in (ROOT / "samples").glob("*.pdf"):
        with pikepdf.open(sample) as pdf:
            for each in pdf.objects:
                if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor":
                    font = str(each.FontName).split("+")[-1]
                    assert re.match(r"Fandol|UMing|NotoSerifCJK", font), f"{sample.name}: {font}"
    assert all(name in named for name in ("Fandol", "UMing", "Noto Serif CJK"))


@pytest.mark.parametrize("folder", ["rules", "models", "samples"])
def test_data_folders_are_found_from_the_code(folder: str) -> None:
    from services.resources import data_folder

    assert any(data_folder(folder).iterdir())


def test_system_package_lists_are_one_name_per_line() -> None:
    for name in ("run.txt", "test.txt"):
        for line in (ROOT / "apt" / name).read_text(encoding="utf-8").splitlines():
            assert re.fullmatch(r"#.*|[a-z0-9][a-z0-9.+-]+(?: +#.*)?", line), line


def test_the_change_log_keeps_its_form() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "## [Unreleased]" in text
    headings = set(re.findall(r"^### (\w+)", text, flags=re.MULTILINE))
    assert headings <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
