"""``licet serve``: the desk, on this machine alone unless told otherwise."""

from __future__ import annotations

import os
import socket
import sys
from typing import TYPE_CHECKING

from licet.cli.options import parser
from licet.errors import InputError

if TYPE_CHECKING:
    import argparse

    from licet.settings import Settings

_EPILOG = """examples:
  licet serve                       http://127.0.0.1:8787, for whoever sits at this machine
  licet account add ada --role administrator
  licet serve --host 0.0.0.0        for others too, who then sign in
  licet serve --workers 4 --proxy 127.0.0.1
                                    four processes behind a proxy on this machine that speaks https

Settings are in [desk] of settings.toml (docs/the-desk.md).  Several processes share one store; Postgres
suits them better than SQLite, where writers wait for one another.

exit codes: 0 stopped; 2 bad input, the address is in use, or others could come in without accounts."""
_OPEN_FILES = 65_536


def main(words: list[str]) -> int:
    """Serve until stopped."""
    options = parser("serve", "The desk: pages, API and agents' tools.", epilog=_EPILOG)
    options.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help="default 127.0.0.1")
    options.add_argument("--port", type=int, default=8787, metavar="N", help="default 8787")
    options.add_argument("--workers", type=int, default=1, metavar="N", help="processes; default 1")
    options.add_argument("--proxy", default="", metavar="ADDRESS", help="believe what the proxy at this address says of client and https")  # fmt: skip
    args = options.parse_args(words)
    if args.workers < 1:
        raise InputError(f"--workers is a number of processes, at least 1, and not {args.workers}.")
    try:
        from licet.desk import serving
    except ModuleNotFoundError as error:
        raise InputError(f"The desk needs {error.name}: pip install 'licet[desk]'.") from None
    from licet.settings import read_settings

    settings = read_settings()
    _refuse_open_door(args.host, settings)
    with _bound(args.host, args.port) as door:
        _more_files()
        port = door.getsockname()[1]
        print(f"Licet's desk: {_address(args, port)}  (Ctrl-C stops it)", file=sys.stderr)
        if args.law:
            os.environ["LICET_LAW"] = args.law  # so that each process finds it
        serving.run(door, workers=args.workers, proxy=args.proxy)
    return 0


def _address(args: argparse.Namespace, port: int) -> str:
    host = f"[{args.host}]" if ":" in args.host else args.host
    return f"http://{host}:{port}"


def _refuse_open_door(host: str, settings: Settings) -> None:
    """Whom a desk without accounts lets in may do everything, so it listens on this machine alone."""
    from licet.access.accounts import any_there
    from licet.access.origin import is_loopback
    from licet.store.store import Store

    with Store.open(settings) as store:
        if not is_loopback(host) and not any_there(store):
            raise InputError(f"This desk has no accounts, so whoever reached {host} could do everything. Make an administrator first: licet account add NAME --role administrator")  # fmt: skip


def _bound(host: str, port: int) -> socket.socket:
    """A socket that listens there.

    Raises:
        InputError: the address is in use, or none of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    door = socket.socket(family)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((host, port))
    except (OSError, OverflowError) as error:
        door.close()
        import errno

        if getattr(error, "errno", None) == errno.EADDRINUSE:
            raise InputError(f"Port {port} of {host} is in use; another desk may be running there. Take another: --port {port + 1}") from None  # fmt: skip
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"The desk cannot listen on {host} port {port}: {reason}.") from None
    door.set_inheritable(True)
    return door


def _more_files() -> None:
    """As many connections at once as the system lets a process have, up to 65,536."""
    try:
        import resource
    except ModuleNotFoundError:  # a system without such limits
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = _OPEN_FILES if hard == resource.RLIM_INFINITY else min(hard, _OPEN_FILES)
    if soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
