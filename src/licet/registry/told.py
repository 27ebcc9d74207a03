"""The register in plain sentences: states, days left, positions, conditions, balances, money side by side.

For the command line, the desk and letters alike.  Nothing here decides anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from licet.facts.values import plain
from licet.register.conditions.model import Finding
from licet.register.conditions.reporting import Owed
from licet.register.drawdown.match import Matched
from licet.register.drawdown.model import Balance, Drawn
from licet.register.events import Event
from licet.register.license_state import LicenseState
from licet.register.money.assess import Assessment
from licet.register.money.books import MoneyBook, Row
from licet.register.money.readings import STANDINGS
from licet.register.procedure import Procedure
from licet.register.select import table_of
from licet.register.state import CaseState, Condition, Position
from licet.register.table import number_of
from licet.registry.model import Standing

_LONG = 100
"""Characters of a text in a line that tells an event."""
HOLDS = {True: "holds", False: "BROKEN", None: "not known"}


def words(name: str) -> str:
    """A name of the tables as words.

    >>> words("approved_with_conditions")
    'approved with conditions'
    """
    return name.replace("_", " ")


def state_told(state: CaseState | LicenseState, law: Procedure) -> str:
    """The title of a state, as its table has it."""
    found = table_of(state, law).state(state.state)
    return found.title if found else words(state.state)


def day_of(moment: datetime) -> str:
    """The day of a moment, by universal time."""
    return moment.date().isoformat()


# ---- how a case stands


def days_told(standing: Mapping[str, Any]) -> str:
    """The days of a case: on the clock, stopped and why, gross."""
    clock = standing["clock"]
    if clock is None or clock["standing"] == "not_started":
        return "The clock has not started."
    if clock["clock"] is None:
        return f"{clock['calendar_days']} calendar days; working days are not known, since the holidays are in no file."
    unit = f"{words(clock['unit'])} day"
    parts = [f"{_many(clock['clock'], unit)} on the clock"]
    parts += [
        f"{_many(count, unit)} stopped ({words(cause)})"
        for cause, count in (clock["stopped"] or {}).items()
    ]
    stands = "stands still" if clock["standing"] == "stopped" else clock["standing"]
    why = f" ({words(clock['cause'])})" if clock["cause"] else ""
    return f"{', '.join(parts)}, {clock['gross']} gross. The clock {'runs' if stands == 'running' else 'has ended' if stands == 'ended' else stands}{why}."


def limit_told(limit: Mapping[str, Any]) -> str:
    """One limit or target: what is left of it, until when, and where it stands."""
    if limit["left"] is None:
        left = "days left are not known"
    elif limit["left"] < 0:
        left = f"over by {_many(-limit['left'], 'day')}"
    else:
        left = f"{_many(limit['left'], 'day')} left"
    until = f", last day {limit['last_day']}" if limit["last_day"] else ""
    return f"{limit['title']} ({limit['kind']}): {left}{until}; {limit['cite']}"


def left_told(row: Standing) -> str:
    """Days left of the limit that ends first, or why the clock stands still."""
    if row.stopped:
        return f"stopped: {words(row.stopped)}"
    if row.days_left is None:
        return row.limit and "not known"
    left = f"over by {_many(-row.days_left, 'day')}" if row.over else f"{_many(row.days_left, 'day')} left"  # fmt: skip
    return f"{left} ({row.limit})"


def waiting_told(standing: Mapping[str, Any]) -> tuple[str, ...]:
    """Who is waited for, who must still be asked and why, and what stands in the way."""
    found = []
    for each in standing["waiting_for"]:
        due = each["due"]
        until = f", by {due['last_day']}" if due and due["last_day"] else ""
        found.append(f"{each['agency']} was asked under {each['rule']} and has not answered{until}")
    for each in standing["must_be_asked"]:
        found.append(f"{each['agency']} must be asked: {each['rule']} ({each['cite']})")
    for each in standing["flags"]:
        found.append(f"flag {words(each['flag'])} on {each['on']}: {each['reason']}")
    for each in standing["flags_to_raise"]:
        found.append(f"the flag {words(each)} belongs on this file and was not set")
    if level := standing["escalation"]:
        by = f", by {level['decide_by']}" if level["decide_by"] else ""
        until = f"; whoever differs may carry it up until {level['appeal_by']}" if level["appeal_by"] else ""  # fmt: skip
        found.append(f"level {level['level']}, {level['body']} ({level['decides']}){by}{until}; {level['cite']}")  # fmt: skip
    if standing["conditions_open"]:
        found.append(f"neither adopted nor dropped: {', '.join(standing['conditions_open'])}")
    return tuple(found)


def opening_told(opening: Mapping[str, Any], authority: str) -> tuple[str, ...]:
    """What the engine's decision brought along: answer, review policy, grounds, exceptions, what is not known."""
    if not opening:
        return ()
    found = [f"As decided for {opening.get('on', '?')}: {opening.get('headline', '')}".strip()]
    for law in opening.get("laws", ()):
        if law["sovereign"] == authority:
            found += _law_told(law)
    asked = (each for each in opening.get("missing", ()) if each.get("law") == authority)
    found += dict.fromkeys(f"not known: {each['question']}" for each in asked)
    return tuple(found)


def _law_told(law: Mapping[str, Any]) -> list[str]:
    found = []
    if policy := law.get("review_policy"):
        found.append(f"review policy: {words(policy)}")
    elif may_be := law.get("review_may_be"):
        found.append(f"review policy is open: {' or '.join(map(words, may_be))}")
    grounds = law.get("grounds", ())
    found += [f"ground: {_cited(each)}" for each in grounds if each.get("holds")]
    if perhaps := [each.get("title") or each["provision"] for each in grounds if each.get("holds") is None]:  # fmt: skip
        found.append(f"may be grounds, by facts not stated: {'; '.join(perhaps)}")
    for each in law.get("reviews", ()):
        if each.get("holds") is not False:
            found.append(f"review{'' if each.get('holds') else ' (open)'}: {_cited(each)}")
    exceptions = law.get("exceptions", ())
    if open_ := [each["code"] for each in exceptions if each.get("available") is None]:
        found.append(f"exceptions that are open: {', '.join(open_)}")
    found += [
        f"exception {each['code']} is not available: {each.get('why_not') or 'its conditions do not hold'}"
        for each in exceptions
        if each.get("available") is False
    ]
    return found


def _cited(each: Mapping[str, Any]) -> str:
    return f"{each.get('title') or each['provision']} [{'; '.join(each.get('cite', ()))}]"


def position_told(each: Position) -> str:
    """What an agency holds."""
    why = f": {'; '.join(each.reasons)}" if each.reasons else ""
    return f"{each.agency} ({each.level}): {words(each.position)}, line {each.line} to {each.country}, {each.party}{why}"


def condition_told(each: Condition) -> tuple[str, ...]:
    """A condition of an application with all that was done to it: by whom, for whom, when and why."""
    steps = [
        f"  {step.what} on {day_of(step.at)} by {step.by}"
        + (f" ({step.authority})" if step.authority else "")
        + (f": {step.reason}" if step.reason else "")
        for step in each.history
    ]
    return (f"{each.id} ({words(each.kind)}), {each.status}: {each.text}", *steps)


def event_told(event: Event) -> str:
    """One event in one line: moment, what, by whom, and what it says, long texts cut short."""
    said = ", ".join(f"{words(name)} {text}" for name, value in event.body.items() if (text := _short(value)))  # fmt: skip
    who = event.actor
    of = f" of {who.authority}" if who.authority else ""
    return f"{event.seq:>3}  {event.at:%Y-%m-%d %H:%M}  {words(event.kind)} by {who.id} ({who.role}{of})" + (f": {said}" if said else "")  # fmt: skip


def _short(value: Any) -> str:
    """A text, or a list of texts, that fits a line; empty where there is neither."""
    if isinstance(value, list | tuple) and all(isinstance(each, str) for each in value):
        value = "; ".join(value)
    if not isinstance(value, str):
        return ""
    return value if len(value) <= _LONG else f"{value[: _LONG - 4].rstrip()} ..."


def way_told(way: Mapping[str, Any]) -> str:
    """One act that is open, with the fields that it wants; those in brackets may be left out."""
    fields = []
    for each in way["body"]:
        shown = f"{each['name']}={'|'.join(each['choices']) or each['type'].upper()}"
        fields.append(shown if each["required"] else f"[{shown}]")
    return " ".join((way["event"], *fields))


# ---- drawdowns and balances


def balance_told(balance: Balance) -> str:
    """What is left of a line."""
    told = f"line {balance.line}: {plain(balance.drawn)} of {plain(balance.quantity)} {balance.unit} drawn, {plain(balance.left)} left"
    if balance.value_left is None:
        return told
    return f"{told}; {plain(balance.value_left)} {balance.currency} left"


def drawn_told(drawn: Drawn) -> tuple[str, ...]:
    """The answer to a drawdown: taken or refused, every reason, every condition with its arithmetic, what is left."""
    asked = drawn.request
    what = "taken" if drawn.taken else "REFUSED"
    found = [f"{asked.key}: {plain(asked.quantity)} {asked.unit} of {asked.item} on {asked.day} to {asked.country}: {what}"]  # fmt: skip
    found += [f"refused ({each.code}): {each.text}" for each in drawn.refused]
    found += [finding_told(each) for each in drawn.findings]
    if drawn.balance:
        found.append(balance_told(drawn.balance))
    found += [f"alert: {each.text}" for each in drawn.alerts]
    found += [f"evidence, {each}" for each in drawn.stated]
    return (*found, *drawn.notes)


def finding_told(each: Finding) -> str:
    """What the test of a condition found."""
    wanted = f" Wanted: {'; '.join(each.missing)}." if each.missing else ""
    return f"{HOLDS[each.holds]}: {each.condition}: {each.why}{wanted}"


def license_told(state: LicenseState) -> tuple[str, ...]:
    """A license: who holds it, how long it runs, what must be met before use, what is left of each line."""
    found = [f"{state.number} of {state.holder}, from {state.valid_from} to {state.valid_to}"]
    if state.open_preconditions:
        found.append(f"before first use these must be met: {', '.join(state.open_preconditions)}")
    found += [
        f"line {each.id}: {each.item}, {plain(each.used)} of {plain(each.quantity)} {each.unit} drawn, {plain(each.balance)} left"
        for each in state.lines
    ]
    found += [f"condition {each.get('id')}: {each.get('text', '')}" for each in state.conditions]
    return tuple(found)


def shipments_told(state: LicenseState) -> tuple[str, ...]:
    """Each shipment that was taken, and each that was refused with the reason."""
    taken = [f"{each.key}: {plain(each.quantity)} of line {each.line} on {each.date} to {each.party}" for each in state.draws]  # fmt: skip
    refused = [f"{each['key']}: {plain(number_of(each['quantity']))} of line {each['line']} REFUSED: {'; '.join(each['reasons'])}" for each in state.refused]  # fmt: skip
    return (*taken, *refused)


def matched_told(found: Matched) -> tuple[str, ...]:
    """Whether a license covers an order line."""
    return (
        f"{found.result} ({words(found.code)}). {found.reason}",
        *(f"passed over: {which}: {why}" for which, why in found.passed_over),
    )


# ---- money and reports


def money_told(book: MoneyBook, on: date) -> tuple[tuple[str, ...], ...]:
    """Each reading with every shipment under it; the first line of each group is the reading itself.

    Readings are never added to one another.
    """
    rows, found = book.rows(on), []
    for reading in dict.fromkeys(each.reading for each in book.assessments):
        last = next(each for each in reversed(book.assessments) if each.reading == reading)
        lines = (_row_told(each) for each in rows if each.reading == reading)
        found.append((*reading_told(last), *lines))
    return tuple(found)


def reading_told(each: Assessment) -> tuple[str, str]:
    """The reading that an assessment was made under: what it rests on, and what it takes of whom."""
    return (
        f"{each.title} ({each.reading}; {STANDINGS[each.standing]}; {each.cite})",
        f"{plain(each.rate_pct)} % of {words(each.base)}; payer: {each.payer}; moment: {each.moment}; basis: {each.legal_basis}",
    )


def assessment_told(each: Assessment) -> tuple[str, ...]:
    """What one reading makes of one shipment."""
    due = amount_told(each.due, each.currency)
    by = f", by {each.due_day}" if each.due and each.due_day else ""
    wanted = (f"wanted: {'; '.join(each.missing)}",) if each.missing else ()
    return (
        f"{each.title} ({each.reading})",
        f"  {plain(each.rate_pct)} % of {words(each.base)} {amount_told(each.base_amount, each.currency)} would take {amount_told(each.as_read, each.currency)}; due {due}{by}. {each.why}",
        *(f"  {line}" for line in wanted),
    )


def ledger_told(book: MoneyBook) -> tuple[str, ...]:
    """The balance of each account, and the sum of all postings, which is nought."""
    ledger = book.ledger
    if not ledger.accounts:
        return ()
    accounts = ", ".join(f"{name} {amount_told(ledger.balance(name, currency), currency)}" for name, currency in ledger.accounts)  # fmt: skip
    sums = ", ".join(amount_told(amount, currency) for currency, amount in ledger.sums.items())
    return (
        f"Ledger, debits above nought and credits below: {accounts}.",
        f"Sum of all postings: {sums}.",
    )


def _row_told(row: Row) -> str:
    due, paid, left, would = (amount_told(each, row.currency) for each in (row.due, row.paid, row.open, row.as_read))  # fmt: skip
    late = f", overdue since {row.due_day}" if row.overdue else ""
    if row.overdue is None and row.open:
        late = ", by when is not published"
    elif row.overdue is False and row.open and row.due_day:
        late = f", by {row.due_day}"
    return (
        f"{row.shipment}: would take {would}; due {due}, paid {paid}, open {left}{late}. {row.why}"
    )


def amount_told(amount: Decimal | None, currency: str) -> str:
    """An amount, or that it is not known.

    >>> amount_told(Decimal("24000000"), "USD"), amount_told(None, "USD")
    ('24,000,000 USD', 'not known')
    """
    return "not known" if amount is None else f"{plain(amount)} {currency}"


def owed_told(each: Owed) -> str:
    """A report that a license owes."""
    return f"report {each.obligation} {each.period}: due {each.due or 'on a day that is not known'}, filed {each.filed or 'not yet'}"


def _many(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
