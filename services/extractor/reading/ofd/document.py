"""What an OFD file holds: its pages, what they refer to, and the seals signed onto them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from services.extractor.errors import UnreadableFile, unreadable
from services.extractor.reading.limits import MAX_PAGES
from services.extractor.reading.ofd.values import Rect, rect
from services.extractor.reading.package import Package, child, children, local, resolve, text_of

_A4 = Rect(0, 0, 210, 297)  # mm, when neither the page nor the document says


@dataclass
class Resources:
    """What drawing objects name by number, each valid in the whole document."""

    pictures: dict[str, str] = field(default_factory=dict)  # id -> path of the picture
    styles: dict[str, Element] = field(default_factory=dict)  # DrawParam
    composites: dict[str, Element] = field(default_factory=dict)  # CompositeGraphicUnit


@dataclass(frozen=True)
class Template:
    """A form's or letterhead's page that others are printed on."""

    path: str
    foreground: bool


@dataclass(frozen=True)
class StoredPage:
    """A page by its place in the file; ``seals`` are boxes in mm, ``annotations`` their part's path."""

    identifier: str
    path: str
    seals: tuple[Rect, ...] = ()
    annotations: str | None = None


@dataclass
class Document:
    """An opened OFD. Several documents in one file (several DocBody) follow one another."""

    package: Package
    pages: list[StoredPage] = field(default_factory=list)
    resources: dict[str, Resources] = field(default_factory=dict)  # by the path of Document.xml
    templates: dict[tuple[str, str], Template] = field(default_factory=dict)  # by document and id
    areas: dict[str, Rect] = field(default_factory=dict)
    roots: list[str] = field(default_factory=list)  # the document of each page

    def area(self, index: int, content: Element) -> Rect:
        """The PhysicalBox of the page at ``index`` whose Content.xml is ``content``."""
        own = _area(child(content, "Area"))
        return own or self.areas.get(self.roots[index]) or _A4


def open_ofd(data: bytes) -> Document:
    """Raises UnreadableFile: ofd_broken, ofd_encrypted, unpacked_too_large, too_many_pages."""
    document = Document(Package(data, "ofd_broken"))
    package = document.package
    if any(path in package for path in ("Encryptions.xml", "Encryptions/Encryptions.xml")):
        raise unreadable("ofd_encrypted")
    for body in children(package.xml("OFD.xml"), "DocBody"):
        root_path = resolve(text_of(child(body, "DocRoot")), "OFD.xml")
        seals = _signed_seals(package, text_of(child(body, "Signatures")))
        _add(document, root_path, seals)
    if not document.pages:
        raise unreadable("ofd_broken")
    return document


def _add(document: Document, root_path: str, seals: dict[str, list[Rect]]) -> None:
    package = document.package
    root = package.xml(root_path)
    common = child(root, "CommonData")
    resources = document.resources.setdefault(root_path, Resources())
    for listed in children(common, "PublicRes", "DocumentRes"):
        add_resources(package, resolve(text_of(listed), root_path), resources)
    for each in children(common, "TemplatePage"):
        path = resolve(each.get("BaseLoc", ""), root_path)
        foreground = each.get("ZOrder") == "Foreground"
        document.templates[root_path, each.get("ID", "")] = Template(path, foreground)
    area = _area(child(common, "PageArea"))
    if area:
        document.areas[root_path] = area
    annotations = _annotations(package, root_path, text_of(child(root, "Annotations")))
    for page in children(child(root, "Pages"), "Page"):
        identifier = page.get("ID", "")
        path = resolve(page.get("BaseLoc", ""), root_path)
        found = StoredPage(
            identifier, path, tuple(seals.get(identifier, ())), annotations.get(identifier)
        )
        document.pages.append(found)
        document.roots.append(root_path)
        if len(document.pages) > MAX_PAGES:
            raise unreadable("too_many_pages")


def add_resources(package: Package, path: str, resources: Resources) -> None:
    """The resources of one Res part. One that is missing or damaged leaves the rest usable."""
    try:
        root = package.xml(path)
    except UnreadableFile:
        return
    base = posixpath.join(resolve(root.get("BaseLoc", "") or ".", path), "-")
    for each in root.iter():
        name, identifier = local(each), each.get("ID", "")
        if name == "MultiMedia":
            resources.pictures[identifier] = resolve(text_of(child(each, "MediaFile")), base)
        elif name == "DrawParam":
            resources.styles[identifier] = each
        elif name == "CompositeGraphicUnit":
            resources.composites[identifier] = each


def _area(element: Element | None) -> Rect | None:
    box = rect(text_of(child(element, "PhysicalBox")))
    return box if box and box.width > 0 and box.height > 0 else None


def _signed_seals(package: Package, listed: str) -> dict[str, list[Rect]]:
    """Boxes of the electronic seals by page (StampAnnot of every signature)."""
    seals: dict[str, list[Rect]] = {}
    for signature in _optional(package, listed, "OFD.xml", "Signature"):
        path = resolve(signature.get("BaseLoc", ""), resolve(listed, "OFD.xml"))
        for stamp in _optional(package, "/" + path, "", "StampAnnot"):
            box = rect(stamp.get("Boundary"))
            if box:
                seals.setdefault(stamp.get("PageRef", ""), []).append(box)
    return seals


def _annotations(package: Package, root_path: str, listed: str) -> dict[str, str]:
    """Path of the annotations of each page that has some."""
    base = resolve(listed, root_path)
    return {
        page.get("PageID", ""): resolve(text_of(child(page, "FileLoc")), base)
        for page in _optional(package, listed, root_path, "Page")
    }


def _optional(package: Package, path: str, base: str, name: str) -> Iterator[Element]:
    """Every element ``name`` of a part the page can be read without."""
    resolved = resolve(path, base)
    if not path or resolved not in package:
        return
    try:
        root = package.xml(resolved)
    except UnreadableFile:
        return
    yield from (each for each in root.iter() if local(each) == name)
