"""A license with one line, a condition on it, and requests that fit."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from licet.record import replaced
from licet.register.conditions.evidence import Inputs
from licet.register.conditions.model import ADOPTED, PROPOSED, Condition, Step
from licet.register.drawdown.draw import draw
from licet.register.drawdown.model import Book, Request
from licet.register.law_file import read_law
from licet.register.license import LicenseView, Line, Party
from tests.conftest import ROOT

AT = datetime(2026, 5, 1, 12, tzinfo=UTC)
USER = Party("end_user", "Cloud Firm", "CN")
LINE = Line(
    "1", "chip-x", Decimal(100), "units", ("CN",), (USER,), Decimal(1000), "USD", Decimal("0.25"),
)  # fmt: skip
VIEW = LicenseView(
    "D1", "Maker", (LINE,), date(2026, 1, 1), date(2027, 1, 1), application_day=date(2025, 12, 1),
    closed_roles=("end_user", "purchaser"),
)  # fmt: skip
REQUEST = Request(
    "k1", "1", "chip-x", Decimal(10), "units", date(2026, 5, 1), "CN", (USER,), Decimal(100), "USD",
    "X1", lot="L1",
)  # fmt: skip


def adopted(condition):
    """The condition as part of a license."""
    return condition.after(Step(PROPOSED, "State", AT)).after(Step(ADOPTED, "officer", AT))


def cap(most, **parameters):
    """A cap on the units of the license."""
    return adopted(
        Condition("cap", "quantity_cap", "", {"most": str(most), "unit": "units", **parameters}, ("drawdown",))
    )  # fmt: skip


def asked(**changes):
    """The request with something changed; a new key unless one is named."""
    return replaced(REQUEST, **changes)


def taking(*requests, view=VIEW, conditions=(), inputs=None, book=None):
    """The book after these requests in turn."""
    book = book or Book()
    for each in requests:
        answer = draw(view, book, each, conditions, inputs or Inputs(), at=AT, by="clerk")
        book = book.with_answer(answer)
    return book


@pytest.fixture(scope="session")
def told():
    """What law/procedure/conditions.yaml says."""
    return read_law(ROOT / "law")
