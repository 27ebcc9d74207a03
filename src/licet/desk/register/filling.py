"""Forms made of the fields of an act, and what was typed into them as the act's body."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from licet.desk.forms import raw
from licet.errors import InputError
from licet.register.conditions.tested import KINDS
from licet.register.state import CaseState

if TYPE_CHECKING:
    from starlette.datastructures import FormData

    from licet.register.procedure import Procedure

    Json = dict[str, Any]

OWN_WAY = frozenset({"create", "attach_decision", "issue", "drawdown", "drawdown_refused", "goods_back", "assessed", "paid"})  # fmt: skip
"""Acts that have a form of their own, since the register works more out than they say."""
LONG = frozenset({"text", "reason", "justification", "notice", "considerations", "modifications", "usage"})  # fmt: skip
"""Fields of text in which people write sentences."""
_PREFIX = "f-"
_MADE = "opening"
"""A decision is made by the register; nobody types one."""


def body_of(form: FormData, fields: Iterable[Mapping[str, Any]]) -> Json:
    """The body of an act from the fields of its form; what was left empty is left out.

    Raises:
        InputError: a list, a mapping or a moment that cannot be read.
    """
    typed = {each["name"]: (each, raw(form, _PREFIX + each["name"]).strip()) for each in fields}
    return {name: value_of(text, each["type"], name) for name, (each, text) in typed.items() if text}  # fmt: skip


def typed_in(form: FormData) -> dict[str, str]:
    """What was typed, by field, to be shown again."""
    return {name.removeprefix(_PREFIX): str(value) for name, value in form.items() if name.startswith(_PREFIX)}  # fmt: skip


def value_of(text: str, kind: str, name: str) -> Any:
    r"""One field as the body has it.

    >>> value_of("742.6\n744.21", "list", "reasons"), value_of("1: 20\n2: 5", "map", "usage")
    (['742.6', '744.21'], {'1': '20', '2': '5'})
    """
    match kind:
        case "list":
            return _json(text, name) if text[0] == "[" else [e.strip() for e in text.splitlines() if e.strip()]  # fmt: skip
        case "map":
            return _json(text, name) if text[0] == "{" else dict(_pairs(text, name))
        case "moment":
            return _moment(text, name)
        case _:
            return text


def _json(text: str, name: str) -> Any:
    try:
        return json.loads(text, parse_float=str)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{name} is no JSON: {error}") from None


def _pairs(text: str, name: str) -> Iterable[tuple[str, str]]:
    for line in text.splitlines():
        if line.strip():
            key, colon, value = line.partition(":")
            if not colon:
                raise InputError(f"{name}: {line.strip()[:60]!r} is no line such as 1: 20")
            yield key.strip(), value.strip()


def _moment(text: str, name: str) -> str:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise InputError(f"{name}: {text[:40]!r} is no moment, such as 2026-02-05T12:00") from None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).isoformat()


class Loose(dict[str, Any]):
    """What people said; a page that looks for what was not said finds an empty text."""

    def __missing__(self, _: str) -> str:
        return ""


def loose(said: Mapping[str, Any] | None = None) -> Loose:
    """A mapping as a page reads it."""
    return Loose(said or {})


def forms_of(ways: Iterable[Mapping[str, Any]]) -> list[Json]:
    """The acts that are done by their fields alone, each with a key that makes sending it twice do no harm."""
    return [
        {
            **each,
            "key": secrets.token_hex(8),
            "body": [e for e in each["body"] if e["name"] != _MADE],
        }
        for each in ways
        if each["event"] not in OWN_WAY
    ]


def offered(state: CaseState, standing: Mapping[str, Any], law: Procedure) -> dict[str, tuple[str, ...]]:  # fmt: skip
    """What the file itself offers for a field, by the field's name: people choose it rather than type it."""
    lines = [each for each in state.content.get("lines") or () if isinstance(each, Mapping)]
    parties = [each for each in state.content.get("parties") or () if isinstance(each, Mapping)]
    asked = standing["must_be_asked"]
    waiting = [each["agency"] for each in standing["waiting_for"]]
    found = {
        "line": [each.get("id") for each in lines],
        "country": [each.get("country") for each in lines],
        "party": [each.get("id") for each in parties],
        "agency": [*(each["agency"] for each in asked), *waiting],
        "rule": [each["rule"] for each in asked],
        "cause": [name for name, _ in law.clocks.causes],
        "kind": list(KINDS),
        "flag": [*(each.flag for each in state.standing_flags), *standing["flags_to_raise"]],
        "on": [*(each.on for each in state.standing_flags), "case", *(each.get("id") for each in parties)],
        "of_condition": [each.id for each in state.conditions],
        "agent": list(state.mandates),
    }  # fmt: skip
    return {name: tuple(dict.fromkeys(str(e) for e in several if e)) for name, several in found.items()}  # fmt: skip
