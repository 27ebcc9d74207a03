"""A laboratory that belongs to nobody in the deal has measured the very goods that ship."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from licet.facts.values import Truth, at_least, not3, show
from licet.record import record
from licet.register.conditions.evidence import Inputs, Shipment, TestReport
from licet.register.conditions.model import Said

Check = tuple[Truth, str]
"""A truth, and what was found where it is False or what is missing where it is None."""


@record
class ThirdPartyTest:
    """``facts`` must be measured and be no higher than stated; where the laboratory may be, and not be from.

    ``laboratories`` are those that were agreed on by name, none named any that fits.
    """

    facts: tuple[str, ...]
    headquarters: tuple[str, ...] = ()
    tested_in: tuple[str, ...] = ()
    not_controlled_from: tuple[str, ...] = ()
    filed_before_export: bool = True
    laboratories: tuple[str, ...] = ()


def third_party_test(rule: ThirdPartyTest, inputs: Inputs, at: datetime) -> Said:
    """Whether some report covers the whole lot, and stands every check.

    With several reports on the same goods each must stand: a bad one is not outweighed by a good one.
    """
    goods = inputs.now
    if goods is None:
        return Said(None, "There is no shipment to test.", missing=("the shipment",))
    label = f"lot {goods.lot}" if goods.lot else f"the serials of {goods.ref}"
    if inputs.tests is None:
        return Said(None, "Nothing is known of any test.", missing=(f"a test report on {label}",))
    covering = [each for each in inputs.tests if _covers(each, goods)]
    if not covering:
        others = ", ".join(each.ref for each in inputs.tests) or "none"
        why = f"No report covers {label} (reports: {others})."
        return Said(None, why, missing=(f"a test report that covers {label}",))
    found = [(each.ref, *check) for each in covering for check in _checks(rule, each, goods, inputs, at)]  # fmt: skip
    used = tuple(f"{each.ref}, {each.laboratory.name}, {each.day}" for each in covering)
    broken = [f"{ref}: {text}" for ref, truth, text in found if truth is False]
    open_ = tuple(f"{ref}: {text}" for ref, truth, text in found if truth is None)
    if broken:
        return Said(False, f"The test does not stand: {'; '.join(broken)}.", used, open_)
    if open_:
        return Said(None, "The report covers the goods and leaves something open.", used, open_)
    return Said(True, f"{label}: measured and within the stated figures.", used)


def _covers(report: TestReport, goods: Shipment) -> bool:
    """Whether it speaks of these goods: the same item, and every serial, or the same lot where it names none."""
    if report.item != goods.item:
        return False
    if goods.serials and report.serials:
        return set(goods.serials) <= set(report.serials)
    return bool(goods.lot) and report.lot == goods.lot


def _checks(
    rule: ThirdPartyTest, report: TestReport, goods: Shipment, inputs: Inputs, at: datetime
) -> Iterator[Check]:
    laboratory = report.laboratory
    names = {_plain(inputs.holder)} if inputs.holder else set()
    names |= {_plain(each.name) for each in goods.parties} | {each.id for each in goods.parties if each.id}  # fmt: skip
    if _plain(laboratory.name) in names or (laboratory.id and laboratory.id in names):
        yield False, f"{laboratory.name} is a party to the transfer"
    if rule.laboratories:
        agreed = _plain(laboratory.name) in map(_plain, rule.laboratories)
        yield agreed, f"{laboratory.name} is not among the laboratories agreed on"
    if rule.headquarters:
        yield _among(laboratory.headquarters, rule.headquarters, "headquarters of the laboratory")
    if rule.tested_in:
        yield _among(laboratory.tested_in, rule.tested_in, "place of the test")
    if rule.not_controlled_from:
        yield _controlled(rule, report)
    if laboratory.stake_in_party is None:
        yield None, "whether the laboratory has a stake in a party"
    elif laboratory.stake_in_party:
        yield False, f"{laboratory.name} has a stake in a party"
    if laboratory.revoked is not None and laboratory.revoked <= goods.day:
        yield (
            False,
            f"{laboratory.name} has been refused by the authority since {laboratory.revoked}",
        )
    if report.day > goods.day or report.day > at.date():
        yield False, f"measured on {report.day}, after the shipment of {goods.day}"
    if report.units is not None and (gone := _of_lot(goods, inputs)) > report.units:
        yield (
            False,
            f"{show(gone)} units of {goods.lot} would have gone; the report speaks of {show(report.units)}",
        )
    if not report.signer:
        yield None, "who signed the report"
    if rule.filed_before_export:
        yield _filed(report, goods, at)
    yield from (_measured(each, report, goods, inputs) for each in rule.facts)


def _of_lot(goods: Shipment, inputs: Inputs) -> Decimal:
    """Units of the lot that have gone, these among them."""
    same = [each for each in inputs.drawn if (each.item, each.lot) == (goods.item, goods.lot)]
    return sum((each.units for each in same), goods.units)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _among(value: str, wanted: tuple[str, ...], what: str) -> Check:
    if not value:
        return None, what
    return value in wanted, f"{what} is {value}, not {' or '.join(wanted)}"


def _controlled(rule: ThirdPartyTest, report: TestReport) -> Check:
    held = report.laboratory.controlled_from
    if held is None:
        return None, "from where the laboratory is controlled"
    bad = sorted(set(held) & set(rule.not_controlled_from))
    return not bad, f"{report.laboratory.name} is controlled from {', '.join(bad)}"


def _filed(report: TestReport, goods: Shipment, at: datetime) -> Check:
    if report.filed is None or report.filed > at.date():
        return None, "that the certificate was filed with the authority before export"
    return report.filed <= goods.day, f"filed on {report.filed}, after the shipment of {goods.day}"


def _measured(fact: str, report: TestReport, goods: Shipment, inputs: Inputs) -> Check:
    """Measured, and not above what the application states."""
    measured = report.measured.get(fact)
    stated = (inputs.parameters or {}).get(goods.item, {}).get(fact)
    if measured is None:
        return None, f"{fact} as measured"
    if stated is None:
        return None, f"{fact} of {goods.item} as stated in the application"
    higher = not3(at_least(stated, measured))
    return (
        None if higher is None else not higher
    ), f"{fact} measured {show(measured)}, stated {show(stated)}"
