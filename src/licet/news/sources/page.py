"""The text of an HTML page, by Python's own parser: no scripts, no network, each character's place kept."""

from __future__ import annotations

import html
import re
from array import array
from html.parser import HTMLParser

from licet.errors import InputError
from licet.news.clean import cleaned
from licet.news.limits import MOST_DEPTH
from licet.news.model import Span, Text

_HIDDEN = frozenset("script style noscript template svg math iframe object embed form button select textarea nav aside footer figcaption canvas audio video dialog head menu".split())  # fmt: skip
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_BLOCKS = frozenset("p div article section main header h1 h2 h3 h4 h5 h6 li ul ol table tr td th blockquote pre figure br hr dd dt dl body address".split())  # fmt: skip
_CLASSES = re.compile(r"(?:^|[\s_-])(?:related|teaser|share|sharing|social|promo|newsletter|breadcrumbs?|caption|copyright|sidebar|recommend\w*|advert\w*|ads?|cookie\w*|footer|nav(?:bar|igation)?|menu|more-(?:stories|news)|most-(?:read|popular)|subscribe|tags?|byline|credit|skip|comments?|widget|trending|outbrain|taboola|rolling|ticker|breaking|hot|gnb|lnb|topbar|img-?cap|toolbar|read-?next|legal|masthead)(?:$|[\s_-])", re.IGNORECASE)  # fmt: skip


def read_page(source: str, name: str) -> Text:
    """The story of a page.  Raises InputError where elements are nested beyond reason."""
    page = _Page(name)
    page.starts = [0, *(match.end() for match in re.finditer(r"\n", source))]
    page.feed(source)
    page.close()
    text = "".join(page.chars)
    return cleaned(text, page.places, meta=tuple(page.meta), dropped=tuple(page.dropped), name=name)


class _Page(HTMLParser):
    """Collects what a reader would see of the story."""

    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=False)
        self.name = name
        self.starts: list[int] = []
        self.chars: list[str] = []
        self.places: array[int] = array("l")
        self.meta: list[tuple[str, str]] = []
        self.dropped: list[tuple[str, Span]] = []
        self._open: list[str] = []
        self._hidden_at: list[tuple[int, int, str]] = []
        self._in_title = False

    def _here(self) -> int:
        line, column = self.getpos()
        return self.starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins: hidden, a block, or of no account."""
        said = {key: value or "" for key, value in attrs}
        if tag == "meta":
            self._note(said)
        if tag == "time" and said.get("datetime"):
            self.meta.append(("time", said["datetime"][:40]))
        if tag in _BLOCKS:
            self._line()
        if tag in _VOID:
            return
        self._open.append(tag)
        self._in_title = tag == "title"
        if len(self._open) > MOST_DEPTH:
            raise InputError(f"{self.name} nests more than {MOST_DEPTH} elements: no page of news is built so, and it was not read further.")  # fmt: skip
        marked = f"{said.get('class', '')} {said.get('id', '')} {said.get('role', '')}"
        hidden = tag in _HIDDEN or "hidden" in said or said.get("aria-hidden") == "true"
        hidden = hidden or re.search(r"display\s*:\s*none|visibility\s*:\s*hidden", said.get("style", "")) is not None  # fmt: skip
        if tag not in ("html", "body", "article", "main") and (hidden or _CLASSES.search(marked)):
            self._hidden_at.append((len(self._open), self._here(), tag))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """``<br/>`` and such: HTML knows no other element that closes itself."""
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """An element ends, and with it those that were left open within."""
        if tag in _BLOCKS:
            self._line()
        self._in_title = False
        if tag not in self._open:
            return
        while self._open:
            depth = len(self._open)
            if self._hidden_at and self._hidden_at[-1][0] == depth:
                _, start, what = self._hidden_at.pop()
                self.dropped.append((what, Span(start, self._here())))
            if self._open.pop() == tag:
                return

    def handle_data(self, data: str) -> None:
        """Text as it stands in the source."""
        if self._in_title:
            self.meta.append(("title", " ".join(data.split())[:400]))
        if self._hidden_at:
            return
        start = self._here()
        for place, char in enumerate(data, start):
            self.chars.append(" " if char in "\r\n\t" else char)
            self.places.append(place)

    def handle_entityref(self, name: str) -> None:
        """``&amp;`` and its kin: the place is that of the ampersand."""
        self._reference(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """A character by its number."""
        self._reference(f"&#{name};")

    def _reference(self, written: str) -> None:
        if not self._hidden_at:
            for char in html.unescape(written):
                self.chars.append(char)
                self.places.append(self._here())

    def _line(self) -> None:
        if not self._hidden_at and self.chars and self.chars[-1] != "\n":
            self.chars.append("\n")
            self.places.append(self.places[-1])

    def _note(self, said: dict[str, str]) -> None:
        key = (said.get("property") or said.get("name") or said.get("itemprop") or "").casefold()
        if key in ("article:published_time", "date", "datepublished", "dc.date", "pubdate", "publish-date", "dc.date.issued"):  # fmt: skip
            self.meta.append(("published", said.get("content", "")[:40]))
        elif key == "og:title":
            self.meta.append(("title", said.get("content", "")[:400]))
