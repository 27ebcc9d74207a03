"""``licet register check``: everything replayed."""

from __future__ import annotations

from pathlib import Path

from licet.cli.codes import DIFFERENT, PASS
from licet.cli.keeping import options_of
from licet.cli.register_open import open_registry, print_lines
from licet.cli.show import print_json
from licet.register.procedure import read_procedure


def main(words: list[str]) -> int:
    """Exit 1 where what is kept is not what the events make."""
    options = options_of("register check", "Replay everything: what is kept is what the events make, nothing is missing, nothing twice.", epilog="exit codes: 0 no fault; 1 a fault; 2 bad input.")  # fmt: skip
    options.add_argument("--procedure", type=Path, metavar="FOLDER", help="a law/procedure of before, under which events were entered and which the store lacks: it is kept")  # fmt: skip
    args = options.parse_args(words)
    before = read_procedure(args.procedure) if args.procedure else None
    with open_registry() as registry:
        found = registry.verify(before)
    if args.json:
        print_json({"events": found.events, "files": found.streams, "faults": list(found.faults)})
    else:
        print(f"{found.events} events of {found.streams} applications and licenses replayed; {len(found.faults)} faults.")  # fmt: skip
        print_lines(found.faults)
    return PASS if found.good else DIFFERENT
