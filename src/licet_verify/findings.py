"""What a check found: what holds, what differs and where, and what could not be shown."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

MOST_KEPT, MOST_TOLD = 200, 10_000
"""Findings of one kind that are kept in words, the rest being counted; lines of the story of cases."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not hold; ``code`` is a name from the table in docs/public-log.md."""

    code: str
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.code}: {self.where}: {self.what}"


@dataclass(slots=True)
class Report:
    """The result of a check, filled as it goes on."""

    holds: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    not_shown: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    told: list[str] | None = None
    """The story of each case in words; None where nobody asked for it."""

    def tell(self, text: str) -> None:
        """Add a line to the story, if one was asked for."""
        if self.told is not None and len(self.told) < MOST_TOLD:
            self.told.append(text)

    def differs(self, code: str, where: str, what: str) -> None:
        """Note a finding."""
        self.counts[code] += 1
        if self.counts[code] <= MOST_KEPT:
            self.findings.append(Finding(code, where, what))

    def data(self) -> dict[str, Any]:
        """The report as JSON takes it."""
        return {
            "holds": self.holds,
            "findings": [{"code": f.code, "where": f.where, "what": f.what} for f in self.findings],
            "counts": dict(sorted(self.counts.items())),
            "not_shown": self.not_shown,
            **({} if self.told is None else {"told": self.told}),
        }

    def text(self) -> str:
        """The report in words, safe for a terminal."""
        parts = [
            *(self.told or ()),
            *(f"holds      {each}" for each in self.holds),
            *(f"DIFFERS    {each}" for each in self.findings),
            *(
                f"DIFFERS    {code}: {count - MOST_KEPT} more of this kind"
                for code, count in sorted(self.counts.items())
                if count > MOST_KEPT
            ),
            *(f"not shown  {each}" for each in self.not_shown),
        ]
        return "\n".join(visible(each) for each in parts)


def visible(text: str) -> str:
    """The text with whatever could move a cursor, or turn the line around, spelled out."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)
