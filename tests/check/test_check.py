"""The rule book checks itself: each fault is found, and the good law of Xland raises no alarm."""

import shutil

import pytest

from licet.check.run import check_folder
from licet.errors import LawError
from tests.conftest import MINI


@pytest.fixture
def folder(tmp_path):
    copy = tmp_path / "law"
    shutil.copytree(MINI, copy)
    return copy


def findings(folder, *, solver=False):
    _, found = check_folder(folder, solver=solver)
    return list(found)


def change(folder, file, old, new):
    path = folder / "xx" / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_the_good_law_raises_no_alarm():
    assert findings(MINI, solver=True) == []


A1, NEED, HQ, LISTED = "rules/A1.md", "rules/need.md", "rules/hq.md", "rules/listed.md"
FAULTS = [
    # file, what stands there, what takes its place, which check finds it, and what it says
    (A1, "| 100   | ?       | ?    | yes   |", "| 100   | ?       | ?    | no    |", "cases", "the case 'on the line' on 2020-06-01 expects no, the rule gives yes"),
    (A1, "| not known       | 2020-06-01 | ?     | ?       | ?    | ?     |", "| not known       | 2020-06-01 | ?     | ?       | ?    | no    |", "cases", "expects no, the rule gives ?"),
    (A1, "| on the line     | 2020-06-01 | 100   | ?       | ?    | yes   |\n", "", "none", ""),
    (A1, "| dense           |            | 50    | 2.5     | ?    | yes   |\n", "", "thresholds", "no case tries density at 2.5"),
    (A1, "| not dense       |            | 50    | 2.4     | ?    | no    |\n", "", "thresholds", "no case tries density just under 2.5"),
    (A1, "| dense and slow  |            | 49    | 9       | ?    | no    |\n", "", "thresholds", "no case tries speed just under 50"),
    (A1, "| not known       | 2020-06-01 | ?     | ?       | ?    | ?     |\n", "", "thresholds", "no case leaves speed unknown"),
    (A1, 'rule = "speed >= 100"', 'rule = "speed >= 120"', "thresholds", "no case tries speed at 120"),
    (A1, 'rule = "speed >= 100"', 'rule = "speed >= 100 and 7 <= speed"', "thresholds", "no case tries speed at 7"),
    ("rules/EX.md", "| in time   | notice | no   | 25          | yes   |\n", "", "thresholds", "no case tries notice_days at 25"),
    (LISTED, "| half owned | US           | none           | 50                           | yes   |\n", "", "thresholds", "no case tries owned_by_listed_pct at 50"),
    ("rules/ban.md", "| case      |", "| name      |", "cases", "the rule has no case table"),
    (A1, "to = 2022-01-01", "to = 2022-01-02", "dates", "the versions from 2020-01-01 and 2022-01-01 overlap; end the first on 2022-01-01"),
    (A1, "to = 2022-01-01\n", "", "dates", "overlap; end the first on 2022-01-01"),
    (A1, "to = 2022-01-01", "to = 2021-12-31", "dates", "leave a gap; explain it in the second's note"),
    (A1, "comply_from = 2022-02-01", "comply_from = 2021-12-31", "dates", "compliance from 2021-12-31 is before 2022-01-01"),
    (A1, "checked = 2026-01-01", "checked = 2019-11-30", "dates", "was read on 2019-11-30, before it was published on 2019-12-01"),
    (HQ, "to = 2024-01-01", "to = 2022-12-31", "dates", "a pause ends on 2022-12-31, before it starts"),
    ("groups/Foes.toml", 'country = "VN"\nto = 2021-06-01', 'country = "CN"', "dates", "CN stands in it twice at the same time"),
    ("groups/Foes.toml", 'country = "VN"', 'country = "CN"', "dates", "CN stands in it twice at the same time"),
    ("groups/Foes.toml", 'country = "VN"\nto = 2021-06-01', 'country = "RU"\nfrom = 2021-01-01\nto = 2023-01-01', "dates", "RU stands in it twice at the same time"),
    ("groups/Foes.toml", "from = 2022-03-01", "from = 2022-03-01\nto = 2022-02-01", "dates", "RU leaves on 2022-02-01, before it joins on 2022-03-01"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "old", "new", "check", "message"),
    FAULTS,
    ids=[f"{n}-{each[4][:45]}" for n, each in enumerate(FAULTS)],
)
def test_a_fault_in_the_book_is_found(  # noqa: PLR0917 - one row of the table
    folder, file, old, new, check, message
):
    change(folder, file, old, new)
    found = findings(folder)
    if check == "none":
        assert found == []
        return
    assert any(each.check == check and message in str(each) for each in found), [
        str(each) for each in found
    ]
    assert {each.check for each in found if message in str(each)} == {check}


def test_a_row_that_fails_is_named_with_its_line(folder):
    change(folder, A1, "| 100   | ?       | ?    | yes   |", "| 100   | ?       | ?    | no    |")
    [finding] = findings(folder)
    line = next(
        n
        for n, text in enumerate((folder / "xx" / A1).read_text().splitlines(), 1)
        if "on the line" in text
    )
    assert (finding.file, finding.line, finding.subject) == ("law/xx/rules/A1.md", line, "xx.A1")
    assert str(finding).startswith(f"law/xx/rules/A1.md:{line}: ")


def test_two_spans_that_touch_and_a_gap_that_is_explained_are_no_fault(folder):
    change(
        folder,
        "groups/Foes.toml",
        'country = "VN"\nto = 2021-06-01',
        'country = "RU"\nfrom = 2021-01-01\nto = 2022-03-01',
    )
    change(folder, A1, "to = 2022-01-01", "to = 2021-12-31")
    change(
        folder,
        A1,
        'source = "Act 2"',
        'source = "Act 2"\nnote = "Nothing stood on the last day of 2021."',
    )
    assert findings(folder) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("| holds |", "| hold  |", "holds is None; yes, no or ? was wanted"),
        ("| yes   |", "| maybe |", "holds is 'maybe'; yes, no or ? was wanted"),
        ("| speed |", "| sped  |", "'sped' is no known column. Did you mean speed?"),
        ("| flat |", "| role |", "role is a party's fact; head the column end_user.role"),
        ("| flat |", "| end_user.hq |", "'hq' is no known fact"),
        ("| 99.9  |", "| many  |", "speed: 'many' is not a number"),
        ("2020-06-01 | 100", "2020-6-1   | 100", "is no date; write it as 2026-01-15"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_with_its_line(folder, old, new, message):
    change(folder, A1, old, new)
    with pytest.raises(LawError) as caught:
        findings(folder)
    assert message in str(caught.value)
    assert caught.value.place.file == "law/xx/rules/A1.md"
    assert caught.value.place.line


def test_a_part_that_no_version_has_is_refused(folder):
    change(folder, "rules/EX.md", "| in time   | notice |", "| in time   | notcie |")
    with pytest.raises(LawError, match="'notcie' is no known part"):
        findings(folder)


# -- the solver ----------------------------------------------------------------------------

DEAD = [
    (
        A1,
        'rule = "speed >= 100"',
        'rule = "speed >= 100 and speed < 50"',
        "the rule from 2020-01-01 can never hold",
    ),
    (A1, 'two = "density >= 2.5 and speed >= 50"', 'two = "flat and not flat"', ""),
    (
        NEED,
        'destination in Foes"',
        "destination in Foes and destination == 'DE'\"",
        "can never hold",
    ),
    (NEED, "@xx.A1 and", "@xx.A1 and @xx.B9 and", "can never hold"),
    (
        HQ,
        'headquarters in Foes)"',
        "headquarters in Foes and headquarters == 'DE')\"",
        "can never hold",
    ),
    (
        "rules/notice.md",
        'kind == "export"',
        'kind == "export" and kind == "reexport"',
        "can never hold",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "message"), DEAD)
def test_a_rule_that_can_never_hold_is_found(folder, file, old, new, message):
    change(folder, file, old, new)
    dead = [str(each) for each in findings(folder, solver=True) if each.check == "dead"]
    if message:
        assert any(f"law/xx/{file}" in each and message in each for each in dead), dead
    else:
        assert dead == []  # one of two alternatives: the rule itself still holds


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (NEED, 'destination in Foes"', 'destination in Foes and not flat"'),
        (
            HQ,
            'headquarters in Foes)"',
            "headquarters in Foes) and any_party(recipients, headquarters == 'DE')\"",
        ),
        (NEED, 'destination in Foes"', "destination == 'CN'\""),
        (A1, 'rule = "speed >= 100"', 'rule = "speed >= 100 and speed <= 100"'),
    ],
)
def test_a_rule_that_may_hold_is_not_called_dead(folder, file, old, new):
    change(folder, file, old, new)
    assert [str(each) for each in findings(folder, solver=True) if each.check == "dead"] == []


def test_two_reviews_of_one_need_that_do_not_give_way_clash(folder):
    change(folder, "rules/denial.md", 'rule = "not @xx.review.mild"', 'rule = "speed >= 150"')
    [clash] = [each for each in findings(folder, solver=True) if each.check == "clash"]
    assert clash.subject == "xx.review.denial"
    assert "xx.review.mild" in str(clash)
    assert "xx.need" in str(clash)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("rules/denial.md", 'rule = "not @xx.review.mild"', 'rule = "speed >= 200"'),
        ("rules/denial.md", 'reviews = ["xx.need.*", "xx.letter"]', 'reviews = ["xx.letter"]'),
        ("rules/mild.md", 'policy = "case_by_case"', 'policy = "presumption_of_denial"'),
    ],
)
def test_reviews_that_exclude_each_other_or_agree_do_not_clash(folder, file, old, new):
    change(
        folder,
        "rules/denial.md",
        'rule = "not @xx.review.mild"',
        'rule = "not @xx.review.mild or speed >= 200"',
    )
    if "rule = " in old:
        change(folder, "rules/denial.md", 'rule = "not @xx.review.mild or speed >= 200"', new)
    else:
        change(folder, file, old, new)
    assert [str(each) for each in findings(folder, solver=True) if each.check == "clash"] == []


def test_one_review_that_carves_out_the_other_is_no_clash(folder):
    change(folder, "rules/denial.md", 'rule = "not @xx.review.mild"', 'rule = "speed >= 150"')
    change(folder, "rules/mild.md", "reviews =", 'carves_out = ["xx.review.denial"]\nreviews =')
    assert [str(each) for each in findings(folder, solver=True) if each.check == "clash"] == []
