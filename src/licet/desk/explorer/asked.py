"""What is asked of the explorer: route, day, view, filters, order and page, all of it in the address."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from licet.desk.explorer.room import MAKER
from licet.errors import InputError
from licet.record import fields_of, record, replaced
from licet.service.written import country_code, day_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from licet.desk.explorer.room import Room

_NAMES = {"origin": "from"}
MARKETS = {
    "datacenter": "designed or marketed for data centers",
    "other": "neither designed nor marketed for data centers",
}


@record
class Asked:
    """One look at a room, as its address has it; empty where nothing was chosen.

    ``origin``, ``to`` and ``on`` are the route and the day; ``law`` whose lines are drawn; ``answer`` the
    tone of an answer to be shown alone; ``since`` the first year of announcement.
    """

    to: str = ""
    origin: str = ""
    on: date = date.min
    view: str = ""
    law: str = ""
    q: str = ""
    vendor: str = ""
    kind: str = ""
    answer: str = ""
    market: str = ""
    since: str = ""
    sort: str = ""
    page: int = 1

    def query(self, **changes: object) -> str:
        """The address of this look with some of it changed; a change begins at the first page."""
        if "page" not in changes:
            changes["page"] = 1
        here = replaced(self, **changes)
        said = {
            _NAMES.get(name, name): str(value)
            for name, value, unsaid in fields_of(here)
            if value != unsaid
        }
        return "?" + urlencode(said)

    @property
    def route(self) -> str:
        """The address of the same route and day, for the page of a product."""
        return self.route_on(self.on)

    def route_on(self, day: date) -> str:
        """The same on another day."""
        return "?" + urlencode({"to": self.to, "from": self.origin, "on": str(day)})

    @property
    def filtered(self) -> bool:
        """Whether some products are left out by choice."""
        return any((self.q, self.vendor, self.kind, self.answer, self.market, self.since))


def read(
    params: Mapping[str, str], room: Room, countries: Mapping[str, str], today: date
) -> tuple[Asked, tuple[tuple[str, str], ...]]:
    """The look that an address or form asks for, and what in it could not be read: field and sentence.

    What cannot be read is left at what it would be unsaid, so that the page still shows something.
    """
    wrong: list[tuple[str, str]] = []

    def place(name: str, unsaid: str) -> str:
        said = params.get(name, "").strip()
        if not said or said == MAKER == unsaid:
            return unsaid
        try:
            return country_code(said, countries)
        except InputError as error:
            wrong.append((name, str(error)))
            return unsaid

    def day() -> date:
        try:
            return day_of(params.get("on", "")) or today
        except InputError as error:
            wrong.append(("on", str(error)))
            return today

    def text(name: str) -> str:
        return params.get(name, "").strip()

    since, number = text("since"), text("page")
    if since and not (since.isascii() and since.isdigit()):
        wrong.append(("since", f"{since!r} is no year; write it as 2023."))
        since = ""
    asked = Asked(
        to=place("to", "CN" if room.origin != "CN" else "US"), origin=place("from", room.origin), on=day(),
        view=room.view(text("view")).key if room.views else "",
        law=text("law") if text("law") in room.laws else next(iter(room.laws), ""),
        q=text("q"), vendor=text("vendor"), kind=text("kind"), answer=text("answer"),
        market=text("market") if text("market") in MARKETS else "", since=since, sort=text("sort"),
        page=int(number) if number.isascii() and number.isdigit() and 0 < len(number) < 6 and int(number) else 1,  # noqa: PLR2004 - digits
    )  # fmt: skip
    return asked, tuple(wrong)
