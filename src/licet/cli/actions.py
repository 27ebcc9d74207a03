"""Verbs of several actions: which one the first word names, and the page that lists them."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

from licet.cli.codes import USAGE

if TYPE_CHECKING:
    from collections.abc import Mapping


def run_module(verb: str, actions: Mapping[str, str], words: list[str], after: str = "") -> int:
    """Run ``licet.cli.VERB_ACTION`` for the action that the first word names; its exit code."""
    if (code := not_an_action(verb, actions, words, after)) is not None:
        return code
    found: int = import_module(f"licet.cli.{verb}_{words[0]}").main(words[1:])
    return found


def not_an_action(
    verb: str, actions: Mapping[str, str], words: list[str], after: str = ""
) -> int | None:
    """The exit code where the first word names no action, once the list or an error is printed; else None."""
    if not words or words[0] in ("-h", "--help"):
        width = max(map(len, actions))
        print(f"usage: licet {verb} ACTION ...\n")
        print("\n".join(f"  {action:<{width}}  {what}" for action, what in actions.items()))
        if after:
            print(f"\n{after}")
        return 0 if words else USAGE
    if words[0] not in actions:
        from licet.errors import UnknownName

        print(f"licet {verb}: {UnknownName('action', words[0], actions)}", file=sys.stderr)
        return USAGE
    return None
