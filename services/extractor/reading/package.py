"""Documents that are zips of XML parts and pictures (OFD, DOCX), opened within limits."""

from __future__ import annotations

import io
import lzma
import posixpath
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from services.extractor.errors import unreadable
from services.extractor.reading.limits import MAX_PART_BYTES, MAX_PICTURE_BYTES, MAX_UNPACKED_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator

# What zipfile raises for damaged archives, by experience of damaging them.
ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    KeyError,
    IndexError,
    RuntimeError,  # encrypted; and NotImplementedError, an unknown method
)


class TooLarge(Exception):
    """More came out than was allowed."""


def read_bounded(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int) -> bytes:
    """The content of ``entry``, whatever size it claims. Raises TooLarge and ZIP_ERRORS."""
    with archive.open(entry) as stream:
        content = stream.read(limit + 1)
    if len(content) > limit:
        raise TooLarge(entry.filename)
    return content


class Package:
    """The parts of one document. Errors are UnreadableFile with the code ``broken``, or
    unpacked_too_large."""

    def __init__(self, data: bytes, broken: str) -> None:
        self._broken = broken
        self._left = MAX_UNPACKED_BYTES
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            entries = self._archive.infolist()
        except ZIP_ERRORS as error:
            raise unreadable(broken) from error
        # Some writers use backslashes, some change the case between a reference and the part.
        self._entries = {_key(entry.filename): entry for entry in entries if not entry.is_dir()}

    def __contains__(self, path: str) -> bool:
        return _key(path) in self._entries

    def read(self, path: str, limit: int = MAX_PICTURE_BYTES) -> bytes:
        """The bytes of a part; ``path`` from the root. Raises UnreadableFile, also when absent."""
        try:
            entry = self._entries[_key(path)]
            content = read_bounded(self._archive, entry, min(limit, self._left))
        except TooLarge as error:
            raise unreadable("unpacked_too_large") from error
        except ZIP_ERRORS as error:
            raise unreadable(self._broken) from error
        self._left -= len(content)
        return content

    def xml(self, path: str) -> Element:
        """The root element of a part. A DTD, where entities multiply, is refused as broken."""
        try:
            root: Element = fromstring(self.read(path, MAX_PART_BYTES), forbid_dtd=True)
        except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError) as error:
            raise unreadable(self._broken) from error
        return root


def resolve(path: str, base: str) -> str:
    """``path`` as written in the part ``base``: from the root with a leading slash, else beside it."""
    path = path.strip().replace("\\", "/")
    if not path.startswith("/"):
        path = posixpath.join(posixpath.dirname(base), path)
    return posixpath.normpath(path).lstrip("/")


def local(element: Element) -> str:
    """The name of an element without its namespace: writers disagree about the namespace's year."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def child(element: Element | None, name: str) -> Element | None:
    """The first child of that name."""
    return next(children(element, name), None)


def children(element: Element | None, *names: str) -> Iterator[Element]:
    """The children of these names, in order."""
    return (each for each in (element if element is not None else ()) if local(each) in names)


def text_of(element: Element | None) -> str:
    return (element.text or "").strip() if element is not None else ""


def _key(path: str) -> str:
    return posixpath.normpath(path.replace("\\", "/")).lstrip("/").lower()
