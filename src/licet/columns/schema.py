"""The types of the answer columns: words of closed sets as ``Enum``, so that a row costs a byte or two."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from licet.columns.row import FAULT, HOLDS, LAW_HASH, VERDICT
from licet.decide import answer as words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from licet.book.book import RuleBook

BESIDE = (words.CONFLICT, words.STALE, words.OUT_OF_SCOPE)
"""What may stand beside a status, in the order in which it is written."""


def beside_words() -> tuple[str, ...]:
    """Every text that the column ``beside`` may hold, by the number whose bits say which stand in it.

    >>> beside_words()[:4]
    ('', 'conflict_of_laws', 'stale_law', 'conflict_of_laws,stale_law')
    """
    return tuple(
        ",".join(word for place, word in enumerate(BESIDE) if number >> place & 1)
        for number in range(2 ** len(BESIDE))
    )


def schema(
    book: RuleBook, asked: Iterable[str], bits: Iterable[str] = ()
) -> dict[str, pl.DataType]:
    """Names and types of the columns that ``decide_all`` gives, in order.

    ``asked`` are the laws; ``bits`` the ids of provisions that get a column of their own.
    """
    status = pl.Enum([*words.ORDER, words.CONFLICT])
    text, truth = pl.Categorical(), pl.Boolean()
    types: dict[str, pl.DataType] = {
        FAULT: pl.String(),
        "status": status,
        "law": pl.Enum(list(book.sovereigns)),
        "needs_person": truth,
        "beside": pl.Enum(beside_words()),
        "license_required": truth,
        "classification": text,
        "exceptions": text,
        "review_policy": pl.Enum(words.POLICY_ORDER),
        "reason": pl.Enum(list(book.provisions)),
        "next_question": pl.Enum([fact.name for fact in book.facts]),
        "lower": pl.Enum(words.SEVERITY),
        "upper": pl.Enum(words.SEVERITY),
    }
    types |= {f"{VERDICT}{code}": status for code in asked}
    types |= {f"{HOLDS}{name}": truth for name in bits}
    types[LAW_HASH] = pl.Enum([book.hash])
    return types
