"""``licet worklist``: what waits for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.cli.codes import PASS, WAITING
from licet.cli.hits import hit_table
from licet.cli.keeping import open_store, options_of, print_rules
from licet.cli.show import print_json, strong, table

if TYPE_CHECKING:
    from licet.store.model import KeptHit, Worklist


def main(words: list[str]) -> int:
    """Exit 0 where nothing waits, 20 where something does."""
    options = options_of(
        "worklist", "What waits for a person: open hits, proposals, decisions that end, orders on hold.",
        epilog="exit codes: 0 nothing waits; 20 something does; 2 bad input.",
    )  # fmt: skip
    options.add_argument("--days", type=int, default=30, metavar="N", help="decisions that end within so many days; default 30")  # fmt: skip
    args = options.parse_args(words)
    with open_store() as store:
        found = store.worklist(args.days)
    if args.json:
        from licet.store.model import as_data

        print_json(as_data(found))
    else:
        _print(found)
    parts = (found.hits, found.proposals, found.expiring, found.holds, found.unscreened)
    return WAITING if any(parts) else PASS


def _print(found: Worklist) -> None:
    if found.hits:
        print(strong("Open hits"))
        print(hit_table(found.hits) + "\n")
    if found.proposals:
        print(strong("Proposals that wait for a second officer"))
        print(table([_proposal(each) for each in found.proposals], ("hit", "asked", "entry", "proposed", "by", "reason")) + "\n")  # fmt: skip
    if found.expiring:
        print(strong("Decisions that end soon"))
        print(hit_table(found.expiring) + "\n")
    if found.unscreened:
        print(strong("Names that could not be screened"))
        print(table([(each.ref, each.name, each.why) for each in found.unscreened], ("under", "name", "why")) + "\n")  # fmt: skip
    if found.holds:
        print(strong("Orders on hold, the oldest first"))
        rows = [
            (each.ref, f"{(found.today - each.at.date()).days}", each.by, each.reason, ", ".join(map(str, each.open_hits)))
            for each in found.holds
        ]  # fmt: skip
        print(table(rows, ("order", "days", "by", "reason", "open hits")) + "\n")
    if not any((found.hits, found.proposals, found.expiring, found.holds, found.unscreened)):
        print(f"Nothing waits on {found.today}.")
    print_rules()


def _proposal(each: KeptHit) -> tuple[str, ...]:
    said = each.proposal
    if said is None:
        return (str(each.id), each.name, each.entry, "", "", "")
    until = f" until {said.until}" if said.until else ""
    return (str(each.id), each.name, each.entry, f"{said.verdict.replace('_', ' ')}{until}", said.officer, said.reason)  # fmt: skip
