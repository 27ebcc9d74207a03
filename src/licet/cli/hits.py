"""``licet hits list|show|propose|confirm|refuse|reopen``: what two officers say of each hit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.cli.codes import PASS
from licet.cli.keeping import (
    act,
    add_signer_options,
    open_store,
    options_of,
    print_rules,
    signer_of,
)
from licet.cli.options import day
from licet.cli.show import print_json, strong, table, visible, wrapped
from licet.settings import read_settings

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from datetime import date

    from licet.store.model import Act, KeptHit


def main(words: list[str]) -> int:
    """Run one action on hits."""
    return act(
        "hits", {
            "list": ("all hits, or those of one state or order", _list),
            "show": ("one hit: why it was found, and what was said of it", _show),
            "propose": ("first officer: say what it is, why, and until when that stands", _propose),
            "confirm": ("second officer: agree", _confirm),
            "refuse": ("second officer: disagree", _refuse),
            "reopen": ("open a closed hit again", _reopen),
        }, words,
    )  # fmt: skip


def _list(words: list[str]) -> int:
    options = options_of(
        "hits list", "All hits on the newest text of each entry.",
        epilog="exit codes: 0 listed, also where there is none; 2 bad input.",
    )  # fmt: skip
    options.add_argument("--state", default="", metavar="STATE", help="potential, proposed, not_a_match, match, escalated, expired, reopened")  # fmt: skip
    options.add_argument("--ref", default="", metavar="REF", help="found under this order or customer")  # fmt: skip
    options.add_argument("--all", action="store_true", help="hits on older texts of an entry too")
    args = options.parse_args(words)
    with open_store() as store:
        found = store.hits(state=args.state, ref=args.ref, replaced=args.all)
    if args.json:
        print_json([hit_data(each) for each in found])
        return PASS
    print(hit_table(found) if found else "No hit fits.")
    print_rules()
    return PASS


def hit_table(found: Sequence[KeptHit]) -> str:
    """Hits as lines."""
    rows = [
        (
            str(each.id), each.state.replace("_", " "), str(each.until or ""), each.name,
            each.listed["name"], each.entry, f"{each.as_of}", f"{each.score} {each.band}", ", ".join(each.refs),
        )
        for each in found
    ]  # fmt: skip
    return table(rows, ("hit", "state", "until", "asked", "listed", "entry", "list of", "score", "under"))  # fmt: skip


def hit_data(found: KeptHit) -> dict[str, object]:
    """A hit as JSON."""
    from licet.store.model import as_data

    data: dict[str, object] = as_data(found)
    return data


def _show(words: list[str]) -> int:
    options = options_of("hits show", "One hit: why it was found, and what was said of it.")
    options.add_argument("hit", type=int, metavar="HIT")
    args = options.parse_args(words)
    with open_store() as store:
        found = store.hit(args.hit)
    _print(found, json=args.json)
    return PASS


def _print(found: KeptHit, *, json: bool) -> None:
    if json:
        print_json(hit_data(found))
        return
    until = f", until {found.until}" if found.until else ""
    print(strong(f"Hit {found.id}: {found.state.replace('_', ' ')}{until}"))
    print(f"  asked   {_said(found.asked)}")
    print(f"  listed  {_said(found.listed)}")
    print(f"  entry   {found.entry}, list of {found.as_of}, text {found.content[:12]}")
    print(f"  score   {found.score} of 1000, {found.band}")
    if found.refs:
        print(visible(f"  under   {', '.join(found.refs)}"))
    if found.reopens:
        changed = {"entry_changed": "the entry", "party_changed": "the party"}[found.why]
        print(f"  {changed} has changed since hit {found.reopens} was closed")
    if found.replaced_by:
        print(f"  the entry has another text now: see hit {found.replaced_by}")
    for told in found.explanations[-1:]:
        print(f"  matched {visible(repr(told['published']))} by {told['channel']}")
        for factor in told.get("factors", ()):
            print(wrapped(visible(factor), 10))
    for each in found.history:
        print(wrapped(visible(_line(each)), 2, 6))
    print_rules()


def _said(data: dict[str, object]) -> str:
    told = [str(data["name"])]
    told += [str(data[key]) for key in ("country", "address") if data.get(key)]
    for key in ("countries", "addresses", "aliases", "native"):
        told += map(str, data.get(key, []))  # type: ignore[call-overload]
    return visible(", ".join(told))


def _line(each: Act) -> str:
    who = each.officer or "the clock"
    end = f" until {each.until}" if each.until and each.act == "propose" else ""
    what = f" {each.verdict.replace('_', ' ')}{end}" if each.act == "propose" else ""
    answers = f" of proposal {each.judges}" if each.judges else ""
    reason = f": {each.reason}" if each.reason else ""
    signed = " (signed)" if each.signed else ""
    return f"{each.at:%Y-%m-%d %H:%M} [{each.id}] {who}{signed} {each.act}{what}{answers}{reason}"


def _acting(verb: str, about: str, *, reason: bool) -> argparse.ArgumentParser:
    options = options_of(f"hits {verb}", about)
    options.add_argument("hit", type=int, metavar="HIT")
    options.add_argument("--reason", required=reason, default="", metavar="TEXT")
    add_signer_options(options)
    return options


def _propose(words: list[str]) -> int:
    options = _acting("propose", "Say what a hit is; it counts once a second officer confirms.", reason=True)  # fmt: skip
    options.add_argument("--verdict", required=True, metavar="VERDICT", help="not_a_match, match, escalate")  # fmt: skip
    options.add_argument("--until", type=day, metavar="DATE", help="first day on which it no longer stands; an escalation needs none")  # fmt: skip
    args = options.parse_args(words)
    settings = read_settings()
    until: date | None = args.until
    verdict = args.verdict.replace("-", "_")
    with open_store(settings) as store:
        found = store.propose(args.hit, signer_of(args, settings), verdict, args.reason, until)
    _print(found, json=args.json)
    return PASS


def _confirm(words: list[str]) -> int:
    options = _acting("confirm", "Agree to what another officer proposed.", reason=False)
    return _answer(words, options, agrees=True)


def _refuse(words: list[str]) -> int:
    options = _acting("refuse", "Disagree: the hit is again what it was before.", reason=True)
    return _answer(words, options, agrees=False)


def _answer(words: list[str], options: argparse.ArgumentParser, *, agrees: bool) -> int:
    """What a second officer says of a proposal."""
    options.add_argument("--proposal", type=int, metavar="NUMBER", help="the proposal that you read, [NUMBER] in hits show; refused if another stands by now")  # fmt: skip
    args = options.parse_args(words)
    settings = read_settings()
    with open_store(settings) as store:
        said = store.confirm if agrees else store.refuse
        found = said(args.hit, signer_of(args, settings), args.reason, args.proposal)
    _print(found, json=args.json)
    return PASS


def _reopen(words: list[str]) -> int:
    options = _acting("reopen", "Open a closed hit again; one officer is enough.", reason=True)
    args = options.parse_args(words)
    settings = read_settings()
    with open_store(settings) as store:
        found = store.reopen(args.hit, signer_of(args, settings), args.reason)
    _print(found, json=args.json)
    return PASS
