"""Signing in through a provider: there, and back with its answer."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from licet.access import cookies, joined
from licet.access.guard import OPEN, needs
from licet.access.provider import VISIT_SECONDS, Provider, Visit
from licet.desk.forms import way_on
from licet.desk.page import address_of, service_of
from licet.desk.pages.access import signed_in
from licet.errors import InputError

if TYPE_CHECKING:
    from licet.settings import Oidc

router = APIRouter()
_ANSWER = "/sign-in/provider/answer"


@router.get("/sign-in/provider", dependencies=[needs(OPEN)])
def go(request: Request, next: str = "/") -> Response:  # noqa: A002 - the name in links
    """To the provider; the visit waits in a cookie of this browser."""
    visit, url = _provider(request).begin(way_on(next))
    response = RedirectResponse(url, 303)
    cookies.keep(request, response, visit.text(), VISIT_SECONDS, cookies.VISIT)
    return response


@router.get(_ANSWER, dependencies=[needs(OPEN)])
def come_back(request: Request) -> Response:
    """The provider's answer: checked, taken once, and then a session."""
    service = service_of(request)
    visit = Visit.of_text(cookies.read(request, cookies.VISIT))
    claims = _provider(request).finish(visit, request.query_params)
    secret = joined.sign_in(
        service.store, claims, visit.state, desk=service.settings.desk, old=cookies.read(request)
    )
    response = signed_in(request, secret, visit.next)
    cookies.drop(request, response, cookies.VISIT)
    return response


def _provider(request: Request) -> Provider:
    """The provider of the settings, kept with what it said of itself."""
    oidc: Oidc = service_of(request).settings.desk.oidc
    if not oidc.issuer:
        raise InputError("This desk has no provider to sign in with; its settings name none.")
    answer = address_of(request) + _ANSWER
    kept: dict[str, Provider] = request.app.state.providers
    if answer not in kept:
        kept.clear()
        kept[answer] = Provider(oidc, os.environ.get(oidc.secret_env, ""), answer)
    return kept[answer]
