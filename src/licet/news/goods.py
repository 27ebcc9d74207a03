"""What an event is about, in the words that the rule book and the timeline have for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from licet.news.gazetteer import CHIP, ITEM, LAW, shipped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from licet.news.model import Article, Event, Name

_MODEL = re.compile(r"\b[A-Z]{1,4}[- :]?\d{2,5}[A-Za-z]{0,2}\b|\b\d{4}i\b")
"""A product's own name: ``H200``, ``RTX 6000D``, ``1970i``."""


def named(event: Event) -> tuple[Name, ...]:
    """The goods and laws an event names."""
    return (*event.objects, *event.instruments)


def story(article: Article) -> tuple[Name, ...]:
    """The goods and laws of the headline and the first sentence of the story."""
    parts = [*article.summary[:1], *filter(None, [article.headline])]
    end = max((each.end for each in parts), default=0)
    return tuple(
        each for each in article.names if each.kind in (CHIP, ITEM, LAW) and each.span.end <= end
    )


def words(names: Iterable[Name]) -> re.Pattern[str] | None:
    """Words by which the book speaks of these goods; None if there are none."""
    table = shipped("goods")
    found: list[str] = []
    for name in names:
        group = "chips" if name.kind == CHIP else table["group"].get(name.id, "")
        found += table["words"].get(group, [])
        if name.kind == CHIP or (name.kind == ITEM and not group):
            found += [name.text, name.id]
    if not found:
        return None
    return re.compile("|".join(map(_start_of_word, dict.fromkeys(found))), re.IGNORECASE)


def _start_of_word(said: str) -> str:
    r"""Words as a rule; a number at their end is whole, so that ``H20`` is not found in ``H200``."""
    return rf"\b{re.escape(said)}" + (r"(?![\w])" if said[-1:].isdigit() else "")


def models(said: str) -> frozenset[str]:
    """Names of single products, in one spelling.

    >>> sorted(models("H200 and NXT:1970i, not the H20"))
    ['1970i', 'h20', 'h200', 'nxt:1970i']
    """
    return frozenset(re.sub(r"[- ]", "", each).casefold() for each in _MODEL.findall(said)) | frozenset(re.findall(r"\d{4}i", said.casefold()))  # fmt: skip
