"""What the desk makes of an article: its reading, and how each event of it stands in the timeline."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from licet.desk.explorer.kept import Kept as Held
from licet.errors import InputError
from licet.explore.timeline import events as changes_of
from licet.happened.kept import Kept
from licet.happened.kept import read as there
from licet.happened.kept import standing as at
from licet.happened.shipped import shipped
from licet.news.handing import Handed, digest, handed
from licet.news.in_law import InLaw, LawNotes
from licet.news.joining import joined_events
from licet.news.model import Article, Span, Text
from licet.news.reader import Reader
from licet.news.related import Related, Shelf
from licet.news.sources.files import of_bytes
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from licet.desk.news.shelf import Given
    from licet.desk.news.shelf import Shelf as Articles
    from licet.pack.store import Library
    from licet.service.service import Service

MISSED = "found by the editor, and not by the reader"
"""The reason under which an event that a person added is kept."""
_READINGS: Held[Reading] = Held(8)


@record
class Reading:
    """One article with its events as the timeline would hold them; ``notes`` by event."""

    article: Article
    events: tuple[Handed, ...]
    notes: Mapping[str, InLaw]
    related: tuple[Related, ...]


@lru_cache(maxsize=2)
def _reader(library: Library) -> Reader:
    return Reader(library.catalogue)


@lru_cache(maxsize=2)
def _law(library: Library) -> tuple[LawNotes, Shelf]:
    """What writes notes on events and looks up laws."""
    book = library.law.book
    changes = changes_of(book)
    return LawNotes(book, changes, shipped()), Shelf(book, changes)


def text_of(content: bytes, name: str) -> Text:
    """The text of one article.

    Raises:
        InputError: it cannot be read, holds nothing, or holds several articles; what was found and the way out.
    """
    found = list(_few(content, name))
    if len(found) > 1:
        raise InputError(f"{name} is a feed of several articles, and a page reads one. Take one entry of it, or read the whole feed on the command line: licet read FILE --suggest --as ROLE:NAME.")  # fmt: skip
    if not found or not found[0].text.strip():
        raise InputError(f"{name} holds no text that could be read: nothing but furniture of a page, or nothing at all. Paste the article's own words.")  # fmt: skip
    return found[0]


def _few(content: bytes, name: str) -> list[Text]:
    found = []
    for _, _, text in of_bytes(content, name):
        found.append(text)
        if len(found) > 1:
            break
    return found


def reading_of(service: Service, shelf: Articles, given: Given) -> Reading:
    """The reading of an article on the shelf; made once for the law of the day, then held for a while."""
    library = service.library
    key = (given.key, library.header["law"], library.header["code"])
    return _READINGS.get(key, lambda: _made(library, shelf.content(given), given))


def _made(library: Library, content: bytes, given: Given) -> Reading:
    on, retrieved = given.days
    text = text_of(content, given.name)
    article = _reader(library).read(text, name=given.name, url=given.url, on=on, retrieved=retrieved)  # fmt: skip
    told = joined_events([article])
    writer, look_up = _law(library)
    notes = writer.notes(told, [article])
    events = handed(told, [article], notes, retrieved)
    return Reading(article, events, {note.event: note for note in notes}, look_up.related(article))


def standing(service: Service, reading: Reading) -> dict[str, Kept]:
    """What the timeline holds already of a reading's events, by the id that each was read under."""
    with service.store.reading() as db:
        every = there(db, shipped())
    found = {e.happening.id: at(every, e.happening) for e in reading.events if e.happening}
    return {name: kept for name, kept in found.items() if kept is not None}


def added(service: Service, reading: Reading) -> tuple[tuple[Kept, Span], ...]:
    """Events of the timeline that were read off this text by hand, in its order, with their places."""
    mine, text = {each.happening.id for each in reading.events if each.happening}, digest(reading.article)  # fmt: skip
    with service.store.reading() as db:
        every = there(db)
    found = [
        (kept, Span(*source.spans[0])) for kept in every.values() for source in kept.happening.sources
        if source.text == text and source.spans and kept.history[0].reason == MISSED and kept.happening.id not in mine
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda each: (each[1].start, each[0].happening.id)))
