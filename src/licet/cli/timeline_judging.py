"""What the actions of an editor share: the store, who acts, and the line that says what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.cli.codes import PASS
from licet.cli.keeping import open_store, options_of
from licet.cli.show import print_json, visible, wrapped

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from licet.happened.kept import Editing, Kept


def options(action: str, about: str, *, reason: bool) -> argparse.ArgumentParser:
    """A parser for an act on one event."""
    found = options_of(f"timeline {action}", about)
    found.add_argument("id", metavar="ID", help="licet timeline lists them in brackets")
    found.add_argument("--by", metavar="NAME", required=True, help="who acts; kept with the time")
    found.add_argument("--reason", metavar="TEXT", default="", required=reason, help="why")
    return found


def judged(args: argparse.Namespace, act: Callable[[Editing], Kept]) -> int:
    """Do it in one transaction, and say what stands now."""
    from licet.happened import kept as keeping
    from licet.happened.shipped import shipped
    from licet.happened.words import event_data as data
    from licet.happened.words import head, mark, when

    with open_store() as store, store.writing() as work:
        kept = act(keeping.Editing(work, shipped()))
    if args.json:
        print_json(data(kept, (), concerned=False))
        return PASS
    one = kept.happening
    print(wrapped(visible(f"{one.id}: {mark(kept)}"), 0, 4))
    print(wrapped(visible(f"{when(one)}: {head(one)}: {one.title}"), 2, 6))
    return PASS
