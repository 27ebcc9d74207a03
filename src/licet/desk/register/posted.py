"""What the public log shows, read from its files alone: no secret and nothing of the register is needed for it.

The log lies in the folder ``log`` of the home folder, its key in ``keys/log.vkey``, as ``licet register`` keeps them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from licet.charts.bars import Bar, bars
from licet.errors import InputError
from licet.publiclog.checkpoint import Checkpoint, verified_checkpoint
from licet.publiclog.entry import Entry, entry_from, told_time
from licet.publiclog.log import CHECKPOINT, folder_reader
from licet.publiclog.note import read_vkey
from licet.publiclog.statistics import Query, figures
from licet.publiclog.suppression import HIDDEN
from licet.publiclog.tiles import Tiles
from licet.record import record
from licet.registry.public import kept
from licet.registry.public.here import FOLDER, KEY

if TYPE_CHECKING:
    from pathlib import Path

    from licet.charts.drawn import Drawn
    from licet.registry.public.view import Views
    from licet.store.store import Store

_DAYS = {"gross": "From start to end", "clock": "On the clock", "stopped": "Stopped"}
_TONES = {"denied": "stop", "approved": "fine", "approved_with_conditions": "fine"}
_CLOCK = {"start": "the clock starts", "stop": "the clock stops", "resume": "the clock goes on", "end": "the clock ends"}  # fmt: skip


@record
class Published:
    """A log as it lies on the disk: its newest checkpoint, the key that it holds under, and how to read on."""

    folder: Path
    at: Checkpoint
    key: str
    signers: tuple[str, ...]

    def entries(self) -> Iterable[Entry]:
        """Every entry, in order."""
        tiles = Tiles(folder_reader(self.folder), self.at.size)
        return (entry_from(each) for each in tiles.entries(0, self.at.size))


@record
class Told:
    """A case of the log for a list: its pseudonym, its newest state, when it began and how it ended."""

    case: str
    first: str
    last: str
    state: str
    outcome: str
    entries: int


def published(home: Path) -> Published | None:
    """The log of this installation; None where nothing was published."""
    data = folder_reader(home / FOLDER)(CHECKPOINT)
    try:
        key = (home / KEY).read_text("utf-8").strip()
    except OSError:
        return None
    if data is None:
        return None
    at, note = verified_checkpoint(data, read_vkey(key))
    return Published(home / FOLDER, at, key, tuple(each.name for each in note.signatures))


def cases_of(log: Published) -> tuple[Told, ...]:
    """Every case of the log, the one with the newest entry first."""
    found: dict[str, Told] = {}
    for each in log.entries():
        old = found.get(each.case)
        public = {**each.public, **(each.public.get("corrected") or {})}
        found[each.case] = Told(
            each.case, old.first if old else each.time, each.time,
            str(public.get("state") or (old.state if old else "")),
            str(public.get("outcome") or (old.outcome if old else "")), (old.entries if old else 0) + 1,
        )  # fmt: skip
    return tuple(sorted(found.values(), key=lambda each: each.last, reverse=True))


def entries_of(log: Published, case: str) -> tuple[Entry, ...]:
    """The entries of one case, by its pseudonym."""
    return tuple(each for each in log.entries() if each.case == case)


def name_in_log(store: Store, stream: str) -> str:
    """How the log calls a case; empty where nothing of it is in the log."""
    with store.reading() as db:
        return kept.name_of(db, stream)


def public_told(entry: Entry) -> tuple[str, ...]:
    """The public fields of an entry in words."""
    return tuple(_field(name, value) for name, value in entry.public.items())


def _field(name: str, value: Any) -> str:
    if name == "clock":
        return _CLOCK.get(str(value), str(value))
    if isinstance(value, Mapping):
        said = ", ".join(f"{key.replace('_', ' ')} {_told_value(each)}" for key, each in value.items())  # fmt: skip
    elif isinstance(value, list | tuple):
        said = ", ".join(str(each).replace("_", " ") for each in value) or "none"
    else:
        said = str(value).replace("_", " ")
    return f"{name.replace('_', ' ')}: {said}"


def _told_value(value: Any) -> str:
    if isinstance(value, Mapping):
        return " and ".join(f"{each} for {key.replace('_', ' ')}" for key, each in value.items()) or "none"  # fmt: skip
    return str(value)


def counted(log: Published, views: Views, authority: str, span: tuple[date, date], group_by: str = "") -> dict[str, Any]:  # fmt: skip
    """The figures of cases with an outcome from one day up to, not on, another; small cells left out.

    Raises:
        InputError: the days are the wrong way round.
    """
    since, until = span
    if since >= until:
        raise InputError("The first day lies before the last one.")
    below = views.of(authority, until).suppress_below
    return figures(log.entries(), Query(_told(since), _told(until), group_by, below))


def charts(result: Mapping[str, Any]) -> tuple[tuple[str, str, Drawn], ...]:
    """How cases ended and how long they took, drawn with titles and what each is of; what is not told is not drawn."""
    ends = [Bar(_named(name), Decimal(number), _TONES.get(name, "calm")) for name, number in result["outcomes"].items() if _known(number)]  # fmt: skip
    days = [
        Bar(f"{words}, {which}", Decimal(str(told[key])))
        for name, words in _DAYS.items()
        for told in (result["days"][name],)
        for key, which in (("median", "median"), ("p90", "90th percentile"))
        if _known(told[key])
    ]
    found = []
    if any(each.value for each in ends):
        found.append(("How cases ended", _of(result["cases"], "with an outcome"), bars(ends, unit="cases")))  # fmt: skip
    if days:
        of = _of(result["days"]["gross"]["cases"], "with a clock")
        found.append(("How long they took", f"{of} In days.", bars(days, unit="days")))
    return tuple(found)


def _of(cases: Any, which: str) -> str:
    return f"Of {cases} cases {which}." if _known(cases) else "The number of cases is not told."


def _known(number: Any) -> bool:
    """Whether a figure is there and told."""
    return number is not None and number != HIDDEN


def _named(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _told(day: date) -> str:
    return told_time(datetime(day.year, day.month, day.day, tzinfo=UTC))
