"""What a screening is run against, what is said of it, and its record: shared by names and files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.cli.show import faint, wrapped
from licet.errors import UnknownName
from licet.record import record
from licet.settings import Settings, read_settings

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from licet.lists.model import Edition
    from licet.lists.standing import Override
    from licet.screen.model import Screened
    from licet.screen.screener import Screener


@record
class Searched:
    """The editions searched, and what must be said beside the answer."""

    settings: Settings
    editions: tuple[Edition, ...]
    overrides: tuple[Override, ...] = ()
    warnings: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @classmethod
    def of(cls, options: argparse.Namespace) -> Searched:
        """The user's editions in force on the day; of the lists named, where some are."""
        from licet.lists.shelf import Shelf

        settings = read_settings()
        officer = options.officer or settings.officer
        found = Shelf.of(settings).usable(options.on, officer=officer, reason=options.reason)
        editions = found.editions
        if options.list:
            known = {each.list for each in editions}
            for code in options.list:
                if code not in known:
                    raise UnknownName("list", code, sorted(known))
            editions = tuple(each for each in editions if each.list in options.list)
        return cls(settings, editions, found.overrides, found.warnings, found.missing)

    def said(self, screener: Screener) -> list[str]:
        """Lines under an answer: lists, editions, hashes, warnings."""
        lists = ", ".join(
            f"{each.list} of {each.as_of} ({len(each.entries):,})" for each in self.editions
        )
        found = [wrapped(f"Searched: {lists}.", 0, 2)]
        if self.missing:
            found.append(
                wrapped(f"Not searched, for none is loaded: {', '.join(self.missing)}.", 0, 2)
            )
        found += [wrapped(each, 0, 2) for each in self.warnings]
        found.append(faint(f"lists {self.fingerprint[:12]}  tables {screener.tables[:12]}"))
        return found

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
            "not_searched": list(self.missing),
            "warnings": list(self.warnings),
            "lists": self.fingerprint,
            "tables": screener.tables,
        }

    def recorded(
        self, answers: Iterable[Screened], options: argparse.Namespace, screener: Screener
    ) -> str:
        """Write the screening to the store, where the user keeps one; the number of the run."""
        del answers, options, screener
        return ""
