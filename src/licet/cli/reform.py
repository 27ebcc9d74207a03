"""``licet reform ...``: patches to the law: list, show, write, check, diff, apply, and how big each change was."""

from __future__ import annotations

from licet.cli.actions import run_module

ACTIONS = {
    "list": "the reforms that come with Licet",
    "show": "one reform: what it is, who says so, its patches",
    "new": "write the skeleton of a reform, commented line by line",
    "check": "put reforms to the law and try them: names, dates, cases",
    "diff": "what reforms change: law text, prose, who flips, the first product touched",
    "apply": "write the reformed law to a folder that --law takes",
    "sweep": "how the answers stand as one limit of the law moves",
    "history": "how big every change of the law since 2018 was, ranked",
}
_AFTER = """A reform is no law.  NAME is a shipped reform, DIR a folder with reform.toml.  Several are
put to the law together; two that touch the same thing are refused.  licet decide and licet batch
take --reform NAME|DIR too."""


def main(words: list[str]) -> int:
    """Run one action on reforms."""
    return run_module("reform", ACTIONS, words, _AFTER)
