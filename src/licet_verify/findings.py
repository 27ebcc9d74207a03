"""What a check found: what holds, what differs and where, and what could not be shown."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

MOST_KEPT = 200
"""Findings of one kind that are kept in words; the rest is counted."""


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
        }

    def text(self) -> str:
        """The report in words, safe for a terminal."""
        parts = [
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
