"""The numbers of a reform as fields of a form: each a line of its files, put back where it stood."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from licet.decide.words import POLICY
from licet.errors import InputError, Place
from licet.language.text import fact_words
from licet.record import record, replaced
from licet.reform.read import FILE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from licet.reform.model import Reform

STATES = {"in_force": "in force", "suspended": "suspended", "not_enforced": "not enforced"}
_LINE = re.compile(r'^(?P<key>from|until|published|to|was|rate_pct)(?P<is> *= *)(?P<quote>"?)(?P<value>[^"#]*?)(?P=quote)(?P<rest> *(?:#.*)?)$')  # fmt: skip
_PATH = re.compile(r'^(?:path|id|file) *= *"(?P<path>[^"]+)"')
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_HEADS = {"from": "Counts from", "until": "Counts no longer from", "published": "Could be known from"}  # fmt: skip
_LONGEST_TITLE, _LONGEST_NUMBER = 120, 20
UNTIL = "until"
"""The field for an end that the reform does not have yet."""


@record
class Editable:
    """One value of a reform: its field, what it is, and where it stands; ``kind``: day, number, state, policy."""

    field: str
    label: str
    kind: str
    value: str
    path: str = ""
    file: str = FILE
    line: int = 0
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def id(self) -> str:
        """The provision that a path names; empty where there is none."""
        return re.split(r"[#/]", self.path)[0] if ":" not in self.path else ""


def editables(reform: Reform, units: Mapping[str, str]) -> tuple[Editable, ...]:
    """Every day, limit, rate, state and policy that a reform states, in the order of its files.

    ``units`` are those of the facts that the law asks, by name.
    """
    found = [each for name, text in _texts(reform) for each in _of_file(name, text, units)]
    if not any(each.field == UNTIL or (each.label == _HEADS["until"] and not each.path) for each in found):  # fmt: skip
        at = next((n for n, each in enumerate(found) if each.label == _HEADS["from"]), -1) + 1
        found.insert(at, Editable(UNTIL, _HEADS["until"], "day", ""))
    return tuple(found)


def _texts(reform: Reform) -> tuple[tuple[str, str], ...]:
    return tuple((name, text) for name, text in reform.files if name.endswith((".toml", ".md")))


def _of_file(name: str, text: str, units: Mapping[str, str]) -> Iterator[Editable]:
    path, whole = "", True
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("[["):
            path, whole = "", False
        if found := _PATH.match(line):
            path = found["path"]
        said = _LINE.match(line)
        if not said or (name != FILE and said["key"] != "rate_pct"):
            continue
        kind, choices = _kind(said["value"], path)
        if kind:
            label = _label(said["key"], path, units, whole=whole and name == FILE)
            yield Editable(f"{name}.{number}", label, kind, said["value"], path, name, number, choices)  # fmt: skip


def _kind(value: str, path: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    if _DAY.fullmatch(value):
        return "day", ()
    if _NUMBER.fullmatch(value):
        return "number", ()
    if value in STATES:
        return "state", tuple(STATES.items())
    if path.endswith("/policy") and value in POLICY:
        return "policy", tuple(POLICY.items())
    return "", ()


def _label(key: str, path: str, units: Mapping[str, str], *, whole: bool) -> str:
    """What a line says, in words.

    >>> _label("to", "us.review.box#tpp_below/total_processing_performance", {}, whole=False)
    'Total processing performance (tpp below)'
    """
    if key == "rate_pct":
        return "Rate of the charge, percent"
    if whole or not path:
        return _HEADS.get(key, key)
    where, _, what = path.partition("/")
    part = where.partition("#")[2].replace("_", " ")
    unit = units.get(what, "")
    told = fact_words(what, unit) or where
    told += f", {unit}" if unit else ""
    told += f" ({part})" if part else ""
    told = told[:1].upper() + told[1:]
    return {"to": told, "was": f"{told}: as it is in the law today"}.get(key, f"{_HEADS.get(key, key)}: {told}")  # fmt: skip


def changed(
    reform: Reform, fields: Iterable[Editable], typed: Mapping[str, str], title: str
) -> tuple[dict[str, str], tuple[tuple[str, str, str], ...], dict[str, str]]:
    """The files with what was typed, what was changed (what, from, to), and what is wrong by field."""
    texts = {name: text.splitlines() for name, text in reform.files}
    changes: list[tuple[str, str, str]] = []
    wrong: dict[str, str] = {}
    begins = ""
    for each in fields:
        said = typed.get(each.field, each.value).strip().replace(",", "")
        if said == each.value:
            continue
        if fault := _fault(each, said):
            wrong[each.field] = fault
            continue
        changes.append((each.label, each.value or "no end", said))
        if each.line:
            at = texts[each.file]
            was = _LINE.match(at[each.line - 1])
            if was:
                at[each.line - 1] = f"{was['key']}{was['is']}{was['quote']}{said}{was['quote']}{was['rest']}"  # fmt: skip
            if each.label == _HEADS["from"] and not each.path:
                _follow(texts, each.value, said)
        else:
            begins = said
    if not changes and not wrong:
        wrong["title"] = "Change at least one of the numbers below; otherwise the reform is the one that is there."  # fmt: skip
    title = "".join(letter for letter in title if letter.isprintable()).strip()
    if not title or len(title) > _LONGEST_TITLE:
        wrong["title"] = f"Say in 1 to {_LONGEST_TITLE} characters what your reform does."
    _head(texts[FILE], title, begins)
    return {name: "\n".join(lines) + "\n" for name, lines in texts.items()}, tuple(changes), wrong


def _fault(each: Editable, said: str) -> str:
    if each.kind == "day":
        if not _DAY.fullmatch(said) or not _is_day(said):
            return f"“{said[:40]}” is no day; write it as 2026-12-01."
    elif each.kind == "number":
        try:
            fine = len(said) <= _LONGEST_NUMBER and _NUMBER.fullmatch(said) and Decimal(said) >= 0
        except InvalidOperation:
            fine = False
        if not fine:
            return f"“{said[:40]}” is no number that a law could name; write it like {each.value}."
    elif said not in dict(each.choices):
        return f"“{said[:40]}” is none of those that may be chosen."
    return ""


def _is_day(said: str) -> bool:
    try:
        date.fromisoformat(said)
    except ValueError:
        return False
    return True


def _follow(texts: dict[str, list[str]], was: str, now: str) -> None:
    """Texts that the reform brings begin with it."""
    for name, lines in texts.items():
        if name.endswith(".md"):
            lines[:] = [
                re.sub(rf"^(from|published|checked) = {re.escape(was)}$", rf"\1 = {now}", line)
                for line in lines
            ]


def _head(lines: list[str], title: str, until: str) -> None:
    """What a reform says of itself once its numbers are somebody's own."""
    own = {
        "title": json.dumps(title, ensure_ascii=False), "status": '"counterfactual"', "sure": '"judgement"',
        "author": '"made on a desk by changing numbers"',
    }  # fmt: skip
    for at, line in enumerate(lines):
        key = line.partition(" = ")[0]
        if line.startswith("[["):
            break
        if key in own:
            lines[at] = f"{key} = {own[key]}"
        if key == "from" and until:
            lines[at] = f"{line}\nuntil = {until}"


def at_field(error: InputError, fields: Sequence[Editable]) -> tuple[str, str]:
    """The field that an error of reading or applying is about, and its sentence without any place of ours."""
    place: Place | None = error.place
    said = error.message[:1].upper() + error.message[1:]
    if place is None or not place.line:
        return "title", said
    if error.message.startswith("until"):
        return next((e.field for e in fields if e.label == _HEADS["until"]), UNTIL), said
    name = str(place.file).rpartition("/")[2]
    lines = [each for each in fields if each.file == name and each.line]
    after = [each for each in lines if each.line >= place.line]
    return (after or lines)[0].field if lines else "title", said


def filled(each: Editable, typed: Mapping[str, str]) -> Editable:
    """The field with what was typed into it."""
    return replaced(each, value=typed.get(each.field, each.value))
