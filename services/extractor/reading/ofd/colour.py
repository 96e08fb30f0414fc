"""Colours and line widths: an object's own, or those of the DrawParam it or its layer names."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from services.extractor.reading.ofd.document import Resources
from services.extractor.reading.ofd.objects import Drawn
from services.extractor.reading.ofd.values import numbers
from services.extractor.reading.package import child

Colour = tuple[int, int, int]  # red, green, blue


def colour_of(drawn: Drawn, name: str, resources: Resources) -> Colour | None:
    """RGB of ``FillColor`` or ``StrokeColor``; None when none is written."""
    for holder in (drawn.element, _draw_param(drawn, resources)):
        found = child(holder, name)
        values = numbers(found.get("Value")) if found is not None else []
        levels = [max(0, min(255, round(value))) for value in values]
        if len(levels) == 1:
            return levels[0], levels[0], levels[0]
        if len(levels) == 3:
            return levels[0], levels[1], levels[2]
        if len(levels) == 4:
            ink = [min(255, level + levels[3]) for level in levels[:3]]
            return 255 - ink[0], 255 - ink[1], 255 - ink[2]
    return None


def style(drawn: Drawn, attribute: str, resources: Resources) -> str | None:
    """An attribute of the DrawParam."""
    found = _draw_param(drawn, resources)
    return found.get(attribute) if found is not None else None


def _draw_param(drawn: Drawn, resources: Resources) -> Element | None:
    named = drawn.element.get("DrawParam")
    if named is None and drawn.layer is not None:
        named = drawn.layer.get("DrawParam")
    return resources.styles.get(named or "")
