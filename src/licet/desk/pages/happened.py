"""What happened: dated policy events with filters and a picture, alarms, who followed whom, and a feed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from licet.access.guard import needs
from licet.charts.happened import picture
from licet.charts.picture import on_page
from licet.desk.news.judging import may_judge
from licet.desk.page import page, service_of
from licet.errors import LicetError
from licet.explore.gaps import Mapper
from licet.happened.alarms import alarms
from licet.happened.align import Behind, aligned, pairs
from licet.happened.kept import SUGGESTED, Kept, read
from licet.happened.linking import Linker
from licet.happened.model import ACTS, STAGES
from licet.happened.query import Wanted, found, span_of
from licet.happened.rss import rss
from licet.happened.shipped import alarm_days, shipped
from licet.happened.words import head, in_law, mark, when
from licet.transfer.build import Builder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from licet.pack.store import Library

router = APIRouter()
_ASKED = ("actors", "since", "until", "act", "stage", "about", "states", "concept")
_MOST = 300
"""Letters of one field of the address that are read."""


@router.get("/timeline", dependencies=[needs("read")])
def timeline(request: Request) -> Response:
    """The events asked for, newest first; 400 with the form filled where a day or a word is none."""
    service = service_of(request)
    library = service.library
    asked = {name: request.query_params.get(name, "").strip()[:_MOST] for name in _ASKED}
    wrong: dict[str, str] = {}
    wanted = Wanted(
        tuple(each.strip() for each in asked["actors"].split(",") if each.strip()),
        _day(asked, "since", wrong, lambda text: span_of(text)[0]),
        _day(asked, "until", wrong, lambda text: span_of(text)[1]),
        _one_of(asked, "act", wrong, ACTS),
        _one_of(asked, "stage", wrong, STAGES),
        asked["about"],
    )
    every = _every(request)
    there = _judged(every)
    linker = Linker(library.law.book)
    shown = () if wrong else tuple(reversed(found(there, wanted)))
    told = tuple((each, _law(each, linker)) for each in shown)
    followed = _followed(library, asked, there, linker, wrong) if asked["concept"] else None
    drawn = _drawn(shown)
    return page(
        request, "law/happened.html", 400 if wrong else 200, asked=asked, wrong=tuple(wrong.items()), told=told,
        drawn=drawn, acts=ACTS, stages=STAGES, head=head, when=when, mark=mark,
        concepts=sorted(library.concepts.by_id.values(), key=lambda each: each.title), followed=followed,
        waiting=len(every) - len(there) if may_judge(request) else 0, alarms=alarms(there, linker, library.law.book, date.today(), alarm_days()),
        feed=f"/timeline.rss?{request.url.query}" if request.url.query and not wrong else "/timeline.rss",
    )  # fmt: skip


@router.get("/timeline.rss", dependencies=[needs("read")])
def feed(request: Request) -> Response:
    """Every event that was judged or came with Licet, newest first, as RSS 2.0."""
    linker = Linker(service_of(request).library.law.book)
    every = found(
        _judged(_every(request)), Wanted(about=request.query_params.get("about", "")[:_MOST])
    )
    made = rss([(each, _law(each, linker)) for each in every], f"{request.base_url}timeline")
    return Response(made, media_type="application/rss+xml")


def _every(request: Request) -> tuple[Kept, ...]:
    with service_of(request).store.reading() as db:
        return tuple(read(db, shipped()).values())


def _judged(every: Sequence[Kept]) -> tuple[Kept, ...]:
    """All but what nobody has judged: that is for editors."""
    return tuple(each for each in every if each.state != SUGGESTED)


def _law(each: Kept, linker: Linker) -> str:
    one = each.happening
    return in_law(one, linker.links(one), concerned=linker.concerns(one))


def _drawn(shown: Sequence[Kept]) -> Any:
    events = sorted((each.happening for each in shown if each.happening.day), key=lambda one: (one.day or date.max, one.id))  # fmt: skip
    return on_page(picture(events)) if events else None


def _followed(
    library: Library, asked: Mapping[str, str], there: Sequence[Kept], linker: Linker, wrong: dict[str, str],
) -> Any:  # fmt: skip
    law = library.whole
    mapper = Mapper(law, Builder(law.book, library.products), library.concepts)
    codes = [each.strip().upper() for each in (asked["states"] or "US,JP,NL").split(",") if each.strip()]  # fmt: skip
    try:
        concept = library.concepts[asked["concept"]]
        behind = Behind((each.happening, linker.links(each.happening)) for each in there)
        made = aligned(mapper, [concept], codes, date.today(), behind)
    except LicetError as error:
        wrong["states" if asked["concept"] in library.concepts.by_id else "concept"] = str(error)
        return None
    return {"line": made[0], "pairs": pairs(made)}


def _day(
    asked: Mapping[str, str], name: str, wrong: dict[str, str], read_: Callable[[str], date]
) -> date | None:
    if not asked[name]:
        return None
    try:
        return read_(asked[name])
    except LicetError as error:
        wrong[name] = str(error)
        return None


def _one_of(
    asked: Mapping[str, str], name: str, wrong: dict[str, str], known: tuple[str, ...]
) -> tuple[str, ...]:
    if asked[name] and asked[name] not in known:
        wrong[name] = f"“{asked[name][:40]}” is none of {', '.join(known)}"
        return ()
    return (asked[name],) if asked[name] else ()
