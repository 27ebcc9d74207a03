"""Every error that Licet raises, with the family tree at the top.

    LicetError
    |-- InputError        a transfer, case or option that cannot be read (ValueError)
    |   |-- UnknownName   a name that is in no dictionary or catalogue (KeyError too)
    |-- LawError          the rule book itself is at fault (ValueError)

An error says what was found, where, what was wanted and the way out.  The command line
prints the message alone and exits with 2; a library caller catches ``LicetError``.
"""

from __future__ import annotations


class LicetError(Exception):
    """Base of everything that Licet raises on purpose."""


class Place:
    """Where in a file something was found; line and column count from one."""

    __slots__ = ("column", "file", "line")

    def __init__(self, file: str, line: int | None = None, column: int | None = None) -> None:
        self.file = file
        self.line = line
        self.column = column

    def __str__(self) -> str:
        """``file:line:column``, as far as known."""
        parts = [self.file, self.line, self.column]
        return ":".join(str(part) for part in parts if part is not None)

    def __repr__(self) -> str:
        """The place as a person would write it."""
        return f"Place({str(self)!r})"


class _Placed(LicetError, ValueError):
    """A message with the place that it speaks of in front."""

    def __init__(self, message: str, place: Place | None = None) -> None:
        super().__init__(f"{place}: {message}" if place else message)
        self.message = message
        self.place = place


class InputError(_Placed):
    """A transfer, case, value or option that cannot be read."""


class UnknownName(InputError, KeyError):
    """A name that no dictionary holds; ``near`` are the closest that exist."""

    def __init__(
        self,
        what: str,
        name: str,
        known: object = (),
        place: Place | None = None,
    ) -> None:
        self.name = name
        self.near = nearest(name, known)
        hint = f" Did you mean {', '.join(self.near)}?" if self.near else ""
        super().__init__(f"{name!r} is no known {what}.{hint}", place)

    def __str__(self) -> str:
        """The message, without KeyError's quotes around it."""
        return str(self.args[0])


class LawError(_Placed):
    """The rule book is at fault: a file, a rule, a date, a citation."""


def nearest(name: str, known: object, *, count: int = 3, cutoff: float = 0.6) -> tuple[str, ...]:
    """The known names most like ``name``, best first; none where nothing is as close as ``cutoff`` of 1.

    >>> nearest("performence_density", ["performance_density", "die_area_mm2"])
    ('performance_density',)
    """
    import difflib

    names = [str(each) for each in known] if hasattr(known, "__iter__") else []
    return tuple(difflib.get_close_matches(name, names, n=count, cutoff=cutoff))
