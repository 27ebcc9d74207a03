"""What of a case the public log shows, by authority and day, read from ``law/procedure/public-view.yaml``.

A view that would show free text is refused when it is read: a mistake here could give away what nothing takes back.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from licet.publiclog.view import ANY, View
from licet.record import record
from licet.register.events import Event
from licet.register.law_file import read_law
from licet.register.procedure import Procedure
from licet.register.reading import Sheet, open_sheet

FILE = "public-view.yaml"
EVERYBODY = "*"
DERIVED = (
    "by", "state", "clock", "cause", "waits_for", "outcome", "conditions", "condition", "superseded_by",
    "authority_days", "happened", "destination",
)  # fmt: skip
"""What is worked out from the states before and after; all of it in words of the register."""
ROUTED = ("agency", "rule")
"""Fields of a body whose words are names in ``routing.yaml``."""
NAME, KIND = "name", "kind"
_TOGETHER = ("outcome", "conditions", "condition")


@record
class PublicView:
    """One authority's view from ``since`` on.  ``unnamed`` are events that are told as a step without a name.

    ``tells`` is what is told of a condition: its name in the law, its kind.  ``suppress_below`` is the bound
    under which figures leave numbers out.
    """

    authority: str
    since: date
    view: View
    tells: tuple[str, ...]
    unnamed: tuple[str, ...]
    suppress_below: int
    cite: str
    source: str
    confidence: str
    note: str


@record
class Views:
    """All views; ``reasons`` are the codes a reason may open with, ``named`` the conditions that public rules ask for."""

    views: tuple[PublicView, ...]
    reasons: tuple[tuple[str, str], ...]
    named: frozenset[str]

    def of(self, authority: str, day: date) -> PublicView:
        """The view of ``authority`` on ``day``: its newest by then, else that of everybody."""
        for wanted in (authority, EVERYBODY):
            held = [each for each in self.views if each.authority == wanted and each.since <= day]
            if held:
                return max(held, key=lambda each: each.since)
        return min(self.views, key=lambda each: (each.authority != EVERYBODY, each.since))

    def reason(self, text: str) -> str:
        """The code that a reason opens with; empty where it opens with none.

        >>> Views((), (("replaced", "..."),), frozenset()).reason("replaced: by that of the rule")
        'replaced'
        >>> Views((), (("replaced", "..."),), frozenset()).reason("The buyer, Acme, refuses")
        ''
        """
        code = text.partition(":")[0].strip()
        return code if code in dict(self.reasons) else ""


@record
class Telling:
    """How an event is told: by the view of its authority, under the procedure that it took place in."""

    event: Event
    view: PublicView
    views: Views
    law: Procedure


def telling(event: Event, authority: str, views: Views, law: Procedure) -> Telling:
    """How an event of a file before ``authority`` is told."""
    return Telling(event, views.of(authority, event.at.date()), views, law)


def read_views(folder: Path, law: Procedure) -> Views:
    """The views in ``folder`` (the folder of law, above ``procedure``).

    Raises:
        LawError: a view cannot be read, or would show what is no word of a closed list.
    """
    sheet = open_sheet(folder / "procedure" / FILE, "the public views")
    reasons = tuple((name, inner.text("title")) for name, inner in sheet.named("reasons").items())
    views = tuple(_view(each, law) for each in sheet.sheets("views"))
    sheet.done()
    if not any(each.authority == EVERYBODY for each in views):
        raise sheet.wrong(f"no view is for {EVERYBODY!r}, everybody else")
    rules = read_law(folder).rules
    named = frozenset(each.id for rule in rules for each in rule.conditions if each.public)
    return Views(views, reasons, named)


def _view(sheet: Sheet, law: Procedure) -> PublicView:
    shows, left_out = sheet.texts("shows"), frozenset(sheet.texts("left_out", ()))
    for name in shows:
        if name not in DERIVED:
            raise sheet.wrong(
                f"{name!r} is nothing that is worked out; wanted {', '.join(DERIVED)}"
            )
    if any(name in shows for name in _TOGETHER) and not all(name in shows for name in _TOGETHER):
        raise sheet.wrong(f"{', '.join(_TOGETHER)} are shown together or not at all, or no verifier can check them")  # fmt: skip
    also = sheet.sheet("also")
    public = {kind: frozenset(also.texts(kind)) for kind in also.data}
    for kind, names in public.items():
        for name in names:
            if not _closed(kind, name, law):
                raise sheet.wrong(f"{name} of {kind} is free text, or nothing that it says; only words of a closed list may be public")  # fmt: skip
    if both := sorted(left_out & frozenset(shows).union(*public.values())):
        raise sheet.wrong(f"{both[0]} is shown in this view and left out of it; it can be one")
    since = sheet.day("from")
    assert since is not None, "it is required"  # noqa: S101 # nosec B101
    found = PublicView(
        sheet.text("authority"), since, View({ANY: frozenset(shows), **public}, left_out),
        sheet.texts("condition_tells", ()), sheet.texts("unnamed", ()), sheet.number("suppress_below"),
        sheet.text("cite"), sheet.text("source"), sheet.confidence(), sheet.text("note", ""),
    )  # fmt: skip
    if odd := sorted(set(found.tells) - {NAME, KIND}):
        raise sheet.wrong(f"condition_tells has {NAME} and {KIND}, not {odd[0]!r}")
    if odd := sorted(set(found.unnamed) - _kinds(law)):
        raise sheet.wrong(f"{odd[0]!r} is no event of the tables")
    sheet.done()
    return found


def _closed(kind: str, name: str, law: Procedure) -> bool:
    """Whether everything that an event of a kind can say under a name comes from a closed list."""
    fields = [
        field
        for table in (law.application, law.license)
        for row in table.rows
        if row.event == kind
        for field in row.body
        if field.name == name
    ]
    return bool(fields) and all(each.type == "choice" or name in ROUTED for each in fields)


def _kinds(law: Procedure) -> frozenset[str]:
    return frozenset(row.event for table in (law.application, law.license) for row in table.rows)
