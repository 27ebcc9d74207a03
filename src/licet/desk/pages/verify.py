"""Verify a letter: anybody may; nothing is said that the letter's holder does not have already."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import UploadFile
from starlette.responses import HTMLResponse

from licet.access.guard import OPEN, needs
from licet.desk.page import page, service_of
from licet.errors import InputError
from licet.letters.verify import Verified, verify_code, verify_letter

router = APIRouter()
MOST_BYTES = 20_000_000
"""Of a letter that is sent in."""


async def letter_sent(request: Request) -> bytes | None:
    """The file that was sent in; None where there is none.

    Raises:
        InputError: it is larger than any letter.
    """
    async with request.form(max_files=1, max_fields=10) as form:
        file = form.get("letter")
        if not isinstance(file, UploadFile) or not file.filename:
            return None
        content = await file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise InputError(f"This file is larger than any letter: {MOST_BYTES // 1_000_000} MB at most.")  # fmt: skip
    return content


@router.get("/verify", dependencies=[needs(OPEN)])
def verify(request: Request) -> HTMLResponse:
    """The form, and what a code stands for where one was typed."""
    code = request.query_params.get("code", "").strip()
    if not code:
        return _page(request)
    try:
        found = verify_code(code, service_of(request).store)
    except InputError as error:
        return _page(request, code=code, errors=[("code", str(error))], status=400)
    return _page(request, code=code, found=found)


@router.post("/verify", dependencies=[needs(OPEN)])
def verify_file(
    request: Request, file: Annotated[bytes | None, Depends(letter_sent)]
) -> HTMLResponse:
    """What a letter that was sent in is; it is not kept."""
    if file is None:
        return _page(request, errors=[("letter", "Choose the PDF file of a letter.")], status=400)
    return _page(request, found=verify_letter(file, service_of(request).store), of_file=True)


def _page(
    request: Request, *, code: str = "", found: Verified | None = None, of_file: bool = False,
    errors: list[tuple[str, str]] | None = None, status: int = 200,
) -> HTMLResponse:  # fmt: skip
    context: dict[str, Any] = {"code": code, "found": found, "of_file": of_file, "errors": errors or []}  # fmt: skip
    return page(request, "records/verify.html", status, **context)
