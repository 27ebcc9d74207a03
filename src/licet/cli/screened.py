"""What ``--brief`` says of names: one line where they wait for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.telling.screened import FIRST

if TYPE_CHECKING:
    from licet.transfer.model import Transfer


def brief_line(transfer: Transfer) -> str:
    """One line where names wait for a person, or were not screened; empty otherwise."""
    found = transfer.screening
    if found is None:
        return ""
    if found.off:
        return f"{transfer.item}: parties not screened, {found.off}"
    standings = [each.standing for each in found.unsettled]
    parts = [f"{standings.count(each)} {each}" for each in FIRST if each in standings]
    unread = [name for name, _ in found.cannot if name not in found.relied]
    parts += [f"{len(unread)} not to be screened"] if unread else []
    if not parts:
        return ""
    return f"{transfer.item}: parties on lists: {', '.join(parts)}; a person has still to look (leave out --brief to see them)"
