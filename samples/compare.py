"""Does a reading equal its gold in everything the gold names?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def differences(gold: Any, read: Any, where: str = "") -> list[str]:
    """One line per disagreement, each saying where, what was expected and what was read.

    ``read`` is the contract's JSON. Keys the gold leaves out are not looked at; lists must be of the
    same length; a field is compared by its ``value``; in a quoted ``text`` line breaks do not count.
    """
    if isinstance(gold, Mapping):
        if not isinstance(read, Mapping):
            return [f"{where}: expected {dict(gold)!r}, read {read!r}"]
        found = []
        for key, value in gold.items():
            place = f"{where}.{key}" if where else key
            if key not in read:
                found.append(f"{place}: expected {value!r}, not read")
            elif where.endswith(".fields"):
                found += differences(value, read[key]["value"], place)
            else:
                found += differences(value, read[key], place)
        return found
    if isinstance(gold, list):
        if not isinstance(read, list) or len(gold) != len(read):
            return [f"{where}: expected {gold!r}, read {read!r}"]
        pairs = enumerate(zip(gold, read, strict=True))
        return [line for i, (a, b) in pairs for line in differences(a, b, f"{where}[{i}]")]
    if where.endswith(".text") and isinstance(read, str):
        gold, read = ("".join(text.split()) for text in (gold, read))
    return [] if gold == read else [f"{where}: expected {gold!r}, read {read!r}"]
