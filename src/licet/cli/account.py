"""``licet account add|list|roles|register|password|end``: who may sign in at the desk."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from licet.cli.codes import PASS
from licet.cli.keeping import act, at_keyboard, open_store, options_of, passphrase
from licet.cli.show import print_json, table
from licet.errors import InputError
from licet.settings import read_settings

if TYPE_CHECKING:
    import argparse

    from licet.access.accounts import Account


def main(words: list[str]) -> int:
    """Run one action on the accounts."""
    return act(
        "account", {
            "add": ("make an account; the first is an administrator's", _add),
            "list": ("everybody who signs in at the desk, or did", _list),
            "roles": ("give an account other roles", _roles),
            "register": ("give an account a role in the license register, or end one", _register),
            "password": ("give an account another password, and sign it out everywhere", _password),
            "end": ("end an account with its sessions and tokens", _end),
        }, words,
    )  # fmt: skip


def _roles_told() -> str:
    from licet.access.model import PERMISSIONS, ROLES

    return "roles:\n" + "\n".join(
        f"  {role:<14} {'; '.join(PERMISSIONS[each] for each in may)}"
        for role, may in ROLES.items()
    )


def _options(verb: str, about: str, *, roles: bool = False, password: bool = False) -> argparse.ArgumentParser:  # fmt: skip
    epilog = f"{_roles_told()}\n\nexit codes: 0 done; 2 bad input." if roles else ""
    options = options_of(f"account {verb}", about, epilog=epilog)
    options.add_argument("name", metavar="NAME", help="as it is typed at sign-in")
    if roles:
        options.add_argument("--role", action="append", required=True, metavar="ROLE", help="may be given several times; see below")  # fmt: skip
    if password:
        options.add_argument("--password-file", default="-", metavar="FILE", help="a file whose first line is the password; else it is asked at the keyboard")  # fmt: skip
    return options


def _add(words: list[str]) -> int:
    options = _options("add", "Make an account.", roles=True, password=True)
    options.add_argument("--shown", default="", metavar="TEXT", help="full name, as pages show it")
    args = options.parse_args(words)
    from licet.access import accounts

    settings = read_settings()
    accounts.checked_roles(args.role)
    with open_store(settings) as store:
        password = _typed(args.password_file)
        found = accounts.add(
            store, args.name, shown=args.shown, roles=args.role, password=password,
            by=at_keyboard(None, settings),
        )  # fmt: skip
    return _print(found, json=args.json)


def _register(words: list[str]) -> int:
    options = options_of("account register", "Register roles of an account; it needs the role register besides.")  # fmt: skip
    options.add_argument("name", metavar="NAME", help="as it is typed at sign-in")
    options.add_argument("seat", nargs="?", default="", metavar="ROLE[:AUTHORITY[:RANK]]", help="such as officer:US:senior or applicant:Acme; left out, they are listed")  # fmt: skip
    options.add_argument("--end", action="store_true", help="end it")
    args = options.parse_args(words)
    from licet.access import accounts, registered

    settings = read_settings()
    with open_store(settings) as store:
        account, by = accounts.named(store, args.name), at_keyboard(None, settings)
        if args.seat:
            registered.set_seat(store, account, args.seat, end=args.end, by=by)
        found = registered.given(store, account.id)
    if args.json:
        print_json([str(each.seat) for each in found])
    else:
        print("\n".join(str(each.seat) for each in found) or f"{args.name} has no role in the register.")  # fmt: skip
    return PASS


def _list(words: list[str]) -> int:
    args = options_of("account list", "Everybody who signs in at the desk, or did.").parse_args(words)  # fmt: skip
    from licet.access import accounts

    with open_store() as store:
        found = accounts.everyone(store)
    if args.json:
        print_json([_data(each) for each in found])
        return PASS
    rows = [
        (e.name, e.shown, ", ".join(e.roles), e.officer, e.by, str(e.ended.date()) if e.ended else "")
        for e in found
    ]  # fmt: skip
    print(table(rows, ("name", "full name", "roles", "signs as", "signs in by", "ended")) if rows else "No accounts yet: the desk is for this machine alone.")  # fmt: skip
    return PASS


def _roles(words: list[str]) -> int:
    args = _options("roles", "Give an account other roles.", roles=True).parse_args(words)
    from licet.access import accounts

    settings = read_settings()
    with open_store(settings) as store:
        old = accounts.named(store, args.name)
        by = at_keyboard(None, settings)
        found = accounts.change(store, old.id, roles=args.role, officer=old.officer, by=by)
    return _print(found, json=args.json)


def _password(words: list[str]) -> int:
    args = _options("password", "Give an account another password.", password=True).parse_args(words)  # fmt: skip
    from licet.access import accounts, secrets

    settings = read_settings()
    with open_store(settings) as store:
        old = accounts.named(store, args.name)
        sealed = secrets.sealed(secrets.checked(_typed(args.password_file), old.name))
        with store.writing() as work:
            found = accounts.set_password(work, old.id, sealed, at_keyboard(None, settings))
    return _print(found, json=args.json)


def _end(words: list[str]) -> int:
    args = _options("end", "End an account; what it did stays.").parse_args(words)
    from licet.access import accounts

    settings = read_settings()
    with open_store(settings) as store:
        old = accounts.named(store, args.name)
        found = accounts.end(store, old.id, at_keyboard(None, settings))
    return _print(found, json=args.json)


def _typed(file: str) -> str:
    if file == "-" and not sys.stdin.isatty():
        raise InputError("There is no keyboard to ask at: name a file with --password-file FILE.")
    first = passphrase(file, "Password (at least 12 characters): ")
    if file == "-" and passphrase(file, "The same again: ") != first:
        raise InputError("The two differ; nothing was done.")
    try:
        return first.decode()
    except UnicodeDecodeError:
        raise InputError("The password is not text in UTF-8.") from None


def _data(found: Account) -> dict[str, object]:
    from licet.store.model import as_data

    told: dict[str, object] = as_data(found)
    return told


def _print(found: Account, *, json: bool) -> int:
    if json:
        print_json(_data(found))
        return PASS
    state = f"ended on {found.ended.date()}" if found.ended else f"signs in by {found.by}"
    print(f"{found.name}, {found.shown}: {', '.join(found.roles)}; {state}")
    return PASS
