"""What the chips of one shipment answered: silence, lateness, places, physics, attestations, claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from licet.record import record
from licet.register.conditions.evidence import Reply
from licet.watch.filed import Attestation, Claim, Entry, Measured
from licet.watch.light import bound, impossible

Said = tuple[str, Any, str, Entry]


@record
class Heard:
    """``facts`` by name with value, words and source; ``replied`` and ``claimed`` are countries with their source."""

    facts: tuple[Said, ...]
    replied: tuple[tuple[str, Entry], ...]
    claimed: tuple[tuple[str, Entry], ...]


def heard(filed: Iterable[Entry], serials: frozenset[str], day: date) -> Heard:
    """All that was heard up to ``day`` of chips with these serials."""
    own = [each for each in filed if getattr(each.what, "serial", None) in serials]
    replies = sorted(
        (each for each in own if isinstance(each.what, Reply) and each.what.asked <= day),
        key=lambda each: each.what.asked,
    )
    answered = [each for each in replies if each.what.answered and each.what.answered <= day]
    claims = [each for each in own if isinstance(each.what, Claim) and each.what.day <= day]
    facts = (
        *_times(replies, answered, day),
        *_moved(answered),
        *_measured(own, day),
        *_attested(own, day),
    )
    return Heard(
        facts, tuple((each.what.country, each) for each in answered), tuple((each.what.country, each) for each in claims)
    )  # fmt: skip


def _times(replies: list[Entry], answered: list[Entry], day: date) -> list[Said]:
    found: list[Said] = []
    newest = {each.what.serial: each for each in replies}
    if newest:
        silent = [each for each in newest.values() if each not in answered]
        worst = min(silent, key=lambda each: each.what.asked, default=None)
        says = f"{len(silent)} of {len(newest)} chips that were asked have not answered"
        if worst is None:
            found.append(("silent_days", 0, says, replies[-1]))
        else:
            says += f"; {worst.what.serial} asked on {worst.what.asked}"
            found.append(("silent_days", (day - worst.what.asked).days, says, worst))
    if answered:
        slow = max(answered, key=lambda each: each.what.answered - each.what.asked)
        days = (slow.what.answered - slow.what.asked).days
        found.append(("slowest_reply_days", days, f"{slow.what.serial} took {days} days", slow))
    return found


def _moved(answered: list[Entry]) -> list[Said]:
    places: dict[str, list[Entry]] = defaultdict(list)
    for each in answered:
        if each.what.country:
            places[each.what.serial].append(each)
    several = {serial: told for serial, told in places.items() if len(told) > 1}
    for serial, told in sorted(several.items()):
        if len(countries := dict.fromkeys(each.what.country for each in told)) > 1:
            return [("reply_moved", True, f"{serial}: {' -> '.join(countries)}", told[-1])]
    return [("reply_moved", False, "each from one country", answered[-1])] if several else []


def _measured(own: list[Entry], day: date) -> list[Said]:
    timed = [
        each
        for each in own
        if isinstance(each.what, Measured) and each.what.day <= day and each.what.trips
    ]
    for each in timed:
        stated, trips = each.what.stated.spot, [trip.timed for trip in each.what.trips]
        if impossible(trips, stated):
            worst = next(
                found for found in (bound(trip, stated) for trip in trips) if found.impossible
            )
            says = (
                f"{each.what.serial} is stated at {stated.name}, at least {worst.nearest:,.0f} km from {worst.landmark}; "
                f"in the time measured light makes {worst.farthest:,.0f} km and back"
            )
            return [("reply_impossible", True, says, each)]
    return (
        [("reply_impossible", False, "light excludes no place stated", timed[-1])] if timed else []
    )


def _attested(own: list[Entry], day: date) -> list[Said]:
    told = [each for each in own if isinstance(each.what, Attestation) and each.what.day <= day]
    odd = [each for each in told if not each.what.same]
    if not told:
        return []
    of = odd or told
    says = f"{of[-1].what.serial} attests {'another' if odd else 'the same'} device or firmware"
    return [("attestation_differs", bool(odd), says, of[-1])]
