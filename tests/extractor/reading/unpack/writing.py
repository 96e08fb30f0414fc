"""Containers written byte by byte, where no library writes what people send."""

from __future__ import annotations

import base64
import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence

import py7zr


def zip_of(members: Mapping[str, bytes], level: int = 6) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def zip_with_raw_names(members: Sequence[tuple[bytes, bytes]], flags: int = 0) -> bytes:
    """A stored ZIP whose names are the bytes given, not said to be UTF-8."""
    out, directory = b"", b""
    for name, content in members:
        sizes = struct.pack("<III", zlib.crc32(content), len(content), len(content))
        shared = struct.pack("<HHHHH", 20, flags, 0, 0, 0) + sizes + struct.pack("<HH", len(name), 0)
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + shared
        directory += struct.pack("<HHHII", 0, 0, 0, 0, len(out)) + name
        out += b"PK\x03\x04" + shared + name + content
    end = struct.pack("<HHHHIIH", 0, 0, len(members), len(members), len(directory), len(out), 0)
    return out + directory + b"PK\x05\x06" + end


def seven_zip_of(members: Mapping[str, bytes], password: str | None = None, **more: bool) -> bytes:
    buffer = io.BytesIO()
    with py7zr.SevenZipFile(buffer, "w", password=password, **more) as archive:  # type: ignore[arg-type]
        for name, content in members.items():
            archive.writestr(content, name)
    return buffer.getvalue()


def seven_zip_renamed(members: Mapping[str, bytes], old: str, new: str) -> bytes:
    """A 7z archive with ``old`` changed to ``new`` (as long) in its names and its checksums put right:
    no library writes such names."""
    buffer = io.BytesIO()
    with py7zr.SevenZipFile(buffer, "w") as archive:
        archive.set_encoded_header_mode(False)
        for name, content in members.items():
            archive.writestr(content, name)
    data = buffer.getvalue()
    at, size = struct.unpack("<QQ", data[12:28])
    header = data[32 + at : 32 + at + size].replace(old.encode("utf-16-le"), new.encode("utf-16-le"))
    start = struct.pack("<QQI", at, len(header), zlib.crc32(header))
    return data[:8] + struct.pack("<I", zlib.crc32(start)) + start + data[32 : 32 + at] + header


def rar_of(members: Mapping[str, bytes]) -> bytes:
    """A RAR 5 archive of stored files (the format note of RARLAB, "RAR 5.0 archive format")."""
    out = b"Rar!\x1a\x07\x01\x00" + _block(_vint(1) + _vint(0) + _vint(0))
    for name, content in members.items():
        encoded = name.encode()
        size = _vint(len(content))
        head = _vint(2) + _vint(2) + size + _vint(4) + size + _vint(0x20)
        head += struct.pack("<I", zlib.crc32(content)) + _vint(0) + _vint(0)
        out += _block(head + _vint(len(encoded)) + encoded) + content
    return out + _block(_vint(5) + _vint(0) + _vint(0))


def rar_with_locked_names() -> bytes:
    """A RAR 5 archive that begins with an encryption header."""
    locked = _vint(4) + _vint(0) + _vint(0) + _vint(0) + b"\x0f" + bytes(16)
    return b"Rar!\x1a\x07\x01\x00" + _block(locked) + bytes(64)


def rar_volume() -> bytes:
    """The first volume of several."""
    return b"Rar!\x1a\x07\x01\x00" + _block(_vint(1) + _vint(0) + _vint(1)) + bytes(64)


def mail_of(*parts: bytes, headers: bytes = b"") -> bytes:
    """A mail of these MIME parts (header fields, empty line, content)."""
    head = b"From: clerk@court.example\r\nTo: office@county.example\r\nMIME-Version: 1.0\r\n" + headers
    mark = b"=%08x" % zlib.crc32(b"".join(parts))  # its own for a mail in a mail
    head += b'Content-Type: multipart/mixed; boundary="' + mark + b'"\r\n\r\n'
    body = b"".join(b"--" + mark + b"\r\n" + part + b"\r\n" for part in parts)
    return head + body + b"--" + mark + b"--\r\n"


def attachment(parameters: bytes, content: bytes, kind: bytes = b"application/octet-stream") -> bytes:
    """A part in Base64 whose Content-Disposition has these parameters."""
    head = b"Content-Type: " + kind + b"\r\nContent-Transfer-Encoding: base64\r\n"
    head += b"Content-Disposition: attachment; " + parameters + b"\r\n\r\n"
    return head + base64.encodebytes(content)


def _vint(number: int) -> bytes:
    out = b""
    while True:
        number, low = number >> 7, number & 0x7F
        out += bytes([low | (0x80 if number else 0)])
        if not number:
            return out


def _block(content: bytes) -> bytes:
    content = _vint(len(content)) + content
    return struct.pack("<I", zlib.crc32(content)) + content
