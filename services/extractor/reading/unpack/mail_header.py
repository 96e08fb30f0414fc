"""Header text of Chinese mail, as it is really sent.

Clients label GBK as GB2312, split one character between two encoded words, write raw 8-bit bytes, or
use RFC 2231; Python's own decoding gives up on each of these somewhere.
"""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from email.message import Message
from urllib.parse import unquote_to_bytes

from services.extractor.reading.unpack.names import decoded

_WORD = re.compile(rb"=\?([^?\s]+)\?([BbQq])\?([^?]*)\?=")
_GB = ("gb2312", "gbk", "gb_2312-80", "cp936", "x-gbk", "hz-gb-2312", "chinese", "csgb2312", "euc-cn")


def header_text(raw: bytes) -> str:
    """A header's value as its sender meant it."""
    raw = re.sub(rb"\r?\n[ \t]*", b" ", raw).strip()
    # White space between two encoded words is no part of the text (RFC 2047, 6.2).
    raw = re.sub(rb"(\?=)\s+(=\?)", rb"\1\2", raw)
    text, position = "", 0
    waiting, charset = b"", ""
    for word in _WORD.finditer(raw):
        between = raw[position : word.start()]
        named = word[1].split(b"*")[0].decode("ascii", "replace").lower()
        if waiting and (between or named != charset):
            text += charset_text(waiting, charset)
            waiting = b""
        text += decoded(between) if between else ""
        # Bytes of neighbouring words are joined first: a character may lie in both.
        waiting, charset = waiting + _word_bytes(word[2], word[3]), named
        position = word.end()
    if waiting:
        text += charset_text(waiting, charset)
    return text + decoded(raw[position:])


def file_name(part: Message) -> str:
    """The name of an attached file, "" when it has none."""
    for header, parameter in (("Content-Disposition", "filename"), ("Content-Type", "name")):
        raw = raw_header(part, header)
        if raw.lstrip().startswith(b"=?"):  # some libraries encode the header as a whole
            raw = header_text(raw).encode()
        if b";" not in raw:
            continue
        found = _continued(raw, parameter) or _plain(raw, parameter)
        if found:
            return found
    return ""


def charset_text(data: object, charset: str | None) -> str:
    """``data`` in the charset it claims: GB2312 means GB18030; a wrong or unknown claim is tried in
    UTF-8 and GB18030."""
    if not isinstance(data, bytes):
        return ""
    named = (charset or "").lower().strip("\"' ")
    if named in _GB:
        named = "gb18030"
    if named and named not in ("us-ascii", "ascii", "unknown-8bit", "8bit", "iso-8859-1"):
        try:
            # utf-7 and other oddities of the codec registry give halves of surrogate pairs.
            return data.decode(named).encode("utf-8", "replace").decode()
        except UnicodeDecodeError:
            if named == "gb18030":
                return data.decode(named, "replace")
        except (LookupError, ValueError):
            pass
    return decoded(data)


def raw_header(part: Message, name: str) -> bytes:
    """A header's bytes as they came, b"" without one: the parser keeps raw 8-bit ones as surrogates."""
    values = (value for key, value in part.raw_items() if key.lower() == name.lower())
    return str(next(values, "")).encode("utf-8", "surrogateescape")


def _word_bytes(encoding: bytes, content: bytes) -> bytes:
    if encoding in b"Qq":
        return quopri.decodestring(content.replace(b"_", b" "), header=False)
    content = re.sub(rb"[^A-Za-z0-9+/]", b"", content)
    try:
        return base64.b64decode(content + b"=" * (-len(content) % 4))
    except binascii.Error:
        return base64.b64decode(content[: len(content) // 4 * 4])


def _continued(raw: bytes, parameter: str) -> str:
    """The value of ``parameter*=``, ``parameter*0*=`` … (RFC 2231)."""
    pattern = rb";\s*" + parameter.encode() + rb'\*(\d+)?(\*)?\s*=\s*(?:"([^"]*)"|([^;\s]*))'
    pieces: list[tuple[int, bool, bytes]] = []
    for found in re.finditer(pattern, raw, re.IGNORECASE):
        encoded = bool(found[2]) or found[1] is None
        pieces.append((int(found[1] or 0), encoded, found[3] if found[3] is not None else found[4]))
    if not pieces:
        return ""
    pieces.sort(key=lambda piece: piece[0])
    charset, whole = "", b""
    for index, (_, encoded, content) in enumerate(pieces):
        rest = content
        if encoded and index == 0 and content.count(b"'") >= 2:
            name, _, rest = content.split(b"'", 2)
            charset = name.decode("ascii", "replace")
        whole += unquote_to_bytes(rest) if encoded else rest
    text = charset_text(whole, charset)
    return header_text(text.encode()) if "=?" in text else text


def _plain(raw: bytes, parameter: str) -> str:
    pattern = rb";\s*" + parameter.encode() + rb'\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]+))'
    found = re.search(pattern, raw, re.IGNORECASE | re.DOTALL)
    if not found:
        return ""
    value = found[1] if found[1] is not None else found[2]
    value = re.sub(rb'\\(["\\])', rb"\1", value)
    text = header_text(value)
    # Some clients percent-encode a plain parameter.
    return unquote_to_bytes(text).decode("utf-8", "replace") if _PERCENT.fullmatch(text) else text


_PERCENT = re.compile(r"[\w.~()+-]*(?:%[0-9A-Fa-f]{2}[\w.~()+-]*)+", re.ASCII)
