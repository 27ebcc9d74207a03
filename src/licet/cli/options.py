"""Options that several verbs share."""

from __future__ import annotations

import argparse
from datetime import date

from licet.cli.codes import USAGE


class _Parser(argparse.ArgumentParser):
    """One plain sentence on a wrong option, and the exit code for bad input."""

    def error(self, message: str) -> None:  # type: ignore[override]
        self.exit(USAGE, f"{self.prog}: {message}\nTry {self.prog} --help.\n")


def parser(verb: str, about: str, *, epilog: str = "", law: bool = True) -> argparse.ArgumentParser:
    """A parser with what every verb has: ``--json``, and ``--law`` where law is asked."""
    found = _Parser(
        prog=f"licet {verb}", description=about, epilog=epilog, allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    found.add_argument("--json", action="store_true", help="print the answer as JSON")
    if law:
        found.add_argument(
            "--law", metavar="DIR", help="a folder of law to use in place of what is installed"
        )
    return found


def day(text: str) -> date:
    """A date option; ``today`` is understood."""
    if text == "today":
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no date; write it as 2026-01-15, or today"
        ) from None
