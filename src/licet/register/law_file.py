"""``law/procedure/conditions.yaml`` as values: kinds, what rules ask for, readings of the money, tolerances.

Nothing is fetched from the rule book here; ``licet.register.conditions.asked`` and
``licet.register.money.readings`` do that.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from licet.cases.read import read_yaml
from licet.errors import InputError, LawError, Place, UnknownName
from licet.record import record
from licet.store.records import read_record

SCHEMA = "conditions/1"
FILE = Path("procedure", "conditions.yaml")


@record
class KindTold:
    """A kind of condition in words: what is tested, and when that is not known."""

    kind: str
    title: str
    test: str
    unknown: str
    note: str = ""


@record
class Asked:
    """A condition that a rule asks for, as it is written; ``law`` is the code of the provision's own."""

    id: str
    kind: str
    parameters: Mapping[str, Any]
    tested: tuple[str, ...]
    consequence: str
    evidence: str
    law: str = ""
    text: str = ""
    cite: str = ""
    public: bool = False
    note: str = ""


@record
class AskingRule:
    """A rule that asks for conditions: ``since <= day < to``."""

    id: str
    title: str
    sovereign: str
    provision: str
    since: date
    published: date
    checked: date
    source: str
    confidence: str
    conditions: tuple[Asked, ...]
    to: date | None = None
    url: str = ""
    note: str = ""


@record
class ReadingTold:
    """A reading of the money as it is written; what is empty stands in the provision."""

    id: str
    title: str
    provision: str
    base: str
    standing: str
    rate_pct: Decimal | None = None
    payer: str = ""
    moment: str = ""
    legal_basis: str = ""
    products: tuple[str, ...] = ()
    outside: str = ""
    band: str = ""
    asks: str = ""
    due_working_days: int | None = None
    due_cite: str = ""
    note: str = ""


@record
class Tolerance:
    """How far a license that counts in ``unit`` may be exceeded, as parts of its value and quantity."""

    sovereign: str
    unit: str
    value: Decimal
    quantity: Decimal
    cite: str
    checked: date
    confidence: str
    url: str = ""
    note: str = ""


@record
class LawFile:
    """The whole file."""

    schema: str
    kinds: tuple[KindTold, ...]
    rules: tuple[AskingRule, ...]
    readings: tuple[ReadingTold, ...]
    tolerances: tuple[Tolerance, ...]

    def rule(self, name: str) -> AskingRule:
        """The rule of that id."""
        found: AskingRule = _named("rule that asks for conditions", name, self.rules)
        return found

    def reading(self, name: str) -> ReadingTold:
        """The reading of that id."""
        found: ReadingTold = _named("reading of the money", name, self.readings)
        return found


def read_law(folder: Path) -> LawFile:
    """The file of the folder of law.

    Raises:
        LawError: it cannot be read, with the place.
    """
    path = folder / FILE
    try:
        found = read_record(LawFile, _since(read_yaml(path)), "the file", texts=True)
    except InputError as error:
        raise LawError(error.message, error.place or Place(str(path))) from None
    if found.schema != SCHEMA:
        raise LawError(f"it opens with 'schema: {SCHEMA}', not {found.schema!r}", Place(str(path)))
    return found


def _since(data: Any) -> Any:
    """``from`` is a word of Python, so that the field is called ``since``."""
    match data:
        case dict():
            return {"since" if key == "from" else key: _since(each) for key, each in data.items()}
        case list():
            return [_since(each) for each in data]
        case _:
            return data


def _named(what: str, name: str, held: tuple[Any, ...]) -> Any:
    for each in held:
        if each.id == name:
            return each
    raise UnknownName(what, name, [each.id for each in held])
