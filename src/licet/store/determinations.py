"""Determinations: the answer of ``licet decide --json``, byte for byte, signed by an officer.

What is signed is the statement: canonical JSON with the hashes of the answer and of what was asked,
the hashes of law, catalogue, code and lists that the answer carries, officer, time, order and note.
``verify`` holds the kept bytes against it and against the signature.  It does not decide anew: that
takes the same law and code, which ``licet --version`` names by the same hashes.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from licet.decide.answer import CONFLICT, ORDER
from licet.errors import InputError, UnknownName
from licet.store import officers
from licet.store.keys import Signer, verifies
from licet.store.model import Checked, Determination
from licet.store.plain import canonical, storable
from licet.store.tables import added, determinations
from licet.store.work import Work, note, stamp

if TYPE_CHECKING:
    from collections.abc import Callable

    from licet.store.model import Officer

STATUSES = (*ORDER, CONFLICT)
"""The closed set of results, from which an officer takes another than the machine's."""
_WANTED = ("item", "on", "status", "facts", "hashes")
_ASKED = ("item", "product", "on", "known_on", "facts", "parties", "lists")


def determine(
    work: Work, answer: bytes, by: Signer, *, remark: str = "", ref: str = "",
    otherwise: tuple[str, str] | None = None,
) -> Determination:  # fmt: skip
    """Sign an answer and keep it.

    ``otherwise`` is the status that the officer determines where it is not the machine's, and the reason;
    both stand in the signed statement beside the machine's answer.

    Raises:
        InputError: it is no answer of ``licet decide --json``, the officer may not determine, or
            determines otherwise without a reason.
    """
    decisions = _decisions(answer)
    officer = officers.with_right(work, by.name, "determine", "sign a determination")
    inputs = canonical(
        [{name: each[name] for name in _ASKED if name in each} for each in decisions]
    )
    first = decisions[0]
    said: dict[str, Any] = {
        "item": ", ".join(dict.fromkeys(str(each["item"]) for each in decisions)),
        "on": first["on"], "status": ", ".join(dict.fromkeys(str(each["status"]) for each in decisions)),
        "answer_sha256": sha_of(answer), "inputs_sha256": sha_of(inputs), "hashes": first["hashes"],
        "lists": first.get("lists", []), "ref": storable(ref), "note": storable(remark),
    }  # fmt: skip
    if otherwise is not None:
        said["determined"] = _otherwise(*otherwise)
    form = {"form": "licet-determination/1", "officer": officer.name, "title": officer.title, "at": stamp(work.now)}  # fmt: skip
    statement, signature = officers.signed(officer, by, {**form, **said})
    number = added(
        work.db,
        determinations.insert().values(
            at=work.now, officer=officer.name, public_key=officer.public_key, ref=said["ref"],
            item=said["item"], status=said["status"], note=said["note"],
            answer=answer, inputs=inputs, statement=statement, signature=signature,
        )
    )  # fmt: skip
    note(
        work, "determination", officer.name,
        {"determination": number, "statement_sha256": sha_of(statement), "item": said["item"], "ref": said["ref"], "status": said["status"]},
    )  # fmt: skip
    return find(work.db, number)


def _otherwise(status: str, reason: str) -> dict[str, str]:
    if status not in STATUSES:
        raise UnknownName("status of an answer", status, STATUSES)
    if not reason.strip():
        raise InputError("Who determines otherwise than the machine says why: a reason is wanted.")
    return {"status": status, "reason": storable(reason.strip())}


def _decisions(answer: bytes) -> list[dict[str, Any]]:
    try:
        # A figure with a fraction is kept as it was written; a binary float would not be.
        found = json.loads(answer, parse_float=str)
    except ValueError as error:  # UnicodeDecodeError is one
        raise InputError(
            f"This is no JSON: {error}. Make it with licet decide ... --json"
        ) from None
    decisions = found if isinstance(found, list) else [found]
    for each in decisions or [None]:
        lacking = [name for name in _WANTED if not isinstance(each, dict) or name not in each]
        if lacking:
            raise InputError(f"This is no answer of licet decide --json: {', '.join(lacking)} is not there.")  # fmt: skip
    if any(each["hashes"] != decisions[0]["hashes"] for each in decisions):
        raise InputError("The answers in this file rest on different law or code; sign each on its own.")  # fmt: skip
    return decisions


def find(db: sa.Connection, number: int) -> Determination:
    """One determination.

    Raises:
        InputError: there is none of that number.
    """
    for row in db.execute(determinations.select().where(determinations.c.id == number)):
        return _read(row)
    raise InputError(f"There is no determination {number}. licet determinations list shows those there are.")  # fmt: skip


def listed(db: sa.Connection, ref: str = "") -> tuple[Determination, ...]:
    """All determinations, or those of one order, the oldest first."""
    wanted = determinations.select().order_by(determinations.c.id)
    if ref:
        wanted = wanted.where(determinations.c.ref == ref)
    return tuple(_read(row) for row in db.execute(wanted))


def of_statement(db: sa.Connection, fits: Callable[[bytes], bool]) -> Determination | None:
    """The determination whose signed statement ``fits``; answers are not read on the way."""
    wanted = sa.select(determinations.c.id, determinations.c.statement)
    for number, statement in db.execute(wanted.order_by(determinations.c.id)):
        if fits(bytes(statement)):
            return find(db, number)
    return None


def verify(found: Determination, officer: Officer | None) -> Checked:
    """Hold the kept bytes against the signed statement, and the signature against the key."""
    faults = []
    if not verifies(found.public_key, found.signature, found.statement):
        faults.append("the signature does not fit the statement")
    if officer is None or officer.public_key != found.public_key:
        faults.append(f"the key is not the one that the store has for {found.officer}")
    said: dict[str, Any] = json.loads(found.statement)
    for name, kept in (("answer", found.answer), ("inputs", found.inputs)):
        if said.get(f"{name}_sha256") != sha_of(kept):
            faults.append(f"the kept {name} is not what was signed")
    row = {
        "officer": found.officer, "ref": found.ref, "item": found.item, "status": found.status,
        "note": found.note, "at": stamp(found.at),
    }  # fmt: skip
    faults += [f"{name} is not as signed" for name, kept in row.items() if said.get(name) != kept]
    if canonical(said) != found.statement:
        faults.append("the statement is not in canonical form")
    return Checked(1, found.id, sha_of(found.statement), tuple(faults))


def _read(row: Any) -> Determination:
    return Determination(
        row.id, row.at, row.officer, row.public_key, row.ref, row.item, row.status, row.note,
        bytes(row.answer), bytes(row.inputs), bytes(row.statement), bytes(row.signature),
    )  # fmt: skip


def sha_of(data: bytes) -> str:
    """SHA-256 in hexadecimal, as signed statements name what they speak of."""
    return hashlib.sha256(data).hexdigest()
