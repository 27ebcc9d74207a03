"""The timeline as an RSS 2.0 feed: the same events give the same bytes."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time
from email.utils import format_datetime
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET  # to write with; nothing is read # nosec B405

from licet.happened.words import head, mark, sources, when

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from licet.happened.kept import Kept

_REFUSED = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML may not hold at all."""
HERE = "urn:licet:timeline"


def rss(found: Sequence[tuple[Kept, str]], link: str = HERE) -> bytes:
    """A feed of events, each with what is said of it in law, newest first; ``link`` is the page it is of.

    An item without an exact or first day has no ``pubDate``: none is made up.
    """
    feed = ET.Element("rss", version="2.0")
    channel = ET.SubElement(feed, "channel")
    _text(channel, "title", "Licet: dated policy events")
    _text(channel, "link", link)
    _text(channel, "description", "What happened in export control of chips and chip tools. Licet shows evidence; a named officer determines. Its silence means nothing.")  # fmt: skip
    _text(channel, "language", "en")
    days = [each.happening.date_from for each, _ in found if each.happening.date_from]
    if days:
        _text(channel, "lastBuildDate", _moment(max(days)))
    for kept, law in reversed(found):
        each = kept.happening
        item = ET.SubElement(channel, "item")
        _text(item, "title", f"{when(each)}: {each.title}")
        if url := next((source.url for source in each.sources if source.url), ""):
            _text(item, "link", url)
        told = (f"{head(each)}.", each.condition, law, mark(kept), sources(each))
        _text(item, "description", " ".join(part for part in told if part))
        _text(item, "category", each.act)
        ET.SubElement(item, "guid", isPermaLink="false").text = _clean(f"{HERE}:{each.id}")
        if each.date_from:
            _text(item, "pubDate", _moment(each.date_from))
    ET.indent(feed)
    return bytes(ET.tostring(feed, encoding="utf-8", xml_declaration=True)) + b"\n"


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _clean(text)


def _clean(text: str) -> str:
    return _REFUSED.sub("\ufffd", text)


def _moment(day: date) -> str:
    return format_datetime(datetime.combine(day, time(), UTC), usegmt=True)
