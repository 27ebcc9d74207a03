"""``licet classes [QUERY]``: entries of control lists, their reasons, columns and exceptions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.cli.codes import PASS
from licet.cli.options import parser
from licet.cli.show import faint, print_footer, print_json, strong, table, wrapped
from licet.decide.entries import UNLISTED
from licet.errors import UnknownName

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licet.book.book import RuleBook
    from licet.book.registers import Mark, Register, Row
    from licet.pack.store import Library

_EPILOG = """examples:
  licet classes              the registers, with their number of entries
  licet classes 3A001        one entry: reasons, columns, paragraphs, exceptions
  licet classes 3A001.b.2    the same, as it stands for one paragraph
  licet classes gyro         every entry whose title has the word

Titles are ours.  What an entry sets for a transfer: licet decide --class 3A001.b.2 --to IN

exit codes: 0 shown; 2 bad input, or nothing found."""
_ANSWER = {True: "yes", False: "no", None: "open"}


def main(words: list[str]) -> int:
    """List registers, search entries, or show one; exit 0, or 2 where nothing is found."""
    options = parser("classes", "Search the entries of control lists.", epilog=_EPILOG)
    options.add_argument("query", nargs="*", metavar="QUERY", help="a class, or words of a title")
    args = options.parse_args(words)

    from licet.pack.store import open_library

    library = open_library(args.law)
    query = " ".join(args.query)
    if not query:
        _registers(library, json=args.json)
    elif found := library.law.book.registers.find(query):
        _one(library, query, *found, json=args.json)
    else:
        _matches(library, query, json=args.json)
    return PASS


def known_class(book: RuleBook, label: str) -> None:
    """Nothing where ``label`` is a class of a register or of a provision; else ``UnknownName`` with the nearest."""
    if label == UNLISTED or book.registers.find(label) is not None:
        return
    entries = {
        version.entry
        for each in book.provisions.values()
        if each.kind == "classification"
        for version in each.versions
    }
    if label in entries or any(each.startswith(f"{label}.") for each in entries):
        return
    raise UnknownName("class", label, [*book.registers.entries, *sorted(entries)])


def _registers(library: Library, *, json: bool) -> None:
    found = library.law.book.registers.all
    if json:
        print_json([{"name": e.name, "title": e.title, "entries": len(e.rows)} for e in found])
        return
    print(table([(str(len(each.rows)), each.title) for each in found], ("entries", "register")))
    print()
    print_footer(library.law.hashes)


def _matches(library: Library, query: str, *, json: bool) -> None:
    entries = library.law.book.registers.entries
    wanted = query.casefold().split()
    hits = [
        (label, row["title"])
        for label, (_, row) in entries.items()
        if all(word in f"{label} {row['title']}".casefold() for word in wanted)
    ]
    if not hits:
        raise UnknownName("class", query, entries)
    if json:
        print_json([{"class": label, "title": title} for label, title in hits])
        return
    print(table(hits, ("class", "title (ours)")))
    print()
    print_footer(library.law.hashes)


def _one(
    library: Library, query: str, register: Register, row: Row, paragraph: str, *, json: bool
) -> None:
    book = library.law.book
    if json:
        print_json(_data(book, query, register, row, paragraph))
        return
    print(strong(f"{query}: {row['title']}"))
    if row.get("reasons"):
        print(f"Reasons for control: {', '.join(row['reasons'])}")
    print()
    for line in _lines(book, register, row, paragraph):
        print(line)
    print()
    print(faint(wrapped(f"{register.title}; read {register.checked}.")))
    for text, url in register.cite:
        print(faint(f"{text}  {url}"))
    print_footer(library.law.hashes)


def _lines(book: RuleBook, register: Register, row: Row, paragraph: str) -> Iterator[str]:
    from licet.book.registers import is_silent, stands

    if is_silent(row, paragraph):
        yield wrapped("Decided by provisions of its own, not by these marks; see licet law list.")
    rows = []
    for mark in row.get("marks", ()):
        holds = stands(mark, paragraph)
        if not paragraph or holds is not False:
            rows.append((_ANSWER[holds], _title(book, register, mark), _where(mark)))
    if rows:
        yield table(rows, ("holds", "what", "for"))
    else:
        yield "No column of the chart and no exception of the list."
    if row.get("silent") and not is_silent(row, paragraph):
        shut = ", ".join(row["class"] + each for each in row["silent"])
        yield wrapped(f"Left to provisions of their own: {shut}.")
    if row.get("also"):
        yield wrapped(f"The entry also names exceptions {', '.join(row['also'])}.")
    if row.get("sta_not"):
        yield wrapped(f"Limits on exception STA: {', '.join(row['sta_not'])}.")


def _title(book: RuleBook, register: Register, mark: Mark) -> str:
    provision = book.provisions.get(f"{register.sovereign.lower()}.{register.sets}{mark['mark']}")
    short = mark["mark"].replace("_", " ")
    value = f" {mark['value']}" if "value" in mark else ""
    return f"{short}{value}: {provision.title}" if provision else f"{short}{value}"


def _where(mark: Mark) -> str:
    """The paragraphs of a mark, and why part of them stays open."""
    parts = [", ".join(mark["on"])] if "on" in mark else ["all"]
    if "except" in mark:
        parts.append(f"but {', '.join(mark['except'])}")
    if "open" in mark:
        parts.append(f"(open: {mark['open'].replace('_', ' ')})")
    if "see" in mark:
        parts.append(f"see {mark['see']}")
    return " ".join(parts)


def _data(
    book: RuleBook, query: str, register: Register, row: Row, paragraph: str
) -> dict[str, Any]:
    from licet.book.registers import is_silent, stands

    return {
        "class": query,
        "entry": row["class"],
        "title": row["title"],
        "reasons": row.get("reasons", []),
        "own_provisions": is_silent(row, paragraph),
        "marks": [
            {**mark, "holds": _ANSWER[stands(mark, paragraph)], "title": _title(book, register, mark)}
            for mark in row.get("marks", ())
        ],
        "also": row.get("also", []),
        "sta_not": row.get("sta_not", []),
        "register": register.name,
        "checked": register.checked,
        "cite": [{"text": text, "url": url} for text, url in register.cite],
    }  # fmt: skip
