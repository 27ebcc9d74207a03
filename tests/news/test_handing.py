"""From a reading to the timeline and back out as a labelled text: nothing invented, nothing lost in silence."""

from datetime import date
from decimal import Decimal

import pytest
import yaml

from licet.happened.cases import as_yaml, cases
from licet.happened.kept import Editing, read
from licet.happened.model import ACTS, STAGES
from licet.happened.reading import as_data, happening
from licet.news.handing import CANDIDATE, handed
from licet.news.in_law import InLaw, law_notes
from licet.news.joining import Told, joined_events
from licet.news.model import NO_DATE, Dated, Span
from licet.news.scoring.found import of_article
from licet.news.scoring.found import read as read_label
from licet.news.scoring.labels import labels
from licet.news.scoring.tally import BARRED, MISSED, WRONG, Tally
from licet.record import replaced
from tests.installed import installed
from tests.news.gold import HOME, Text
from tests.news.made import ANNOUNCED, UNDATED, reader
from tests.news.made import read as article_of

BANNED = "The Biden administration banned exports of the H100 to China in October 2022"


def of(article, notes=()):
    return handed(joined_events([article]), [article], notes)


@pytest.fixture(scope="module")
def announced():
    return article_of(ANNOUNCED, on=date(2025, 12, 10), name="wire.txt")


def test_an_event_reaches_the_timeline_with_every_field_and_the_words_it_rests_on(announced):
    first = of(announced)[0].happening
    assert (first.act, first.stage, first.modality) == ("relax", "announced", "will")
    assert (first.actors, first.object, first.target) == (("US/administration",), ("H200",), ("NVIDIA", "CN"))  # fmt: skip
    assert (first.date_kind, str(first.day), first.date_how) == ("exact", "2025-12-08", "weekday from anchor")  # fmt: skip
    assert [(n.value, n.unit, n.of) for n in first.numbers] == [("25", "percent", "sales revenues")]
    assert first.condition.startswith("on condition that 25 pct")
    assert "chip:nvidia-h200" in first.links
    assert first.law == ()
    source = first.sources[0]
    assert (source.source, str(source.published)) == ("wire.txt", "2025-12-09")
    assert source.told == announced.text.cut(Span(*source.spans[0]))
    assert source.words == announced.text.text[source.words_from :][: len(source.words)]
    assert happening(as_data(first)) == first


def test_what_an_undated_text_does_not_tell_is_said_to_be_untold():
    one = next(e.happening for e in of(article_of(UNDATED)) if e.happening.act == "restrict")
    assert (one.date_kind, one.day, one.instrument, one.target) == ("unknown", None, "", ())
    assert (one.actors, one.stage, one.speaker) == (("JP",), "considered", "Kyodo News")
    nobody = joined_events([article_of(UNDATED)])[0]
    gone = replaced(nobody.event, actors=(), date=NO_DATE)
    (found,) = handed([Told(gone, nobody.sources)], [article_of(UNDATED)])
    assert (found.happening.actors, found.happening.actor_type) == (("?",), "unknown")


def test_a_rule_version_that_it_may_have_become_is_a_candidate_and_never_a_pin(announced, book):
    notes = law_notes(joined_events([announced]), [announced], book)
    first = of(announced, notes)[0].happening
    assert any(link.startswith(CANDIDATE) and link.endswith("@2026-01-15") for link in first.links)
    assert all(each.happening.law == () for each in of(announced, notes))
    assert not any(CANDIDATE in link for link in of(announced, [InLaw("another", (), "")])[0].happening.links)  # fmt: skip


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"act": "applaud"}, "act"),
        ({"stage": "soon"}, "stage"),
        ({"date": Dated("range", date(2026, 2, 2), date(2026, 1, 1))}, "range"),
    ],
)
def test_what_the_timeline_cannot_hold_is_refused_with_its_words(announced, change, said):
    told = joined_events([announced])
    (ban,) = (each for each in told if each.event.act == "restrict")
    found = handed([told[0], Told(replaced(ban.event, **change), ban.sources)], [announced])
    assert [each.happening is None for each in found] == [False, True]
    assert BANNED in found[1].refused
    assert "cannot stand in the timeline" in found[1].refused
    assert said in found[1].refused


def test_every_event_of_the_labelled_texts_has_a_place_in_the_timeline_under_an_id_of_its_own():
    reads = reader()
    for label in list(labels(HOME / "development"))[:25]:
        article = read_label(reads, label)
        found = of(article)
        assert [each.refused for each in found if each.happening is None] == []
        ids = [each.happening.id for each in found]
        assert len(ids) == len(set(ids))
        for each in found:
            one = each.happening
            assert one.act in ACTS
            assert one.stage in STAGES
            assert one.sources[0].told
            assert one.title in " ".join(article.text.text.split())
            assert Decimal(one.confidence.split()[0]) <= 1


@pytest.fixture
def kept(library, tmp_path):
    with installed(tmp_path, library) as service:

        def act(do):
            with service.store.writing() as work:
                return do(Editing(work, ()))

        def there():
            with service.store.reading() as db:
                return read(db)

        yield act, there


def by_act(article):
    """The id under which each act of an article is kept."""
    return {each.happening.act: each.happening.id for each in of(article)}


def suggest(act, article):
    return [act(lambda e, h=h: e.suggest(h.happening, "reader:licet"))[1] for h in of(article)]


def test_one_article_twice_is_known_and_read_again_with_its_day_it_is_put_right(kept, announced):
    act, there = kept
    assert set(suggest(act, announced)) == {"suggested"}
    before = there()
    assert set(suggest(act, announced)) == {"known"}
    assert there() == before
    undated = article_of(ANNOUNCED, name="pasted text")
    again = suggest(act, undated)
    assert set(again) == {"read again", "known"}  # the ban of October 2022 has its month either way
    assert set(there()) == set(before)
    assert all(len(each.happening.sources) == 1 for each in there().values())


def test_what_an_editor_judged_stands_whoever_reads_the_text_again(kept, announced):
    act, there = kept
    suggest(act, announced)
    ids = by_act(announced)
    act(lambda e: e.correct(ids["relax"], "eva", "It says so.", {"stage": "considered"}))
    act(lambda e: e.reject(ids["protest"], "eva", "An opinion."))
    assert set(suggest(act, article_of(ANNOUNCED, name="pasted text"))) == {"known"}
    states = {name: there()[key] for name, key in ids.items()}
    assert [states[name].state for name in ("relax", "restrict", "protest")] == ["corrected", "suggested", "rejected"]  # fmt: skip
    assert states["relax"].happening.stage == "considered"


def test_what_an_editor_says_of_a_text_is_a_labelled_text_and_a_miss_of_the_reader(kept, announced, tmp_path):  # fmt: skip
    act, there = kept
    suggest(act, announced)
    ids = by_act(announced)
    act(lambda e: e.correct(ids["restrict"], "eva", "A list.", {"act": "list", "stage": "announced"}))  # fmt: skip
    act(lambda e: e.reject(ids["protest"], "eva", "An opinion."))
    (case,) = cases(there().values())
    assert (case["anchor"], len(case["events"]), len(case["not_events"])) == ("2025-12-09", 1, 1)
    assert case["judged"][0]["was"] == {"act": "restrict", "stage": "in force"}
    gold = Text("", case["id"], case["text"], case)
    assert all(gold.span(at) for _, at in gold.all_spans())
    assert yaml.safe_load(as_yaml(case)) == case
    (tmp_path / "case.yaml").write_text(as_yaml(case), "utf-8")
    tally = Tally()
    for label in labels(tmp_path):
        tally.add(label, of_article(read_label(reader(), label)))
    assert tally.by_act["list", MISSED] == 1
    assert tally.by_act["restrict", WRONG] == 1
    assert tally.count[BARRED, WRONG] == 1
    assert tally.by_act["relax", WRONG] == 0  # what nobody has judged is neither right nor wrong


def test_passages_of_one_text_are_joined_where_they_meet():
    from licet.happened.text_cases import where

    text = "On Monday it rained.\n\nOn Monday it snowed. On Monday"
    for start in (3, 25, 46):
        at = where(text, start, start + 6)
        whole = at.get("before", "") + at["text"] + at.get("after", "")
        assert text.count(whole) == 1
        assert text.index(whole) + len(at.get("before", "")) == start
