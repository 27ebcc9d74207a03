"""An answer as lines of plain text: what the terminal wraps, an e-mail carries and agents read.

>>> print(plain([Line("Searched:", 4), Line("US-EL", 6, 8)]))
    Searched:
      US-EL
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.record import record
from licet.telling.tell import SILENCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from licet.telling.model import Asked, LawTold, Point, Told

_MARK = {True: "yes", False: "NO ", None: "?  "}
_TESTED = {True: "holds  ", False: "FAILS  ", None: "open   "}
_DOUBTED = ("low", "unverified")
_SHORT = {"more": "(--why)", "hashes": "(hashes: --why)"}
"""Where the terminal shows what a short form leaves out."""
_RULE = "-" * 72


@record
class Line:
    """One line before it is wrapped: its indent and that of the lines it runs on to; ``strong`` stands out.

    ``hang`` None is the indent itself; ``whole`` lines are not wrapped.
    """

    text: str
    indent: int = 0
    hang: int | None = None
    strong: bool = False
    whole: bool = False


_EMPTY = Line("", whole=True)


def plain(lines: Iterable[Line]) -> str:
    """The lines as text, not wrapped."""
    return "\n".join(" " * each.indent + each.text for each in lines)


def lines(answers: tuple[Told, ...], *, why: bool = False) -> Iterator[Line]:
    """The whole answer, in short or with ``why`` the proof; variants that differ stand one after another."""
    if len(answers) > 1:
        yield Line("The variants of this product differ; each answer stands on its own.")
        yield _EMPTY
    for number, each in enumerate(answers):
        if number:
            yield from (_EMPTY, Line(_RULE, whole=True), _EMPTY)
        yield from _answer(each, why=why)
    found = [point for each in answers for point in (each.searched if why else each.parties)]
    for point in dict.fromkeys(found):
        yield _EMPTY
        yield from _screening(point)


def _answer(told: Told, *, why: bool) -> Iterator[Line]:
    yield Line(", ".join(told.items), strong=True, whole=True)
    yield Line(", ".join(f"{name} {value}".strip() for name, value in told.journey), whole=True)
    yield _EMPTY
    yield Line(told.headline, strong=True)
    for law in told.laws:
        yield from _law(law, told, why=why)
    for sentence in told.conflicts:
        yield from (_EMPTY, Line(sentence, 0, 4))
    for sentence in told.unclaimed:
        where = f"{SILENCE[:-1]} (licet law coverage)."
        yield from (_EMPTY, Line(sentence.replace(SILENCE, where), 0, 4))
    yield from _open(told)
    if told.beside:
        yield from (_EMPTY, Line("Beside this answer:", whole=True))
        yield from (Line(each, 4, 6) for each in told.beside)


def _law(law: LawTold, told: Told, *, why: bool) -> Iterator[Line]:
    yield _EMPTY
    forms = f" (as shipped in other forms: {', '.join(law.forms[:4])})" if law.forms else ""
    yield Line(f"{law.sovereign}: {law.entry}{forms}", 0, 4)
    if law.stance:
        yield Line(law.stance, 4)
    if told.several and not (law.stance and law.claims is False):
        yield Line(law.sentence, 4, 4, strong=True)
    if law.through:
        through = "; ".join(f"{each.title} [{each.text}]" for each in law.through)
        yield Line(f"Reached through: {through}", 4, 6)
    if law.contradiction:
        yield Line(law.contradiction, 4)
    for rule in law.proof if why else law.reasons:
        yield from _reason(rule, why=why)
    yield from _distances(law, why=why)
    if why:
        yield from _judged(law)
    for group in law.conditions:
        yield Line(f"{group.title}:", 4)
        for each in group.points:
            mark = "person " if each.person else _TESTED[each.holds]
            yield Line(f"{mark} {each.text}", 6, 14)
    yield from (Line(each, 4, 6) for each in (*law.exceptions, *law.money, *law.notes))


def _reason(rule: Point, *, why: bool) -> Iterator[Line]:
    where = rule.cites[0]
    yield Line(f"{where.title} [{where.text}; {where.source}]", 4, 6)
    if why:
        yield from _proof(rule, 6)
    else:
        yield from (Line(each.text, 8, 10) for each in rule.inner)
    if where.confidence in _DOUBTED:
        yield Line(f"this rule is encoded with {where.confidence} confidence", 8)


def _distances(law: LawTold, *, why: bool) -> Iterator[Line]:
    """How far the item stands from the lines of the law: the nearest, or all."""
    if why and law.lines:
        yield Line("Distance to each line that the law draws through this item's figures, nearest first:", 4)  # fmt: skip
        yield from (Line(each.text, 6, 8) for each in law.lines)
    elif not why and law.status == "no_requirement_found":
        yield from (Line(f"Nearest line: {each.text}", 4, 8) for each in law.lines[:1])


def _judged(law: LawTold) -> Iterator[Line]:
    for rule in law.reviews:
        yield Line(f"Review: {rule.cites[0].title} [{rule.cites[0].text}]", 4, 6)
        yield from _proof(rule, 6)
    if law.absent:
        yield Line("Tested, and not found to apply:", 4)
        yield from (Line(f"no  {each.text} [{each.cites[0].text}]", 6, 10) for each in law.absent)


def _proof(point: Point, indent: int) -> Iterator[Line]:
    if point.kind != "rule":
        yield Line(f"{_MARK[point.holds]} {point.text}", indent, indent + 4)
        return
    yield Line(f"{_MARK[point.holds]} {point.text}: {point.rule}", indent, indent + 4)
    first = point.cites[0]
    texts = "; ".join(each.text for each in point.cites)
    yield Line(
        f"{texts}, text from {first.since} by {first.source}, confidence {first.confidence}",
        indent + 4,
    )
    for each in point.inner:
        yield from _proof(each, indent + 4)


def _open(told: Told) -> Iterator[Line]:
    """What due care would make of an open answer, and what would settle it."""
    if told.due_care:
        yield _EMPTY
        yield Line(f"If after due care you know of nothing beyond what you stated (--due-care): {told.due_care}")  # fmt: skip
    last = ""
    for each in told.asks:
        if each.law != last:
            last = each.law
            what = "What would settle it" if each.settles else "What to find out next"
            under = f" under the law of {each.law}" if told.several else ""
            yield from (_EMPTY, Line(f"{what}{under}:", whole=True))
        yield from _question(each)


def _question(asked: Asked) -> Iterator[Line]:
    about = f" ({asked.about})" if asked.about else ""
    yield Line(f"{asked.question}{about}  [{asked.fact}]", 4, 6)
    yield Line(f"why: {asked.why}", 8, 10)
    yield from (Line(f"{lead.answer}: {lead.sentence}", 8, 12) for lead in asked.leads)


def _screening(point: Point, depth: int = 0) -> Iterator[Line]:
    hint = _SHORT.get(point.kind, "")
    text = f"{point.text.removesuffix('.')} {hint}" if hint else point.text
    if hint and point.text.endswith("."):
        text += "."
    indent = 2 + 2 * depth if depth else 0
    yield Line(text, indent, indent + (2 if depth else 4))
    for each in point.inner:
        yield from _screening(each, depth + 1)
