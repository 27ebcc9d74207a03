"""From Vega's SVG to SVG for a page: no styles, scripts, ids or addresses from outside.

Marker colors become classes, numbers lose digits that nobody sees, and what Vega says to screen readers
makes way for links with names: a mark described as ``@3`` becomes a link to the fourth of the links.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET  # to write with; what is read goes through defusedxml # nosec B405

from defusedxml.ElementTree import fromstring

from licet.charts.tones import tone_at
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Sequence

_SVG = "{http://www.w3.org/2000/svg}"
_KEPT = frozenset(
    "d dy x y x1 x2 y1 y2 width height transform opacity stroke-width stroke-dasharray text-anchor "
    "font-size font-weight fill-opacity stroke-opacity viewBox".split()
)
_COLORS = {"fill": "f", "stroke": "l"}
_NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")


@record
class Link:
    """Where a mark leads and what it says; no link where ``href`` is empty, only the words."""

    href: str
    name: str


def cleaned(svg: str, links: Sequence[Link], name: str) -> str:
    """The drawing as text to put into a page, with ``name`` as its class."""
    root = fromstring(svg)
    top = ET.Element(
        "svg",
        {"class": name, "viewBox": root.get("viewBox", ""), "fill": "none"}
        | {side: root.get(side, "") for side in ("width", "height")},
    )
    for child in root:
        top.extend(_kept(child, links))
    return ET.tostring(top, encoding="unicode")


def _kept(old: ET.Element, links: Sequence[Link]) -> list[ET.Element]:
    """The element without what a page does not take; its children alone where it says nothing itself."""
    tag = old.tag.removeprefix(_SVG)
    if tag == "g":
        return _group(old, links)
    if tag not in ("path", "line", "rect", "text") or _is_empty(old, tag):
        return []
    new = ET.Element(tag, _attributes(old))
    new.text = old.text
    for line in old if tag == "text" else ():  # a text of several lines
        ET.SubElement(new, "tspan", _attributes(line)).text = line.text
    said = old.get("aria-label", "")
    if not said.startswith("@"):
        return [new]
    return [_linked(new, links[int(said[1:])])]


def _group(old: ET.Element, links: Sequence[Link]) -> list[ET.Element]:
    inner = [each for child in old for each in _kept(child, links)]
    attributes = _attributes(old)
    if attributes.get("transform") in ("translate(0,0)", None):
        attributes.pop("transform", None)
    if "role-axis" in old.get("class", ""):
        attributes["aria-hidden"] = "true"  # the table under the chart says it
    if not attributes or not inner:
        return inner
    new = ET.Element("g", attributes)
    new.extend(inner)
    return [new]


def _linked(mark: ET.Element, link: Link) -> ET.Element:
    around = (
        ET.Element("a", {"href": link.href, "aria-label": link.name})
        if link.href
        else ET.Element("g")
    )
    ET.SubElement(around, "title").text = link.name
    around.append(mark)
    return around


def _is_empty(old: ET.Element, tag: str) -> bool:
    if tag == "path":
        return old.get("d", "") in ("", "M0,0h0v0h0Z") or old.get("class") in (
            "background",
            "foreground",
        )
    return tag == "text" and not old.text and not len(old)


def _attributes(old: ET.Element) -> dict[str, str]:
    found = {}
    looks = []
    for name, value in old.attrib.items():
        if name in _COLORS:
            tone = tone_at(value)
            if tone:
                looks.append(f"{_COLORS[name]}-{tone}")
            elif old.tag != f"{_SVG}g":
                found[name] = "none"
        elif name in _KEPT and not (name == "opacity" and value == "1"):
            found[name] = _NUMBER.sub(lambda number: _short(number[0]), value)
    return {"class": " ".join(looks), **found} if looks else found


def _short(number: str) -> str:
    """A number with two places.

    >>> _short("529.8669717424284"), _short("-0.001"), _short("300.50")
    ('529.87', '0', '300.5')
    """
    found = f"{float(number):.2f}".rstrip("0").rstrip(".")
    return "0" if found == "-0" else found
