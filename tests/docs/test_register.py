"""Journey J4 through the real command line: examples/h200-register/story.sh, and the page that shows it."""

import contextlib
import io
import json
import re
import shlex
from types import SimpleNamespace

import pytest

from licet.cli.main import main
from licet.pack import store as pack
from tests.conftest import ROOT
from utils.refresh_examples import examples, first_lost

FOLDER = ROOT / "examples" / "h200-register"
PAGE = ROOT / "docs" / "register.md"
SCRIPT = (FOLDER / "story.sh").read_text(encoding="utf-8")
NAMES = dict(re.findall(r'^([A-Z]+)="?([^"\n]+)"?$', SCRIPT, re.MULTILINE))
COMMANDS = re.findall(r"^licet (.*)$", SCRIPT, re.MULTILINE)
OTHER_CODES = {
    "register register A-000001 number=Z1000001 --as $OLGA --at 2026-01-21": 2,
    "register propose A-000001": 2,
    "register countersign A-000001 --as $BEA": 2,
    "register countersign A-000001 --as $CORA --at 2026-02-05": 2,
    "register draw D-EXAMPLE-1 shipment-3.yaml": 1,
    "register match": 20,
    "register holder": 20,
}
"""Commands of the script that end with another exit code than nought, by how they begin."""


def words_of(command):
    return [re.sub(r"\$([A-Z]+)", lambda name: NAMES[name[1]], word) for word in shlex.split(command)]  # fmt: skip


def run(command):
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        try:
            code = main(words_of(command))
        except SystemExit as stopped:
            code = stopped.code
    return SimpleNamespace(code=code, out=out.getvalue(), flat=" ".join(out.getvalue().split()))


@pytest.fixture(scope="module", autouse=True)
def home(tmp_path_factory, library):
    """A store of its own, the script's folder, and the library that the session has opened."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LICET_HOME", str(tmp_path_factory.mktemp("home")))
        patch.delenv("LICET_DATABASE", raising=False)
        patch.setitem(NAMES, "OUT", str(tmp_path_factory.mktemp("out")))
        patch.chdir(FOLDER)
        patch.setattr(pack, "open_library", lambda law=None: library)  # noqa: ARG005 - as its caller names it
        yield


@pytest.fixture(scope="module")
def told(home):  # noqa: ARG001 - it stands before the commands
    """Every command of the script, in order, with what it printed."""
    return {command: run(command) for command in COMMANDS}


def said(told, beginning):
    [found] = [each for command, each in told.items() if command.startswith(beginning)]
    return found


def test_every_command_does_what_the_story_says(told):
    for command, found in told.items():
        wanted = next((code for start, code in OTHER_CODES.items() if command.startswith(start)), 0)  # fmt: skip
        assert found.code == wanted, f"{command}\n{found.out}"


def test_the_application_opens_with_what_the_engine_decided(told):
    found = said(told, "register file").flat
    assert "case-by-case review if all its conditions hold, otherwise presumption of denial" in found  # fmt: skip
    assert "ground: Advanced chips" in found


def test_a_standing_flag_keeps_a_file_from_being_registered(told):
    found = said(told, "register register A-000001 number=Z1000001 --as $OLGA --at 2026-01-21")
    assert "the flag hit_not_closed on p1 blocks the registration" in found.flat
    assert "Possible from here for this role: " in found.flat


def test_agencies_are_asked_by_rules_that_are_told(told):
    found = said(told, "register route").out
    assert "defense: us.defense.concern (15 CFR 750.3(b)(2)(i))" in found
    assert "state: us.state.concern (15 CFR 750.3(b)(2)(iii))" in found


def test_whoever_waits_sees_that_the_clock_stands_still_and_why(told):
    found = said(told, "register show").flat
    assert "The clock stands still (agency information)" in found
    assert "4 calendar days on the clock, 2 calendar days stopped (agency information), 6 gross" in found  # fmt: skip


def test_agencies_that_differ_leave_no_proposal_to_the_officer(told):
    assert "refused: " in said(told, "register propose").flat


def test_the_one_who_decided_does_not_sign_and_nobody_signs_before_the_time_for_appeal_is_over(told):  # fmt: skip
    assert "bea proposed the decision; another person signs" in said(told, "register countersign A-000001 --as $BEA").flat  # fmt: skip
    assert said(told, "register countersign A-000001 --as $CORA --at 2026-02-05").code == 2


def test_the_third_shipment_breaks_the_cap_and_the_ratio_is_printed(told):
    assert "taken" in said(told, "register draw D-EXAMPLE-1 shipment-1").flat
    found = said(told, "register draw D-EXAMPLE-1 shipment-3").flat
    assert "364,136,000 / 633,280,000 TPP = 23/40 = 57.5 %, over the cap of 50 %" in found
    assert "14,000 of 18,000 units drawn, 4,000 left" in found


def test_a_request_sent_twice_takes_nothing_twice(told):
    first = said(told, 'register draw D-EXAMPLE-1 shipment-2.yaml --inputs known.yaml --as "$ANN" --at 2026-04-06')  # fmt: skip
    again = said(told, 'register draw D-EXAMPLE-1 shipment-2.yaml --inputs known.yaml --as "$ANN" --at 2026-05-13')  # fmt: skip
    assert first.out == again.out


def test_an_order_that_the_cap_leaves_no_room_for_is_held(told):
    assert said(told, "register match").flat.startswith("HOLD (license condition).")


def test_the_money_stands_under_each_of_the_three_readings(told):
    found = said(told, "register money").flat
    assert "shipment-1: would take 36,000,000 USD; due 0 USD" in found
    assert "shipment-1: would take 60,000,000 USD; due 0 USD" in found
    assert "shipment-1: would take 24,000,000 USD; due 24,000,000 USD, paid 24,000,000 USD, open 0 USD" in found  # fmt: skip
    assert "shipment-2: would take 18,000,000 USD; due 18,000,000 USD, paid 0 USD, open 18,000,000 USD, overdue since 2026-04-13" in found  # fmt: skip
    assert "Sum of all postings: 0 USD." in found


def test_the_committee_sees_who_proposed_and_who_dropped_the_condition_and_why(told):
    found = said(told, "register conditions A-000001 location --as auditor").flat
    assert "proposed on 2026-01-30 by stef (state)" in found
    assert "dropped on 2026-02-03 by bea (US): not_testable: the vendor's software tells a country at best" in found  # fmt: skip


def test_what_is_kept_is_what_the_events_make(told):
    assert "0 faults" in said(told, "register check").out


def test_a_stranger_verifies_the_log_and_computes_the_rate_again(told):
    public = said(told, "verify $OUT/log.licetlog")
    assert "holds statistics" in public.flat
    assert "Nothing that was checked differs." in public.out
    assert "condition c13 dropped by US: not_testable" in public.out
    assert "vendor" not in public.out
    assert "opened:" not in public.out
    committee = said(told, "verify $OUT/committee.licetlog").flat
    assert "approved 1 of 1 decided (100.0 %)" in committee
    assert (
        "opened: reason = \"not_testable: the vendor's software tells a country at best"
        in committee
    )


def test_the_public_is_not_told_small_numbers(told):
    public = said(
        told, "register statistics --authority US --from 2026-01-01 --to 2027-01-01 --out"
    )
    assert "So few cases that none of their figures is told." in public.out


@pytest.mark.usefixtures("told")
def test_what_was_forgotten_can_be_opened_to_nobody():
    log = "--log $OUT/log --log-key $OUT/log.skey"
    found = run(
        f"register forget A-000001 2 --field justification --reason clerical --as $CORA {log}"
    )
    assert found.code == 0, found.out
    assert "justification of event 2 of A-000001: forgotten" in found.out
    put_right = run(f'register correction A-000001 2 cause=null --reason clerical --words "no clock ran" --as $OLGA {log}')  # fmt: skip
    assert put_right.code == 0, put_right.out
    assert "cause of event 2 of A-000001: corrected" in put_right.out
    proof = run(f"register proof A-000001 0 $OUT/entry {log}")
    assert proof.code == 0, proof.out
    assert run("verify --proof $OUT/entry.tlog-proof $OUT/entry --key $OUT/log.vkey").code == 0
    opened = f"register bundle $OUT/more A-000001 --reader P --order 1 --field justification --as $OLGA {log}"
    assert "its salts were destroyed" in run(opened).flat
    run(f"register bundle $OUT/whole {log}")
    assert "Nothing that was checked differs." in run("verify $OUT/whole --key $OUT/log.vkey").out


SHOWN = [each for each in examples(PAGE) if each.command.startswith("licet ") and any(each.shown)] if PAGE.exists() else []  # fmt: skip


@pytest.mark.parametrize("example", SHOWN, ids=[each.place for each in SHOWN])
def test_the_page_shows_what_a_command_of_the_script_prints(example, told):
    command = example.command.removeprefix("licet ")
    assert command in told, "the page shows commands of story.sh, word for word"
    lost = first_lost(example.shown, told[command].out.rstrip("\n").split("\n"))
    assert lost is None, f"{example.place}: {lost!r}"


FAULTS = {
    "register sumbit A-000001 --as $ANN": "'sumbit' is no known action. Did you mean submit",
    "register show A-999999 --as $OLGA": "no file of that number is open to olga as officer of US",
    "register show A-000001 --as official:olga:US": "Did you mean officer",
    "register show A-000001 --as $ANN --at yesterday": "write 2026-02-10T12:00Z",
    "register issue A-000001 --notice x --as $STEF": "it is for officer",
    "register list --limit 0 --as $OLGA": "write 1 or more",
    "register draw D-EXAMPLE-1 lines.yaml --as $ANN": "a request is a mapping",
    "register draw D-EXAMPLE-1 transfer.yaml --as $ANN": "no known field of Request",
    "register draw D-EXAMPLE-1 shipment-1.yaml --inputs lines.yaml --as $ANN": "is a mapping",
    "register show A-000001 --as auditor:gil:GAO": "name the order",
    "register show A-000001 --as public:pat": "is not for somebody of the public",
    "register list --as $ANN --at 2026-01-20T12:00": "has no time zone",
    "register document A-000001 name=x hash=y --as $ANN --at 2099-01-01": "what has not happened yet is not entered",
    "register vote A-000001 vote=maybe --as $DAN": "possible",
    "register draw D-EXAMPLE-1 nowhere.yaml --as $ANN": "there is no such file",
    "register submit A-000001 sinner=Ann --as $ANN": "Did you mean signer",
    "register submit A-000001 signer --as $ANN": "is no FIELD=VALUE",
    "register question A-000001 id=q id=r --as $DAN": "id is given twice",
    "register drawdown D-EXAMPLE-1 --as $ANN": "licet register draw",
    'register draw D-EXAMPLE-1 shipment-1.yaml --as "applicant:eve:Another, Inc."': "eve",
    "register conditions A-000001 --rule us.h201 --as $OLGA": "Did you mean us.h200_2026",
    "register conditions A-000001 volume --rule us.h200_2026 --as $OLGA": "known are us.h200_2026.performance",
    "register assess D-EXAMPLE-1 shipment-9 --as $OLGA": "Did you mean shipment-",
    "register assess D-EXAMPLE-1 shipment-1 customs=1 --as $OLGA": "customs_value",
    "register pay D-EXAMPLE-1 shipment-1 --reading x --amount much --on 2026-05-14 --key k --as $ANN": "is no number",
    "register log --begin register.example/licenses --log $OUT/log --log-key $OUT/log.skey": "no key is overwritten",
    "register publish --log $OUT/log --log-key $OUT/no.skey": "licet register log --begin",
    "register bundle $OUT/x A-000001 --reader Press --order 1 --log $OUT/log --log-key $OUT/log.skey": "by somebody",
    "register bundle $OUT/x A-000001 --reader P --order 1 --as $DAN --log $OUT/log --log-key $OUT/log.skey": "open a committed field of the public log is not for an agency",
    "register forget A-000001 2 --field justification --reason clerical --as $OLGA --log $OUT/log --log-key $OUT/log.skey": "it is for countersigner, board",
    "register correction A-000001 2 state --reason clerical --as $OLGA --log $OUT/log --log-key $OUT/log.skey": "is no FIELD=VALUE",
    "register correction A-000001 2 states=x --reason clerical --as $OLGA --log $OUT/log --log-key $OUT/log.skey": "Did you mean state",
    "register proof A-000001 999 $OUT/x --log $OUT/log --log-key $OUT/log.skey": "has no entry 999",
    "register bundle $OUT/x A-9 --log $OUT/log --log-key $OUT/log.skey": "nothing of A-9 is in the public log",
    "register file nvidia-h200 --to CN --authority US --quantity 1 --as $ANN --no-screening": "variants",
    "register file nvidia-h200-sxm-141gb --to CN --authority US --as $ANN --no-screening": "say how many",
    "register file nvidia-h200-sxm-141gb --to CN --authority XX --quantity 1 --as $ANN --no-screening": "says nothing of the law of XX",
}  # fmt: skip


@pytest.mark.parametrize(("command", "wanted"), FAULTS.items(), ids=FAULTS)
@pytest.mark.usefixtures("told")
def test_bad_input_ends_in_one_clear_sentence(command, wanted):
    found = run(command)
    assert found.code == 2, found.out
    assert wanted.lower() in found.flat.lower()
    assert "Traceback" not in found.out


READS = (
    "register show A-000001 --as $OLGA",
    "register events A-000001 --as $OLGA",
    "register ways D-EXAMPLE-1 --as $OLGA",
    "register list --as $OLGA",
    "register conditions A-000001 --as $OLGA",
    "register license D-EXAMPLE-1 --as $ANN",
    "register money D-EXAMPLE-1 --as $ANN",
    "register holder --as $ANN",
    "register tick --at 2026-05-20",
    "register check",
    "register log --log $OUT/log --log-key $OUT/log.skey",
    "register publish --log $OUT/log --log-key $OUT/log.skey",
    "register statistics --authority US --from 2026-01-01 --to 2027-01-01 --log $OUT/log --log-key $OUT/log.skey",
)


@pytest.mark.parametrize("command", READS)
@pytest.mark.usefixtures("told")
def test_every_reading_has_the_form_of_data(command):
    found = run(f"{command} --json")
    json.loads(found.out)
    assert found.code in (0, 20)
