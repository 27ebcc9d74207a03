"""The comments at the head of an SQL text: which law it is, of which day, what it cannot say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.columns.sql.spelling import remark
from licet.decide.plan import plan_for

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from licet.columns.decider import Decider
    from licet.columns.sql.table import Table

_ABOUT = """Licet: the law as one query of DuckDB.  Licet shows evidence; a named officer determines.  Its silence means nothing.
It gives the rows of the table below with their answers, and one fault, behind them (docs/sql.md).
A row with a fault has no answer here: what SQL does not settle is said there, and licet batch decides it.
NULL is unknown, never no.  Words that this text was not made with, and days of another law, are faults:
make it anew when the law, the lists, the catalogue or the words of the table change."""


def head(
    decider: Decider, table: Table, span: tuple[date | None, date | None], wanted: Collection[str]
) -> str:
    """The head: what this is, the law's hash and days, and the provisions in force with their citations."""
    book, (since, until) = decider.law.book, span
    lines = [
        _ABOUT,
        "",
        f"law      {book.hash}",
        f"on       {decider.on} (the same from {since or 'the start'} to before {until or 'any change that is known'})",
        f"laws     {', '.join(decider.asked)}",
        f"table    {table.source}",
        f"answers  {', '.join(each for each in wanted if not each.startswith('holds.'))}",
        "",
        "Provisions in force:",
    ]
    for law in decider.asked:
        plan = plan_for(book, decider.on, decider.known_on, None, law)
        seen = {unit.provision.id: unit for unit in plan.units}
        lines += [f"  {name}  {'; '.join(each.text for each in book[name].cite)}" for name in seen]
    return remark("\n".join(lines))
