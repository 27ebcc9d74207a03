"""``licet store status|upgrade|backup|purge``: the database of records itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from licet.cli.codes import PASS
from licet.cli.keeping import act, add_signer_options, open_store, options_of, signer_of
from licet.cli.options import day
from licet.cli.show import print_json, table
from licet.settings import Settings, read_settings

if TYPE_CHECKING:
    from licet.store.retention import Retention
    from licet.store.store import Store


def main(words: list[str]) -> int:
    """Run one action on the store."""
    return act(
        "store", {
            "status": ("where it is, its version, and how much is in it", _status),
            "upgrade": ("bring its tables to the version of this program", _upgrade),
            "backup": ("copy it into a new SQLite file, which is a store itself", _backup),
            "purge": ("delete what is older than a day and need not be kept any more", _purge),
        }, words,
    )  # fmt: skip


def _kept(settings: Settings, law: str | None = None) -> Retention:
    from licet.pack.store import open_library
    from licet.store.retention import retention

    return retention(open_library(law).law.book, date.today(), settings.retention_years)


def _status(words: list[str]) -> int:
    options = options_of("store status", "Where the store is, its version, and how much is in it.")
    args = options.parse_args(words)
    settings = read_settings()
    with open_store(settings) as store:
        found = store.status()
    kept = _kept(settings)
    if args.json:
        print_json({**found, "retention": {"years": kept.years, "says": list(kept.says)}})
        return PASS
    print(f"{found['database']}, tables of version {found['version']}")
    print(table([(name, f"{count:,}") for name, count in sorted(found["rows"].items())], ("what", "rows")))  # fmt: skip
    print(f"Records are kept for {kept.years} years ({', '.join(kept.says)}).")
    return PASS


def _upgrade(words: list[str]) -> int:
    options = options_of("store upgrade", "Bring the tables to the version of this program.")
    args = options.parse_args(words)
    with _of_any_version() as store:
        before, after = store.upgrade()
    if args.json:
        print_json({"before": before, "after": after})
    else:
        print(f"Tables were of version {before or 'none'} and are of version {after}.")
    return PASS


def _of_any_version() -> Store:
    """The user's store, be its tables the newest or not."""
    from licet.store.engine import engine_of
    from licet.store.store import Store, now

    return Store(engine_of(read_settings().database), now)


def _backup(words: list[str]) -> int:
    options = options_of("store backup", "Copy the store, as it is at one moment, into a new SQLite file.")  # fmt: skip
    options.add_argument("file", metavar="FILE")
    args = options.parse_args(words)
    with _of_any_version() as store:
        counts = store.backup(Path(args.file))
    if args.json:
        print_json({"file": args.file, "rows": counts})
    else:
        print(f"{sum(counts.values()):,} rows copied to {args.file}. It is a store: LICET_DATABASE=sqlite:///{Path(args.file).resolve()}")  # fmt: skip
    return PASS


def _purge(words: list[str]) -> int:
    options = options_of(
        "store purge",
        "Delete what is older than a day and need not be kept any more.  Refused before the time has "
        "ended for which the law (or retention_years in the settings, if longer) asks to keep records. "
        "The law counts from the end of a deal: say in the reason that the deals have ended.",
    )  # fmt: skip
    options.add_argument("--before", type=day, required=True, metavar="DATE")
    options.add_argument("--reason", required=True, metavar="TEXT")
    add_signer_options(options)
    args = options.parse_args(words)
    settings = read_settings()
    kept = _kept(settings)
    with open_store(settings) as store:
        counts = store.purge(args.before, signer_of(args, settings), args.reason, kept)
    if args.json:
        print_json({"before": args.before.isoformat(), "deleted": counts})
    else:
        print(f"Deleted from before {args.before}: " + ", ".join(f"{name} {count:,}" for name, count in counts.items()))  # fmt: skip
    return PASS
