"""``licet watch transfer|register|trade|case|score``: signals of diversion, each with its rule and citation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from licet.cli.codes import DIFFERENT, NOTHING_FOUND, PASS, WAITING
from licet.cli.keeping import act, options_of, print_rules
from licet.cli.options import day, parser
from licet.cli.show import print_json, strong, table, visible, wrapped
from licet.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from licet.pack.store import Library
    from licet.watch.signals import Signals
    from licet.watch.subject import Subject
    from licet.watch.tally import Row

_CODES = "exit codes: 20 a signal needs an explanation; 3 none is raised, which proves nothing; 2 bad input."


def main(words: list[str]) -> int:
    """Run one action of the watch."""
    from licet.cli import watch_case

    return act(
        "watch", {
            "transfer": ("a transfer file: which red flags and patterns of diversion it shows", _transfer),
            "register": ("the register's chains: line, lot, serials, delivery, replies, return", _register),
            "trade": ("a monthly UN Comtrade export: routes whose reports do not fit together", _trade),
            "case": ("case files: open, evidence, hypothesis, outcome, show, list", watch_case.main),
            "score": ("what the signals find in a made register, and what they name in vain", _score),
        }, words,
    )  # fmt: skip


def law_of(law: str | None) -> tuple[Library, Path, Signals]:
    """The law in use, its folder, and its signals."""
    from licet.pack.store import open_library
    from licet.watch.signals import signals_in

    library = open_library(law)
    return library, *signals_in(library)


def _transfer(words: list[str]) -> int:
    options = parser(
        "watch transfer",
        "Signals of diversion on one transfer, under every law asked.",
        epilog=_CODES,
    )
    options.add_argument(
        "file", metavar="FILE.yaml", type=Path, help="a transfer file, as for licet decide"
    )
    options.add_argument(
        "--on", type=day, metavar="DATE", help="the day; default that of the file, or today"
    )
    args = options.parse_args(words)
    from datetime import date

    from licet.cli.transfer_options import transfer_from_file
    from licet.decide.decide import decide
    from licet.watch.subject import of_decision

    library, _, signals = law_of(args.law)
    transfer, on, known_on = transfer_from_file(args.file, library)
    decision = decide(transfer, library.law, on=args.on or on or date.today(), known_on=known_on)
    return _told([of_decision(signals, decision, library.law.book)], (), json=args.json)


def _register(words: list[str]) -> int:
    from licet.cli.register_open import add_who, open_registry

    options = options_of(
        "watch register", "Signals on every shipment that you may see.", epilog=_CODES
    )
    add_who(options, reads=True)
    args = options.parse_args(words)
    from licet.watch.held import chains_seen
    from licet.watch.subject import of_chain

    _, _, signals = law_of(None)
    with open_registry() as registry:
        at = args.at or registry.clock()
        read = chains_seen(registry, args.by, at, order=args.order)
    return _told(
        [of_chain(signals, each, at.date()) for each in read.chains], read.faults, json=args.json
    )


def _trade(words: list[str]) -> int:
    options = parser(
        "watch trade", "Routes of a table of trade under six detectors.", epilog=_CODES
    )
    options.add_argument(
        "file",
        metavar="FILE.csv",
        type=Path,
        help="a monthly UN Comtrade export, see licet datasets",
    )
    args = options.parse_args(words)
    import sys

    from licet.watch.trade import watched

    _, folder, signals = law_of(args.law)
    found = watched(
        signals, folder, args.file, lambda text: print(text, file=sys.stderr, flush=True)
    )
    return _told(
        list(found.subjects),
        found.faults,
        json=args.json,
        head=f"Looked at: {found.look.name} ({found.look.cite[0].text}).",
    )


def _score(words: list[str]) -> int:
    options = parser(
        "watch score",
        "The signals on a made register with diversion and look-alikes in it.",
        epilog="exit codes: 0 printed; 1 a case row beside a signal does not hold; 2 bad input.",
    )
    options.add_argument(
        "--seed", type=int, default=1, metavar="N", help="which made register (default 1)"
    )
    options.add_argument(
        "--licenses",
        type=int,
        default=400,
        metavar="N",
        help="how many licenses of six shipments (default 400)",
    )
    options.add_argument(
        "--routes",
        type=int,
        default=2000,
        metavar="N",
        help="how many made routes of trade (default 2000)",
    )
    args = options.parse_args(words)
    from licet.watch.score import score
    from licet.watch.signals import case_faults

    if args.seed < 0:
        raise InputError(f"a seed is 0 or more, and not {args.seed}")
    _, _, signals = law_of(args.law)
    faults = list(case_faults(signals))
    found = score(signals, args.seed, args.licenses, args.routes)
    if args.json:
        from licet.decide.report import plain_data

        print_json({**plain_data(found), "case_faults": faults})
        return DIFFERENT if faults else PASS
    for fault in faults:
        print(fault)
    cites = {
        each.code: "; ".join(one.text for one in each.cite)
        for each in signals.book.provisions.values()
    }
    for head, rows in (
        ("read together", found.together),
        ("signal", found.by_signal),
        ("story, by a strong signal", found.by_story),
        ("signal on a route", found.by_route_signal),
        ("story, by the alarm", found.by_route_story),
    ):
        print(_counts(head, rows, cites))
        print()
    print(
        wrapped(
            f"A made register of {found.licenses} licenses and {found.routes} made routes, seed {found.seed}. All of it is invented; the figures say what the signals do there, and nothing of the world."
        )
    )
    print_rules()
    return DIFFERENT if faults else PASS


def _counts(head: str, rows: Iterable[Row], cites: Mapping[str, str]) -> str:
    """Counts with recall and false alarms; a signal that was never raised says so: these figures do not try it."""
    return table(
        [(
            each.name, f"{each.found} of {each.diverted}", _percent(each.recall), f"{each.false_alarms} of {each.innocent}",
            _percent(each.false_rate), each.of, _mostly(each, known=each.name in cites), cites.get(each.name, ""),
        ) for each in rows],
        (head, "diverted found", "recall", "innocent named", "false", "counted", "named in vain mostly", "cites"),
    )  # fmt: skip


def _mostly(each: Row, *, known: bool) -> str:
    if known and not each.raised:
        return "never raised"
    return each.mostly if each.mostly != each.name else ""


def _percent(part: float) -> str:
    return "-" if part != part else f"{part:.1%}"  # noqa: PLR0124 - not a number


def _told(found: list[Subject], faults: Iterable[str], *, json: bool, head: str = "") -> int:
    """Print every subject that shows a signal, and say how many were looked at."""
    from licet.watch.subject import data_of

    shown = sorted(
        (each for each in found if each.raised),
        key=lambda each: (-_strong(each), -len(each.raised), each.name),
    )
    if json:
        print_json(
            {
                "subjects": [data_of(each) for each in (shown or found)],
                "looked_at": len(found),
                "faults": list(faults),
            }
        )
    else:
        if head:
            print(wrapped(head))
        for each in shown:
            print_subject(each)
        for fault in faults:
            print(wrapped(visible(f"left out: {fault}")))
        opened = sum(bool(each.open) for each in found)
        print(
            wrapped(
                f"Looked at {len(found)}; {len(shown)} show a signal; of {opened} something is not known, which is neither a signal nor its absence."
            )
        )
        print_rules()
    return WAITING if shown else NOTHING_FOUND


def _strong(each: Subject) -> int:
    return sum(one.strength == "strong" for one in each.raised)


def print_subject(each: Subject) -> None:
    """One subject: signals with rule, citation and evidence, then what may be thought of it."""
    from licet.watch.subject import estimate_data

    spans = estimate_data(each.estimate)
    print(strong(visible(f"{each.kind} {each.name}, on {each.on}")))
    if each.note:
        print(wrapped(each.note, 2))
    for one in each.raised:
        print(
            wrapped(
                f"signal ({one.strength}), needs an explanation: {one.title} [{'; '.join(one.cite)}; {one.confidence}]",
                2,
                4,
            )
        )
        print(wrapped(f"because {one.rule}", 4, 6))
        used = {name for name, _ in one.facts}
        for said in each.evidence:
            if said.fact in used:
                print(
                    wrapped(
                        visible(
                            f"{said.fact}: {said.says} (stated by {said.stated_by}, {said.at[:10]})"
                        ),
                        4,
                        6,
                    )
                )
        print(wrapped(f"looks alike: {one.looks_alike}", 4, 6))
    print(
        wrapped(
            f"explanations, nine in ten between: {shares_told(spans['shares'])}. Before any signal: {shares_told(spans['before'])}. Counted: {', '.join(each.estimate.counted)}.",
            2,
            4,
        )
    )
    print()


def shares_told(spans: Mapping[str, Sequence[str]]) -> str:
    """Shares as intervals, never one number; ``spans`` are low, median and high by explanation.

    >>> shares_told({"error": ["0.0023", "0.1", "0.345"]})
    'error 0.23 to 34 %'
    """
    return ", ".join(
        f"{name} {100 * float(low):.2g} to {100 * float(high):.2g} %"
        for name, (low, _, high) in spans.items()
    )
