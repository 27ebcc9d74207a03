"""One scenario: how far it is, its answer, what lies behind each number, and everything to take home."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from licet.access.guard import OWN, needs, person_of
from licet.desk.batches.owners import owner_of
from licet.desk.explorer.kept import Kept
from licet.desk.page import address_of, page, service_of, wants_part
from licet.desk.whatif.kept import ALL, DONE, FAILED, NoSuchRun, Run, Runs
from licet.desk.whatif.own import Reforms
from licet.desk.whatif.working import working_of
from licet.errors import InputError

if TYPE_CHECKING:
    from licet.assumptions.ledger import Ledger
    from licet.whatif.result import Result

router = APIRouter()
_KEPT: Kept[dict[str, Any]] = Kept(12)


@router.get("/what-if/{key}", dependencies=[needs("read")])
def scenario(request: Request, key: str) -> Response:
    """How far a scenario is, or its answer."""
    runs = Runs(service_of(request).settings)
    run = runs.get(key)
    mine = owner_of(request) in run.owners
    may_run = person_of(request).how in ("session", "local")
    if run.stage != DONE:
        part = wants_part(request) and run.busy
        if wants_part(request) and not run.busy:
            return HTMLResponse("", headers={"HX-Redirect": f"/what-if/{key}"})
        name = "whatif/progress_part.html" if part else "whatif/progress.html"
        return page(request, name, run=run, steps=_steps(run), mine=mine, may_run=may_run, failed=run.stage == FAILED)  # fmt: skip
    if wants_part(request):
        return HTMLResponse("", headers={"HX-Redirect": f"/what-if/{key}"})
    hashes = service_of(request).library.header
    told = _KEPT.get(key, lambda: _told(runs.result(run)))
    return page(
        request, "whatif/result.html", run=run, may_run=may_run, address=f"{address_of(request)}/what-if/{key}",
        book=service_of(request).library.law.book, reforms=_reforms(request, run),
        moved_on=(run.law, run.code) != (hashes["law"], hashes["code"]), **told,
    )  # fmt: skip


@router.post("/what-if/{key}/stop", dependencies=[needs(OWN)])
def stop(request: Request, key: str) -> Response:
    """Stop a scenario that one asked for; what is finished of it stays."""
    working = working_of(request.app)
    run = working.runs.get(key)
    if owner_of(request) not in run.owners:
        raise InputError("Others asked for this scenario, so it is theirs to stop.")
    if run.stage != DONE:
        working.stop(run)
    return RedirectResponse(f"/what-if/{key}", 303)


@router.post("/what-if/{key}/go-on", dependencies=[needs(OWN)])
def go_on(request: Request, key: str) -> Response:
    """Go on with a scenario that was stopped or broke off, from its last finished step."""
    working, owner = working_of(request.app), owner_of(request)
    working.start(working.runs.also(working.runs.get(key), owner), owner)
    return RedirectResponse(f"/what-if/{key}", 303)


@router.get("/what-if/{key}/numbers/{number_id}", dependencies=[needs("read")])
def number(request: Request, key: str, number_id: str) -> HTMLResponse:
    """What lies behind one number."""
    from licet.desk.whatif.result import behind

    run, result = _done(request, key)
    found = result.explain(number_id[:200])
    return page(
        request, "whatif/number.html", run=run, number=found, book=service_of(request).library.law.book,
        reforms=_reforms(request, run), on=run.scenario["after"]["on"], **behind(found, ledger_of(result)),
    )  # fmt: skip


@router.get("/what-if/{key}/files/{name:path}", dependencies=[needs("read")])
def file(request: Request, key: str, name: str) -> Response:
    """One file of a result, or all of them as one."""
    run, _ = _done(request, key)
    runs = Runs(service_of(request).settings)
    path = runs.folder(run.key) / ALL if name == ALL else runs.file(run, name)
    if not path.is_file():
        raise NoSuchRun
    called = f"what-if-{key[:8]}.zip" if name == ALL else f"{key[:8]}-{path.name}"
    return FileResponse(path, filename=called)


def ledger_of(result: Result) -> Ledger:
    """The assumptions as the scenario set them; those that are there no more left as they are."""
    from licet.assumptions.load import load_ledger

    ledger = load_ledger()
    return ledger.set({k: v for k, v in result.scenario["assumptions"].items() if k in ledger})


def _told(result: Result) -> dict[str, Any]:
    from licet.desk.whatif import result as shown

    ledger = ledger_of(result)
    return {
        "result": result, "parts": shown.parts(result, ledger), "memo": shown.memo_blocks(result),
        "rests_on": shown.rests_on(result, ledger), "downloads": shown.downloads(result),
        "set_by_user": [ledger[name] for name in result.scenario["assumptions"] if name in ledger],
    }  # fmt: skip


def _steps(run: Run) -> list[tuple[str, str]]:
    """Every part of a scenario with where it stands: done, at work or to come."""
    from licet.whatif.memo import NAMES

    names = [str(each) for each in run.scenario["parts"]]
    at = names.index(run.step) if run.step in names else len(names) if run.doing else 0
    began = bool(run.step or run.doing)
    stands = ["done" if n < at else "at work" if n == at and began else "to come" for n in range(len(names))]  # fmt: skip
    return [(NAMES[name], stood) for name, stood in zip(names, stands, strict=True)]


def _reforms(request: Request, run: Run) -> frozenset[str]:
    """Names of reforms that a page can link to."""
    reforms = Reforms(service_of(request).settings)
    found = []
    for name in (*run.scenario["before"]["reforms"], *run.scenario["after"]["reforms"]):
        try:
            found.append(reforms.named(name).name)
        except InputError:
            continue
    return frozenset(found)


def _done(request: Request, key: str) -> tuple[Run, Result]:
    runs = Runs(service_of(request).settings)
    run = runs.get(key)
    if run.stage != DONE:
        raise InputError("This scenario is not worked out yet. Its page says how far it is.")
    return run, runs.result(run)
