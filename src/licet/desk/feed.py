"""Changes of the law as an Atom feed (RFC 4287): the same law gives the same bytes."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET  # to write with; nothing is read # nosec B405

if TYPE_CHECKING:
    from collections.abc import Sequence

    from licet.explore.timeline import Event

_ATOM = "http://www.w3.org/2005/Atom"


def atom(base: str, page: str, title: str, entries: Sequence[tuple[Event, str, str]]) -> bytes:
    """A feed of (event, sentence, instrument), as they come; ``base`` is the address of the desk."""
    ET.register_namespace("", _ATOM)
    feed = ET.Element(f"{{{_ATOM}}}feed")
    _text(feed, "title", title)
    _text(feed, "id", f"{base}{page}")
    _link(feed, f"{base}{page}.atom", "self")
    _link(feed, f"{base}{page}")
    _text(feed, "updated", _moment(entries[0][0]) if entries else "1970-01-01T00:00:00Z")
    author = ET.SubElement(feed, f"{{{_ATOM}}}author")
    _text(author, "name", "Licet")
    for event, sentence, source in entries:
        entry = ET.SubElement(feed, f"{{{_ATOM}}}entry")
        _text(entry, "title", f"{event.on}: {event.title}: {event.what}")
        _text(entry, "id", f"urn:sha256:{_key(event)}")
        _text(entry, "updated", _moment(event))
        room = "/law/groups/" if event.kind in ("group", "table") else "/law/"
        _link(entry, f"{base}{room}{event.subject}?on={event.on}")
        _text(entry, "summary", f"{sentence} {source}. {event.note}".strip())
    return bytes(ET.tostring(feed, encoding="utf-8", xml_declaration=True))


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, f"{{{_ATOM}}}{name}").text = text


def _link(parent: ET.Element, href: str, rel: str = "alternate") -> None:
    ET.SubElement(parent, f"{{{_ATOM}}}link", rel=rel, href=href)


def _moment(event: Event) -> str:
    return f"{event.on}T00:00:00Z"


def _key(event: Event) -> str:
    parts = (str(event.on), event.kind, event.subject, event.what, *event.names)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
