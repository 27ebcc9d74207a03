"""The answer through time: a strip and a table of the days on which it changes."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from licet.desk.answering import OWN, body_of, decided, title
from licet.desk.linked import href, with_one, without
from licet.explore.history import first_day, history
from licet.explore.words import by, entries, in_short
from licet.record import record
from licet.service.asked import pairs, read
from licet.telling.tell import told
from licet.transfer.public_record import with_public_record

if TYPE_CHECKING:
    from markupsafe import Markup

    from licet.desk.linked import Pairs
    from licet.explore.history import Stretch
    from licet.service.service import Service

WIDE = 1000
"""Units across the strip."""
_LEAST = 4
_AFTER = 180
"""Days shown after the last change, so that it can be seen."""


@record
class Span:
    """One stretch of the answer: its days, its words, and where it lies on the strip (in units)."""

    since: date
    to: date | None
    status: str
    said: str
    entry: str
    cause: str
    href: str
    x: int
    wide: int
    now: bool


@record
class Line:
    """The stretches of one variant, or of several alike; ``today`` is where today lies on the strip."""

    name: str
    spans: tuple[Span, ...]
    today: int


def changes(service: Service, params: Pairs) -> tuple[str, Markup]:
    """Title and body of the page that shows an answer through time.

    The laws that have a say in the answer are told of, and no others.  Names of parties are not searched again for each day: what is stated of them counts.

    Raises:
        BadQuestion: the parameters cannot be read.
    """
    question = read(without(params, *OWN), service)
    asked = tuple(pairs(question))
    answers = told(decided(service, question), every=bool(question.sovereigns))
    firsts = dict(zip((t.items[0] for t in answers), answers, strict=True))
    chosen = [e for e in service.transfers(question.transfer) if e.item in firsts]
    book = service.library.law.book
    first = first_day(book)
    laws = dict.fromkeys((law.sovereign, law.title) for each in answers for law in each.laws)
    codes = tuple(code for code, _ in laws)
    lines = []
    for each in chosen:
        on = partial(with_public_record, each, book, known_on=question.known_on or date.max)
        found = history(on, service.library.law, known_on=question.known_on, sovereigns=codes)
        lines.append(_line(", ".join(firsts[each.item].items), found, asked, first))
    heading = f"{title(answers)}: through time"
    context = {
        "title": heading, "laws": tuple(name for _, name in laws), "lines": tuple(lines), "back": href(asked), "wide": WIDE,
        "named": any(e.name for each in chosen for e in each.parties),
    }  # fmt: skip
    return heading, body_of("answer/time.html", context)


def _line(name: str, found: tuple[Stretch, ...], asked: Pairs, first: date) -> Line:
    today = date.today()
    last = max([today, *(each.since for each in found)])
    days = max((last - first).days + _AFTER, 1)

    def at(day: date) -> int:
        return (day - first).days * WIDE // days

    spans = []
    for each in found:
        x, end = at(each.since), at(each.to) if each.to else WIDE
        spans.append(
            Span(
                each.since, each.to, each.decision.status, in_short(each.decision, each.closed),
                entries(each.decision), by(each.causes) if each.causes else "",
                href(with_one(asked, "on", each.since.isoformat())), x, max(end - x, _LEAST),
                each.since <= today and (each.to is None or today < each.to),
            )
        )  # fmt: skip
    return Line(name, tuple(spans), at(today))
