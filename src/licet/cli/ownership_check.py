"""``licet ownership check FILE``: whom listed owners restrict, under each rule, with the sums."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.cli.codes import BY_OWNERSHIP
from licet.cli.ownership_options import asked, ownership_parser
from licet.cli.show import print_footer, print_json, strong, table, wrapped

if TYPE_CHECKING:
    from licet.ownership.judge import Judged
    from licet.service.owning import Owning

_EPILOG = """A party that is listed starts the sums; a firm that listed parties own by enough counts in full as
an owner of others. Shares are never multiplied along a chain.

exit codes: 12 a party is listed, or restricted by ownership; 14 that cannot be excluded; 16 it would be,
by a rule that nobody has confirmed; 15 by one that is suspended; 3 not on this data, which proves
nothing about what the data lacks.
"""


def main(words: list[str]) -> int:
    """Exit 12, 14, 16, 15 or 3 by the strictest finding, 2 on bad input."""
    options = ownership_parser(
        "check", "Whom listed owners restrict, rule by rule.", epilog=_EPILOG
    )
    options.add_argument("--party", metavar="KEY", action="append", default=[],
                         help="ask about this party alone, with the full proof (repeatable)")  # fmt: skip
    options.add_argument("--regime", metavar="R", action="append", default=[],
                         help="BIS, OFAC, EU, EU-833, UK; default: those that count a list given (repeatable)")  # fmt: skip
    args = options.parse_args(words)

    from licet.ownership.judge import judge

    found = asked(args)
    cut = found.graph.on(found.day)
    parties = [found.key(each) for each in args.party]
    judged = [judge(cut, found.listed, each, found.day) for each in found.rulings(args.regime)]
    if args.json:
        print_json(_data(found, judged, parties))
    else:
        _print(found, judged, parties)
    return _code(judged, parties)


def _code(judged: list[Judged], parties: list[str]) -> int:
    findings = {_weighed(each, key) for each in judged for key in (parties or each.caught())}
    return next(
        (code for name, code in BY_OWNERSHIP.items() if name in findings),
        BY_OWNERSHIP["not_on_this_data"],
    )


def _weighed(judged: Judged, key: str) -> str:
    """What is found of a party, or the state of the rule where it does not bind for sure."""
    from licet.ownership.judge import CERTAIN, POSSIBLE
    from licet.ownership.regimes import NOT_IN_FORCE
    from licet.ownership.words import binds

    found = judged.found(key)
    sure = binds(judged.ruling)
    if found not in (CERTAIN, POSSIBLE) or (sure is True and not judged.spared(key)):
        return found
    if judged.ruling.state == NOT_IN_FORCE or judged.spared(key):
        return "not_on_this_data"
    return "stale" if sure is None else "suspended"


def _data(found: Owning, judged: list[Judged], parties: list[str]) -> dict[str, Any]:
    from licet.ownership.proof import prove
    from licet.ownership.words import proof_data, ruling_data

    return {
        "on": found.day.isoformat(),
        "rules": [
            {
                **ruling_data(each.ruling),
                "listed": sorted(each.listed),
                "parties": [proof_data(prove(each, key)) for key in (parties or each.caught())],
            }
            for each in judged
        ],
        "searched": list(found.searched),
        "remarks": [*judged[0].cut.remarks, *found.remarks] if judged else list(found.remarks),
        "hashes": found.hashes,
    }


def _print(found: Owning, judged: list[Judged], parties: list[str]) -> None:
    from licet.ownership.proof import prove
    from licet.ownership.words import proof_lines, rule_line, standing

    for each in judged:
        print(strong(wrapped(rule_line(each.ruling), 0, 4)))
        print(wrapped(standing(each.ruling), 2))
        if not parties:
            _overview(each)
        for key in parties:
            for indent, text in proof_lines(prove(each, key)):
                print(wrapped(text, 2 + indent, 6 + indent))
        if each.ruling.note:
            print(wrapped(f"Note: {each.ruling.note}", 2, 4))
        print(wrapped(f"Source: {'; '.join(text for text, _ in each.ruling.cite)} (confidence {each.ruling.confidence})", 2, 4))  # fmt: skip
        print()
    for line in (*found.remark_sentences(judged[0].cut), *found.searched_sentences()):
        print(wrapped(line, 0, 2))
    print_footer(found.hashes)


def _overview(judged: Judged) -> None:
    """One line a firm that is caught or may be."""
    from licet.ownership.judge import CERTAIN
    from licet.ownership.proof import prove

    caught = judged.caught()
    sure = sum(judged.found(key) == CERTAIN for key in caught)
    print(f"  {len(judged.listed)} listed; {sure} restricted by ownership; {len(caught) - sure} cannot be excluded")  # fmt: skip
    rows = []
    for key in caught:
        proof = prove(judged, key)
        step = proof.steps[-1] if proof.steps else None
        owners = ", ".join(dict.fromkeys(judged.cut.label(each.owner) for each in step.holdings)) if step else ""  # fmt: skip
        rows.append((judged.cut.label(key), _finding(judged, key), _sum(proof), owners))  # fmt: skip
    if rows:
        for line in table(rows, ("party", "finding", "sum", "held by")).split("\n"):
            print(f"    {line}")


def _finding(judged: Judged, key: str) -> str:
    found = judged.found(key).replace("_", " ")
    return f"{found}, but spared by its seat" if judged.spared(key) else found


def _sum(proof: Any) -> str:
    from licet.ownership.shares import shown

    if not proof.steps:
        return ""
    step = proof.steps[-1]
    return "control" if step.test == "control" else str(shown(step.total))
