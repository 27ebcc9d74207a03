"""Ownership: stakes pasted, uploaded or typed in, one party, a day; the chart and every sum."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from starlette.datastructures import UploadFile
from starlette.responses import HTMLResponse, Response

from licet.access.guard import needs
from licet.desk.forms import Form, raw, text
from licet.desk.page import page, service_of
from licet.errors import InputError
from licet.ownership.chart import chart
from licet.ownership.judge import FOUND, judge
from licet.ownership.proof import prove
from licet.ownership.read import read_graph
from licet.ownership.words import proof_lines, rule_line, standing
from licet.record import record
from licet.service.owning import Owning, listed_in, stakes_searched
from licet.transfer.build import read_day

if TYPE_CHECKING:
    from licet.ownership.proof import Proof
    from licet.service.service import Service

router = APIRouter()
MOST_BYTES = 2_000_000
MOST_STAKES = 5_000
ROWS = 6
"""Owners that the small form takes."""


@record
class Under:
    """What one rule makes of the party: its own words, the proof as lines with their indent."""

    proof: Proof
    rule: str
    stands: str
    lines: tuple[tuple[int, str], ...]


@router.get("/parties/ownership", dependencies=[needs("screen")])
def form_page(request: Request) -> HTMLResponse:
    """The form."""
    return _page(request, {})


@router.post("/parties/ownership", dependencies=[needs("screen")])
def reckon(request: Request, form: Form) -> Response:
    """The party's owners against the lists of the day; nothing is kept."""
    typed = {name: text(form, name) for name in ("party", "on", "form", "regime")}
    typed |= {
        name: text(form, name) for row in range(ROWS) for name in (f"owner-{row}", f"share-{row}")
    }
    typed["stakes"] = raw(form, "stakes")
    try:
        data, file = _stakes(form, typed)
        owning = _owning(service_of(request), data, file, typed)
        key = _party(owning, typed["party"])
        told = _told(owning, key, [typed["regime"]] if typed["regime"] else [])
    except InputError as error:
        return _page(request, typed, 400, error=str(error))
    first = told[0].proof
    hashes = " · ".join(f"{name} {value[:12]}" for name, value in owning.hashes.items())
    return _page(
        request, typed, owning=owning, told=told, party=first.judged.cut.label(key),
        drawing=chart(first, f"stakes {owning.searched[0]['sha256'][:12]} · {hashes}"),
        remarks=owning.remark_sentences(first.judged.cut), searched=owning.searched_sentences(),
    )  # fmt: skip


def _page(
    request: Request, typed: dict[str, str], status: int = 200, *, error: str = "", **found: Any
) -> HTMLResponse:
    from licet.ownership.regimes import regimes

    known = regimes(service_of(request).library.law.book)
    names = ("party", "on", "form", "regime", "stakes")
    blank = dict.fromkeys(
        (*names, *(f"{each}-{row}" for row in range(ROWS) for each in ("owner", "share"))), ""
    )
    empty = {"owning": None, "told": (), "party": "", "drawing": "", "remarks": (), "searched": ()}
    return page(
        request, "parties/ownership.html", status, typed={**blank, **typed}, rows=range(ROWS), found_words=FOUND, regimes=tuple(known),
        errors=[(_field(error), error)] if error else [], **{**empty, **found},
    )  # fmt: skip


def _field(error: str) -> str:
    if "party of the ownership" in error or "Name the party" in error:
        return "party"
    return "on" if "no date" in error or "too old" in error else "stakes"


def _stakes(form: Form, typed: dict[str, str]) -> tuple[bytes, str]:
    """The file that was sent, else what was pasted, else the rows of the small form."""
    sent = form.get("file")
    if isinstance(sent, UploadFile) and sent.filename:
        data, name = sent.file.read(MOST_BYTES + 1), sent.filename
    elif typed["stakes"].strip():
        data, name = typed["stakes"].encode(), "what was pasted"
    else:
        data, name = _rows(typed), "what was typed"
    if len(data) > MOST_BYTES:
        raise InputError(f"The stakes are longer than {MOST_BYTES:,} bytes. Reckon them at the keyboard: licet ownership check FILE.")  # fmt: skip
    return data, name


def _rows(typed: dict[str, str]) -> bytes:
    """The small form as CSV: each owner's share of the one party."""
    rows = [
        (typed[f"owner-{row}"], typed[f"share-{row}"])
        for row in range(ROWS)
        if typed[f"owner-{row}"]
    ]
    if not typed["party"]:
        raise InputError("Name the party whose owners you ask about.")
    if not rows:
        raise InputError("Paste stakes, send a file, or name at least one owner.")
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("owner", "owned", "share", "owner_name", "owned_name", "source"))
    for owner, share in rows:
        writer.writerow((owner, typed["party"], share, owner, typed["party"], "as typed"))
    return out.getvalue().encode()


def _owning(service: Service, data: bytes, file: str, typed: dict[str, str]) -> Owning:
    graph = read_graph(data, typed["form"], file)
    if len(graph.stakes) > MOST_STAKES:
        raise InputError(f"{len(graph.stakes):,} stakes; at most {MOST_STAKES:,} are reckoned here. More: licet ownership check FILE.")  # fmt: skip
    day = read_day(typed["on"]) or service.store.today
    searched, _ = service.current.on(day)
    listed, odd, told = listed_in(searched.editions, graph)
    remarks = (*graph.remarks, *searched.warnings, *odd)
    first = stakes_searched(data, file, graph)
    return Owning(graph, tuple(listed), day, remarks, (first, *told), service.library)


def _party(owning: Owning, name: str) -> str:
    """The key of the party, by key, number or name; of a file about one party alone that one."""
    if not name:
        owned = {each.owned for each in owning.graph.stakes} - {
            each.owner for each in owning.graph.stakes
        }
        if len(owned) == 1:
            return owned.pop()
        raise InputError("Name the party whose owners you ask about.")
    for key, node in owning.graph.nodes.items():
        if name in (key, node.name):
            return key
    return owning.key(name)


def _told(owning: Owning, key: str, codes: list[str]) -> tuple[Under, ...]:
    cut = owning.graph.on(owning.day)
    found = []
    for ruling in owning.rulings(codes):
        proof = prove(judge(cut, owning.listed, ruling, owning.day), key)
        found.append(Under(proof, rule_line(ruling), standing(ruling), tuple(proof_lines(proof))))
    return tuple(found)
