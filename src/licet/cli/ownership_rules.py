"""``licet ownership rules``: the ownership rules of the law in use, and whether they bind on a day."""

from __future__ import annotations

from datetime import date

from licet.cli.codes import PASS
from licet.cli.options import day, parser
from licet.cli.show import print_footer, print_json, strong, wrapped


def main(words: list[str]) -> int:
    """Print every rule; exit 0."""
    options = parser("ownership rules", "The ownership rules of the law in use, on a day.")
    options.add_argument(
        "--on", type=day, default=None, metavar="DATE", help="the day; default today"
    )
    args = options.parse_args(words)

    from licet.ownership.regimes import regimes
    from licet.ownership.words import rule_line, ruling_data, standing
    from licet.pack.store import open_library

    library = open_library(args.law)
    on = args.on or date.today()
    found = [each.on(on) or each.first for each in regimes(library.law.book).values()]
    if args.json:
        print_json({"on": on.isoformat(), "rules": [ruling_data(each) for each in found]})
        return PASS
    for each in found:
        print(strong(f"{each.title} ({each.sovereign})"))
        print(wrapped(rule_line(each), 2, 4))
        print(wrapped(standing(each), 2, 4))
        if each.note:
            print(wrapped(each.note, 2, 4))
        for text, url in each.cite:
            print(wrapped(f"{text}  {url}".rstrip(), 2, 4))
        print()
    print_footer({name: library.header[name] for name in ("law", "code")})
    return PASS
