"""Chips that are asked where they are answer in time, and from where they should be."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from licet.record import record
from licet.register.conditions.evidence import Inputs, Reply
from licet.register.conditions.model import Said


@record
class LocationReply:
    """Each serial that was drawn answers within ``days`` of being asked, from ``countries`` (and ``sites``).

    With ``every_days`` no chip goes unasked for longer.  A reply tells a country at best, and its absence is weak evidence: nobody is accused by it.
    """

    days: int
    countries: tuple[str, ...]
    sites: tuple[str, ...] = ()
    every_days: int | None = None


def location_reply(rule: LocationReply, inputs: Inputs, at: datetime) -> Said:
    """Whether every newest reply is in time and consistent with the place; a serial never asked is open."""
    serials = sorted({serial for each in inputs.drawn for serial in each.serials})
    if inputs.replies is None:
        return Said(
            None, "Nothing is known of replies.", missing=("a log of questions and replies",)
        )
    if inputs.drawn and not serials:
        return Said(None, "The drawdowns name no serials.", missing=("serials of the goods drawn",))
    day = at.date()
    newest: dict[str, Reply] = {}
    for each in sorted(inputs.replies, key=lambda each: each.asked):
        if each.asked <= day:
            newest[each.serial] = each
    broken, missing, waiting = [], [], 0
    for serial in serials:
        reply = newest.get(serial)
        if reply is None:
            missing.append(f"a question to {serial}")
        elif rule.every_days is not None and (day - reply.asked).days > rule.every_days:
            missing.append(f"a question to {serial} in the {rule.every_days} days up to {day}")
        elif reply.answered is None or reply.answered > day:
            due = reply.asked + timedelta(days=rule.days)
            waiting += due >= day
            if due < day:
                broken.append(f"{serial} has not answered since {reply.asked}, due {due}")
        else:
            broken += _odd(reply, rule)
            if not reply.country:
                missing.append(f"from which country {serial} answered")
    used = tuple(dict.fromkeys(each.ref for each in newest.values() if each.ref))
    figures = (("serials", str(len(serials))), ("waiting", str(waiting)))
    if broken:
        return Said(False, f"{'; '.join(broken)}. This needs an explanation.", used, tuple(missing), figures)  # fmt: skip
    if missing:
        return Said(None, "Not every chip was heard.", used, tuple(missing), figures)
    wait = f"; {waiting} still within {rule.days} days" if waiting else ""
    return Said(
        True, f"Replies are consistent for {len(serials)} serials{wait}.", used, (), figures
    )


def _odd(reply: Reply, rule: LocationReply) -> list[str]:
    answered: date = reply.answered or reply.asked
    found = []
    if (answered - reply.asked).days > rule.days:
        found.append(f"{reply.serial} answered on {answered}, asked on {reply.asked}")
    if reply.country and reply.country not in rule.countries:
        found.append(f"{reply.serial} answered from {reply.country}")
    if rule.sites and reply.site and reply.site not in rule.sites:
        found.append(f"{reply.serial} answered from the site {reply.site}")
    return found
