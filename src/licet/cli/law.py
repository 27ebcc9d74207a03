"""``licet law ...``: list, show, check, trace, publish and take in the rule book."""

from __future__ import annotations

import sys
from importlib import import_module

from licet.cli.codes import USAGE

ACTIONS = {
    "list": "every provision, with what it does and since when",
    "show": "one provision: its text, versions, rule, citation and cases",
    "check": "check the rule book: cases, thresholds, dates, clashes, dead rules",
    "coverage": "what is modelled, how sure, and what is not",
    "timeline": "every day on which the law changed, and what changed",
    "changes": "what changed since a date",
    "export": "the rule book as one JSON file, or its JSON Schema",
    "import": "check such a file, whoever wrote it, and make a folder of law of it",
}


def main(words: list[str]) -> int:
    """Run one action on the rule book."""
    if not words or words[0] in ("-h", "--help"):
        width = max(map(len, ACTIONS))
        print("usage: licet law ACTION ...\n")
        print("\n".join(f"  {action:<{width}}  {what}" for action, what in ACTIONS.items()))
        return 0 if words else USAGE
    if words[0] not in ACTIONS:
        from licet.errors import UnknownName

        print(f"licet law: {UnknownName('action', words[0], ACTIONS)}", file=sys.stderr)
        return USAGE
    code: int = import_module(f"licet.cli.law_{words[0]}").main(words[1:])
    return code
