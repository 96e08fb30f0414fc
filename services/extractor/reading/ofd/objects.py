"""What is drawn on a page, in its order, each with the way from its own space to the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from services.extractor.errors import UnreadableFile, unreadable
from services.extractor.reading.ofd.document import Document, Resources, add_resources
from services.extractor.reading.ofd.values import Matrix, Rect, matrix, number_of, rect
from services.extractor.reading.package import child, children, local, resolve, text_of

MOST_OBJECTS = 200_000  # of one page
_DEEPEST = 12  # blocks in blocks, composites in composites
_LAYERS = {"Background": 0, "Body": 1, "Foreground": 2}


@dataclass(frozen=True)
class Drawn:
    """``element``: a TextObject, PathObject or ImageObject; ``place`` leads to mm of the page.

    ``part`` says where it stands: page, template or annotation.
    """

    element: Element
    place: Matrix
    part: str
    layer: Element | None = None

    @property
    def kind(self) -> str:
        return local(self.element)

    @property
    def visible(self) -> bool:
        shown = self.element.get("Visible", "true").lower() != "false"
        return shown and number_of(self.element.get("Alpha"), 255.0) != 0


@dataclass(frozen=True)
class PageContent:
    """A page: ``area`` in mm, ``objects`` from the bottom up, ``seals`` in mm of the page."""

    area: Rect
    objects: tuple[Drawn, ...]
    seals: tuple[Rect, ...]
    resources: Resources


def page_content(document: Document, index: int) -> PageContent:
    """The page at ``index`` (from 0). Raises UnreadableFile."""
    stored = document.pages[index]
    root_path = document.roots[index]
    content = document.package.xml(stored.path)
    resources = document.resources[root_path]
    walk = _Walk(resources)
    for listed in children(content, "PageRes"):
        add_resources(document.package, resolve(text_of(listed), stored.path), resources)
    below, above = _templates(document, root_path, content, walk)
    seals = list(stored.seals)
    objects = [*below, *walk.layers(content, "page"), *above]
    if stored.annotations:
        objects += _annotations(document, stored.annotations, walk, seals)
    return PageContent(document.area(index, content), tuple(objects), tuple(seals), resources)


def _templates(
    document: Document, root_path: str, content: Element, walk: _Walk
) -> tuple[list[Drawn], list[Drawn]]:
    below: list[Drawn] = []
    above: list[Drawn] = []
    for used in children(content, "Template"):
        template = document.templates.get((root_path, used.get("TemplateID", "")))
        if template is None:
            continue
        try:
            drawn = list(walk.layers(document.package.xml(template.path), "template"))
        except UnreadableFile:
            continue
        foreground = used.get("ZOrder", "Foreground" if template.foreground else "") == "Foreground"
        (above if foreground else below).extend(drawn)
    return below, above


class _Walk:
    """Through the objects of one page. Composites may name composites: the steps are counted."""

    def __init__(self, resources: Resources) -> None:
        self._resources = resources
        self._left = MOST_OBJECTS

    def layers(self, content: Element, part: str) -> Iterator[Drawn]:
        layers = list(children(child(content, "Content"), "Layer"))
        layers.sort(key=lambda layer: _LAYERS.get(layer.get("Type", "Body"), 1))
        for layer in layers:
            yield from self.within(layer, Matrix(), part, layer)

    def within(
        self, parent: Element, place: Matrix, part: str, layer: Element | None, depth: int = 0
    ) -> Iterator[Drawn]:
        """The objects in ``parent``. Raises UnreadableFile when there is no end of them."""
        if depth > _DEEPEST:
            return
        for element in parent:
            self._left -= 1
            if self._left < 0:
                raise unreadable("ofd_broken")
            name = local(element)
            if name == "PageBlock":
                yield from self.within(element, place, part, layer, depth + 1)
            elif name in ("TextObject", "PathObject", "ImageObject"):
                yield Drawn(element, _placed(element, place), part, layer)
            elif name == "CompositeObject":
                unit = self._resources.composites.get(element.get("ResourceID", ""))
                content = child(unit, "Content")
                if content is not None:
                    inner = _placed(element, place)
                    yield from self.within(content, inner, part, layer, depth + 1)


def _placed(element: Element, place: Matrix) -> Matrix:
    """CTM first, then the corner of the Boundary, then where the whole stands."""
    boundary = rect(element.get("Boundary")) or Rect(0, 0, 0, 0)
    own = matrix(element.get("CTM"))
    if local(element) == "ImageObject" and not element.get("CTM"):
        own = Matrix(a=boundary.width, d=boundary.height)  # a picture is one unit wide and high
    return own.then(Matrix(e=boundary.x, f=boundary.y)).then(place)


def _annotations(document: Document, path: str, walk: _Walk, seals: list[Rect]) -> list[Drawn]:
    """What annotations draw; a Stamp's box is added to ``seals``."""
    try:
        root = document.package.xml(path)
    except UnreadableFile:
        return []
    drawn: list[Drawn] = []
    for annotation in children(root, "Annot"):
        appearance = child(annotation, "Appearance")
        if appearance is None or annotation.get("Visible", "true").lower() == "false":
            continue
        box = rect(appearance.get("Boundary")) or Rect(0, 0, 0, 0)
        if annotation.get("Type") == "Stamp":
            seals.append(box)
        place = Matrix(e=box.x, f=box.y)
        drawn += walk.within(appearance, place, "annotation", None)
    return drawn
