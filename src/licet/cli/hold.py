"""``licet hold REF``: put an order on hold."""

from __future__ import annotations

from licet.cli.codes import PASS
from licet.cli.keeping import add_by, at_keyboard, open_store, options_of
from licet.cli.show import print_json
from licet.settings import read_settings


def main(words: list[str]) -> int:
    """Exit 0 where the order is on hold now; 2 where it was already."""
    options = options_of("hold", "Put an order on hold.  Anyone may.")
    options.add_argument("ref", metavar="REF", help="your own number of the order")
    options.add_argument("--reason", required=True, metavar="TEXT")
    add_by(options, "says so")
    args = options.parse_args(words)
    settings = read_settings()
    with open_store(settings) as store:
        found = store.hold(args.ref, args.reason, at_keyboard(args.officer, settings))
    if args.json:
        from licet.store.model import as_data

        print_json(as_data(found))
        return PASS
    print(f"{found.ref} is on hold since {found.at:%Y-%m-%d %H:%M} UTC, by {found.by}: {found.reason}")  # fmt: skip
    if found.open_hits:
        print(f"Open under it: hit {', '.join(map(str, found.open_hits))}.")
    return PASS
