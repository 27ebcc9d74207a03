"""``licet register EVENT CASE FIELD=VALUE ...``: any step that the tables of the procedure know."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from licet.cli.codes import PASS
from licet.cli.register_open import file_of, open_registry, print_acts, register_options
from licet.errors import InputError, Place, UnknownName

if TYPE_CHECKING:
    from licet.register.procedure import Procedure
    from licet.register.table import Field


def event_named(word: str, law: Procedure) -> str:
    """The event of either table that a word names, with ``-`` or ``_``; empty where none is."""
    name = word.replace("-", "_")
    return name if name in (*law.application.events, *law.license.events) else ""


def main(event: str, words: list[str], law: Procedure) -> int:
    """Do the event; exit 2 where the procedure refuses it, with what would be possible."""
    from licet.registry.acting import OWN_WAY

    way = next((way for (_, kind), way in OWN_WAY.items() if kind == event), event)
    if way != event:
        raise InputError(f"{event} is done by licet register {way}")
    fields = fields_of(event, law)
    options = register_options(event, f"Enter {event.replace('_', ' ')} on an application or a license.", epilog=_told(fields), acts=True)  # fmt: skip
    options.add_argument("case", metavar="CASE", help="an application or a license, by its number")
    options.add_argument("said", nargs="*", metavar="FIELD=VALUE")
    options.add_argument("--body", type=Path, metavar="FILE.json", help="fields from a file; those on the line come after")  # fmt: skip
    args = options.parse_intermixed_args(words)
    body = {**_from_file(args.body), **body_of(args.said, fields, event)}
    with open_registry() as registry:
        if event == "goods_back":
            done = registry.goods_back(args.case, body, args.by, key=args.key, at=args.at)
        else:
            done = registry.act(args.case, event, body, args.by, key=args.key, at=args.at)
    print_acts((done,), json=args.json)
    return PASS


def fields_of(event: str, law: Procedure) -> dict[str, Field]:
    """The fields of all rows of an event, by name."""
    rows = (*law.application.rows, *law.license.rows)
    return {field.name: field for row in rows if row.event == event for field in row.body}


def body_of(said: Iterable[str], fields: Mapping[str, Field], event: str) -> dict[str, Any]:
    """The body from ``FIELD=VALUE``: a list takes the field more than once, or JSON; a mapping takes JSON.

    ``FIELD=@FILE`` reads a list or a mapping from a file.

    Raises:
        InputError: no such field, one given twice, or JSON that cannot be read.
    """
    found: dict[str, Any] = {}
    for text in said:
        name, equals, value = text.partition("=")
        if not equals:
            raise InputError(f"{text!r} is no FIELD=VALUE; {event} says {', '.join(fields) or 'nothing'}")  # fmt: skip
        if name not in fields:
            raise InputError(f"{UnknownName(f'field of {event}', name, fields)}" + ("" if fields else " It says nothing."))  # fmt: skip
        kind = fields[name].type
        if kind in ("list", "map") and value[:1] == "@":
            found[name] = file_of(Path(value[1:]), f"the {name} of {event}")
        elif kind == "map" or (kind == "list" and value[:1] == "["):
            found[name] = _json(value, name)
        elif kind == "list":
            found[name] = [*found.get(name, []), value]
        elif name in found:
            raise InputError(f"{name} is given twice")
        else:
            found[name] = value
    return found


def _json(text: str, where: str) -> Any:
    try:
        return json.loads(text, parse_float=str)
    except ValueError as error:
        raise InputError(f"{where} is no JSON: {error}") from None


def _from_file(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        found = _json(path.read_text("utf-8-sig"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"the fields cannot be read: {error}", Place(str(path))) from None
    if not isinstance(found, dict):
        raise InputError("the fields are a mapping", Place(str(path)))
    return found


def _told(fields: Mapping[str, Field]) -> str:
    lines = [f"  {each.name:<18} {each.wanted}{'' if each.required else ' (may be left out)'}" for each in fields.values()]  # fmt: skip
    return "\n".join(("fields:", *(lines or ["  none"]), "", "exit codes: 0 done; 2 bad input, or what the procedure or your role does not allow."))  # fmt: skip
