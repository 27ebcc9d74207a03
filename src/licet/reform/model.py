"""What a reform is: a dated patch to the law, who says so, and how sure that is.

A reform changes nothing before its date.  It is no law: whatever is decided under it is an answer to
"what if", and says so by the hash of the reformed law and by the name of the reform.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from licet.book.markdown import Page
    from licet.errors import Place

STATUSES = {
    "adopted": "adopted: it is published law, read ahead of its day or beside its pause",
    "announced": "announced: said by those who can do it, and not done in any text that was found",
    "bill": "a bill: put before a parliament, and not enacted as far as was found",
    "counterfactual": "counterfactual: nobody has enacted it; it is asked what would be if they had",
}
SURE = ("high", "medium", "low", "judgement")
"""How sure it is that the patch says what its sources say; ``judgement`` where we filled a gap."""


@record
class Cited:
    """Where a reform comes from: words, and a link."""

    text: str
    url: str = ""


@record
class Span:
    """The days that a patch is about: ``since <= day < until``; None without end.

    ``published`` is the first day on which anyone could know.
    """

    since: date
    until: date | None
    published: date


@record
class Add:
    """A new provision, from its own file."""

    page: Page
    span: Span
    place: Place


@record
class Replace:
    """Another text for a provision that exists, from its own file; what it said before the span stays."""

    page: Page
    span: Span
    place: Place


@record
class Repeal:
    """A provision that does not stand in the span."""

    id: str
    span: Span
    place: Place


@record
class Set:
    """One thing of a provision set to another value: ``id``, the part or condition if any, and what.

    ``what`` is ``policy``, ``rate_pct``, ``state``, ``rule``, or a numeric fact whose limit is moved.
    ``was`` names the limit to move where there are several.
    """

    id: str
    part: str
    what: str
    to: str
    was: str
    span: Span
    place: Place


@record
class Members:
    """Countries that a group gains or loses in the span."""

    group: str
    gains: tuple[str, ...]
    loses: tuple[str, ...]
    span: Span
    place: Place


@record
class Rows:
    """Rows that a table of law gains or loses in the span; ``loses`` are the cells that a row must have."""

    table: str
    gains: tuple[Mapping[str, object], ...]
    loses: tuple[Mapping[str, object], ...]
    span: Span
    place: Place


Patch = Add | Replace | Repeal | Set | Members | Rows


@record
class Reform:
    """A reform as it was read: what it is, where it comes from, and its patches in order.

    ``facts`` are files of facts that the law has not yet asked, as name and text.  ``folder`` is where it
    was read from, and no part of the value.
    """

    name: str
    title: str
    about: str
    status: str
    since: date
    until: date | None
    sure: str
    author: str
    sources: tuple[Cited, ...]
    patches: tuple[Patch, ...]
    facts: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, str], ...]
    folder: Path

    @property
    def hash(self) -> str:
        """SHA-256 of the files that say what it is, as hexadecimal text: its name and place on a disk aside."""
        digest = hashlib.sha256()
        for name, text in self.files:
            digest.update(f"{name}\0{text}\0".encode())
        return digest.hexdigest()

    def __str__(self) -> str:
        """Its name and what stands behind it, as answers carry it."""
        return f"{self.name} ({self.status})"
