"""Units in the headers of a spreadsheet: read as people write them, converted exactly."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from decimal import Decimal
from functools import cache
from pathlib import Path

from licet.errors import InputError, UnknownName
from licet.record import record

_BLANKS = re.compile(r"[\s_]+")
_LINK = re.compile(r"[,\s]*(?:\s+in)?$", re.IGNORECASE)
"""What stands between a header's words and its unit."""
_SURE_ALONE = 2
"""A unit of fewer letters is read only where the header marks it as one: ``(W)``, ``in K``."""


@record
class Unit:
    """A unit: one of it is ``times`` of its dimension's first unit, ``plus`` where the scale begins elsewhere."""

    name: str
    dimension: str
    times: Decimal
    plus: Decimal = Decimal(0)


@record
class Conversion:
    """From a header's unit to a fact's: ``number * times + plus``, in decimals, without rounding."""

    times: Decimal
    plus: Decimal = Decimal(0)

    @property
    def nothing(self) -> bool:
        """Whether every number stays as it is."""
        return self.times == 1 and not self.plus


SAME = Conversion(Decimal(1))


def unit_of(text: str) -> Unit | None:
    """The unit that a text names; None where it names none.

    Capitals count where they tell two units apart: ``gb/s`` could be either of two and is none.

    >>> unit_of("TB/s").times, unit_of("mm²").name, unit_of("Percent").name, unit_of("gb/s")
    (Decimal('1000'), 'mm2', '%', None)
    """
    exact, loose = _known()
    plain = _plain(text)
    if found := exact.get(plain):
        return found
    several = loose.get(plain.casefold(), ())
    return several[0] if len(several) == 1 else None


def unit_named(text: str, at: str) -> Unit:
    """The unit of a mapping; ``at`` is the column that it stands at.

    Raises:
        InputError: it is no unit that is known, or might be two.
    """
    if found := unit_of(text):
        return found
    exact, loose = _known()
    if several := loose.get(_plain(text).casefold()):
        raise InputError(f"{at}: the unit {text!r} might be {' or '.join(each.name for each in several)}; capitals tell them apart.")  # fmt: skip
    raise UnknownName(f"unit ({at})", text, dict.fromkeys(e.name for e in exact.values()))


def conversion(given: Unit, wanted: str) -> Conversion | None:
    """How numbers in ``given`` become numbers in the unit ``wanted``; None where they cannot, exactly.

    >>> conversion(unit_of("TB/s"), "GB/s"), conversion(unit_of("mm2"), "GB/s")
    (Conversion(times=Decimal('1000'), plus=Decimal('0')), None)
    """
    to = unit_of(wanted)
    if to is None or to.dimension != given.dimension:
        return None
    times = given.times / to.times
    if times * to.times != given.times:  # the quotient ends nowhere
        return None
    return Conversion(times, (given.plus - to.plus) / to.times)


def is_money(text: str) -> bool:
    """Whether a unit is a currency: a sum without one says nothing.

    >>> is_money("USD"), is_money("GB/s")
    (True, False)
    """
    found = unit_of(text)
    return found is not None and found.dimension.startswith("money")


def said_in(header: str) -> tuple[str, str]:
    """A header without its unit, and the unit's text; no unit is empty.

    A unit stands in brackets, behind ``in`` or a comma, or at the end where it can be nothing else.
    What stands in brackets is given as it is, known or not.

    >>> (
    ...     said_in("HBM bandwidth (GB/s)"),
    ...     said_in("Node, in nm"),
    ...     said_in("Die size mm^2"),
    ...     said_in("Part No."),
    ... )
    (('HBM bandwidth', 'GB/s'), ('Node', 'nm'), ('Die size', 'mm^2'), ('Part No.', ''))
    """
    text = header.strip()
    if found := re.fullmatch(r"(.*\S)\s*(?:\((.+)\)|\[(.+)\])\s*", text, re.DOTALL):
        return found[1], (found[2] or found[3]).strip().removeprefix("in ")
    words = re.split(r"[\s_]+", text)
    for start in range(1, len(words)):
        end = " ".join(words[start:])
        marked = words[start - 1].endswith(",") or words[start - 1].casefold() == "in"
        unit = unit_of(end)
        if unit is not None and (marked or len(_plain(end)) >= _SURE_ALONE or end == "%"):
            return _LINK.sub("", " ".join(words[:start])), end
    return text, ""


@cache
def _known() -> tuple[dict[str, Unit], dict[str, tuple[Unit, ...]]]:
    """Units by their exact spelling, and by their spelling without capitals."""
    table = tomllib.loads((Path(__file__).parent / "units.toml").read_text("utf-8"))
    exact: dict[str, Unit] = {}
    loose: dict[str, dict[str, Unit]] = {}
    for dimension, units in table.items():
        for name, said in units.items():
            unit = Unit(name, dimension, Decimal(said["times"]), Decimal(said.get("plus", "0")))
            for spelling in (name, *said.get("also", ())):
                exact[_plain(spelling)] = unit
                loose.setdefault(_plain(spelling).casefold(), {})[name] = unit
    return exact, {spelling: tuple(each.values()) for spelling, each in loose.items()}


def _plain(text: str) -> str:
    """One spelling for ``mm²``, ``mm^2``, ``mm 2``; the micro sign as u."""
    text = unicodedata.normalize("NFKC", text).replace("μ", "u").replace("^", "")
    return _BLANKS.sub("", text).strip(".")
