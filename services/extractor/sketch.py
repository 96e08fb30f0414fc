"""Do two pages say the same, though one was scanned again, copied or faxed?

Each page's text is reduced to a sketch: the least ``SIZE`` hashes of its overlapping pairs of
characters (bottom-k sketch; Broder, On the resemblance and containment of documents, 1997). From two
sketches follows the resemblance of the two sets of pairs, their Jaccard index, without the texts.
"""

from __future__ import annotations

import base64
import hashlib
import struct
import unicodedata

SIZE = 64  # hashes kept: the standard error of a resemblance is below 0.07
_SHINGLE = 2  # characters: every one misread changes only two
_LEAST = 20  # characters: a page that says less resembles nothing


def sketch(text: str) -> str | None:
    """The sketch of a page's text, base64 of at most 64 big-endian 32-bit hashes, ascending. Spaces,
    punctuation and the widths of characters do not matter. None for a page that says too little."""
    letters = "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())
    if len(letters) < _LEAST:
        return None
    shingles = {letters[i : i + _SHINGLE] for i in range(len(letters) - _SHINGLE + 1)}
    hashes = sorted({_hash(each) for each in shingles})[:SIZE]
    return base64.b64encode(struct.pack(f">{len(hashes)}I", *hashes)).decode("ascii")


def _hash(shingle: str) -> int:
    return int.from_bytes(hashlib.blake2b(shingle.encode(), digest_size=4).digest(), "big")


def resemblance(one: str, other: str) -> float:
    """Estimated share of the pairs of both pages that they have in common, 0..1."""
    first, second = _hashes(one), _hashes(other)
    union = sorted(first | second)[:SIZE]
    return len(first & second & set(union)) / len(union)


def _hashes(encoded: str) -> set[int]:
    data = base64.b64decode(encoded)
    return set(struct.unpack(f">{len(data) // 4}I", data))
