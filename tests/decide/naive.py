"""The meaning of a rule written down a second time, as slowly and plainly as possible.

No plan, no shared leaves: a walk over the tree for each question.  The one memory is of a
provision's own answer, since provisions rest on others many deep.
Where this and the engine differ, one of them is wrong.
"""

import operator
from decimal import Decimal
from itertools import pairwise

from licet.book.evaluate import leaf
from licet.book.patterns import matches
from licet.facts.values import NOT_MET, Interval, OneOf
from licet.language.nodes import (
    All,
    Always,
    AnyParty,
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

SIGNS = {
    ">=": operator.ge, ">": operator.gt, "<=": operator.le, "<": operator.lt, "==": operator.eq, "!=": operator.ne,
}  # fmt: skip


class Naive:
    """Truth of a provision's effective rule for one transfer on one day."""

    def __init__(self, book, day, known_on, situation):
        self.book = book
        self.day = day
        self.known_on = known_on
        self.facts = situation.facts
        self.answers = {}

    def provision(self, name, part=None):
        """Whether the provision, or its part, holds: it does not where it is not in force."""
        if (name, part) not in self.answers:
            self.answers[name, part] = self.worked_out(name, part)
        return self.answers[name, part]

    def worked_out(self, name, part):
        provision = self.book[name]
        version = provision.on(self.day, self.known_on)
        kind = self.facts.get("item_kind")
        if version is None or (
            isinstance(kind, str) and provision.items and kind not in provision.items
        ):
            return False
        parts = dict(version.parts)
        if part is not None:
            fits = among(kind, provision.items) if provision.items else True
            return (
                every([fits, self.tree(parts[part], parts, self.facts)]) if part in parts else False
            )
        tests = [self.tree(version.rule, parts, self.facts)]
        if provision.items:
            tests.append(among(kind, provision.items))
        if provision.scope:
            tests.append(self.provision(provision.scope))
        if provision.kind == "review_policy":
            tests += [
                self.tree(each.rule, parts, self.facts)
                for each in version.conditions
                if each.rule is not None
            ]
        for other in self.book.provisions.values():
            carves = (
                any(matches(pattern, name) for pattern in other.carves_out) and other.id != name
            )
            its = other.on(self.day, self.known_on)
            if carves and its and its.state(self.day, self.known_on)[0] == "in_force":
                tests.append(opposite(self.provision(other.id)))
        return every(tests)

    def tree(self, node, parts, facts):
        """Truth of a tree over these facts, those of a party within a test of parties."""
        match node:
            case Always(value):
                return value
            case All(inner):
                return every([self.tree(each, parts, facts) for each in inner])
            case Either(inner):
                return opposite(every([opposite(self.tree(each, parts, facts)) for each in inner]))
            case Not(inner):
                return opposite(self.tree(inner, parts, facts))
            case Part(name):
                return self.tree(parts[name], parts, facts)
            case Ref(target, part):
                return self.provision(target, part)
            case Holds(fact):
                return facts.get(fact)
            case HasCode(fact, code):
                return None if facts.get(fact) is None else code in facts[fact]
            case Within():
                return among(facts.get(node.fact), self.members(node))
            case Compare(FactNumber(fact), sign, Constant(line)):
                return compared(facts.get(fact), sign, line)
            case Compare():  # of two quantities: the arithmetic has tests of its own
                return leaf(node, self.book, self.day)(facts)
            case OnList(name, footnote):
                return listed(facts.get("lists"), name, footnote)
            case AnyParty(roles, test):
                found = [
                    every(
                        [
                            among(party.get("role"), roles) if roles else True,
                            self.tree(test, parts, party),
                        ]
                    )
                    for party in facts["*parties"]
                ]
                whole = facts.get("*complete") is True
                if roles and set(roles) <= set(self.book.roles.get("single", ())):
                    # a role that one party alone has is complete once somebody has it
                    whole = whole or any(party.get("role") in roles for party in facts["*parties"])
                nobody_else = True if whole else None
                return opposite(every([nobody_else, *map(opposite, found)]))

    def members(self, node):
        """The words, or the countries of the groups on the day, and whoever is treated as one of them."""
        inside = set(node.words)
        for name in node.groups:
            for span in self.book.groups[name].members:
                begun = span.since is None or (
                    span.since <= self.day and (span.published or span.since) <= self.known_on
                )
                over = (
                    span.to is not None
                    and span.to <= self.day
                    and (span.end_published or span.to) <= self.known_on
                )
                if begun and not over:
                    inside.add(span.name)
        if node.groups or self.book.facts[node.fact].type == "country":
            for fold in self.book.folds:
                if fold.treated_as in inside and (fold.since is None or fold.since <= self.day):
                    inside.add(fold.country)
        return inside


def every(truths):
    """The least of the truths, where no is less than open and open less than yes."""
    return False if False in truths else None if None in truths else True


def opposite(truth):
    """No for yes, yes for no, open for open."""
    return {True: False, False: True, None: None}[truth]


def among(word, words):
    """Whether a word, known or known to be one of several, is among ``words``."""
    options = word.words if isinstance(word, OneOf) else [word]
    answers = {None if each is None else each in words for each in options}
    return answers.pop() if len(answers) == 1 else None


def listed(entries, name, footnote):
    """Whether the entries hold one of the list, with the footnote if one is asked for."""
    if entries is None:
        return None
    chances = []
    for each in entries:
        noted = True if footnote is None else footnote in (each.footnotes or ())
        if each.footnotes is None and footnote is not None:
            noted = None
        its_own = True if each.certain else None
        chances.append(every([each.list in (name, "*"), its_own, noted]))
    return True if True in chances else None if None in chances else False


def compared(value, sign, line):
    """What every number that the fact may be says; open where they disagree."""
    if value is None or value is NOT_MET:
        return None if value is None else False
    if not isinstance(value, Interval):
        return SIGNS[sign](value, line)
    marks = sorted({each for each in (value.low, value.high, line) if each is not None})
    tried = [
        marks[0] - 1,
        *marks,
        marks[-1] + 1,
        *((one + other) / Decimal(2) for one, other in pairwise(marks)),
    ]
    answers = {SIGNS[sign](each, line) for each in tried if value.contains(each)}
    return answers.pop() if len(answers) == 1 else None
