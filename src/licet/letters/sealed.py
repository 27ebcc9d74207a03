"""What an officer signs: the answers as data, with all that a letter needs, in one form of bytes.

The bytes are a list of the reports of ``licet decide --json`` (or one of them), the proof of each told once
(``licet.decide.report.steps``), and extended by ``asked`` (what was asked, by whom) and ``lists`` (the editions searched); the first of each question carries ``told``,
the answer in words.  A letter is made from this and never from the law of its own day.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import TYPE_CHECKING, Any

from licet.decide.report import plain_data, report, steps
from licet.record import record
from licet.service.service import Question
from licet.store.plain import canonical, exact, storable_data
from licet.telling.tell import told

if TYPE_CHECKING:
    from collections.abc import Iterable

    from licet.decide.decide import Decision

_OF_AN_EDITION = ("list", "as_of", "sha256", "source", "entries")


@record
class Part:
    """One question and its answer; ``label`` names it among several of one project, and may be empty."""

    label: str
    question: Question
    decisions: tuple[Decision, ...]


def seal(parts: Iterable[Part], asked_by: str = "") -> bytes:
    """The bytes to sign; the same for the same question, law, lists and closings."""
    found = [each for part in parts for each in _reports(part, asked_by)]
    return canonical(storable_data(found if len(found) > 1 else found[0]))


def digest(answer: bytes) -> str:
    """The SHA-256 of the bytes, as the signed statement names it."""
    return hashlib.sha256(answer).hexdigest()


def _reports(part: Part, asked_by: str) -> Iterable[dict[str, Any]]:
    question = part.question
    asked = {
        "by": asked_by, "label": part.label, "transfer": exact(question.transfer),
        "on": None if question.on is None else question.on.isoformat(),
        "known_on": None if question.known_on is None else question.known_on.isoformat(),
        "sovereigns": list(question.sovereigns), "screened": question.screened,
    }  # fmt: skip
    for number, decision in enumerate(part.decisions):
        data = report(decision, proof=False)
        for told_of, each in zip(data["answers"], decision.answers, strict=True):
            if each.claims is not False:
                told_of["steps"] = steps(decision, each)
        searched = (data["screening"] or {}).get("searched", ())
        data["asked"] = asked
        data["lists"] = [{name: each[name] for name in _OF_AN_EDITION} for each in searched]
        if not number:
            data["told"] = [plain_data(each) for each in told(part.decisions)]
        yield data


def asked_in(kept: bytes, today: bool) -> tuple[tuple[tuple[str, Question], ...], str]:  # noqa: FBT001 - of which day
    """The questions of a record with their labels, for their day or for today, and who asked.

    None of them where the record does not say what was asked, as one made on the command line.
    """
    found = json.loads(kept, parse_float=str)
    reports = found if isinstance(found, list) else [found]
    questions, by = [], ""
    for data in reports:
        if "told" not in data or "asked" not in data:
            continue
        asked = data["asked"]
        by = asked["by"]
        on = date.today() if today else date.fromisoformat(data["on"])
        known = date.fromisoformat(asked["known_on"]) if asked["known_on"] and not today else None
        question = Question(asked["transfer"], on, known, tuple(asked["sovereigns"]), asked["screened"])  # fmt: skip
        questions.append((asked["label"], question))
    return tuple(questions), by
