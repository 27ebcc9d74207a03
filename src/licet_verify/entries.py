"""One entry of the log: its form, and the root of its commitments (docs/public-log.md, "Entry")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from licet_verify.canonical import canonical, read_canonical
from licet_verify.faults import Unreadable
from licet_verify.times import seconds_of
from licet_verify.tree import leaf_hash, root_of

EVENT, CORRECTION, FORGETTING = "event", "correction", "forgetting"
MOST_ENTRY_BYTES = 65_535
_MEMBERS = {
    "format",
    "type",
    "case",
    "seq",
    "event",
    "time",
    "public",
    "commitments",
    "commitments_root",
    "previous",
}
NAME = re.compile(r"[a-z][a-z0-9_]{0,63}", re.ASCII)
HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)
CASE = re.compile(r"[0-9a-f]{32}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry whose form is right; nothing is said yet of what it claims."""

    case: str
    seq: int
    kind: str
    event: str
    time: int
    public: dict[str, Any]
    commitments: dict[str, str]
    commitments_root: str
    previous: str | None
    refers: tuple[int, str] | None


def read_entry(data: bytes, where: str) -> Entry:
    """An entry from its bytes; ``Unreadable`` says which member is not of its form."""
    if len(data) > MOST_ENTRY_BYTES:
        raise Unreadable(where, f"has {len(data)} bytes; {MOST_ENTRY_BYTES} are the most")
    try:
        value = read_canonical(data.decode(), where)
    except UnicodeDecodeError as error:
        raise Unreadable(where, f"is not UTF-8 at byte {error.start}") from None
    if not isinstance(value, dict):
        raise Unreadable(where, "is no object")
    kind: Any = value.get("type")
    wanted = _MEMBERS | {"refers"} if kind in (CORRECTION, FORGETTING) else _MEMBERS
    if value.keys() != wanted:
        raise Unreadable(
            where,
            f"has the wrong members: missing {sorted(wanted - value.keys())}, unknown {sorted(value.keys() - wanted)}",
        )
    seq, time = value["seq"], seconds_of(value["time"])
    for name, fits in (
        ("format", value["format"] == "licet-entry/1"),
        ("type", kind in (EVENT, CORRECTION, FORGETTING)),
        ("case", matches(CASE, value["case"])),
        ("seq", type(seq) is int and seq >= 0),
        ("event", matches(NAME, value["event"])),
        ("time", time is not None),
        ("public", _named(value["public"])),
        ("commitments", _named(value["commitments"]) and all(matches(HASH, x) for x in value["commitments"].values())),
        ("commitments_root", matches(HASH, value["commitments_root"])),
        ("previous", value["previous"] is None if seq == 0 else matches(HASH, value["previous"])),
        ("refers", "refers" not in wanted or _refers(value["refers"])),
    ):  # fmt: skip
        if not fits:
            raise Unreadable(
                where, f"{name} is {canonical(value[name])[:80]}, which is not of its form"
            )
    both = value["public"].keys() & value["commitments"].keys()
    if both:
        raise Unreadable(where, f"{min(both)} is both public and committed")
    refers = value.get("refers")
    return Entry(
        value["case"], seq, kind, value["event"], time or 0, value["public"], value["commitments"],
        value["commitments_root"], value["previous"], refers and (refers["seq"], refers["entry"]),
    )  # fmt: skip


def matches(form: re.Pattern[str], value: object) -> bool:
    """Whether the value is a string that is wholly of the form."""
    return isinstance(value, str) and form.fullmatch(value) is not None


def _named(value: object) -> bool:
    return isinstance(value, dict) and all(NAME.fullmatch(name) for name in value)


def _refers(value: object) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == {"seq", "entry"}
        and type(value["seq"]) is int
        and value["seq"] >= 0
        and matches(HASH, value["entry"])
    )


def commitment(field: str, value: object, salt: bytes) -> str:
    """The commitment to a field, in hex."""
    text = canonical([field, value])
    return sha256(b"licet-commitment/1\n" + salt + text.encode()).hexdigest()


def commitments_root(commitments: dict[str, str]) -> str:
    """The root over the commitments of one entry, in hex."""
    leaves = (
        name.encode() + b"\n" + bytes.fromhex(commitments[name]) for name in sorted(commitments)
    )
    return root_of(map(leaf_hash, leaves)).hex()
