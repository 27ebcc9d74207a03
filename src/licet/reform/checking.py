"""Whether a reform holds together: the checks of the law on the reformed law, and the reform's own cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.book.concepts import read_concepts
from licet.book.load import load_folder
from licet.check.needed import Needed
from licet.check.rows import row_results
from licet.check.run import findings_of
from licet.decide.decide import Law
from licet.record import record
from licet.reform.applying import apply
from licet.reform.cases import FILE, tried
from licet.reform.sources import source_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from licet.book.load import Source
    from licet.check.finding import Finding
    from licet.check.rows import RowResult
    from licet.pack.store import Library
    from licet.reform.model import Reform


@record
class Checked:
    """What a check of reforms found.

    ``wrong`` are faults, in words with their places; ``otherwise`` rows of the law as it was that read
    otherwise under the reforms, on days of theirs, as they are meant to; ``cases`` how many cases of the
    reforms' own were tried.
    """

    law: str
    before: str
    wrong: tuple[str, ...]
    otherwise: tuple[str, ...]
    cases: int


def check(
    reforms: Sequence[Reform], library: Library, folder: Path, *, solver: bool = False,
    said: Callable[[str], None] = lambda _: None,
) -> Checked:  # fmt: skip
    """Put ``reforms`` to the law in ``folder``, which ``library`` was made of, and try all that can be tried.

    ``solver`` looks for clashes and dead rules as well, which takes minutes.  ``said`` hears what is done.

    Raises:
        InputError: a reform cannot be read or put to this law.
    """
    said("reading the law")
    before = load_folder(folder)
    said("putting the reforms to it")
    after = apply(before.book, *reforms)
    source = source_of(before, after, reforms)
    said(f"trying {sum(len(each.rows) for each in source.pages.values()):,} rows")
    changed, early, moved = _rows(source, reforms)
    whole = without_rows(source, {(each.provision.id, each.row.line) for each in moved})
    found = [f"{each.provision.file}:{each.row.line}: {each.name!r} on {each.on} reads otherwise before any reform begins" for each in early]  # fmt: skip
    concepts = read_concepts(folder)
    said("checking the reformed law")
    new = [e for e in findings_of(whole, concepts, solver=solver) if not _left_untried(e, before)]
    old = set(map(str, findings_of(before, concepts, solver=False))) if new else set()
    found += [str(each) for each in new if str(each) not in old]
    said("trying the cases")
    count = 0
    laws = Law(before.book), Law(after)
    for reform in reforms:
        pairs = list(tried(reform, *laws, library.products)) if len(reforms) == 1 else []
        count += len(pairs)
        found += [text for each in pairs for text in each.wrong]
        if len(reforms) == 1 and reform.patches and not any(each.pair.flips for each in pairs):
            found.append(f"{reform.folder / FILE}: no case is answered otherwise under the reform; write one that is")  # fmt: skip
    return Checked(after.hash, before.book.hash, tuple(found), tuple(changed), count)


def _left_untried(finding: Finding, before: Source) -> bool:
    """Whether a case is wanted for a limit that a reform moved in a provision of the law as it was.

    The reform's own cases try it; the table beside the rule goes on testing the rule as it was.
    """
    return finding.check == "thresholds" and finding.subject in before.pages


def moved_rows(source: Source) -> tuple[RowResult, ...]:
    """Rows that the reformed law answers otherwise than they say."""
    results = row_results(source, Needed(source.book))
    return tuple(each for each in results if each.expected is not each.found)


def without_rows(source: Source, moved: set[tuple[str, int]]) -> Source:
    """The source without rows of these provisions and lines."""
    from licet.book.load import Source as Made
    from licet.record import replaced

    pages = {
        name: replaced(page, rows=tuple(r for r in page.rows if (name, r.line) not in moved))
        for name, page in source.pages.items()
    }
    return Made(source.book, pages)


def _rows(
    source: Source, reforms: Sequence[Reform]
) -> tuple[list[str], list[RowResult], list[RowResult]]:
    """Rows read otherwise as meant, in words; those read otherwise too early; and the meant ones again."""
    first = min((each.since for each in reforms), default=None)
    own = {id(row) for reform in reforms for row in _own(reform)}
    results = [each for each in moved_rows(source) if id(each.row) not in own]
    early = [each for each in results if first is None or each.on < first]
    meant = [each for each in results if not (first is None or each.on < first)]
    told = [f"{each.provision.id}: {each.name} on {each.on}" for each in meant]
    return told, early, meant


def _own(reform: Reform) -> Iterator[object]:
    for patch in reform.patches:
        page = getattr(patch, "page", None)
        if page is not None:
            yield from page.rows
