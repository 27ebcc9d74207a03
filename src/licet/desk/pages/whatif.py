"""What if: the scenarios that come with Licet, the form for one's own, and the start of a run."""

from __future__ import annotations

import re
from datetime import date, timedelta
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from licet.access.guard import OWN, needs, person_of
from licet.access.turns import HEAVY
from licet.desk.batches.owners import owner_of
from licet.desk.forms import Form, text
from licet.desk.page import page, service_of
from licet.desk.whatif.kept import DONE, Runs, key_of
from licet.desk.whatif.own import Reforms
from licet.desk.whatif.working import working_of
from licet.errors import InputError, UnknownName
from licet.reform.shelf import shipped as shipped_reforms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from licet.desk.whatif.form import Typed
    from licet.desk.whatif.kept import Run
    from licet.reform.model import Reform
    from licet.whatif.scenario import Scenario

router = APIRouter()
_MISSING = "This desk was installed without the models. Who runs it adds them with: pip install 'licet[whatif]'."
_EARLIEST, _LATEST = 1900, 2100
_NEEDED = ("numpy", "scipy", "polars", "altair")


@router.get("/what-if", dependencies=[needs("read")])
def front(request: Request) -> HTMLResponse:
    """The scenarios and reforms that come with Licet, and what was worked out here."""
    return _front(request)


@router.get("/what-if/new", dependencies=[needs("read")])
def new(request: Request) -> HTMLResponse:
    """The form, filled as a shipped scenario or an earlier run fills it, or for one reform or one day's change of law."""
    able()
    from licet.desk.whatif.form import typed_from
    from licet.whatif.scenario import scenario_from

    query = request.query_params
    most = service_of(request).settings.desk.whatif_draws
    if query.get("run"):
        run = Runs(service_of(request).settings).get(query["run"])
        return _form(request, typed_from(scenario_from(run.scenario, str(run.scenario["name"])), most))  # fmt: skip
    scenario = _shipped(query.get("scenario", "january-2026"))
    if query.get("reform"):
        scenario = held_against(Reforms(service_of(request).settings).named(query["reform"]))
    elif query.get("change"):
        scenario = across(query["change"], query.get("before", ""))
    return _form(request, typed_from(scenario, most))


@router.post("/what-if/new", dependencies=[needs(OWN)])
def ask(request: Request, form: Form) -> Response:
    """Look for assumptions, or take what was typed and work it out."""
    able()
    from licet.desk.whatif.form import asked, typed_of

    typed = typed_of(form)
    if text(form, "do") == "find":
        return _form(request, typed)
    service = service_of(request)
    scenario, wrong = asked(typed, Reforms(service.settings).named, service.settings.desk.whatif_draws)  # fmt: skip
    if scenario is None:
        return _form(request, typed, wrong, 400)
    try:
        return _begin(request, scenario)
    except InputError as error:
        field = "after" if scenario.after.reforms else "before" if scenario.before.reforms else "title"  # fmt: skip
        return _form(request, typed, {field: str(error.message)}, 400)


@router.post("/what-if/run", dependencies=[needs(OWN)])
def run_shipped(request: Request, form: Form) -> Response:
    """Work out a scenario that comes with Licet, as it is."""
    able()
    from licet.record import replaced

    scenario = _shipped(text(form, "scenario"))
    most = service_of(request).settings.desk.whatif_draws
    return _begin(request, replaced(scenario, draws=min(scenario.draws, most)))


def _begin(request: Request, scenario: Scenario) -> Response:
    """Keep the question under its hash, put it in line where it is not answered yet, and go to its page."""
    from licet.assumptions.load import load_ledger
    from licet.whatif.opening import opened

    service, owner = service_of(request), owner_of(request)
    working = working_of(request.app)
    with HEAVY.taken():
        ledger = load_ledger().set(scenario.assumptions)
        _, stamp = opened(scenario, service.library, ledger, reforms=working.reforms.named)
    hashes = service.library.header
    run = working.runs.new(key_of(scenario, stamp), scenario, hashes["law"], hashes["code"], owner)
    working.start(run, owner)
    return RedirectResponse(f"/what-if/{run.key}", 303)


def first_sentence(about: str) -> str:
    """The first sentence of a text; a dot after a capital letter, as in a bill's number, ends none.

    >>> first_sentence("H.R. 1 and S. 2 (not enacted). Within days.")
    'H.R. 1 and S. 2 (not enacted).'
    """
    return re.split(r"(?<=[^A-Z. ]\.) (?=[A-Z])", " ".join(about.split()), maxsplit=1)[0]


def held_against(reform: Reform) -> Scenario:
    """A reform beside the law without it, on the day from which all of it counts."""
    from licet.whatif.scenario import Scenario, Side

    day = max((each.span.since for each in reform.patches), default=reform.since)
    return Scenario("own", reform.title, Side(day), Side(day, (reform.name,)), max(2030, day.year), 2000, 2026)  # fmt: skip


def across(changed: str, before: str = "") -> Scenario:
    """The law of a day beside that of an earlier one, the day before it if none is given.

    Raises:
        InputError: the words are no days in order between 1900 and 2100.
    """
    from licet.whatif.scenario import Scenario, Side

    day = _day(changed)
    first = _day(before) if before else day - timedelta(days=1)
    if first >= day:
        raise InputError(f"the first day, {first}, is not before the second, {day}; give the earlier one as 'before'.")  # fmt: skip
    title = f"What the changes of law from {first} to {day} do"
    return Scenario("own", title, Side(first), Side(day), max(2030, day.year), 2000, 2026)


def _day(words: str) -> date:
    try:
        day = date.fromisoformat(words)
    except ValueError:
        day = date.min
    if not _EARLIEST <= day.year <= _LATEST:
        raise InputError(f"{words[:40]!r} is no day of which law is known; write one as 2026-01-15.")  # fmt: skip
    return day


def able(*, ask: bool = False) -> bool:
    """Whether the models are installed.

    Raises:
        InputError: they are not, and nobody only asks.
    """
    found = all(find_spec(each) is not None for each in _NEEDED)
    if not found and not ask:
        raise InputError(_MISSING)
    return found


def _shipped(name: str) -> Scenario:
    from licet.whatif.shelf import shipped

    found = {each.name: each for each in shipped()}
    if name not in found:
        raise UnknownName("scenario", name[:80], found)
    return found[name]


def _front(request: Request) -> HTMLResponse:
    from licet.whatif.shelf import shipped

    service = service_of(request)
    runs, owner = Runs(service.settings), owner_of(request)
    reforms = {each.name: each for each in shipped_reforms()}
    told = [(each, [reforms[name] for name in (*each.before.reforms, *each.after.reforms) if name in reforms]) for each in shipped()]  # fmt: skip
    return page(
        request, "whatif/front.html", plain=[each for each, some in told if not some],
        reformed=[(each, some[0], first_sentence(some[0].about)) for each, some in told if some], answered=_answered(request, runs),
        mine=runs.of(owner), own=Reforms(service.settings).of(owner),
        missing="" if able(ask=True) else _MISSING, may_run=_may_run(request),
    )  # fmt: skip


def _answered(request: Request, runs: Runs) -> dict[str, Run]:
    """Shipped scenarios that were worked out as they are, under the law and code of today."""
    from licet.whatif.shelf import shipped

    hashes = service_of(request).library.header
    most = service_of(request).settings.desk.whatif_draws
    asked = {}
    for each in shipped():
        told = {**each.data(), "draws": min(each.draws, most)}
        asked[each.name] = told
    return {
        str(run.scenario["name"]): run for run in runs.every()
        if run.stage == DONE and (run.law, run.code) == (hashes["law"], hashes["code"])
        and asked.get(str(run.scenario["name"])) == dict(run.scenario)
    }  # fmt: skip


def _may_run(request: Request) -> bool:
    return person_of(request).how in ("session", "local")


def _form(
    request: Request, typed: Typed, wrong: Mapping[str, str] | None = None, status: int = 200
) -> HTMLResponse:
    from licet.desk.whatif import form

    service = service_of(request)
    most, own = service.settings.desk.whatif_draws, Reforms(service.settings)
    reforms: list[Any] = [*shipped_reforms(), *(each.reform for each in own.of(owner_of(request)))]
    known = {each.name for each in reforms}
    for name in (*typed.before, *typed.after):  # of somebody else, by a link
        if name not in known and own.own(name):
            reforms.append(own.named(name))
            known.add(name)
    shown, more = form.offered(typed, _suggested(request))
    errors = [(_anchor(field), sentence) for field, sentence in (wrong or {}).items()]
    return page(
        request, "whatif/form.html", status, typed=typed, wrong=wrong or {}, errors=errors, reforms=reforms,
        choices=form.CHOICES, models=form.MODELS, parts=form.parts_offered(), shown=shown, more=more, most=most,
        homes=form.models(), may_run=_may_run(request), searched=bool(typed.find or typed.model),
    )  # fmt: skip


def _anchor(field: str) -> str:
    return {"before": "before-0", "after": "after-0", "parts": "parts-0"}.get(field, field)


def _suggested(request: Request) -> tuple[str, ...]:
    """The assumptions that moved the last result most."""
    from licet.whatif.memo import main_swings

    runs = Runs(service_of(request).settings)
    done = [each for each in runs.every() if each.stage == DONE]
    if not done:
        return ()
    last = max(done, key=lambda each: (each.heard, each.key))
    return tuple(each.assumption for each in main_swings(runs.result(last)))
