"""What pages do with forms: their fields, the way on, and the message at a field."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import Depends, Path, Request
from starlette.datastructures import FormData

from licet.access.secrets import BadPassword

_LONGEST_FIELD = 64 * 1024 * 1024  # the request as a whole is counted before (licet.desk.guarding)


async def _form(request: Request) -> AsyncIterator[FormData]:
    form = await request.form(max_part_size=_LONGEST_FIELD)
    try:
        yield form
    finally:
        await form.close()  # lets go of the files that were sent


Form = Annotated[FormData, Depends(_form)]
"""The form that was sent: ``def change(request: Request, form: Form)``."""
Number = Annotated[int, Path(ge=0, le=2**53)]
"""The number of something kept, in the address; what no store can count to is 404."""


def text(form: FormData, name: str) -> str:
    """One field as text, without blanks around it; empty where it is missing or a file."""
    return raw(form, name).strip()


def raw(form: FormData, name: str) -> str:
    """One field as it was typed, such as a password."""
    found: Any = form.get(name)
    return found if isinstance(found, str) else ""


def several(form: FormData, name: str) -> tuple[str, ...]:
    """Every choice made under one name."""
    return tuple(each for each in form.getlist(name) if isinstance(each, str) and each)


def number(form: FormData, name: str) -> int:
    """One field as a whole number; 0 where it is none."""
    return whole(text(form, name)) or 0


def whole(said: str) -> int | None:
    """A whole number of at most nine digits; None where the text is none.

    >>> whole("42"), whole("-1"), whole("\u00b2"), whole("9" * 5000)
    (42, None, None, None)
    """
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else None  # noqa: PLR2004


def way_on(asked: str) -> str:
    """A page of this desk to go on to; the first page where anything else is asked.

    >>> way_on("/chips?on=2026-01-15"), way_on("//evil.example"), way_on("https://evil.example")
    ('/chips?on=2026-01-15', '/', '/')
    """
    ours = asked.startswith("/") and not asked.startswith("//")
    odd = any(each in asked for each in "\\\x7f") or any(each <= " " for each in asked)
    return asked if ours and not odd else "/"


def at(error: Exception, field: str, word: str = "password") -> tuple[tuple[str, str], ...]:
    """The error with the field that it is about, ``word`` for a password that cannot be one."""
    if isinstance(error, BadPassword):
        field = error.field or word
    return ((field, str(error)),)
