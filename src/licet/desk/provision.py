"""What the page of a provision shows, gathered from the book, its file and its neighbours."""

from __future__ import annotations

from collections import OrderedDict
from datetime import timedelta
from functools import lru_cache
from itertools import pairwise
from threading import Lock
from typing import TYPE_CHECKING

from licet.book.load import Source
from licet.book.patterns import fitting
from licet.book.provision import KINDS
from licet.check.needed import Needed
from licet.check.rows import row_result
from licet.errors import LawError, Place
from licet.explore.browse import Listed, listed
from licet.explore.redline import Change, changes
from licet.explore.related import reads, relations
from licet.language.clauses import Clause, clauses
from licet.language.nodes import Part, walk
from licet.language.text import rule_text
from licet.pack.pages import page_of
from licet.record import record
from licet.transfer.build import Builder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from licet.book.book import RuleBook
    from licet.book.groups import Group, Table
    from licet.book.markdown import Row
    from licet.book.provision import Condition, Provision, Version
    from licet.facts.dictionary import Fact
    from licet.language.nodes import Node
    from licet.pack.store import Library

_TRUTH = {"yes": True, "no": False, "?": None}


@record
class Rule:
    """A tree under a name, as clauses and as the code that Licet runs."""

    name: str
    clause: Clause
    code: str


@record
class Tested:
    """A condition, and the rule that tries it; None where only a person can tell."""

    condition: Condition
    rule: Rule | None


@record
class Tried:
    """One row of the case table, run just now.

    ``wanted`` and ``found`` are truths (None: open); ``fault`` says why the row could not be run.
    """

    cells: tuple[str, ...]
    wanted: bool | None
    found: bool | None
    fault: str = ""

    @property
    def agrees(self) -> bool:
        """Whether the rule gives what the row wants."""
        return not self.fault and self.wanted is self.found


@record
class Relation:
    """A heading, and what stands under it: (text, id or empty)."""

    title: str
    entries: tuple[tuple[str, str], ...]


@record
class Step:
    """From one version of the text to the next."""

    before: Version
    after: Version
    changes: tuple[Change, ...]

    @property
    def eve(self) -> date:
        """The day before the later text begins."""
        return self.after.since - timedelta(days=1)


@record
class Members:
    """A country group and who is in it on the day."""

    group: Group
    codes: tuple[str, ...]


@record
class View:
    """Everything that the page of one provision shows on a day."""

    provision: Provision
    kind: str
    standing: Listed
    prose: str
    rules: tuple[Rule, ...]
    shown: tuple[Rule, ...]
    conditions: tuple[Tested, ...]
    versions: tuple[Version, ...]
    steps: tuple[Step, ...]
    heads: tuple[str, ...]
    cases: tuple[Tried, ...]
    rests_on: tuple[str, ...]
    relations: tuple[Relation, ...]
    facts: tuple[Fact, ...]
    groups: tuple[Members, ...]
    tables: tuple[Table, ...]
    lists: tuple[str, ...]


def view(name: str, library: Library, on: date, known_on: date) -> View:
    """What to show of a provision; ``UnknownName`` with suggestions where there is none such."""
    book = library.whole.book
    provision = book[name]
    standing = listed(provision, on, known_on)
    read = reads(standing.version)
    known = tuple(each for each in provision.versions if each.published <= known_on)
    heads, cases = tried(provision, library)
    rules = tuple(_rules(standing.version, book))
    return View(
        provision=provision,
        kind=KINDS[provision.kind],
        standing=standing,
        prose=library.prose.get(name, provision.text),
        rules=rules,
        shown=_shown(standing.version, rules),
        conditions=tuple(_conditions(standing.version, book)),
        versions=known or provision.versions,
        steps=tuple(Step(a, b, changes(a, b, book)) for a, b in pairwise(known)),
        heads=heads,
        cases=cases,
        rests_on=read.provisions,
        relations=tuple(_relations(provision, book)),
        facts=tuple(fact for each in read.facts if (fact := book.facts.get(each)) is not None),
        groups=tuple(
            Members(book.groups[each], tuple(sorted(book.members(each, on, known_on))))
            for each in read.groups
        ),
        tables=tuple(
            each for each in book.tables.values() if each.fact and each.fact in read.facts
        ),
        lists=read.lists,
    )


def _rule(name: str, tree: Node, version: Version, book: RuleBook) -> Rule:
    parts = dict(version.parts)
    return Rule(name, clauses(tree, book.facts, book.titles, parts), rule_text(tree))


def _rules(version: Version, book: RuleBook) -> Iterator[Rule]:
    yield _rule("", version.rule, version, book)
    for name, tree in version.parts:
        yield _rule(name, tree, version, book)


def _conditions(version: Version, book: RuleBook) -> Iterator[Tested]:
    for each in version.conditions:
        tested = None if each.rule is None else _rule(each.code, each.rule, version, book)
        yield Tested(each, tested)


def _shown(version: Version, rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """The rule, which spells out the parts that it names, and the parts that it does not name."""
    named: set[str] = set()
    waiting = [version.rule]
    while waiting:
        for node in walk(waiting.pop()):
            if isinstance(node, Part) and node.name not in named:
                named.add(node.name)
                waiting.append(dict(version.parts)[node.name])
    return tuple(each for each in rules if each.name not in named)


_NO_PROVISIONS = ("Kinds of item", "Grounds", "Code", "Charge")


def _relations(provision: Provision, book: RuleBook) -> Iterator[Relation]:
    for title, names in relations(provision, book).items():
        if not names:
            continue
        if title in _NO_PROVISIONS:
            yield Relation(title, tuple((each.replace("_", " "), "") for each in names))
            continue
        ids = dict.fromkeys(one for each in names for one in fitting(each, book.provisions))
        yield Relation(title, tuple((book.titles[one], one) for one in ids))


# -- the case table ------------------------------------------------------------------------

_KEPT: OrderedDict[tuple[str, str], tuple[Tried, ...]] = OrderedDict()
_LOCK = Lock()
_MOST = 2_000


@lru_cache(maxsize=2)
def _bench(book: RuleBook) -> tuple[Source, Builder, Needed]:
    """What every row of a book is tried with."""
    return Source(book, {}), Builder(book), Needed(book)


def tried(provision: Provision, library: Library) -> tuple[tuple[str, ...], tuple[Tried, ...]]:
    """Headings and rows of its case table, each row run; none where its file is not at hand."""
    page = page_of(library, provision)
    if page is None or not page.rows:
        return (), ()
    book = library.whole.book
    heads = tuple(each for each in page.rows[0].cells if each != "holds")
    key = (book.hash, page.source)
    with _LOCK:  # rows share plans that are made while they run
        found = _KEPT.get(key)
        if found is None:
            found = tuple(_tried(row, heads, provision, book) for row in page.rows)
            _KEPT[key] = found
            if len(_KEPT) > _MOST:
                _KEPT.popitem(last=False)
    return heads, found


def _tried(row: Row, heads: tuple[str, ...], provision: Provision, book: RuleBook) -> Tried:
    cells = tuple(row.cells.get(head, "") for head in heads)
    wanted = _TRUTH.get(row.cells.get("holds", ""))
    try:
        done = row_result(provision, row, *_bench(book), Place(provision.file, row.line))
    except LawError as error:
        return Tried(cells, wanted, None, str(error))
    return Tried(cells, wanted, done.found)
