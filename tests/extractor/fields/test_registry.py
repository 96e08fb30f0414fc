"""The fields of a paper do not depend on the order in which their modules were imported."""

from __future__ import annotations

import subprocess
import sys

from services.extractor.fields.registry import FAMILIES, READERS

PROGRAM = """
import services.extractor.fields.cause_code
from services.extractor.fields.registry import _readers_by_field
print([str(name) for name in _readers_by_field()])
"""


def test_every_reader_stands_in_a_family() -> None:
    assert {reader.read.__module__ for reader in READERS.values()} == {f.__name__ for f in FAMILIES}


def test_a_cause_is_decided_before_its_code_whichever_module_came_first() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    ).stdout
    assert ran.index("'cause'") < ran.index("'cause_code'")
