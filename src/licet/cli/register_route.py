"""``licet register route CASE``: ask every agency that the routing rules name."""

from __future__ import annotations

from licet.cli.codes import PASS
from licet.cli.register_open import open_registry, print_acts, register_options


def main(words: list[str]) -> int:
    """One referral for each agency that must be asked and was not."""
    options = register_options("route", "Ask every agency that the routing rules (law/procedure/routing.yaml) name for this file.")  # fmt: skip
    options.add_argument("case", metavar="CASE")
    args = options.parse_args(words)
    with open_registry() as registry:
        wanted = registry.standing(args.case, args.by, at=args.at)["must_be_asked"]
        done = [
            registry.act(args.case, "refer", {"agency": each["agency"], "rule": each["rule"]}, args.by, at=args.at)
            for each in wanted
        ]  # fmt: skip
    print_acts(done, json=args.json)
    if not args.json:
        for each in wanted:
            print(f"  {each['agency']}: {each['rule']} ({each['cite']})")
        if not wanted:
            print("No rule names an agency that was not asked.")
    return PASS
