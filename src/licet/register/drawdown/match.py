"""The line of a license that an order line can be drawn from: one, none, or more than one."""

from __future__ import annotations

from datetime import datetime

from licet.facts.values import plain
from licet.record import record, replaced
from licet.register.conditions.evidence import Inputs
from licet.register.conditions.model import Condition, Finding
from licet.register.drawdown.against import against_license
from licet.register.drawdown.balance import balance_of
from licet.register.drawdown.draw import tried
from licet.register.drawdown.model import Balance, Book, Request
from licet.register.exact import exact
from licet.register.license import LicenseView

PASS, HOLD = "PASS", "HOLD"
ASSIGNED, NO_LICENSE, TWO_LICENSES, CONDITION_OPEN = (
    "license_assigned", "no_license_fits", "two_licenses_fit", "license_condition",
)  # fmt: skip


@record
class Held:
    """One license of the holder with its conditions, its book, and what is known for testing them."""

    view: LicenseView
    conditions: tuple[Condition, ...]
    book: Book
    inputs: Inputs


@record
class Fit:
    """A line that covers the order line; ``open`` are the conditions that do not let it go yet."""

    license: str
    line: str
    balance: Balance
    findings: tuple[Finding, ...]

    @property
    def open(self) -> tuple[Finding, ...]:
        """Conditions that do not hold, or are not known to."""
        return tuple(each for each in self.findings if each.refuses)


@record
class Matched:
    """PASS against the balance of one line, and HOLD in every other case, with the reason."""

    result: str
    code: str
    reason: str
    fits: tuple[Fit, ...] = ()
    passed_over: tuple[tuple[str, str], ...] = ()


@exact
def match(wanted: Request, held: tuple[Held, ...], at: datetime) -> Matched:
    """Which line of which license fits ``wanted``, whose own ``line`` is not looked at.

    Serials and lot may be missing: an order comes before them.  Of two lines that fit neither is taken; a
    person says which.  PASS says that the balance covers it now, and takes nothing from it.
    """
    fits, passed_over = [], []
    for each in held:
        for line in each.view.lines:
            request = replaced(wanted, line=line.number)
            if line.item != wanted.item:
                continue
            if reasons := against_license(each.view, request, each.book):
                passed_over.append((f"{each.view.number} line {line.number}", reasons[0].text))
                continue
            findings = tried(each.view, each.book, request, each.conditions, each.inputs, at=at)
            fits.append(Fit(each.view.number, line.number, balance_of(line, each.book), findings))
    return _matched(tuple(fits), tuple(passed_over))


def _matched(fits: tuple[Fit, ...], passed_over: tuple[tuple[str, str], ...]) -> Matched:
    names = ", ".join(f"{each.license} line {each.line}" for each in fits)
    if not fits:
        why = f" ({passed_over[0][0]}: {passed_over[0][1]})" if passed_over else ""
        return Matched(HOLD, NO_LICENSE, f"No line of a license covers it{why}", (), passed_over)
    if len(fits) > 1:
        return Matched(HOLD, TWO_LICENSES, f"{names} fit; a person says which.", fits, passed_over)
    fit = fits[0]
    if fit.open:
        said = "; ".join(each.why for each in fit.open)
        return Matched(HOLD, CONDITION_OPEN, f"{names} fits, but: {said}", fits, passed_over)
    left = f"{plain(fit.balance.left)} {fit.balance.unit}"
    return Matched(PASS, ASSIGNED, f"Against {names}, which has {left} left before it.", fits, passed_over)  # fmt: skip
