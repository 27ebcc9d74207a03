"""Citations as a list of their own, each with an id that follows from what it says."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Cited = tuple[str, str, str]
"""Code of the sovereign, words of the citation, address."""
_ODD = re.compile(r"[^a-z0-9.]+")
_LONGEST = 72


def slug(sovereign: str, text: str) -> str:
    """A citation's words as an id; its hash is added where letters are lost or it is long.

    >>> slug("US", "15 CFR 742.6(a)(6)(iii)")
    'us-15-cfr-742.6-a-6-iii'
    >>> slug("JP", "輸出貿易管理令").startswith("jp-x-")
    True
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(each for each in plain if not unicodedata.combining(each))
    short = _ODD.sub("-", plain).strip("-.")
    lost = any(each.isalnum() and not each.isascii() for each in plain)
    name = f"{sovereign.lower()}-{short or 'x'}"
    if not lost and short and len(name) <= _LONGEST:
        return name
    return f"{name[:_LONGEST].rstrip('-.')}-{_short_hash(text)}"


def _short_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def citation_ids(cited: Iterable[Cited]) -> dict[Cited, str]:
    """An id for each citation, in order of ids.

    Where two differ and would share an id, every one of them carries the hash of its words and
    address.  So an id depends on nothing but its citation and those that read alike.
    """
    alike: dict[str, list[Cited]] = defaultdict(list)
    for each in sorted(set(cited)):
        alike[slug(each[0], each[1])].append(each)
    found: dict[str, Cited] = {}
    for name, several in alike.items():
        for each in several:
            whole = name if len(several) == 1 else f"{name}-{_short_hash('|'.join(each))}"
            found[whole] = each
    return {found[name]: name for name in sorted(found)}
