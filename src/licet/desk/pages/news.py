"""Read an article: paste or upload it, see what it says happened and who only said so, and put it before an editor."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from starlette.datastructures import UploadFile
from starlette.responses import HTMLResponse, RedirectResponse, Response

from licet.access.guard import needs, person_of
from licet.access.turns import HEAVY
from licet.desk.batches.owners import new_owner, owner_of, remember
from licet.desk.forms import Form, raw, text
from licet.desk.news import marked
from licet.desk.news.judging import may_judge, suggest_all
from licet.desk.news.read import added, reading_of, standing, text_of
from licet.desk.news.shelf import Shelf
from licet.desk.news.shown import in_law_shown, related, shown
from licet.desk.page import page, service_of
from licet.errors import InputError
from licet.happened.kept import SUGGESTED, read
from licet.happened.linking import Linker
from licet.happened.model import order
from licet.happened.shipped import shipped
from licet.happened.words import head, when
from licet.news.limits import MOST_BYTES, MOST_CHARACTERS

if TYPE_CHECKING:
    from licet.desk.news.read import Reading
    from licet.desk.news.shelf import Given
    from licet.happened.kept import Kept
    from licet.news.handing import Handed

router = APIRouter()
_FIELDS = ("name", "url", "on", "retrieved")
MOST_IN_FULL = 100
"""Events of one page with every field; those after them stand in the table, each with a page of its own."""
VISITORS_CHARACTERS = 100_000
"""A text of a visitor: to read the longest that the command line takes costs a minute."""
_LONGEST_NAME, _LONGEST_TITLE, _LONGEST_URL = 120, 80, 400


@router.get("/news", dependencies=[needs("ask")])
def front(request: Request) -> HTMLResponse:
    """The form, what was given before, and for editors what waits to be judged."""
    return _front(request)


@router.post("/news", dependencies=[needs("ask")])
def give(request: Request, form: Form) -> Response:
    """Read an article, keep it for a while, and go to what it says."""
    typed = {name: text(form, name) for name in _FIELDS} | {"text": raw(form, "text")}
    wrong = _wrong(typed)
    sent = form.get("file")
    is_file = isinstance(sent, UploadFile) and bool(sent.filename)
    if is_file and typed["text"].strip():
        wrong["file"] = "There is a file, and text in the field above. Give one of them; the other would be lost."  # fmt: skip
    elif not is_file and not typed["text"].strip():
        wrong["text"] = "There is nothing to read. Paste the article here, or choose a file below."
    field = "file" if is_file else "text"
    content, title = b"", ""
    if not wrong:
        if isinstance(sent, UploadFile) and is_file:
            content = sent.file.read(MOST_BYTES + 1)
        else:
            content = typed["text"].encode("utf-8", "replace")
        typed["name"] = typed["name"] or (str(getattr(sent, "filename", "")) if is_file else "pasted text")  # fmt: skip
        try:
            most = MOST_CHARACTERS if person_of(request).signed_in else VISITORS_CHARACTERS
            title = _first_line(content, typed["name"], most)
        except InputError as error:
            wrong[field] = str(error)
    if wrong:
        return _front(request, typed, wrong, 400)
    owner, secret = new_owner(request)
    shelf = _shelf(request)
    said = {name: typed[name] for name in _FIELDS} | {"title": title}
    said["name"] = "".join(each for each in said["name"] if each.isprintable())[-_LONGEST_NAME:]
    try:
        given = shelf.put(content, owner=owner, **said)
    except InputError as error:
        return _front(request, typed, {field: str(error)}, 400)
    response = RedirectResponse(f"/news/{given.key}", 303)
    remember(request, response, secret, shelf.hours)
    return response


@router.get("/news/{key}", dependencies=[needs("ask")])
def article(request: Request, key: str) -> HTMLResponse:
    """The article with its marks, its events as they stand, what was only said, and what was left out."""
    given, reading = opened(request, key)
    service = service_of(request)
    linker = Linker(service.library.law.book)
    there = standing(service, reading)
    words, source = reading.article.text, reading.article
    events = [_event(each, number, reading, key=key, there=there, linker=linker) for number, each in enumerate(reading.events, 1)]  # fmt: skip
    by_hand = added(service, reading)
    for number, (kept, span) in enumerate(by_hand, len(events) + 1):
        told = shown(kept.happening, kept, linker, number=number, words=[words.cut(span)])
        events.append({"refused": "", "number": number, "words": told.words, "shown": told, "note": None, "action": f"/timeline/{told.id}"})  # fmt: skip
    return page(
        request, "news/article.html", given=given, article=source, events=events, most=MOST_IN_FULL, ends=_shelf(request).ends(given),
        paragraphs=tuple(marked.paragraphs(words.text, marked.marks_of(reading, (span for _, span in by_hand)))), cut=words.cut, day_of=marked.day_of,
        quotes=marked.quotes_of(source), dates=marked.dates_of(source), dropped=_dropped(reading), may_judge=may_judge(request),
        related=related(reading.related, service.library), waiting=any(each.happening and each.happening.id not in there for each in reading.events),
    )  # fmt: skip


@router.post("/news/{key}/suggest", dependencies=[needs("timeline")])
def suggest(request: Request, key: str) -> Response:
    """Put every event of the article into the store, as suggestions."""
    given, reading = opened(request, key)
    suggest_all(request, service_of(request), (each.happening for each in reading.events if each.happening))  # fmt: skip
    return RedirectResponse(f"/news/{given.key}#events", 303)


@router.post("/news/{key}/delete", dependencies=[needs("ask")])
def delete(request: Request, key: str) -> Response:
    """Delete the article; what was judged of it stays in the timeline."""
    shelf = _shelf(request)
    shelf.drop(shelf.get(key, owner_of(request)))
    return RedirectResponse("/news", 303)


def _event(
    each: Handed, number: int, reading: Reading, *, key: str, there: dict[str, Kept], linker: Linker
) -> dict[str, Any]:  # fmt: skip
    """One event for the page, with its words, its note and where it is judged."""
    one, note = each.happening, reading.notes.get(each.told.event.id)
    words = [reading.article.text.cut(span) for span in each.told.event.spans[:1]]
    return {
        "refused": each.refused, "number": number, "words": words,
        "shown": shown(one, there.get(one.id), linker, number=number, words=words) if one else None,
        "note": in_law_shown(note if number <= MOST_IN_FULL else None, reading.article, linker.book), "action": f"/news/{key}/events/{one.id}" if one else "",
    }  # fmt: skip


def opened(request: Request, key: str) -> tuple[Given, Reading]:
    """An article of whoever asks, read."""
    shelf = _shelf(request)
    given = shelf.get(key, owner_of(request))
    return given, reading_of(service_of(request), shelf, given)


def _front(
    request: Request, typed: dict[str, str] | None = None, wrong: dict[str, str] | None = None, status: int = 200
) -> HTMLResponse:  # fmt: skip
    shelf = _shelf(request)
    blank = dict.fromkeys((*_FIELDS, "text"), "")
    return page(
        request, "news/front.html", status, typed={**blank, **(typed or {})}, wrong={**dict.fromkeys((*blank, "file"), ""), **(wrong or {})},
        errors=list((wrong or {}).items()), mine=shelf.of(owner_of(request)), shelf=shelf, waiting=_waiting(request),
        may_judge=may_judge(request), megabytes=MOST_BYTES // 1_000_000,
        characters=MOST_CHARACTERS if person_of(request).signed_in else VISITORS_CHARACTERS, head=head, when=when,
    )  # fmt: skip


def _waiting(request: Request) -> list[Any]:
    """Suggestions that nobody has judged, for those who may."""
    if not may_judge(request):
        return []
    with service_of(request).store.reading() as db:
        found = [each for each in read(db, shipped()).values() if each.state == SUGGESTED]
    return sorted(found, key=lambda each: order(each.happening), reverse=True)


def _first_line(content: bytes, name: str, most: int) -> str:
    """How the text begins; it is read in a turn of its own, so that what cannot be read is refused at the form."""
    if len(content) > MOST_BYTES:
        raise InputError(f"{name} has more than {MOST_BYTES:,} bytes. No article is that long.")
    with HEAVY.taken():
        text = text_of(content, name).text.strip()
    if len(text) > most:
        raise InputError(f"{name} holds {len(text):,} characters of text; a visitor's may have {most:,}. Sign in, cut it into articles, or read it on the command line: licet read FILE.")  # fmt: skip
    return text.partition("\n")[0][:_LONGEST_TITLE]


def _wrong(typed: dict[str, str]) -> dict[str, str]:
    wrong = {}
    for name in ("on", "retrieved"):
        try:
            if typed[name]:
                date.fromisoformat(typed[name])
        except ValueError:
            wrong[name] = (
                f"“{typed[name][:40]}” is no day; write it as 2026-01-15, or leave it empty."
            )
    if typed["url"] and not _is_address(typed["url"]):
        wrong["url"] = f"“{typed['url'][:60]}” is no address of a page; it begins with https:// or http://, or is left empty."  # fmt: skip
    return wrong


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return (
            parts.scheme in ("http", "https") and bool(parts.hostname) and len(url) <= _LONGEST_URL
        )
    except ValueError:
        return False


def _dropped(reading: Reading) -> list[tuple[str, int]]:
    """What was left out of the page, by reason: how often."""
    found: dict[str, int] = {}
    for why, _ in reading.article.text.dropped:
        found[why] = found.get(why, 0) + 1
    return list(found.items())


def _shelf(request: Request) -> Shelf:
    return Shelf(service_of(request).settings)
