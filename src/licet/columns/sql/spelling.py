"""How SQL writes names, texts and numbers."""

from __future__ import annotations

_NARROW = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT")
_NUMBERS = frozenset((*_NARROW, *(f"U{each}" for each in _NARROW), "FLOAT", "DOUBLE"))
WORDS = 64
"""Bits of a UBIGINT."""


def name(text: str) -> str:
    """A name in double quotes, those within it doubled.

    >>> len(name("a b"))
    5
    """
    return '"' + text.replace('"', '""') + '"'


def string(text: str | None) -> str:
    """A text as a literal, or NULL.

    >>> string("Lay's"), string(None)
    ("'Lay''s'", 'NULL::VARCHAR')
    """
    if text is None:
        return "NULL::VARCHAR"
    return "'" + text.replace("'", "''") + "'"


def double(number: float) -> str:
    """A number as a DOUBLE, never as a DECIMAL.

    >>> double(5.92), double(1e22)
    ('5.92e0', '1e+22')
    """
    text = repr(float(number))
    return text if "e" in text else f"{text}e0"


def bits(number: int) -> str:
    """64 bits."""
    return f"{number}::UBIGINT"


def remark(text: str) -> str:
    r"""A text as comment lines.

    >>> print(remark("one\ntwo"))
    -- one
    -- two
    """
    return "\n".join(f"-- {line}".rstrip() for line in text.splitlines())


def is_number(type_: str) -> bool:
    """Whether a type of DuckDB holds numbers in binary."""
    return type_.upper() in _NUMBERS


def is_nested(type_: str) -> bool:
    """Whether cells of a type are no words, nor lists of words."""
    plain = type_.upper().removesuffix("[]")
    return plain.endswith("]") or plain.startswith(("STRUCT", "MAP", "UNION", "BLOB", "BIT"))
