"""``licet reform diff NAME|DIR...``: what reforms change, in four forms."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from licet.cli.codes import DIFFERENT, PASS
from licet.cli.options import day, parser
from licet.cli.reforming import (
    add_grid_options,
    add_reforms,
    asked_rows,
    named_reforms,
    reform_data,
)
from licet.cli.show import faint, print_footer, print_json, strong, table, wrapped
from licet.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

    from licet.reform.difference import Sides
    from licet.reform.texts import Regrouped, Worded

FORMS = ("law", "prose", "flips", "witness")
_EPILOG = """forms (--form, repeatable; default prose, flips and witness):
  law      the files of law as they would differ
  prose    each rule that says or does something else, in words: [-gone-] {+new+}
  flips    which products, to which destinations, for which end users, are answered otherwise
  witness  a situation that shows it, found by the solver (needs z3) and tried by the engine

examples:
  licet reform diff h200-withdrawn
  licet reform diff blackwell-allowed --form flips --to CN --class civil
  licet reform diff match-act --form flips --out flips.csv

exit codes: 0 nothing differs; 1 something does; 2 bad input."""
_MANY = 12


def main(words: list[str]) -> int:
    """Print what differs; exit 0 where nothing does, 1 where something does."""
    options = parser("reform diff", "What reforms change in the law, and for whom.", epilog=_EPILOG)
    add_reforms(options)
    options.add_argument("--on", type=day, metavar="DATE", help="default: the day from which every patch counts")  # fmt: skip
    options.add_argument("--form", action="append", choices=FORMS, default=[], help="repeatable")
    add_grid_options(options)
    options.add_argument("--out", metavar="FILE", help="write the flip table: .csv, .parquet or .json")  # fmt: skip
    args = options.parse_args(words)
    forms = args.form or ["prose", "flips", "witness"]

    from licet.pack.store import open_library
    from licet.reform.difference import sides

    library = open_library(args.law)
    found = sides(library, named_reforms(args.reforms), args.on)
    data: dict[str, Any] = {
        "reforms": [reform_data(each) for each in found.reforms], "on": found.on.isoformat(),
        "law": {"before": found.before.hash, "after": found.after.hash}, "laws": list(found.laws),
    }  # fmt: skip
    lines: list[str] = [_head(found), ""]
    differs = found.before.hash != found.after.hash
    if "law" in forms:
        text = list(_law(found, args.law))
        data["text"] = text
        lines += [*text, ""]
    if "prose" in forms:
        data["rules"] = [_worded(each) for each in found.worded]
        data["tables"] = [_regrouped(each) for each in found.regrouped]
        lines += [*_prose(found), ""]
    if "flips" in forms or args.out:
        rows = found.flips(asked_rows(args, library), args.laws)
        if args.out:
            write_table(rows, Path(args.out))
        data["flips"] = _flip_data(rows)
        lines += [*_flip_lines(rows, library), ""]
    if "witness" in forms:
        said = _witness(found)
        data["witness"] = said
        lines += [strong("A situation that shows it, by the solver"), wrapped(said["words"], 2), ""]
    if args.json:
        print_json(data)
    else:
        print("\n".join(lines))
        print_footer({"law": found.before.hash, "under the reforms": found.after.hash})
    return DIFFERENT if differs else PASS


def _head(found: Sides) -> str:
    named = "; ".join(f"{each.title} ({each.name}, {each.status})" for each in found.reforms)
    return wrapped(strong(f"{named}, on {found.on}. No law: what if."))


def _law(found: Sides, law: str | None) -> Iterator[str]:
    from licet.book.load import load_folder
    from licet.pack.store import law_folder
    from licet.reform.texts import redline

    source = load_folder(Path(law) if law else law_folder())
    yield from redline(source, found.after, found.reforms)


# -- prose -----------------------------------------------------------------------------

_SORTS = {"came": "is new", "went": "no longer stands", "text": "reads otherwise", "state": "stands otherwise"}  # fmt: skip


def _prose(found: Sides) -> Iterator[str]:
    yield strong("What the law would say")
    for each in found.worded:
        yield wrapped(f"{each.title} ({each.id}): {_SORTS[each.sort]}{_states(each)}", 2, 4)
        for change in each.changes if each.sort == "text" else ():
            said = " ".join(_mark(stroke.kind, stroke.text) for stroke in change.strokes)
            yield wrapped(f"{change.what}: {said}", 6, 8)
        if each.sort == "came":
            rule = next((change.after for change in each.changes if change.what == "Rule"), "")
            yield wrapped(rule, 6, 8) if rule else ""
    for other in found.regrouped:
        moves = [f"{verb} {', '.join(names)}" for verb, names in (("gains", other.came), ("loses", other.went)) if names]  # fmt: skip
        yield wrapped(f"{other.kind} {other.name} {' and '.join(moves) or 'has other rows'}", 2, 4)
    if not found.worded and not found.regrouped:
        yield "  Nothing on this day."


def _states(each: Worded) -> str:
    from licet.explore.browse import STATE_WORDS

    if each.sort != "state" or each.before is None or each.after is None:
        return ""
    return f": {STATE_WORDS[each.before.state]} -> {STATE_WORDS[each.after.state]}"


def _mark(kind: str, text: str) -> str:
    return {"gone": f"[-{text}-]", "new": f"{{+{text}+}}"}.get(kind, text)


def _worded(each: Worded) -> dict[str, Any]:
    return {
        "id": each.id, "title": each.title, "kind": each.kind, "sort": each.sort,
        "state_before": each.before.state if each.before else None,
        "state_after": each.after.state if each.after else None,
        "changes": [{"what": c.what, "before": c.before, "after": c.after} for c in each.changes],
    }  # fmt: skip


def _regrouped(each: Regrouped) -> dict[str, Any]:
    return {"kind": each.kind, "name": each.name, "gains": list(each.came), "loses": list(each.went)}  # fmt: skip


# -- flips -----------------------------------------------------------------------------


def _flip_lines(rows: pl.DataFrame, library: Any) -> Iterator[str]:
    from licet.reform.difference import counted

    flipped = rows.filter("flipped")
    yield strong("Who flips")
    if not flipped.height:
        moved = f" {rows.height:,} rows change their review or their bounds alone." if rows.height else ""  # fmt: skip
        yield wrapped(f"No row of this grid changes how it stands.{moved}", 2)
        return
    yield wrapped(
        f"{flipped.height:,} rows (product x destination x class of end user) change how they stand; "
        f"{rows.height - flipped.height:,} more change their review or their bounds alone. Counts, not trade.",
        2,
    )
    cells = [tuple(map(str, row[:6])) for row in counted(rows).iter_rows()]
    heads = ("end user", "before", "after", "rows", "products", "destinations")
    yield "\n".join("  " + each for each in table(cells, heads).split("\n"))
    names = {each.id: each for each in library.catalogue.products}
    items = sorted(flipped["item"].unique(), key=lambda i: (names[i].announced or "9999", i))
    first = names[items[0]]
    when = f", announced {first.announced}" if first.announced else ""
    yield wrapped(f"First product touched: {first.name}{when}.", 2)
    more = f", and {len(items) - _MANY} more" if len(items) > _MANY else ""
    yield wrapped(f"Products: {', '.join(items[:_MANY])}{more}.", 2, 4)
    places = sorted(flipped["destination"].unique())
    yield wrapped(f"Destinations: {', '.join(places)}.", 2, 4)
    rules = flipped.group_by("marginal_rule").len().sort("len", "marginal_rule", descending=[True, False])  # fmt: skip
    for rule, count in rules.head(_MANY).iter_rows():
        yield wrapped(f"{count:,} by {rule or 'no single rule'}", 4, 6)


def _flip_data(rows: pl.DataFrame) -> dict[str, Any]:
    from licet.reform.difference import counted

    return {
        "flipped": int(rows["flipped"].sum()), "moved": rows.height,
        "counts": counted(rows).to_dicts(), "rows": rows.filter("flipped").to_dicts(),
    }  # fmt: skip


def write_table(rows: pl.DataFrame, file: Path) -> None:
    """Write a table by the end of its name.  ``InputError`` where that is none of these, or it cannot be written."""
    import polars as pl

    lists = [name for name, kind in rows.schema.items() if isinstance(kind, pl.List)]
    flat = rows.with_columns(pl.col(name).list.join("|") for name in lists)
    try:
        match file.suffix:
            case ".csv":
                flat.write_csv(file)
            case ".parquet":
                rows.write_parquet(file)
            case ".json":
                rows.write_json(file)
            case _:
                raise InputError(f"{file.name} ends in none of .csv, .parquet, .json")
    except OSError as error:
        raise InputError(f"{file} cannot be written: {error.strerror}") from None
    print(faint(f"{rows.height:,} rows in {file}"), file=sys.stderr)


def _witness(found: Sides) -> dict[str, Any]:
    shown = found.witness()
    if shown is None:
        return {"words": "No facts were found under which a rule holds on one side alone."}
    return {
        "rule": shown.rule, "facts": shown.facts, "confirmed": shown.confirmed,
        "answer_before": shown.answer_before, "answer_after": shown.answer_after, "words": shown.words,
    }  # fmt: skip
