"""From the columns of a file to those that the law reads: mapped, completed with what holds for every row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from licet.batch.naming import twice
from licet.columns.layout import column_of, layout
from licet.errors import InputError, UnknownName
from licet.service.written import country_code, usual_kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from licet.batch.block import Source
    from licet.batch.options import Options
    from licet.book.book import RuleBook

_FROM, _KIND, _HOME = "shipped_from", "kind", "US"


class Prepared:
    """What is read of a source, and how a block of it becomes a frame for the law.

    ``used`` are the columns that are read, ``kept`` all others; ``said`` what is taken for every row, by the names of the facts.
    """

    def __init__(self, source: Source, options: Options) -> None:
        self.book: RuleBook = options.library.law.book
        self.mapping = options.mapping
        names = list(source.schema)
        self._names = set(names)
        if self.mapping is None:
            self.used = layout(names, self.book).known
            self._refuse_twice(source)
        else:
            known = {each.header for each in self.mapping.columns if each.column}
            self.used = tuple(name for name in names if name in known)
            if gone := sorted(known.difference(names)):
                raise InputError(
                    f"the mapping names {', '.join(map(repr, gone))}, and the file has no such column; its columns are {', '.join(names)}"
                )
            if self.mapping.faults:
                raise InputError(self.mapping.faults[0])
        if not self.used:
            raise InputError(
                f"none of its columns says anything that the law reads: {', '.join(names)}. "
                "Let Licet guess (--guess yes), or say what they are (--map FILE)"
            )
        self.kept = tuple(name for name in names if name not in self.used)
        given = pl.DataFrame(schema={name: source.schema[name] for name in self.used})
        columns = {_meaning(name, self.book): name for name in self._mapped(given).columns}
        self.said = self._constants(options.constants, columns)
        self._origin = columns.get(("", _FROM))
        told = {_meaning(name, self.book) for name in self.said}
        if self._origin is None and ("", _FROM) not in told:
            self.said[_FROM] = _HOME
        if self._origin is None:
            self._origin = next((name for name in self.said if _meaning(name, self.book) == ("", _FROM)), None)  # fmt: skip
        self._derives = ("", _KIND) not in columns and ("", _KIND) not in told
        if self._derives and self._origin in self.constants:
            self._derives = False
            self.said[_KIND] = usual_kind(self._country(self.constants[self._origin]))

    @property
    def constants(self) -> dict[str, str]:
        """What holds for every row, the mapping's as well."""
        return self.said if self.mapping is None else {**self.mapping.constants, **self.said}

    @property
    def headers(self) -> dict[str, str]:
        """What a column that the law reads is called in the file, where that is another name."""
        told = () if self.mapping is None else self.mapping.columns
        return {each.column: each.header for each in told if each.column}

    def reads(self, column: str) -> bool:
        """Whether a fault of this column of the file stops its row; "" is the row itself.

        A column that shows up late is in no mapping: it stops the row unless its name says nothing.
        """
        if not column or column in self.used:
            return True
        late = column not in self._names
        return late and (self.mapping is not None or _meaning(column, self.book) is not None)

    def __call__(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The frame that the law reads: of the same height, with columns by our names."""
        found = self._mapped(frame.select(self.used))
        height = frame.height
        constants = [
            pl.Series(name, [value], pl.Enum([value])).new_from_index(0, height)
            for name, value in self.said.items()
        ]
        found = found.hstack(constants)
        if self._derives and self._origin is not None:
            found = found.with_columns(self._kinds(found[self._origin]))
        return found

    def _mapped(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The columns by our names.  Numbers, truths and days that came as words that repeat are text again."""
        made: pl.DataFrame = frame if self.mapping is None else self.mapping.apply(frame)
        packed = [each.name for each in made if isinstance(each.dtype, (pl.Categorical, pl.Enum))]
        plain = [name for name in packed if not self._is_word(name)]
        return made.with_columns(pl.col(name).cast(pl.String) for name in plain) if plain else made

    def _is_word(self, name: str) -> bool:
        found = column_of(name, self.book)
        fact = self.book.facts.get(found.fact) if found is not None and found.fact else None
        return fact is None or fact.type in ("text", "choice", "country")

    def _kinds(self, origins: pl.Series) -> pl.Series:
        """What a transfer from each place is taken for; null where the place is not told."""
        text = origins.cast(pl.String)
        told = text.drop_nulls().unique()
        kinds = [None if not each.strip() else usual_kind(self._country(each)) for each in told]
        return text.replace_strict(told, pl.Series(kinds, dtype=pl.String), default=None).alias(
            _KIND
        )

    def _country(self, text: str) -> str:
        try:
            return country_code(text.strip(), self.book.facts.countries)
        except UnknownName:
            return text  # the cell itself is refused, with a hint

    def _constants(
        self, constants: tuple[tuple[str, str], ...], columns: Mapping[Any, str]
    ) -> dict[str, str]:
        found = {}
        for name, value in constants:
            meaning = _meaning(name, self.book)
            if meaning is None:
                raise UnknownName("column that the law reads", name, [each.name for each in self.book.facts])  # fmt: skip
            if meaning in columns:
                raise InputError(
                    f"--set {name}={value}: the file has a column {columns[meaning]!r}, which says it row by row; "
                    "leave out --set, or take the column out of the mapping"
                )
            found[meaning[1] if not meaning[0] else name] = value
        return found

    def _refuse_twice(self, source: Source) -> None:
        for name, places in twice(source.heads, self.used).items():
            raise InputError(
                f"two columns are called {name!r} (columns {', '.join(map(str, places))}); rename the one that the law is not to read"
            )


def _meaning(name: str, book: RuleBook) -> tuple[str, str] | None:
    found = column_of(name, book)
    return None if found is None else (found.party, found.fact or found.name.rpartition(".")[2])
