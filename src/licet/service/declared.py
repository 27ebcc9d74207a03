"""A control-list class as people type it, and as the lists write it."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

_NO_CLASS = ("", "-", "n/a", "na", "none", "tbd", "?")


def declared_class(text: str) -> str:
    """A class as the lists write it; empty where none is declared.

    >>> declared_class(" 3a090.A "), declared_class("ear99"), declared_class("n/a")
    ('3A090.a', 'EAR99', '')
    """
    text = "".join(text.split())
    if text.casefold() in _NO_CLASS:
        return ""
    if text.casefold() == classes()["unlisted"].casefold():
        return classes()["unlisted"]
    head, dot, tail = text.partition(".")
    return head.upper() + dot + tail.lower()


@cache
def classes() -> dict[str, str]:
    """Whose classes are declared, how one is written, and the word for what no entry names."""
    return tomllib.loads((Path(__file__).parent / "classes.toml").read_text("utf-8"))
