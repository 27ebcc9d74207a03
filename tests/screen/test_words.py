"""A hit in sentences and as data: all that was found, and never that a party is free."""

import json
from datetime import date

from licet.lists.model import Entry
from licet.screen.model import Closing, Hit, Query, party_key
from licet.screen.screener import Screener
from licet.screen.words import SILENCE, as_data, figure, headline, sentences

DAY = date(2026, 1, 1)
ENTRY = Entry(
    "XX-LIST", "1", "Zarvok Photonics Institute", ("Zarvok Labs",), countries=("CN",),
    since=date(2020, 5, 1), to=date(2030, 1, 1), footnotes=frozenset({4, 1}),
    requirement="License for all items.", policy="presumption_of_denial", citation="1 XX 2", notes="Made up",
)  # fmt: skip


def ask(name, **more):
    return Screener({"XX-LIST 2026-01-01": [ENTRY]}).one(Query(name, **more), DAY)


def test_every_reason_is_a_sentence():
    found = " ".join(sentences(ask("Zarvok Fotonics Institute Berlin", country="DE").hits[0]))
    for said in (
        "Met the primary name “Zarvok Photonics Institute” (edition XX-LIST 2026-01-01).",
        "% of the weight)", "Yours without a partner: berlin.",
        "The countries differ: DE asked, CN listed.",
        "On the list since 2020-05-01, until 2030-01-01, footnote 1, 4.",
        "Requirement: License for all items.", "Review policy: presumption of denial.",
        "Citation: 1 XX 2.", "Note: Made up.",
    ):  # fmt: skip
        assert said in found
    assert "clear" not in found


def test_the_shares_of_the_words_are_at_most_the_whole():
    for name in ("Zarvok Photonics Institute", "Zarvok Fotonics", "Zarvok Institute of Optics"):
        for hit in ask(name).hits:
            assert 0 < sum(each.weight for each in hit.aligned) <= 1000


def test_data_is_json_without_binary_numbers():
    answer = ask("Zarvok Fotonics Institute")
    data = json.loads(json.dumps(as_data(answer)), parse_float=_no_float)
    assert data["result"] == "hits"
    assert data["hits"][0]["score"] == figure(answer.hits[0].score)
    assert data["hits"][0]["entry"]["content"] == ENTRY.content
    assert as_data(ask("Quillmere"))["result"] == "no_hit"
    assert as_data(ask("Trading Company"))["result"] == "cannot_screen"


def _no_float(text):
    raise AssertionError(text)


def test_what_two_officers_closed_stands_beside_the_hit():
    answer = ask("Zarvok Photonics Institute")
    closing = Closing(party_key(answer.query), ENTRY.id, ENTRY.content, "not_a_match", ("anna", "boris"), None)  # fmt: skip
    told = as_data(answer, (closing,))["hits"][0]["closed"]
    assert told == {"verdict": "not_a_match", "officers": ["anna", "boris"], "until": None}
    assert "closed" not in as_data(answer)["hits"][0]


def test_the_headline_says_who_where_and_how_close():
    assert headline(Hit(ENTRY, "e", "address", "x", "", 873, "review")) == "Zarvok Photonics Institute [XX-LIST:1]: for review by address, 0.873"  # fmt: skip
    assert headline(Hit(ENTRY, "e", "identifier", "x", "", 1000, "same")) == "Zarvok Photonics Institute [XX-LIST:1]: the same name by number"  # fmt: skip
    assert "not a clearance" in SILENCE
