"""The plain restatement of a provision as paragraphs with links: the only marks that it may hold."""

from __future__ import annotations

import re

_LINK = re.compile(r"\[([^\]]+)\]\((https?://[^\s)]+)\)")


def linked(text: str) -> list[list[tuple[str, str]]]:
    """Paragraphs of (words, address), the address empty where the words are no link.

    >>> linked("One. [Official text](https://x.example/a)")
    [[('One. ', ''), ('Official text', 'https://x.example/a')]]
    """
    return [_runs(" ".join(each.split())) for each in text.split("\n\n") if each.strip()]


def _runs(paragraph: str) -> list[tuple[str, str]]:
    found, at = [], 0
    for link in _LINK.finditer(paragraph):
        if link.start() > at:
            found.append((paragraph[at : link.start()], ""))
        found.append((link[1], link[2]))
        at = link.end()
    if at < len(paragraph):
        found.append((paragraph[at:], ""))
    return found
