"""``licet serve``: the desk, on this machine alone unless told otherwise."""

from __future__ import annotations

import sys

from licet.cli.options import parser
from licet.errors import InputError

_EPILOG = """examples:
  licet serve                     http://127.0.0.1:8787, for whoever sits at this machine
  licet serve --port 9000

exit codes: 0 stopped; 2 bad input, or the address is in use."""


def main(words: list[str]) -> int:
    """Serve until stopped."""
    options = parser("serve", "The desk: pages, API and agents' tools.", epilog=_EPILOG)
    options.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help="default 127.0.0.1")
    options.add_argument("--port", type=int, default=8787, metavar="N", help="default 8787")
    args = options.parse_args(words)
    try:
        import uvicorn

        from licet.desk.app import make_app
    except ModuleNotFoundError as error:
        raise InputError(f"The desk needs {error.name}: pip install 'licet[desk]'.") from None
    from licet.orders.watch import EVERY, watching
    from licet.service.service import Service

    with (
        Service.open(law=args.law) as service,
        watching(service, EVERY if service.settings.desk.watch_orders else 0),
    ):
        print(f"Licet's desk: http://{args.host}:{args.port}  (Ctrl-C stops it)", file=sys.stderr)
        uvicorn.run(make_app(service), host=args.host, port=args.port, log_level="warning")
    return 0
