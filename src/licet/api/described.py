"""How the API describes itself: the problems of each operation, and the OpenAPI document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from licet.access.guard import permission_of
from licet.api import models, requests
from licet.api.examples import EXAMPLES
from licet.api.problems import KINDS, MEDIA, kind_of
from licet.api.register import models as register_models
from licet.api.register import requests as register_requests
from licet.api.register.examples import EXAMPLES as REGISTER_EXAMPLES

if TYPE_CHECKING:
    from fastapi import FastAPI

BASE = "/api/v1"
ABOUT = """What a transfer of chips, tools, software or knowledge needs, by the law of a day and with its proof.

Every answer carries the hashes of law, catalogue and code. Nothing here signs, and no answer says that
something may go: **Licet shows evidence; a named officer determines. Its silence means nothing.**

Send `Authorization: Bearer TOKEN`. Errors are problem documents (RFC 9457). Answers that rest on the law
carry an `ETag`; send it back as `If-None-Match`. A POST that keeps something takes an `Idempotency-Key`."""
_ALWAYS = (400, 401, 403, 429)


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """What FastAPI is told of the problems that an operation may answer with."""
    return {status: _problem(status) for status in sorted({*_ALWAYS, *statuses})}


def _problem(status: int) -> dict[str, Any]:
    kind = kind_of(status)
    schema = {"$ref": "#/components/schemas/Problem"}
    example = {"type": f"/api/docs#{kind}", "title": KINDS[kind].title, "status": status, "detail": KINDS[kind].title, "way_out": KINDS[kind].way_out}  # fmt: skip
    found: dict[str, Any] = {
        "description": KINDS[kind].title,
        "content": {MEDIA: {"schema": schema, "example": example}},
    }
    if status in (409, 429):
        found["headers"] = {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds to wait."}}  # fmt: skip
    return found


def openapi(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document, with every model, the permission of each operation, and how to sign in."""
    if app.openapi_schema:
        return app.openapi_schema
    found = get_openapi(title="Licet", version="1", description=ABOUT, routes=app.routes, servers=[{"url": BASE}])  # fmt: skip
    known = found.setdefault("components", {}).setdefault("schemas", {})
    _, more = models_json_schema([(each, "validation") for each in _models()], ref_template="#/components/schemas/{model}")  # fmt: skip
    for name, schema in more.get("$defs", {}).items():
        known.setdefault(name, schema)
    for unused in ("HTTPValidationError", "ValidationError"):
        known.pop(unused, None)
    found["components"]["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "A token made under Account."}
    }
    asked = {
        (method.lower(), route.path_format): permission_of(route.dependencies)
        for route in routes(app)
        for method in route.methods
    }
    for path, operations in found["paths"].items():
        for method, operation in operations.items():
            operation["x-permission"] = asked[method, path]
            operation["security"] = [{"token": []}, {}]
            for content in operation["responses"]["200"]["content"].values():
                content["example"] = {**EXAMPLES, **REGISTER_EXAMPLES}[operation["operationId"]]
    app.openapi_schema = found
    return found


def routes(app: FastAPI) -> list[Any]:
    """Every route of the API, with its dependencies."""
    found: list[Any] = []
    for each in app.routes:
        inner = getattr(each, "original_router", None)
        found += inner.routes if inner is not None else [each]
    return [each for each in found if hasattr(each, "dependencies")]


def _models() -> list[type[BaseModel]]:
    return [
        each
        for place in (requests, models, register_requests, register_models)
        for each in vars(place).values()
        if isinstance(each, type)
        and issubclass(each, BaseModel)
        and each.__module__ == place.__name__
    ]
