"""Whatever a body holds, an act happens or is refused; nobody can send what stops the register."""

from hypothesis import given, settings
from hypothesis import strategies as st

from licet.record import replaced
from licet.register.act import act, act_on_license, tried
from licet.register.events import Event
from licet.register.license_state import LicenseState
from licet.register.shown import as_data, standing
from tests.register.stories import LAW, WHO, walked

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.sampled_from(("", "1", "p1", "CN", "-1", "9" * 30, "NaN", "2026-02-30", "id", "drawdown")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(("id", "item", "quantity", "unit", "country", "name", "role", "laws", "sovereign", "grounds", "provision", "holds", "condition", "beside", "1")), inner, max_size=4),
    max_leaves=8,
)  # fmt: skip
STEPS = [*walked().values(), *walked(license_=True).values()]
NEXT = (
    ("submit", "ann", {"signer": "s", "end_use_statement": "h"}), ("positions_complete", "system", {}),
    ("refer", "olga", {"agency": "state", "rule": "us.state.concern"}), ("consolidate", "olga", {"reason": "x"}),
    ("position", "dan", {"line": "1", "country": "CN", "party": "p1", "position": "approve", "level": "final"}),
    ("propose", "olga", {"outcome": "approve", "reasons": ["x"]}), ("countersign", "cora", {}),
)  # fmt: skip
"""Acts that read what earlier bodies said."""


@settings(max_examples=1500)
@given(st.sampled_from(STEPS), st.data())
def test_an_odd_field_is_refused_or_taken_and_never_stops_anything(step, data):
    before, event = step
    names = [*event.body, "lines", "parties", "opening", "tests", "conditions"]
    odd = {
        name: data.draw(JSON)
        for name in data.draw(st.sets(st.sampled_from(names), min_size=1, max_size=2))
    }
    changed = replaced(event, body={**event.body, **odd})
    refusal = tried(before, changed, LAW)
    if refusal is not None:
        assert refusal.why
        return
    if isinstance(before, LicenseState):
        after = act_on_license(before, changed, LAW)
        as_data(after)
        ship = {
            "line": "1",
            "quantity": "1",
            "date": changed.at.date().isoformat(),
            "party": "p1",
            "country": "CN",
            "key": "z",
            "tests": [],
        }
        tried(after, Event("L-1", after.seq + 1, "drawdown", WHO["ann"], changed.at, ship), LAW)
    else:
        after = act(before, changed, LAW)
        as_data(after)
        standing(after, LAW, changed.at)
        for kind, who, body in NEXT:
            tried(after, Event("A-1", after.seq + 1, kind, WHO[who], changed.at, body), LAW)
