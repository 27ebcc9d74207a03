"""Members of the subset's country groups on a day, read from its files without Licet."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path

SUBSET = Path(__file__).resolve().parent.parent / "subset"


@cache
def groups_on(day: date) -> dict[str, frozenset[str]]:
    """Countries by group; one that is treated as a member is a member."""
    folds = tomllib.loads(_text("_treated_as"))["treated_as"]
    found = {}
    for path in sorted((SUBSET / "us" / "groups").glob("[!_]*.toml")):
        data = tomllib.loads(_text(path.stem))
        inside = {each["country"] for each in data["member"] if _covers(each, day)}
        inside |= {each["country"] for each in folds if each["as"] in inside and _covers(each, day)}
        found[data["name"]] = frozenset(inside)
    return found


def _text(name: str) -> str:
    return (SUBSET / "us" / "groups" / f"{name}.toml").read_text(encoding="utf-8")


def _covers(span: dict[str, object], day: date) -> bool:
    since, to = span.get("from"), span.get("to")
    return (since is None or since <= day) and (to is None or day < to)  # type: ignore[operator]
