"""``licet register tick``: what the register does by itself when its day has come."""

from __future__ import annotations

from licet.cli.codes import PASS
from licet.cli.keeping import options_of
from licet.cli.register_open import moment, open_registry, print_acts


def main(words: list[str]) -> int:
    """Safe to run at any time, and twice: for cron."""
    options = options_of("register tick", "Do what is due without anybody's word: an agency's time that ran out, all positions in, a license that ended ...")  # fmt: skip
    options.add_argument("--at", type=moment, metavar="MOMENT", help="as of then; default now")
    args = options.parse_args(words)
    with open_registry() as registry:
        done = registry.tick(args.at)
    print_acts(done, json=args.json)
    if not done and not args.json:
        print("Nothing is due.")
    return PASS
