"""After a change of lists, the old answers with the new ones laid over them are a full screening's."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from licet.lists.model import Edition, Entry, Identifier
from licet.record import replaced
from licet.screen.delta import Touching, again, delta
from licet.screen.lines import shipped
from licet.screen.model import Query
from licet.screen.screener import Screener

BEFORE, AFTER = date(2026, 1, 1), date(2026, 6, 1)
_WORDS = ["Zarvok", "Quillmere", "Tordex", "Havlin", "Brasnic", "Photonics", "Trading", "Limitet", "Shipping", "Zarvokk", "Shenzhen", "42"]  # fmt: skip
_names = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=4, unique=True).map(" ".join)
_addresses = st.sampled_from(["", "12 Harbor Road, Quillmere", "7 Mill Lane, Havlin"])
_numbers = st.sampled_from([(), (Identifier("LEI", "5493001KJTIIGC8Y1R12"),), (Identifier("USCC", "9144"),)])  # fmt: skip
_days = st.sampled_from([None, BEFORE - timedelta(9), BEFORE + timedelta(9), AFTER + timedelta(9)])


@st.composite
def entries(draw, key):
    address = draw(_addresses)
    return Entry(
        "XX-LIST", key, draw(_names), tuple(draw(st.lists(_names, max_size=1))),
        addresses=(address,) if address else (), identifiers=draw(_numbers),
        since=draw(_days), to=draw(_days), countries=draw(st.sampled_from([(), ("CN",)])),
    )  # fmt: skip


@st.composite
def changes(draw):
    """Entries on two days: some stay, some change, some come, some go."""
    before, after = [], []
    for number in range(draw(st.integers(1, 7))):
        entry = draw(entries(str(number)))
        what = draw(st.sampled_from(["stays", "stays", "changes", "comes", "goes"]))
        if what != "comes":
            before.append(entry)
        if what != "goes":
            after.append(draw(entries(str(number))) if what == "changes" else entry)
    return edition(BEFORE, before), edition(AFTER, after)


_queries = st.lists(
    st.builds(Query, _names, st.sampled_from(["", "CN", "DE"]), _addresses, _numbers),
    min_size=1, max_size=12,
)  # fmt: skip


def edition(day, found):
    return Edition("XX-LIST", day, "made up", day.isoformat(), tuple(found))


def said(answer):
    """An answer without the label of the edition."""
    return replaced(
        answer, on=AFTER, hits=tuple(replaced(each, edition="") for each in answer.hits)
    )


@settings(max_examples=60)
@given(changes(), _queries)
def test_the_old_answers_with_the_new_laid_over_them_are_those_of_a_full_screening(both, queries):
    before, after = both
    old = list(Screener.of([before]).many(queries, BEFORE))
    screener = Screener.of([after])
    touching = Touching(delta([before], BEFORE, [after], AFTER), shipped())
    new = again(queries, touching, screener, AFTER)
    laid = [was if now is None else now for was, now in zip(old, new, strict=True)]
    assert [said(each) for each in laid] == [said(each) for each in screener.many(queries, AFTER)]


def test_nothing_changed_touches_nobody():
    one = edition(BEFORE, [Entry("XX-LIST", "1", "Zarvok Photonics")])
    found = delta([one], BEFORE, [one], AFTER)
    assert not found
    assert Touching(found, shipped()).touched([Query("Zarvok Photonics")], AFTER) == [False]


def test_an_entry_whose_days_begin_or_end_in_between_has_changed_in_the_same_edition():
    coming = Entry("XX-LIST", "1", "Zarvok Photonics", since=BEFORE + timedelta(1))
    going = Entry("XX-LIST", "2", "Tordex Havlin", to=BEFORE + timedelta(1))
    one = edition(BEFORE, [coming, going])
    found = delta([one], BEFORE, [one], AFTER)
    assert (found.come, found.gone) == ((coming,), (going,))
    assert found.counts == {"new": 1, "changed": 0, "gone": 1}
    asked = [Query("Zarvok Photonics"), Query("Tordex Havlin"), Query("Brasnic")]
    assert Touching(found, shipped()).touched(asked, AFTER) == [True, True, False]


def test_a_word_changed_in_an_entry_counts_once_and_touches_both_texts():
    before = edition(BEFORE, [Entry("XX-LIST", "1", "Zarvok Photonics")])
    after = edition(AFTER, [Entry("XX-LIST", "1", "Quillmere Photonics")])
    found = delta([before], BEFORE, [after], AFTER)
    assert found.counts == {"new": 0, "changed": 1, "gone": 0}
    asked = [Query("Zarvok Photonics"), Query("Quillmere Photonics")]
    assert Touching(found, shipped()).touched(asked, AFTER) == [True, True]


def test_an_answer_with_ten_hits_is_made_anew_when_one_of_them_goes():
    crowd = [Entry("XX-LIST", f"{n:02}", f"Zarvok Tordex {'Quillmere ' * (n % 2)}Havlin") for n in range(14)]  # fmt: skip
    before, after = edition(BEFORE, crowd), edition(AFTER, crowd[1:])
    asked = [Query("Zarvok Tordex Havlin")]
    touching = Touching(delta([before], BEFORE, [after], AFTER), shipped())
    new = again(asked, touching, Screener.of([after]), AFTER)
    assert new == list(Screener.of([after]).many(asked, AFTER))
    assert len(new[0].hits) >= 10


def test_a_word_that_a_list_takes_up_is_no_mistyped_legal_form_any_more():
    known = Entry("XX-LIST", "1", "Zarvok Photonics")
    before = edition(BEFORE, [known])
    after = edition(AFTER, [known, Entry("XX-LIST", "2", "Limitet Quillmere Havlin Tordex")])
    asked = [Query("Zarvok Photonics Limitet"), Query("Zarvok Photonics")]
    old, new = (Screener.of([each]).one(asked[0], AFTER).hits[0].score for each in (before, after))
    assert new < old
    touching = Touching(delta([before], BEFORE, [after], AFTER), shipped())
    assert touching.touched(asked, AFTER) == [True, False]
