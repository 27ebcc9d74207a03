"""``licet timeline suggest``: take in events that a reader found."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from licet.cli.codes import PASS
from licet.cli.keeping import open_store, options_of
from licet.cli.show import print_json, table, visible
from licet.errors import InputError, Place

if TYPE_CHECKING:
    from licet.happened.model import Happening

_MOST = 64 * 1024 * 1024


def main(words: list[str]) -> int:
    """Suggest every event of a file; all of them or none; exit 0."""
    options = options_of("timeline suggest", 'Take in events that a reader found: a list of events in JSON, or one of {"events": [...]}.')  # fmt: skip
    options.add_argument("file", metavar="FILE", help="JSON, with the fields of docs/timeline.md; - reads standard input")  # fmt: skip
    options.add_argument("--by", metavar="NAME", required=True, help="which reader or person found them")  # fmt: skip
    args = options.parse_args(words)
    from licet.happened.kept import Editing
    from licet.happened.shipped import shipped

    new = _events(args.file)
    with open_store() as store, store.writing() as work:
        editing = Editing(work, shipped())
        done = [editing.suggest(each, args.by) for each in new]
    if args.json:
        print_json([{"id": kept.happening.id, "done": what, "state": kept.state} for kept, what in done])  # fmt: skip
        return PASS
    print(table([(kept.happening.id, what, visible(kept.happening.title)) for kept, what in done], ("event", "done", "")))  # fmt: skip
    return PASS


def _events(file: str) -> list[Happening]:
    from licet.happened.reading import happening

    place = Place(file)
    try:
        if file == "-":
            raw = sys.stdin.buffer.read(_MOST + 1)
        else:
            with Path(file).open("rb") as opened:
                raw = opened.read(_MOST + 1)
        if len(raw) > _MOST:
            raise InputError(f"it is larger than {_MOST} bytes; hand it in in parts", place)
        data: Any = json.loads(raw)
    except OSError as error:
        raise InputError(f"it cannot be read: {error.strerror}", place) from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"this is no JSON: {error}", place) from error
    rows = data.get("events") if isinstance(data, dict) else data
    if not isinstance(rows, list) or not all(isinstance(each, dict) for each in rows):
        raise InputError('a list of events was wanted, or {"events": [...]}', place)
    made = []
    for number, row in enumerate(rows, 1):
        try:
            made.append(happening(row))
        except InputError as error:
            raise InputError(f"event {number}: {error}", place) from error
    return made
