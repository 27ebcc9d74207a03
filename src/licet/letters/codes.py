"""The code on a letter: twenty signs that stand for one signed statement.

Eighteen carry the first 90 bits of the SHA-256 of the statement's bytes, two check them: one wrong sign,
or two neighbours swapped, is always noticed.  The signs are Crockford's base 32, without I, L, O and U.
"""

from __future__ import annotations

import hashlib

from licet.errors import InputError

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans("ILO", "110", " -.\u2010\u2011\u2012\u2013\u00a0\t\r\n")
_CARRYING, _CHECKING, _GROUP = 18, 2, 4
# The largest prime that two signs can hold.  A prime leaves a rest for every single wrong sign, and for
# every swap of neighbours, since 31 times a difference below 32 is no multiple of it.
_PRIME = 1021


def code_of(statement: bytes) -> str:
    """The code of a signed statement.

    >>> code_of(b"a statement")
    '5132-R7JV-4M15-A1DX-CQMB'
    """
    bits = 5 * _CARRYING
    number = int.from_bytes(hashlib.sha256(statement).digest(), "big") >> (256 - bits)
    return _grouped(_signs(number, _CARRYING) + _signs(number % _PRIME, _CHECKING))


def read_code(text: str) -> str:
    """The code as it is printed, from whatever somebody typed.

    Raises:
        InputError: it is no code: too short, too long, a strange sign, or a slip of the keyboard.

    >>> read_code(" 5i32r7jv 4ml5-aidx-cqmb ")
    '5132-R7JV-4M15-A1DX-CQMB'
    """
    signs = text.upper().translate(_READ_AS)
    wanted = _CARRYING + _CHECKING
    if odd := sorted(set(signs) - set(_SIGNS)):
        raise InputError(f"{', '.join(odd)} is in no code. A code has {wanted} digits and letters, such as {code_of(b'')}.")  # fmt: skip
    if len(signs) != wanted:
        raise InputError(f"A code has {wanted} digits and letters in five groups; this one has {len(signs)}.")  # fmt: skip
    if _number(signs[:_CARRYING]) % _PRIME != _number(signs[_CARRYING:]):
        raise InputError("The last two signs do not fit the rest: something was typed wrong.")
    return _grouped(signs)


def _signs(number: int, count: int) -> str:
    return "".join(_SIGNS[number >> (5 * place) & 31] for place in reversed(range(count)))


def _number(signs: str) -> int:
    number = 0
    for each in signs:
        number = number << 5 | _SIGNS.index(each)
    return number


def _grouped(signs: str) -> str:
    return "-".join(signs[at : at + _GROUP] for at in range(0, len(signs), _GROUP))
