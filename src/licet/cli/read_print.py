"""How ``licet read`` prints: an article in short, its events by whether they are news, plans or history, and their law."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.cli.show import faint, strong, visible, wrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from licet.book.book import RuleBook
    from licet.news.in_law import Became, InLaw
    from licet.news.joining import Told
    from licet.news.model import Article, Dated, Event, Name
    from licet.news.related import Related

_MOST_RULES, _MOST_STAGES, _MOST_LEFT_OUT, _MOST_RESTS = 4, 5, 12, 3
_PLANNED = ("considered",)


def print_run(
    articles: Sequence[Article], told: Sequence[Told], notes: Sequence[InLaw], book: RuleBook
) -> None:
    """Every article with the events it was the first to tell."""
    from licet.news.related import Shelf

    shelf, by_event = Shelf(book), {note.event: note for note in notes}
    for number, article in enumerate(articles):
        _head(article)
        mine = [each for each in told if each.sources[0][0] == number]
        shown: set[str] = set()
        for title, fits in _PARTS:
            part = [each for each in mine if fits(each.event)]
            if part:
                print("\n" + strong(title))
            for each in part:
                _event(each, articles)
                if note := by_event.get(each.event.id):
                    _note(note, article, book, shown)
        if not mine:
            print("\nNo event was found, which says nothing.")
        _said(article)
        _related(shelf.related(article))
        print()


def _planned(event: Event) -> bool:
    return event.stage in _PLANNED or event.modality == "may"


_PARTS: tuple[tuple[str, Callable[[Event], bool]], ...] = (
    ("News", lambda each: not each.background and not _planned(each)),
    ("Planned or weighed", lambda each: not each.background and _planned(each)),
    ("History that it tells", lambda each: each.background),
)


def _head(article: Article) -> None:
    text = article.text
    if article.headline:
        print(strong(wrapped(visible(text.cut(article.headline)[:200]))))
    source = f", {article.source_url}" if article.source_url else ""
    print(faint(wrapped(visible(f"{article.name}{source}; days are counted from: {_day(article.anchor)}"))))  # fmt: skip
    for span in article.summary:
        print(wrapped(visible(f"{_line(text.cut(span))} [{span.start}-{span.end}]"), 2, 2))


def _event(told: Told, articles: Sequence[Article]) -> None:
    event, (number, first) = told.event, told.sources[0]
    cut = articles[number].text.cut
    print(wrapped(visible(f"- {_act(event)}"), 2, 4))
    span = first.spans[0]
    print(wrapped(visible(f"“{_line(cut(span))}” [{span.start}-{span.end}; confidence {event.confidence}]"), 6, 6))  # fmt: skip
    if first.condition:
        print(wrapped(visible(f"on condition: {_line(cut(first.condition))}"), 6, 8))
    numbers = "; ".join(f"{each.value} {each.unit}{' of ' + each.of if each.of else ''}" for each in event.amounts)  # fmt: skip
    if numbers:
        print(wrapped(visible(f"numbers: {numbers}"), 6, 8))
    if event.speaker or event.via:
        print(wrapped(visible(f"as told by {', '.join(filter(None, (event.speaker, event.via)))}"), 6, 8))  # fmt: skip
    if len(told.sources) > 1:
        names = dict.fromkeys(articles[place].name for place, _ in told.sources)
        print(wrapped(visible(f"told {len(told.sources)} times: {', '.join(names)}"), 6, 8))


def _act(event: Event) -> str:
    """Who did what to whom, how far it has come and when, on one line."""
    actors = _names(event.actors) or "somebody who is not told"
    goods, to = _names(event.objects), _names(event.targets)
    stage = "" if event.stage == "none" else f"{event.stage}, "
    about = f": {goods}" if goods else ""
    return f"{_day(event.date)}. {actors} — {event.act}{about}{' → ' + to if to else ''} ({stage}{event.modality})"  # fmt: skip


def _names(names: Sequence[Name]) -> str:
    return ", ".join(dict.fromkeys(_line(each.text) for each in names))


def _note(note: InLaw, article: Article, book: RuleBook, shown: set[str]) -> None:
    from licet.news.in_law import NO_CLUE
    from licet.news.omitted import omitted

    for each in note.became:
        _became(each)
    if note.note and note.note != NO_CLUE:
        print(wrapped(f"in law: {note.note}", 6, 8))
    if note.held:
        _stages(note)
    new = [each for each in omitted(note, article, book) if each.text not in shown]
    shown.update(each.text for each in new)
    if new:
        print(wrapped("the rule also says, in words that the article has not:", 6, 8))
    for left in new[:_MOST_LEFT_OUT]:
        print(wrapped(f"- {left.text} ({left.cite})", 8, 10))


def _became(became: Became) -> None:
    from licet.news.in_law import effect

    print(wrapped(f"in law: {became.instrument}, {effect(became)}", 6, 8))
    for rule in became.rules[:_MOST_RULES]:
        print(wrapped(f"{rule.pin}: {rule.title}; {rule.what}", 8, 10))
    if len(became.rules) > _MOST_RULES:
        print(f"        and {len(became.rules) - _MOST_RULES} more")


def _stages(note: InLaw) -> None:
    """The stages of the measure that the timeline holds, the article's own marked."""
    held = note.held
    assert held is not None  # noqa: S101 - asked before # nosec B101
    print(wrapped(f"in the timeline: {held.event.id}, {held.event.title}", 6, 8))
    later = [each for each in held.later if each.stage != "none"]
    for each in later[:_MOST_STAGES]:
        print(
            wrapped(f"then {each.day or 'no day'} ({each.stage}): {each.title} [{each.id}]", 8, 10)
        )
    if note.note and not later and held.event.stage in ("considered", "announced"):
        print("        no later stage is held")


def _said(article: Article) -> None:
    quotes = [each for each in article.quotes if each.kind == "direct"]
    if quotes:
        print("\n" + strong("Said, not done"))
    for quote in quotes:
        print(wrapped(visible(f"{_line(quote.speaker) or 'speaker not told'}: “{_line(quote.text)}” [{quote.span.start}-{quote.span.end}; {quote.how}]"), 2, 4))  # fmt: skip


def _related(found: Sequence[Related]) -> None:
    if found:
        print("\n" + strong("To look up"))
    for title, kind in (("chips", "chip"), ("firms", "firm")):
        names = [f"{each.text} ({each.id})" if kind == "chip" else each.id for each in found if each.kind == kind]  # fmt: skip
        if names:
            print(wrapped(visible(f"{title}: {', '.join(names)}"), 2, 4))
    for each in found:
        if each.kind == "law":
            some = ", ".join(each.rests[:_MOST_RESTS])
            more = f" and {len(each.rests) - _MOST_RESTS} more" if len(each.rests) > _MOST_RESTS else ""  # fmt: skip
            print(wrapped(visible(f"law: {each.id}{': ' + some + more if some else ''}"), 2, 4))


def _line(said: str) -> str:
    """Words on one line."""
    return " ".join(said.split())


def _day(dated: Dated) -> str:
    if dated.first is None and dated.last is None:
        return f"day unknown ({dated.how})"
    if dated.first is None:
        return f"not after {dated.last} ({dated.how})"
    days = str(dated.first) if dated.first == dated.last else f"{dated.first} to {dated.last}"
    return f"{days} ({dated.how})"
