"""``licet register deliver``: tell webhooks what happened, once; a server does it by itself."""

from __future__ import annotations

from licet.cli.codes import DIFFERENT, PASS
from licet.cli.keeping import options_of
from licet.cli.register_open import open_registry
from licet.cli.show import print_json


def main(words: list[str]) -> int:
    """Safe to run at any time, and beside a server: for cron."""
    options = options_of(
        "register deliver", "Send to webhooks what is due. licet serve does so every few seconds; without a server, cron can.",
        epilog="exit codes: 0 all that was due arrived; 1 a message did not, and comes again later; 2 bad input.",
    )  # fmt: skip
    args = options.parse_args(words)
    from licet.access.hooks.delivering import delivered
    from licet.settings import read_settings

    with open_registry() as registry:
        arrived, failed = delivered(registry, read_settings())
    if args.json:
        print_json({"arrived": arrived, "failed": failed})
    else:
        print(f"Messages that arrived: {arrived}; that did not, and are tried again: {failed}.")
    return DIFFERENT if failed else PASS
