"""What a screening is run against, what is said of it, and its record: shared by names and files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.cli.show import faint, wrapped
from licet.errors import InputError, UnknownName
from licet.record import record, replaced
from licet.settings import Settings, read_settings

if TYPE_CHECKING:
    import argparse
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
    def on(cls, day: date, officer: str = "", reason: str = "") -> Searched:
        """The user's editions in force on ``day``; a reason lets lists pass that are too old."""
        from licet.lists.shelf import Shelf

        settings = read_settings()
        found = Shelf.of(settings).usable(day, officer=officer or settings.officer, reason=reason)
        return cls(settings, found.editions, found.overrides, found.warnings, found.missing)

    @classmethod
    def of(cls, options: argparse.Namespace) -> Searched:
        """The same as the options ask: of the lists named, where some are."""
        found = cls.on(options.on, options.officer, options.reason)
        if not options.list:
            return found
        known = {each.list for each in found.editions}
        for code in options.list:
            if code not in known:
                raise _no_list(code, sorted(known), found.missing)
        return replaced(
            found,
            editions=tuple(each for each in found.editions if each.list in options.list),
            only=tuple(sorted(set(options.list))),
            left_out=tuple(sorted(known.difference(options.list))),
        )

    def screener(self) -> Screener:
        """A screener over the editions; the index of long lists is kept in the home folder."""
        from licet.screen.screener import Screener

        return Screener.of(self.editions, self.settings.indexes)

    def said(self, screener: Screener) -> list[str]:
        """Lines under an answer: lists, editions, hashes, warnings."""
        lists = ", ".join(
            f"{each.list} of {each.as_of} ({len(each.entries):,})" for each in self.editions
        )
        found = [wrapped(f"Searched: {lists}.", 0, 2)]
        if self.left_out:
            found.append(wrapped(f"Left out by --list: {', '.join(self.left_out)}.", 0, 2))
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
