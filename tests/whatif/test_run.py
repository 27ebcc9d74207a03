"""A scenario's file, its run, and what is kept of it: progress, stopping, going on, the same bytes."""

from datetime import date

import numpy as np
import pytest

from licet.errors import InputError
from licet.whatif.kept import Shelf, as_json, result_data, result_from
from licet.whatif.number import Number
from licet.whatif.result import Column, Part, Plot, Stamp, Table
from licet.whatif.run import lacking, run
from licet.whatif.scenario import read_scenario, scenario_from
from licet.whatif.steps import Done, Stopped

ASKED = {"before": {"on": "2026-01-14"}, "after": {"on": "2026-02-01"}, "parts": ["trade", "flips"]}
STAMP = Stamp("a", "b", "c", {"table": "d"}, "e")


def flips(asked):
    asked.tell("counts", 0.5)
    number = Number("flips.count", "chips that flip", 3, "chips", 3, 3, "rules", "counted", rules=("us.x",))  # fmt: skip
    table = Table(
        "flips", "Flips", (Column("chip"), Column("n", "1")), (("H200", 3), ("B200", None))
    )
    return Done(Part("flips", (number,), (table,), (Plot("p", "P", "flips", "spans", {}),)), {"kappa": np.array([0.5])})  # fmt: skip


def trade(asked):
    kappa = asked.earlier["flips"].arrays["kappa"]
    value = float(kappa[0])
    return Done(Part("trade", (Number("trade.x", "x", value, "%", 0, 1, "draws", "halved"),)), {})


STEPS = {"flips": flips, "trade": trade}


def ran(tmp_path, steps=STEPS, **options):
    scenario = scenario_from(ASKED, "january")
    return run(
        scenario, None, None, STAMP, steps, shelf=Shelf(tmp_path, scenario, STAMP), **options
    )


def test_parts_run_in_their_own_order_and_hand_on_what_they_found(tmp_path):
    told = []
    result = ran(tmp_path, watch=lambda *each: told.append(each))
    assert [part.name for part in result.parts] == ["flips", "trade"]
    assert result.explain("trade.x").value == 0.5
    shares = [share for _, _, share in told]
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_a_run_that_was_stopped_goes_on_where_it_was_with_the_same_bytes(tmp_path):
    def stop(step, _doing, _share):
        if step == "trade":
            raise Stopped

    with pytest.raises(Stopped):
        ran(tmp_path, watch=stop)

    def never(_asked):
        raise AssertionError("this step was finished before")

    again = ran(tmp_path, {"flips": never, "trade": trade})
    assert as_json(result_data(again)) == as_json(result_data(ran(tmp_path / "other")))


def test_a_step_of_another_scenario_or_a_torn_file_is_never_taken(tmp_path):
    ran(tmp_path)
    other = scenario_from({**ASKED, "seed": 4}, "january")
    assert Shelf(tmp_path, other, STAMP).take("flips") is None
    mine = Shelf(tmp_path, scenario_from(ASKED, "january"), STAMP)
    assert mine.take("flips") is not None
    file = tmp_path / "flips.npz"
    file.write_bytes(file.read_bytes()[:200])
    assert mine.take("flips") is None


def test_a_result_comes_back_from_its_file_as_it_was(tmp_path):
    result = ran(tmp_path)
    assert as_json(result_data(result_from(result_data(result)))) == as_json(result_data(result))


def test_a_name_that_no_number_has_is_told_with_the_nearest(tmp_path):
    with pytest.raises(InputError, match=r"flips\.count"):
        ran(tmp_path).explain("flips.cuont")


def test_a_step_that_lacks_something_says_what():
    assert lacking("trade", "no table").part.missing == "no table"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "[before] wants a day"),
        ("[before]\non = 2026-13-01\n", "this is no TOML"),
        ("[before]\non = 'soon'\n[after]\non = 2026-01-01\n", "[before] on = 'soon' is no day"),
        ("seeds = 3\n[before]\non = 2026-01-01\n[after]\non = 2026-01-01\n", "x.toml:1: 'seeds' is no known key"),
        ("seed = -3\n[before]\non = 2026-01-01\n[after]\non = 2026-01-01\n", "from 0 to 4,294,967,295"),
        ("parts = ['trades']\n[before]\non = 2026-01-01\n[after]\non = 2026-01-01\n", "Did you mean trade"),
        ("[before]\non = 2026-01-01\nreform = 'x'\n[after]\non = 2026-01-01\n", "no known key of [before]"),
        ("[before]\non = 2026-01-01\n[after]\non = 2026-01-01\n[assumptions]\na = 'b'\n", "a is 'b', and a number"),
    ],
)  # fmt: skip
def test_a_wrong_scenario_is_refused_at_its_place(tmp_path, text, said):
    file = tmp_path / "x.toml"
    file.write_text(text)
    with pytest.raises(InputError) as caught:
        read_scenario(file)
    assert said in str(caught.value)


def test_a_scenario_reads_days_as_toml_writes_them(tmp_path):
    file = tmp_path / "x.toml"
    file.write_text("[before]\non = 2026-01-14\n[after]\non = 2026-02-01\nreforms = ['a']\n")
    found = read_scenario(file)
    assert (found.after.on, found.after.reforms) == (date(2026, 2, 1), ("a",))
    assert scenario_from(found.data(), "x") == found
