"""Who is above a firm, as a tree of lines for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.ownership.judge import FOUND, LISTED, NOT_SHOWN
from licet.ownership.model import CONTROL, DIRECTOR, SHARES
from licet.ownership.shares import shown

if TYPE_CHECKING:
    from licet.ownership.cut import Cut
    from licet.ownership.judge import Judged
    from licet.ownership.model import Stake


def tree(cut: Cut, key: str, judged: Judged | None = None, most: int = 200) -> list[str]:
    """The firm, and under it its owners, theirs under them.

    An owner that was shown before is named again and not opened again; ``most`` lines at most.
    """
    lines = [cut.label(key) + _mark(key, judged)]
    seen = {key}
    _under(cut, key, judged, "", seen, lines, most)
    if len(lines) >= most:
        lines.append(f"... and more; {most} lines are shown")
    return lines


def _under(  # noqa: PLR0917 - one branch of the tree, always by position
    cut: Cut, key: str, judged: Judged | None, lead: str, seen: set[str], lines: list[str], most: int
) -> None:  # fmt: skip
    held = cut.into(key)
    for at, stake in enumerate(held):
        if len(lines) >= most or len(lead) > most:
            return
        last = at == len(held) - 1
        again = stake.owner in seen and bool(cut.into(stake.owner))
        lines.append(
            f"{lead}{'`-- ' if last else '|-- '}{_held(stake)}: {cut.label(stake.owner)}{_mark(stake.owner, judged)}"
            + (" (above)" if again else "")
        )
        if stake.owner not in seen and stake.interest != DIRECTOR:
            seen.add(stake.owner)
            _under(cut, stake.owner, judged, lead + ("    " if last else "|   "), seen, lines, most)


def _held(stake: Stake) -> str:
    if stake.interest in (CONTROL, DIRECTOR):
        return stake.interest
    of = (
        ""
        if stake.interest == SHARES
        else f" ({'votes' if stake.interest == 'voting' else stake.interest})"
    )
    return f"{shown(stake.share)}{of}{f', class {stake.share_class}' if stake.share_class else ''}"


def _mark(key: str, judged: Judged | None) -> str:
    if judged is None:
        return ""
    found = judged.found(key)
    if found == LISTED:
        return f"  [on {', '.join(dict.fromkeys(each.list for each in judged.listed[key]))}]"
    return "" if found == NOT_SHOWN else f"  [{FOUND[found].partition(':')[0]}]"
