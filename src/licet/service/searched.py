"""What a screening is run against: the editions on the shelf, and what must be said beside the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.errors import InputError, UnknownName
from licet.record import record, replaced
from licet.settings import Settings, read_settings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from licet.lists.model import Edition
    from licet.lists.standing import Override
    from licet.screen.screener import Screener


@record
class Searched:
    """The editions searched, and what must be said beside the answer."""

    settings: Settings
    editions: tuple[Edition, ...]
    overrides: tuple[Override, ...] = ()
    warnings: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    @classmethod
    def on(
        cls, day: date, officer: str = "", reason: str = "", settings: Settings | None = None
    ) -> Searched:
        """The user's editions in force on ``day``; a reason lets lists pass that are too old."""
        from licet.lists.shelf import Shelf

        settings = settings or read_settings()
        found = Shelf.of(settings).usable(day, officer=officer or settings.officer, reason=reason)
        return cls(settings, found.editions, found.overrides, found.warnings, found.missing)

    def of_lists(self, codes: Sequence[str]) -> Searched:
        """The same, of the lists named alone; of all where none is named.

        Raises:
            InputError: a list is named of which no edition is loaded.
        """
        if not codes:
            return self
        known = {each.list for each in self.editions}
        for code in codes:
            if code not in known:
                raise _no_list(code, sorted(known), self.missing)
        return replaced(
            self,
            editions=tuple(each for each in self.editions if each.list in codes),
            only=tuple(sorted(set(codes))),
            left_out=tuple(sorted(known.difference(codes))),
        )

    def screener(self) -> Screener:
        """A screener over the editions; the index of long lists is kept in the home folder."""
        from licet.screen.screener import Screener

        return Screener.of(self.editions, self.settings.indexes)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What was searched and what was not, with the warnings that stand beside every answer."""
        lists = ", ".join(
            f"{each.list} of {each.as_of} ({len(each.entries):,})" for each in self.editions
        )
        found = [f"Searched: {lists}."]
        if self.left_out:
            found.append(f"Left out by choice: {', '.join(self.left_out)}.")
        if self.missing:
            found.append(f"Not searched, for none is loaded: {', '.join(self.missing)}.")
        return (*found, *self.warnings)

    @property
    def fingerprint(self) -> str:
        """One hash over the editions searched."""
        import hashlib

        joined = "\n".join(f"{each.list} {each.sha256}" for each in self.editions)
        return hashlib.sha256(joined.encode()).hexdigest()

    def as_data(self, screener: Screener) -> dict[str, Any]:
        """The same as JSON data."""
        return {
            "editions": [
                {
                    "list": each.list,
                    "as_of": each.as_of.isoformat(),
                    "sha256": each.sha256,
                    "entries": len(each.entries),
                    "snapshot": each.snapshot,
                }
                for each in self.editions
            ],
            "left_out": list(self.left_out),
            "not_searched": list(self.missing),
            "warnings": list(self.warnings),
            "lists": self.fingerprint,
            "tables": screener.tables,
        }

    def settings_of_run(self) -> dict[str, Any]:
        """What the record of a run says of the choice of lists."""
        found: dict[str, Any] = {"not_searched": list(self.missing)}
        if self.only:
            found["only"] = list(self.only)
        if self.overrides:
            found["overrides"] = [
                {
                    "list": each.list,
                    "as_of": each.as_of.isoformat(),
                    "age_days": each.age_days,
                    "officer": each.officer,
                    "reason": each.reason,
                }
                for each in self.overrides
            ]
        return found


def _no_list(code: str, known: list[str], missing: tuple[str, ...]) -> InputError:
    if code in missing:
        return InputError(
            f"No edition of {code} is loaded, so it cannot be searched. Load one: licet lists fetch {code}, "
            "or licet lists load FILE (docs/party-lists.md says where it is published)."
        )
    error = UnknownName("list", code, [*known, *missing])
    return InputError(f"{error} Loaded are {', '.join(known)}.")
