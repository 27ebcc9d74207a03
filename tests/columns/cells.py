"""Transfers as cells: what a row of a frame says where a case, a page of law or a draw said it.

A cell is text, as a CSV file has it.  What no column can say (who owns a party) is told apart, so
that whoever makes a frame can count what it leaves out.
"""

from datetime import date
from decimal import Decimal

import polars as pl

from licet.columns.layout import column_of
from licet.facts.values import NOT_MET

UNSAYABLE = {"owners", "minority_shareholders"}
"""Facts of a party that are lists of people: no column says them."""
_TOP = {
    "from": "shipped_from", "to": "destination", "kind": "kind", "declared_to": "declared_to",
    "route": "route", "transshipment": "transshipment", "parties_complete": "parties_complete",
}  # fmt: skip
_ITEM = {"id": "item", "kind": "item_kind", "ownclass": "declared_class"}
_TRUTHS = {"yes": True, "true": True, "no": False, "false": False, "1": True, "0": False}
_UNKNOWN = ("", "?", "unknown", "null", "~")


def text(value):
    """A value of a fact as a cell."""
    match value:
        case None:
            return "?"
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return f"{value}"
        case list() | tuple() | set() | frozenset():
            parts = [_listing(each) for each in value]
            return (
                " | ".join(sorted(parts) if isinstance(value, set | frozenset) else parts) or "none"
            )
        case _:
            return str(value)


def _listing(each):
    """An entry of a list, a listing or a code as ``Builder.listings`` reads it from text."""
    if isinstance(each, str):
        return each
    if isinstance(each, dict):
        each = _Entry(**{"since": None, "footnotes": [], "possible": "no", **each})
        name, notes, sure = each.list, each.footnotes, each.possible not in (True, "yes", "true")
    else:
        name, notes, sure = each.list, each.footnotes, each.certain
    if name == "*":
        return "?"
    told = "" if notes is not None and not notes else "/" + "+".join(map(str, sorted(notes or ())))
    since = f" since {each.since}" if each.since else ""
    return f"{name}{told}{'' if sure else '?'}{since}"


class _Entry:
    def __init__(self, **said):
        self.__dict__.update(said)


def cells_of_raw(raw):
    """Cells of a raw transfer (``cases/1``), and whether they say all of it."""
    cells, whole = {}, True
    for key, value in (raw.get("item") or {}).items():
        if key in _ITEM and value is not None:
            cells[_ITEM[key]] = text(value)
    named = [(name, raw.get(key)) for key, name in _TOP.items()]
    named += ((raw.get("item") or {}).get("facts") or {}).items()
    named += ((f"exporter.{key}", value) for key, value in (raw.get("exporter") or {}).items())
    for group in ("us_nexus", "assurances", "facts"):
        named += (raw.get(group) or {}).items()
    for name, value in (raw.get("end_use") or {}).items():
        if isinstance(value, dict):
            named.append((name, True))
            named += ((f"{name}.{inner}", content) for inner, content in value.items())
        elif name != "text":
            named.append((name, value))
    cells |= {name: text(value) for name, value in named if value is not None}
    taken = {}
    for party in raw.get("parties") or []:
        label = label_of(party.get("role"), taken)
        if label.startswith("party") and party.get("role"):
            cells[f"{label}.role"] = text(party["role"])
        for name, value in party.items():
            if name in UNSAYABLE:
                whole = whole and value is None
            elif name not in ("role", "alias_of") and value is not None:
                cells[f"{label}.{name}"] = text(value)
    return cells, whole


def label_of(role, taken):
    """The label of the next party of a role: ``end_user``, ``end_user_2``; ``party1`` where the role is not one word."""
    name = role if isinstance(role, str) and "|" not in role and role not in _UNKNOWN else "party"
    taken[name] = taken.get(name, 0) + 1
    return (
        name
        if taken[name] == 1 and name != "party"
        else f"{name}{'_' if name != 'party' else ''}{taken[name]}"
    )


def cells_of_transfer(transfer):
    """Cells of a transfer, and whether they say all of it (a number that due care closed cannot be said)."""
    cells, whole = {}, True
    for name, value in transfer.facts.items():
        whole = whole and value is not NOT_MET
        if value is not NOT_MET:
            cells[name] = text(value)
    if transfer.product:
        cells["item"] = transfer.product
    if transfer.due_care:
        cells["due_care"] = "yes"
    taken = {}
    for party in transfer.parties:
        role = party.facts.get("role")
        label = label_of(role, taken)
        said = dict(party.facts)
        if label.startswith("party"):
            cells[f"{label}.name"] = party.name or "somebody"
        else:
            said.pop("role", None)
            cells[f"{label}.name"] = party.name or "somebody"
        whole = whole and party.owners is None
        cells |= {f"{label}.{name}": text(value) for name, value in said.items()}
    return cells, whole


def frame_of(rows):
    """Rows of cells as a frame of text columns, in the order in which columns are first met."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    return pl.DataFrame(
        {name: [row.get(name) for row in rows] for name in names},
        schema=dict.fromkeys(names, pl.String),
    )


def typed(frame, book):
    """The same frame with numbers, truths, days and words in types of their own, where every cell allows it."""
    return frame.select(_typed(frame[name], book) for name in frame.columns)


def _typed(column, book):
    if column.dtype != pl.String:
        return column
    cells = column.to_list()
    said = [each for each in cells if each is not None and each.strip() not in _UNKNOWN]
    found = column_of(column.name, book)
    if found is None or not said:
        return column
    if column.name == "on" and all(_day(each) for each in said):
        return pl.Series(column.name, [_day(each) for each in cells], dtype=pl.Date)
    fact = book.facts[found.fact] if found.fact else None
    if (
        fact is not None
        and fact.type == "boolean"
        and all(each.strip().lower() in _TRUTHS for each in said)
    ):
        return pl.Series(column.name, [_truth(each) for each in cells], dtype=pl.Boolean)
    if fact is not None and fact.numeric and all(_plain(each) for each in said):
        return pl.Series(column.name, [_number(each) for each in cells], dtype=pl.Float64)
    return column.cast(pl.Categorical())


def _truth(cell):
    return None if cell is None else _TRUTHS.get(cell.strip().lower())


def _number(cell):
    return None if cell is None or cell.strip() in _UNKNOWN else float(cell)


def _day(cell):
    try:
        return None if cell is None else date.fromisoformat(cell)
    except ValueError:
        return None


def _plain(cell):
    """Whether a cell is one number that a Float64 says exactly."""
    try:
        return Decimal(repr(float(cell))) == Decimal(cell.strip())
    except (ArithmeticError, ValueError):
        return False
