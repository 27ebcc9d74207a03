"""What one line cannot ask: other days than one, other acts than sending goods.

Left unread, such words would change the question in silence; so they stop the line and say the way out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MONTH = r"(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?|may"
_TIME = re.compile(
    rf"\b(?:last|next|this|past|previous|coming)\s+(?:year|month|week|quarter|spring|summer|autumn|fall|winter|{_MONTH})\b"
    rf"|\b(?:{_MONTH})\s+(?:19|20)\d\d\b|\b(?:{_MONTH})\s+\d{{1,2}}\b|\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{_MONTH})(?!\w)"
    r"|\b(?:\d+|a|an|one|two|three|few)\s+(?:days?|weeks?|months?|years?)\s+(?:ago|from now)\b|\b(?:in|within)\s+\d+\s+(?:days?|weeks?|months?|years?)\b"
    r"|\b(?:(?:since|before|after|until|during|by|q[1-4])\s+)?(?:19|20)\d\d\b(?![-\w])"
    r"|\b\d{1,4}[./]\d{1,2}[./]\d{1,4}\b|\b(?:soon|later|previously|formerly)\b",
    re.IGNORECASE,
)
_ACT = re.compile(
    r"\b(?:publish\w*|publication|papers?|presentations?|lectures?|designs?(?:\s+files?)?|drawings?|blueprints?|gds|source\s+code"
    r"|know-?how|technolog(?:y|ies)|technical\s+data|software|remote(?:ly)?|log\s?ins?|rent(?:al|ing|s)?|leas(?:e|ing)|iaas"
    r"|(?:cloud|online|shared|give|get|have)\s+access|access\s+to|visit(?:ing|ors?)|engineers?|researchers?|employees?|students?|scientists?|nationals?"
    r"|servic(?:e\s+of|ing)|repair\w*|maintenance|maintain\w*|install\w*)\b",
    re.IGNORECASE,
)


def beyond(left: Iterable[str]) -> Iterator[str]:
    """Why words that were left over stop a line.

    >>> list(beyond(["cloud firm"])), list(beyond(["last year"]))
    ([], ['“last year” is no single day; write one, such as 2026-02-01'])
    >>> next(beyond(["visiting engineer"]))
    '“visiting engineer” is more than goods that are sent; such things are asked question by question, or as a joint project'
    """
    for run in left:
        if found := _TIME.search(run):
            yield f"“{found[0]}” is no single day; write one, such as 2026-02-01"
        if found := _ACT.search(run):
            yield f"“{run}” is more than goods that are sent; such things are asked question by question, or as a joint project"  # fmt: skip
