"""``licet officer add|list|change|retire``: who may act."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from licet.cli.codes import PASS
from licet.cli.keeping import act, key_file, open_store, options_of, passphrase, rights
from licet.cli.options import day
from licet.cli.show import print_json, table
from licet.errors import InputError, Place
from licet.settings import read_settings

if TYPE_CHECKING:
    from licet.store.model import Officer


def main(words: list[str]) -> int:
    """Run one action on the officers."""
    return act(
        "officer", {
            "add": ("take in an officer, and make a key", _add),
            "list": ("everyone who is or was an officer", _list),
            "change": ("give an officer other rights", _change),
            "retire": ("end a term of office", _retire),
        }, words,
    )  # fmt: skip


def _rights_told() -> str:
    from licet.store.states import RIGHTS

    return "rights:\n" + "\n".join(f"  {name:<12} {what}" for name, what in RIGHTS.items())


def _add(words: list[str]) -> int:
    options = options_of(
        "officer add", "Take in an officer.  A key is made, unless a public one is given.",
        epilog=f"{_rights_told()}\n\nexit codes: 0 done; 2 bad input.",
    )  # fmt: skip
    options.add_argument("name", metavar="NAME", help="short, in small letters: anna")
    options.add_argument("--title", required=True, metavar="TEXT", help="full name and office")
    options.add_argument("--may", required=True, metavar="RIGHT,...", help="see below")
    options.add_argument("--since", type=day, metavar="DATE", help="first day in office; default today")  # fmt: skip
    ways = options.add_mutually_exclusive_group()
    ways.add_argument("--public-key", metavar="FILE", help="the officer made a key elsewhere: its public half, as PEM or ed25519:BASE64")  # fmt: skip
    ways.add_argument("--passphrase-file", metavar="FILE", help="lock the new key with the first line of this file; - asks at the keyboard")  # fmt: skip
    args = options.parse_args(words)

    from licet.store import keys
    from licet.store.officers import checked_rights

    settings = read_settings()
    checked_rights(rights(args.may))
    pem, file = b"", None
    if args.public_key:
        try:
            public = Path(args.public_key).read_text("ascii")
        except (OSError, UnicodeDecodeError):
            raise InputError("the public key cannot be read", Place(args.public_key)) from None
    else:
        pem, public = keys.make(passphrase(args.passphrase_file) if args.passphrase_file else None)
        file = key_file(settings, args.name)
    with open_store(settings) as store:
        if file is not None:
            keys.keep(pem, file)
        try:
            found = store.add_officer(args.name, args.title, rights(args.may), public, args.since)
        except BaseException:
            if file is not None:
                file.unlink()
            raise
    _print(found, str(file) if file else "", json=args.json)
    return PASS


def _print(found: Officer, file: str = "", *, json: bool) -> None:
    from licet.store.model import as_data

    if json:
        print_json({**as_data(found), "private_key": file or None})
        return
    term = f"from {found.since}" + (f" until {found.until}" if found.until else "")
    print(f"{found.name}, {found.title}: may {', '.join(found.may) or 'nothing'}; {term}")
    print(f"Public key {found.public_key}")
    if file:
        print(f"Private key in {file}. Give it to {found.name} and to nobody else.")


def _list(words: list[str]) -> int:
    options = options_of("officer list", "Everyone who is or was an officer.")
    args = options.parse_args(words)
    with open_store() as store:
        found = store.officers()
    if args.json:
        from licet.store.model import as_data

        print_json(as_data(found))
        return PASS
    rows = [
        (each.name, each.title, ", ".join(each.may), str(each.since), str(each.until or ""))
        for each in found
    ]
    print(table(rows, ("name", "title", "may", "since", "until")) if rows else "No officers yet.")
    return PASS


def _change(words: list[str]) -> int:
    options = options_of("officer change", "Give an officer other rights.", epilog=f"{_rights_told()}\n\nexit codes: 0 done; 2 bad input.")  # fmt: skip
    options.add_argument("name", metavar="NAME")
    options.add_argument("--may", required=True, metavar="RIGHT,...")
    args = options.parse_args(words)
    with open_store() as store:
        _print(store.change_officer(args.name, rights(args.may)), json=args.json)
    return PASS


def _retire(words: list[str]) -> int:
    options = options_of("officer retire", "End a term of office; what the officer did stays.")
    options.add_argument("name", metavar="NAME")
    options.add_argument("--until", type=day, metavar="DATE", help="first day without office; default today")  # fmt: skip
    args = options.parse_args(words)
    with open_store() as store:
        _print(store.retire_officer(args.name, args.until), json=args.json)
    return PASS
