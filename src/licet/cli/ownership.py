"""``licet ownership ...``: who owns whom, and what listed owners make of a party."""

from __future__ import annotations

from licet.cli.actions import run_module

ACTIONS = {
    "check": "whom listed owners restrict, rule by rule, with the sums",
    "show": "one party: its owners as a tree, its parent, seats and warning signs",
    "chart": "one party and its owners as a picture (SVG)",
    "convert": "an ownership file in another form: CSV, BODS, FollowTheMoney",
    "rules": "the ownership rules of the law in use, through time",
}


def main(words: list[str]) -> int:
    """Run one action on an ownership file."""
    return run_module("ownership", ACTIONS, words)
