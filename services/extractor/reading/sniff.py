"""What kind of file is it? Decided by content, never by name."""

from __future__ import annotations

import codecs
from typing import Literal, NamedTuple

from services.extractor.errors import unreadable
from services.extractor.reading.limits import MAX_TEXT_BYTES

FileKind = Literal["pdf", "image", "text"]


class Sniffed(NamedTuple):
    kind: FileKind
    media_type: str


_EXECUTABLES = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!")
_IMAGES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"II+\x00", "image/tiff"),
    (b"MM\x00+", "image/tiff"),
)
# libmagic answers these for text of any kind, and for GB18030 text it takes for something else.
_TEXT_LIKE = ("text/plain", "application/octet-stream", "text/x-", "application/x-wine-extension-ini")
_MARKUP = (b"<!doctype html", b"<html", b"<?xml", b"{\\rtf")


def sniff(data: bytes) -> Sniffed:
    """The kind and media type of ``data``.

    Raises UnreadableFile: empty_file, executable_refused, unsupported_type, text_encoding,
    file_too_large, pdf_broken (a PDF header without anything behind it is left to the PDF reader).
    """
    if not data:
        raise unreadable("empty_file")
    # A PDF may stand behind a few bytes of mail or scanner rubbish (PDF 1.7, annex H.3.4.1).
    if b"%PDF-" in data[:1024]:
        return Sniffed("pdf", "application/pdf")
    for magic_bytes, media_type in _IMAGES:
        if data.startswith(magic_bytes):
            return Sniffed("image", media_type)
    if data.startswith(_EXECUTABLES):
        raise unreadable("executable_refused")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise unreadable("text_encoding")
    return _text_or_refused(data)


def _text_or_refused(data: bytes) -> Sniffed:
    media_type = _libmagic(data)
    if media_type in ("application/x-dosexec", "application/x-executable", "application/x-sharedlib"):
        raise unreadable("executable_refused")
    if data[:64].lstrip().lower().startswith(_MARKUP):
        raise unreadable("unsupported_type")
    if not media_type.startswith(_TEXT_LIKE):
        # libmagic takes short GB18030 texts for all sorts of exotic things: ask the decoder too.
        if b"\x00" in data[:4096] or _is_binary_type(media_type):
            raise unreadable("unsupported_type")
    elif b"\x00" in data[:4096]:
        raise unreadable("unsupported_type")
    if len(data) > MAX_TEXT_BYTES:
        raise unreadable("file_too_large")
    decode(data)
    return Sniffed("text", "text/plain")


def _libmagic(data: bytes) -> str:
    """The media type libmagic gives, "application/octet-stream" where libmagic is not installed."""
    try:
        import magic  # noqa: PLC0415 (needs the system library libmagic1)

        return str(magic.from_buffer(data[:65536], mime=True))
    except (ImportError, OSError):
        return "application/octet-stream"


def _is_binary_type(media_type: str) -> bool:
    family = media_type.split("/", maxsplit=1)[0]
    return family in ("image", "audio", "video", "font") or any(
        word in media_type
        for word in ("zip", "office", "ole", "msword", "vnd.", "rar", "7z", "gzip", "x-tar")
    )


def decode(data: bytes) -> str:
    """The text of a plain-text file exactly as written: UTF-8 (byte order mark dropped), else GB18030.

    Raises UnreadableFile(text_encoding) when neither reads it sensibly.
    """
    try:
        return codecs.decode(data, "utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        text = codecs.decode(data, "gb18030")
    except UnicodeDecodeError:
        raise unreadable("text_encoding") from None
    if not _plausible_chinese(text[:4096]):
        raise unreadable("text_encoding")
    return text


def _plausible_chinese(text: str) -> bool:
    """GB18030 gives some character for almost any bytes; real text stays within GB2312."""
    foreign = [c for c in text if ord(c) > 127]
    common = sum(1 for c in foreign if _in_gb2312(c))
    controls = sum(1 for c in text if ord(c) < 32 and c not in "\t\n\r\f")
    return common >= 0.8 * len(foreign) and controls <= 0.02 * len(text)


def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
