"""A rule as clauses within clauses: what a page shows as nested lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.language.nodes import All, AnyParty, Either, Not, Part, Ref
from licet.language.text import prose
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from licet.facts.dictionary import Dictionary
    from licet.language.nodes import Node


@record
class Clause:
    """One clause.  ``kind`` is ``all``, ``any``, ``not``, ``party``, ``part`` (each with clauses ``inner``) or ``test``.

    ``provision`` names the provision that it refers to, empty where it refers to none; ``part`` the part
    of that provision, or the part of the rule itself that is spelled out here.
    """

    kind: str
    text: str
    inner: tuple[Clause, ...] = ()
    provision: str = ""
    part: str = ""


def clauses(
    node: Node, facts: Dictionary, titles: Mapping[str, str], parts: Mapping[str, Node]
) -> Clause:
    """The clauses of a rule, in words with units; ``titles`` names the provisions referred to.

    ``parts`` are the named parts of the rule, which are spelled out where they are named.
    """

    def of(each: Node) -> Clause:
        match each:
            case All(inside):
                return Clause("all", "all of these", tuple(map(of, inside)))
            case Either(inside):
                return Clause("any", "any one of these", tuple(map(of, inside)))
            case Not(All() | Either() | AnyParty() | Part() as part):
                return Clause("not", "not", (of(part),))
            case Not(Ref() as part):
                inner = of(part)
                return Clause("test", f"not: {inner.text}", (), inner.provision, inner.part)
            case AnyParty(roles, test):
                who = " or ".join(role.replace("_", " ") for role in roles) or "party"
                return Clause(
                    "party", f"for {'an' if who[0] in 'aeiou' else 'a'} {who}", (of(test),)
                )
            case Ref(target, part):
                title = titles.get(target, target)
                return Clause(
                    "test", f"“{title}”{f' ({part})' if part else ''}", (), target, part or ""
                )
            case Part(name):
                return Clause("part", name, (of(parts[name]),), "", name)
            case _:
                return Clause("test", prose(each, facts, dict(titles)))

    return of(node)
