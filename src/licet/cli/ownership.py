"""``licet ownership ...``: who owns whom, and what listed owners make of a party."""

from __future__ import annotations

import sys
from importlib import import_module

from licet.cli.codes import USAGE

ACTIONS = {
    "check": "whom listed owners restrict, rule by rule, with the sums",
    "show": "one party: its owners as a tree, its parent, seats and warning signs",
    "chart": "one party and its owners as a picture (SVG)",
    "convert": "an ownership file in another form: CSV, BODS, FollowTheMoney",
    "rules": "the ownership rules of the law in use, through time",
}


def main(words: list[str]) -> int:
    """Run one action on an ownership file."""
    if not words or words[0] in ("-h", "--help"):
        width = max(map(len, ACTIONS))
        print("usage: licet ownership ACTION ...\n")
        print("\n".join(f"  {action:<{width}}  {what}" for action, what in ACTIONS.items()))
        return 0 if words else USAGE
    if words[0] not in ACTIONS:
        from licet.errors import UnknownName

        print(f"licet ownership: {UnknownName('action', words[0], ACTIONS)}", file=sys.stderr)
        return USAGE
    code: int = import_module(f"licet.cli.ownership_{words[0]}").main(words[1:])
    return code
