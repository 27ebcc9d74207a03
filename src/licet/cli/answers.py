"""A decision as a person at a terminal reads it: the lines of ``licet.telling``, wrapped and set off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.cli.show import print_footer, strong, wrapped
from licet.telling.tell import told
from licet.telling.text import lines

if TYPE_CHECKING:
    from licet.decide.decide import Decision
    from licet.pack.store import Library
    from licet.telling.text import Line


def print_decisions(
    decisions: tuple[Decision, ...], library: Library, *, why: bool, every: bool = False
) -> None:
    """Each decision once: variants that come out alike share one block.

    ``every`` shows the laws that do not claim the transfer too, as when they are asked by name.
    """
    for line in lines(told(decisions, every=every), why=why):
        print(_shown(line))
    print()
    print_footer(library.law.hashes)


def _shown(line: Line) -> str:
    text = line.text if line.whole else wrapped(line.text, line.indent, line.hang)
    return strong(text) if line.strong else text
