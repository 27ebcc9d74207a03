"""Times as the log writes them: ``YYYY-MM-DDThh:mm:ssZ``, kept as seconds since 1970."""

from __future__ import annotations

import re
from datetime import UTC, datetime

_FORM = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z", re.ASCII)


def seconds_of(text: object) -> int | None:
    """Seconds since 1970, or None where the text is no such time.

    >>> seconds_of("1970-01-02T00:00:00Z"), seconds_of("1970-02-30T00:00:00Z")
    (86400, None)
    """
    if not isinstance(text, str) or not _FORM.fullmatch(text):
        return None
    try:
        return int(datetime.fromisoformat(text).timestamp())
    except ValueError:
        return None


def time_text(seconds: int) -> str:
    """The time in the log's form.

    >>> time_text(86400)
    '1970-01-02T00:00:00Z'
    """
    try:
        return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%S}Z"
    except (ValueError, OverflowError, OSError):
        return f"{seconds} seconds after 1970"
