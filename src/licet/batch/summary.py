"""What came out of a batch, on one page: statuses, reasons, what to ask first, what nobody modeled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.batch.tally import parts
from licet.decide.answer import CONFLICT, ORDER
from licet.record import record

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Mapping

    from licet.batch.local import Done
    from licet.batch.options import Options
    from licet.book.book import RuleBook

_TOP = 10
_LISTS = "lists loaded, and not searched by a batch"
_ASK = {"item": "the supplier", "party": "the party", "destination": "the customer"}


@record
class Table:
    """A table of the page: its title, what it means, its heads, its rows.  The last cell of a row is a count."""

    name: str
    title: str
    note: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


@record
class Summary:
    """The page.  ``facts`` are its first lines, by name."""

    facts: dict[str, Any]
    tables: tuple[Table, ...]
    said: tuple[str, ...]
    rows: int
    faults: int
    waiting: int

    def as_data(self) -> dict[str, Any]:
        """The same for a program."""
        tables = {
            each.name: [dict(zip(each.heads, row, strict=True)) for row in each.rows]
            for each in self.tables
        }
        return {**self.facts, **tables, "said": list(self.said)}


def summary_of(done: Done, options: Options, source: str, lists: Mapping[str, str]) -> Summary:
    """The page of what was done; ``lists`` are those that are loaded, with the days of their data."""
    tally, law = done.tally, options.library.law
    faults = options.out.faults(tally.faults)
    facts: dict[str, Any] = {
        "in": source,
        "out": str(options.out.path),
        "on": str(done.on),
        **({"compared with": str(options.compare)} if options.compare else {}),
        "rows": tally.rows,
        "rows that wait for a person": tally.waiting,
        "rows with a fault": tally.faults,
        **({"rows whose answer differs": tally.changed} if options.compare else {}),
        **({"faults in": faults} if faults else {}),
        "taken for every row": dict(done.constants),
        **({"columns kept, not read": list(done.kept)} if done.kept else {}),
        "hashes": law.hashes,
        "law last read": _read_until(law.book),
        **({_LISTS: dict(lists)} if lists else {}),
    }
    return Summary(
        facts, tuple(_tables(done, options)), done.said, tally.rows, tally.faults, tally.waiting
    )


def _read_until(book: RuleBook) -> str:
    """The last day on which somebody read an official text for the law."""
    days = (version.checked for each in book.provisions.values() for version in each.versions)
    return str(max(days, default=""))


def _tables(done: Done, options: Options) -> list[Table]:
    tally, book = done.tally, options.library.law.book
    place = {status: number for number, status in enumerate((*ORDER, CONFLICT))}
    by_status = sorted(tally["status"].items(), key=lambda each: place.get(each[0], len(place)))
    by_law = sorted((*parts(key), count) for key, count in tally["law"].items())
    found = [
        Table("by_status", "Answers", "The strictest of the laws asked.", ("status", "rows"), tuple(by_status)),
        Table("by_law", "By law", "The law that leads, and its answer.", ("law", "status", "rows"), tuple(by_law)),
        Table("reasons", "Reasons", "The provision that an answer rests on.", ("provision", "title", "rows"),
              tuple((name, _title(book, name), count) for name, count in _top(tally["reason"]))),
        Table("questions", "What to ask first", "The fact that settles most of the open rows, first.",
              ("fact", "ask", "question", "rows"), tuple(_question(book, *each) for each in _top(tally["question"]))),
        Table("beside", "Beside the answers", "What stands beside a status and keeps a row from passing.",
              ("beside", "rows"), tuple(_top(tally["beside"]))),
        Table("not_modelled", "What was not modelled", _outside_note(options.bits),
              ("provision", "title", "rows"),
              tuple((name, _title(book, name), count) for name, count in _top(tally["outside"] or tally["not modelled"]))),
    ]  # fmt: skip
    if options.compare is not None:
        moved = sorted(
            (place[a], place[b], a, b, count) for (a, b), count in _moves(tally["moved"])
        )
        found.append(Table(
            "moved", "From day to day", f"Answers on {done.on}, and on {options.compare}.",
            (str(done.on), str(options.compare), "rows"), tuple((a, b, count) for *_, a, b, count in moved),
        ))  # fmt: skip
    return [each for each in found if each.rows or each.name == "by_status"]


def _outside_note(bits: bool) -> str:  # noqa: FBT001
    if bits:
        return "Rules that are not encoded, and the rows that they reach or may reach."
    return "Rows that a rule which is not encoded may reach, by the reason of their answer; --bits counts those rules."


def _moves(counts: Counter[str]) -> list[tuple[tuple[str, str], int]]:
    return [(parts(key), count) for key, count in counts.items()]


def _top(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda each: (-each[1], each[0]))[:_TOP]


def _title(book: RuleBook, name: str) -> str:
    found = book.provisions.get(name)
    return found.title if found else ""


def _question(book: RuleBook, name: str, count: int) -> tuple[str, str, str, int]:
    fact = book.facts.get(name)
    asked = _ASK.get(fact.owner, "the exporter") if fact else ""
    return name, asked, fact.question if fact else "", count
