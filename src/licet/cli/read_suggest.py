"""``licet read ... --suggest``: what was read goes into the store, each event once, for an editor to judge."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError
from collections import Counter
from typing import TYPE_CHECKING, Any

from licet.cli.keeping import open_store
from licet.cli.show import strong, visible, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from licet.happened.kept import Kept
    from licet.news.handing import Handed
    from licet.news.in_law import InLaw
    from licet.news.joining import Told
    from licet.news.model import Article

Done = tuple["Handed", "Kept | None", str]
"""An event that was read, what stands in the store now, and what was done; ``refused`` where nothing was."""
_WHO = re.compile(r"[\w-]+:\S[^\x00-\x1f]*")
_SAYS = {
    "suggested": "new", "joined": "joined to what stands there", "read again": "read again and changed",
    "known": "known already", "refused": "refused",
}  # fmt: skip


def by_whom(text: str) -> str:
    """Who suggests, as ``ROLE:NAME``.

    >>> by_whom("desk:eva")
    'desk:eva'
    """
    if not _WHO.fullmatch(text):
        raise ArgumentTypeError(f"{text!r} is no ROLE:NAME, such as desk:eva")
    return text


def suggested(
    told: Iterable[Told], articles: Sequence[Article], notes: Iterable[InLaw], retrieved: date | None, by: str
) -> tuple[Done, ...]:  # fmt: skip
    """Suggest every event of a run in one transaction; those that the timeline cannot hold are told."""
    from licet.happened.kept import Editing
    from licet.happened.shipped import shipped
    from licet.news.handing import handed

    found = handed(told, articles, notes, retrieved)
    with open_store() as store, store.writing() as work:
        editing = Editing(work, shipped())
        return tuple(
            (each, *editing.suggest(each.happening, by, "licet read"))
            if each.happening is not None
            else (each, None, "refused")
            for each in found
        )


def print_done(done: Iterable[Done]) -> None:
    """How many are new, joined, known and refused, and each by its id in the store."""
    done = tuple(done)
    counts = Counter(what for *_, what in done)
    said = ", ".join(f"{counts[what]} {word}" for what, word in _SAYS.items() if counts[what])
    print(strong(f"In the store: {said or 'nothing, since nothing was found'}"))
    for handed, kept, what in done:
        if kept is None:
            print(wrapped(visible(f"refused: {handed.refused}"), 2, 4))
        else:
            print(wrapped(visible(f"{kept.happening.id}: {_SAYS[what]}; {kept.state}"), 2, 4))


def done_data(done: Iterable[Done]) -> list[dict[str, Any]]:
    """The same as data."""
    return [
        {
            "event": handed.told.event.id, "id": kept.happening.id if kept else None, "done": what,
            "state": kept.state if kept else None, "why": handed.refused,
        }
        for handed, kept, what in done
    ]  # fmt: skip
