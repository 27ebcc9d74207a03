"""The story of ``story.yaml``: three shipments of the H200, a cap that the third would break, and the money.

    python examples/h200-license/show.py

Needs Licet and nothing else.  The days off that a due day skips are Saturdays and Sundays here; the register
reads holidays from law/procedure/calendars.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path

from licet.cases.read import read_yaml
from licet.facts.values import plain
from licet.pack.store import open_library
from licet.record import record, replaced
from licet.register.conditions.asked import conditions_of
from licet.register.conditions.evidence import Inputs
from licet.register.conditions.expiry import happenings_of_law
from licet.register.conditions.issue import before_issue
from licet.register.conditions.model import (
    ADOPTED,
    NOT_ADOPTED,
    PROPOSED,
    SCHEDULE,
    Condition,
    Step,
)
from licet.register.conditions.tested import test_all
from licet.register.drawdown.draw import draw, drawn_so_far
from licet.register.drawdown.match import Held, match
from licet.register.drawdown.model import Book, Drawn, Request
from licet.register.filings import filings
from licet.register.law_file import read_law
from licet.register.license import LicenseView
from licet.register.money.assess import Consignment, side_by_side
from licet.register.money.books import MoneyBook, Payment
from licet.register.money.readings import readings_of
from licet.store.records import read_record
from licet.transfer.build import Builder

HERE = Path(__file__).parent
WORDS = {True: "holds  ", False: "BROKEN ", None: "open   "}


@record
class Proposed:
    """A condition of the rule, by who proposed it."""

    id: str
    by: str


@record
class Own:
    """A condition of the license's own; ``not_adopted`` is why it was left out."""

    condition: Condition
    by: str
    not_adopted: str = ""


@record
class Goes:
    """One shipment with what its money turns on."""

    request: Request
    entered: date
    customs_value: Decimal


@record
class Story:
    """The file."""

    day_made: date
    license: LicenseView
    adopted_by: str
    proposed: tuple[Proposed, ...]
    own_conditions: tuple[Own, ...]
    inputs: Inputs
    shipments: tuple[Goes, ...]
    payments: tuple[Payment, ...]
    looked_at: date


def main() -> None:
    """Tell the story."""
    story = read_record(Story, read_yaml(HERE / "story.yaml"), "the story", texts=True)
    library, law = open_library(), read_law(HERE.parents[1] / "law")
    book = library.law.book
    rule = law.rule("us.h200_2026")
    conditions = decided(story, {each.id: each for each in conditions_of(rule, book, story.day_made).conditions})  # fmt: skip
    print(f"License {story.license.number} of {story.license.holder}, {rule.source}\n\nConditions")
    for each in conditions:
        last = each.history[-1]
        tail = f": {last.reason}" if last.reason else ""
        print(f"  {each.id} ({each.kind}), proposed by {each.by(PROPOSED)}, {each.standing.replace('_', ' ')} by {last.by}{tail}")  # fmt: skip
    inputs = known(
        story, library.products, happenings_of_law(book, rule.provision, story.looked_at)
    )
    print(f"\nBefore issue, on {story.day_made}, the whole of each line at once")
    for line in before_issue(story.license, conditions, inputs, moment(story.day_made)):
        for finding in line.findings:
            print(f"  {WORDS[finding.holds]}{finding.condition}: {finding.why}")
    drawn = told_drawdowns(story, conditions, inputs)
    told_order(story, conditions, inputs, drawn)
    told_schedule(story, conditions, inputs, drawn)
    told_money(story, law, book, Builder(book, library.products), drawn)


def decided(story: Story, asked: dict[str, Condition]) -> tuple[Condition, ...]:
    """Each condition proposed, and adopted or not."""
    at = moment(story.day_made)
    adopted = Step(ADOPTED, story.adopted_by, at)
    found = [asked[e.id].after(Step(PROPOSED, e.by, at)).after(adopted) for e in story.proposed]
    for own in story.own_conditions:
        last = Step(NOT_ADOPTED, story.adopted_by, at, own.not_adopted) if own.not_adopted else adopted  # fmt: skip
        found.append(own.condition.after(Step(PROPOSED, own.by, at)).after(last))
    return tuple(found)


def known(story: Story, products: object, happenings: object) -> Inputs:
    """What the file states, with the chip's figures from the catalogue and the law's own events."""
    items = {line.item for line in story.license.lines}
    figures = {
        item: {name: value for name, value in products[item].items() if isinstance(value, Decimal)}
        for item in items
    }
    return replaced(story.inputs, parameters=figures, happenings=happenings)


def told_drawdowns(story: Story, conditions: tuple[Condition, ...], inputs: Inputs) -> Book:
    """Each shipment drawn in turn."""
    book = Book()
    for each in story.shipments:
        answer = draw(
            story.license, book, each.request, conditions, inputs,
            at=moment(each.request.day), by="holder's clerk",
        )  # fmt: skip
        book = book.with_answer(answer)
        told(answer)
    again = story.shipments[1].request
    same = draw(
        story.license, book, again, conditions, inputs, at=moment(story.looked_at), by="clerk"
    )
    print(f"\n{again.key} sent again: the same answer, nothing drawn twice: {same is book.under(again.key)}")  # fmt: skip
    return book


def told(answer: Drawn) -> None:
    """One answer."""
    asked = answer.request
    print(f"\n{asked.key}: {plain(asked.quantity)} of {asked.item} on {asked.day}: {'drawn' if answer.taken else 'REFUSED'}")  # fmt: skip
    for each in answer.refused:
        print(f"  refused ({each.code}): {each.text}")
    for each in answer.findings:
        print(f"  {WORDS[each.holds]}{each.condition}: {each.why}")
    left = answer.balance
    if left is not None and left.value_left is not None:
        print(f"  line {left.line}: {plain(left.drawn)} of {plain(left.quantity)} drawn, {plain(left.left)} left; {plain(left.value_left)} {left.currency} left")  # fmt: skip
    for alert in answer.alerts:
        print(f"  alert: {alert.text}")


def told_order(story: Story, conditions: tuple[Condition, ...], inputs: Inputs, book: Book) -> None:
    """Whether an order line can be drawn from the license."""
    held = (Held(story.license, conditions, book, inputs),)
    order = replaced(story.shipments[2].request, key="order-7")
    found = match(order, held, moment(story.looked_at))
    print(f"\nOrder line of {plain(order.quantity)}: {found.result} ({found.code}). {found.reason}")
    small = replaced(order, quantity=Decimal(1000), value=Decimal(30_000_000))
    found = match(small, held, moment(story.looked_at))
    print(f"Order line of {plain(small.quantity)}: {found.result} ({found.code}). {found.reason}")


def told_schedule(story: Story, conditions: tuple[Condition, ...], inputs: Inputs, book: Book) -> None:  # fmt: skip
    """Conditions that are tested by the calendar, and the reports that are owed."""
    later = replaced(inputs, drawn=drawn_so_far(book))
    print(f"\nBy the calendar, on {story.looked_at}")
    for each in test_all(conditions, SCHEDULE, "1", later, moment(story.looked_at)):
        print(f"  {WORDS[each.holds]}{each.condition}: {each.why}")
        for missing in each.missing:
            print(f"           wanted: {missing}")
    for each in filings(conditions, later, story.looked_at):
        print(f"  report {each.obligation} {each.period}: due {each.due}, filed {each.filed or 'not yet'}")  # fmt: skip


def told_money(story: Story, law: object, rules: object, builder: Builder, drawn: Book) -> None:
    """Every drawn shipment under every reading, and the ledger."""
    books = MoneyBook()
    readings = readings_of(law, rules)
    print("\nThe money, three readings side by side; none is added to another")
    for each in story.shipments:
        answer = drawn.under(each.request.key)
        if answer is None or not answer.taken:
            continue
        goods = consignment(each, builder)
        for found in side_by_side(readings, goods, rules, working=lambda day: day.weekday() < 5):  # noqa: PLR2004 - Monday to Friday
            books = books.assessed(found, found.day)
    for payment in story.payments:
        books = books.paid(payment)
    for reading in readings:
        print(f"\n  {reading.title} [{reading.standing}; {reading.confidence} confidence; {reading.cite}]")  # fmt: skip
        print(f"    {plain(reading.rate_pct)} % of {reading.base.replace('_', ' ')}; payer: {reading.payer}; moment: {reading.moment}; basis: {reading.legal_basis}")  # fmt: skip
        for row in books.rows(story.looked_at):
            if row.reading == reading.id:
                print(f"    {row.shipment}: would take {money(row.as_read, row.currency)}; due {money(row.due, row.currency)}, paid {money(row.paid, row.currency)}, open {money(row.open, row.currency)}{late(row)}")  # fmt: skip
                print(f"      {row.why}")
    print("\n  Ledger: " + ", ".join(f"{name} {plain(books.ledger.balance(name, currency))} {currency}" for name, currency in books.ledger.accounts))  # fmt: skip
    print(f"  Sum of all postings: { {name: plain(amount) for name, amount in books.ledger.sums.items()} }")  # fmt: skip


def consignment(each: Goes, builder: Builder) -> Consignment:
    """The shipment as the money sees it."""
    asked = each.request
    transfer = builder.transfer(
        {"kind": "export", "item": {"id": asked.item}, "from": "US", "to": asked.country,
         "exporter": {"letters": ["none"]}},
    )  # fmt: skip
    return Consignment(
        asked.key, asked.item, asked.day, asked.currency, transfer.facts,
        customs_value=each.customs_value, revenue=asked.value, imported=True, entry_day=each.entered,
    )  # fmt: skip


def money(amount: Decimal | None, currency: str) -> str:
    """An amount, or that it is open."""
    return "not known" if amount is None else f"{plain(amount)} {currency}"


def late(row: object) -> str:
    """Whether it is overdue."""
    if row.overdue:
        return f", OVERDUE since {row.due_day}"
    return f", due by {row.due_day}" if row.open and row.due_day else ""


def moment(day: date) -> datetime:
    """Noon of the day, in UTC."""
    return datetime.combine(day, time(12), UTC)


if __name__ == "__main__":
    main()
