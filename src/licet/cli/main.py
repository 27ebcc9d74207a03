"""``licet``: the command line.  One module a verb, imported only when that verb is asked for.

Exit codes are in ``licet.cli.codes``.  Errors are one plain sentence on standard error.
"""

from __future__ import annotations

import sys
from importlib import import_module

from licet.cli.codes import INTERRUPTED, USAGE

VERBS = {
    "decide": "what one transfer needs, why, and what would settle it",
    "batch": "a file or table of transfers of any size, answered row by row",
    "recheck": "which rows of past batches change answer after a change of law",
    "compare": "the same transfer on two dates: what changed and which rule did it",
    "history": "a product's status through time, one line a change",
    "compare-law": "where the lines of several countries' laws differ, and since when",
    "timeline": "dated policy events: what happened, what it became in law, who followed whom, alarms",
    "alternatives": "what else in the catalogue meets a milder requirement",
    "classify": "the entry that figures fall under, with the arithmetic",
    "declared": "manufacturers' declared classes against computed ones, row by row",
    "chips": "search the catalogue of chips",
    "tools": "search the catalogue of chipmaking tools",
    "materials": "search the catalogue of materials",
    "classes": "entries of control lists: reasons, columns, exceptions",
    "screen": "which listed parties a name may stand for, and why",
    "lists": "restricted-party lists: fetch, load, status, diff, show",
    "ownership": "who owns whom, and what listed owners make of a party",
    "law": "list, show, check, trace, export and import the rule book",
    "reform": "what if: patches to the law, what they change, and how much",
    "whatif": "what a change of law does: chips, trade, firms, allies, compute, leakage",
    "replicate": "published numbers made anew by the models, each beside its tolerance",
    "check": "run worked cases and print each difference",
    "worklist": "what waits for a person: hits, proposals, decisions that end, orders on hold",
    "hits": "what two officers say of each hit: list, show, propose, confirm, refuse, reopen",
    "orders": "orders line by line: list, show, send, check, recheck",
    "hold": "put an order on hold",
    "release": "let an order on hold go on, once no hit under it is open",
    "determine": "sign an answer of decide --json, and keep it",
    "determinations": "list, show and verify what was signed",
    "register": "applications, licenses with their conditions, drawdowns, the money",
    "watch": "signals of diversion on a transfer, the register or trade; case files; a score",
    "verify": "whether a bundle of the public log holds, checked offline by a program of its own",
    "verify-letter": "whether a determination's letter is what the officer signed",
    "officer": "who may act: add, list, change, retire",
    "account": "who may sign in at the desk: add, list, roles, password, end",
    "log": "every screening and act, each line chained to the one before; log verify",
    "serve": "the desk: pages, API and tools for agents",
    "agents": "tools for a software agent, over standard input and output",
    "read": "what a news text says happened, who said so, and what became of it in law",
    "datasets": "data that the models can read: what is found where, and whether it is the known copy",
    "store": "the database of records: status, upgrade, backup, purge",
}

_HELP = """usage: licet VERB ...

Export-control law on advanced chips and the tools that make them, as law you can run.  Licet
shows evidence; a named officer determines.  Its silence means nothing: it never says that an
item is free to go.

{verbs}

Each verb has its own --help.  --json prints any answer as data.
Exit codes: 0 nothing found and nothing open, 1 differences, 2 bad input, 3 to 19 the answer
(see docs/command-line.md, or licet decide --help), 20 something waits for a person.
"""


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or words[0] in ("-h", "--help", "help"):
        width = max(map(len, VERBS))
        print(
            _HELP.format(
                verbs="\n".join(f"  {verb:<{width}}  {what}" for verb, what in VERBS.items())
            )
        )
        return 0 if words else USAGE
    if words[0] in ("-V", "--version"):
        return _version()
    if words[0] not in VERBS:
        from licet.errors import UnknownName

        print(
            f"licet: {UnknownName('verb', words[0], VERBS)} The verbs are {', '.join(VERBS)}.",
            file=sys.stderr,
        )
        return USAGE
    return _run(words[0], words[1:])


def _run(verb: str, words: list[str]) -> int:
    import gc

    from licet.errors import LicetError

    # Law that is being read is not garbage, and to look for some in it is a sixth of a start.
    gc.set_threshold(200_000, 20, 20)
    try:
        code: int = import_module(f"licet.cli.{verb.replace('-', '_')}").main(words)
    except LicetError as error:
        print(f"licet {verb}: {error}", file=sys.stderr)
        return USAGE
    except KeyboardInterrupt:
        print("\nlicet: stopped.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the reader, such as head, has gone
        sys.stderr.close()
        return 0
    return code


def _version() -> int:
    from importlib.metadata import PackageNotFoundError, version

    from licet.pack.store import open_library

    header = open_library().header
    try:
        number = version("licet")
    except PackageNotFoundError:
        number = "from a source tree"
    hashes = "  ".join(f"{name} {header[name][:12]}" for name in ("law", "catalogue", "code"))
    print(f"licet {number}\n{hashes}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
