"""``licet register proof CASE SEQ OUT``: one entry of the public log with the proof that it is there, for ``licet verify --proof``."""

from __future__ import annotations

from pathlib import Path

from licet.cli.codes import PASS
from licet.cli.keeping import options_of
from licet.cli.register_office import add_log_options, open_office, write
from licet.cli.show import print_json
from licet.errors import InputError


def main(words: list[str]) -> int:
    """Write the entry, and beside it the proof in OUT.tlog-proof."""
    options = options_of("register proof", "One entry of the public log, and the proof that it is there, to be checked with licet verify --proof OUT.tlog-proof OUT.")  # fmt: skip
    options.add_argument("case", metavar="CASE")
    options.add_argument("place", metavar="PLACE", type=int, help="the number of the entry in its case, as the log counts it from 0")  # fmt: skip
    options.add_argument("out", type=Path, metavar="OUT")
    add_log_options(options)
    args = options.parse_args(words)
    proof = args.out.with_name(f"{args.out.name}.tlog-proof")
    with open_office(args) as office:
        from licet.publiclog.bundle import tlog_proof

        found = next(((at, made) for at, made in office.shown(args.case) if made.seq == args.place), None)  # fmt: skip
        if found is None:
            raise InputError(f"{args.case} has no entry {args.place} in the public log; publish first, or name another")  # fmt: skip
        index, made = found
        write(args.out, made.data)
        write(proof, tlog_proof(office.log, index).encode())
    if args.json:
        print_json({"index": index, "entry": str(args.out), "proof": str(proof)})
    else:
        print(f"entry {index} of the log: {args.out}, with its proof in {proof}")
    return PASS
