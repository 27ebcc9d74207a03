"""``licet release REF``: let an order on hold go on."""

from __future__ import annotations

from licet.cli.codes import PASS
from licet.cli.keeping import add_signer_options, open_store, options_of, print_rules, signer_of
from licet.cli.show import print_json
from licet.settings import read_settings


def main(words: list[str]) -> int:
    """Exit 0 where the order is released; 2 where it may not be."""
    options = options_of(
        "release",
        "Let an order go on.  Needs an officer who may determine, a reason, and no open hit under "
        "the order; a confirmed match, a name that could not be screened, or a check that FAILs needs one who may override.",
    )  # fmt: skip
    options.add_argument("ref", metavar="REF", help="your own number of the order")
    options.add_argument("--reason", required=True, metavar="TEXT")
    add_signer_options(options)
    args = options.parse_args(words)
    settings = read_settings()
    with open_store(settings) as store:
        found = store.release(args.ref, signer_of(args, settings), args.reason)
    if args.json:
        from licet.store.model import as_data

        print_json(as_data(found))
        return PASS
    print(f"{found.ref} was released on {found.released:%Y-%m-%d %H:%M} UTC by {found.released_by}: {found.why_released}")  # fmt: skip
    print_rules()
    return PASS
