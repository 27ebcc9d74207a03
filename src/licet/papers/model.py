"""A kind of paper, as its file says it, and a draft of one."""

from __future__ import annotations

from datetime import date

from licet.record import record


@record
class Field:
    """One entry of a paper.  ``known`` names what fills it (``licet.papers.known``); empty: nothing does.

    ``long`` asks for several lines; ``always`` is what stands there in every case.
    """

    name: str
    label: str
    known: str = ""
    hint: str = ""
    cite: str = ""
    long: bool = False
    always: str = ""


@record
class Clause:
    """What whoever signs declares, in our own words."""

    text: str
    cite: str = ""


@record
class Code:
    """A code of a filing: ``value`` stands where the answer has ``tag``, on days from ``since`` up to ``until``."""

    tag: str
    value: str
    words: str
    cite: str
    since: date | None = None
    until: date | None = None
    confidence: str = ""


@record
class Cite:
    """Where it stands, and its link."""

    text: str
    url: str


@record
class Kind:
    """A kind of paper.

    ``called_by`` are sets of marks of an answer: where all marks of one set are there, the paper is called
    for.  ``when`` says so in words.  ``official`` is the form to be used in the end, or where to ask for it.
    ``checked`` is the day its source was last read, ``confidence`` how sure we are (high, medium, low,
    unverified), ``unverified`` what could not be read.
    """

    id: str
    title: str
    sovereign: str
    signed_by: str
    when: str
    called_by: tuple[tuple[str, ...], ...]
    cites: tuple[Cite, ...]
    official: Cite
    source: str
    checked: date
    confidence: str
    unverified: str
    fields: tuple[Field, ...]
    clauses: tuple[Clause, ...] = ()
    codes: tuple[Code, ...] = ()
    note: str = ""


@record
class Entry:
    """A field with what fills it; ``source`` says where that came from, empty where nothing fills it."""

    field: Field
    value: str
    source: str


@record
class Draft:
    """A paper filled as far as it is known.  ``called`` is whether the answer calls for it; None: it may."""

    kind: Kind
    called: bool | None
    entries: tuple[Entry, ...]

    @property
    def empty(self) -> tuple[str, ...]:
        """Labels of the fields that somebody must fill."""
        return tuple(each.field.label for each in self.entries if not each.value)
