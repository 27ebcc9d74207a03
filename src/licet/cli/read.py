"""``licet read``: what an article says happened, who said so, and what became of it in law."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from licet.cli.codes import NOTHING_FOUND, PASS
from licet.cli.options import day, parser
from licet.cli.show import print_footer, print_json, strong, visible, wrapped

if TYPE_CHECKING:
    from licet.news.in_law import InLaw
    from licet.news.joining import Told
    from licet.news.model import Article, Dated, Event

_MOST_CHANGES = 4


def main(words: list[str]) -> int:
    """Read articles; exit 0 if they tell an event, 3 if none was found, 2 for bad input."""
    options = parser(
        "read", "Events, quotations and dates of news texts, each with the words it rests on.",
        epilog="FILE is plain text, HTML, PDF (needs the extra news), an RSS or Atom file, or a folder of these.\n"
        "Nothing is fetched and nothing in a text is run or obeyed. A reading is a suggestion for an editor.\n"
        "exit codes: 0 at least one event was found; 3 none was, which says nothing; 2 bad input.",
    )  # fmt: skip
    options.add_argument("file", metavar="FILE", help="a file, a folder, or - for standard input")
    options.add_argument("--source", default="", metavar="URL", help="where it is from; only recorded, never asked")  # fmt: skip
    options.add_argument("--on", type=day, metavar="DATE", help="the day it was written, if it does not say so itself")  # fmt: skip
    options.add_argument("--retrieved", type=day, metavar="DATE", help="the day it was fetched: what an undated text tells is not after it")  # fmt: skip
    args = options.parse_args(words)

    from licet.explore.timeline import events as changes_of
    from licet.news.in_law import in_law
    from licet.news.joining import joined_events
    from licet.news.reader import Reader
    from licet.news.sources.files import texts
    from licet.pack.store import open_library

    library = open_library(args.law)
    reader = Reader(library.catalogue)
    articles: list[Article] = []
    for number, (name, url, text) in enumerate(texts(args.file), 1):
        articles.append(reader.read(text, name=name, url=args.source or url, on=args.on, retrieved=args.retrieved))  # fmt: skip
        if number % 50 == 0 and sys.stderr.isatty():
            print(f"\r{number} articles read", end="", file=sys.stderr)
    told = joined_events(articles)
    notes = in_law([each.event for each in told], changes_of(library.law.book))
    if args.json:
        from licet.news.rows import run_data

        print_json({**run_data(articles, told, notes), "hashes": library.law.hashes})
    else:
        _print(articles, told, {note.event: note for note in notes})
        print_footer(library.law.hashes)
    return PASS if told else NOTHING_FOUND


def _print(articles: list[Article], told: tuple[Told, ...], notes: dict[str, InLaw]) -> None:
    for number, article in enumerate(articles):
        _print_article(article)
        mine = [each for each in told if each.sources[0][0] == number]
        print(strong(f"\n{len(mine)} event{'s' if len(mine) != 1 else ''}"))
        for each in mine:
            _print_event(each, article, articles, notes.get(each.event.id))
        print()


def _print_article(article: Article) -> None:
    text = article.text
    if article.headline:
        print(strong(visible(text.cut(article.headline)[:200])))
    print(wrapped(visible(f"{article.name}{', ' + article.source_url if article.source_url else ''}; days counted from: {_day(article.anchor)}")))  # fmt: skip
    for span in article.summary:
        print(wrapped(visible(f"[{span.start}-{span.end}] {text.cut(span)}"), 2, 4))
    quotes = [each for each in article.quotes if each.kind == "direct"]
    if quotes:
        print(strong("\nsaid, not done"))
    for quote in quotes:
        print(wrapped(visible(f"{quote.speaker or 'speaker not told'}: “{quote.text}” [{quote.span.start}-{quote.span.end}; {quote.how}]"), 2, 4))  # fmt: skip


def _print_event(told: Told, article: Article, articles: list[Article], note: InLaw | None) -> None:
    event = told.event
    print(wrapped(visible(f"{_line(event)}"), 2, 4))
    span = told.sources[0][1].spans[0]
    print(wrapped(visible(f"“{article.text.cut(span)}” [{span.start}-{span.end}]"), 6, 6))
    if event.condition:
        print(wrapped(visible(f"condition: {_source_cut(told, articles)}"), 6, 8))
    numbers = "; ".join(f"{each.value} {each.unit}{' of ' + each.of if each.of else ''}" for each in event.amounts)  # fmt: skip
    if numbers:
        print(wrapped(visible(f"numbers: {numbers}"), 6, 8))
    if event.speaker:
        print(wrapped(visible(f"as told by: {event.speaker}"), 6, 8))
    if len(told.sources) > 1:
        names = dict.fromkeys(articles[number].name for number, _ in told.sources)
        print(wrapped(visible(f"told {len(told.sources)} times: {', '.join(names)}"), 6, 8))
    if note:
        _print_note(note)


def _source_cut(told: Told, articles: list[Article]) -> str:
    number = next(number for number, each in told.sources if each.spans == told.event.spans)
    assert told.event.condition is not None  # noqa: S101 - asked before # nosec B101
    return articles[number].text.cut(told.event.condition)


def _print_note(note: InLaw) -> None:
    print(wrapped(f"in law: {note.note}", 6, 8))
    for source, changes in note.instruments[:_MOST_CHANGES]:
        titles = "; ".join(f"{each.title} ({each.subject}): {each.what} {each.on}" for each in changes[:_MOST_CHANGES])  # fmt: skip
        more = f"; and {len(changes) - _MOST_CHANGES} more" if len(changes) > _MOST_CHANGES else ""
        print(wrapped(f"{source}: {titles}{more}", 8, 10))


def _line(event: Event) -> str:
    actors = ", ".join(each.text for each in event.actors) or "actor not told"
    about = ", ".join(each.text for each in event.objects) or "goods not told"
    to = ", ".join(each.text for each in event.targets)
    return (
        f"{event.act}: {actors}; {about}{' -> ' + to if to else ''}; {event.stage}, {event.modality}; "
        f"{_day(event.date)}{'; history' if event.background else ''}; confidence {event.confidence}"
    )


def _day(dated: Dated) -> str:
    if dated.first is None and dated.last is None:
        return f"date unknown ({dated.how})"
    if dated.first is None:
        return f"not after {dated.last} ({dated.how})"
    days = str(dated.first) if dated.first == dated.last else f"{dated.first} to {dated.last}"
    return f"{days} ({dated.how})"
