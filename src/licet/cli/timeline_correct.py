"""``licet timeline correct``: an editor changes fields of an event; what it was stays in its history."""

from __future__ import annotations

import json
from typing import Any

from licet.cli import timeline_judging as judging
from licet.errors import InputError, UnknownName


def main(words: list[str]) -> int:
    """Correct one event; exit 0."""
    options = judging.options("correct", "Change fields of an event; what it was stays in its history.", reason=True)  # fmt: skip
    options.add_argument("--set", metavar="FIELD=VALUE", action="append", required=True, help="such as stage=announced, on=2026-01-15 or target=CN,MO; a value that begins with [ or { is JSON; again for more")  # fmt: skip
    args = options.parse_args(words)
    changes = dict(map(_change, args.set))
    return judging.judged(args, lambda editing: editing.correct(args.id, args.by, args.reason, changes))  # fmt: skip


def _change(text: str) -> tuple[str, Any]:
    from licet.happened.model import Happening

    name, sign, value = text.partition("=")
    name = name.strip()
    if not sign:
        raise InputError(f"{text!r} changes nothing; write FIELD=VALUE.")
    known = (*Happening.__match_args__, "on")
    if name not in known:
        raise UnknownName("field of an event", name, known)
    if value[:1] in ("[", "{"):
        try:
            return name, json.loads(value)
        except json.JSONDecodeError as error:
            raise InputError(f"the value of {name} is no JSON: {error}") from error
    if name == "background":
        return name, {"true": True, "false": False}.get(value.casefold(), value)
    if name in ("actors", "object", "target", "links", "law"):
        return name, [each.strip() for each in value.split(",") if each.strip()]
    if name in ("date_from", "date_to") and not value:
        return name, None
    return name, value
