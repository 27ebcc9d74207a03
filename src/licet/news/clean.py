"""From decoded text to the text that is read, each character with its place in the source."""

from __future__ import annotations

import re
import unicodedata
from array import array

from licet.errors import InputError
from licet.news.furniture import furniture
from licet.news.limits import MOST_CHARACTERS
from licet.news.model import Span, Text

_TURNS = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u00ad\u200b\u2060")  # fmt: skip


def cleaned(
    text: str,
    places: array[int] | None = None,
    *,
    meta: tuple[tuple[str, str], ...] = (),
    dropped: tuple[tuple[str, Span], ...] = (),
    name: str = "the text",
) -> Text:
    """``text`` without furniture and unseen characters; ``places`` is where each character stood.

    Turns of direction and characters of no width are left out, so that what is read is what
    stands there in the order of the letters.

    Raises:
        InputError: there is more text than one article holds.
    """
    if len(text) > MOST_CHARACTERS:
        raise InputError(f"{name} holds {len(text):,} characters of text; the reader takes {MOST_CHARACTERS:,}. Cut it into articles.")  # fmt: skip
    places = array("l", range(len(text))) if places is None else places
    text, places = _seen(text, places)
    lines = [(Span(*match.span()), match[0]) for match in re.finditer(r"[^\n]+", text)]
    out = list(furniture(lines))
    gone = [*dropped, *((why, Span(places[s.start], places[s.end - 1] + 1)) for why, s in out)]
    left = {span.start for _, span in out}
    kept: list[str] = []
    at = array("l")
    for span, line in lines:
        if span.start in left or not line.strip():
            continue
        if kept:
            kept.append("\n")
            at.append(places[span.start])
        kept.append(line)
        at.extend(places[span.start : span.end])
    return Text("".join(kept), at, tuple(gone), meta)


def _seen(text: str, places: array[int]) -> tuple[str, array[int]]:
    """Line ends as one character, other spaces as a space, nothing that is not seen."""
    chars: list[str] = []
    at = array("l")
    for char, place in zip(text, places, strict=True):
        if char in "\n\r\u2028\u2029\x0b\x0c":
            chars.append("\n")
        elif char.isspace():
            chars.append(" ")
        elif char in _TURNS or (char > "~" and unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co")) or char < " " or char == "\x7f":  # fmt: skip
            continue
        else:
            chars.append(char)
        at.append(place)
    return "".join(chars), at
