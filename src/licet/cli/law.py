"""``licet law ...``: list, show, check, trace, publish and take in the rule book, and write it as SQL."""

from __future__ import annotations

from licet.cli.actions import run_module

ACTIONS = {
    "list": "every provision, with what it does and since when",
    "show": "one provision: its text, versions, rule, citation and cases",
    "check": "check the rule book: cases, thresholds, dates, clashes, dead rules",
    "coverage": "what is modelled, how sure, and what is not",
    "timeline": "every day on which the law changed, and what changed",
    "changes": "what changed since a date",
    "export": "the rule book as one JSON file, or its JSON Schema",
    "sql": "the law of one day as SQL for DuckDB, made for one table",
    "import": "check such a file, whoever wrote it, and make a folder of law of it",
}


def main(words: list[str]) -> int:
    """Run one action on the rule book."""
    return run_module("law", ACTIONS, words)
