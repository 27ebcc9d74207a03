"""Journey J5: a stranger checks, without network and with a program that shares no code, what the register did."""

import io
import json

import pytest

from licet.errors import InputError
from licet.publiclog.entry import entry_from
from licet.publiclog.note import read_note
from licet.publiclog.reserved import ACTS
from licet.register.events import ROLES, Actor, thawed
from licet.registry.model import NotAllowed
from licet.registry.public import figures
from licet.registry.public.bundles import Order, Shown, for_committee, of_case
from licet.registry.public.office import texts_in
from licet.registry.public.view import DERIVED
from licet.store.work import lines as noted_in
from tests.publiclog.test_drills import SIGNER, W1, ran, verified
from tests.register.stories import WHO
from tests.registry_public.conftest import SINCE
from tests.registry_public.desk import LAW, RULES, entries_of, handed

ORDER = Order("Committee on Foreign Affairs", "Letter of 3 June 2026")
AUDITOR = Actor("aud", "auditor", "gao")
GRANTED = ("approved", "approved_with_conditions", "issued_on_appeal")


def tell(file):
    return ran("licet_verify", file, "--key", SIGNER.verifier.vkey, "--tell").stdout.decode()


def committee(office, streams, order=ORDER, by=AUDITOR, **more):
    out = io.BytesIO()
    done = for_committee(office, streams, order, out, by=by, **more)
    file = office.log.folder.parent / "committee.licetlog"
    file.write_bytes(out.getvalue())
    return done, file


def test_the_whole_log_holds_with_its_figures_for_a_stranger_who_wants_a_witness(year):
    office, _, earlier, said = year
    file = handed(office, earlier=(earlier,), statistics=tuple(said))
    assert verified(file, "--witnesses", "1") == (0, [])
    done = ran("licet_verify.monitor", office.log.folder, "--key", SIGNER.verifier.vkey, "--witness", W1.verifier.vkey)  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_the_stranger_works_out_the_same_approval_rate_as_the_files_of_the_register(year):
    office, desk, _, said = year
    file = handed(office, statistics=(said[0],))
    told = ran("licet_verify", file, "--key", SIGNER.verifier.vkey).stdout.decode()
    states = [each for each in desk.states.values() if hasattr(each, "proposals")]
    granted = sum(each.state in GRANTED or each.license != "" for each in states)
    denied = sum(each.state in ("denied", "decision_upheld") for each in states)
    returned = sum(each.state == "returned_without_action" for each in states)
    rate = figures.figures_of(said[0])["result"]["approval_rate"]
    assert (rate["of_decided"]["numerator"], rate["of_decided"]["denominator"]) == (granted, granted + denied)  # fmt: skip
    assert rate["of_decided_or_returned"]["denominator"] == granted + denied + returned
    for each in rate.values():
        assert f"{each['numerator']} of {each['denominator']}" in told
        assert each["percent"] in told


def test_published_figures_leave_small_numbers_out_by_the_authoritys_bound_and_say_so(year):
    exact, shown = (figures.figures_of(each) for each in year[3])
    bound = RULES.views.of("US", SINCE.date()).suppress_below
    assert 0 < exact["result"]["outcomes"]["denied"] < bound
    assert shown["result"]["outcomes"]["denied"] == "hidden"
    assert shown["counted"] == []
    words = list(figures.in_words(year[3][1]))
    assert (
        f"Numbers above 0 and below {bound} are not told, nor what would give them away." in words
    )
    assert any("of the cases that were decided or returned" in each for each in words)


def test_one_case_is_handed_out_with_proofs_and_nothing_opened(year):
    office = year[0]
    out = io.BytesIO()
    of_case(office, "A-1", out)
    file = office.log.folder.parent / "case.licetlog"
    file.write_bytes(out.getvalue())
    assert verified(file) == (0, [])
    names = {json.loads(line)["line"] for line in file.read_text().splitlines()}
    assert names == {"bundle", "key", "checkpoint", "entry", "end"}


def test_the_committee_sees_who_proposed_the_condition_who_dropped_it_and_why(year):
    office = year[0]
    done, file = committee(office, ["A-1"], shown=Shown((W1.verifier,)))
    assert verified(file) == (0, [])
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    opened = {(each["index"], each["field"]): each["value"] for each in lines if each["line"] == "opening"}  # fmt: skip
    assert done.opened == len(opened)
    entries = {each["index"]: json.loads(each["entry"]) for each in lines if each["line"] == "entry"}  # fmt: skip
    moved = {
        index: entry["public"]["condition"]
        for index, entry in entries.items()
        if "condition" in entry["public"] and opened[index, "id"] == "D-EXAMPLE-1.location"
    }
    acts = [(each["act"], each["by"], each.get("reason")) for each in moved.values()]
    assert acts == [("proposed", "state", None), ("dropped", "US", "not public")]
    why = opened[list(moved)[1], "reason"]
    assert why.startswith("The vendor's software tells a country at best")
    assert opened[list(moved)[1], "actor"]["id"] == "bea"
    told = tell(file)
    name = next(iter(moved.values()))["id"]
    assert f"condition {name} proposed by state" in told
    assert f"condition {name} dropped by US" in told


def test_the_third_shipment_stands_in_the_case_and_its_arithmetic_can_be_opened(year):
    _, file = committee(year[0], ["A-1"], Order(ORDER.reader, ORDER.reference, ("reasons",)))
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    entries = {each["index"]: json.loads(each["entry"]) for each in lines if each["line"] == "entry"}  # fmt: skip
    opened = [each for each in lines if each["line"] == "opening"]
    refused = [each["value"] for each in opened if entries[each["index"]]["event"] == "drawdown_refused"]  # fmt: skip
    assert "57.5 %, over the cap of 50 %" in str(refused)
    assert {each["field"] for each in opened} == {"reasons"}


def test_opening_is_noted_with_reader_and_order_and_the_cover_is_signed(year):
    office = year[0]
    done, file = committee(office, ["A-1"], Order("Committee", "HR 7", ("reason",)))
    cover = read_note(str(done.cover))
    assert cover.holds(SIGNER.verifier)
    said = json.loads(cover.text.splitlines()[2])
    assert (said["reader"], said["order"], said["bundle"]) == ("Committee", "HR 7", done.sha256)
    with office.store.reading() as db:
        noted = [each for each in noted_in(db) if each.kind == "register.opened"]
    assert noted[-1].who == "aud"
    assert noted[-1].what["order"] == "HR 7"
    assert noted[-1].what["fields"] == ["reason"]
    assert file.stat().st_size


@pytest.mark.parametrize("who", ["dan", "lab", "customs", "public", "gus"])
def test_nobody_else_opens_fields(year, who):
    with pytest.raises(NotAllowed):
        committee(year[0], ["A-1"], by=WHO[who])


def test_an_applicant_opens_the_fields_of_its_own_case_and_no_other(year):
    done, file = committee(year[0], ["A-1"], by=WHO["ann"])
    assert verified(file) == (0, [])
    with pytest.raises(NotAllowed):
        committee(year[0], ["A-1"], by=Actor("eve", "applicant", "rival"))
    with pytest.raises(NotAllowed):
        committee(year[0], ["A-1"], by=Actor("eve", "applicant"))
    with pytest.raises(InputError, match="named reader"):
        Order("", "x")
    assert done.opened


def vocabulary():
    """The words of the tables and of the format, which everybody may read."""
    tables = (LAW.application, LAW.license)
    rows = [row for table in tables for row in table.rows]
    fields = [field for row in rows for field in row.body]
    words = {state.name for table in tables for state in table.states} | set(ROLES)
    words |= {word for row in rows for word in (row.event, row.cause)}
    words |= {word for field in fields for word in (field.name, *field.choices)}
    words |= {each[0] for each in LAW.routing.agencies} | {each.id for each in LAW.routing.rules}
    causes = {stop.cause for policy in LAW.clocks.policies for stop in policy.stops}
    return words | causes | set(ACTS) | {"US"}


def test_nothing_confidential_can_be_read_in_the_log(year):
    """Every text of every body, and who acted in which file, is looked for in what an entry shows."""
    office, desk, _, _ = year
    words = vocabulary()
    secret = set()
    for posted in desk.posted:
        event = posted.event
        secret |= set(texts_in(thawed(event.body))) | {event.case, event.actor.id, event.actor.authority}  # fmt: skip
    looked_for = {each for each in secret - words if len(each) > 1}
    assert len(looked_for) > 100
    entries = entries_of(office)
    shown = [text for each in entries for text in texts_of(each)]
    assert sorted(looked_for.intersection(shown)) == []
    own = [*words, *DERIVED]
    long = [
        each.encode()
        for each in looked_for
        if len(each) > 10 and not each.startswith("20") and not any(each in word for word in own)
    ]
    everything = b"\n".join(entries)
    assert [each for each in long if each in everything] == []
    files = [each for each in office.log.folder.rglob("*") if each.is_file()]
    assert not any(b"Example Cloud" in each.read_bytes() for each in files)


def texts_of(data):
    """The texts of an entry but for those that are hashes and times."""
    entry = entry_from(data)
    return [entry.event, *texts_in(dict(entry.public))]


def test_every_field_that_is_not_shown_is_committed_to_and_opens(year):
    office, desk, _, _ = year
    _, file = committee(office, sorted({each.event.case for each in desk.posted if each.nature == "application"}), all_entries=True)  # fmt: skip
    assert verified(file) == (0, [])
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    committed = {
        (each["index"], name)
        for each in lines
        if each["line"] == "entry"
        for name in json.loads(each["entry"])["commitments"]
    }
    assert {(each["index"], each["field"]) for each in lines if each["line"] == "opening"} == committed  # fmt: skip
