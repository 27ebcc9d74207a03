"""Run worked cases: each is decided under its law on its date and held against its expectations."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from licet.cases.compare import differences
from licet.cases.read import Case, read_cases
from licet.decide.decide import Law, decide
from licet.errors import InputError
from licet.record import record
from licet.transfer.build import Builder, read_day
from licet.transfer.public_record import with_public_record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from licet.transfer.model import Transfer

    Join = Callable[[Transfer, date], Transfer]


@record
class Outcome:
    """A case and its differences, none where it holds; ``broken`` where it could not be read."""

    case: Case
    differences: tuple[str, ...]
    broken: bool = False


def run_case(case: Case, law: Law, builder: Builder, join: Join | None = None) -> Outcome:
    """Decide one case and compare; ``join`` adds what lists say of its names."""
    try:
        transfer = builder.transfer(case.transfer, case.place)
        on, known_on = read_day(case.on, case.place), read_day(case.known_on, case.place)
    except InputError as error:
        return Outcome(case, (str(error),), broken=True)
    if transfer.due_care and "parties_complete" not in transfer.facts:
        # A case states every party that matters, as a user who types one line does not.
        transfer = transfer.knowing("parties_complete", True)
    today = on or date.today()
    if join is not None:
        transfer = join(transfer, today)
    transfer = with_public_record(transfer, law.book, today, known_on or today)
    sovereign = "GB" if case.law == "UK" else case.law
    decision = decide(transfer, law, on=today, known_on=known_on, sovereigns=(sovereign,))
    return Outcome(case, tuple(differences(case.expect, decision, sovereign)))


def run_files(
    paths: Iterable[Path],
    law: Law,
    catalogue: Mapping[str, Mapping[str, object]],
    only: str | None = None,
    *,
    join: Join | None = None,
    screen: bool = False,
) -> Iterator[tuple[Path, tuple[Outcome, ...]]]:
    """Run every file, or the cases whose id holds ``only``; what is no case file raises ``InputError``.

    ``join`` looks names up in the lists: those of cases that ask for it, or with ``screen`` of all.
    """
    builder = Builder(law.book, catalogue)
    for path in paths:
        yield (
            path,
            tuple(
                run_case(case, law, builder, join if screen or case.screen else None)
                for case in read_cases(path)
                if (only or "") in case.id
            ),
        )
