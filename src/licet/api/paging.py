"""Long answers a page at a time: ``limit`` items, a cursor for the next, and a ``Link`` header.

A cursor is the place after which to go on, not a count, so that rows which come or go in between move
nothing.
"""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Query

from licet.api.answers import answered
from licet.api.problems import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from fastapi import Request
    from starlette.responses import Response

Limit = Annotated[int, Query(ge=1, le=200, description="Items on a page.", examples=[50])]
Cursor = Annotated[
    str,
    Query(max_length=400, pattern="^[A-Za-z0-9_-]*$", description="`next` of the page before."),
]


def paged(
    request: Request, found: Iterable[Any], key: Callable[[Any], int | str], *,
    limit: int, cursor: str, shown: Callable[[Any], Any], headers: dict[str, str] | None = None,
) -> Response:  # fmt: skip
    """The page of ``found`` (in the order of ``key``) after ``cursor``, its items as ``shown``.

    ``next`` of the answer is the address of the page after it, null on the last.

    Raises:
        Refused: the cursor is none of ours.
    """
    everything = list(found)
    after = cursor_of(cursor, type(key(everything[0])) if everything else object)
    rest = everything if after is None else [each for each in everything if key(each) > after]
    return sent(request, rest, key, limit=limit, shown=shown, total=len(everything), headers=headers)  # fmt: skip


def sent(
    request: Request, rest: Sequence[Any], key: Callable[[Any], int | str], *, limit: int,
    shown: Callable[[Any], Any], total: int | None, headers: dict[str, str] | None = None,
) -> Response:  # fmt: skip
    """The first ``limit`` of ``rest``, what comes after the cursor; one more of it tells of a next page.

    ``total`` None is not counted, and not told.
    """
    here = rest[:limit]
    link, told = None, dict(headers or {})
    if len(rest) > limit:
        url = request.url.include_query_params(cursor=_written(key(here[-1])))
        link = f"{url.path}?{url.query}"
        told["Link"] = f'<{link}>; rel="next"'
    counted = {} if total is None else {"total": total}
    return answered({"items": [shown(each) for each in here], "next": link, **counted}, told)


def cursor_of(cursor: str, kind: type) -> Any:
    """The place that a cursor stands for; None where there is no cursor.

    Raises:
        Refused: the cursor is none of ours, or of another list.
    """
    if not cursor:
        return None
    try:
        found = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except ValueError:
        raise _not_ours(cursor) from None
    if type(found) not in (int, str) or not isinstance(found, kind) or "\0" in str(found):
        raise _not_ours(cursor)
    return found


def _written(place: int | str) -> str:
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


def _not_ours(cursor: str) -> Refused:
    what = f"{cursor!r} is no cursor of this list; take the one that `next` of a page holds, or leave it out"
    return Refused("not-valid", f"{what}.", errors=[("cursor", what)])
