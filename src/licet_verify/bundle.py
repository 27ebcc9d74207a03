"""The lines of a bundle, read once and in little memory (docs/public-log.md, "Bundle").

A line that cannot be read is a finding, and the next one is read; nothing is unpacked, run or
written.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from licet_verify.canonical import read_json
from licet_verify.entries import HASH, NAME, matches
from licet_verify.faults import Unreadable
from licet_verify.findings import Report
from licet_verify.times import seconds_of

MOST_LINE_BYTES = 1 << 25
_MOST_HASHES = 64  # a path has one for each level, and a log fewer than 2^64 entries
_BUNDLE = "licet-bundle/1"
_ORDER = ("bundle", "key", "checkpoint", "consistency", "entry", "opening", "statistics", "end")


@dataclass(frozen=True, slots=True)
class Line:
    """One line whose members are of their form."""

    number: int
    kind: str
    data: dict[str, Any]

    @property
    def where(self) -> str:
        """The place for a message."""
        return f"line {self.number}"


def read_bundle(file: io.BufferedIOBase, report: Report) -> Iterator[Line]:
    """The lines in order, the first and last among them; findings go to ``report``."""
    digest = sha256()
    held, number, ended = 0, 0, False
    while raw := file.readline(MOST_LINE_BYTES + 1):
        number += 1
        where = f"line {number}"
        if len(raw) > MOST_LINE_BYTES:
            report.differs(
                "malformed_bundle",
                where,
                f"has more than {MOST_LINE_BYTES} bytes; the rest of the file was not read",
            )
            return
        if ended:
            report.differs(
                "malformed_bundle",
                where,
                "stands after the end line; the rest of the file was not read",
            )
            return
        try:
            line = _line(raw, number, where)
        except Unreadable as error:
            report.differs("malformed_bundle", error.where, error.what)
            digest.update(raw)
            continue
        rank = _ORDER.index(line.kind)
        if rank < held or (number == 1) != (rank == 0):
            report.differs(
                "malformed_bundle",
                where,
                f"a {line.kind} line does not stand in this place; the order is {', '.join(_ORDER)}",
            )
            if number == 1:
                return
            digest.update(raw)
            continue
        held = rank
        if line.kind == "end":
            ended = True
            _check_end(line, number, digest.hexdigest(), report)
        else:
            digest.update(raw)
            yield line
    if not ended:
        report.differs(
            "malformed_bundle",
            f"line {number + 1}",
            "the end line is missing: the file was cut short",
        )


def _check_end(line: Line, number: int, digest: str, report: Report) -> None:
    if line.data["lines"] != number - 1:
        report.differs(
            "malformed_bundle",
            line.where,
            f"states {line.data['lines']} lines before it, and there are {number - 1}",
        )
    elif line.data["sha256"] != digest:
        report.differs(
            "malformed_bundle",
            line.where,
            f"states the digest {line.data['sha256']}, and the lines before it have {digest}",
        )
    else:
        report.holds.append(
            f"the file is whole: {number} lines, and the digest of all before the last is right"
        )


def _line(raw: bytes, number: int, where: str) -> Line:
    if not raw.endswith(b"\n"):
        raise Unreadable(where, "has no newline at its end: the file was cut short")
    try:
        data = read_json(raw.decode(), where)
    except UnicodeDecodeError as error:
        raise Unreadable(where, f"is not UTF-8 at byte {error.start}") from None
    kind = data.get("line") if isinstance(data, dict) else None
    if not isinstance(kind, str) or kind not in _FORMS:
        raise Unreadable(where, f"is none of the lines of a bundle, which are {', '.join(_ORDER)}")
    forms = _FORMS[kind]
    allowed = {"line", *(name.rstrip("?") for name in forms)}
    needed = {"line", *(name for name in forms if not name.endswith("?"))}
    if not needed <= data.keys() <= allowed:
        raise Unreadable(
            where,
            f"a {kind} line has the wrong members: missing {sorted(needed - data.keys())}, unknown {sorted(data.keys() - allowed)}",
        )
    for name, fits in forms.items():
        plain = name.rstrip("?")
        if plain in data and not fits(data[plain]):
            raise Unreadable(where, f"{plain} of the {kind} line is not of its form")
    return Line(number, kind, data)


def _text(value: object) -> bool:
    return isinstance(value, str)


def _origin(value: object) -> bool:
    return isinstance(value, str) and bool(value) and "\n" not in value


def _count(value: object) -> bool:
    return type(value) is int and value >= 0


def _hashes(value: object) -> bool:
    return (
        isinstance(value, list)
        and len(value) <= _MOST_HASHES
        and all(matches(HASH, each) for each in value)
    )


def _word(*words: str) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and value in words


def _any(_: object) -> bool:
    return True


_FORMS: dict[str, dict[str, Callable[[Any], bool]]] = {
    "bundle": {
        "format": _word(_BUNDLE), "origin": _origin, "scope": _word("log", "cases"),
        "made": lambda value: seconds_of(value) is not None,
    },
    "key": {"role": _word("log", "witness"), "vkey": _text},
    "checkpoint": {"note": _text},
    "consistency": {"from": _count, "to": _count, "proof": _hashes},
    "entry": {"index": _count, "entry": _text, "proof?": _hashes},
    "opening": {
        "index": _count, "field": lambda value: matches(NAME, value), "value": _any,
        "salt": lambda value: matches(HASH, value),
    },
    "statistics": {"note": _text},
    "end": {"lines": _count, "sha256": lambda value: matches(HASH, value)},
}  # fmt: skip
