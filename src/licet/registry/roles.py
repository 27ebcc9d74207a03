"""Who may do and read what, by role: ``law/procedure/roles.yaml`` as values."""

from __future__ import annotations

from pathlib import Path

from licet.errors import LawError, UnknownName
from licet.record import record
from licet.register.events import ROLES
from licet.register.procedure import Procedure
from licet.register.reading import Sheet, open_sheet
from licet.register.table import BASES
from licet.registry.model import APPLICATION, LICENSE

FILE = Path("procedure", "roles.yaml")
OWN, MANDATE, AUTHORITY, REFERRED, NAMED, TERRITORY, ORDER, ORDERED, ANY = REACHES = (
    "own", "mandate", "authority", "referred", "named", "territory", "order", "ordered", "any",
)  # fmt: skip
BY_ORDER = (ORDER, ORDERED)
"""How far a role reaches: which files, or under what."""
READS = ("standing", "file", "license", "money", "commitments", "readers", "log")
"""What the program asks a right of reading for."""
CORRECT, FORGET = KEEPS = ("correct", "forget")
"""What the office of the public log asks a right for."""


@record
class Right:
    """One kind of act or reading: how far each role reaches; ``events`` are (table, event).

    A role of ``noted`` leaves a line in the store's log when it reads.
    """

    name: str
    title: str
    roles: tuple[tuple[str, str], ...]
    events: tuple[tuple[str, str], ...] = ()
    noted: tuple[str, ...] = ()

    def reach(self, role: str) -> str:
        """How far the role reaches; empty where it does not at all."""
        return dict(self.roles).get(role, "")


@record
class Roles:
    """All rights: of acts, of readings, and of what is done to the public log."""

    acts: tuple[Right, ...]
    reads: tuple[Right, ...]
    keeps: tuple[Right, ...]

    def to_do(self, nature: str, event: str) -> Right | None:
        """The right that an act of that kind asks for; None where there is no such act."""
        return next((each for each in self.acts if (nature, event) in each.events), None)

    def to_read(self, what: str) -> Right:
        """The right that a reading asks for."""
        return _named(self.reads, what, "reading")

    def to_keep(self, what: str) -> Right:
        """The right that an act on the public log asks for."""
        return _named(self.keeps, what, "act on the public log")


def _named(rights: tuple[Right, ...], name: str, what: str) -> Right:
    found = next((each for each in rights if each.name == name), None)
    if found is None:
        raise UnknownName(what, name, [each.name for each in rights])
    return found


def read_roles(folder: Path, law: Procedure) -> Roles:
    """The rights of a folder of law, held against its tables of steps.

    Raises:
        LawError: a wrong key or name, an event that stands under no right or two, a step open to a role that
            the right does not name, or a role that no step uses.
    """
    sheet = open_sheet(folder / FILE, "the roles")
    sheet.text("subject")
    acts, reads, keeps = (
        tuple(_right(name, each, part) for name, each in sheet.named(part).items())
        for part in ("acts", "reads", "keeps")
    )
    sheet.done()
    for found, known in ((reads, READS), (keeps, KEEPS)):
        if odd := sorted(set(known) ^ {each.name for each in found}):
            raise sheet.wrong(f"{odd[0]!r} is read here or by the program, and not by both")
    roles = Roles(acts, reads, keeps)
    _agree(roles, law, sheet)
    return roles


def _right(name: str, sheet: Sheet, part: str) -> Right:
    inner = sheet.sheet("roles")
    for each in inner.data:
        _known(each, ROLES, "role", inner)
    roles = tuple((each, inner.of(each, REACHES)) for each in inner.data)
    events: tuple[tuple[str, str], ...] = ()
    noted: tuple[str, ...] = ()
    if part == "acts":
        events = tuple((table, event) for table in (APPLICATION, LICENSE) for event in sheet.texts(table))  # fmt: skip
    if part == "reads":
        noted = sheet.texts("noted")
        for each in noted:
            _known(each, inner.data, f"role that may read the {name}", sheet)
    title, note, cite = sheet.text("title"), sheet.text("note", ""), sheet.text("cite", "")
    basis = sheet.of("basis", BASES)
    if (basis == "law" and not cite) or (basis == "ours" and not note):
        raise sheet.wrong(f"{name}: what rests on law has a cite, and what nobody asks for a note")
    sheet.done()
    return Right(name, title, roles, events, noted)


def _known(name: str, known: object, what: str, sheet: Sheet) -> None:
    if name not in known:  # type: ignore[operator]
        raise LawError(str(UnknownName(what, name, known)), sheet.place)


def _agree(roles: Roles, law: Procedure, sheet: Sheet) -> None:
    """Refuse rights that do not fit the steps."""
    for nature, table in ((APPLICATION, law.application), (LICENSE, law.license)):
        named = [event for right in roles.acts for of, event in right.events if of == nature]
        for event in named:
            _known(event, table.events, f"event of the {nature} table", sheet)
            if named.count(event) > 1:
                raise sheet.wrong(f"{event} of the {nature} table stands under two rights")
        for row in table.rows:
            right = roles.to_do(nature, row.event)
            if right is None:
                raise sheet.wrong(f"{row.event} of the {nature} table stands under no right")
            if beyond := [each for each in row.actors if not right.reach(each)]:
                raise sheet.wrong(
                    f"the step {row.id} is open to {beyond[0]}, and {right.name} is not"
                )
    for right in roles.acts:
        rows = [*law.application.rows, *law.license.rows]
        used = {role for row in rows if any(row.event == e for _, e in right.events) for role in row.actors}  # fmt: skip
        if idle := [role for role, _ in right.roles if role not in used]:
            raise sheet.wrong(f"{right.name} names {idle[0]}, and no step of it is open to that role")  # fmt: skip
