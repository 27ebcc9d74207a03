"""A reform put to a law: each kind of patch, its days, and what is refused with its place."""

from datetime import date

import pytest

from licet.book.load import load_folder
from licet.errors import InputError
from licet.reform import apply
from licet.reform.folders import write_reformed
from tests.conftest import MINI
from tests.reform.written import NEW, limit, reform

BOOK = load_folder(MINI).book
EVE, DAY = date(2026, 5, 31), date(2026, 6, 1)


def rule(book, name, on):
    version = book[name].on(on, date.max)
    return None if version is None else version.rule


def test_a_limit_moves_from_the_day_on_and_not_before(tmp_path):
    after = apply(BOOK, reform(tmp_path, limit(90)))
    parts = [dict(after["xx.A1"].on(on, date.max).parts)["one"] for on in (EVE, DAY)]
    assert [str(each.right.value) for each in parts] == ["100", "90"]
    assert after["xx.A1"].on(DAY, date.max).source == "Act 2 [as changed by small]"
    assert after.hash != BOOK.hash


def test_a_limit_may_move_for_a_time(tmp_path):
    after = apply(BOOK, reform(tmp_path, limit(90), more="until = 2027-01-01"))
    read = [str(dict(v.parts)["one"].right.value) for v in after["xx.A1"].versions[1:]]
    assert read == ["100", "90", "100"]
    assert dict(after["xx.A1"].on(date(2027, 1, 1), date.max).parts) == dict(BOOK["xx.A1"].versions[1].parts)  # fmt: skip


def test_a_repealed_provision_no_longer_stands(tmp_path):
    after = apply(BOOK, reform(tmp_path, '[[repeal]]\nid = "xx.review.mild"'))
    assert rule(after, "xx.review.mild", EVE) is not None
    assert rule(after, "xx.review.mild", DAY) is None


def test_a_provision_repealed_from_its_first_day_stays_as_one_that_never_holds(tmp_path):
    since = BOOK["xx.free"].versions[0].since.isoformat()
    after = apply(BOOK, reform(tmp_path, '[[repeal]]\nid = "xx.free"', since=since))
    assert [each.rule.value for each in after["xx.free"].versions] == [False]


def test_a_new_provision_counts_from_its_own_day(tmp_path):
    after = apply(BOOK, reform(tmp_path, '[[add]]\nfile = "new.md"', new=NEW))
    assert rule(after, "xx.need.new", DAY) is not None
    assert after["xx.need.new"].scope == "xx.reach"


def test_a_new_provision_may_not_begin_before_its_reform(tmp_path):
    early = NEW.replace("from = 2026-06-01", "from = 2026-05-31")
    with pytest.raises(InputError, match=r"new\.md:9:8: .*a reform changes nothing before its date"):  # fmt: skip
        apply(BOOK, reform(tmp_path, '[[add]]\nfile = "new.md"', new=early))


def test_a_replaced_provision_keeps_what_it_said_before(tmp_path):
    other = NEW.replace("xx.need.new", "xx.need.place").replace('rule = "flat"', 'rule = "flat"')
    other = other.replace("[[version]]", 'grounds = ["destination"]\n[[version]]')
    after = apply(BOOK, reform(tmp_path, '[[replace]]\nfile = "new.md"', new=other))
    assert rule(after, "xx.need.place", EVE) == rule(BOOK, "xx.need.place", EVE)
    assert rule(after, "xx.need.place", DAY).fact == "flat"


def test_what_a_reform_brings_for_a_time_ends_with_it(tmp_path):
    more, end = "until = 2027-01-01", date(2027, 1, 1)
    other = NEW.replace("xx.need.new", "xx.need.place")
    other = other.replace("[[version]]", 'grounds = ["destination"]\n[[version]]')
    patches = '[[add]]\nfile = "new.md"\n[[replace]]\nfile = "other.md"\n'
    after = apply(BOOK, reform(tmp_path, patches, more=more, new=NEW, other=other))
    assert rule(after, "xx.need.new", end) is None
    assert rule(after, "xx.need.place", DAY).fact == "flat"
    assert rule(after, "xx.need.place", end) == rule(BOOK, "xx.need.place", end)


def test_what_has_no_dates_is_not_replaced(tmp_path):
    other = NEW.replace("xx.need.new", "xx.need.place")
    with pytest.raises(InputError, match="grounds has no dates"):
        apply(BOOK, reform(tmp_path, '[[replace]]\nfile = "new.md"', new=other))


def test_a_policy_a_state_and_a_rule_are_set(tmp_path):
    patches = (
        '[[set]]\npath = "xx.review.denial/policy"\nto = "policy_of_denial"\n'
        '[[set]]\npath = "xx.need.place/state"\nto = "suspended"\n'
        '[[set]]\npath = "xx.review.mild/rule"\nto = "flat"\n'
    )
    after = apply(BOOK, reform(tmp_path, patches))
    assert after["xx.review.denial"].on(DAY, date.max).policy == "policy_of_denial"
    assert after["xx.review.denial"].on(EVE, date.max).policy == "presumption_of_denial"
    states = [after["xx.need.place"].on(on, date.max).state(on, date.max)[0] for on in (EVE, DAY)]
    assert states == ["in_force", "suspended"]
    assert rule(after, "xx.review.mild", DAY).fact == "flat"


def test_a_condition_says_its_new_limit_in_its_words(tmp_path):
    after = apply(BOOK, reform(tmp_path, limit(40, of="xx.EX#notice/notice_days")))
    condition = after["xx.EX"].on(DAY, date.max).conditions[0]
    assert (str(condition.rule.right.value), condition.text) == ("40", "Notice 40 days before.")
    assert BOOK["xx.EX"].versions[0].conditions[0].text == "Notice 25 days before."


def test_a_group_gains_and_loses_members_for_a_time(tmp_path):
    patches = '[[set]]\npath = "group:Foes"\ngains = ["MY"]\nloses = ["RU"]\nuntil = 2027-01-01\n'
    after = apply(BOOK, reform(tmp_path, patches))
    members = [after.groups["Foes"].on(on, date.max) for on in (EVE, DAY, date(2027, 1, 1))]
    assert members == [{"CN", "RU"}, {"CN", "MY"}, {"CN", "RU"}]


def test_a_table_gains_and_loses_rows(tmp_path):
    patches = '[[set]]\npath = "table:makers"\ngains = [{ name = "Maker Two" }]\nloses = [{ name = "Maker One" }]\n'
    rows = apply(BOOK, reform(tmp_path, patches)).tables["makers"].rows
    assert [(row["name"], row.get("from"), row.get("to")) for row in rows] == [
        ("Maker One", date(2023, 1, 1), DAY),
        ("Maker Two", DAY, None),
    ]


@pytest.mark.parametrize(
    ("patches", "said"),
    [
        (limit(100), r"reform\.toml:10:1: xx\.A1 says that already on these days"),
        (limit(90, of="xx.A1/speed"), r"xx\.A1 has several limits on speed: 50, 100"),
        (limit(90, of="xx.A1/sped"), r"'sped' is no known thing to set, or numeric fact\. Did you mean speed"),
        (limit(90, of="xx.A1#ones/speed"), r"'ones' is no known part or condition of xx\.A1\. Did you mean one"),
        (limit(90, of="xx.A2/speed"), r"'xx\.A2' is no known provision\. Did you mean xx\.A1"),
        (limit('"fast"'), r"'fast' is no number"),
        (limit(1, of="nonsense"), r"the path 'nonsense' is none of ID/policy"),
        ('[[set]]\npath = "xx.A1/policy"\nto = "case_by_case"', r"policy is set on a whole review_policy; xx\.A1 is a classification"),
        ('[[set]]\npath = "xx.review.mild/policy"\nto = "mild"', r"'mild' is no known review policy"),
        ('[[set]]\npath = "xx.A1/rule"\nto = "sped > 3"', r"'sped' is no known fact"),
        ('[[repeal]]\nid = "xx.review.mid"', r"reform\.toml:10:1: 'xx\.review\.mid' is no known provision\. Did you mean xx\.review\.mild"),
        ('[[set]]\npath = "group:Foe"\ngains = ["MY"]', r"'Foe' is no known country group\. Did you mean Foes"),
        ('[[set]]\npath = "group:Foes"\ngains = ["CN"]', r"CN is in Foes on these days already"),
        ('[[set]]\npath = "group:Foes"\nloses = ["DE"]', r"DE is not in Foes on these days"),
        ('[[set]]\npath = "group:Foes"', r"say what the group gains or loses"),
        ('[[repeal]]\nid = "xx.A1"\nfrom = 2020-01-01', r"from 2020-01-01 is before the reform begins on 2026-06-01"),
        ('[[repeal]]\nid = "xx.A1"\nform = 2026-07-01', r"'form' is no known key of \[\[repeal\]\]\. Did you mean from"),
        ('[[add]]\nfile = "nowhere.md"', r"there is no file nowhere\.md beside reform\.toml"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_with_its_place(tmp_path, patches, said):
    with pytest.raises(InputError, match=said):
        apply(BOOK, reform(tmp_path, patches))


def test_a_book_without_its_prose_is_refused(tmp_path):
    from licet.pack.store import open_library

    with pytest.raises(InputError, match="take the whole one"):
        apply(open_library(str(MINI)).law.book, reform(tmp_path, limit(90)))


def test_the_written_folder_says_the_same_law(tmp_path):
    patches = limit(90) + '[[add]]\nfile = "new.md"\n[[set]]\npath = "group:Foes"\ngains = ["MY"]\n'
    made = reform(tmp_path, patches, new=NEW)
    digest, _ = write_reformed(MINI, [made], tmp_path / "law")
    assert load_folder(tmp_path / "law").book.hash == digest == apply(BOOK, made).hash
    with pytest.raises(InputError, match="something stands there already"):
        write_reformed(MINI, [made], tmp_path / "law")
