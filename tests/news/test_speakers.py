"""Who says a quotation: by grammar, by a pronoun, by who spoke before."""

import pytest

from licet.news.model import Span
from licet.news.reader import Reader
from licet.news.sources.files import of_text

READER = Reader()


def read(text, **more):
    _, _, cleaned = next(iter(of_text(text, "a")))
    return READER.read(cleaned, **more)


def speakers(text):
    return [each.speaker for each in read(text).quotes if each.kind == "direct"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('"We will act," said Mao Ning, a spokeswoman.', "Mao Ning"),
        ('"We will act," Mao Ning said.', "Mao Ning"),
        ('Mao Ning said: "We will act."', "Mao Ning"),
        ('"We will act," a ministry spokesman told reporters.', "ministry spokesman"),
        ('According to Lin Jian, a ministry spokesman, Japan "must stop".', "Lin Jian"),
        ('Ann Lee rejected the plan, saying "it was a mistake".', "Ann Lee"),
        ('Ann Lee praised the plan but warned that "nobody wins".', "Ann Lee"),
        ('Trade Minister Yeo Han-koo called the move "a grave mistake".', "Yeo Han-koo"),
        ('"Nothing of the kind was said," the secretary said at his briefing.', "secretary"),
        ('"An annual permit is a leash," grumbles a fab manager in Icheon.', "fab manager in Icheon"),
        ('"Nobody was fined," pointed out Garth Ellery, a former official.', "Garth Ellery"),
        ('The minister, K Shanmugam, said: "We will not be made fools of."', "K Shanmugam"),
        ('"They keep the threat," Tomas Brandvold, who wrote licenses for years, predicted.', "Tomas Brandvold"),
        ('A person familiar with the matter said "the list is ready".', "person familiar with the matter"),
        ('"I will resist it," said Representative Hal Dunmore, adding: "They are wrong."', "Hal Dunmore"),
        ('The ministry said in a statement that "all measures will be taken".', "ministry"),
        ('"A ban that sleeps is still a ban," said Sergei Holmberg of a metals house in Rotterdam.', "Sergei Holmberg"),
        ('China "will never accept" the rule, Wang Yi said.', "Wang Yi"),
        ('Asked about the ban, Gina Voss replied: "No comment at all."', "Gina Voss"),
        ("‘We are ready to talk now,’ said Mao Ning.", "Mao Ning"),
    ],
)  # fmt: skip
def test_the_sentence_tells_who_speaks(text, speaker):
    assert speakers(text)[0] == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('A spokeswoman told a briefing of it. She named no firm. "We gave permits," she said.', "spokeswoman"),
        ('Ann Lee of Kyoto teaches law. "It is late," she said.', "Ann Lee"),
        ('Mao Ning spoke on Monday. "It is late," Mao said.', "Mao Ning"),
        ('"We shake hands," said a lobbyist who came along. He was asked if it helps. "It can\'t hurt," he said.', "lobbyist"),
        ('It may retaliate, according to one scholar in Shanghai. "It is nearer," he said.', "one scholar in Shanghai"),
        ('Treasury Secretary Ann Lee met Wang Yi. "We agreed," the secretary said.', "Ann Lee"),
        ('A ministry spokesperson said no. "It is wrong," the spokesperson added.', "ministry spokesperson"),
        ('Joost Hallema said no. Petra Vance called the day thin. "It is late," she said.', "Petra Vance"),
        ('Nvidia objected. "We sell where we may," the company said.', "company"),
        ('Three people familiar with the talks said so. The cabinet resisted, one of them said, saying "it is no use".', "Three people familiar with the talks"),
    ],
)  # fmt: skip
def test_a_pronoun_or_a_short_name_is_who_was_met_before(text, speaker):
    assert speakers(text)[-1] == speaker


@pytest.mark.parametrize(
    "text",
    [
        '"It is late," said Ann Lee. "We should go home now."',
        '"It is late," Ann Lee said, adding: "We should go home now."',
        '"It is late," said Ann Lee, "and we should go home now."',
        'Ann Lee sat down. "It is late," she said. "We should go home now."',
        "“It is late and we should go home now.\n\n“Tomorrow is another day,” said Ann Lee.",
    ],
)
def test_a_quotation_that_goes_on_keeps_its_speaker(text):
    found = speakers(text)
    assert len(found) == 2
    assert found[1] == "Ann Lee"


@pytest.mark.parametrize(
    "text",
    [
        'The "watch list" grew by ten firms.',
        'Ten firms were put on the "watch list" policy, Mao Ning said.',
        'The so-called "entity list" grew.',
        'An early version of the release said "anywhere in the world".',
        'The order, titled "On Chips", was signed.',
    ],
)
def test_a_term_is_no_quotation(text):
    assert speakers(text) == []


def test_a_spokesman_belongs_to_the_body_that_acted_last():
    article = read('ASML said it must apply for licenses. "It is no ban," a spokesman said.')
    (quote,) = [each for each in article.quotes if each.kind == "direct"]
    assert (quote.of, quote.speaker) == ("ASML", "spokesman")


def test_what_somebody_holds_is_told_apart_from_what_is_quoted():
    article = read("Ann Lee said that the ban would hurt farmers. It rained.")
    (held,) = [each for each in article.quotes if each.kind == "indirect"]
    assert (held.text, held.speaker) == ("the ban would hurt farmers", "Ann Lee")


def test_a_speaker_and_where_it_stands_are_words_of_the_text():
    article = read('BEIJING - "It is late," said Mao Ning of the ministry. "Go," she said.')
    for quote in article.quotes:
        assert quote.speaker in article.text.text
        assert isinstance(quote.speaker_span, Span)


def test_titles_in_japanese_tell_who_speaks():
    assert speakers("高市首相は「重大な懸念を表明する」と述べた。") == ["高市首相"]
