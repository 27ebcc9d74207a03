"""A request held against the license itself, conditions apart."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from licet.facts.values import plain
from licet.register.drawdown.balance import balance_of
from licet.register.drawdown.model import Book, Reason, Request
from licet.register.license import LicenseView, Line, Party

_NAMED = 5
"""So many serials are named in a reason; the request has them all."""


def against_license(view: LicenseView, request: Request, book: Book) -> tuple[Reason, ...]:
    """Every reason why the license does not cover the request; none where it does."""
    return (*_license(view, request), *_line(view, request, book))


def not_identified(request: Request) -> tuple[Reason, ...]:
    """Why the goods are not named well enough to be taken."""
    if not request.serials and not request.lot:
        return (Reason("not_identified", "Give the serials of the goods, or their lot."),)
    if len(set(request.serials)) != len(request.serials):
        return (Reason("quantity_odd", "A serial stands there twice."),)
    if request.serials and len(request.serials) != request.quantity:
        said = f"{len(request.serials)} serials are named for {plain(request.quantity)} {request.unit}."
        return (Reason("quantity_odd", said),)
    return ()


def drawn_before(request: Request, book: Book) -> tuple[Reason, ...]:
    """Whether the very goods, or the very request, were taken under another key."""
    found = []
    for each in book.taken:
        returns = [back for back in book.back if back.of == each.request.key]
        here = set(each.request.serials) - {serial for back in returns for serial in back.serials}
        again = sorted(here & set(request.serials))
        if again and each.request.item == request.item:
            named = ", ".join(again[:_NAMED]) + (" ..." if len(again) > _NAMED else "")
            found.append(Reason("drawn_before", f"{named} went under {each.request.key}."))
        elif (
            not returns
            and _alike(each.request, request)
            and each.request.content == request.content
        ):
            found.append(Reason("drawn_before", f"The same was drawn under {each.request.key}."))
    return tuple(found)


def _alike(one: Request, other: Request) -> bool:
    """Whether two requests may be the same: their hashes cost far more than a look at these."""
    return all(
        getattr(one, name) == getattr(other, name)
        for name in ("day", "quantity", "line", "item", "lot")
    )


def _license(view: LicenseView, request: Request) -> Iterator[Reason]:
    if not view.usable:
        yield Reason("not_usable", f"{view.number} cannot be used: {view.why_not or 'no reason given'}.")  # fmt: skip
    if not view.runs_on(request.day):
        end = f"to, not on, {view.to}" if view.to else "with no end stated"
        yield Reason("not_valid_on_day", f"{view.number} runs from {view.since} {end}; the goods go on {request.day}.")  # fmt: skip


def _line(view: LicenseView, request: Request, book: Book) -> Iterator[Reason]:
    line = view.line(request.line)
    if line is None:
        held = ", ".join(each.number for each in view.lines)
        yield Reason("no_such_line", f"{view.number} has no line {request.line!r}; it has {held}.")
        return
    if request.item != line.item:
        yield Reason("other_item", f"Line {line.number} is for {line.item}, not {request.item}.")
    if request.country not in line.countries:
        yield Reason("country_not_named", f"Line {line.number} names {', '.join(line.countries) or 'no country'}, not {request.country}.")  # fmt: skip
    yield from _parties(view, line, request)
    yield from _quantity(line, request, book)
    yield from _value(line, request, book)


def _parties(view: LicenseView, line: Line, request: Request) -> Iterator[Reason]:
    named = {each.role for each in line.parties}
    present = {each.role for each in request.parties}
    for role in sorted(named - present):
        yield Reason("party_not_named", f"The request names no {_words(role)}; line {line.number} does.")  # fmt: skip
    for party in request.parties:
        if party.role in named:
            held = [each for each in line.parties if each.role == party.role]
            if party.key not in {each.key for each in held}:
                yield Reason("party_not_named", f"{_named(party)} is not the {_words(party.role)} of line {line.number}; that is {' or '.join(map(_named, held))}.")  # fmt: skip
        elif party.role in view.closed_roles:
            yield Reason("party_not_named", f"Line {line.number} names no {_words(party.role)}, and {party.name} would be one.")  # fmt: skip


def _named(party: Party) -> str:
    return f"{party.name} ({party.country}, {f'number {party.id}' if party.id else 'without a number'})"


def _words(role: str) -> str:
    return role.replace("_", " ")


def _quantity(line: Line, request: Request, book: Book) -> Iterator[Reason]:
    if request.unit != line.unit:
        yield Reason("other_unit", f"Line {line.number} counts in {line.unit}, not {request.unit}.")
        return
    if request.quantity <= 0:
        yield Reason("quantity_odd", f"{plain(request.quantity)} {request.unit} is not above nought.")  # fmt: skip
        return
    left = balance_of(line, book).left
    if request.quantity > left:
        yield Reason("over_quantity", f"Line {line.number} has {plain(left)} {line.unit} left of {plain(line.quantity)}; {plain(request.quantity)} were asked for.")  # fmt: skip


def _value(line: Line, request: Request, book: Book) -> Iterator[Reason]:
    if line.value is None:
        return
    if request.value is None or request.value < 0:
        yield Reason("value_missing", f"Line {line.number} has a value, so the request states its own in {line.currency}.")  # fmt: skip
        return
    if request.currency != line.currency:
        yield Reason("other_currency", f"Line {line.number} is in {line.currency}, not {request.currency or 'no currency'}.")  # fmt: skip
        return
    spare = line.value * line.value_tolerance
    left = (balance_of(line, book).value_left or Decimal(0)) + spare
    if request.value > left:
        beyond = f", {plain(spare)} of tolerance included" if spare else ""
        yield Reason("over_value", f"Line {line.number} has {plain(left)} {line.currency} left{beyond}; {plain(request.value)} were asked for.")  # fmt: skip
