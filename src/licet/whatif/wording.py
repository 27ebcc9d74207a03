"""Numbers, changes and names in sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from licet.whatif.summing import Floats, middle

PLACES = {
    "CHN": "China", "USA": "the United States", "TWN": "Taiwan", "KOR": "South Korea", "JPN": "Japan",
    "NLD": "the Netherlands", "EUR": "the rest of Europe", "SEA": "South-East Asia", "ROW": "the rest of the world",
    "HKG": "Hong Kong", "DEU": "Germany", "FRA": "France", "ITA": "Italy", "IRL": "Ireland", "REU": "other EU countries",
    "SGP": "Singapore", "MYS": "Malaysia", "VNM": "Vietnam", "THA": "Thailand", "IDN": "Indonesia", "PHL": "the Philippines",
    "GBR": "the United Kingdom", "CHE": "Switzerland", "IND": "India", "ISR": "Israel", "ARE": "the United Arab Emirates",
    "SAU": "Saudi Arabia", "MEX": "Mexico", "CAN": "Canada", "BRA": "Brazil", "AUS": "Australia", "RUS": "Russia",
    "JP": "Japan", "NL": "the Netherlands", "KR": "South Korea", "TW": "Taiwan", "CN": "China", "HK": "Hong Kong", "MO": "Macao",
}  # fmt: skip
"""Codes of regions of the world table, and of allies, as they stand in a sentence."""
_WHOLE = 100


def place(code: str) -> str:
    """A region by its name, or as it is coded where the table is another one."""
    return PLACES.get(code, code)


def rough(value: float) -> str:
    """Two figures that count, thousands parted, no powers of ten.

    >>> rough(1234.5), rough(0.0123), rough(-3), rough(0), rough(99.7)
    ('1,200', '0.012', '-3', '0', '100')
    """
    if value == 0:
        return "0"
    held = Decimal(f"{value:.2g}")
    return f"{held:,.0f}" if abs(held) >= _WHOLE else f"{held.normalize():f}"


def spoken(draws: Floats, unit: str) -> str:
    """A median with its interval in words.

    >>> import numpy as np
    >>> spoken(np.array([1.0, 2.0, 3.0]), "%")
    '2 % (1.1 to 2.9)'
    """
    mid, low, high = middle(draws)
    return f"{rough(mid)} {unit} ({rough(low)} to {rough(high)})"


def course(draws: Floats, unit: str, least: float = 0.0) -> str:
    """Whether something rises or falls, and by how much; ``least`` is the size below which nobody need care.

    >>> import numpy as np
    >>> course(np.array([1.0, 2.0, 3.0]), "points")
    'rises by 2 points (1.1 to 2.9)'
    >>> course(np.array([-3.0, -2.0, 0.0]), "points")
    'falls by 2 points (0.2 to 2.9)'
    >>> course(np.array([-1.0, 0.0, 3.0]), "points")
    'may rise or fall: 0 points (-0.9 to 2.7)'
    >>> course(np.array([0.0, 0.001]), "%", 0.01)
    'moves by less than 0.01 %'
    """
    mid, low, high = middle(draws)
    if low == high == 0:
        return "stays as it is"
    if max(abs(low), abs(high)) < least:
        return f"moves by less than {rough(least)} {unit}"
    if low < 0 < high:
        return f"may rise or fall: {spoken(draws, unit)}"
    ends = sorted((abs(low), abs(high)))
    return f"{'rises' if mid > 0 or high > 0 else 'falls'} by {rough(abs(mid))} {unit} ({rough(ends[0])} to {rough(ends[1])})"


def courses(
    codes: Iterable[str], draws_of: Callable[[str], Floats], unit: str, least: float
) -> str:
    """How each region does, those that do not move in a row at the end.

    >>> import numpy as np
    >>> courses(["CHN", "JPN"], lambda code: np.array([0.1 if code == "CHN" else 0.0]), "%", 0.01)
    'China rises by 0.1 % (0.1 to 0.1); less than 0.01 % either way in Japan'
    """
    told, still = [], []
    for code in codes:
        draws = draws_of(code)
        _, low, high = middle(draws)
        if max(abs(low), abs(high)) < least:
            still.append(place(code))
        else:
            told.append(f"{place(code)} {course(draws, unit)}")
    if still:
        told.append(f"less than {rough(least)} {unit} either way in {plain_list(still)}")
    return "; ".join(told)


def plain_list(names: Iterable[str]) -> str:
    """Names in a row, the last after ``and``.

    >>> plain_list(["a"]), plain_list(["a", "b", "c"]), plain_list([])
    ('a', 'a, b and c', 'none')
    """
    told = list(names)
    if len(told) > 1:
        return f"{', '.join(told[:-1])} and {told[-1]}"
    return told[0] if told else "none"
