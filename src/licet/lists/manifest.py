"""What a shelf holds, as one small JSON file: an entry an edition, with a hash over them all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from licet.errors import InputError, Place
from licet.lists.files import write_whole
from licet.record import fields_of, record, replaced

FILE = "shelf.json"
FORM = 1


@record
class Kept:
    """One edition on the shelf.

    It is in force from ``as_of`` until the day before ``to``, which is the next edition's ``as_of``
    (None: it is the last).  ``confirmed`` is the last day on which the publisher was known to say the
    same.  ``taken`` is the moment (UTC) at which it came in.  ``sha256`` is of the publisher's file,
    ``content`` of the file on the shelf, ``says`` of the entries alone.  ``entries``, ``dropped``
    and ``lost`` (of the dropped, those that should have been parties) are counts.  ``overridden`` names the checks (``shrunk``, ``old``) that ``officer`` let it pass.
    """

    list: str
    as_of: date
    confirmed: date
    taken: str
    source: str
    sha256: str
    content: str
    says: str
    entries: int
    dropped: int = 0
    lost: int = 0
    publisher: str = ""
    overridden: tuple[str, ...] = ()
    officer: str = ""
    reason: str = ""
    to: date | None = None

    @property
    def file(self) -> str:
        """The name of the edition's file on the shelf."""
        return f"{self.content}.jsonl.gz"

    def as_data(self) -> dict[str, Any]:
        """The edition for JSON: ``valid_from`` and ``valid_to`` beside the rest."""
        found = _plain(self)
        valid = {"valid_from": found.pop("as_of"), "valid_to": self.to and self.to.isoformat()}
        found.pop("to", None)
        return {"list": found.pop("list"), **valid, **found}


Shelved = Mapping[str, tuple[Kept, ...]]
"""The editions of each list, oldest first."""


def read_manifest(folder: Path) -> dict[str, tuple[Kept, ...]]:
    """What the shelf in ``folder`` holds; nothing where there is none.

    Raises:
        InputError: the file was damaged or changed, or a newer Licet wrote it.
    """
    file = folder / FILE
    try:
        raw = json.loads(file.read_text("utf-8"))
        form, digest, lists = raw["form"], raw["digest"], raw["lists"]
        newer = form > FORM
        sound = digest == _digest(lists)
        found = {code: _linked([_kept(each) for each in lists[code]]) for code in sorted(lists)}
    except FileNotFoundError:
        return {}
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise _damaged(folder, f"{type(error).__name__}: {error}") from None
    if newer:
        raise InputError(
            f"A newer version of Licet keeps this shelf (form {form}, and this one reads {FORM}). Use "
            "that version.",
            Place(str(file)),
        )
    if not sound:
        raise _damaged(folder, "its hash does not fit")
    return found


def _damaged(folder: Path, why: str) -> InputError:
    return InputError(
        f"The record of kept lists is damaged ({why}). Nothing is screened against it. Bring the file "
        f"back from a backup, or move the folder {folder} away and load the lists again.",
        Place(str(folder / FILE)),
    )


def write_manifest(folder: Path, lists: Shelved) -> None:
    """Put ``lists`` in place of what the shelf held, all at once."""
    data = {code: [_plain(each) for each in lists[code]] for code in sorted(lists)}
    for each in (row for rows in data.values() for row in rows):
        each.pop("to", None)
    whole = {"form": FORM, "digest": _digest(data), "lists": data}
    write_whole(folder / FILE, json.dumps(whole, ensure_ascii=False, indent=1).encode() + b"\n")


def with_edition(held: tuple[Kept, ...], new: Kept) -> tuple[Kept, ...]:
    """``held`` with ``new`` in its place in time."""
    return _linked([*held, new])


def with_confirmed(held: tuple[Kept, ...], one: Kept, now: Kept, day: date) -> tuple[Kept, ...]:
    """``held`` with ``now`` in place of ``one``, which the publisher was found to say on ``day`` too."""
    return _linked(
        [
            replaced(now, confirmed=max(each.confirmed, day)) if each.taken == one.taken else each
            for each in held
        ]
    )


def _linked(held: list[Kept]) -> tuple[Kept, ...]:
    """Oldest first, each ending where the next begins; of one day's editions the last taken stands."""
    held = sorted(held, key=lambda each: (each.as_of, each.taken))
    ends = [*(each.as_of for each in held[1:]), None]
    return tuple(replaced(each, to=end) for each, end in zip(held, ends, strict=True))


def _kept(data: dict[str, Any]) -> Kept:
    made = dict(data)
    made["as_of"] = date.fromisoformat(made["as_of"])
    made["confirmed"] = date.fromisoformat(made["confirmed"])
    made["overridden"] = tuple(made.get("overridden", ()))
    return Kept(**made)


def _plain(kept: Kept) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, content, default in fields_of(kept):
        if content == default:
            continue
        found[name] = content.isoformat() if isinstance(content, date) else content
    return found


def _digest(lists: Any) -> str:
    text = json.dumps(lists, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
