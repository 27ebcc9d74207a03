"""A license, or a condition, that ends when something happens."""

from __future__ import annotations

from datetime import date, datetime

from licet.book.book import RuleBook
from licet.record import record
from licet.register.conditions.evidence import Happening, Inputs
from licet.register.conditions.model import Said


@record
class ExpiryOnEvent:
    """Ends on the first of ``events``, such as ``rule_suspended`` or ``change_of_control``."""

    events: tuple[str, ...]


def expiry_on_event(rule: ExpiryOnEvent, inputs: Inputs, at: datetime) -> Said:
    """Whether none of the events has happened by the day of the test."""
    names = ", ".join(each.replace("_", " ") for each in rule.events)
    if inputs.happenings is None:
        return Said(None, "Nothing is known of what has happened.", missing=(f"whether any has happened: {names}",))  # fmt: skip
    met = [
        each for each in inputs.happenings if each.event in rule.events and each.day <= at.date()
    ]
    used = tuple(each.ref for each in met)
    if met:
        first = min(met, key=lambda each: each.day)
        return Said(False, f"Ended on {first.day}: {first.event.replace('_', ' ')} ({first.ref}).", used)  # fmt: skip
    return Said(True, f"None has happened: {names}.", used)


def happenings_of_law(book: RuleBook, provision: str, day: date) -> tuple[Happening, ...]:
    """What befell a provision by ``day``: ``rule_ended`` and ``rule_suspended``, as the rule book has it.

    Raises:
        KeyError: the rule book holds no such provision.
    """
    versions = book[provision].versions
    found = [
        Happening("rule_suspended", pause.since, pause.source)
        for version in versions
        for pause in version.pauses
        if pause.since <= day
    ]
    last = versions[-1]
    if last.to is not None and last.to <= day:
        found.append(Happening("rule_ended", last.to, f"{provision}: {last.source}"))
    return tuple(found)
