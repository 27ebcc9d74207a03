"""``licet register bundle OUT [CASE ...]``: the public log, or a part of it, as one file for ``licet verify``."""

from __future__ import annotations

from pathlib import Path
from typing import IO, TYPE_CHECKING

from licet.cli.codes import PASS
from licet.cli.keeping import options_of
from licet.cli.register_office import add_log_options, open_office, shown, write, writing
from licet.cli.register_open import actor_of
from licet.cli.show import print_json
from licet.errors import InputError

if TYPE_CHECKING:
    import argparse

    from licet.registry.public.bundles import Handed
    from licet.registry.public.office import PublicOffice

_EPILOG = """examples:
  licet register bundle log.licetlog                      the whole log, nothing opened
  licet register bundle case.licetlog A-000001            one case with its proofs, nothing opened
  licet register bundle committee.licetlog A-000001 --reader "Committee X" --order 7 --as officer:olga:US
                                                          with its confidential fields opened to that reader

exit codes: 0 written; 2 bad input, or what your role does not open."""


def main(words: list[str]) -> int:
    """Write the bundle; beside one with opened fields, its cover in OUT.cover."""
    options = options_of("register bundle", "The public log, or a part of it, as one file that licet verify checks offline.", epilog=_EPILOG)  # fmt: skip
    options.add_argument("out", type=Path, metavar="OUT")
    options.add_argument("cases", nargs="*", metavar="CASE")
    options.add_argument("--statistics", type=Path, action="append", default=[], metavar="FILE", help="a signed statement to go with it (repeatable)")  # fmt: skip
    options.add_argument("--earlier", type=Path, action="append", default=[], metavar="FILE", help="an older checkpoint that it is to continue (repeatable)")  # fmt: skip
    opened = options.add_argument_group("opened to one reader")
    opened.add_argument("--reader", default="", metavar="NAME")
    opened.add_argument("--order", default="", metavar="REF", help="on whose word")
    opened.add_argument("--field", action="append", default=[], metavar="NAME", help="these fields only (repeatable)")  # fmt: skip
    opened.add_argument("--whole", action="store_true", help="with all entries of the log, so that published figures can be computed again")  # fmt: skip
    opened.add_argument("--as", dest="by", type=actor_of, metavar="ROLE:ID[:AUTHORITY]", help="who opens them")  # fmt: skip
    add_log_options(options)
    args = options.parse_intermixed_args(words)
    with open_office(args) as office, writing(args.out) as out:
        done = _handed(office, out, args)
    if done.cover:
        write(args.out.with_name(f"{args.out.name}.cover"), str(done.cover).encode())
    if args.json:
        print_json({"file": str(args.out), "sha256": done.sha256, "opened": done.opened})
    else:
        print(f"{args.out}: {args.out.stat().st_size:,} bytes, {done.opened} fields opened. SHA-256 {done.sha256}")  # fmt: skip
    return PASS


def _handed(office: PublicOffice, out: IO[bytes], args: argparse.Namespace) -> Handed:
    from licet.registry.public.bundles import Order, for_committee, of_case, whole

    if args.reader or args.order or args.field:
        if not args.cases or not args.by:
            raise InputError("fields are opened case by case, by somebody: name the cases, and --as ROLE:ID:AUTHORITY")  # fmt: skip
        order = Order(args.reader, args.order, tuple(args.field))
        return for_committee(office, args.cases, order, out, by=args.by, all_entries=args.whole, shown=shown(args))  # fmt: skip
    if len(args.cases) > 1:
        raise InputError("a bundle is of the whole log, of one case, or for a named reader (--reader, --order)")  # fmt: skip
    if args.cases:
        return of_case(office, args.cases[0], out, shown(args))
    return whole(office, out, shown(args))
