"""Reports of one event are one, and look-alikes are two; on labels read as if without a fault, and on made texts."""

from __future__ import annotations

import pytest

from licet.news.joining import joined_events
from licet.news.scoring.as_read import as_read
from licet.news.scoring.joins import joins
from licet.news.scoring.labels import duplicates
from tests.news.gold import HOME
from tests.news.made import development, read, reader

FOLDER = HOME / "development"
ONE = """Beijing suspends controls

BEIJING, Nov. 7, 2025 (Made Wire) - China's commerce ministry on Friday suspended export controls on rare earths.
"""
SAME = """Rare earths freed for a year

LONDON, Nov. 8, 2025 (Other Wire) - China suspended export controls on rare earths on Friday, in a step that traders had awaited.
"""
OTHER = """Graphite freed for a year

LONDON, Nov. 8, 2025 (Other Wire) - China suspended export controls on graphite on Friday.
"""


@pytest.fixture(scope="module")
def found():
    """Joins of the development texts, were all their events read right."""
    names = reader().names
    articles = [as_read(label, article, names) for label, article in development()]
    own = {(number, event): event.id for number, each in enumerate(articles) for event in each.events}  # fmt: skip
    return joins(articles, own, *duplicates(FOLDER))


def test_most_stories_that_several_texts_tell_are_one(found):
    assert found.clusters == found.within_reach == 15
    assert found.found >= 13


def test_look_alikes_are_never_joined(found):
    assert found.look_alikes == 0


def test_two_outlets_with_words_of_their_own_tell_one_event():
    told = joined_events([read(ONE), read(SAME)])
    assert any({number for number, _ in each.sources} == {0, 1} for each in told)


def test_the_same_act_on_other_goods_that_day_is_another_event():
    told = joined_events([read(ONE), read(OTHER)])
    assert all(len({number for number, _ in each.sources}) == 1 for each in told)


def test_ids_do_not_hang_on_the_order_of_the_articles():
    one = {each.event.id for each in joined_events([read(ONE), read(OTHER)])}
    assert one == {each.event.id for each in joined_events([read(OTHER), read(ONE)])}


def test_the_same_copy_twice_is_one_event_also_without_a_day():
    undated = ONE.replace("BEIJING, Nov. 7, 2025 (Made Wire) - ", "").replace(" on Friday", "")
    told = joined_events([read(undated), read(undated)])
    assert all([number for number, _ in each.sources] == [0, 1] for each in told)
