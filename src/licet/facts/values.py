"""What can be known of a fact: nothing, a value, or a range of values.

A number is known exactly (``Decimal``), within an ``Interval``, or not at all.  A word is
known exactly (``str``), as one of several (``OneOf``), or not at all.  Not at all is written
``None`` throughout.  Truth is ``True``, ``False`` or ``None`` (open), after Kleene.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from licet.record import record

Truth = bool | None


@record
class Interval:
    """A number known within bounds; ``None`` is unbounded, ``*_open`` excludes the bound.

    >>> str(Interval(Decimal("1.50"), Decimal("2.40"), low_open=True))
    '(1.50, 2.40]'
    """

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False

    def __post_init__(self) -> None:
        """Refuse a range that holds no number."""
        if self.low is None or self.high is None:
            return
        empty = self.low > self.high or (
            self.low == self.high and (self.low_open or self.high_open)
        )
        if empty:
            raise ValueError(f"the range {self} holds no number")

    def __str__(self) -> str:
        """The range as text that ``parse_number`` reads back."""
        if self.high is None:
            return f"{'>' if self.low_open else '>='} {self.low}"
        if self.low is None:
            return f"{'<' if self.high_open else '<='} {self.high}"
        left, right = "(" if self.low_open else "[", ")" if self.high_open else "]"
        return f"{left}{self.low}, {self.high}{right}"

    def contains(self, number: Decimal) -> bool:
        """Whether ``number`` lies in the range."""
        if self.low is not None and (number < self.low or (self.low_open and number == self.low)):
            return False
        return self.high is None or not (
            number > self.high or (self.high_open and number == self.high)
        )


@record
class OneOf:
    """A word known to be one of several."""

    words: frozenset[str]

    def __str__(self) -> str:
        """The words in order, as text that ``parse_word`` reads back."""
        return " | ".join(sorted(self.words))


class NotMet:
    """A number that due care closes: no comparison with it holds."""

    __slots__ = ()

    def __ge__(self, other: object) -> bool:
        """No."""
        return False

    __gt__ = __le__ = __lt__ = __ge__

    def __eq__(self, other: object) -> bool:
        """Itself only."""
        return self is other

    def __hash__(self) -> int:
        """One value, one hash."""
        return 0

    def __repr__(self) -> str:
        """As it is shown."""
        return "none known"


NOT_MET = NotMet()

Number = Decimal | Interval | NotMet
Word = str | OneOf
Value = bool | Decimal | Interval | NotMet | str | OneOf | frozenset[str]

_NUMBER = r"[-+]?(?:\d+(?:_\d+)*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_MOST_DIGITS = 60
"""Beyond any quantity of law or physics here: a guard against input made to be slow."""
_BOUND = re.compile(rf"(>=|<=|>|<|=)?\s*({_NUMBER})", re.ASCII)
# A comma parts two bounds only inside brackets: 4,800 alone is a slip for 4800, not a range.
_SPAN = re.compile(
    rf"([\[(])\s*({_NUMBER})\s*(?:,|\.\.|to)\s*({_NUMBER})\s*([\])])"
    rf"|()({_NUMBER})\s*(?:\.\.|to)\s*({_NUMBER})()",
    re.ASCII,
)


def parse_number(text: str) -> Number:
    """Read ``4800``, ``>= 4800``, ``[40, 60]``, ``(1.50, 2.40]`` or ``40..60``.

    >>> parse_number("4800")
    Decimal('4800')
    >>> parse_number("(1.50, 2.40]")
    Interval(low=Decimal('1.50'), high=Decimal('2.40'), low_open=True, high_open=False)

    Raises ``ValueError`` saying what was wanted.
    """
    cleaned = text.strip()
    if bound := _BOUND.fullmatch(cleaned):
        number = _decimal(bound[2])
        match bound[1]:
            case ">=":
                return Interval(number, None)
            case ">":
                return Interval(number, None, low_open=True)
            case "<=":
                return Interval(None, number)
            case "<":
                return Interval(None, number, high_open=True)
            case _:
                return number
    if span := _SPAN.fullmatch(cleaned):
        left, first, last, right = span.groups()[:4] if span[1] else span.groups()[4:]
        low, high = _decimal(first), _decimal(last)
        if low == high and left != "(" and right != ")":
            return low
        return Interval(low, high, low_open=left == "(", high_open=right == ")")
    raise ValueError(
        f"{text!r} is not a number; write it as 4800, '>= 4800', '[40, 60]' or '(1.50, 2.40]'"
    )


def parse_word(text: str) -> Word:
    """Read ``CN``, or ``CN | MO`` where it is one of several."""
    words = frozenset(word.strip() for word in text.split("|"))
    return OneOf(words) if len(words) > 1 else next(iter(words))


def _decimal(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number.adjusted()) > _MOST_DIGITS:
        raise ValueError(f"{text!r} is not a finite number of sensible size")
    return number


def plain(number: Decimal) -> str:
    """A number as a person writes it: no exponent, no trailing zeros, thousands apart.

    >>> plain(Decimal("15832.00")), plain(Decimal("5.920"))
    ('15,832', '5.92')
    """
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def show(value: object) -> str:
    """Any value of a fact as short text."""
    if value is None:
        return "not known"
    if value is True or value is False:
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, frozenset):
        return ", ".join(sorted(str(each) for each in value)) or "none"
    return str(value)


# -- numbers within bounds -------------------------------------------------------------


def at_least(value: Number | None, bound: Decimal) -> Truth:
    """``value >= bound``."""
    if value is None:
        return None
    if value.__class__ is not Interval:
        return value >= bound  # type: ignore[operator]
    return not3(_below(value, bound, strict=True))


def above(value: Number | None, bound: Decimal) -> Truth:
    """``value > bound``."""
    if value is None:
        return None
    if value.__class__ is not Interval:
        return value > bound  # type: ignore[operator]
    return not3(_below(value, bound, strict=False))


def _below(value: Interval, bound: Decimal, *, strict: bool) -> Truth:
    """``value < bound`` (strict) or ``value <= bound`` for every, no or some number."""
    low, high = value.low, value.high
    if high is not None and (high < bound or (high == bound and (value.high_open or not strict))):
        return True
    if low is not None and (low > bound or (low == bound and (value.low_open or strict))):
        return False
    return None


def equal(value: Number | None, bound: Decimal) -> Truth:
    """``value == bound``."""
    if value is None:
        return None
    if isinstance(value, Interval):
        return None if value.contains(bound) else False
    return value == bound


def not3(truth: Truth) -> Truth:
    """Kleene's not."""
    return None if truth is None else not truth


def combine(left: Number | None, op: str, right: Number | None) -> Number | None:
    """Sum, difference, product or quotient; ``None`` where it is unknown or undefined.

    Ranges are carried through where both sides are zero or more (every quantity of the
    dictionary that stands in a formula is); otherwise the result is unknown.
    """
    if left is None or right is None:
        return None
    if isinstance(left, NotMet) or isinstance(right, NotMet):
        return NOT_MET
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return _exact(left, op, right)
    a, b = _as_interval(left), _as_interval(right)
    low_open, high_open = a.low_open or b.low_open, a.high_open or b.high_open
    if op == "+":
        return _interval(_add(a.low, b.low), _add(a.high, b.high), low_open, high_open)
    if a.low is None or b.low is None or a.low < 0 or b.low < 0:
        return None
    nought = Decimal(0)
    if op == "*":
        low = a.low * b.low
        if not low:  # nought is reached as soon as one side may be nought
            low_open = not (a.contains(nought) or b.contains(nought))
        return _interval(low, _mul(a.high, b.high), low_open, high_open)
    if op == "/":
        least = nought if b.high is None else _exact(a.low, "/", b.high)
        high = None if a.high is None or b.low == 0 else _exact(a.high, "/", b.low)
        if least is None:
            return None
        low_open = (a.low_open or b.high_open) if least else not a.contains(nought)
        return _interval(least, high, low_open, a.high_open or b.low_open)
    return None


def _exact(left: Decimal, op: str, right: Decimal) -> Decimal | None:
    match op:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case _:
            return left / right if right else None


def _as_interval(value: Decimal | Interval) -> Interval:
    return value if isinstance(value, Interval) else Interval(value, value)


def _add(a: Decimal | None, b: Decimal | None) -> Decimal | None:
    return None if a is None or b is None else a + b


def _mul(a: Decimal | None, b: Decimal | None) -> Decimal | None:
    return None if a is None or b is None else a * b


def _interval(
    low: Decimal | None,
    high: Decimal | None,
    low_open: bool,  # noqa: FBT001
    high_open: bool,  # noqa: FBT001
) -> Number | None:
    if low is None and high is None:
        return None
    if low is not None and low == high:
        return low
    return Interval(low, high, low_open and low is not None, high_open and high is not None)
