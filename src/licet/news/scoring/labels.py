"""Labelled texts: what a person says happened in them.  Spans count characters of the text, from zero."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from licet.cases.read import read_yaml
from licet.errors import InputError, Place
from licet.news.gazetteer import ADJECTIVE, COUNTRY, Gazetteer, shipped
from licet.news.model import Span
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator

_CODES = {"GB": "UK"}
DUPLICATES = "duplicates.yaml"


@record
class Act:
    """One event that a person marked; ``spans`` are its clause first, then where it is told again.

    ``state`` is the code of the first actor's state, empty where it has none; ``name`` the rest.
    ``actors``, ``objects`` and ``hit`` are as the label writes them; ``official`` are citations that a person adds.
    ``targets`` are codes of the states that ``hit`` tells, by code or in words ("16 Chinese firms").
    ``days`` are kind, first and last day; ``found`` says how a person came to them.
    """

    id: str
    act: str
    spans: tuple[Span, ...]
    state: str
    name: str
    stage: str
    modality: str
    days: tuple[str, date | None, date | None]
    found: str
    numbers: tuple[tuple[str, str], ...]
    conditions: tuple[Span, ...]
    targets: frozenset[str]
    speaker: str
    background: bool
    actors: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    hit: tuple[str, ...] = ()
    instrument: str = ""
    official: tuple[str, ...] = ()


@record
class Label:
    """One text with its answers.

    ``anchor`` is the day of writing where it is a whole day.  ``barred`` are spans in which no event may be found, with why; ``optional`` neutral ground.
    ``related`` holds names by kind.  ``page`` is the companion web page and ``furniture`` what must
    not be left of it.
    """

    id: str
    text: str
    anchor: date | None
    retrieved: date | None
    acts: tuple[Act, ...]
    said: tuple[tuple[Span, str], ...]
    dates: tuple[tuple[Span, str | None], ...]
    barred: tuple[tuple[Span, str], ...]
    optional: tuple[Span, ...]
    related: tuple[tuple[str, tuple[str, ...]], ...]
    page: str = ""
    furniture: tuple[str, ...] = ()


def labels(folder: Path) -> Iterator[Label]:
    """Every labelled text of a folder, by name.

    Raises:
        InputError: the folder is none or holds no labelled text, or one of them departs from the form.
    """
    files = [each for each in sorted(folder.glob("*.yaml")) if each.name != DUPLICATES]
    if not files:
        raise InputError(f"{folder} holds no labelled text (*.yaml, in the form of evaluation/news/FORMAT.md).")  # fmt: skip
    for file in files:
        try:
            yield _label(read_yaml(file), file)
        except (KeyError, TypeError, AttributeError) as error:
            raise InputError(f"this is no labelled text: {error!r}", Place(str(file))) from None
        except InputError:
            raise
        except ValueError as error:
            raise InputError(str(error), Place(str(file))) from None


def duplicates(folder: Path) -> tuple[tuple[tuple[str, ...], ...], tuple[tuple[str, ...], ...]]:
    """Clusters of ``text#event`` that tell one event, and pairs that look alike and are two; both empty without the file."""
    file = folder / DUPLICATES
    if not file.is_file():
        return (), ()
    found = read_yaml(file)
    same = tuple(tuple(each["events"]) for each in found["same"])
    return same, tuple(tuple(each) for each in found["different"])


def _label(said: Any, file: Path) -> Label:
    text = said["text"]

    def at(where: dict[str, str]) -> Span:
        return place(text, where)

    return Label(
        id=said["id"], text=text, anchor=_day(said.get("anchor")), retrieved=_day(said.get("retrieved")),
        acts=tuple(_act(text, each) for each in said["events"]),
        said=tuple((at(each["at"]), each["speaker"] or "") for each in said["quotations"]),
        dates=tuple((at(each["at"]), each["value"]) for each in said["dates"]),
        barred=tuple((at(each["at"]), each["why"]) for each in said["not_events"]),
        optional=tuple(at(each["at"]) for each in said["optional"]),
        related=tuple((kind, tuple(names)) for kind, names in said["related"].items()),
        page=str(file.parent / said["html"]) if said.get("html") else "",
        furniture=tuple(said.get("furniture") or ()),
    )  # fmt: skip


def _act(text: str, said: dict[str, Any]) -> Act:
    state, name = actor(said["actors"][0] if said["actors"] else "?")
    when = said["date"]
    return Act(
        id=said["id"], act=said["act"],
        spans=tuple(place(text, each) for each in [said["at"], *(said.get("also_at") or [])]),
        state=state, name=name, stage=said["stage"], modality=said["modality"],
        days=(when["kind"], _day(when.get("from")), _day(when.get("to"))), found=when["found"],
        numbers=tuple((each["value"], each["unit"]) for each in said["numbers"]),
        conditions=tuple(place(text, each) for each in said["condition"]),
        targets=frozenset(code for each in said["target"] for code in states(each)),
        speaker=said["speaker"] or "", background=said["background"] == "true",
        actors=tuple(said["actors"]), objects=tuple(said.get("object") or ()), hit=tuple(said["target"]),
        instrument=said.get("instrument") or "", official=tuple(said.get("official") or ()),
    )  # fmt: skip


def actor(said: str) -> tuple[str, str]:
    """Code of the state, and name: ``US/BIS``, ``CN``, ``Megaspeed``; ``?`` is no known state."""
    head, cut, rest = said.partition("/")
    if head == "?":
        return "", rest
    coded = len(head) == 2 and head.isupper() and head.isalpha()  # the G7 is no state
    return (head, rest) if coded else ("", head + cut + rest)


def states(said: str) -> tuple[str, ...]:
    """The states that a target's label tells: its code, else those that its words name.

    >>> states("US/Nvidia"), states("20 Japanese parties"), states("a lab in Hefei"), states("G7")
    (('US',), ('JP',), (), ())
    """
    code, name = actor(said)
    if code or said.startswith("?"):
        return (code,) if code else ()
    found = dict.fromkeys(each.code for each in _nations().find(name))
    return tuple(_CODES.get(each, each) for each in found)


@cache
def _nations() -> Gazetteer:
    """Only the names of states and of their people, so that no name of the reader's own tables is taken for a label's."""
    places = shipped("places")
    return Gazetteer(
        (kind, code, code, each)
        for kind in (COUNTRY, ADJECTIVE)
        for code, spellings in places[kind].items()
        for each in spellings
    )


def place(text: str, at: dict[str, str]) -> Span:
    """A span that is written as words; ``ValueError`` unless they occur exactly once."""
    before, words, after = at.get("before", ""), at["text"], at.get("after", "")
    whole = before + words + after
    if not words or text.count(whole) != 1:
        raise ValueError(
            f"{whole!r} occurs {text.count(whole)} times in the text, and once was wanted"
        )
    start = text.index(whole) + len(before)
    return Span(start, start + len(words))


def _day(said: str | None) -> date | None:
    """A whole day; a month or a year is none."""
    return date.fromisoformat(said) if said and len(said) == 10 else None
