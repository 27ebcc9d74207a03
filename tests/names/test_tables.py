"""The form of the tables by which names are read: what a row may hold, whatever the words are."""

import re
import unicodedata
from pathlib import Path

import pytest

import licet.names

FOLDER = Path(licet.names.__file__).parent / "tables"

HEADERS = {
    "legal_forms.tsv": ("form", "script", "country", "note"),
    "abbreviations.tsv": ("short", "word", "note"),
    "glosses_latin.tsv": ("term", "english", "kind"),
    "glosses_ru.tsv": ("term", "english", "kind"),
    "glosses_ja.tsv": ("term", "english", "kind"),
    "glosses_ko.tsv": ("term", "english", "kind"),
    "glosses_ar.tsv": ("term", "english", "kind"),
    "brands_other.tsv": ("native", "latin", "party", "source"),
    "spelling_folds.tsv": ("from", "to", "note"),
    "common_words.tsv": ("word", "kind"),
}
LEAST = {
    "legal_forms.tsv": 350,
    "abbreviations.tsv": 250,
    "glosses_latin.tsv": 250,
    "glosses_ru.tsv": 600,
    "glosses_ja.tsv": 450,
    "glosses_ko.tsv": 250,
    "glosses_ar.tsv": 250,
    "brands_other.tsv": 200,
    "spelling_folds.tsv": 20,
    "common_words.tsv": 900,
}
GLOSSES = [name for name in HEADERS if name.startswith("glosses_")]
SCRIPTS = {
    "latin": {"LATIN"},
    "cyrillic": {"CYRILLIC"},
    "kanji": {"CJK", "LATIN", "PARENTHESIZED", "SQUARE", "IDEOGRAPHIC"},
    "kana": {"KATAKANA", "HIRAGANA", "KATAKANA-HIRAGANA"},
    "hangul": {"HANGUL", "PARENTHESIZED", "PARENTHESIZED KOREAN"},
    "arabic": {"ARABIC"},
    "hebrew": {"HEBREW"},
    "thai": {"THAI"},
    "greek": {"GREEK"},
    "armenian": {"ARMENIAN"},
    "georgian": {"GEORGIAN"},
    "devanagari": {"DEVANAGARI"},
    "bengali": {"BENGALI"},
}
WRITTEN_IN = {
    "glosses_latin.tsv": {"LATIN"},
    "glosses_ru.tsv": {"CYRILLIC"},
    "glosses_ja.tsv": {"CJK", "KATAKANA", "HIRAGANA", "KATAKANA-HIRAGANA"},
    "glosses_ko.tsv": {"HANGUL"},
    "glosses_ar.tsv": {"ARABIC"},
}
KINDS = {"word", "org", "place", "number"}
COMMON = {"org", "place", "direction", "generic"}
PLAIN = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*(?: \| [a-z0-9]+(?: [a-z0-9]+)*)*")


def rows(name: str) -> list[tuple[str, ...]]:
    """The rows of a table below its header."""
    lines = (FOLDER / name).read_text(encoding="utf-8").split("\n")
    assert lines.pop() == ""
    while lines[0].startswith("#"):
        lines.pop(0)
    assert tuple(lines.pop(0).split("\t")) == HEADERS[name]
    return [tuple(line.split("\t")) for line in lines]


def scripts(text: str) -> set[str]:
    """The scripts of the letters of a text, by the first word of each letter's Unicode name."""
    return {unicodedata.name(sign).split()[0] for sign in text if sign.isalpha()}


@pytest.mark.parametrize("name", HEADERS)
def test_every_row_is_whole_and_stands_once(name: str) -> None:
    table = rows(name)
    wide = len(HEADERS[name])
    assert len(table) >= LEAST[name]
    # A form may be read in two scripts; elsewhere the first cell is the key.
    keys = [row[:2] if name == "legal_forms.tsv" else row[:1] for row in table]
    assert len(set(keys)) == len(keys)
    for row in table:
        assert len(row) == wide, row
        for cell in row:
            assert cell == " ".join(cell.split()), row
            assert cell == unicodedata.normalize("NFC", cell), row
        assert row[0], row
        assert row[0] == row[0].lower(), row
        assert not row[0].startswith("#"), row


@pytest.mark.parametrize("name", GLOSSES)
def test_a_gloss_is_in_its_script_and_its_english_plain(name: str) -> None:
    for term, english, kind in rows(name):
        assert scripts(term) <= WRITTEN_IN[name], term
        assert PLAIN.fullmatch(english), (term, english)
        assert kind in KINDS, (term, kind)
        readings = english.split(" | ")
        assert len(set(readings)) == len(readings), (term, english)


@pytest.mark.parametrize("name", GLOSSES)
def test_no_gloss_is_also_a_legal_form_that_is_taken_off(name: str) -> None:
    forms = {form for form, _, _, note in rows("legal_forms.tsv") if "; weak;" not in note}
    assert not forms & {term for term, _, _ in rows(name)}


def test_terms_that_fold_alike_are_read_alike() -> None:
    read: dict[str, str] = {}
    for term, english, _ in rows("glosses_latin.tsv"):
        folded = unicodedata.normalize("NFKD", term.replace("đ", "d").replace("ı", "i"))
        bare = "".join(sign for sign in folded if not unicodedata.combining(sign))
        bare = bare.replace("-", " ").replace("'", "")
        assert read.setdefault(bare, english) == english, term


def test_arabic_and_persian_spellings_of_one_word_are_read_alike() -> None:
    one = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "\u200c": " "})
    read: dict[str, str] = {}
    for term, english, _ in rows("glosses_ar.tsv"):
        signs = unicodedata.normalize("NFKD", term)
        bare = "".join(sign for sign in signs if not unicodedata.combining(sign)).translate(one)
        assert read.setdefault(bare, english) == english, term


def test_a_legal_form_has_its_script_place_and_country() -> None:
    for form, script, country, note in rows("legal_forms.tsv"):
        assert "." not in form, form
        assert scripts(form) <= SCRIPTS[script], (form, script)
        assert re.fullmatch(r"(?:[A-Z]{2}(?: [A-Z]{2})*)?", country), (form, country)
        assert re.match(r"(?:before|after|either); (?:weak; )?\S", note), (form, note)


def test_words_with_meaning_are_no_legal_forms() -> None:
    forms = {form for form, _, _, _ in rows("legal_forms.tsv")}
    assert not forms & {
        *("group", "holding", "holdings", "trading", "institute", "factory", "university"),
        *("industry", "technology", "завод", "институт", "大学", "研究所", "工業", "은행", "بانک"),
    }


def test_an_abbreviation_is_shorter_or_other_than_its_words() -> None:
    for short, word, _ in rows("abbreviations.tsv"):
        assert scripts(short) <= {"LATIN"}, short
        assert PLAIN.fullmatch(word), (short, word)
        assert short not in word.split(" | ")[:1], short
        assert "." not in short, short


def test_a_brand_names_its_party_and_its_source() -> None:
    for native, latin, party, source in rows("brands_other.tsv"):
        assert PLAIN.fullmatch(latin), (native, latin)
        assert party, native
        assert re.fullmatch(r"(?:uncertain:)?https://[a-z0-9.-]+\.[a-z]+/", source), (
            native,
            source,
        )
        assert len(scripts(native)) == 1 or scripts(native) <= WRITTEN_IN["glosses_ja.tsv"], native


def test_no_brand_is_also_a_generic_word() -> None:
    brands = {native for native, _, _, _ in rows("brands_other.tsv")}
    for name in GLOSSES:
        assert not brands & {term for term, _, _ in rows(name)}


def fold(word: str) -> str:
    """A word with every spelling fold applied in turn."""
    for old, new, _ in rows("spelling_folds.tsv"):
        stead = new.removeprefix("-")
        end = old.removesuffix("$")
        if end == old:
            word = word.replace(old, stead)
        elif word.endswith(end):
            word = word.removesuffix(end) + stead
    return word


def test_each_fold_makes_its_example_one_word() -> None:
    for old, new, note in rows("spelling_folds.tsv"):
        assert new, old
        left, right = note.rsplit("; ", 1)[-1].rsplit(": ", 1)[-1].split(" beside ")
        assert left != right
        assert fold(left) == fold(right), (old, left, right, fold(left), fold(right))


def test_common_words_have_a_known_kind() -> None:
    for word, kind in rows("common_words.tsv"):
        assert kind in COMMON, (word, kind)
        assert scripts(word) <= {"LATIN"}, word
