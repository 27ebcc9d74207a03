"""``licet lists ...``: take in restricted-party lists, and see how they stand and what changed."""

from __future__ import annotations

import sys
from importlib import import_module

from licet.cli.codes import USAGE

ACTIONS = {
    "fetch": "get the publishers' files and keep them as new editions",
    "load": "keep a file that you have got as a new edition",
    "status": "which lists are loaded, how old they are, and what is wrong",
    "diff": "what changed between two editions of a list",
    "show": "one entry as it stands in each edition",
}


def main(words: list[str]) -> int:
    """Run one action on the lists."""
    if not words or words[0] in ("-h", "--help"):
        width = max(map(len, ACTIONS))
        print("usage: licet lists ACTION ...\n")
        print("\n".join(f"  {action:<{width}}  {what}" for action, what in ACTIONS.items()))
        print(
            "\nA small table of the chip sector's parties ships with Licet and stands in, with a warning,\n"
            "for each list that you have not loaded.  Each action has its own --help."
        )
        return 0 if words else USAGE
    if words[0] not in ACTIONS:
        from licet.errors import UnknownName

        print(f"licet lists: {UnknownName('action', words[0], ACTIONS)}", file=sys.stderr)
        return USAGE
    code: int = import_module(f"licet.cli.lists_{words[0]}").main(words[1:])
    return code
