"""Case files: signals, evidence, hypotheses, outcome. They only grow: each entry is a line of the store's log.

The log is chained line to line (``licet log verify``), so what was entered stays as it was, with who and when.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from licet.errors import InputError, UnknownName
from licet.record import record
from licet.store.store import Store
from licet.store.work import lines, lock, note
from licet.watch.odds import HYPOTHESES

KIND = "watch"
OUTCOMES = (
    "explained as error",
    "explained as lawful",
    "passed on to the authority",
    "closed without finding",
)
"""How a file may end. None says that somebody diverted anything: that is for an authority and a court."""
SIDES = ("for", "against")


@record
class Line:
    """One entry of a case file: ``act`` is opened, evidence, hypothesis or outcome."""

    at: datetime
    by: str
    act: str
    says: Mapping[str, Any]


@record
class CaseFile:
    """A case file as it stands; ``outcome`` is empty while it is open."""

    id: str
    subject: str
    lines: tuple[Line, ...]

    @property
    def outcome(self) -> str:
        """The last outcome that was entered, unless something was entered after it."""
        last = self.lines[-1]
        return str(last.says["outcome"]) if last.act == "outcome" else ""


def opened(store: Store, found: Mapping[str, Any], by: str) -> CaseFile:
    """Open a file on a subject of the watch (``licet.watch.subject.data_of``).

    Raises:
        InputError: no signal is raised there, or nobody opens it.
    """
    if not (found.get("signals") and found.get("subject")):
        raise InputError(
            "a case file opens on a subject with a signal; give what licet watch ... --json printed"
        )
    with store.writing() as work:
        lock(work)
        name = f"W-{len({each.what['case'] for each in lines(work.db, kind=KIND)}) + 1:04d}"
        note(work, KIND, _who(by), {"case": name, "act": "opened", "says": dict(found)})
    return case_file(store, name)


def with_evidence(
    store: Store, name: str, by: str, *, text: str, stated_by: str, stated_on: date, ref: str = ""
) -> CaseFile:  # fmt: skip
    """Add what somebody stated, and when; ``ref`` says where it stands, such as an entry of the register."""
    says = {
        "text": _said(text, "the evidence"),
        "stated_by": _said(stated_by, "who stated it"),
        "stated_on": stated_on.isoformat(),
        **({"ref": ref.strip()} if ref.strip() else {}),
    }
    return _added(store, name, by, "evidence", says)


def with_hypothesis(
    store: Store, name: str, by: str, *, hypothesis: str, side: str, text: str
) -> CaseFile:
    """Add what speaks for or against an explanation."""
    _one_of("hypothesis", hypothesis, HYPOTHESES)
    _one_of("side", side, SIDES)
    return _added(
        store,
        name,
        by,
        "hypothesis",
        {"hypothesis": hypothesis, "side": side, "text": _said(text, "the reason")},
    )


def with_outcome(store: Store, name: str, by: str, *, outcome: str, reason: str) -> CaseFile:
    """End the file; an entry after it opens it again, and nothing is taken back."""
    _one_of("outcome", outcome, OUTCOMES)
    return _added(
        store, name, by, "outcome", {"outcome": outcome, "reason": _said(reason, "the reason")}
    )


def case_file(store: Store, name: str) -> CaseFile:
    """One file by its number.

    Raises:
        UnknownName: there is none.
    """
    held = {each.id: each for each in case_files(store)}
    if name not in held:
        raise UnknownName("case file", name, held)
    return held[name]


def case_files(store: Store) -> tuple[CaseFile, ...]:
    """All files, oldest first."""
    found: dict[str, list[Line]] = {}
    for each in store.log(kind=KIND):
        found.setdefault(each.what["case"], []).append(
            Line(each.at, each.who, each.what["act"], each.what["says"])
        )
    return tuple(_files(found))


def _files(found: Mapping[str, list[Line]]) -> Iterator[CaseFile]:
    for name, entered in found.items():
        yield CaseFile(name, str(entered[0].says.get("subject", "?")), tuple(entered))


def _added(store: Store, name: str, by: str, act: str, says: Mapping[str, Any]) -> CaseFile:
    case_file(store, name)
    with store.writing() as work:
        lock(work)
        note(work, KIND, _who(by), {"case": name, "act": act, "says": dict(says)})
    return case_file(store, name)


def _who(by: str) -> str:
    return _said(by, "who enters it")


def _said(text: str, what: str) -> str:
    if not text.strip():
        raise InputError(f"{what} is empty; say it")
    return text


def _one_of(what: str, word: str, words: tuple[str, ...]) -> None:
    if word not in words:
        raise UnknownName(what, word, words)
