"""Entries of an RSS or Atom file, by defusedxml: no entities, no bombs, no network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.errors import InputError
from licet.news.limits import MOST_FILES
from licet.news.model import Text, replaced_meta
from licet.news.sources.page import read_page

if TYPE_CHECKING:
    from collections.abc import Iterator

_BODY = ("encoded", "content", "description", "summary")


def is_feed(head: str) -> bool:
    """Whether a file that starts so is a feed."""
    start = head.lstrip("\ufeff \r\n\t")[:2000].casefold()
    return start.startswith(("<?xml", "<rss", "<feed", "<rdf")) and any(
        f"<{tag}" in start for tag in ("rss", "feed", "rdf:rdf")
    )


def read_feed(source: str, name: str) -> Iterator[tuple[str, str, Text]]:
    """Name, address and text of each entry; places count characters of the entry's own HTML.

    Raises:
        InputError: the file is no XML that is safe to read, or holds too many entries.
    """
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        root = fromstring(source.encode("utf-8"))
    except (ParseError, ValueError, DefusedXmlException, RecursionError) as error:
        raise InputError(f"{name} is no feed that can be read: {type(error).__name__}: {str(error)[:120]}") from None  # fmt: skip
    entries = [each for each in root.iter() if _tag(each) in ("item", "entry")]
    if len(entries) > MOST_FILES:
        raise InputError(f"{name} holds {len(entries):,} entries; the reader takes {MOST_FILES:,}.")
    for number, entry in enumerate(entries, 1):
        fields = {_tag(each): each for each in entry}
        title = _text(fields.get("title"))
        body = next((_text(fields[tag]) for tag in _BODY if tag in fields and _text(fields[tag])), "")  # fmt: skip
        link = fields.get("link")
        address = _text(link) or (link.get("href", "") if link is not None else "")
        when = next((_text(fields[tag]) for tag in ("pubDate", "published", "date", "updated") if tag in fields), "")  # fmt: skip
        text = read_page(f"<h1>{_escaped(title)}</h1>\n{body}", f"{name}, entry {number}")
        yield f"{name}#{number}", address[:400], replaced_meta(text, ("published", when[:40]))


def _tag(element: Any) -> str:
    return str(element.tag).rsplit("}", 1)[-1]


def _text(element: Any) -> str:
    return "".join(element.itertext()).strip() if element is not None else ""


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
