"""Reading the files of ``law/procedure``: every wrong key, type or name is told with its line."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

from licet.book.provision import CONFIDENCE
from licet.cases.read import read_yaml
from licet.errors import InputError, LawError, Place, nearest

FORMAT = "procedure/1"
_REQUIRED: Any = object()
_CALL = re.compile(r"([a-z_]+)(?:\(([^()]*)\))?")


def call(text: str, place: Place) -> tuple[str, tuple[str, ...]]:
    """A name with its arguments: ``proposed(deny)`` is ``("proposed", ("deny",))``.

    >>> call("choice(desk, team)", Place("x"))
    ('choice', ('desk', 'team'))
    """
    found = _CALL.fullmatch(text.strip())
    if not found:
        raise LawError(f"{text!r} is no name such as open or proposed(deny)", place)
    return found[1], tuple(word.strip() for word in (found[2] or "").split(",") if word.strip())


class Sheet:
    """A mapping of a file, read key by key; ``done`` refuses the keys that nobody asked for."""

    def __init__(self, data: Any, file: str, what: str, line: int | None = None) -> None:
        self.place = Place(file, getattr(data, "line", line))
        if not isinstance(data, dict):
            raise self.wrong(f"{what} is a mapping, not {str(data)[:60]!r}")
        self.data, self.file, self.what, self.asked = data, file, what, set[str]()

    def wrong(self, message: str) -> LawError:
        """An error with the place of this mapping."""
        return LawError(message, self.place)

    def text(self, key: str, default: str = _REQUIRED) -> str:
        """The text at ``key``; required where there is no default."""
        found = self._at(key, default)
        if not isinstance(found, str):
            raise self.wrong(f"{key} of {self.what} is one word or sentence, not {found!r}")
        return found

    def of(self, key: str, choices: tuple[str, ...], default: str = _REQUIRED) -> str:
        """The text at ``key``, one of ``choices``."""
        found = self.text(key, default)
        if found not in choices:
            hint = "".join(f" Did you mean {each}?" for each in nearest(found, choices, count=1))
            raise self.wrong(
                f"{key} of {self.what} is {found!r}; wanted {', '.join(choices)}.{hint}"
            )
        return found

    def texts(self, key: str, default: tuple[str, ...] = _REQUIRED) -> tuple[str, ...]:
        """The list of texts at ``key``."""
        found = self._at(key, default)
        if not isinstance(found, list | tuple) or not all(isinstance(each, str) for each in found):
            raise self.wrong(f"{key} of {self.what} is a list of words, [] where there are none")
        return tuple(found)

    def number(self, key: str, default: int = _REQUIRED) -> int:
        """The whole number at ``key``."""
        found = self._at(key, default)
        if isinstance(found, str) and found.isdecimal():
            return int(found)
        if not isinstance(found, int):
            raise self.wrong(f"{key} of {self.what} is a whole number, not {found!r}")
        return found

    def day(self, key: str, default: date | None = _REQUIRED) -> date | None:
        """The day at ``key``; None only where that is the default."""
        found = self._at(key, default)
        return found if found is None or isinstance(found, date) else day_from(found, self)

    def sheet(self, key: str) -> Sheet:
        """The mapping at ``key``, empty where it is missing."""
        return Sheet(self._at(key, {}), self.file, f"{key} of {self.what}", self.place.line)

    def sheets(self, key: str) -> tuple[Sheet, ...]:
        """The list of mappings at ``key``."""
        found = self._at(key, _REQUIRED)
        if not isinstance(found, list):
            raise self.wrong(f"{key} of {self.what} is a list")
        return tuple(Sheet(each, self.file, f"a line of {key}", self.place.line) for each in found)

    def named(self, key: str) -> dict[str, Sheet]:
        """The mapping of names to mappings at ``key``."""
        inner = self.sheet(key)
        return {
            name: Sheet(each, self.file, f"{name} of {key}", inner.place.line)
            for name, each in inner.data.items()
        }

    def confidence(self) -> str:
        """How sure the encoding is."""
        return self.of("confidence", tuple(CONFIDENCE))

    def done(self) -> None:
        """Refuse a key that nobody asked for: it would say something that nothing heeds."""
        for key in self.data:
            if key not in self.asked:
                hint = "".join(
                    f" Did you mean {each}?" for each in nearest(key, self.asked, count=1)
                )
                raise self.wrong(f"{key!r} is no known key of {self.what}.{hint}")

    def _at(self, key: str, default: Any) -> Any:
        self.asked.add(key)
        found = self.data.get(key)
        if found is not None:
            return found
        if default is _REQUIRED:
            raise self.wrong(f"{self.what} lacks its {key}")
        return default


def day_from(text: Any, sheet: Sheet) -> date:
    """A day such as 2026-01-15."""
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError):
        raise sheet.wrong(f"{text!r} is no day such as 2026-01-15") from None


def open_sheet(path: Path, what: str) -> Sheet:
    """The file as a sheet; ``LawError`` with line where it cannot be read or is of another format."""
    try:
        data = read_yaml(path)
    except InputError as error:
        raise LawError(error.message, error.place) from None
    sheet = Sheet(data, str(path), what)
    if sheet.text("schema") != FORMAT:
        raise sheet.wrong(f"the file opens with 'schema: {FORMAT}'")
    sheet.day("checked")
    return sheet
