"""The answer columns in SQL: words and truths out of the bits of the circuit's outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.columns.compiled import Coded, Several, Truth
from licet.columns.sql.spelling import string

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Bit = Callable[[int], str]


def answer(column: Coded | Truth | Several, bit: Bit) -> str:
    """The expression of a column; ``bit`` gives the condition of one of its planes."""
    match column:
        case Truth(_, true, known):
            return f"CASE WHEN {bit(known)} THEN {bit(true)} END"
        case Coded(_, words, known, bits):
            return f"CASE WHEN {bit(known)} THEN {_one_of(words, bits, bit)} END"
        case Several(_, words, planes):
            each = (f"CASE WHEN {bit(at)} THEN {string(word)} END" for word, at in zip(words, planes, strict=True))  # fmt: skip
            return f"concat_ws(',', {', '.join(each)})" if words else "''"


def _one_of(words: Sequence[str], bits: Sequence[int], bit: Bit) -> str:
    if not words:
        return "NULL"
    if not bits:
        return string(words[0])
    number = " + ".join(f"CASE WHEN {bit(at)} THEN {1 << place} ELSE 0 END" for place, at in enumerate(bits))  # fmt: skip
    return f"[{', '.join(map(string, words))}][1 + {number}]"
