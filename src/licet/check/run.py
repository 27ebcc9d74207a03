"""All checks of a rule book, in the order in which a reader would want them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.book.concepts import read_concepts
from licet.check.concepts import concept_findings
from licet.check.dates import date_findings
from licet.check.finding import Finding
from licet.check.needed import Needed
from licet.check.ownership import ownership_findings
from licet.check.rows import row_results
from licet.check.thresholds import threshold_findings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from licet.book.concepts import Concepts
    from licet.book.load import Source

_TRUTH = {True: "yes", False: "no", None: "?"}


def check_folder(folder: Path, *, solver: bool = True) -> tuple[Source, Iterator[Finding]]:
    """Load a folder (which raises on what cannot be read) and check what was loaded."""
    from licet.book.load import load_folder

    source = load_folder(folder)
    return source, findings_of(source, read_concepts(folder), solver=solver)


def findings_of(source: Source, concepts: Concepts, *, solver: bool) -> Iterator[Finding]:
    """All that is wrong with a rule book, as it is found."""
    needed = Needed(source.book)
    rows = tuple(row_results(source, needed))
    for row in rows:
        if row.expected is not row.found:
            yield Finding(
                "cases", row.provision.file, row.provision.id,
                f"the case {row.name!r} on {row.on} expects {_TRUTH[row.expected]}, the rule gives {_TRUTH[row.found]}",
                row.row.line,
            )  # fmt: skip
    yield from threshold_findings(source.book, rows)
    yield from date_findings(source.book)
    yield from concept_findings(source.book, concepts)
    yield from ownership_findings(source.book)
    if solver:
        from licet.check.solver import solver_findings

        yield from solver_findings(source.book, rows, needed)
