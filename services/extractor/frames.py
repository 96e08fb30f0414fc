"""The wire between a reader process and whoever asks it: frames on a pair of byte streams.

A frame is a header and, when the header says so, a body:

    4 bytes   length of the header, big-endian
    header    UTF-8 JSON object; ``"body": n`` announces n bytes more
    body      n raw bytes, only when announced

Both sides use ``write_frame`` and ``read_frame``; what the headers mean is told in ``worker``.
"""

from __future__ import annotations

import json
import struct
from typing import IO, Any

MAX_HEADER = 256 * 1024 * 1024
MAX_BODY = 1024 * 1024 * 1024

_LENGTH = struct.Struct(">I")


class BrokenFrame(Exception):
    """The stream ended within a frame, or does not hold frames."""


def write_frame(stream: IO[bytes], header: dict[str, Any], body: bytes = b"") -> None:
    """Send one frame and flush. Raises OSError when the other side is gone."""
    if body:
        header = {**header, "body": len(body)}
    encoded = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    stream.write(_LENGTH.pack(len(encoded)) + encoded)
    if body:
        stream.write(body)
    stream.flush()


def read_frame(stream: IO[bytes]) -> tuple[dict[str, Any], bytes] | None:
    """The next header and its body (b"" without one); None at the end of the stream.

    Raises BrokenFrame.
    """
    start = stream.read(_LENGTH.size)
    if not start:
        return None
    start += _exactly(stream, _LENGTH.size - len(start))
    (length,) = _LENGTH.unpack(start)
    if length > MAX_HEADER:
        raise BrokenFrame(f"header of {length} bytes")
    try:
        header = json.loads(_exactly(stream, length))
    except ValueError as error:
        raise BrokenFrame("header is not JSON") from error
    if not isinstance(header, dict):
        raise BrokenFrame("header is not an object")
    size = header.pop("body", 0)
    if not isinstance(size, int) or not 0 <= size <= MAX_BODY:
        raise BrokenFrame(f"body of {size!r} bytes")
    return header, _exactly(stream, size)


def _exactly(stream: IO[bytes], size: int) -> bytes:
    parts = []
    while size:
        part = stream.read(size)
        if not part:
            raise BrokenFrame("the stream ended within a frame")
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
