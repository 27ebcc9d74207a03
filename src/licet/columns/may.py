"""What a rule of one side may turn out to be in each row: true, false, open, or several of these.

It errs on the side of more.  Facts are what ``licet.columns.cells`` makes of a frame.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.book.evaluate import LISTINGS, leaf, membership
from licet.columns.cells import ANYTHING, NO, YES, spread
from licet.language.nodes import facts_of
from licet.record import record

if TYPE_CHECKING:
    from licet.columns.cells import Bits, Cells, Facts
    from licet.columns.folded import Folded, Form

NEVER: Form = ("const", False)
"""The form of a provision that is not in force."""


@record
class May:
    """Rows in which a form may be true, may be false, may be open."""

    true: Bits
    false: Bits
    open: Bits

    @property
    def not_false(self) -> Bits:
        """Rows in which it may hold or be open."""
        return self.true | self.open

    @property
    def not_true(self) -> Bits:
        """Rows in which it may fail or be open."""
        return self.false | self.open

    @property
    def other(self) -> May:
        """What its opposite may be."""
        return May(self.false, self.true, self.open)

    def apart(self, than: May) -> Bits:
        """Rows in which two forms may differ: all but those where both are surely the same."""
        same = ~(self.not_true | than.not_true) | ~(self.not_false | than.not_false)
        return ~(same | ~(self.true | self.false | than.true | than.false))


class Guess:
    """What forms of one side may be: of the transfer, or of one party of it."""

    def __init__(self, side: Folded, facts: Facts, party: str = "") -> None:
        self.folded, self.forms, self.facts, self.party = side, side.forms, facts, party
        self._kept: dict[Form, May] = {}
        self._parties: dict[str, Guess] = {}

    def of(self, party: str) -> Guess:
        """The same of one party."""
        if party not in self._parties:
            self._parties[party] = Guess(self.folded, self.facts, party)
        return self._parties[party]

    def __call__(self, form: Form) -> May:
        """What a form may be."""
        found = self._kept.get(form)
        if found is None:
            found = self._kept[form] = self._made(form)
        return found

    def unit(self, name: str, part: str | None = None) -> May:
        """What a provision, or its part, may be; a declared class takes back what is not modelled."""
        found = self(self.forms.get((name, part), NEVER))
        said = self.folded.said.get(name)
        if said is not None and said["kind"] == "not_modelled":
            return May(found.true, found.false | self.facts.some("declared_class"), found.open)
        return found

    def truths(self, form: Form) -> tuple[Cells, list[Any]] | None:
        """The cells of the one fact that a leaf tests, and what it says of each value; None where it tests more."""
        side = self.folded.side
        match form:
            case ("in", fact, words, mark):
                names, test = frozenset({fact}), membership(fact, words)
            case (_, node, mark):
                names, test = facts_of(node), leaf(node, side.book, side.day, side.known_on)
        if len(names) != 1:
            return None
        (name,) = names
        cells = self.facts.cells(name, self.party)
        if mark:  # read or derived otherwise on the other side
            return cells, [ANYTHING] * len(cells.values)
        said = [_standing(each, side.day) for each in cells.values] if name == LISTINGS else cells.values  # fmt: skip
        return cells, [each if each in (None, ANYTHING) else test({name: each}) for each in said]

    def apart(self, form: Form, side: Guess, other: Form) -> Bits:
        """Rows in which a form and one of the other side may differ, whatever their shapes."""
        if form[0] == other[0] and form[0] in ("in", "leaf"):
            one, two = self.truths(form), side.truths(other)
            if one is not None and two is not None and one[0] is two[0]:
                differ = [a is ANYTHING or b is ANYTHING or a is not b for a, b in zip(one[1], two[1], strict=True)]  # fmt: skip
                return spread(differ, one[0].codes)
        return self(form).apart(side(other))

    def _made(self, form: Form) -> May:
        match form:
            case ("const", value):
                return May(YES, NO, NO) if value else May(NO, YES, NO)
            case ("all", parts):
                return self._all(parts)
            case ("any", parts):
                return self._all(frozenset(("not", each) for each in parts)).other
            case ("not", inner):
                return self(inner).other
            case ("ref", name, part):
                return self.unit(name, part)
            case ("party", roles, inner):
                return self._someone(roles, inner)
            case _:
                return self._leaf(form)

    def _all(self, parts: frozenset[Form]) -> May:
        true, false, open_, not_false = YES, NO, NO, YES
        for each in map(self, parts):
            true, false, open_ = true & each.true, false | each.false, open_ | each.open
            not_false = not_false & each.not_false
            if not not_false.any():
                return May(NO, YES, NO)
        return May(true, false, open_ & not_false)

    def _leaf(self, form: Form) -> May:
        found = self.truths(form)
        if found is None:
            return May(YES, YES, YES)
        cells, truths = found
        return _by_value(truths, cells)

    def _someone(self, roles: frozenset[str], inner: Form) -> May:
        """Whether a party fits; that all are known is told by a fact, or by a role that one party alone has."""
        facts = self.facts
        said = facts.cells("parties_complete")
        rest = said.where(lambda value: value is not True)  # others may be unknown
        whole = said.where(lambda value: value is not False)
        only_one = bool(roles) and roles <= frozenset(self.folded.side.book.roles.get("single", ()))
        some, none, unsure = NO, YES, NO
        for label, role in facts.shape.parties.items():
            fits, here = fitting(facts, label, role, roles), facts.present(label)
            vote = self.of(label)(inner)
            if only_one and role in roles:
                rest, whole = rest & ~here, whole | here
            some = some | (here & fits.true & vote.true)
            none = none & (~here | fits.false | vote.false)
            unsure = unsure | (here & ((fits.not_false & vote.open) | (fits.open & vote.true)))
            sure = here & fits.true & ~fits.not_true & ~vote.not_true
            rest, none, unsure = rest & ~sure, none & ~sure, unsure & ~sure
        return May(some, none & whole, rest | unsure)


def fitting(facts: Facts, label: str, role: str | None, roles: frozenset[str]) -> May:
    """Whether a party's role may be one of ``roles``; no roles are any."""
    if not roles or role is not None:
        return May(YES, NO, NO) if not roles or role in roles else May(NO, YES, NO)
    cells = facts.cells("role", label)
    test = membership("role", roles)
    truths = [each if each in (None, ANYTHING) else test({"role": each}) for each in cells.values]
    return _by_value(truths, cells)


def _by_value(truths: list[Any], cells: Cells) -> May:
    """What a leaf may be, from what it says of each value."""
    return May(*(
        spread([each is truth or each is ANYTHING for each in truths], cells.codes)
        for truth in (True, False, None)
    ))  # fmt: skip


def _standing(listings: Any, day: Any) -> Any:
    """Entries that bind on the day."""
    if listings in (None, ANYTHING) or not isinstance(listings, tuple):
        return listings
    return tuple(each for each in listings if each.since is None or each.since <= day)
