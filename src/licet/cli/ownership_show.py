"""``licet ownership show FILE PARTY``: one party, its owners as a tree, parent, seats, warning signs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.cli.codes import PASS
from licet.cli.ownership_options import asked, ownership_parser
from licet.cli.show import print_footer, print_json, strong, wrapped

if TYPE_CHECKING:
    from licet.ownership.facts import OwnershipFacts
    from licet.service.owning import Owning


def main(words: list[str]) -> int:
    """Print what the file says of one party; exit 0."""
    options = ownership_parser("show", "One party: its owners, parent, seats and warning signs.")
    options.add_argument(
        "party", metavar="PARTY", help="a key of the file, or an identifier such as LEI:..."
    )
    options.add_argument(
        "--regime", metavar="R", default="", help="mark owners by this rule; default BIS"
    )
    args = options.parse_args(words)

    from licet.ownership.facts import facts_in
    from licet.ownership.judge import judge

    found = asked(args)
    key = found.key(args.party)
    ruling = found.rulings([args.regime or "BIS"])[0]
    judged = judge(found.graph.on(found.day), found.listed, ruling, found.day)
    facts = facts_in(judged, key, found.library.law.book, found.listed)
    if args.json:
        print_json(
            {
                **facts_data(facts),
                "remarks": [*judged.cut.remarks, *found.remarks],
                "searched": list(found.searched),
                "hashes": found.hashes,
            }
        )
    else:
        _print(found, facts)
    return PASS


def facts_data(facts: OwnershipFacts) -> dict[str, Any]:
    """The facts as JSON data."""
    from licet.lists.model import plain
    from licet.ownership.interest import effective_interest
    from licet.ownership.words import proof_data

    return {
        "party": facts.key, "on": facts.day.isoformat(),
        "country": facts.country or None, "headquarters": facts.headquarters or None,
        "ultimate_parent": {"key": facts.parent.key, "chain": list(facts.parent.chain), "why": facts.parent.why,
                            "headquarters": facts.parent_headquarters or None},
        "owned_by_listed_pct": str(facts.owned_by_listed_pct()),
        "owned_by_listed_pct_on_this_data": str(facts.owned_by_listed_pct(complete=True)),
        "owners": [
            {"key": each.key, "name": each.name, "pct": None if each.pct is None else str(each.pct),
             "certain": each.certain, "listed": plain(each.listed)}
            for each in facts.owners
        ],
        "effective_interest_pct_for_information": None
        if (interest := effective_interest(facts.proof.judged.cut, facts.key)) is None
        else {key: str(each) for key, each in interest.items()},
        "flags": [plain(each) for each in facts.flags],
        "proof": proof_data(facts.proof),
    }  # fmt: skip


def _print(found: Owning, facts: OwnershipFacts) -> None:
    from licet.facts.values import show
    from licet.ownership.interest import effective_interest
    from licet.ownership.tree import tree

    judged = facts.proof.judged
    print(strong(f"{judged.cut.label(facts.key)} on {facts.day}"))
    places = [
        ("registered in", facts.country),
        ("head office in", facts.headquarters),
        ("head office of its ultimate parent in", facts.parent_headquarters),
    ]
    for what, place in places:
        print(f"  {what} {place or 'a place not known'}")
    parent = judged.cut.label(facts.parent.key) if facts.parent.key else "not known"
    print(wrapped(f"Ultimate parent: {parent}. {facts.parent.why}", 2, 4))
    on_data = show(facts.owned_by_listed_pct(complete=True))
    print(wrapped(f"Held by listed parties ({judged.ruling.regime}), on this data: {on_data} %; with what the data does not account for: {show(facts.owned_by_listed_pct())} %", 2, 4))  # fmt: skip
    if interest := effective_interest(judged.cut, facts.key):
        told = ", ".join(
            f"{judged.cut.label(key)} {show(each)} %" for key, each in interest.items()
        )
        print(wrapped(f"For information, no rule asks it: shares multiplied along all chains give {told}.", 2, 4))  # fmt: skip
    for flag in facts.flags:
        print(wrapped(f"Warning sign: {flag.text}", 2, 4))
    print()
    for line in tree(judged.cut, facts.key, judged):
        print(f"  {line}")
    print()
    for line in (*found.remark_sentences(judged.cut), *found.searched_sentences()):
        print(wrapped(line, 0, 2))
    print_footer(found.hashes)
