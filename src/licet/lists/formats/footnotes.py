"""Footnotes of the Entity List, from the license requirement of a row.

The supplement prints them as small raised numbers; files that keep plain text run them into it:
``... of the EAR)5``, ``§§ 734.9(e)1 and 744.11 of the EAR2``, ``734.9(g),3 746.8(a)(3)``.
"""

from __future__ import annotations

import re

_AFTER_SECTION = re.compile(r"734\.9\([a-z]\)(?:\(\d\))?\s?,?\s?([1-9])(?=[\s,;.)]|$)")
_AFTER_EAR = re.compile(r"EAR[.)\s]*?([1-9](?:\s?,\s?[1-9])*|[1-5]{2})(?=[\s,;.)]|$)")
_RAISED = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹", "123456789")


def footnotes(requirement: str) -> frozenset[int] | None:
    """The footnotes that a license requirement carries; None where there is no text or not all of it.

    >>> sorted(footnotes("For all items subject to the EAR. (See §§ 734.9(e)(2) of the EAR) 4"))
    [4]
    >>> sorted(footnotes("For all items subject to the EAR, see §§ 734.9(e)1 and 744.11 of the EAR2"))
    [1, 2]
    >>> footnotes("For EAR99 items listed in supplement no. 7 to part 746 of the EAR")
    frozenset()
    >>> footnotes("All items subject to the EAR except for: crude oil, natural g...") is None
    True
    """
    text = " ".join(requirement.split())
    if not text or text.endswith(("...", "…")):
        return None
    raised = {int(each.translate(_RAISED)) for each in text if each in "¹²³⁴⁵⁶⁷⁸⁹"}
    if raised:
        return frozenset(raised)
    found = {int(each[1]) for each in _AFTER_SECTION.finditer(text)}
    for each in _AFTER_EAR.finditer(text):
        found |= {int(digit) for digit in re.findall(r"\d", each[1])}
    return frozenset(found)
