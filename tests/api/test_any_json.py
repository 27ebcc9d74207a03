"""Whatever JSON is sent, the answer is an answer or a problem, and never a fault of ours."""

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .conftest import ORDER, QUESTION, TRANSFER, problem

TEXT = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["?", "", "CN", "nvidia-h200", "yes", "1e400", "-0", "NaN", "\x00", "2026-02-30", ">= 5", "[1, 2)"]),
)  # fmt: skip
SCALAR = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**30), 10**30),
    st.floats(allow_nan=False, allow_infinity=False),
    TEXT,
)
KEYS = st.one_of(
    st.sampled_from([
        "item", "id", "name", "kind", "facts", "parties", "role", "lists", "owners", "pct", "since", "to",
        "from", "end_use", "exporter", "us_nexus", "list", "footnotes", "total_processing_performance",
        "country", "identifiers", "lines", "line", "quantity", "value", "ref", "on", "class", "transfer",
        "known_on", "sovereigns", "proof", "names", "assurances", "route", "military_end_use", "text",
    ]),
    st.text(max_size=5),
)  # fmt: skip
ANY = st.recursive(
    SCALAR,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
drawn = settings(
    max_examples=20, deadline=None, derandomize=True, database=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


def no_fault(answer):
    if answer.status_code >= 400:
        assert answer.status_code < 500, answer.text
        problem(answer, answer.status_code)


@given(body=ANY, changed=st.dictionaries(KEYS, ANY, max_size=3))
@drawn
def test_any_question_is_answered_or_refused(api, body, changed):
    client = api()
    no_fault(client.post("decisions", json=body))
    no_fault(client.post("decisions", json={**QUESTION, "transfer": {**TRANSFER, **changed}, "proof": True}))  # fmt: skip
    no_fault(client.post("decisions", json={**QUESTION, **changed}))
    text = json.dumps([body, {**QUESTION, "transfer": body}])
    bulk = client.post("decisions/bulk", content=text, headers={"content-type": "application/json"})
    last = json.loads(bulk.text.splitlines()[-1])
    assert (last["end"], last["rows"]) == (True, 2)
    assert "/api/docs#fault" not in bulk.text


@given(body=ANY, changed=st.dictionaries(KEYS, ANY, max_size=3), line=ANY)
@drawn
def test_any_order_is_checked_or_refused(api, body, changed, line):
    client = api()
    no_fault(client.post("orders", json=body))
    no_fault(client.post("orders", json={**ORDER, **changed}))
    no_fault(client.post("orders", json={**ORDER, "lines": [line, {"item": "nvidia-h20", **changed}]}))  # fmt: skip


@given(body=ANY, name=TEXT, changed=st.dictionaries(KEYS, ANY, max_size=2))
@drawn
def test_any_name_is_screened_or_refused(api, body, name, changed):
    client = api()
    no_fault(client.post("screenings", json=body))
    no_fault(client.post("screenings", json={"names": [{"name": name, **changed}]}))
