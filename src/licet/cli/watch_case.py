"""``licet watch case``: case files of the watch, to which one adds and from which nothing is taken."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from licet.cli.codes import PASS
from licet.cli.keeping import act, add_by, at_keyboard, open_store, options_of, print_rules
from licet.cli.options import day
from licet.cli.show import print_json, table, visible, wrapped
from licet.cli.watch import shares_told
from licet.errors import InputError, Place, UnknownName
from licet.settings import read_settings

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from licet.store.store import Store
    from licet.watch.case import CaseFile


def main(words: list[str]) -> int:
    """Run one action on case files."""
    return act(
        "watch case", {
            "open": ("open a file on a subject that licet watch --json printed", _open),
            "evidence": ("add what somebody stated, and when", _evidence),
            "hypothesis": ("add what speaks for or against diversion, error or a lawful reason", _hypothesis),
            "outcome": ("end the file", _outcome),
            "show": ("one file with all its entries", _show),
            "list": ("all files", _list),
        }, words,
    )  # fmt: skip


def _options(action: str, about: str, *, adds: bool = True, case: bool = True) -> argparse.ArgumentParser:  # fmt: skip
    options = options_of(f"watch case {action}", about)
    if case:
        options.add_argument("case", metavar="CASE")
    if adds:
        add_by(options, "enters it")
    return options


def _done(args: argparse.Namespace, what: Callable[[Store, str], CaseFile]) -> int:
    """Do one act on the store and print the file."""
    settings = read_settings()
    with open_store(settings) as store:
        found = what(store, at_keyboard(getattr(args, "officer", None), settings))
    _print(found, json_=args.json)
    return PASS


def _open(words: list[str]) -> int:
    options = _options("open", "Open a case file.", case=False)
    options.add_argument(
        "file",
        metavar="FILE.json",
        type=Path,
        help="what licet watch transfer, register or trade --json printed",
    )
    options.add_argument(
        "--subject",
        default="",
        metavar="NAME",
        help="which of the subjects there; not needed where there is one",
    )
    args = options.parse_args(words)
    from licet.watch.case import opened

    said = _subject(args.file, args.subject)
    return _done(args, lambda store, by: opened(store, said, by))


def _subject(file: Path, name: str) -> Any:
    try:
        held = {each["subject"]: each for each in json.loads(file.read_text("utf-8"))["subjects"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"these are no subjects of the watch ({error}); give what licet watch ... --json printed",
            Place(str(file)),
        ) from None
    if not name and len(held) == 1:
        return next(iter(held.values()))
    if name not in held:
        raise UnknownName("subject", name, held)
    return held[name]


def _evidence(words: list[str]) -> int:
    options = _options("evidence", "Add what somebody stated.")
    options.add_argument("text", metavar="TEXT")
    options.add_argument("--stated-by", required=True, metavar="WHO")
    options.add_argument("--stated-on", required=True, type=day, metavar="DATE")
    options.add_argument("--ref", default="", metavar="TEXT", help="where it stands, such as an entry of the register")  # fmt: skip
    args = options.parse_args(words)
    from licet.watch.case import with_evidence

    return _done(
        args,
        lambda store, by: with_evidence(
            store,
            args.case,
            by,
            text=args.text,
            stated_by=args.stated_by,
            stated_on=args.stated_on,
            ref=args.ref,
        ),
    )


def _hypothesis(words: list[str]) -> int:
    options = _options("hypothesis", "Add what speaks for or against an explanation.")
    options.add_argument("hypothesis", metavar="diversion|error|lawful")
    options.add_argument("side", metavar="for|against")
    options.add_argument("text", metavar="TEXT")
    args = options.parse_args(words)
    from licet.watch.case import with_hypothesis

    return _done(
        args,
        lambda store, by: with_hypothesis(
            store, args.case, by, hypothesis=args.hypothesis, side=args.side, text=args.text
        ),
    )


def _outcome(words: list[str]) -> int:
    from licet.watch.case import OUTCOMES, with_outcome

    options = _options("outcome", f"End a case file: {'; '.join(OUTCOMES)}.")
    options.add_argument("outcome", metavar="OUTCOME")
    options.add_argument("--reason", required=True, metavar="TEXT")
    args = options.parse_args(words)
    return _done(
        args,
        lambda store, by: with_outcome(
            store, args.case, by, outcome=args.outcome, reason=args.reason
        ),
    )


def _show(words: list[str]) -> int:
    options = _options("show", "One case file.", adds=False)
    args = options.parse_args(words)
    from licet.watch.case import case_file

    return _done(args, lambda store, _: case_file(store, args.case))


def _list(words: list[str]) -> int:
    args = _options("list", "All case files.", adds=False, case=False).parse_args(words)
    from licet.watch.case import case_files

    with open_store() as store:
        found = case_files(store)
    if args.json:
        print_json([_data(each) for each in found])
        return PASS
    rows = [
        (each.id, each.subject, each.outcome or "open", f"{each.lines[-1].at:%Y-%m-%d}")
        for each in found
    ]
    print(
        table(rows, ("case", "subject", "outcome", "last entry"))
        if rows
        else "There is no case file."
    )
    print_rules()
    return PASS


def _data(found: CaseFile) -> dict[str, Any]:
    from licet.decide.report import plain_data

    return {**plain_data(found), "outcome": found.outcome}


def _print(found: CaseFile, *, json_: bool) -> None:
    if json_:
        print_json(_data(found))
        return
    print(visible(f"{found.id}: {found.subject}: {found.outcome or 'open'}"))
    for each in found.lines:
        print(
            wrapped(
                visible(
                    f"{each.at:%Y-%m-%d %H:%M} {each.act} by {each.by}: {_line(each.act, each.says)}"
                ),
                2,
                4,
            )
        )
    print_rules()


def _line(act_: str, says: Any) -> str:
    match act_:
        case "opened":
            shares = shares_told(says["estimate"]["shares"])
            told = "; ".join(
                f"{each['title']} [{'; '.join(each['cite'])}]" for each in says["signals"]
            )
            return f"signals: {told}. Explanations, nine in ten between: {shares}."
        case "evidence":
            where = f" [{says['ref']}]" if says.get("ref") else ""
            return f"{says['text']} (stated by {says['stated_by']}, {says['stated_on']}){where}"
        case "hypothesis":
            return f"{says['side']} {says['hypothesis']}: {says['text']}"
        case _:
            return f"{says['outcome']}: {says['reason']}"
