"""What a letter says: one determination as plain data, which a form or a page only lays out."""

from __future__ import annotations

import base64
import hashlib
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from licet.letters.codes import code_of
from licet.letters.plain_answer import told_of
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licet.store.model import Determination

SENTENCES = "Licet shows evidence; a named officer determines. Its silence means nothing."
Json = dict[str, Any]
_OF_A_LAW: Json = {
    "stance": "", "contradiction": "", "entry": "", "reasons": [], "reviews": [], "lines": [],
    "conditions": [], "exceptions": [], "money": [], "notes": [],
}  # fmt: skip
_OF_AN_ANSWER: Json = {
    "because": [], "conflicts": [], "unclaimed": [], "asks": [], "due_care": "", "parties": [],
    "beside": [], "journey": [], "items": [],
}  # fmt: skip


@record
class Signed:
    """What a letter is made of, from the store or out of a letter itself."""

    number: int
    statement: bytes
    signature: bytes
    public_key: str
    answer: bytes

    @classmethod
    def of(cls, kept: Determination) -> Signed:
        """That of a determination in the store."""
        return cls(kept.id, kept.statement, kept.signature, kept.public_key, kept.answer)

    @property
    def code(self) -> str:
        """The code that stands for the statement."""
        return code_of(self.statement)

    @property
    def said(self) -> Json:
        """The statement, read."""
        found: Json = json.loads(self.statement)
        return found

    @property
    def at(self) -> datetime:
        """When it was signed, in UTC."""
        return datetime.fromisoformat(self.said["at"]).astimezone(UTC)


def content(signed: Signed) -> Json:
    """The letter as data."""
    said, at = signed.said, signed.at
    parts = parts_of(signed.answer)
    return {
        "number": str(signed.number), "code": signed.code, "item": said["item"], "on": said["on"],
        "signed": f"{at.day} {at:%B %Y, %H:%M} UTC", "day": [at.year, at.month, at.day],
        "officer": said["officer"], "officer_title": said["title"], "ref": said["ref"], "note": said["note"],
        "status": [words(each) for each in said["status"].split(", ")],
        "determined": determined(said), "asked_by": _first(parts, "by"), "parts": parts,
        "lists": [dict(each) for each in said.get("lists", ())],
        "checked": _checked(parts), "hashes": [list(each) for each in said["hashes"].items()],
        "statement_sha256": hashlib.sha256(signed.statement).hexdigest(),
        "answer_sha256": said["answer_sha256"], "public_key": signed.public_key,
        "signature": base64.b64encode(signed.signature).decode(), "sentences": SENTENCES,
    }  # fmt: skip


def determined(said: Json) -> Json | None:
    """Where the officer determined otherwise than the machine: the status in words, and the reason."""
    found = said.get("determined")
    if not found:
        return None
    return {"status": words(found["status"]), "code": found["status"], "reason": found["reason"]}


def parts_of(answer: bytes) -> list[Json]:
    """The answers of a signed file, each with its label and who asked, in words."""
    found = json.loads(answer, parse_float=str)
    parts = []
    for data in found if isinstance(found, list) else [found]:
        asked = data.get("asked") or {}
        head = {"label": asked.get("label", ""), "by": asked.get("by", ""), "screened": asked.get("screened", True)}  # fmt: skip
        more = list(_stated(asked.get("transfer") or {}))
        if "told" in data:
            told = [_words(each) for each in data["told"]]
            parts += [{**head, **each, "journey": [*each["journey"], *more]} for each in told]
        elif not asked:
            parts.append({**head, **_words(told_of(data))})
    return parts


def _stated(transfer: Json) -> Iterator[tuple[str, str]]:
    """What was asked beyond item, way and day: the act, the end use, and each party."""
    for label, key in (("Act", "kind"), ("Route", "route"), ("Transshipment", "transshipment")):
        if told := transfer.get(key):
            yield label, ", ".join(map(str, told)) if isinstance(told, list) else _plain(told)
    if isinstance(use := transfer.get("end_use"), dict) and use:
        yield "End use", "; ".join(f"{_plain(name)}: {_plain(each)}" for name, each in use.items())
    exporter = transfer.get("exporter")
    if isinstance(exporter, dict) and exporter:
        yield "Exporter", _party(exporter)
    for each in transfer.get("parties") or ():
        yield _plain(each.get("role") or "party").capitalize(), _party(each)


def _party(stated: Json) -> str:
    """A party in one line: its name, then what else was stated of it."""
    rest = [f"{_plain(key)} {_plain(each)}" for key, each in stated.items() if key not in ("name", "role") and isinstance(each, str | int)]  # fmt: skip
    return ", ".join([*([stated["name"]] if stated.get("name") else ["not named"]), *rest])


def _plain(value: object) -> str:
    """A code or a truth in words.

    >>> _plain("end_user"), _plain(True)
    ('end user', 'yes')
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value).replace("_", " ")


def words(status: str) -> str:
    """A status of the closed set as people say it.

    >>> words("license_required")
    'License required'
    """
    return str(status).replace("_", " ").capitalize()


def _words(told: Json) -> Json:
    """An answer with each name that a form reads, also where an older Licet told less."""
    laws = [{**_OF_A_LAW, **each, "status_words": words(each["status"])} for each in told["laws"]]
    return {**_OF_AN_ANSWER, **told, "laws": laws, "status_words": words(told["status"])}


def _first(parts: list[Json], name: str) -> str:
    return next((str(each[name]) for each in parts if each[name]), "")


def _checked(parts: list[Json]) -> str:
    """Between which days the official texts behind the reasons were last read."""
    days = sorted({day for part in parts for law in part["laws"] for day in _days(law["reasons"])})
    if not days:
        return ""
    return days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}"


def _days(points: list[Json]) -> set[str]:
    found = {each["checked"] for point in points for each in point["cites"] if each.get("checked")}
    for point in points:
        found |= _days(point["inner"])
    return found
