"""Text of a rule to tree.  The grammar is a strict subset of Python's expressions.

    total_processing_performance >= 4800 or @us.ccl.3A090.note_2#planar
    destination in D5 and not any_party(recipients, headquarters in {"US"})
    "US-LTR-NVIDIA-2025-04-09" in exporter.letters

``@id`` stands for another provision, ``@id#part`` for its part.  Anything else than the nodes
of ``licet.language.nodes`` is refused with its column and what may stand there.
"""

from __future__ import annotations

import ast
import re
import warnings
from decimal import Decimal
from typing import TYPE_CHECKING

from licet.errors import LawError, Place, UnknownName
from licet.facts.values import parse_number
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
    Node,
    Not,
    OnList,
    Part,
    Quantity,
    Ref,
    Within,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from licet.facts.dictionary import Dictionary, Fact

_REFERENCE = r"@(?P<id>[A-Za-z0-9_.]*[A-Za-z0-9_])(?:#(?P<part>[A-Za-z0-9_]+))?"
_QUOTED = r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'"
_TOKEN = re.compile(rf"(?P<quoted>{_QUOTED})|{_REFERENCE}|(?P<comment>#)|[\r\n\t]")
_STAND_IN = 0x4E00  # letters that no fact's name holds, one for each reference of a rule
_COMPARISONS = {
    ast.GtE: ">=",
    ast.Gt: ">",
    ast.LtE: "<=",
    ast.Lt: "<",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
_MIRRORED = {">=": "<=", ">": "<", "<=": ">=", "<": ">", "==": "==", "!=": "!="}
_ARITHMETIC = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_LONGEST = 4000
_DEEPEST = 60


class Vocabulary:
    """What a rule may speak of: facts, groups, sets of roles, and the parts beside it."""

    __slots__ = ("facts", "groups", "parts", "roles")

    def __init__(
        self,
        facts: Dictionary,
        groups: Collection[str] = (),
        roles: Mapping[str, tuple[str, ...]] | None = None,
        parts: Collection[str] = (),
    ) -> None:
        self.facts = facts
        self.groups = groups
        self.roles = roles or {}
        self.parts = parts

    def with_parts(self, parts: Collection[str]) -> Vocabulary:
        """The same words, with other parts beside the rule."""
        return Vocabulary(self.facts, self.groups, self.roles, parts)


def parse_rule(
    text: str, words: Vocabulary, place: Place | None = None, *, of_party: bool = False
) -> Node:
    """The tree of ``text``; ``LawError`` with the column of whatever is out of the grammar.

    ``of_party``: the rule is about one party, as inside ``any_party(...)``.
    """
    parser = _Parser(text, words, place)
    parser.in_party = of_party
    return parser.rule()


def parse_quantity(text: str, words: Vocabulary, place: Place | None = None) -> Quantity:
    """The tree of a formula such as ``total_processing_performance / die_area_mm2``."""
    return _Parser(text, words, place).formula()


class _Parser:
    def __init__(self, text: str, words: Vocabulary, place: Place | None) -> None:
        self.text = text
        self.words = words
        self.place = place or Place("rule")
        self.refs: dict[str, Ref] = {}
        self.in_party = False
        self.source = text
        self.indent = 0
        self.depth = 0

    def rule(self) -> Node:
        try:
            return self.truth(self.tree())
        except RecursionError:
            raise self._too_deep() from None

    def formula(self) -> Quantity:
        try:
            return self.quantity(self.tree())
        except RecursionError:
            raise self._too_deep() from None

    def tree(self) -> ast.expr:
        if len(self.text) > _LONGEST:
            raise self._wrong(
                f"a rule of {len(self.text)} characters is too long; split it in parts", 0
            )
        if "\x00" in self.text:  # versions of Python differ in where they say so
            raise self._wrong("a rule holds no null bytes", self.text.index("\x00"))
        # One line of the same length, so that a rule may run over lines and columns stay true.
        flat = _TOKEN.sub(self._flat, self.text)
        self.indent = len(flat) - len(flat.lstrip())
        self.source = flat.strip()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")  # such as a backslash that escapes nothing
                return ast.parse(self.source, mode="eval").body
        except SyntaxError as error:
            here = error.offset - 1 if error.lineno == 1 and error.offset else len(self.source)
            raise self._wrong(f"{error.msg}", self.indent + here) from None
        except (ValueError, RecursionError, MemoryError) as error:
            raise self._wrong(f"this cannot be read as a rule ({error})", 0) from None

    def _flat(self, found: re.Match[str]) -> str:
        if found["quoted"]:
            return found[0]
        if found["comment"]:
            raise self._wrong("a rule holds no remarks; put them into the note", found.start())
        if not found["id"]:
            return " "
        name = chr(_STAND_IN + len(self.refs)).ljust(len(found[0]), "_")
        self.refs[name] = Ref(found["id"], found["part"])
        return name

    def _offset(self, node: ast.AST) -> int:
        """Where ``node`` stands in the text; ``ast`` counts in bytes of UTF-8."""
        before = self.source.encode()[: getattr(node, "col_offset", 0)]
        return self.indent + len(before.decode(errors="ignore"))

    def _too_deep(self) -> LawError:
        return self._wrong("the rule is nested too deeply; split it in parts", 0)

    def _wrong(self, message: str, offset: int) -> LawError:
        offset = max(0, min(offset, len(self.text)))
        before = self.text[:offset]
        down = before.count("\n")
        column = offset - (before.rfind("\n") + 1)
        shown = self.text.split("\n")[down].expandtabs(1)
        line, start = self.place.line, self.place.column or 1
        here = Place(
            self.place.file,
            line if line is None else line + down,
            column + (1 if down else start),
        )
        return LawError(f"{message}\n    {shown}\n    {' ' * column}^", here)

    def _refuse(self, node: ast.AST, wanted: str) -> LawError:
        found = ast.unparse(node) if isinstance(node, ast.expr) else type(node).__name__
        for name, ref in self.refs.items():
            found = found.replace(name, f"@{ref.id}#{ref.part}" if ref.part else f"@{ref.id}")
        return self._wrong(f"{found!r} cannot stand here; {wanted}", self._offset(node))

    # -- truth -----------------------------------------------------------------------

    def truth(self, node: ast.expr) -> Node:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise self._too_deep()
        found = self._truth(node)
        self.depth -= 1
        return found

    def _truth(self, node: ast.expr) -> Node:
        match node:
            case ast.BoolOp(op=ast.And(), values=values):
                return All(tuple(map(self.truth, values)))
            case ast.BoolOp(op=ast.Or(), values=values):
                return Either(tuple(map(self.truth, values)))
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return Not(self.truth(operand))
            case ast.Constant(value=bool() as value):
                return Always(value)
            case ast.Compare():
                return self._comparison(node)
            case ast.Call():
                return self._call(node)
            case ast.Name() | ast.Attribute():
                return self._name(node)
            case _:
                raise self._refuse(node, "a test that holds or not was wanted")

    def _name(self, node: ast.expr) -> Node:
        name = ast.unparse(node)
        if name in ("true", "false"):
            return Always(name == "true")
        if name in self.refs and self.text[self._offset(node)] == "@":
            return self.refs[name]
        if name in self.words.parts:
            return Part(name)
        fact = self._fact(node, also=self.words.parts)
        if fact.type != "boolean":
            raise self._refuse(node, f"{fact.name} is a {fact.type}, so compare it with something")
        return Holds(fact.name)

    def _fact(self, node: ast.expr, also: Collection[str] = ()) -> Fact:
        name = ast.unparse(node)
        try:
            fact = self.words.facts[name]
        except UnknownName:
            known = [*(each.name for each in self.words.facts), *also]
            near = UnknownName("fact or part", name, known)
            raise self._wrong(str(near), self._offset(node)) from None
        if (fact.owner == "party") != self.in_party and fact.owner == "party":
            raise self._refuse(node, "a party's fact stands inside any_party(...)")
        if self.in_party and fact.owner != "party":
            raise self._refuse(node, "inside any_party(...) only facts of a party may stand")
        return fact

    def _comparison(self, node: ast.Compare) -> Node:
        tests: list[Node] = []
        left = node.left
        for op, right in zip(node.ops, node.comparators, strict=True):
            tests.append(self._one_comparison(node, left, op, right))
            left = right
        return tests[0] if len(tests) == 1 else All(tuple(tests))

    def _one_comparison(
        self, node: ast.Compare, left: ast.expr, op: ast.cmpop, right: ast.expr
    ) -> Node:
        if isinstance(op, ast.In | ast.NotIn):
            inside = self._membership(left, right)
            return Not(inside) if isinstance(op, ast.NotIn) else inside
        if type(op) not in _COMPARISONS:
            raise self._refuse(node, "use >= > <= < == != or in")
        if isinstance(right, ast.Constant) and isinstance(right.value, str):
            same = Within(self._word_fact(left, [right]), (right.value,))
            if not isinstance(op, ast.Eq | ast.NotEq):
                raise self._refuse(node, "words are compared with == or !=")
            return Not(same) if isinstance(op, ast.NotEq) else same
        first, last = self.quantity(left), self.quantity(right)
        self._same_unit(node, first, last)
        if isinstance(first, Constant) and not isinstance(last, Constant):
            # "2400 <= x" is kept as "x >= 2400": one shape for whatever reads thresholds.
            return Compare(last, _MIRRORED[_COMPARISONS[type(op)]], first)
        return Compare(first, _COMPARISONS[type(op)], last)

    def _same_unit(self, node: ast.expr, first: Quantity, last: Quantity) -> None:
        """Refuse a sum or comparison of two quantities whose units are known and differ."""
        one, other = self._unit(first), self._unit(last)
        if one is not None and other is not None and one != other:
            raise self._refuse(
                node, f"one side is in {one or 'no unit'}, the other in {other or 'no unit'}"
            )

    def _unit(self, quantity: Quantity) -> str | None:
        """The unit of a quantity; None where none is declared for it, as for a bare number."""
        match quantity:
            case FactNumber(fact):
                return self.words.facts[fact].unit
            case Arithmetic(left, "+" | "-", right):
                return self._unit(left) if self._unit(left) is not None else self._unit(right)
            case _:
                return None

    def _membership(self, left: ast.expr, right: ast.expr) -> Node:
        if isinstance(left, ast.Constant) and isinstance(left.value, str):
            fact = self._fact(right)
            if fact.type != "codes":
                raise self._refuse(right, f"{fact.name} is no list of codes")
            self._writable(left)
            return HasCode(fact.name, left.value)
        if isinstance(right, ast.Set):
            name = self._word_fact(left, right.elts)
            return Within(name, tuple(each.value for each in right.elts))  # type: ignore[attr-defined]
        if isinstance(right, ast.Name):
            if right.id not in self.words.groups:
                near = UnknownName("country group", right.id, self.words.groups)
                raise self._wrong(str(near), self._offset(right))
            fact = self._fact(left)
            if fact.type != "country":
                raise self._refuse(left, f"{fact.name} is no country, so it is in no group")
            return Within(fact.name, (), (right.id,))
        raise self._refuse(right, "a group, or words in braces such as {'CN', 'MO'}, was wanted")

    def _word_fact(self, node: ast.expr, words: list[ast.expr]) -> str:
        fact = self._fact(node)
        if fact.type not in ("country", "choice", "text"):
            raise self._refuse(node, f"{fact.name} is a {fact.type}, not a word")
        for each in words:
            if not (isinstance(each, ast.Constant) and isinstance(each.value, str)):
                raise self._refuse(each, "a word in quotation marks was wanted")
            if fact.choices and each.value not in fact.choices:
                near = UnknownName(f"choice of {fact.name}", each.value, fact.choices)
                raise self._wrong(str(near), self._offset(each))
            if fact.type == "country" and not re.fullmatch("[A-Z]{2}", each.value):
                raise self._refuse(each, "a country of two capital letters was wanted")
            self._writable(each)
        return str(fact.name)

    def _writable(self, node: ast.Constant) -> None:
        try:
            str(node.value).encode()
        except UnicodeEncodeError:
            raise self._refuse(node, "its text cannot be written in a file") from None

    # -- functions -------------------------------------------------------------------

    def _call(self, node: ast.Call) -> Node:
        functions: dict[str, Callable[[ast.Call], Node]] = {
            "any_party": self._any_party,
            "on_list": self._on_list,
        }
        name = ast.unparse(node.func)
        if name not in functions:
            raise self._refuse(node, f"the functions are {', '.join(sorted(functions))}")
        return functions[name](node)

    def _any_party(self, node: ast.Call) -> Node:
        if node.keywords or len(node.args) not in (1, 2) or self.in_party:
            raise self._refuse(
                node, "write any_party(test) or any_party(roles, test), one level deep"
            )
        roles = self._roles(node.args[0]) if len(node.args) > 1 else ()
        self.in_party = True
        test = self.truth(node.args[-1])
        self.in_party = False
        return AnyParty(roles, test)

    def _roles(self, node: ast.expr) -> tuple[str, ...]:
        if isinstance(node, ast.Name) and node.id in self.words.roles:
            return self.words.roles[node.id]
        if isinstance(node, ast.Set) and all(
            isinstance(each, ast.Constant) and isinstance(each.value, str) for each in node.elts
        ):
            fact = self.words.facts.get("role")
            known = fact.choices if fact else ()
            roles = tuple(each.value for each in node.elts)  # type: ignore[attr-defined]
            for role, each in zip(roles, node.elts, strict=True):
                if role not in known:
                    raise self._wrong(str(UnknownName("role", role, known)), self._offset(each))
            return roles
        names = ", ".join(sorted(self.words.roles)) or "none"
        raise self._refuse(node, f"a named set of roles ({names}) or roles in braces was wanted")

    def _on_list(self, node: ast.Call) -> Node:
        shape = "write on_list('US-EL') or on_list('US-EL', footnote=4) inside any_party(...)"
        match node:
            case ast.Call(args=[ast.Constant(value=str() as name)], keywords=[]):
                footnote = None
            case ast.Call(
                args=[ast.Constant(value=str() as name)],
                keywords=[ast.keyword(arg="footnote", value=ast.Constant(value=int() as footnote))],
            ):
                pass
            case _:
                raise self._refuse(node, shape)
        if not self.in_party or isinstance(footnote, bool):
            raise self._refuse(node, shape)
        return OnList(name, footnote)

    # -- numbers ---------------------------------------------------------------------

    def quantity(self, node: ast.expr) -> Quantity:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise self._too_deep()
        found = self._quantity(node)
        self.depth -= 1
        return found

    def _quantity(self, node: ast.expr) -> Quantity:
        match node:
            case ast.Constant(value=int() | float()) if not isinstance(node.value, bool):
                # The text as written, so that 5.92 is 5.92 and no binary neighbour of it.
                return Constant(self._number(node))
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _ARITHMETIC:
                first, last = self.quantity(left), self.quantity(right)
                if isinstance(op, ast.Add | ast.Sub):
                    self._same_unit(node, first, last)
                return Arithmetic(first, _ARITHMETIC[type(op)], last)
            case ast.Name() | ast.Attribute():
                fact = self._fact(node)
                if not fact.numeric:
                    raise self._refuse(node, f"{fact.name} is a {fact.type}; a number was wanted")
                return FactNumber(fact.name)
            case _:
                raise self._refuse(node, "a number or a numeric fact was wanted")

    def _number(self, node: ast.Constant) -> Decimal:
        # The text as written, so that 5.92 is 5.92 and no binary neighbour of it.
        written = ast.get_source_segment(self.source, node) or str(node.value)
        try:
            number = parse_number(written)
        except ValueError as error:
            raise self._refuse(
                node, f"a number is written with digits and a point ({error})"
            ) from None
        if not isinstance(number, Decimal):
            raise self._refuse(node, "a number is written with digits and a point")
        return number
