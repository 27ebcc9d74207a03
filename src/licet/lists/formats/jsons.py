"""JSON that came from elsewhere: whole, or an error; and looks into it that never fail."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from licet.errors import InputError, Place
from licet.lists.formats.raw import MAX_ROWS


def load(text: str, file: str) -> Any:
    """The value of a JSON file.

    Raises:
        InputError: it is no JSON, or ends in the middle, or is nested beyond reason.
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        cut = error.pos >= len(text.rstrip()) - 1 or "Unterminated string" in error.msg
        what = "ends in the middle" if cut else f"is no JSON ({error.msg})"
        raise InputError(
            f"the file {what}. Fetch it again.", Place(file, error.lineno, error.colno)
        ) from None
    except (RecursionError, ValueError) as error:
        raise InputError(f"the file is no list in JSON ({error}).", Place(file)) from None


def lines(text: str, file: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a file with one JSON object a line, with their lines.

    Raises:
        InputError: a line that is no object; the last may have been cut.
    """
    for number, line in enumerate(text.split("\n"), start=1):
        if number > MAX_ROWS:
            raise InputError(f"more than {MAX_ROWS} lines.", Place(file, number))
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except (RecursionError, ValueError) as error:
            raise InputError(
                f"the line is no whole JSON object ({str(error)[:80]}). Is the file cut short?",
                Place(file, number),
            ) from None
        if not isinstance(found, dict):
            raise InputError("the line is JSON, yet no object.", Place(file, number))
        yield number, found


def objects(value: Any, file: str, what: str) -> list[Any]:
    """A list, or an error that says that one was wanted."""
    if not isinstance(value, list):
        raise InputError(f"{what} is no list of records.", Place(file))
    return value


def listed(value: Any) -> list[Any]:
    """A list as it is, nothing as none, and anything else as a list of one."""
    if isinstance(value, list):
        return value
    return [] if value is None or value == "" else [value]
