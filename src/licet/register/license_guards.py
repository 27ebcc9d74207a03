"""Guards of a license's steps.  The first line of each says what it asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from licet.errors import UnknownName
from licet.register.clock.calendar import WORKING
from licet.register.events import SIDE_OF_THE_STATE
from licet.register.exact import exact
from licet.register.guarding import LICENSE, Seen, guard, policy_of, today
from licet.register.laboratories import TEST
from licet.register.license_state import LicenseState
from licet.register.table import number_of

Look = Seen[LicenseState]
_RANK = {False: 0, None: 1, True: 2}


@guard(LICENSE)
def own_license_only(seen: Look) -> str:
    """The holder acts for its own firm, an agent by its mandate, an official for the authority and no firm."""
    actor, state = seen.event.actor, seen.state
    if actor.role == "applicant" and actor.authority != state.holder:
        return (
            f"{actor.id} acts for {actor.authority or 'no firm'}; the license is of {state.holder}"
        )
    if actor.role == "agent" and actor.id not in state.mandates:
        return f"{actor.id} has no mandate for this license"
    if actor.role not in SIDE_OF_THE_STATE:
        return ""
    authority = state.authority or seen.said("authority")
    if actor.authority != authority:
        return f"{actor.id} acts for {actor.authority or 'no authority'}; the license is of {authority}"
    return f"{actor.id} acted for the holder" if actor.id in state.holders else ""


@guard(LICENSE)
def a_test_is_asked_for(seen: Look) -> str:
    """A condition of the license asks for a test by a third party."""
    return "" if _tests(seen.state) else "no condition of this license asks for a laboratory's test"


@guard(LICENSE)
def laboratory_files_tests(seen: Look) -> str:
    """A laboratory files reports under a condition that asks for its test, and nothing else."""
    asked = _tests(seen.state)
    if seen.event.actor.role == "lab" and seen.said("obligation") not in asked:
        return f"a laboratory reports on {' or '.join(asked) or 'no condition of this license'}, not on {seen.said('obligation')}"
    return ""


def _tests(state: LicenseState) -> tuple[str, ...]:
    return tuple(str(each["id"]) for each in state.conditions if each.get("kind") == TEST)


# ---- what a license says


@guard(LICENSE)
def lines_have_quantities(seen: Look) -> str:
    """Every line has an id of its own, an item, a quantity above zero, and its unit."""
    lines = seen.said("lines") or ()
    ids = []
    for each in lines:
        if not isinstance(each, Mapping) or not all(each.get(n) for n in ("id", "item", "quantity", "unit")):  # fmt: skip
            return "a line has an id, an item, a quantity and a unit"
        try:
            if number_of(each["quantity"]) <= 0:
                return f"the quantity of line {each['id']} is not above zero"
        except ValueError as error:
            return f"the quantity of line {each['id']}: {error}"
        ids.append(each["id"])
    if not ids:
        return "a license has a line"
    return "" if len(set(ids)) == len(ids) else "two lines share an id"


@guard(LICENSE)
def clock_known(seen: Look) -> str:
    """There is a clock policy for the authority on the first day."""
    try:
        seen.law.policy(str(seen.said("authority")), date.fromisoformat(seen.said("valid_from")))
    except UnknownName as error:
        return str(error)
    return ""


@guard(LICENSE)
def ends_after_it_starts(seen: Look) -> str:
    """The last day is not before the first."""
    start, end = seen.said("valid_from"), seen.said("valid_to")
    return "" if end >= start else f"the license would end on {end}, before its start on {start}"


@guard(LICENSE)
def entries_are_readable(seen: Look) -> str:
    """Parties, countries and conditions have the shape that drawdowns read."""
    for each in seen.said("parties") or ():
        if not isinstance(each, Mapping) or not (each.get("id") or each.get("name")):
            return "a party has an id or a name"
    if not _texts(seen.said("countries") or ()):
        return "countries are codes"
    for each in seen.said("conditions") or ():
        if isinstance(each, str):
            continue
        if not isinstance(each, Mapping) or not isinstance(each.get("id"), str):
            return "a condition is its id, or a mapping that has one"
        spans = (each.get(name) for name in ("since", "to"))
        if not all(day is None or isinstance(day, str) for day in spans) or not all(
            _texts(each.get(name) or ()) for name in ("lines", "tested")
        ):
            return f"the condition {each['id']} names lines and times of test as words, and days as text"
    return ""


def _texts(found: Any) -> bool:
    """Whether it is one text, or a list of texts."""
    return isinstance(found, str) or (
        isinstance(found, list | tuple) and all(isinstance(each, str) for each in found)
    )


@guard(LICENSE)
def amendment_says_something(seen: Look) -> str:
    """An amendment changes lines, parties, conditions or the last day; its lines are whole."""
    if not any(seen.said(name) for name in ("lines", "parties", "valid_to", "conditions")):
        return "the amendment changes nothing"
    return lines_have_quantities(seen) if seen.said("lines") else ""


@guard(LICENSE)
def lines_cover_what_was_used(seen: Look) -> str:
    """Amended lines hold at least what was drawn from them."""
    if not seen.said("lines"):
        return ""
    new = {each["id"]: number_of(each["quantity"]) for each in seen.said("lines")}
    for line in seen.state.lines:
        if line.used and new.get(line.id, Decimal(0)) < line.used:
            return f"{line.used} {line.unit} of line {line.id} are drawn; the amendment leaves {new.get(line.id, 0)}"
    return ""


# ---- preconditions


@guard(LICENSE)
def precondition_is_open(seen: Look) -> str:
    """The condition is one that must be met before first use, and is not met yet."""
    waiting = seen.state.open_preconditions
    named = seen.said("condition")
    return (
        "" if named in waiting else f"{named} is not among what is waited for: {', '.join(waiting)}"
    )


@guard(LICENSE)
def other_preconditions_open(seen: Look) -> str:
    """Others are still open after this one."""
    others = [each for each in seen.state.open_preconditions if each != seen.said("condition")]
    return "" if others else "it is the last one that is waited for"


@guard(LICENSE)
def preconditions_open(seen: Look) -> str:
    """Something must still be met before first use."""
    return "" if seen.state.open_preconditions else "nothing is waited for"


@guard(LICENSE)
def preconditions_met(seen: Look) -> str:
    """Nothing must be met any more before first use."""
    waiting = seen.state.open_preconditions
    return f"before first use these must be met: {', '.join(waiting)}" if waiting else ""


# ---- drawing down


def last_day(seen: Look) -> date | None:
    """The last day of use: the day stated, or the first working day after it where the authority's rule says so."""
    state, policy = seen.state, policy_of(seen)
    end, calendar = state.valid_to, policy.calendar
    if end is None or calendar is None or not policy.expiry_moves or end not in calendar.holidays:
        return end
    return calendar.add(end, 1, WORKING)


@guard(LICENSE)
def within_validity(seen: Look) -> str:
    """The day of shipment lies within the license, and is not in the future."""
    day, end = date.fromisoformat(seen.said("date")), last_day(seen)
    if seen.state.valid_from and day < seen.state.valid_from:
        return f"the license begins on {seen.state.valid_from}; the shipment is of {day}"
    if end and day > end:
        return f"the license ended on {end}; the shipment is of {day}"
    return f"the shipment is of {day}, which is still to come" if day > today(seen) else ""


@guard(LICENSE)
def balance_is_enough(seen: Look) -> str:
    """The line has at least what is drawn."""
    line, wanted = seen.state.line(str(seen.said("line"))), number_of(seen.said("quantity"))
    if line is None:
        return f"there is no line {seen.said('line')}; known are {', '.join(each.id for each in seen.state.lines)}"
    if wanted <= 0:
        return f"{wanted} is not above zero"
    if wanted <= line.balance:
        return ""
    return f"line {line.id} has {line.balance} {line.unit} left of {line.quantity}; {wanted} were asked for"


@guard(LICENSE)
@exact
def uses_up_all(seen: Look) -> str:
    """With this shipment every line is used up."""
    name, wanted = seen.said("line"), number_of(seen.said("quantity"))
    left = sum((each.balance for each in seen.state.lines), Decimal(0)) - wanted
    line = seen.state.line(str(name))
    return "" if line is not None and line.balance == wanted and not left else "something is left"


@guard(LICENSE)
def party_is_named(seen: Look) -> str:
    """The party, by its id or else its name, and the country where one is given, stand on the license."""
    parties = [str(each.get("id") or each.get("name")) for each in seen.state.parties]
    if parties and seen.said("party") not in parties:
        return (
            f"the party {seen.said('party')} is not on the license; it names {', '.join(parties)}"
        )
    country = seen.said("country")
    if country and seen.state.countries and country not in seen.state.countries:
        return f"the country {country} is not on the license; it names {', '.join(seen.state.countries)}"
    return ""


@guard(LICENSE)
def key_is_new(seen: Look) -> str:
    """No shipment was drawn with that key."""
    taken = next((each for each in seen.state.draws if each.key == seen.said("key")), None)
    return f"the key {taken.key} was drawn on {taken.date}: it is the same shipment" if taken else ""  # fmt: skip


@guard(LICENSE)
def all_tests_hold(seen: Look) -> str:
    """Every condition that is tested at a drawdown was tested, and none that blocks fails or is open."""
    if not all(_is_test(each) for each in seen.said("tests")):
        return "a test names its condition and what it holds"
    tests = _worst(seen.said("tests"))
    for name, condition in _tested_here(seen):
        if name not in tests:
            return f"the condition {name} was not tested"
        if tests[name]["holds"] is not True and condition.get("consequence", "block") in ("block", "suspend"):  # fmt: skip
            found = "fails" if tests[name]["holds"] is False else "is open"
            why = tests[name].get("why")
            return f"the condition {name} {found}" + (f": {why}" if why else "")
    return ""


def _worst(tests: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """The test of each condition that holds least, where one was tested for several goods."""
    found: dict[str, Mapping[str, Any]] = {}
    for each in tests:
        held = found.get(each["condition"])
        if held is None or _RANK[each["holds"]] < _RANK[held["holds"]]:
            found[each["condition"]] = each
    return found


def _is_test(each: Any) -> bool:
    return isinstance(each, Mapping) and "condition" in each and each.get("holds", "") in (True, False, None)  # fmt: skip


def _tested_here(seen: Look) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Conditions that bind the drawn line on that day and are tested before each drawdown, as those that do not say when."""
    line, day = seen.said("line"), seen.said("date")
    for each in seen.state.conditions:
        lines, since, to = each.get("lines"), each.get("since"), each.get("to")
        binds = (not lines or line in lines) and (not since or since <= day) and (not to or day < to)  # fmt: skip
        if binds and "drawdown" in each.get("tested", ("drawdown",)):
            yield str(each.get("id")), each


# ---- goods that come back


@guard(LICENSE)
def drawn_before(seen: Look) -> str:
    """The shipment that they come from was drawn."""
    return (
        ""
        if seen.state.draw(str(seen.said("of")))
        else f"nothing was drawn under {seen.said('of')}"
    )


@guard(LICENSE)
def back_is_new(seen: Look) -> str:
    """No goods came back under that key."""
    return (
        ""
        if seen.state.back(str(seen.said("key"))) is None
        else f"{seen.said('key')} came back already"
    )


@guard(LICENSE)
@exact
def no_more_back_than_drawn(seen: Look) -> str:
    """All that came back from a shipment is no more than went."""
    drawn, wanted = seen.state.draw(str(seen.said("of"))), number_of(seen.said("quantity"))
    if drawn is None or wanted <= 0:
        return f"{wanted} is not above zero"
    before = sum((each.quantity for each in seen.state.backs if each.of == drawn.key), Decimal(0))
    if before + wanted <= drawn.quantity:
        return ""
    return f"{drawn.key} took {drawn.quantity}; {before} came back before, and {wanted} more cannot"


@guard(LICENSE)
def came_back(seen: Look) -> str:
    """Goods came back under that key and were not restored yet."""
    held = seen.state.back(str(seen.said("key")))
    if held is None:
        return f"nothing came back under {seen.said('key')}"
    return f"{held.key} was restored by {held.restored_by}" if held.restored_by else ""


# ---- how it ends


@guard(LICENSE)
def not_the_one_who_proposed(seen: Look) -> str:
    """Whoever put it forward does not decide it."""
    if (seen.words[0], seen.who) in seen.state.put_forward:
        return f"{seen.who} put it forward; another person decides"
    return ""


@guard(LICENSE)
def consequence_is_suspension(seen: Look) -> str:
    """The adopted condition itself says that suspension follows."""
    held = seen.state.condition(str(seen.said("condition")))
    if held is None or held.get("consequence") != "suspend" or seen.said("consequence") != "suspend":  # fmt: skip
        return f"the condition {seen.said('condition')} does not say that suspension follows"
    return ""


@guard(LICENSE)
def suspension_is_over(seen: Look) -> str:
    """The suspension had a last day, and it has passed."""
    last = seen.state.suspensions[-1]
    if last.to is None:
        return "the suspension has no end of its own; it is lifted by a decision"
    return "" if today(seen) > last.to else f"the suspension lasts until {last.to}"


@guard(LICENSE)
def usage_agrees(seen: Look) -> str:
    """What the holder reports as used is what was drawn, line by line."""
    usage = seen.said("usage")
    for line in seen.state.lines:
        try:
            told = number_of(usage.get(line.id, "0"))
        except ValueError as error:
            return f"the usage of line {line.id}: {error}"
        if told != line.used:
            return (
                f"the holder reports {told} {line.unit} of line {line.id}; {line.used} were drawn"
            )
    return ""


@guard(LICENSE)
def validity_is_over(seen: Look) -> str:
    """The last day has passed."""
    end = last_day(seen)
    return "" if end is not None and today(seen) > end else f"the license lasts until {end}"


@guard(LICENSE)
def a_condition_ends_it(seen: Look) -> str:
    """An adopted condition says that the license ends with an event."""
    held = seen.state.condition(str(seen.said("condition")))
    if held is None or held.get("kind") != "expiry_on_event":
        return f"the condition {seen.said('condition')} does not end the license"
    return ""
