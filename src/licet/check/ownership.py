"""Ownership rules give what their own cases expect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.check.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licet.book.book import RuleBook


def ownership_findings(book: RuleBook) -> Iterator[Finding]:
    """Cases of ownership tables that fail; ``LawError`` where a table cannot be read."""
    from licet.ownership.regimes import PREFIX

    if not any(name.startswith(PREFIX) for name in book.tables):
        return
    from licet.ownership.cases import run_cases
    from licet.ownership.regimes import regime

    for case in run_cases(book):
        if case.found != case.expected:
            table = regime(book, case.regime)
            yield Finding(
                "ownership", str(table.file), table.table.name,
                f"the case {case.name!r} ({case.stakes}) on {case.day} expects {case.expected}, the rule finds {case.found}",
            )  # fmt: skip
