"""``licet register conditions CASE``: list them, propose those that a rule or a file asks for, adopt."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from licet.cli.codes import PASS
from licet.cli.register_open import (
    file_of,
    open_registry,
    print_acts,
    print_lines,
    register_options,
)
from licet.cli.show import print_json
from licet.errors import InputError, Place, UnknownName

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from licet.register.conditions.model import Condition
    from licet.register.state import Condition as Held
    from licet.registry.model import Acted
    from licet.registry.registry import Registry

Named = TypeVar("Named", "Condition", "Held")
_EPILOG = """A condition is dropped, or changed, by its own event, with the reason:
  licet register condition_dropped CASE id=ID reason="..." --as board:bea:US

exit codes: 0 done; 2 bad input, or what the procedure does not allow."""


def main(words: list[str]) -> int:
    """List, propose or adopt; nothing is adopted by being asked for."""
    options = register_options(
        "conditions", "Conditions of an application with who proposed, adopted, changed or dropped each, and why.",
        epilog=_EPILOG, reads=True,
    )  # fmt: skip
    options.add_argument("case", metavar="CASE")
    options.add_argument("ids", nargs="*", metavar="ID", help="these only")
    does = options.add_mutually_exclusive_group()
    does.add_argument("--rule", metavar="RULE", help="propose what this rule of law/procedure/conditions.yaml asks for")  # fmt: skip
    does.add_argument("--file", type=Path, metavar="FILE.yaml", help="propose the conditions of a file")  # fmt: skip
    does.add_argument("--adopt", action="store_true", help="adopt those that are proposed")
    args = options.parse_intermixed_args(words)
    with open_registry() as registry:
        if args.rule or args.file:
            return _done(_propose(args, registry), args)
        if args.adopt:
            return _done(_adopt(args, registry), args)
        state = registry.case(args.case, args.by, at=args.at, order=args.order)
    from licet.register.shown import as_data
    from licet.registry.told import condition_told

    found = [each for each in state.conditions if not args.ids or each.id in args.ids]
    if args.json:
        print_json(as_data(tuple(found)))
    else:
        print_lines([line for each in found for line in condition_told(each)] or ["No condition was proposed."], 0)  # fmt: skip
    return PASS


def _done(acts: Iterator[Acted], args: argparse.Namespace) -> int:
    print_acts(acts, json=args.json)
    return PASS


def _propose(args: argparse.Namespace, registry: Registry) -> Iterator[Acted]:
    from licet.register.entries import proposal

    wanted = _of_rule(args, registry) if args.rule else _of_file(args.file)
    for each in _named(wanted, args.ids):
        yield registry.act(args.case, "condition_proposed", proposal(each), args.by, at=args.at)


def _of_rule(args: argparse.Namespace, registry: Registry) -> tuple[Condition, ...]:
    from licet.pack.store import folder_in_use
    from licet.register.conditions.asked import conditions_of
    from licet.register.law_file import read_law

    folder = folder_in_use()
    if folder is None:
        raise InputError("this installation carries no law; reinstall licet, or set LICET_LAW")
    day: date = (args.at or registry.clock()).date()
    return conditions_of(read_law(folder).rule(args.rule), registry.library.law.book, day).conditions  # fmt: skip


def _of_file(path: Path) -> tuple[Condition, ...]:
    from licet.register.conditions.model import Condition
    from licet.store.records import read_record

    found = file_of(path, "a list of conditions")
    if not isinstance(found, list):
        raise InputError("conditions are a list: id, kind, text, parameters, tested, consequence", Place(str(path)))  # fmt: skip
    return tuple(read_record(Condition, each, f"condition {n}", texts=True) for n, each in enumerate(found, 1))  # fmt: skip


def _adopt(args: argparse.Namespace, registry: Registry) -> Iterator[Acted]:
    state = registry.case(args.case, args.by, order=args.order)
    for each in _named(tuple(e for e in state.conditions if e.status == "proposed"), args.ids):
        yield registry.act(args.case, "condition_adopted", {"id": each.id}, args.by, at=args.at)


def _named(held: tuple[Named, ...], ids: list[str]) -> tuple[Named, ...]:
    """Those of the ids, in that order; all where none is given."""
    by_id = {each.id: each for each in held}
    for name in ids:
        if name not in by_id:
            raise InputError(f"{UnknownName('condition', name, by_id)} Known are {', '.join(by_id) or 'none'}.")  # fmt: skip
    return tuple(by_id[name] for name in ids) if ids else held
