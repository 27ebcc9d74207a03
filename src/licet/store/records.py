"""Records from plain data, by their annotations: the way back from JSON, or from a file of texts.

``licet.decide.report.plain_data`` is the way out.  What is read: records, tuples, mappings by text, a choice
with None, ``str``, ``bool``, ``int``, ``Decimal`` (as text, never a binary float), a number that may be a
range, ``date`` and ``datetime``.
With ``texts`` every plain value may be written as text, as the reader of YAML gives it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from licet.errors import InputError, UnknownName
from licet.facts.values import Interval, Number, parse_number

T = TypeVar("T")
_MOST_DIGITS = 30
"""Beyond any count or sum of money: a guard against input made to be slow, or to be rounded."""
_YES_NO = {"yes": True, "true": True, "no": False, "false": False}


def read_record(kind: type[T], raw: object, where: str, *, texts: bool = False) -> T:
    """``raw`` as a value of ``kind``; ``where`` names it in errors.

    >>> from licet.record import record
    >>> class Sum:
    ...     amount: Decimal
    ...     day: date | None = None
    >>> read_record(record(Sum), {"amount": "2.50"}, "the sum")
    Sum(amount=Decimal('2.50'), day=None)

    Raises:
        InputError: the field that cannot be read, what was wanted and what stands there.
    """
    found: T = _read(kind, raw, where, texts)
    return found


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _read(kind: Any, raw: Any, where: str, texts: bool) -> Any:  # noqa: FBT001 - handed on as it came
    """``raw`` as a value of an annotation."""
    origin = get_origin(kind)
    if origin in (UnionType, Union) and Interval in get_args(kind):
        return _number(raw, where)
    if origin in (UnionType, Union):
        inner = next(each for each in get_args(kind) if each is not NoneType)
        return None if raw is None else _read(inner, raw, where, texts)
    if origin is tuple:
        return _tuple(get_args(kind), raw, where, texts)
    if origin is Mapping:
        if not isinstance(raw, Mapping):
            raise _odd(where, "a mapping", raw)
        inner = get_args(kind)[1]
        return {str(n): _read(inner, each, f"{where}.{n}", texts) for n, each in raw.items()}
    if hasattr(kind, "__record_defaults__"):
        return _record(kind, raw, where, texts)
    if kind is Any:
        return raw
    if kind in _FROM_TEXT and isinstance(raw, str):
        return _of_text(kind, raw, where)
    if kind is Decimal and isinstance(raw, int) and not isinstance(raw, bool):
        return Decimal(raw)
    if texts and isinstance(raw, str) and kind in (bool, int):
        return _of_word(kind, raw, where)
    if not isinstance(raw, kind) or (kind is int and isinstance(raw, bool)):
        raise _odd(where, kind.__name__, raw)
    return raw


_FROM_TEXT: dict[Any, tuple[Any, str]] = {
    date: (date.fromisoformat, "a day such as 2026-01-15"),
    datetime: (datetime.fromisoformat, "a time such as 2026-01-15T09:30:00+00:00"),
    Decimal: (Decimal, "a number such as 12.50"),
}


def _of_text(kind: Any, raw: str, where: str) -> Any:
    make, wanted = _FROM_TEXT[kind]
    try:
        found = make(raw)
    except (ValueError, InvalidOperation):
        raise _odd(where, wanted, raw) from None
    if kind is Decimal and not _sane(found):
        raise _odd(where, f"{wanted}, of at most {_MOST_DIGITS} digits", raw)
    return found


def _sane(number: Decimal) -> bool:
    """Whether sums and products of it stay exact within ``licet.register.exact``, and are soon done."""
    if not number.is_finite():
        return False
    size = abs(number.adjusted()) if number else 0
    return len(number.as_tuple().digits) <= _MOST_DIGITS and size <= _MOST_DIGITS


def _number(raw: Any, where: str) -> Number | None:
    """A number, or a range such as ``4500..5000``; None stays None."""
    if raw is None or isinstance(raw, Decimal | Interval):
        return raw
    try:
        return parse_number(str(raw))
    except ValueError:
        raise _odd(where, "a number or a range such as 4500..5000", raw) from None


def _of_word(kind: Any, raw: str, where: str) -> bool | int:
    if kind is bool:
        if raw.lower() not in _YES_NO:
            raise _odd(where, "yes or no", raw)
        return _YES_NO[raw.lower()]
    try:
        return int(raw)
    except ValueError:
        raise _odd(where, "a whole number", raw) from None


def _tuple(kinds: tuple[Any, ...], raw: Any, where: str, texts: bool) -> tuple[Any, ...]:  # noqa: FBT001
    if not isinstance(raw, list | tuple):
        raise _odd(where, "a list", raw)
    if len(kinds) == 2 and kinds[1] is ...:  # noqa: PLR2004 - a type, and the dots after it
        return tuple(_read(kinds[0], each, f"{where}[{n}]", texts) for n, each in enumerate(raw))
    if len(raw) != len(kinds):
        raise _odd(where, f"{len(kinds)} values", raw)
    return tuple(_read(kind, each, where, texts) for kind, each in zip(kinds, raw, strict=True))


def _record(kind: Any, raw: Any, where: str, texts: bool) -> Any:  # noqa: FBT001
    if not isinstance(raw, Mapping):
        raise _odd(where, "a mapping", raw)
    names = kind.__match_args__
    for name in raw:
        if name not in names:
            raise InputError(
                f"{where}: {UnknownName(f'field of {kind.__name__}', str(name), names)}"
            )
    missing = [n for n in names if n not in raw and n not in kind.__record_defaults__]
    if missing:
        raise _odd(where, f"{kind.__name__} with {', '.join(missing)}", list(raw))
    hints = _hints(kind)
    return kind(**{n: _read(hints[n], each, f"{where}.{n}", texts) for n, each in raw.items()})


def _odd(where: str, wanted: str, raw: object) -> InputError:
    return InputError(f"{where}: wanted {wanted}, found {str(raw)[:80]!r}")
