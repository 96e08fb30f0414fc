"""Damage as transfers, disks and strangers do it, by chance that can be made again."""

from __future__ import annotations

import random


def damaged_by(data: bytes, chance: random.Random) -> bytes:
    """One of: cut short, the beginning lost, bytes flipped, a stretch of zeros, noise inserted."""
    at = chance.randrange(len(data))
    how = chance.randrange(5)
    if how == 0:
        return data[:at]
    if how == 1:
        return data[at:]
    changed = bytearray(data)
    if how == 2:
        for _ in range(chance.randrange(1, 200)):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    elif how == 3:
        changed[at : at + 500] = bytes(len(changed[at : at + 500]))
    else:
        changed[at:at] = chance.randbytes(300)
    return bytes(changed)
