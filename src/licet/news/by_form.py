"""Laws and firms that no table holds, known by the form of their names: "Customs Law", "Voltaire Components FZE".

They are things to look up, no more: nothing is told of them, and no act rests on them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from licet.news.gazetteer import FIRM, LAW
from licet.news.model import Name, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CAP = r"[A-Z][\w’-]*(?:\.[A-Z]\.)?"
_LINK = r"(?:of|and|on|for|the|in|to|against|&)"
_LAW = re.compile(
    rf"(?<![\w.’'-])(?:{_CAP}\s+)(?:(?:{_CAP},?|{_LINK})\s+){{0,8}}?(?:Act|Law|Bill(?!\s+[A-Z])|Regulations?|Treaty)\b(?!\s+(?:School|Firm|Society|Review|Center|Centre|Professor|Group|Office))"
    rf"|\bLaw\s+on\s+(?:the\s+)?{_CAP}(?:\s+(?:{_LINK}\s+)?{_CAP}){{0,6}}"
)
_FIRM = re.compile(
    rf"(?<![\w.’'-])(?:{_CAP}(?:\s+&)?\s+){{1,4}}?(?P<end>Inc|Corp|Corporation|Co|Ltd|Limited|LLC|GmbH|AG|BV|B\.V|N\.V|plc|PLC|K\.K|FZE|FZCO|Pte|Sdn\s+Bhd|Technolog(?:y|ies)|Semiconductors?|Electronics|Electron|Microelectronics|Micro|Industries|Chemicals?|Instruments|Photonics|Optics|Robotics|Aerospace|Holdings|Trading|Logistics|Freight|Components|Machinery|Networks|Dynamics|Motors|Steel|Foundr(?:y|ies)|Labs|Optronics|Automation)\b(?!\s+(?:Act|Law|Bill|Rule|Agreement|Association|Ministry|Ministers?|Council|Committee|Office|Secretary|Bureau|Department|Agency|Administration|Institute|Administration|Alliance|List|Directive|Center|Centre|Commission|Fund|Policy|Group\s+of|Trade|Control|Exports?|Arrangement|Pact))(?:,?\s+(?:Co|Ltd|Limited|Inc|Corp|LLC|FZE|GmbH|AG)\b)*"
)
_LEADS = frozenset("the a an this that these those its their our under in of by for from with at on and but or as to since when while after before if both each every any new no all some his her former u.s us american chinese japanese dutch european british korean german taiwanese draft proposed amended revised said says where which whose also only even section part article annex chapter violating breaching amending citing".split())  # fmt: skip
_NATIONS = frozenset(
    "american chinese japanese dutch european british korean german taiwanese".split()
)
"""Words that may begin a name of two words: "American Photonics"."""
_OFFICE = re.compile(r"\b(?:Ministry|Department|Bureau|Minister|Secretary|Committee|Commission|Office|Agency|Administration|Code of Federal|Senator|President|Institute|University|Association|Directorate|Council|Academy|School|Laboratory|Parliament|Congress|Senate|House|Court)\b")  # fmt: skip
_OF_OFFICE = re.compile(rf"{_OFFICE.pattern}\s+(?:of|for)\s+(?:the\s+)?$")
_PLAIN = frozenset({"Trade", "Export", "Science", "Information", "Industrial", "Advanced", "Artificial", "High", "Dual", "Critical", "Foreign", "Emerging", "Consumer", "Home", "Global", "Defense", "Defence", "Chinese"})  # fmt: skip
"""Words that name a field: "Export Technologies" is no firm by its form."""


def by_form(text: str, known: Sequence[Name]) -> Iterator[Name]:
    """Laws and firms by the form of their names, but those that meet a known name of that kind.

    >>> [name.text for name in by_form("Under the Customs Law it fined Lattice Ridge Optics.", ())]
    ['Customs Law', 'Lattice Ridge Optics']
    """
    for kind, form in ((LAW, _LAW), (FIRM, _FIRM)):
        taken = [each.span for each in known if each.kind == kind]
        for match in form.finditer(text):
            span = _without_lead(text, Span(*match.span()))
            words = text[span.start : span.end].rstrip(".")
            span = Span(span.start, span.start + len(words))
            if "\n" in words or any(each.meets(span) for each in taken) or not _names(words, kind) or _OF_OFFICE.search(text, max(0, span.start - 40), span.start):  # fmt: skip
                continue
            yield Name(kind, words, "", span, words)


def _without_lead(text: str, span: Span) -> Span:
    """The name without "Under the" or "Chinese" before it."""
    start = span.start
    while lead := re.compile(r"([\w.’-]+)\s+").match(text, start, span.end):
        last = lead[1][0].isupper() and " " not in text[lead.end() : span.end].strip()
        if lead[1].casefold().strip(".") not in _LEADS or (last and lead[1].casefold() in _NATIONS):
            break
        start = lead.end()
    return Span(start, span.end)


def _names(words: str, kind: str) -> bool:
    """Whether something stands before the word that every such name has."""
    parts = words.split()
    if len(parts) < 2 or _OFFICE.search(words):
        return False
    return kind == LAW or parts[0] not in _PLAIN or len(parts) > 3
