"""What the desk is, what it is not, and how to go on."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from licet.access.guard import needs
from licet.access.model import PERMISSIONS, ROLES
from licet.decide import answer as words
from licet.desk.reading import reading

router = APIRouter()
STATUSES = (
    (words.PROHIBITED, "A ban: no license under that law cures it."),
    (
        words.LICENSE,
        "Ask the authority first. Beside it stands how it reviews, which may be to refuse.",
    ),
    (words.STALE, "A suspension or a reading ran out and nobody has read the text that followed."),
    (
        words.UNKNOWN,
        "A fact that is not told decides. The next question settles it, or goes some way.",
    ),
    (words.NOTIFY, "A statement, filing or registration comes first, before anything goes."),
    (
        words.EXCEPTION,
        "A license is needed, unless an exception holds with every one of its conditions.",
    ),
    (
        words.SUSPENDED,
        "A rule fits and is suspended. The day on which it returns stands beside it.",
    ),
    (
        words.NOTHING,
        "The rules that were tested ask for nothing. It is no promise: others may not be loaded.",
    ),
    (words.CONFLICT, "To follow one law breaches another. Both are shown."),
    (words.OUT_OF_SCOPE, "Law that may apply here is not in the book."),
)
"""The closed set of answers, the strictest first, and what each tells you."""


@router.get("/help", dependencies=[needs("read")])
def help_page(request: Request) -> Response:
    """The page of help."""

    def made() -> dict[str, Any]:
        return {"statuses": STATUSES, "roles": ROLES, "permissions": PERMISSIONS}

    return reading(request, "help/help.html", made)
