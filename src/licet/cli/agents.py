"""``licet agents``: tools for a software agent, over standard input and output."""

from __future__ import annotations

from licet.cli.options import parser
from licet.errors import InputError

_EPILOG = """An agent's settings name this command, such as {"command": "licet", "args": ["agents"]}.  The desk
(licet serve) offers the same tools under /mcp.

exit codes: 0 the agent has gone; 2 bad input."""


def main(words: list[str]) -> int:
    """Answer until the agent closes its end."""
    options = parser(
        "agents", "Tools for agents: the Model Context Protocol over stdio.", epilog=_EPILOG
    )
    args = options.parse_args(words)
    try:
        from licet.agents.server import make_server
    except ModuleNotFoundError as error:
        raise InputError(
            f"The agents' tools need {error.name}: pip install 'licet[desk]'."
        ) from None
    from licet.service.service import Service

    with Service.open(law=args.law) as service:
        make_server(service).run("stdio")
    return 0
