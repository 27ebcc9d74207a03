"""Case files at the desk: opened on a look that is taken again, and shown to whoever may see what they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from fastapi.exceptions import HTTPException

from licet.access.guard import person_of
from licet.desk.forms import number, text
from licet.desk.page import service_of
from licet.desk.register.acting import chosen, registry_of
from licet.desk.watch.looking import at_shipment, at_transfer
from licet.desk.watch.tables import Tables
from licet.errors import InputError, UnknownName
from licet.registry.model import NotAllowed
from licet.watch.case import case_file, case_files, opened
from licet.watch.subject import data_of

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request

    from licet.desk.watch.looking import Source
    from licet.register.license_state import LicenseState
    from licet.watch.case import CaseFile

SOURCES = ("question", "enquiry", "text", "shipment", "order", "table", "route")
"""Fields by which a form says what was looked at."""


def who(request: Request) -> str:
    """Who enters something: the account, or on a desk of one user whoever they act as in the register."""
    person, actor = person_of(request), chosen(request)
    if person.how == "local" and actor is not None:
        return f"{actor.id} ({actor.role})"
    return person.officer or person.name


def order_of(request: Request) -> str:
    """The order by which an auditor reads, as the address says."""
    return request.query_params.get("order", "").strip()


def open_on(request: Request, form: FormData) -> CaseFile:
    """Open a file on what the form says was looked at; it is looked at again here.

    Raises:
        InputError: it cannot be read, or shows no signal.
        NotAllowed: it is a shipment that the person may not see.
    """
    source = {name: said for name in SOURCES if (said := text(form, name))}
    found = _found(request, source, number(form, "subject"))
    return opened(service_of(request).store, found, who(request))


def _found(request: Request, source: Source, at: int) -> dict[str, Any]:
    if "table" in source:
        kept = Tables(service_of(request).settings).route(source["table"], source.get("route", ""))
        return {**kept, "source": dict(source)}
    if "shipment" in source:
        looked = at_shipment(request, source["shipment"], source.get("order", ""))
    else:
        looked = at_transfer(request, person_of(request), source)
    if at >= len(looked.subjects):
        raise InputError("What was looked at shows less by now. Look again, and open the file from there.")  # fmt: skip
    return {**data_of(looked.subjects[at]), "source": dict(looked.source)}


def seen(request: Request, name: str) -> CaseFile:
    """A file that the person may see; one that is not theirs reads like one that is not there."""
    try:
        found = case_file(service_of(request).store, name)
    except UnknownName:
        raise HTTPException(404) from None
    if not _may_see(request, found, {}):
        raise HTTPException(404)
    return found


def all_seen(request: Request) -> tuple[CaseFile, ...]:
    """Every file that the person may see, the one with the newest entry first."""
    asked: dict[str, bool] = {}
    found = [each for each in case_files(service_of(request).store) if _may_see(request, each, asked)]  # fmt: skip
    return tuple(sorted(found, key=lambda each: (each.lines[-1].at, each.id), reverse=True))


def _may_see(request: Request, found: CaseFile, asked: dict[str, bool]) -> bool:
    """Whether what the file is about is open to the person: a shipment only where its license is."""
    if found.lines[0].says.get("kind") != "chain":
        return True
    license_ = license_of(found)
    if license_ not in asked:
        asked[license_] = _license(request, license_) is not None
    return asked[license_]


def _license(request: Request, name: str) -> LicenseState | None:
    actor = chosen(request)
    if actor is None or "register" not in person_of(request).may:
        return None
    try:
        return registry_of(request).license(name, actor, order=order_of(request))
    except NotAllowed:
        return None


def license_of(found: CaseFile) -> str:
    """The number of the license of a file on a shipment, which is called LICENSE/KEY."""
    source = found.lines[0].says.get("source") or {}
    return str(source.get("license") or found.subject.rpartition("/")[0])


def back_to(found: CaseFile) -> tuple[tuple[str, str], ...]:
    """Where what a file is about stands: addresses of this desk, each with its words."""
    says = found.lines[0].says
    source: Source = says.get("source") or {}
    if says.get("kind") == "chain":
        license_ = license_of(found)
        shipment = found.subject.removeprefix(f"{license_}/")
        return (
            (f"/watch/shipment?{urlencode({'shipment': found.subject})}", "Look at this shipment again"),
            (f"/register/licenses/{quote(license_, safe='')}?{urlencode({'shipment': shipment})}", f"License {license_} in the register"),
        )  # fmt: skip
    if key := source.get("enquiry"):
        return ((f"/watch/transfer?{urlencode({'enquiry': key})}", "Look at this transfer again"), (f"/ask/{quote(key)}/answer", "What each law says of it"))  # fmt: skip
    if asked := source.get("question"):
        return ((f"/watch/transfer?{asked}", "Look at this transfer again"), (f"/answer?{asked}", "What each law says of it"))  # fmt: skip
    if key := source.get("table"):
        return ((f"/watch/tables/{quote(key)}", "The look at the trade table, while it is kept"),)
    return ()


def entries_of(request: Request, found: CaseFile) -> dict[str, dict[str, str]]:
    """What the register holds on the license of a file, by a name each: what it says, who entered it, when, and where."""
    if found.lines[0].says.get("kind") != "chain":
        return {}
    state = _license(request, license_of(found))
    if state is None:
        return {}
    rows = [
        *((f"shipment {each.key}", f"{each.quantity} units of line {each.line} went on {each.date}", each.by, each.at.isoformat()) for each in state.draws),
        *((f"goods back {each.key}", f"{each.quantity} units of shipment {each.of} came back", "the register", each.at.isoformat()) for each in state.backs),
        *((f"return {each['obligation']} {each['period']}", f"return {each['obligation']}, {each['period']}", str(each["by"]), str(each["at"])) for each in state.returns),
        *((f"customs {at + 1}", f"customs: {each.get('used')} units used of line {each.get('line')}", str(each["by"]), str(each["at"])) for at, each in enumerate(state.messages) if each.get("used") is not None),
    ]  # fmt: skip
    return {name: {"text": says, "stated_by": by, "stated_on": at[:10], "ref": f"{state.number}: {name}"} for name, says, by, at in rows}  # fmt: skip


def ref_link(found: CaseFile, ref: str) -> str:
    """The page of the register that an entry's reference leads to; empty where it leads to none."""
    license_, _, what = ref.partition(": ")
    if not what or license_ != license_of(found):
        return ""
    page, kind = f"/register/licenses/{quote(license_, safe='')}", what.split(" ")[0]
    return f"{page}#{'returns' if kind == 'return' else 'shipments'}"
