"""Declared classes in SQL: what a class says rests on the kind of item, so both are looked up together.

The lexicon of each column that tells the kind has a column ``k`` with it; a further table, joined behind
all others, goes from class and kind to the bits of the tests that the two pass together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.columns import tables
from licet.columns.classes import CLASS, DECLARED, Fits, Kinds, class_of, with_kind
from licet.columns.layout import Column
from licet.columns.reading import Texts
from licet.columns.sql.spelling import string
from licet.columns.sql.words import Lexicon
from licet.decide.plan import plan_for
from licet.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from licet.columns.decider import Decider
    from licet.columns.layout import Layout

KIND, OWN = "k", "s"
"""Columns of a lexicon: the kind of item that a word tells, and the word of a class without its margins."""
MOST = 20_000
"""Classes with kinds, told apart, that an SQL text is made with at most."""
_ALIAS = "cc"


class Classes:
    """The classes that a table declares, each with every kind of item that may stand beside it."""

    def __init__(self, decider: Decider, layout: Layout, words: Mapping[str, Lexicon]) -> None:
        column = layout.of(DECLARED)
        if column is None:
            raise ValueError("no class is declared")
        self._declared = words[column.name]
        self._told: list[str] = []
        """Aliases of the lexicons that tell the kind, in the order in which they count."""
        kinds = Kinds(decider.terms)
        elsewhere: dict[str, None] = {"": None}
        own: dict[str, str] = {}
        for name, read in kinds.sources(layout):
            lexicon = words[name]
            said = {each: kinds.kind(name, each, read) for each in lexicon.words}
            lexicon.more[KIND] = said
            self._told.append(lexicon.alias)
            if lexicon is self._declared:
                own = {each: kind for each, kind in said.items() if kind}
            else:
                elsewhere |= dict.fromkeys(kind for kind in said.values() if kind)
        self._declared.more[OWN] = {each: each.strip() for each in self._declared.words}
        self._texts: dict[str, list[str]] = {}
        """Classes with kinds as SQL joins them, by one of them that stands for all that are answered alike."""
        laws = _fits(decider)
        for each in filter(self._declared.says, self._declared.words):
            alike: dict[object, list[str]] = {}
            for kind in dict.fromkeys((*elsewhere, own.get(each, ""))):
                both = with_kind(each, kind)
                turns = tuple(fits.turns(both) for fits in laws)
                if turns not in alike:
                    alike[turns] = self._texts[both] = []
                alike[turns].append(f"{each}|{kind}")
        if len(self._texts) > MOST:
            raise InputError(
                f"{len(self._texts):,} declared classes with kinds of item are too many for an SQL text: "
                "leave the column declared_class out (--from a view without it), or use licet batch"
            )
        reads = tables.cells(decider.law.book.facts[DECLARED])
        told = Texts(Column(CLASS, "", ""), lambda text: reads(class_of(text)))
        self.lexicon = Lexicon(Column(CLASS, "", ""), _ALIAS, "", self._texts, told)

    @property
    def stated(self) -> str:
        """The class that a row declares, as an answer."""
        return f"{self._declared.alias}{OWN}"

    def table(self) -> tuple[str, str, str]:
        """The table's name, its columns and its rows: classes and kinds that pass the same tests share one."""
        lexicon = self.lexicon
        alike: dict[tuple[str, ...], list[str]] = {}
        for text, (_, _, *masks) in zip(lexicon.words, lexicon.rows(), strict=True):
            alike.setdefault(tuple(masks), []).extend(map(string, self._texts[text]))
        rows = [f"([{', '.join(texts)}], {', '.join(masks)})" for masks, texts in alike.items()]
        heads = (f"{_ALIAS}t", *lexicon.columns)
        if not alike or not lexicon.columns:
            return f"w{_ALIAS}", ", ".join(heads), f"SELECT NULL::VARCHAR{', NULL' * (len(heads) - 1)}"  # fmt: skip
        given = ", ".join(("unnest(t)", *lexicon.columns))
        named = ", ".join(("t", *lexicon.columns))
        values = ",\n  ".join(rows)
        return f"w{_ALIAS}", ", ".join(heads), f"SELECT {given} FROM (VALUES\n  {values}) AS v({named})"  # fmt: skip # nosec B608

    def join(self) -> str:
        """The join of that table, behind those of the words."""
        kind = f"coalesce({', '.join(f'{each}{KIND}' for each in self._told)}, '')"
        return f"LEFT JOIN licet_w{_ALIAS} ON {self._declared.alias}c || '|' || {kind} = {_ALIAS}t"


def _fits(decider: Decider) -> list[Fits]:
    """What a class says of the entries of each law, on the day of the decider."""
    book, found = decider.law.book, []
    for law in decider.asked:
        plan = plan_for(book, decider.on, decider.known_on, None, law)
        found.append(Fits(tuple(plan.by_kind.get("classification", ()))))
    return found
