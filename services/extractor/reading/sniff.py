"""What kind of file is it? Decided by content, never by name."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from typing import Literal, NamedTuple

from services.extractor.errors import unreadable
from services.extractor.reading.limits import MAX_TEXT_BYTES

FileKind = Literal["pdf", "image", "text", "ofd", "docx", "doc", "zip", "7z", "rar", "eml"]
CONTAINERS: tuple[FileKind, ...] = ("zip", "7z", "rar", "eml")


class Sniffed(NamedTuple):
    kind: FileKind
    media_type: str


_EXECUTABLES = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!")
_MAGIC: tuple[tuple[bytes, FileKind, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image", "image/png"),
    (b"\xff\xd8\xff", "image", "image/jpeg"),
    (b"II*\x00", "image", "image/tiff"),
    (b"MM\x00*", "image", "image/tiff"),
    (b"II+\x00", "image", "image/tiff"),
    (b"MM\x00+", "image", "image/tiff"),
    (b"7z\xbc\xaf\x27\x1c", "7z", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "rar", "application/vnd.rar"),
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_HEIC = (
    b"heic",
    b"heix",
    b"heim",
    b"heis",
    b"hevc",
    b"hevx",
    b"mif1",
    b"msf1",
)  # brands of ISO 23008-12
_BMP_HEADERS = (12, 40, 52, 56, 64, 108, 124)  # bytes of the header after the file's own 14
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# A mail as servers and clients save it begins with header fields, some of which nobody writes by hand:
# 收件人：… in a notice is none, and From: … To: … Subject: … also head a quoted mail.
_MAIL_FIELD = re.compile(rb"(?:From|To|Subject|Date|Cc|Sender|Reply-To|X-[\w-]+):", re.IGNORECASE)
_MAIL_SIGN = re.compile(
    rb"(?:Received|Return-Path|Delivered-To|Message-ID|MIME-Version|Content-Type|DKIM-Signature):",
    re.IGNORECASE,
)
_ANY_FIELD = re.compile(rb"[!-9;-~]+:|[ \t]|From ")
# libmagic answers these for text of any kind, and for GB18030 text it takes for something else.
_TEXT_LIKE = ("text/plain", "application/octet-stream", "text/x-", "application/x-wine-extension-ini")
_MARKUP = (b"<!doctype html", b"<html", b"<?xml", b"{\\rtf")


def sniff(data: bytes) -> Sniffed:
    """The kind and media type of ``data``.

    A damaged file is what it began as: its reader says what is wrong. Raises UnreadableFile:
    empty_file, executable_refused, unsupported_type, word_encrypted, text_encoding, file_too_large.
    """
    if not data:
        raise unreadable("empty_file")
    # A PDF may stand behind a few bytes of mail or scanner rubbish (PDF 1.7, annex H.3.4.1).
    if b"%PDF-" in data[:1024]:
        return Sniffed("pdf", "application/pdf")
    for magic_bytes, kind, media_type in _MAGIC:
        if data.startswith(magic_bytes):
            return Sniffed(kind, media_type)
    if data.startswith((*_ZIP, _OLE)):
        return _zipped(data) if data.startswith(_ZIP) else _compound(data)
    if picture := _picture(data):
        return Sniffed("image", picture)
    if data.startswith(_EXECUTABLES):
        raise unreadable("executable_refused")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise unreadable("text_encoding")
    return Sniffed("eml", "message/rfc822") if _is_mail(data) else _text_or_refused(data)


def _picture(data: bytes) -> str | None:
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC:
        return "image/heic"
    header = int.from_bytes(data[14:18], "little")
    if data[:2] == b"BM" and data[6:10] == bytes(4) and header in _BMP_HEADERS:
        return "image/bmp"
    return None


def _zipped(data: bytes) -> Sniffed:
    """OFD, DOCX or a plain ZIP, by the names in it: their first bytes are the same."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {name.replace("\\", "/").lower() for name in archive.namelist()}
    except Exception:  # cut off: names still stand before each part
        telling = ("ofd.xml", "word/document.xml", "[content_types].xml")
        names = {name for name in telling if name.encode() in data.lower()}
    if "ofd.xml" in names:
        return Sniffed("ofd", "application/ofd")
    if "word/document.xml" in names:
        return Sniffed("docx", _WORD)
    if "[content_types].xml" in names:
        raise unreadable("unsupported_type")  # a spreadsheet, slides
    return Sniffed("zip", "application/zip")


def _compound(data: bytes) -> Sniffed:
    """A Word document up to 2003, or a DOCX under a password, by the streams of the compound file."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise unreadable("word_encrypted")
    if "WordDocument".encode("utf-16-le") in data:
        return Sniffed("doc", "application/msword")
    raise unreadable("unsupported_type")


def _is_mail(data: bytes) -> bool:
    head = re.split(rb"\r?\n", data[:65536].lstrip())
    known = signs = 0
    for line in head:
        if not line or not _ANY_FIELD.match(line):
            break
        known += bool(_MAIL_FIELD.match(line))
        signs += bool(_MAIL_SIGN.match(line))
    return signs >= 1 and known + signs >= 3


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
