"""``licet register file PRODUCT|FILE.yaml``: an application that starts where the engine's decision stopped."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from licet.cli.codes import PASS
from licet.cli.register_open import (
    file_of,
    open_registry,
    print_acts,
    print_lines,
    register_options,
)
from licet.cli.screening import add_screening_options, parties_of
from licet.cli.show import print_json
from licet.cli.transfer_options import add_transfer_options
from licet.errors import InputError, Place

if TYPE_CHECKING:
    import argparse

    from licet.decide.decide import Decision
    from licet.pack.store import Library
    from licet.registry.model import Acted
    from licet.registry.registry import Registry
    from licet.service.parties import Parties

_EPILOG = """examples:
  licet register file transfer.yaml --authority US --lines lines.yaml --as applicant:ann:Acme
  licet register file nvidia-h200-sxm-141gb --to CN --party "role=end_user,name=Cloud Co,country=CN" \\
      --authority US --quantity 18000 --as applicant:ann:Acme

exit codes: 0 opened; 2 bad input, or a transfer that no license cures."""


def main(words: list[str]) -> int:
    """Decide, and open the application with what the decision says."""
    options = register_options(
        "file", "Open an application from what licet decide says of the transfer: the answer, its grounds and "
        "review policy, the exceptions that are of no use, and what is not known come with it.",
        epilog=_EPILOG, acts=True,
    )  # fmt: skip
    options.add_argument("item", metavar="PRODUCT|FILE.yaml", help="as in licet decide; without --on the law is that of --at, or of the file")  # fmt: skip
    filed = options.add_argument_group("the application")
    filed.add_argument("--authority", default="", metavar="CC", help="who is asked: US, NL, JP ...")  # fmt: skip
    filed.add_argument("--again", default="", metavar="CASE", help="decide for an application that is there: the firm its draft, with its lines and parties; an officer the file, with --why")  # fmt: skip
    filed.add_argument("--why", default="", metavar="TEXT", help="why an officer decides again")
    filed.add_argument("--applicant", default="", metavar="FIRM", help="default: the firm of --as")
    filed.add_argument("--type", default="", metavar="TEXT")
    filed.add_argument("--mandate", default="", metavar="TEXT", help="the writing by which an agent files")  # fmt: skip
    filed.add_argument("--quantity", default="", metavar="N", help="how many, where there is one line")  # fmt: skip
    filed.add_argument("--unit", default="units")
    filed.add_argument("--value", default="", metavar="AMOUNT")
    filed.add_argument("--currency", default="USD")
    filed.add_argument("--lines", type=Path, metavar="FILE.yaml", help="lines in place of --quantity: id, item, quantity, unit, country, value, currency, value_tolerance, parties")  # fmt: skip
    filed.add_argument("--case", default="", help="a number of your own; default the next free one")
    add_transfer_options(options)
    add_screening_options(options)
    options.set_defaults(sovereign=[], declared=None)
    args = options.parse_args(words)

    from licet.register.opening import application_from

    if bool(args.again) == bool(args.authority):
        raise InputError("say whom you ask, --authority CC, or of which application, --again CASE")
    with open_registry() as registry:
        decision, join = _decided(args, registry.library)
        if args.again:
            body, done = _again(args, registry, decision)
        else:
            body = application_from(
                decision, authority=args.authority, applicant=args.applicant or args.by.authority,
                lines=_lines(args, decision),
            )  # fmt: skip
            body |= {name: value for name in ("type", "mandate") if (value := getattr(args, name))}
            done = registry.file(body, args.by, key=args.key, case=args.case, at=args.at)
    _print(done, body["opening"], args)
    if args.record:
        print(join.record(args.officer, args.ref or done.event.case), file=sys.stderr)
    return PASS


def _again(
    args: argparse.Namespace, registry: Registry, decision: Decision
) -> tuple[dict[str, Any], Acted]:
    """Put the decision in the place of the one that stands in an application."""
    from licet.register.opening import application_from

    state = registry.case(args.again, args.by)
    args.authority = state.authority
    firm = args.by.role in ("applicant", "agent")
    lines = _lines(args, decision) if firm else []
    found = application_from(decision, authority=state.authority, applicant=state.applicant, lines=lines)  # fmt: skip
    wanted = ("lines", "parties", "opening") if firm else ("opening",)
    body = {name: found[name] for name in wanted} | ({} if firm else {"reason": args.why})
    kind = "edit" if firm else "attach_decision"
    return body, registry.act(args.again, kind, body, args.by, key=args.key, at=args.at)


def _print(done: Acted, opening: dict[str, Any], args: argparse.Namespace) -> None:
    if args.json:
        print_json({"case": done.event.case, "state": done.state.state, "repeated": done.repeated, "opening": opening})  # fmt: skip
        return
    from licet.registry.told import opening_told

    print_acts((done,), json=False)
    print_lines(opening_told(opening, args.authority))


def _decided(args: argparse.Namespace, library: Library) -> tuple[Decision, Parties]:
    from licet.cli.decide import decided

    if args.at and not args.item.lower().endswith((".yaml", ".yml")):
        args.on = args.on or args.at.date()
    join = parties_of(args, library.law.book)
    found = decided(args, library, join)
    if len(found) > 1:
        names = ", ".join(each.transfer.product or each.transfer.item for each in found)
        raise InputError(f"{args.item} names {len(found)} variants; an application is for one of {names}")  # fmt: skip
    return found[0], join


def _lines(args: argparse.Namespace, decision: Decision) -> list[dict[str, Any]]:
    """The lines of the file, or the one line that the options tell."""
    if args.lines:
        found = file_of(args.lines, "a list of lines")
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            raise InputError("lines are a list of mappings: id, item, quantity, unit, country", Place(str(args.lines)))  # fmt: skip
        return found
    if not args.quantity:
        raise InputError("say how many: --quantity N, or --lines FILE.yaml")
    transfer = decision.transfer
    line = {
        "id": "1", "item": transfer.product or transfer.item, "quantity": args.quantity, "unit": args.unit,
        "country": str(transfer.facts.get("destination") or ""),
    }  # fmt: skip
    return [line | ({"value": args.value, "currency": args.currency} if args.value else {})]
