"""What pages do with forms: their fields, the way on, and the message at a field."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import Depends, Request
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
    found = text(form, name)
    return int(found) if found.isascii() and found.isdecimal() and len(found) < 10 else 0  # noqa: PLR2004


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
