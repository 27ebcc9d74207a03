"""Who acts, on whom, on what: names of a clause by where they stand to its verb."""

from __future__ import annotations

import re

from licet.news.gazetteer import (
    ADJECTIVE,
    AGENCY,
    CHIP,
    COUNTRY,
    COURT,
    FIRM,
    ITEM,
    LAW,
    LEGISLATURE,
    MEDIA,
    OFFICIAL,
    POST,
    SEAT,
)
from licet.news.model import Name, Span
from licet.record import replaced

_BODIES = frozenset({AGENCY, COURT, LEGISLATURE, OFFICIAL, COUNTRY, SEAT, FIRM, POST, MEDIA})
_STATES = frozenset({AGENCY, COURT, LEGISLATURE, OFFICIAL, COUNTRY, SEAT, POST})
_OBLIQUE = re.compile(r"\b(?:to|for|against|from|in|on|with|of|into|at|over|near|through|between|under|about|toward|towards|including|than|like|via)\s+(?:(?:the|a|an|its|some|all|other|several|mainland|many|new)\s+)*(?:[\w-]+\s+)?$", re.IGNORECASE)  # fmt: skip
_PLACE_LEAD = re.compile(r"\b(?:in|at|from|near)\s+(?:the\s+)?$", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being|get|got)\s+(?:(?:also|then|now|later|formally|officially|largely|first|since|not|still|already|effectively|temporarily)\s+)*$", re.IGNORECASE)  # fmt: skip
_BY = re.compile(r"\bby\s+(?:the\s+)?", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(it|he|she|they|both|the two|the ministry|the department|the government|the bureau|the agency|the administration|the company|the regulator|the minister|the president|the country|the commission|the firm|the chipmaker|the cabinet|the notice|the announcement|the rule|the order)\b", re.IGNORECASE)  # fmt: skip


def joined(names: tuple[Name, ...], text: str) -> tuple[Name, ...]:
    """Names whose post or adjective stands beside them read as one body: "Dutch government" acts for NL."""
    found: list[Name] = []
    for name in names:
        last = found[-1] if found else None
        gap = text[last.span.end : name.span.start] if last else "?"
        if last and name.kind == POST and last.kind in (ADJECTIVE, COUNTRY, SEAT) and re.fullmatch(r"(?:['’]s?)?\s(?:[a-z]+\s){0,2}", gap):  # fmt: skip
            span = Span(last.span.start, name.span.end)
            found[-1] = Name(POST, name.id, last.code, span, text[span.start : span.end])
        elif last and last.kind == POST and name.kind == OFFICIAL and re.fullmatch(r"\s(?:[a-z]+\s)?", gap):  # fmt: skip
            found[-1] = replaced(name, span=Span(last.span.start, name.span.end), text=text[last.span.start : name.span.end])  # fmt: skip
        elif last and last.kind in (ADJECTIVE, COUNTRY) and name.kind in (AGENCY, LEGISLATURE, COURT) and re.fullmatch(r"(?:['’]s?)?\s", gap):  # fmt: skip
            span = Span(last.span.start, name.span.end)
            found[-1] = replaced(name, code=last.code or name.code, span=span, text=text[span.start : span.end])  # fmt: skip
        else:
            found.append(name)
    return tuple(found)


_GROUP = re.compile(r"^\W*(?:(?:[Tt]he|[Aa]n?|[Ss]ome|[Ss]everal|[Mm]any|[Tt]wo|[Tt]hree|[Oo]ther|[Ff]ederal)\s+)?(?:[\w'’-]+\s+){0,4}?(?:bodies|makers|groups?|associations?|industry|senators|congressmen|traders|agents|men|jury|suppliers|carmakers|exporters|producers|lobby|professor|professors|analysts?|lawyers?|dealers|sellers|users|customers|banks?|unions?)\b")  # fmt: skip


def group(masked: str, start: int, verb: int) -> tuple[Name, ...]:
    """A body without a name of its own, such as "several trade associations", where it is the subject."""
    match = _GROUP.match(masked[start:verb])
    if match is None or len(match[0].split()) > 7:
        return ()
    lead = len(match[0]) - len(match[0].lstrip(" ,;:—–-"))
    span = Span(start + lead, start + match.end())
    words = masked[span.start : span.end]
    return (Name("group", words, "", span, words),)


def of_state(name: Name, names: tuple[Name, ...], before: tuple[Name, ...], body: Name | None = None, masked: str = "") -> Name:  # fmt: skip
    """A post or ministry with the state it acts for: the last that the sentence names before it, else that of who acted last."""
    if name.code or name.kind != POST:
        return name
    after = next((each for each in names if each.code and re.fullmatch(r"\s+(?:of|for|from|in)\s+(?:the\s+)?", masked[name.span.end : each.span.start])), None)  # fmt: skip
    if after is not None:
        return replaced(name, code=after.code)
    if body is not None and name.text[:1].isupper():
        return replaced(name, code=body.code)
    near = [each for each in names if each.code and each.kind in (COUNTRY, ADJECTIVE, SEAT, OFFICIAL, AGENCY) and each.span.end <= name.span.start]  # fmt: skip
    code = near[-1].code if near else next((each.code for each in before if each.code), "")
    return replaced(name, code=code)


def passive(masked: str, clause: Span, verb: Span) -> bool:
    """Whether a participle after a form of "to be"."""
    return masked[verb.start : verb.end].endswith(("ed", "en", "t", "ld", "ut")) and bool(_PASSIVE.search(masked[clause.start : verb.start]))  # fmt: skip


def oblique(masked: str, start: int, name: Name) -> bool:
    """Whether a name stands after a preposition, or owns the noun that follows."""
    return bool(_OBLIQUE.search(masked[start : name.span.start]))


def acting(masked: str, names: tuple[Name, ...], start: int, verb: int) -> tuple[Name, ...]:
    """The subject of a verb at ``verb``: the names nearest the front of the clause, none after a preposition.

    "Japan and the Netherlands" is two.
    """
    inside = [n for n in names if n.kind in _BODIES and start <= n.span.start and n.span.end <= verb]  # fmt: skip
    free = [name for name in inside if not oblique(masked, start, name)]
    # "Nvidia's newer lines", "ASML's shipments": an owner is no subject, a state's body is.
    free = [
        name for name in free
        if not re.match(r"['’]s?\s", masked[name.span.end : name.span.end + 3]) or name.kind in _STATES
    ]  # fmt: skip
    if not free:
        return ()
    first = free[0]
    found = [first]
    for name in free[1:]:
        gap = masked[found[-1].span.end : name.span.start]
        if re.fullmatch(r"(?:,?\s+and|,|\s+and\s+the|,\s+the|,?\s+and\s+(?:its|the))\s*(?:the\s+)?", gap):  # fmt: skip
            found.append(name)
    return tuple(found)


def agent(masked: str, names: tuple[Name, ...], verb: int, end: int) -> tuple[Name, ...]:
    """Who stands after "by"."""
    for match in _BY.finditer(masked, verb, end):
        for name in names:
            if name.kind in _BODIES and match.end() <= name.span.start <= match.end() + 25 and name.span.end <= end:  # fmt: skip
                return (name,)
    return ()


def pronoun(masked: str, start: int, verb: int) -> str:
    """The pronoun or short name that is the subject, in small letters; empty if none."""
    match = _PRONOUN.search(masked, start, verb)
    return match[0].casefold() if match else ""


def actor_type(name: Name | None) -> str:
    """The word of section 14 for what kind of actor a name is."""
    if name is None:
        return "unknown"
    if name.kind == POST:
        agencies = ("ministry", "customs", "regulator", "agency", "bureau", "department", "prosecutors", "administration of", "authority", "commission")  # fmt: skip
        if any(word in name.id for word in agencies):
            return "agency"
        if name.id in ("parliament", "lawmakers", "senators"):
            return "legislature"
        return "military" if name.id in ("navy", "military") else "state"
    if name.code == "EU" and name.kind in (COUNTRY, SEAT, AGENCY):
        return "bloc"
    if name.kind == AGENCY:
        return "state" if re.search(r"government|administration$|White House|cabinet", name.id) else "agency"  # fmt: skip
    return {OFFICIAL: "state", LEGISLATURE: "legislature", COURT: "court", FIRM: "firm", MEDIA: "firm", "group": "firm"}.get(name.kind, "state")  # fmt: skip


def hit(masked: str, names: tuple[Name, ...], within: Span, actors: tuple[Name, ...]) -> tuple[Name, ...]:  # fmt: skip
    """States and firms of a clause that are not its actors: those an act is aimed at."""
    own = {name.code for name in actors if name.kind != FIRM}
    found: dict[tuple[str, str], Name] = {}
    for name in names:
        if not within.holds(name.span) or name in actors or name.kind in (MEDIA, OFFICIAL, LAW):
            continue
        if name.kind in (COUNTRY, SEAT, FIRM) or (name.kind == ADJECTIVE and name.code not in own):
            if name.kind == SEAT and _PLACE_LEAD.search(masked[within.start : name.span.start]):
                continue
            if name.kind != FIRM and name.code in own:
                continue
            found.setdefault(((name.kind == FIRM and "firm") or "", name.id), name)
    return tuple(found.values())


def things(names: tuple[Name, ...], within: Span, kinds: tuple[str, ...] = (CHIP, ITEM)) -> tuple[Name, ...]:  # fmt: skip
    """Items, or names of other ``kinds``, each once; "chips" only where no other is named."""
    found: dict[str, Name] = {}
    for name in names:
        if name.kind in kinds and within.holds(name.span):
            found.setdefault(name.id, name)
    if len(found) > 1:
        found.pop("chips", None)
    return tuple(found.values())
