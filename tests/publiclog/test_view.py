"""What of an event is public, and that nothing else is."""

from types import MappingProxyType

from hypothesis import given
from hypothesis import strategies as st

from licet.publiclog import canonical, commitments, entry
from licet.publiclog.view import View, divided
from tests.publiclog.made import at

VIEW = View({"*": frozenset({"stage", "authority"}), "issued": frozenset({"result"})}, frozenset({"scan"}))  # fmt: skip
NAMES = st.sampled_from(["stage", "authority", "result", "applicant", "units", "scan"])


@given(
    st.sampled_from(["issued", "registered"]), st.dictionaries(NAMES, st.text("xyz", min_size=3))
)
def test_each_field_is_public_or_committed_or_left_out_and_never_two_of_them(kind, body):
    public, secret = divided(VIEW, kind, body)
    assert not set(public) & set(secret)
    assert {**public, **secret} == {name: each for name, each in body.items() if name != "scan"}
    assert set(public) <= {"stage", "authority", "result"}
    assert ("result" in public) == ("result" in body and kind == "issued")
    openings = commitments.sealed(secret)
    made = entry.event(kind, at(0), public, openings)
    assert set(made.commitments) == set(secret)


def test_a_body_that_cannot_change_is_written_as_any_other():
    frozen = MappingProxyType({"b": (1, 2), "a": MappingProxyType({"x": None})})
    assert canonical.written(frozen) == b'{"a":{"x":null},"b":[1,2]}'
    assert entry.event("registered", at(0), frozen).data
