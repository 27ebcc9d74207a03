"""What a dishonest operator may try, and what the stranger sees of it.

The operator holds the log's key and may sign anything; the witness and the reader do not obey it.
"""

import json

import pytest

from licet_verify.notes import read_key
from licet_verify.witness.memory import Memory
from licet_verify.witness.protocol import CONFLICT, NO_PROOF, OK, add_checkpoint, request_body
from tests.verify.story import COUNTED, RESULT, condition, story
from tests.verify.writer import (
    LOG,
    ORIGIN,
    WITNESS,
    TinyLog,
    at,
    bundle_of,
    case_id,
    leaf,
    proof_of,
    spelled,
    stamp,
)


def found(report):
    return set(report.counts)


def changed(log, index, **changes):
    """The log with one entry's members changed and everything signed anew."""
    log.entries[index] = spelled({**json.loads(log.entries[index]), **changes}).encode()
    return log


def test_an_entry_is_deleted_and_the_log_signed_anew(log, verify):
    del log.entries[5]
    report = verify(log.bundle())
    assert found(report) == {"deleted_entry"}
    assert f"case {case_id('a')}, seq 2" in report.findings[0].where


def test_an_entry_is_deleted_and_the_case_renumbered(log, verify):
    del log.entries[5]
    for index in (5, 6, 7, 8, 10):
        entry = json.loads(log.entries[index])
        changed(log, index, seq=entry["seq"] - 1)
    report = verify(log.bundle())
    assert found(report) == {"deleted_entry"}
    assert report.findings[0].where.startswith("entry 5 ")


def test_an_entry_is_deleted_and_the_whole_case_written_again(verify):
    """The chain is then whole; who kept a checkpoint, or asks a witness, sees it."""
    old = story()
    kept = old.checkpoint(cosigned=at(21))
    new = TinyLog()
    for data in old.entries[:5] + old.entries[6:]:
        entry = json.loads(data)
        name = entry["case"]
        chain = new.chains.setdefault(name, [])
        new.put({**entry, "seq": len(chain), "previous": chain[-1] if chain else None}, chain)
    assert found(verify(new.bundle())) == set()
    assert found(verify(new.bundle(), kept=[kept])) == {"old_backup_restored"}
    new.append("f", time=at(20, 1))
    assert found(verify(new.bundle(), kept=[kept])) == {"fork"}


def test_an_entry_is_left_out_of_the_bundle(log, verify):
    lines = [each for each in log.lines() if each.get("index") != 5]
    report = verify(bundle_of(lines))
    assert report.counts["deleted_entry"] == 2  # the index, and the place in its case
    assert report.findings[0].where == "entry 5"


def test_an_entry_is_changed_under_a_checkpoint_that_stands(log, verify):
    checkpoints = [
        log.checkpoint(6, at(8)),
        log.checkpoint(11, at(11)),
        log.checkpoint(cosigned=at(21)),
    ]
    lines = log.lines(checkpoints=checkpoints)
    entry = next(each for each in lines if each.get("index") == 10)
    entry["entry"] = entry["entry"].replace("denied", "withdrawn")
    report = verify(bundle_of(lines))
    assert found(report) == {"wrong_root"}
    assert report.findings[0].where == "entries 6 to 10"


def test_an_entry_of_some_cases_is_changed(log, verify):
    lines = log.lines(scope="cases", indices=[1, 10])
    lines[-1]["entry"] = lines[-1]["entry"].replace("denied", "withdrawn")
    report = verify(bundle_of(lines))
    assert found(report) == {"wrong_proof"}
    assert report.findings[0].where == "entry 10"


def test_two_entries_of_a_case_change_places(log, verify):
    log.entries[5], log.entries[6] = log.entries[6], log.entries[5]
    report = verify(log.bundle())
    assert found(report) == {"reordered"} | {"back_dated"}
    assert any(each.where.startswith("entry 5 ") for each in report.findings)


def test_the_order_within_a_case_is_rewritten(log, verify):
    one, two = json.loads(log.entries[6]), json.loads(log.entries[7])
    changed(log, 6, previous=two["previous"])
    changed(log, 7, previous=one["previous"])
    assert "reordered" in found(verify(log.bundle()))


def test_one_place_in_a_case_is_used_twice(log, verify):
    log.append("b", "denied", at(21), seq=1)
    assert found(verify(log.bundle())) == {"repeated_entry"}


@pytest.mark.parametrize(
    ("time", "why"),
    [(at(19), "back_dated"), (at(21) + 299, None), (at(21) + 301, "future_dated")],
)
def test_an_entry_is_dated_before_or_after_what_the_witness_saw(log, verify, time, why):
    log.append("f", "filed", time)
    report = verify(
        log.bundle(checkpoints=[log.checkpoint(16, at(20, 1)), log.checkpoint(cosigned=at(21))])
    )
    assert found(report) == ({why} if why else set())


def test_an_entry_is_back_dated_against_a_cosigned_checkpoint_alone(log, verify):
    log.append("f", "filed", at(20, 1))
    report = verify(
        log.bundle(checkpoints=[log.checkpoint(16, at(22)), log.checkpoint(cosigned=at(23))])
    )
    assert found(report) == {"back_dated"}
    assert "does not hold it yet" in report.findings[0].what


def test_time_runs_back_within_a_case(log, verify):
    log.append("e", "noted", at(20) - 60)
    report = verify(log.bundle())
    assert found(report) == {"back_dated"}
    assert report.findings[0].where.startswith("entry 16 ")


def test_two_readers_are_shown_two_logs(verify, tmp_path):
    one, two = story(), story()
    one.append("f", public={"outcome": "denied"}, time=at(21))
    two.append("f", public={"outcome": "approved"}, time=at(21))
    # Each alone holds, and the two together do not.
    mine, yours = one.checkpoint(cosigned=at(22)), two.checkpoint()
    assert found(verify(one.bundle(checkpoints=[mine]), needed=1)) == set()
    assert found(verify(two.bundle(checkpoints=[yours]), needed=1)) == {"too_few_witnesses"}
    assert found(verify(two.bundle(checkpoints=[yours]), kept=[mine])) == {"fork"}
    # The witness has signed one, and signs no other.
    memory = Memory.begin(tmp_path, "witness.test/w")
    memory.add_log(read_key(LOG.vkey), ORIGIN)
    assert add_checkpoint(memory, request_body(0, [], mine)).status == OK
    assert add_checkpoint(memory, request_body(17, [], yours)).status == NO_PROOF
    two.append("g")
    wrong = proof_of(17, two.leaves)
    assert add_checkpoint(memory, request_body(17, wrong, two.checkpoint())).status == NO_PROOF


def test_a_fork_within_one_bundle(log, verify):
    other = story()
    other.append("f", time=at(21))
    changed(other, 3, event="something_else")
    lines = other.lines(
        checkpoints=[log.checkpoint(16, at(20, 1)), other.checkpoint(cosigned=at(21, 1))]
    )
    assert {"fork", "wrong_root"} <= found(verify(bundle_of(lines)))


def test_a_salt_is_used_again(verify):
    log = TinyLog()
    salt = b"s" * 32
    log.append("a", secret={"amount": 5}, salts={"amount": salt})
    log.append("b", secret={"amount": 5}, salts={"amount": salt})
    report = verify(log.bundle())
    assert found(report) == {"reused_salt"}
    assert report.findings[0].where == "entry 0 field amount, entry 1 field amount"


def test_a_salt_is_used_again_for_another_value(verify):
    log = TinyLog()
    salt = b"s" * 32
    log.append("a", secret={"amount": 5, "unit": "pieces"}, salts={"amount": salt, "unit": salt})
    assert found(verify(log.bundle())) == set()
    assert found(verify(log.bundle(openings=[(0, "amount"), (0, "unit")]))) == {"reused_salt"}


@pytest.mark.parametrize(
    "change", [{"value": "Cloud Ten Ltd"}, {"salt": "00" * 32}, {"field": "answer"}]
)
def test_a_field_is_opened_to_something_else(log, verify, change):
    lines = log.lines(openings=[(0, "applicant")])
    lines[-1] |= change
    report = verify(bundle_of(lines))
    assert found(report) == {"wrong_opening"}
    assert report.findings[0].where.startswith("entry 0, field ")


def test_a_commitment_is_changed_under_its_root(log, verify):
    entry = json.loads(log.entries[5])
    entry["commitments"]["answer"] = "00" * 32
    log.entries[5] = spelled(entry).encode()
    assert "wrong_commitments_root" in found(verify(log.bundle()))


CONDITIONS = {
    "left open": ([condition("x", "proposed")], []),
    "adopted and not carried": ([condition("x", "proposed"), condition("x", "adopted")], []),
    "dropped without a reason": ([condition("x", "proposed"), condition("x", "dropped")], []),
    "dropped with an empty reason": ([condition("x", "dropped", reason="")], []),
    "changed without a reason": ([condition("x", "adopted"), condition("x", "changed")], ["x"]),
    "carried and dropped": (
        [condition("x", "adopted"), condition("x", "dropped", reason="no")],
        ["x"],
    ),
    "carried and never named": ([], ["x"]),
}


@pytest.mark.parametrize("name", CONDITIONS)
def test_a_condition_is_dropped(name, verify):
    acts, carried = CONDITIONS[name]
    log = TinyLog()
    for each in acts:
        log.append("a", "act", public=each)
    log.append("a", "issued", public={"outcome": "approved_with_conditions", "conditions": carried})
    report = verify(log.bundle())
    assert found(report) == {"dropped_condition"}
    assert "'x'" in report.findings[0].what


def test_a_condition_is_dropped_after_the_approval(verify):
    log = TinyLog()
    log.append("a", public=condition("x", "adopted"))
    log.append("a", public={"outcome": "approved_with_conditions", "conditions": ["x"]})
    log.append("a", public=condition("x", "dropped", reason="the rule was repealed"))
    assert found(verify(log.bundle())) == set()
    log.append("b", public=condition("x", "dropped"))
    assert found(verify(log.bundle())) == {"dropped_condition"}


def test_a_condition_is_taken_away_by_a_correction(log, verify):
    """A correction overwrites nothing: the adopted condition is then missing from its license."""
    log.append(
        "a",
        "corrected",
        at(21),
        {"reason": "typing error", "corrected": {"conditions": []}},
        type="correction",
        refers=log.refer("a", 7),
    )
    assert found(verify(log.bundle())) == {"dropped_condition"}


def test_a_correction_may_not_refer_elsewhere(log, verify):
    fix = {"reason": "typing error", "corrected": {"destination": "SG"}}
    log.append("a", "corrected", at(21), fix, type="correction", refers=log.refer("b", 0))
    report = verify(log.bundle())
    assert found(report) == {"wrong_reference"}


def test_a_case_is_counted_for_each_of_its_outcomes(log, verify):
    result = json.loads(json.dumps(RESULT))
    result["cases"] = 6
    result["outcomes"] |= {"denied": 2, "approved": 1}
    report = verify(log.bundle(statements=[log.statement(COUNTED, {**result, "cases": 5})]))
    assert found(report) == {"counted_twice"}
    assert "result.outcomes.denied" in report.findings[0].what


def test_a_case_is_named_twice_or_though_it_was_superseded(log, verify):
    twice = sorted([*COUNTED, COUNTED[0]], key=lambda each: each["case"])
    assert found(verify(log.bundle(statements=[log.statement(twice, RESULT)]))) == {"counted_twice"}
    superseded = sorted(
        [*COUNTED, {"case": case_id("d"), "outcome": "approved", "index": 12}],
        key=lambda each: each["case"],
    )
    assert found(verify(log.bundle(statements=[log.statement(superseded, RESULT)]))) == {
        "counted_twice"
    }


def test_one_application_is_counted_under_two_cases(verify):
    log = TinyLog()
    for name in "ab":
        log.append(name, public={"outcome": "approved"}, secret={"application_number": "Z-1"})
    counted = sorted(
        ({"case": case_id(n), "outcome": "approved", "index": i} for i, n in enumerate("ab")),
        key=lambda each: each["case"],
    )
    nothing = {"cases": 0, "median": None, "p90": None}
    rate = {"numerator": 2, "denominator": 2, "percent": "100.0"}
    result = {
        **RESULT, "cases": 2, "outcomes": {**dict.fromkeys(RESULT["outcomes"], 0), "approved": 2},
        "approval_rate": {"of_decided": rate, "of_decided_or_returned": rate},
        "days": dict.fromkeys(RESULT["days"], nothing), "stopped_days_by_cause": {},
        "conditions": dict.fromkeys(RESULT["conditions"], 0),
    }  # fmt: skip
    statements = [log.statement(counted, result)]
    assert found(verify(log.bundle(statements=statements))) == set()
    shown = [(0, "application_number"), (1, "application_number")]
    report = verify(log.bundle(statements=statements, openings=shown))
    assert found(report) == {"counted_twice"}
    assert "one application number" in report.findings[0].what


def test_an_old_backup_is_restored(verify, tmp_path):
    log = story()
    newest = log.checkpoint(cosigned=at(21))
    memory = Memory.begin(tmp_path, "witness.test/w")
    memory.add_log(read_key(LOG.vkey), ORIGIN)
    assert add_checkpoint(memory, request_body(0, [], newest)).status == OK

    del log.entries[12:]  # the backup
    log.chains = {}
    assert found(verify(log.bundle(), kept=[newest])) == {"old_backup_restored"}
    answer = add_checkpoint(memory, request_body(12, [], log.checkpoint()))
    assert (answer.status, answer.body) == (CONFLICT, "16\n")

    # The operator writes on, until the log is longer than the one that was lost.
    for n in range(8):
        log.append(f"new {n}", time=at(21) + n)
    again = log.checkpoint(cosigned=at(22))
    assert found(verify(log.bundle(checkpoints=[again]), kept=[newest])) == {"fork"}
    assert (
        add_checkpoint(memory, request_body(16, proof_of(16, log.leaves), again)).status == NO_PROOF
    )


def test_a_witness_that_signed_backwards_gives_the_backup_away(log, verify):
    checkpoints = [log.checkpoint(10, at(30)), log.checkpoint(cosigned=at(21))]
    report = verify(log.bundle(checkpoints=checkpoints))
    assert "old_backup_restored" in found(report)


def test_a_statement_of_another_tree_is_a_fork(log, verify):
    other = story()
    changed(other, 15, event="another")
    assert found(verify(log.bundle(statements=[other.statement(COUNTED, RESULT)]))) == {"fork"}
    # Among some cases only the head's own root is in hand.
    assert found(
        verify(
            log.bundle(scope="cases", indices=[2, 4], statements=[other.statement(COUNTED, RESULT)])
        )
    ) == {"fork"}


def test_a_forgotten_field_leaves_the_log_as_it_was(log, verify):
    log.append(
        "a",
        "forgotten",
        at(22),
        {"fields": ["applicant"], "reason": "asked for"},
        type="forgetting",
        refers=log.refer("a", 0),
    )
    assert found(verify(log.bundle())) == set()


def test_the_drills_write_what_an_honest_log_would(log):
    """The writer and the program agree on nothing but the page: so the page is what is tested."""
    assert leaf(log.entries[0]).hex() == json.loads(log.entries[3])["previous"]
    assert json.loads(log.entries[0])["time"] == stamp(at(0))
    assert WITNESS.kind == b"\4"


def test_a_step_back_is_seen_past_checkpoints_that_nobody_cosigned(log, verify):
    rows = [
        log.checkpoint(10, at(30)),
        log.checkpoint(12),
        log.checkpoint(16, at(21)),
        log.checkpoint(16, at(31)),
    ]
    assert "old_backup_restored" in found(verify(log.bundle(checkpoints=rows)))
    good = [
        log.checkpoint(10, at(10, 1)),
        log.checkpoint(10, at(10)),
        log.checkpoint(12),
        log.checkpoint(16, at(21)),
    ]
    assert found(verify(log.bundle(checkpoints=good))) == set()
    # One that the reader kept counts as well.
    assert "old_backup_restored" in found(
        verify(log.bundle(checkpoints=good), kept=[log.checkpoint(14, at(40))])
    )
