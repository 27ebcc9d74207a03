"""How a page is made: one Jinja environment, and what every page is given.

A template extends ``base.html`` and is given ``person``, ``today``, ``hashes``, ``path`` and whatever
its route passes.  Everything is escaped; ``Markup`` is used only for SVG that Licet drew itself.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from licet.access.guard import person_of
from licet.decide.words import POLICY
from licet.desk.proof import absent_list, cite_link, proof_list
from licet.desk.restated import linked
from licet.facts.values import plain

if TYPE_CHECKING:
    from starlette.requests import Request

    from licet.service.service import Service

TEMPLATES = Path(__file__).resolve().parent / "templates"
STATIC = Path(__file__).resolve().parent / "static"
NAVIGATION = (
    ("/", "Ask"),
    ("/chips", "Chips"),
    ("/tools", "Tools"),
    ("/law", "Law"),
    ("/news", "News"),
    ("/what-if", "What if"),
    ("/parties", "Parties"),
    ("/batches", "Files"),
    ("/orders", "Orders"),
    ("/records", "Records"),
    ("/register", "Register"),
    ("/watch", "Watch"),
)
"""The rooms of the desk, in the order of the bar at the top."""


@cache
def environment() -> Environment:
    """The templates, escaping everything."""
    found = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    found.globals.update(navigation=NAVIGATION, policy=POLICY, dict=dict)
    found.globals.update(absent_list=absent_list, cite_link=cite_link, proof_list=proof_list)
    found.filters.update(figure=figure, words=words, linked=linked, query=urlencode)
    found.filters["markup"] = Markup  # for SVG that Licet drew itself, and nothing else
    return found


def service_of(request: Request) -> Service:
    """The service that the application was made with."""
    found: Service = request.app.state.service
    return found


def address_of(request: Request) -> str:
    """How people reach this desk, without a slash at the end: as the settings say, or as was asked."""
    given = service_of(request).settings.desk.address
    return given.rstrip("/") or f"{request.url.scheme}://{request.url.netloc}"


def page(request: Request, template: str, status: int = 200, **context: Any) -> HTMLResponse:
    """The page of a template; ``status`` is that of HTTP."""
    return HTMLResponse(fragment(request, template, **context), status)


def fragment(request: Request, template: str, **context: Any) -> str:
    """The HTML of a template as text: a part of a page that htmx puts in its place."""
    service = service_of(request)
    return environment().get_template(template).render(
        request=request, person=person_of(request), today=date.today(),
        hashes=service.hashes, path=request.url.path, **context,
    )  # fmt: skip


def wants_part(request: Request) -> bool:
    """Whether htmx asks for a part of the page and not for all of it."""
    return request.headers.get("HX-Request") == "true"


def figure(value: object) -> str:
    """A number as people read it: thousands apart, no trailing zeros; other values as text.

    >>> from decimal import Decimal
    >>> figure(Decimal("13368.50")), figure(None), figure("abc")
    ('13,368.5', '', 'abc')
    """
    from decimal import Decimal

    if value is None:
        return ""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return plain(value) if isinstance(value, Decimal) else f"{value:,}"
    return str(value)


def words(code: object) -> str:
    """A code as words: ``case_by_case`` as ``case by case``.

    >>> words("case_by_case")
    'case by case'
    """
    return str(code).replace("_", " ")
