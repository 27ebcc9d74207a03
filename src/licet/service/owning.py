"""Who owns whom against the lists of a day: a graph of stakes, the listed parties in it, the rules that ask."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from licet.errors import UnknownName
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from licet.lists.model import Edition
    from licet.ownership.cut import Cut
    from licet.ownership.graph import Graph
    from licet.ownership.model import Listed
    from licet.ownership.regimes import Ruling
    from licet.pack.store import Library

_REMARKS = 20


@record
class Owning:
    """The graph, the listed parties, the day, and what was read."""

    graph: Graph
    listed: tuple[Listed, ...]
    day: date
    remarks: tuple[str, ...]
    searched: tuple[dict[str, Any], ...]
    library: Library

    def rulings(self, codes: Sequence[str]) -> list[Ruling]:
        """The rulings of the day: those named, else those that count a list of the listed parties.

        Raises:
            UnknownName: there is no such rule.
        """
        from licet.ownership.regimes import regimes

        known = regimes(self.library.law.book)
        for code in codes:
            if code not in known:
                raise UnknownName("ownership rule", code, known)
        several = [known[code].on(self.day) or known[code].first for code in codes or known]
        if codes:
            return several
        picked = [each for each in several if any(each.counts(one.list) for one in self.listed)]
        return picked or several

    def key(self, name: str) -> str:
        """The key of a party that is named by key or identifier; ``UnknownName`` where there is none."""
        key = self.graph.key(name)
        if key is None:
            raise UnknownName("party of the ownership file", name, self.graph.nodes)
        return key

    def searched_sentences(self) -> list[str]:
        """What was searched, for the end of an answer."""
        lines = []
        for each in self.searched:
            parts = [f"{each['what']}: {each['records']} records"]
            if lists := each.get("lists"):
                parts.append(f"of {', '.join(lists)}")
            if file := each.get("file"):
                parts.append(f"in {file} ({each['sha256'][:12]})")
            lines.append(" ".join(parts))
        return [f"Searched on {self.day}: {'; '.join(lines)}."]

    def remark_sentences(self, cut: Cut) -> list[str]:
        """What a person should know of how records were merged; many are cut short, and --json has all."""
        lines = [*cut.remarks, *self.remarks]
        if len(lines) > _REMARKS:
            lines = [
                *lines[:_REMARKS],
                f"... and {len(lines) - _REMARKS} more remarks; --json gives all.",
            ]
        return lines

    @property
    def hashes(self) -> dict[str, str]:
        """The hashes that an answer rests on."""
        header = self.library.header
        return {name: str(header[name]) for name in ("law", "code")}


def stakes_searched(data: bytes, file: str, graph: Graph) -> dict[str, Any]:
    """What is told of the file of stakes under an answer."""
    sha = hashlib.sha256(data).hexdigest()
    return {"what": "stakes", "file": file, "sha256": sha, "records": len(graph.stakes)}


def listed_in(
    editions: Iterable[Edition], graph: Graph
) -> tuple[list[Listed], list[str], list[dict[str, Any]]]:
    """The listed parties of some editions among those of the graph, with remarks and what was searched."""
    from licet.ownership.listed import listed_of_entries

    found: list[Listed] = []
    remarks: list[str] = []
    searched: list[dict[str, Any]] = []
    for each in editions:
        mine, odd = listed_of_entries(each.entries, graph)
        found += mine
        remarks += odd
        searched.append({"what": "listed", "file": f"{each.list} {each.as_of}", "sha256": each.sha256, "records": len(mine), "lists": [each.list]})  # fmt: skip
    return found, remarks, searched
