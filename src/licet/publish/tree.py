"""A rule's tree as JSON objects that name their shape, and back.

``{"node": "compare", "left": {"node": "quantity", "fact": "speed"}, "op": ">=", "right": ...}``
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from licet.language.nodes import (
    All,
    Always,
    AnyParty,
    Arithmetic,
    Compare,
    Constant,
    Either,
    FactNumber,
    HasCode,
    Holds,
    Not,
    OnList,
    Part,
    Ref,
    Within,
)

if TYPE_CHECKING:
    from licet.language.nodes import Any_

Json = dict[str, Any]


def tree_to_data(node: Any_) -> Json:
    """The tree as nested objects; numbers are texts, so that 5.92 stays 5.92.

    >>> tree_to_data(Not(Holds("flat")))
    {'node': 'not', 'of': {'node': 'holds', 'fact': 'flat'}}
    """
    match node:
        case FactNumber(fact):
            return {"node": "quantity", "fact": fact}
        case Constant(value):
            return {"node": "number", "value": str(value)}
        case Arithmetic(left, op, right):
            return {"node": "arithmetic", **_sides(left, op, right)}
        case Always(value):
            return {"node": "always", "value": value}
        case All(parts):
            return {"node": "all", "of": [tree_to_data(part) for part in parts]}
        case Either(parts):
            return {"node": "any", "of": [tree_to_data(part) for part in parts]}
        case Not(part):
            return {"node": "not", "of": tree_to_data(part)}
        case Compare(left, op, right):
            return {"node": "compare", **_sides(left, op, right)}
        case Holds(fact):
            return {"node": "holds", "fact": fact}
        case Within(fact, words, groups):
            found: Json = {"node": "within", "fact": fact}
            found |= {"groups": list(groups)} if groups else {"words": list(words)}
            return found
        case HasCode(fact, code):
            return {"node": "has_code", "fact": fact, "code": code}
        case OnList(name, footnote):
            note = {} if footnote is None else {"footnote": footnote}
            return {"node": "on_list", "list": name, **note}
        case AnyParty(roles, test):
            return {"node": "any_party", "roles": list(roles), "test": tree_to_data(test)}
        case Ref(target, part):
            return {"node": "provision", "id": target, **({"part": part} if part else {})}
        case Part(name):
            return {"node": "part", "name": name}


def _sides(left: Any_, op: str, right: Any_) -> Json:
    return {"left": tree_to_data(left), "op": op, "right": tree_to_data(right)}


def tree_from_data(data: Any) -> Any:
    """The tree of objects that fit the schema; ``ValueError`` where one is of no known shape."""
    inner = tree_from_data
    match data:
        case {"node": "quantity", "fact": fact}:
            return FactNumber(fact)
        case {"node": "number", "value": value}:
            return Constant(Decimal(value))
        case {"node": "arithmetic", "left": left, "op": op, "right": right}:
            return Arithmetic(inner(left), op, inner(right))
        case {"node": "always", "value": value}:
            return Always(value)
        case {"node": "all", "of": parts}:
            return All(tuple(map(inner, parts)))
        case {"node": "any", "of": parts}:
            return Either(tuple(map(inner, parts)))
        case {"node": "not", "of": part}:
            return Not(inner(part))
        case {"node": "compare", "left": left, "op": op, "right": right}:
            return Compare(inner(left), op, inner(right))
        case {"node": "holds", "fact": fact}:
            return Holds(fact)
        case {"node": "within", "fact": fact}:
            return Within(fact, tuple(data.get("words", ())), tuple(data.get("groups", ())))
        case {"node": "has_code", "fact": fact, "code": code}:
            return HasCode(fact, code)
        case {"node": "on_list", "list": name}:
            return OnList(name, data.get("footnote"))
        case {"node": "any_party", "roles": roles, "test": test}:
            return AnyParty(tuple(roles), inner(test))
        case {"node": "provision", "id": target}:
            return Ref(target, data.get("part"))
        case {"node": "part", "name": name}:
            return Part(name)
        case _:
            raise ValueError("this is no node of a rule")
