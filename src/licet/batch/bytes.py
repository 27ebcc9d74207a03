"""Bytes that are no UTF-8, in columns of text that hold nothing else, and back again.

Each such byte becomes one letter of Unicode's last private plane; a text file gets its byte back.
"""

from __future__ import annotations

import codecs
import re

from licet.errors import InputError

_FIRST = 0x10FF00
_LETTERS = re.compile("[\U0010ff80-\U0010ffff]")
_CODED = re.compile(rb"\xf4\x8f([\xbe\xbf])([\x80-\xbf])")


def _escape(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return "".join(chr(_FIRST + byte) for byte in wrong), error.end


codecs.register_error("licet-bytes", _escape)


def text_of(raw: bytes) -> str:
    r"""Bytes as text; those that are no UTF-8 each as a letter that stands for it.

    >>> back(text_of(b"Jos\xe9").encode())
    b'Jos\xe9'
    """
    if _CODED.search(raw):
        raise InputError(
            "a cell holds letters U+10FF80 to U+10FFFF, which nobody uses and Licet needs"
        )
    return raw.decode("utf-8", "licet-bytes")


def is_escaped(text: str) -> bool:
    """Whether a letter of ``text`` stands for a byte."""
    return _LETTERS.search(text) is not None


def back(coded: bytes) -> bytes:
    """UTF-8 with each such letter turned back into its byte."""
    return _CODED.sub(lambda found: bytes([(found[1][0] & 3) << 6 | found[2][0] & 63]), coded)


def shown(text: str) -> str:
    r"""The same for a person, or for a file that holds only Unicode.

    >>> shown(text_of(b"Jos\xe9"))
    'Jos\\xe9'
    """
    return _LETTERS.sub(lambda found: f"\\x{ord(found[0]) - _FIRST:02x}", text)
