"""The body of a request: its type, its size, its JSON, and its model - each refused in words.

    @router.post("/decisions", openapi_extra=takes(DecisionIn))
    async def decide(asked: Annotated[DecisionIn, Depends(body(DecisionIn))]) -> Response: ...

A permission is asked for before a byte of the body is read.  Numbers with a point stay text, so that no
binary float comes near the law.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeVar

from fastapi import Request
from pydantic import BaseModel, ValidationError

from licet.api.problems import Refused

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

M = TypeVar("M", bound=BaseModel)

MOST_BYTES = 2_000_000
"""Bytes of a body that is read as one document."""
_MOST_NAMED, _MOST_IN_WORDS = 20, 3
_DIGITS = 20
"""Digits of a length that are read; more make it no shorter."""


def body(model: type[M], most: int = MOST_BYTES) -> Callable[[Request], Awaitable[M]]:
    """A dependency that reads the body as ``model``.

    Raises:
        Refused: what arrived is too large, of another type, no JSON, or says something else.
    """

    async def read(request: Request) -> M:
        of_type(request.headers, ("application/json",))
        return fitted(model, parsed(await received(request, most)))

    return read


def of_type(headers: Mapping[str, str], wanted: tuple[str, ...]) -> str:
    """The media type of a request, which must be one of ``wanted``."""
    found = headers.get("content-type", "").partition(";")[0].strip().lower()
    if found not in wanted:
        said = f"It is {found}" if found else "No type is named"
        raise Refused("wrong-type", f"{said}; wanted is {' or '.join(wanted)}.", headers={"Accept-Post": ", ".join(wanted)})  # fmt: skip
    return found


async def received(request: Request, most: int) -> bytes:
    """The bytes of the body, at most ``most`` of them; they stay in ``request.state.api_body``."""
    said = request.headers.get("content-length", "")
    if said.isdecimal() and int(said[:_DIGITS]) > most:
        raise _large(most)
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise _large(most)
        parts.append(part)
    request.state.api_body = whole = b"".join(parts)
    return whole


def _large(most: int) -> Refused:
    return Refused("too-large", f"At most {most:,} bytes are taken at once.")


def parsed(data: bytes) -> Any:
    """A JSON document.

    >>> parsed(b'{"tpp": 4800.50}')
    {'tpp': '4800.50'}

    Raises:
        Refused: it is no JSON in UTF-8, or holds what no text can: half a character.
    """
    try:
        found = json.loads(data, parse_float=str, parse_constant=_no_number)
        if b"\\ud" in data.lower():
            json.dumps(found, ensure_ascii=False).encode()
        if b"\\u0000" in data:
            _something_everywhere(found)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise Refused("unreadable", f"This is no JSON: {error.msg} at {where}.", errors=[(where, error.msg)]) from None  # fmt: skip
    except UnicodeError:
        raise Refused("unreadable", "This is no text in UTF-8.") from None
    except (ValueError, RecursionError) as error:
        why = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise Refused("unreadable", f"This JSON cannot be used: {why}.") from None
    return found


def _something_everywhere(document: Any) -> None:
    """Refuse a document with U+0000 in a text: no database keeps it."""
    stack = [document]
    while stack:
        each = stack.pop()
        if isinstance(each, str) and "\0" in each:
            raise ValueError("it holds the character U+0000, which no text has")
        if isinstance(each, dict):
            stack += [*each, *each.values()]
        elif isinstance(each, list):
            stack += each


def _no_number(text: str) -> Any:
    raise ValueError(f"{text} is no number of JSON")


def fitted(model: type[M], document: Any) -> M:
    """The document as ``model``.

    Raises:
        Refused: it does not fit, with a pointer to each place.
    """
    try:
        return model.model_validate(document)
    except ValidationError as error:
        raise unfit(error.errors(include_url=False, include_context=False, include_input=False)) from None  # fmt: skip
    except RecursionError:
        raise Refused("unreadable", "This JSON cannot be used: it is nested too deeply.") from None


def unfit(faults: Any, *, pointer: bool = True) -> Refused:
    """What pydantic found, as a problem; places are JSON pointers, or names of parameters."""
    told = [(_place(_whole(each["loc"]), pointer=pointer), _words(each)) for each in faults]
    told = list(dict(reversed(told)).items())[
        ::-1
    ]  # of the kinds that would do, the first is named
    first = "; ".join(f"{place or 'the body'}: {what}" for place, what in told[:_MOST_IN_WORDS])
    more = f"; and {len(told) - _MOST_IN_WORDS} more" if len(told) > _MOST_IN_WORDS else ""
    return Refused("not-valid", f"{first}{more}.", errors=told[:_MOST_NAMED])


def _whole(where: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """The place without the name of one kind of several that would do there."""
    last = str(where[-1]) if where else ""
    return where[:-1] if "[" in last or last in ("str", "int") else where


def _place(where: tuple[int | str, ...], *, pointer: bool) -> str:
    if not pointer:
        return ".".join(map(str, where[1:])) or ".".join(map(str, where))
    return "".join(f"/{str(each).replace('~', '~0').replace('/', '~1')}" for each in where)


def _words(fault: Mapping[str, Any]) -> str:
    text = str(fault["msg"]).removeprefix("Value error, ")
    return "it is not known here; see /api/docs for what is" if fault["type"] == "extra_forbidden" else text  # fmt: skip


def takes(model: type[BaseModel]) -> dict[str, Any]:
    """What OpenAPI is told of a body that ``body(model)`` reads."""
    schema = {"$ref": f"#/components/schemas/{model.__name__}"}
    content: dict[str, Any] = {"application/json": {"schema": schema}}
    told: Any = model.model_config.get("json_schema_extra") or {}
    if examples := told.get("examples"):
        content["application/json"]["example"] = examples[0]
    return {"requestBody": {"required": True, "content": content}, "x-body": model.__name__}
