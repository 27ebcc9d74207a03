"""``licet register publish``: what the register did goes into the public log."""

from __future__ import annotations

from licet.cli.codes import PASS
from licet.cli.keeping import options_of
from licet.cli.register_office import add_log_options, open_office
from licet.cli.show import print_json


def main(words: list[str]) -> int:
    """Each event once, however often it is run or stopped: for cron."""
    options = options_of("register publish", "Put into the public log what the register did since: each event once, however often this is run or stopped.")  # fmt: skip
    add_log_options(options)
    args = options.parse_args(words)
    with open_office(args) as office:
        done = office.publish()
    if args.json:
        print_json({"entries": done.entries, "size": done.checkpoint.size})
    else:
        print(f"{done.entries} entries put into the log, which has {done.checkpoint.size}.")
    return PASS
