"""``licet lists ...``: take in restricted-party lists, and see how they stand and what changed."""

from __future__ import annotations

from licet.cli.actions import run_module

ACTIONS = {
    "fetch": "get the publishers' files and keep them as new editions",
    "load": "keep a file that you have got as a new edition",
    "status": "which lists are loaded, how old they are, and what is wrong",
    "diff": "what changed between two editions of a list",
    "show": "one entry as it stands in each edition",
}


_AFTER = """A small table of the chip sector's parties ships with Licet and stands in, with a warning,
for each list that you have not loaded.  Each action has its own --help."""


def main(words: list[str]) -> int:
    """Run one action on the lists."""
    return run_module("lists", ACTIONS, words, _AFTER)
