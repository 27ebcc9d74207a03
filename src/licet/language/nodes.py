"""The tree of a rule: about a dozen frozen shapes, and their form as JSON.

Truth nodes say whether something holds; number nodes (``FactNumber``, ``Constant``,
``Arithmetic``) stand inside a ``Compare``.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@record
class FactNumber:
    """The value of a numeric fact."""

    fact: str


@record
class Constant:
    """A number written in the rule."""

    value: Decimal


@record
class Arithmetic:
    """A sum, difference, product or quotient (``+ - * /``)."""

    left: Quantity
    op: str
    right: Quantity


Quantity = FactNumber | Constant | Arithmetic


@record
class Always:
    """True or false whatever the facts."""

    value: bool


@record
class All:
    """Every part holds."""

    parts: tuple[Node, ...]


@record
class Either:
    """At least one part holds."""

    parts: tuple[Node, ...]


@record
class Not:
    """The part does not hold."""

    part: Node


@record
class Compare:
    """Two quantities by ``>= > <= < == !=``."""

    left: Quantity
    op: str
    right: Quantity


@record
class Holds:
    """A yes-or-no fact is yes."""

    fact: str


@record
class Within:
    """A word fact is one of ``words`` or a member of ``groups`` on the day."""

    fact: str
    words: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


@record
class HasCode:
    """A fact that is a list of codes holds ``code``."""

    fact: str
    code: str


@record
class OnList:
    """The party is on ``list`` on the day, with ``footnote`` where one is named."""

    list: str
    footnote: int | None = None


@record
class AnyParty:
    """``test`` holds for a party whose role is one of ``roles`` (empty: any role)."""

    roles: tuple[str, ...]
    test: Node


@record
class Ref:
    """Another provision holds, or its named part."""

    id: str
    part: str | None = None


@record
class Part:
    """A named part of the same version."""

    name: str


Node = (
    Always
    | All
    | Either
    | Not
    | Compare
    | Holds
    | Within
    | HasCode
    | OnList
    | AnyParty
    | Ref
    | Part
)
Any_ = Node | Quantity


def children(node: Any_) -> tuple[Any_, ...]:
    """The nodes directly under ``node``."""
    match node:
        case All(parts) | Either(parts):
            return parts
        case Not(part):
            return (part,)
        case Compare(left, _, right) | Arithmetic(left, _, right):
            return (left, right)
        case AnyParty(_, test):
            return (test,)
        case _:
            return ()


def walk(node: Any_) -> Iterator[Any_]:
    """``node`` and everything under it, parents first."""
    yield node
    for child in children(node):
        yield from walk(child)


def facts_of(node: Any_) -> frozenset[str]:
    """Names of the facts that ``node`` itself tests (references are not followed)."""
    names = set()
    for each in walk(node):
        match each:
            case FactNumber(fact) | Holds(fact) | Within(fact) | HasCode(fact):
                names.add(fact)
            case OnList():
                names.add("lists")
            case _:
                pass
    return frozenset(names)


def refs_of(node: Any_) -> tuple[Ref, ...]:
    """Every reference to another provision under ``node``, in order."""
    return tuple(each for each in walk(node) if isinstance(each, Ref))


def to_json(node: Any_) -> list[object]:
    """The tree as nested lists, for the compiled law."""
    match node:
        case FactNumber(fact):
            return ["fact", fact]
        case Constant(value):
            return ["num", str(value)]
        case Arithmetic(left, op, right):
            return ["math", to_json(left), op, to_json(right)]
        case Always(value):
            return ["always", value]
        case All(parts):
            return ["all", *map(to_json, parts)]
        case Either(parts):
            return ["any", *map(to_json, parts)]
        case Not(part):
            return ["not", to_json(part)]
        case Compare(left, op, right):
            return ["cmp", to_json(left), op, to_json(right)]
        case Holds(fact):
            return ["holds", fact]
        case Within(fact, words, groups):
            return ["in", fact, list(words), list(groups)]
        case HasCode(fact, code):
            return ["code", fact, code]
        case OnList(name, footnote):
            return ["list", name, footnote]
        case AnyParty(roles, test):
            return ["party", list(roles), to_json(test)]
        case Ref(target, part):
            return ["ref", target, part]
        case Part(name):
            return ["part", name]


def from_json(data: list[Any]) -> Any_:
    """The tree back from nested lists."""
    try:
        made = _FROM_JSON[data[0]]
    except KeyError:
        raise ValueError(f"{data[0]!r} is no node of a rule") from None
    tree: Any_ = made(data)
    return tree


_FROM_JSON: dict[str, Callable[[list[Any]], Any]] = {  # a table, since a start reads thousands
    "fact": lambda data: FactNumber(data[1]),
    "num": lambda data: Constant(Decimal(data[1])),
    "math": lambda data: Arithmetic(from_json(data[1]), data[2], from_json(data[3])),  # type: ignore[arg-type]
    "always": lambda data: Always(data[1]),
    "all": lambda data: All(tuple([from_json(each) for each in data[1:]])),  # type: ignore[misc]
    "any": lambda data: Either(tuple([from_json(each) for each in data[1:]])),  # type: ignore[misc]
    "not": lambda data: Not(from_json(data[1])),  # type: ignore[arg-type]
    "cmp": lambda data: Compare(from_json(data[1]), data[2], from_json(data[3])),  # type: ignore[arg-type]
    "holds": lambda data: Holds(data[1]),
    "in": lambda data: Within(data[1], tuple(data[2]), tuple(data[3])),
    "code": lambda data: HasCode(data[1], data[2]),
    "list": lambda data: OnList(data[1], data[2]),
    "party": lambda data: AnyParty(tuple(data[1]), from_json(data[2])),  # type: ignore[arg-type]
    "ref": lambda data: Ref(data[1], data[2]),
    "part": lambda data: Part(data[1]),
}
