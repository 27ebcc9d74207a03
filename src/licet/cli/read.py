"""``licet read``: what an article says happened, who said so, and what became of it in law."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from licet.cli.codes import NOTHING_FOUND, PASS
from licet.cli.options import day, parser
from licet.cli.read_suggest import by_whom, done_data, print_done, suggested
from licet.cli.show import print_footer, print_json

if TYPE_CHECKING:
    from licet.news.model import Article


def main(words: list[str]) -> int:
    """Read articles; exit 0 if they tell an event, 3 if none was found, 2 for bad input."""
    options = parser(
        "read", "Events, quotations and dates of news texts, each with the words it rests on.",
        epilog="FILE is plain text, HTML, PDF (needs the extra news), an RSS or Atom file, or a folder of these.\n"
        "Nothing is fetched and nothing in a text is run or obeyed. A reading is a suggestion for an editor.\n"
        "exit codes: 0 at least one event was found; 3 none was, which says nothing; 2 bad input.",
    )  # fmt: skip
    options.add_argument("file", metavar="FILE", nargs="?", help="a file, a folder, or - for standard input")  # fmt: skip
    options.add_argument("--source", default="", metavar="URL", help="where it is from; only recorded, never asked")  # fmt: skip
    options.add_argument("--on", type=day, metavar="DATE", help="the day it was written, if it does not say so itself")  # fmt: skip
    options.add_argument("--retrieved", type=day, metavar="DATE", help="the day it was fetched: what an undated text tells is not after it")  # fmt: skip
    options.add_argument("--suggest", action="store_true", help="put its events into the store, as suggestions for an editor")  # fmt: skip
    options.add_argument("--as", dest="by", type=by_whom, metavar="ROLE:NAME", help="who suggests them, such as desk:eva; wanted with --suggest")  # fmt: skip
    options.add_argument("--score", metavar="FOLDER", help="read labelled texts and say how much is right, beside a few regular expressions")  # fmt: skip
    options.add_argument("--misses", action="store_true", help="with --score: each fault in words")
    args = options.parse_args(words)
    if args.score:
        from licet.cli.read_score import print_score
        from licet.pack.store import open_library

        return print_score(args.score, open_library(args.law), misses=args.misses, as_json=args.json)  # fmt: skip
    if not args.file:
        options.error("name a FILE to read, or a folder of labelled texts with --score")
    if args.suggest != (args.by is not None):
        options.error("--suggest and --as ROLE:NAME go together: the store keeps who suggested what")  # fmt: skip

    from licet.news.in_law import law_notes
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
    notes = law_notes(told, articles, library.law.book)
    done = suggested(told, articles, notes, args.retrieved, args.by) if args.suggest else None
    if args.json:
        from licet.news.rows import run_data

        more = {} if done is None else {"suggested": done_data(done)}
        read = run_data(articles, told, notes, library.law.book)
        print_json({**read, **more, "hashes": library.law.hashes})
    else:
        from licet.cli.read_print import print_run

        print_run(articles, told, notes, library.law.book)
        if done is not None:
            print_done(done)
        print_footer(library.law.hashes)
    return PASS if told else NOTHING_FOUND
