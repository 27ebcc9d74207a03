"""What the verbs of the store share: opening it, the officer at the keyboard, actions, the last line."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from licet.cli.actions import not_an_action
from licet.cli.options import parser
from licet.cli.show import RULES, faint
from licet.errors import InputError, Place
from licet.settings import Settings, read_settings

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Mapping

    from licet.store.keys import Signer
    from licet.store.store import Store


def options_of(verb: str, about: str, *, epilog: str = "") -> argparse.ArgumentParser:
    """A parser for a verb that asks no law."""
    codes = epilog or "exit codes: 0 done; 2 bad input, or what may not be done."
    return parser(verb, about, epilog=codes, law=False)


_AFTER = "Each action has its own --help, and --json.  Exit codes: 0 done, 2 bad input."


def act(
    verb: str, actions: Mapping[str, tuple[str, Callable[[list[str]], int]]], words: list[str]
) -> int:
    """Run the action that the first word names."""
    told = {action: what for action, (what, _) in actions.items()}
    if (code := not_an_action(verb, told, words, _AFTER)) is not None:
        return code
    return actions[words[0]][1](words[1:])


def open_store(settings: Settings | None = None) -> Store:
    """The user's store."""
    from licet.store import store

    return store.Store.open(settings or read_settings(), store.now)


def add_signer_options(options: argparse.ArgumentParser) -> None:
    """Who acts, and with which key."""
    group = options.add_argument_group("who acts")
    group.add_argument("--officer", metavar="NAME", help="default: LICET_OFFICER, or the settings")
    group.add_argument("--key", metavar="FILE", help="the private key; default keys/NAME.pem in the home folder")  # fmt: skip
    group.add_argument("--passphrase-file", metavar="FILE", help="a file whose first line opens the key; - asks at the keyboard")  # fmt: skip


def add_by(options: argparse.ArgumentParser, does: str) -> None:
    """Who acts where no signature is wanted (``at_keyboard``); ``does`` says what, such as "enters it"."""
    options.add_argument("--officer", metavar="NAME", help=f"who {does}; default: LICET_OFFICER, or the account")  # fmt: skip


def signer_of(args: argparse.Namespace, settings: Settings) -> Signer:
    """The officer at the keyboard with the key in hand."""
    from licet.store.keys import signer

    name = args.officer or settings.officer
    if not name:
        raise InputError("Say who acts: --officer NAME, or set LICET_OFFICER.")
    file = Path(args.key) if args.key else key_file(settings, name)
    from_file = args.passphrase_file
    asks = (lambda: passphrase(from_file)) if from_file else None
    if asks is None and sys.stdin.isatty():
        asks = lambda: passphrase("-")  # noqa: E731 - one question
    return signer(name, file, asks)


def key_file(settings: Settings, name: str) -> Path:
    """Where an officer's private key is looked for."""
    if name != Path(name).name or name in ("", ".", ".."):
        raise InputError(f"{name!r} cannot name an officer.")
    return settings.home / "keys" / f"{name}.pem"


def passphrase(file: str, asked: str = "Passphrase of the key: ") -> bytes:
    """The first line of a file, or what is typed unseen."""
    if file == "-":
        import getpass

        return getpass.getpass(asked).encode()
    try:
        lines = Path(file).read_bytes().splitlines()
    except OSError as error:
        raise InputError(f"the passphrase cannot be read: {error.strerror}", Place(file)) from None
    if not lines or not lines[0]:
        raise InputError("the first line is empty; the passphrase should stand there", Place(file))
    return lines[0]


def at_keyboard(name: str | None, settings: Settings) -> str:
    """Who acts where no signature is wanted: an officer, else the name of the account."""
    if named := name or settings.officer:
        return named
    import getpass

    try:
        return f"account {getpass.getuser()}"
    except (KeyError, OSError):
        return "somebody at the keyboard"


def rights(text: str) -> tuple[str, ...]:
    """A list of rights with commas."""
    return tuple(each.strip() for each in text.split(",") if each.strip())


def print_rules() -> None:
    """The last line of what lists parties or answers."""
    print(faint(RULES))
