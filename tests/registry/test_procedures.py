"""The table of steps is law and changes; what happened before is replayed by the table of its time."""

import shutil

import pytest

from licet.errors import InputError
from licet.register.procedure import procedure_of, read_procedure
from licet.register.select import Refused
from licet.registry.registry import Registry
from tests.conftest import ROOT
from tests.register.stories import LAW, WHO


@pytest.fixture(scope="module")
def later(tmp_path_factory):
    """A later procedure: nobody is assigned any more, and registration starts no clock."""
    folder = tmp_path_factory.mktemp("later")
    shutil.copytree(ROOT / "law" / "procedure", folder / "procedure")
    file = folder / "procedure" / "application.yaml"
    text = file.read_text()
    start = text.index("  - id: assign\n")
    text = text[:start] + text[text.index("  - id: open_review\n") :]
    text = text.replace("guards: [assigned_to_actor]", "guards: []")
    file.write_text(text.replace("    to: registered\n    clock: start", "    to: registered\n    clock: keep"))  # fmt: skip
    roles = folder / "procedure" / "roles.yaml"
    roles.write_text(roles.read_text().replace("return_without_action, assign,", "return_without_action,"))  # fmt: skip
    return read_procedure(folder / "procedure")


@pytest.fixture
def after(store, library, later, monkeypatch):
    """The register of the same store once the later procedure is in force."""
    monkeypatch.setattr("licet.registry.registry.read_roles", lambda *_: None)
    return Registry(store, later, library)


def test_a_file_of_before_is_replayed_by_the_table_of_its_time(office, registry, after):
    office.reviewed()
    before = registry.case(office.case, WHO["olga"])
    after.roles = registry.roles
    assert after.case(office.case, WHO["olga"]) == before
    assert before.ticks
    assert after.verify().faults == ()
    assert after.case(office.case, WHO["olga"], at=before.last) == before
    assert [each.after for each in after.outbox()][-1] == before


def test_what_comes_after_goes_by_the_new_table(office, registry, after):
    office.reviewed()
    after.roles = registry.roles
    with pytest.raises(Refused, match="no event 'assign'"):
        after.act(office.case, "assign", {"officer": "olga"}, WHO["olga"])
    office.registry = after
    office.do("refer", "olga", agency="defense", rule="us.on_request")
    office.submitted()
    office.do("register", "olga", number="D101")
    assert after.case(office.case, WHO["olga"]).ticks == ()
    assert registry.case(office.case, WHO["olga"]).ticks == ()
    for each in (registry, after):
        each.kept.forget()
        assert each.verify().faults == ()


def test_a_procedure_that_the_store_never_had_is_asked_for_in_plain_words(registry, store):
    with store.reading() as db, pytest.raises(InputError, match="with the folder law/procedure of that time"):  # fmt: skip
        registry.kept.laws.of(db, "0" * 64)


def test_a_procedure_of_before_is_given_to_the_store_once(store, registry, later):
    assert registry.verify(later).faults == ()
    assert registry.verify(later).faults == ()
    with store.reading() as db:
        assert registry.kept.laws.of(db, later.hash).files == later.files


def test_the_store_keeps_the_very_texts(office, store, library):
    office.file()
    other = Registry(store, LAW, library)
    with store.reading() as db:
        other.kept.laws._read.clear()
        assert other.kept.laws.of(db, LAW.hash).files == LAW.files
    assert procedure_of(LAW.files).hash == LAW.hash
