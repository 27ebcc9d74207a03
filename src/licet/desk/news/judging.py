"""What an editor at the desk says of an event: confirm, correct or reject, through the functions of the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.access.guard import person_of
from licet.desk.forms import several, text
from licet.desk.news.form import FIELDS, REASON, WHY, said, typed_of
from licet.desk.news.read import MISSED
from licet.errors import LicetError
from licet.happened.kept import Editing
from licet.happened.shipped import shipped
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.datastructures import FormData
    from starlette.requests import Request

    from licet.happened.kept import Kept
    from licet.happened.linking import Linker
    from licet.happened.model import Happening
    from licet.service.service import Service

CONFIRM, CORRECT, REJECT, JOIN = "confirm", "correct", "reject", "join"
READ_HERE = "read at the desk"


@record
class Judged:
    """What came of it: the event as it stands, or what is wrong by field with what was typed."""

    kept: Kept | None
    typed: dict[str, str]
    wrong: dict[str, str]


def judged(
    request: Request, service: Service, form: FormData, one: Happening, linker: Linker, *,
    read: Happening | None, held: str = "",
) -> Judged:  # fmt: skip
    """Do what the form asks to ``one``; ``read`` is suggested first, in the same transaction.

    ``held`` is the id of the event that it may be joined to.
    """
    do, typed = text(form, "do"), typed_from(form, one)
    field = WHY if do == CORRECT else REASON
    changes: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    if do == CORRECT:
        changes, wrong = said(typed, one, linker)
    elif do not in (CONFIRM, REJECT) and not (do == JOIN and read and held):
        wrong = {REASON: "Say whether the event is confirmed, corrected or rejected."}
    if do in (CORRECT, REJECT) and not typed[field]:
        wrong[field] = f"Say why it is {do}ed; the reason is kept with your name and the time."
    if do == CORRECT and not changes and not wrong:
        wrong["title"] = "Nothing was changed. Change a field, or confirm the event as it is."
    if wrong:
        return Judged(None, typed, wrong)
    by = editor(request)
    try:
        with service.store.writing() as work:
            editing = Editing(work, shipped())
            if do == JOIN and read:
                return Judged(editing.join(held, read, by, typed[field]), typed, {})
            name = editing.suggest(read, by, READ_HERE)[0].happening.id if read else one.id
            return Judged(_done(editing, do, (name, by, typed[field]), changes), typed, {})
    except LicetError as error:
        return Judged(None, typed, {field: str(error)})


def _done(editing: Editing, do: str, said: tuple[str, str, str], changes: dict[str, Any]) -> Kept:
    match do:
        case "confirm":
            return editing.confirm(*said)
        case "reject":
            return editing.reject(*said)
        case _:
            return editing.correct(*said, changes)


def add(request: Request, service: Service, one: Happening, reason: str) -> Kept:
    """Put an event that an editor found into the timeline, as their own word.

    Raises:
        InputError: it stands there already.
    """
    by = editor(request)
    with service.store.writing() as work:
        editing = Editing(work, shipped())
        kept, _ = editing.suggest(one, by, MISSED)
        return editing.confirm(kept.happening.id, by, reason or MISSED)


def suggest_all(request: Request, service: Service, events: Iterable[Happening]) -> None:
    """Put events before an editor, all or none."""
    with service.store.writing() as work:
        editing = Editing(work, shipped())
        for each in events:
            editing.suggest(each, editor(request), READ_HERE)


def editor(request: Request) -> str:
    """The name that is kept with an act."""
    person = person_of(request)
    return person.officer or person.name


def may_judge(request: Request) -> bool:
    """Whether whoever asks may judge events of the timeline."""
    return "timeline" in person_of(request).may


def typed_from(form: FormData, one: Happening) -> dict[str, str]:
    """What was typed, with the pins that were ticked; fields that the form did not send are as they were."""
    typed = typed_of(one)
    typed |= {each.name: _seen(text(form, each.name)) for each in FIELDS if each.name in form}
    pins = [*typed["law"].split(";"), *several(form, "pin")]
    typed["law"] = "; ".join(dict.fromkeys(each.strip() for each in pins if each.strip()))
    return {**typed, REASON: _seen(text(form, REASON)), WHY: _seen(text(form, WHY))}


def _seen(typed: str) -> str:
    """What was typed on one line, without characters that turn the direction or are not seen."""
    return "".join(each for each in " ".join(typed.split()) if each.isprintable())
