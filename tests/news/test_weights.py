"""The weights of the reader: made of the texts that lie here, and of nothing else."""

import re

import pytest

from licet.news.chances import ACTS as OF_ACTS
from licet.news.chances import MODALITIES as OF_MODALITIES
from licet.news.chances import NONE, read_weights, shipped_weights
from licet.news.chances import STAGES as OF_STAGES
from licet.news.clues import candidates, clues
from licet.news.parse import parsed
from licet.news.scene import Scene
from licet.news.weighed import LEAST, LEAST_BY_RULE, RULE_ADDS, chosen, likeliest
from tests.news.made import read
from tests.news.test_gold import ACTS, MODALITIES, STAGES
from utils.learning import texts
from utils.learning.acts import learned, score
from utils.learning.fields import learned_field, of_field, right
from utils.learning.model import Candidate, Span, written
from utils.learning.texts import Example, Labelled, Mark, marked, text_hash

FILES = sorted((texts.HOME / texts.SENTENCES).glob("*.txt"))
TOLD = {OF_ACTS: ACTS | {NONE}, OF_STAGES: STAGES | {NONE}, OF_MODALITIES: MODALITIES}
FULL_MARK = re.compile(r"\[([a-z]+) ([a-z-]+) ([a-z]+): [^\[\]]+\]|\[\?: [^\[\]]+\]")


@pytest.mark.parametrize("what", TOLD)
def test_each_table_was_made_of_the_texts_as_they_stand(what):
    assert shipped_weights(what).made_of == text_hash(), "run: sh utils/uv.sh run python utils/learn_news.py"  # fmt: skip
    assert set(shipped_weights(what).told) == TOLD[what]


def test_nothing_is_learned_from_what_is_kept_for_measuring():
    assert not {"test", "sealed"} & {*texts.TEXTS, texts.SENTENCES}


@pytest.mark.parametrize("file", FILES, ids=lambda each: each.stem)
def test_every_mark_of_the_sentences_is_in_closed_words(file):
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        if not line.startswith("#"):
            left = FULL_MARK.sub("", line)
            assert not {"[", "]"} & set(left), (number, left)
        for act, stage, modality in FULL_MARK.findall(line):
            if act:
                assert act in ACTS, (number, line)
                assert stage.replace("-", " ") in STAGES | {"none"}, (number, line)
                assert modality in MODALITIES, (number, line)


def test_chances_add_up_and_hold_no_act_twice():
    chances = shipped_weights().chances(["V:ban", "o:goods", "a clue that nobody knows"])
    assert sum(chances.values()) == pytest.approx(1)
    assert max(chances.keys() - {NONE}, key=chances.get) == "restrict"


def test_a_proper_noun_is_to_the_clues_only_a_name():
    text = "Japan banned exports to Megaspeed."
    grammar = next(parsed(text, (Span(0, len(text)),)))
    scene = Scene(grammar, ())
    banned = next(each for each in candidates(scene, ()) if each.lemma == "ban")
    said = clues(scene, banned, None, "", 0)
    assert "s is:a name" in said
    assert not [each for each in said if "japan" in each.casefold() or "megaspeed" in each.casefold()]  # fmt: skip


def test_a_mark_is_taken_out_and_its_word_keeps_its_place():
    text, marks = marked("Tokyo [restrict adopted done: slapped] curbs on [?: sales].")
    assert text == "Tokyo slapped curbs on sales."
    slapped, sales = marks
    assert slapped == Mark(Span(6, 13), "restrict", "adopted", "done")
    assert (sales.act, text[sales.span.start : sales.span.end]) == ("?", "sales")


def test_the_same_texts_teach_the_same_and_carry_over():
    def text(name, *words):
        return Labelled(name, [Candidate(Span(0, 1), clues, "", tells=act) for clues, act in words], [], exact=True)  # fmt: skip

    lessons = [text(str(n), (("V:ban", "o:goods"), "restrict"), (("V:meet", "s:state"), "meet"), (("V:eat",), NONE)) for n in range(4)]  # fmt: skip
    one, other = learned(lessons), learned(lessons)
    assert (one.weights == other.weights).all()
    new = Labelled("new", [Candidate(Span(0, 1), ("V:ban",), ""), Candidate(Span(2, 3), ("V:eat",), "")], [("restrict", [0])])  # fmt: skip
    assert score([new], one, 0.4) == (1, 0, 0)


def example(*clues, act="restrict", stage="adopted", exact=True):
    return Example("one", exact, act, clues, {"stage": stage, "modality": "done"}, {"stage": "announced", "modality": "done"})  # fmt: skip


def test_a_stage_is_learned_of_acts_that_have_one_and_the_same_each_time():
    lessons = [example("w:sign", "restrict|w:sign"), example("w:draft", stage="considered"), example("w:ask", act="urge", stage="none")] * 3  # fmt: skip
    one, other = learned_field(lessons, "stage"), learned_field(lessons, "stage")
    assert written(one, OF_STAGES, "00") == written(other, OF_STAGES, "00")
    assert one.told == ("adopted", "considered")
    assert right(of_field(lessons, "stage"), one) == (0, 6, 6)
    table = read_weights(written(one, OF_STAGES, "00").splitlines())
    assert table.made_of == "00"
    assert table.chances(["w:draft"])["considered"] > 0.5 > table.chances(["w:sign"])["considered"]


def test_weights_outweigh_the_rules_only_where_they_are_surer():
    assert likeliest({"adopted": 0.5, "in force": 0.5 - RULE_ADDS / 2}, "in force") == "in force"
    assert likeliest({"adopted": 0.8, "in force": 0.2}, "in force") == "adopted"
    assert likeliest({"adopted": 0.8, "in force": 0.2}, "suspended") == "adopted"


def test_an_act_of_a_whole_text_counts_more_than_one_of_a_sentence():
    lessons = [example("w:put", stage="in force", exact=False)] + [example("w:put")] * 2
    assert learned_field(lessons, "stage").chances([Candidate(Span(0, 1), ("w:put",), "")])[0]["in force"] > 0.5  # fmt: skip


@pytest.mark.parametrize(
    ("text", "act", "stage", "modality"),
    [
        ("Norway is weighing a ban on exports of drone engines.", "restrict", "considered", "may"),
        ("Norway's ministers signed a decree on Monday that bans exports of drone engines.", "restrict", "adopted", "done"),
        ("Norway suspended its export licenses for drone engines.", "suspend", "suspended", "done"),
        ("Norway urged Sweden to ban exports of drone engines.", "urge", "none", "asked"),
    ],
)  # fmt: skip
def test_how_far_an_act_has_come_is_told_by_weight(text, act, stage, modality):
    assert (act, stage, modality) in {(each.act, each.stage, each.modality) for each in read(text).events}  # fmt: skip


def test_an_act_of_a_rule_stands_unless_the_weights_are_sure_that_there_is_none():
    sure, unsure = {NONE: 1 - LEAST_BY_RULE / 2, "meet": LEAST_BY_RULE / 2}, {NONE: 0.5, "meet": LEAST + 0.05, "relax": 0.05}  # fmt: skip
    assert chosen(None, sure, "relax") is None
    assert chosen(None, unsure, "relax").act == "relax"
    assert chosen(None, unsure, "").act == "meet"
    assert chosen(None, {NONE: 0.8, "meet": 0.2}, "") is None


def test_a_ban_is_told_once_however_many_words_tell_it():
    article = read("Japan imposed a ban on exports of gallium and vowed to widen the ban.")
    assert [each.act for each in article.events].count("restrict") <= 2


def test_the_reader_never_says_that_it_is_more_than_sure():
    article = read("Japan banned exports of gallium. The two ministers met in Tokyo.")
    assert article.events
    assert all(0 < each.confidence < 1 for each in article.events)


def test_a_table_with_a_word_for_a_number_is_refused():
    with pytest.raises(ValueError, match="many"):
        read_weights(["acts\tnone\tban", "V:ban\tban=many"]).chances(["V:ban"])
