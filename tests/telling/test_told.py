"""An answer in words, as values: grouped, told, and through JSON and back."""

import json
import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.decide.decide import decide
from licet.decide.words import headline
from licet.errors import InputError
from licet.telling.data import as_data, of_data
from licet.telling.model import every
from licet.telling.tell import told
from licet.telling.text import lines, plain

_DAYS = (date(2022, 1, 1), date(2023, 12, 1), date(2025, 6, 1), date(2026, 2, 1), date(2027, 1, 1))
_PRODUCTS = ("nvidia-h200-sxm-141gb", "nvidia-geforce-rtx-4090", "asml-nxt-1980i", "gallium-metal")
_PLACES = ("CN", "SG", "US", "NL", "RU", "MY")
_NONSENSE = re.compile(r"\bNone\b|\bnan\b|\[\]|\{\}|frozenset|\bclear to go\b|unknown_need_facts")


@st.composite
def decisions(draw, builder, law):
    raw = {
        "item": {"id": draw(st.sampled_from(_PRODUCTS))},
        "from": draw(st.sampled_from(_PLACES)),
        "to": draw(st.sampled_from(_PLACES)),
        "kind": draw(st.sampled_from(("export", "reexport", "import", "remote_access"))),
    }
    if draw(st.booleans()):
        place = draw(st.sampled_from(_PLACES))
        raw["parties"] = [{"role": "end_user", "country": place, "headquarters": place}]
    if draw(st.booleans()):
        raw["end_use"] = {"no_knowledge_beyond_stated": True}
    return decide(builder.transfer(raw), law, on=draw(st.sampled_from(_DAYS)))


@settings(max_examples=40)
@given(data=st.data())
def test_whatever_is_decided_comes_back_from_json_as_it_was(builder, law, data):
    decision = data.draw(decisions(builder, law))
    (one,) = told((decision,))
    assert of_data(json.loads(json.dumps(as_data(one)))) == one
    assert one.headline == headline(decision)
    assert len(one.because) <= 3
    assert not _NONSENSE.search(plain(lines((one,), why=True)))


def h200(builder, **more):
    return builder.transfer({"item": {"id": "nvidia-h200-sxm-141gb"}, "from": "US", "to": "CN", "kind": "export", **more})  # fmt: skip


def test_the_facts_that_made_it_so_come_with_their_citation(builder, law):
    (one,) = told((decide(h200(builder), law, on=date(2026, 2, 1)),))
    assert one.because[0].text.startswith("total processing performance 15,832 TPP")
    assert one.because[0].cites[0].url.startswith("https://")
    assert one.laws[0].reasons[0].inner[0].text == one.because[0].text


def test_variants_that_come_out_alike_are_told_once(library):
    from licet.transfer.build import Builder

    law, builder = library.law, Builder(library.law.book, library.products)
    family = library.catalogue.resolve("nvidia-h200")
    found = [
        builder.transfer({"item": {"id": each.id, "name": each.name}, "from": "US", "to": "CN", "kind": "export"})
        for each in family
    ]  # fmt: skip
    answers = told(tuple(decide(each, law, on=date(2026, 2, 1)) for each in found))
    assert [len(each.items) for each in answers] == [2]
    assert sum("for NVIDIA H200 NVL" in text for text in answers[0].laws[0].money) == 1


def test_a_law_asked_by_name_is_told_of_even_where_it_claims_nothing(builder, law):
    decision = decide(h200(builder), law, on=date(2026, 2, 1))
    shown = {each.sovereign for each in told((decision,))[0].laws}
    every_law = {each.sovereign for each in told((decision,), every=True)[0].laws}
    assert shown < every_law == {each.sovereign for each in decision.answers}


def test_a_fact_that_nobody_knows_is_not_asked_again(builder, law):
    transfer = builder.transfer({"item": {"id": "nvidia-geforce-rtx-4090"}, "from": "US", "to": "SG", "kind": "export"})  # fmt: skip
    decision = decide(transfer, law, on=date(2026, 2, 1))
    first = told((decision,))[0].asks[0]
    again = told((decision,), skip=((first.fact, first.party),))[0].asks
    assert first.fact not in {each.fact for each in again}


def test_a_step_shown_once_is_not_unfolded_again(builder, law):
    (one,) = told((decide(h200(builder), law, on=date(2026, 2, 1)),))
    for told_law in one.laws:
        rules = [p for each in told_law.proof for p in every(each) if p.kind == "rule" and p.inner]
        assert len({(p.provision, p.text) for p in rules}) == len(rules)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda d: d.pop("headline"), "the answer: wanted Told with headline"),
        (lambda d: d.update(on="soon"), "the answer.on: wanted a day such as 2026-01-15, found 'soon'"),
        (lambda d: d.update(items="H200"), "the answer.items: wanted a list"),
        (lambda d: d.update(passes="no"), "the answer.passes: wanted bool"),
        (lambda d: d.update(nonsense=1), "'nonsense' is no known field of Told"),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_refused_with_its_field(builder, law, change, said):
    data = as_data(told((decide(h200(builder), law, on=date(2026, 2, 1)),))[0])
    change(data)
    with pytest.raises(InputError, match=re.escape(said)):
        of_data(data)
