"""``licet orders list|show|send|check|recheck``: orders line by line, and what holds them."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from licet.cli.codes import PASS, WAITING
from licet.cli.keeping import act, add_by, at_keyboard, options_of, print_rules
from licet.cli.show import print_footer, print_json, strong, table, visible, wrapped
from licet.errors import InputError, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licet.orders.model import OrderChecked
    from licet.orders.orders import Orders

_CODES = "exit codes: 0 every line passes; 20 a line is held; 2 bad input."


def main(words: list[str]) -> int:
    """Run one action on orders."""
    return act(
        "orders", {
            "list": ("all orders with their state, or those of one state", _list),
            "show": ("one order: its lines, and what its newest check says", _show),
            "send": ("take in an order from a JSON file, or change it, and check it", _send),
            "check": ("check one order again; what differs from the check before", _check),
            "recheck": ("check all that are not closed, after a list or the law changed: for cron", _recheck),
        }, words,
    )  # fmt: skip


@contextmanager
def _orders() -> Iterator[Orders]:
    from licet.orders.orders import Orders
    from licet.service.service import Service

    with Service.open() as service:
        yield Orders(service)


def _list(words: list[str]) -> int:
    options = options_of("orders list", "All orders with their state.")
    options.add_argument("--state", default="", metavar="STATE", help="held, released, passed, closed")  # fmt: skip
    args = options.parse_args(words)
    with _orders() as orders:
        found = orders.listed(args.state, most=1_000_000)
    if args.json:
        print_json([{"ref": e.ref, "state": e.state, "result": e.last and e.last.result, "held": e.held} for e in found])  # fmt: skip
        return PASS
    rows = [(e.ref, e.state, e.last.result if e.last else "", f"{e.changed:%Y-%m-%d}", e.held[:60]) for e in found]  # fmt: skip
    print(table(rows, ("order", "state", "check", "changed", "on hold since")) if rows else "No order fits.")  # fmt: skip
    print_rules()
    return PASS


def _show(words: list[str]) -> int:
    options = options_of("orders show", "One order and its newest check.", epilog=_CODES)
    options.add_argument("ref", metavar="REF")
    args = options.parse_args(words)
    with _orders() as orders:
        found = orders.get(args.ref)
    if found.last is None:
        raise InputError(f"{args.ref} was never checked: licet orders check {args.ref}")
    return _print(found.last, json=args.json, state=found.state)


def _send(words: list[str]) -> int:
    options = options_of("orders send", "Take in an order, or change it, and check it.", epilog=_CODES)  # fmt: skip
    options.add_argument("file", metavar="FILE.json", type=Path)
    add_by(options, "sends it")
    args = options.parse_args(words)
    from licet.orders.paste import order_of

    try:
        text = args.file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"the order cannot be read: {error}", Place(str(args.file))) from None
    with _orders() as orders:
        who = at_keyboard(args.officer, orders.service.settings)
        checked = orders.put(order_of(text), who)
        return _print(checked, json=args.json, state=orders.get(checked.ref).state)


def _check(words: list[str]) -> int:
    options = options_of("orders check", "Check one order again.", epilog=_CODES)
    options.add_argument("ref", metavar="REF")
    add_by(options, "asks")
    args = options.parse_args(words)
    with _orders() as orders:
        who = at_keyboard(args.officer, orders.service.settings)
        checked = orders.check(args.ref, "asked for", who)
        return _print(checked, json=args.json, state=orders.get(checked.ref).state)


def _recheck(words: list[str]) -> int:
    options = options_of(
        "orders recheck", "Check all orders that are not closed again.",
        epilog="exit codes: 0 no order is newly held; 20 one is; 2 bad input.",
    )  # fmt: skip
    options.add_argument("--why", default="checked again on a schedule", metavar="TEXT")
    args = options.parse_args(words)
    with _orders() as orders:
        before = {each.ref for each in orders.listed("held", most=1_000_000)}
        found = orders.recheck(args.why)
        held = [each.ref for each in orders.listed("held", most=1_000_000) if each.ref not in before]  # fmt: skip
    if args.json:
        from licet.orders.rows import answer_data

        print_json({"held": held, "checked": [{**answer_data(each), "differs": list(each.differs)} for each in found]})  # fmt: skip
    else:
        for each in found:
            print(strong(visible(f"{each.ref}: {each.result}{', newly held' if each.ref in held else ''}")))  # fmt: skip
            for line in each.differs:
                print(wrapped(visible(line), 2, 4))
        print(f"{len(found)} checks written; newly held: {', '.join(map(visible, held)) or 'none'}.")  # fmt: skip
        print_rules()
    return WAITING if held else PASS


def _print(checked: OrderChecked, *, json: bool, state: str) -> int:
    from licet.orders.model import PASS as PASSES

    if json:
        from licet.orders.rows import answer_data

        print_json({**answer_data(checked), "state": state, "check": checked.number, "differs": list(checked.differs)})  # fmt: skip
    else:
        print(strong(visible(f"{checked.ref}: {checked.result}; {state} (check {checked.number}, for {checked.day})")))  # fmt: skip
        for line in checked.differs:
            print(wrapped(visible(line), 2, 4))
        for each in checked.lines:
            print(wrapped(visible(f"{each.line}  {each.item}: {each.result}. {each.reason}"), 2, 6))
            if each.next_step:
                print(wrapped(visible(f"Next: {each.next_step}"), 6, 8))
        for text in dict.fromkeys(match for each in checked.lines for match in each.matches):
            print(wrapped(visible(text), 2, 4))
        for text in checked.notes:
            print(wrapped(visible(text), 2, 4))
        print_footer(dict(checked.hashes))
    return PASS if checked.result == PASSES else WAITING
