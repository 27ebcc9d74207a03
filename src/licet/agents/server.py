"""The tools as a server of the Model Context Protocol: over stdio, or under /mcp of the desk.

The first tool says what is not modelled, and the server's instructions send an agent there first.  Over
HTTP a tool is open to whoever holds its permission, as pages and API are; over stdio it is the user of
the machine who asks.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from pydantic import Field
from starlette.requests import Request
from starlette.responses import PlainTextResponse

from licet.access.guard import NotAllowed, person_of
from licet.access.model import LOCAL
from licet.access.turns import Turns
from licet.agents.tools import Tools
from licet.errors import LicetError

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from licet.service.service import Service

_LOG = logging.getLogger()
INSTRUCTIONS = (
    "Export-control law on advanced chips and the machines that make them, with proofs and citations. Call "
    "what_is_not_modelled first. Never read an answer, or the lack of one, as permission: Licet shows evidence "
    "and a named officer determines. Quote the citations and the hashes, and say what is open, stale or not "
    "modelled. An unknown fact is not false: leave out what you do not know, and ask the person for it."
)
_READ_ONLY = {
    "readOnlyHint": True,
    "destructiveHint": False,
    "idempotentHint": True,
    "openWorldHint": False,
}

Day = Annotated[str, Field(description="a day as 2026-02-01; today where empty")]
Transfer = Annotated[
    dict[str, Any],
    Field(
        description=(
            "the transfer: kind (export, reexport, transfer_in_country, deemed_export, remote_access, publication ...), "
            "item {id: a product's id or family, or name with facts {total_processing_performance: 4800, ...}}, from and "
            "to (two letters), parties [{role: end_user, name, country, headquarters, ultimate_parent_headquarters}], "
            "exporter {name}, end_use {no_knowledge_beyond_stated: true after due care}. Leave out what is not known."
        ),
        examples=[
            {
                "kind": "export", "item": {"id": "nvidia-h200"}, "from": "US", "to": "CN",
                "parties": [{"role": "end_user", "country": "CN", "headquarters": "CN"}],
            }
        ],
    ),
]  # fmt: skip
_Context = Context[Any, Any]
_TURNS = Turns(4, 16, patience=30)
"""Tools that are at work at once, and in line: agents ask in swarms."""


def make_server(service: Service) -> MCPServer[Any]:
    """A server with all tools over one open service."""
    tools = Tools(service)
    told, level = list(_LOG.handlers), _LOG.level
    server: MCPServer[Any] = MCPServer(
        "licet",
        title="Licet",
        instructions=INSTRUCTIONS,
        log_level="WARNING",
        version=service.hashes["code"][:12],
    )
    # The library sets up the log of the whole program, in colors that take a second for each fault.
    _LOG.handlers[:] = told
    _LOG.setLevel(level)

    def asked(
        context: _Context, permission: str, ask: Callable[[], dict[str, Any]]
    ) -> dict[str, Any]:
        request = context.request_context.request
        person = person_of(request) if isinstance(request, Request) else LOCAL
        try:
            if permission not in person.may:
                raise NotAllowed(permission, person)
            with _TURNS.taken():
                return ask()
        except LicetError as error:
            raise ToolError(str(error)) from None

    def tool(title: str) -> Callable[[Callable[..., Any]], Any]:
        return server.tool(title=title, annotations=_READ_ONLY, structured_output=True)  # type: ignore[arg-type]

    @tool("What is not modelled")
    def what_is_not_modelled(
        context: _Context,
        sovereign: Annotated[str, Field(description="one law, such as US; all where empty")] = "",
        on: Day = "",
    ) -> dict[str, Any]:
        """Call this first: what of each law is in the rule book, how sure it is, and what is missing."""
        return asked(context, "read", lambda: tools.not_modelled(sovereign, on))

    @tool("What one transfer needs")
    def decide(  # noqa: PLR0917 - an agent names its arguments
        context: _Context,
        transfer: Transfer,
        on: Day = "",
        known_on: Annotated[
            str, Field(description="count only what was published by this day")
        ] = "",
        sovereigns: Annotated[list[str] | None, Field(description="ask these laws alone")] = None,
        proof: Annotated[bool, Field(description="add every step; long")] = False,  # noqa: FBT002 - the protocol's form
    ) -> dict[str, Any]:
        """What each sovereign requires for a transfer: answer, facts that made it so, conditions, citations, open questions."""
        return asked(
            context, "ask", lambda: tools.decide(transfer, on, known_on, sovereigns, proof=proof)
        )

    @tool("Search the products")
    def find_products(
        context: _Context,
        words: Annotated[str, Field(description="words of a name, such as H200 NVL")],
        limit: Annotated[int, Field(ge=1, le=50)] = 10,
    ) -> dict[str, Any]:
        """Chips, chipmaking tools and materials of the catalogue that the words fit, with their figures."""
        return asked(context, "read", lambda: tools.find_products(words, limit))

    @tool("One product")
    def product(
        context: _Context, name: Annotated[str, Field(description="an id, a name, or a family")]
    ) -> dict[str, Any]:
        """The product that a name means exactly, or all variants of a family."""
        return asked(context, "read", lambda: tools.product(name))

    @tool("One provision of law")
    def provision(
        context: _Context,
        provision_id: Annotated[str, Field(description="an id as answers cite it: us.ccl.3A090.a")],
        on: Day = "",
    ) -> dict[str, Any]:
        """What a provision says in plain words, its versions through time, its rule, and its official text."""
        return asked(context, "read", lambda: tools.provision(provision_id, on))

    @tool("What changed in the law")
    def changes(
        context: _Context,
        since: Annotated[str, Field(description="the first day, as 2026-10-01")],
        until: Day = "",
    ) -> dict[str, Any]:
        """Provisions, country groups and tables that changed between two days, with their sources."""
        return asked(context, "read", lambda: tools.changes(since, until))

    @tool("Screen a name")
    def screen_name(
        context: _Context,
        name: str,
        country: Annotated[str, Field(description="two letters, where known")] = "",
        address: str = "",
        on: Day = "",
    ) -> dict[str, Any]:
        """Listed parties that a name may stand for, and what was searched. No hit is no clearance."""
        return asked(context, "screen", lambda: tools.screen(name, country, address, on))

    return server


def http_app(server: MCPServer[Any]) -> ASGIApp:
    """The server as an application to mount; its path is the mount's own.  Run ``session_manager`` beside it.

    Each request stands alone, so several workers may serve one agent; the desk guards hosts and origins.
    Only POST is taken: nothing is ever sent unasked, and a GET would hold its connection for ever.
    """
    inner = server.streamable_http_app(
        streamable_http_path="/", stateless_http=True, json_response=True,
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
    )  # fmt: skip

    async def posted(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] != "POST":
            await PlainTextResponse("Send JSON-RPC by POST.", 405, {"Allow": "POST"})(scope, receive, send)  # fmt: skip
            return
        await inner(scope, receive, send)

    return posted
