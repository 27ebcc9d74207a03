"""One thing wrong with a published file: where by JSON pointer, what, and the way out."""

from __future__ import annotations

from licet.record import record

Path = tuple[str | int, ...]
MOST = 10_000
"""Faults that are kept; a file with more is said to have more."""


@record
class Fault:
    """``check`` says which test found it; ``pointer`` is a JSON pointer (RFC 6901), empty for the whole file."""

    check: str
    pointer: str
    message: str
    way_out: str = ""

    def __str__(self) -> str:
        """``pointer: message`` and the way out, on as many lines as the message has."""
        way = f"\n    way out: {self.way_out}" if self.way_out else ""
        return printable(f"{self.pointer or '(file)'}: {self.message}{way}")

    @property
    def data(self) -> dict[str, str]:
        """The fault as JSON data."""
        return {
            name: printable(getattr(self, name))
            for name in ("check", "pointer", "message", "way_out")
        }


def printable(text: str) -> str:
    r"""``text`` with whatever would move a cursor or break an encoding written out.

    >>> printable("\x1b[2J\ud800 ok")
    '\\u001b[2J\\ud800 ok'
    """
    return "".join(
        each if each.isprintable() or each == "\n" else f"\\u{ord(each):04x}" for each in text
    )


def pointer(path: Path) -> str:
    """A path of keys and positions as a JSON pointer.

    >>> pointer(("provisions", 3, "a/b"))
    '/provisions/3/a~1b'
    """
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in path)


def shown(value: object) -> str:
    """What was found, short enough for a message."""
    import json

    if isinstance(value, dict | list):
        return f"{'an object' if isinstance(value, dict) else 'a list'} of {len(value)}"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    text = json.dumps(value, ensure_ascii=True, default=str)
    return text if len(text) <= 100 else f"{text[:96]}..." + '"'  # noqa: PLR2004 - a line's worth
