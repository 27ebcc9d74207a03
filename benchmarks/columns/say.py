"""How an engine spells what all of them can say.  Texts of rules are Python's unless it says otherwise.

Engines without unknowns leave ``kleene`` off: every fact is then stated, and what asks whether
something is open is settled.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from decimal import Decimal


class Dialect:
    """A rule as text of the engine; names of lines and columns are left as ``{name}``."""

    kleene = members = False
    """``members``: parties are members of the transfer, and not columns beside it."""
    conjunction, disjunction = " and ", " or "

    def all(self, parts: list[Any]) -> Any:
        """All hold."""
        return f"({self.conjunction.join(parts)})"

    def any(self, parts: list[Any]) -> Any:
        """At least one holds."""
        return f"({self.disjunction.join(parts)})"

    def no(self, part: Any) -> Any:
        """It does not hold."""
        return f"not({part})"

    def compare(self, left: Any, op: str, right: Any) -> Any:
        """Two numbers."""
        return f"({left} {op} {right})"

    math = compare

    def constant(self, number: Decimal) -> Any:
        """A number of the law."""
        return repr(float(number))

    def column(self, name: str, sort: str) -> Any:
        """A number or a yes or no that a column states."""
        del sort
        return f"{{{name}}}"

    def among(self, column: str, inside: frozenset[str], node: Any) -> Any:
        """The word in a column is one of these; ``node`` is the test of the law that this stands for."""
        raise NotImplementedError

    def name(self, line: str) -> Any:
        """A line above."""
        return f"{{{line}}}"

    def choose(self, branches: list[tuple[Any, str]], otherwise: str) -> Any:
        """The word of the first branch that surely holds."""
        raise NotImplementedError

    def equals(self, line: str, word: str) -> Any:
        """A line of words is this word."""
        return f"({{{line}}} == {word!r})"

    def line(self, sort: str, name: str, text: Any) -> Any:
        """Take in a line; what is returned stands as its text."""
        del sort, name
        return text

    def some_member(self, test: Any, labels: list[str]) -> Any:
        """A test of the columns of ``labels[0]`` holds for a party with one of the labels."""
        raise NotImplementedError

    # -- what may be open --------------------------------------------------------------------

    def sure(self, part: Any) -> Any:
        """It is certain that it holds."""
        return part

    def failed(self, part: Any) -> Any:
        """It is certain that it does not hold."""
        return (not part) if isinstance(part, bool) else self.no(part)

    def unknown(self, part: Any) -> Any:
        """It is open."""
        del part
        return False

    def present(self, columns: list[str]) -> Any:
        """A party is named: one of its columns says something."""
        del columns
        return True

    def open_unless(self, column: str) -> Any:
        """Open, unless the column says that all parties are named."""
        del column
        return False

    def first(self, sources: list[Any]) -> Any:
        """The first of these that is not open."""
        return sources[0]

    def unless(self, test: Any, value: Any) -> Any:
        """A number, open where the test surely holds."""
        del test
        return value

    def closed(self, told: Any, *, numeric: bool) -> Any:
        """No, or a number that reaches no line, where ``told`` is no; open otherwise."""
        raise NotImplementedError


PLACE = re.compile(r"\{([^{}]+)\}")


def filled(text: Any, spell: Any) -> str:
    """The text with its ``{names}`` spelled."""
    return PLACE.sub(lambda found: spell(found[1]), str(text))


def plain(name: str) -> str:
    """A name of letters, digits and underscores only."""
    return re.sub(r"\W", "_", name.replace(".", "__"))
