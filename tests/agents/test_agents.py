"""The agents' tools through the protocol's own client: in memory, over stdio, and over HTTP."""

import json
import sys

import pytest
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

from licet.agents.server import make_server
from licet.agents.tools import RULES
from tests.browser.conftest import serving
from tests.conftest import ROOT
from tests.installed import installed, ran

H200 = {
    "kind": "export", "item": {"id": "nvidia-h200-sxm-141gb"}, "from": "US", "to": "CN",
    "parties": [{"role": "end_user", "country": "CN", "headquarters": "CN", "lists": []}],
}  # fmt: skip


@pytest.fixture(scope="module")
def service(library, tmp_path_factory):
    home = tmp_path_factory.mktemp("agents")
    with installed(home, library) as found:
        yield found


def asked(server, *calls):
    """The data of each call, or the text of its error, through the reference client."""

    async def talk():
        async with Client(server) as client:
            found = []
            for name, arguments in calls:
                answer = await client.call_tool(name, arguments)
                text = "".join(getattr(each, "text", "") for each in answer.content)
                found.append(text if answer.is_error else answer.structured_content)
            return found

    return ran(talk())


@pytest.fixture(scope="module")
def server(service):
    return make_server(service)


def test_the_first_tool_says_what_is_not_modelled_and_the_server_sends_agents_there(server):
    async def talk():
        async with Client(server) as client:
            return client.instructions, (await client.list_tools()).tools

    instructions, tools = ran(talk())
    assert tools[0].name == "what_is_not_modelled"
    assert "what_is_not_modelled first" in instructions
    assert all(each.annotations.read_only_hint for each in tools)
    assert all(each.description for each in tools)


def test_an_answer_carries_its_sentence_citations_hashes_and_what_it_is_not(server, service):
    (found,) = asked(server, ("decide", {"transfer": H200, "on": "2026-02-01"}))
    (answer,) = found["answers"]
    assert answer["status"] == "license_required"
    law = next(each for each in answer["laws"] if each["sovereign"] == "US")
    cites = [cite["text"] for point in law["reasons"] for cite in point["cites"]]
    assert any("742.6" in each for each in cites)
    assert found["hashes"] == service.hashes
    assert found["rules"] == RULES
    assert "proof" not in law


def test_every_step_is_given_on_demand(server):
    (found,) = asked(server, ("decide", {"transfer": H200, "on": "2026-02-01", "proof": True}))
    (report,) = found["reports"]
    assert report["answers"][0]["steps"]


def test_what_is_left_out_stays_open_and_is_asked_for(server):
    bare = {"kind": "export", "item": {"id": "rtx-4090-d"}, "from": "US"}
    (found,) = asked(server, ("decide", {"transfer": bare, "on": "2026-02-01"}))
    answer = found["answers"][0]
    assert answer["status"] == "unknown_need_facts"
    assert answer["asks"]
    assert not answer["passes"]


@pytest.mark.parametrize(
    ("name", "arguments", "wanted"),
    [
        ("decide", {"transfer": {"itm": {}}}, "no known key of a transfer"),
        ("decide", {"transfer": H200, "on": "tomorrow"}, "no date"),
        ("provision", {"provision_id": "us.ccl.3A090.b9"}, "Did you mean"),
        ("product", {"name": "nvidia-h2000"}, "nvidia-h200"),
        ("what_is_not_modelled", {"sovereign": "ZZ"}, "no known sovereign"),
        ("changes", {"since": "2026-02-01", "until": "2026-01-01"}, "swap"),
    ],
)
def test_bad_input_comes_back_as_an_error_that_says_what_was_wanted(
    server, name, arguments, wanted
):
    (found,) = asked(server, (name, arguments))
    assert isinstance(found, str)
    assert wanted in found


def test_products_provisions_and_changes_can_be_read(server):
    products, provision, changes = asked(
        server,
        ("find_products", {"words": "h200"}),
        ("provision", {"provision_id": "us.ccl.3A090.a", "on": "2024-06-01"}),
        ("changes", {"since": "2026-01-01", "until": "2026-01-31"}),
    )
    assert products["products"][0]["facts"]["total_processing_performance"]
    assert provision["stands"]["from"] <= "2024-06-01"
    assert provision["cite"][0]["url"].startswith("https://")
    assert changes["count"] > 0


def test_a_screening_says_what_was_searched_and_never_that_a_name_is_clear(server):
    hit, none = asked(
        server,
        ("screen_name", {"name": "Huawei Technologies Co., Ltd.", "country": "cn"}),
        ("screen_name", {"name": "Quiet Harbour Bakery"}),
    )
    assert hit["hits"][0]["why"]
    assert not none["hits"]
    assert "not a clearance" in none["silence"]
    assert none["searched"]["editions"]


def test_the_same_call_gives_the_same_bytes(server):
    call = ("decide", {"transfer": H200, "on": "2026-02-01"})
    first, second = asked(server, call, call)
    assert json.dumps(first) == json.dumps(second)


def test_the_command_line_serves_the_tools_over_stdio(tmp_path):
    place = StdioServerParameters(
        command=sys.executable, args=["-m", "licet.cli.main", "agents"],
        env={"PYTHONPATH": str(ROOT / "src"), "LICET_HOME": str(tmp_path)},
    )  # fmt: skip
    (found,) = asked(stdio_client(place), ("decide", {"transfer": H200, "on": "2026-02-01"}))
    assert found["answers"][0]["status"] == "license_required"


def test_the_desk_offers_the_tools_over_http(service):
    from licet.desk.app import make_app

    with serving(make_app(service)) as address:
        (found,) = asked(f"{address}/mcp", ("decide", {"transfer": H200, "on": "2026-02-01"}))
    assert found["answers"][0]["status"] == "license_required"


def test_over_http_a_visitor_may_read_and_ask_and_not_screen(library, tmp_path):
    from licet.access import accounts
    from licet.desk.app import make_app

    with installed(tmp_path, library) as shared:
        accounts.add(shared.store, "anna", roles=("administrator",), by="test")
        with serving(make_app(shared)) as address:
            answer, refused = asked(
                f"{address}/mcp",
                ("decide", {"transfer": H200, "on": "2026-02-01"}),
                ("screen_name", {"name": "Huawei"}),
            )
    assert answer["answers"]
    assert "Sign in" in refused
