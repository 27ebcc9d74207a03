"""What a person reads where eleven laws answer at once: nothing that a program would say, and no pass."""

import re

import pytest

_NONSENSE = re.compile(r"\bNone\b|\bnan\b|\[\]|\{\}|frozenset|unknown need facts|\bclear to go\b")
_ASKED = [
    ("nvidia-h200", "--to", "CN"),
    ("gallium-metal", "--from", "HK", "--to", "US"),
    ("asml-nxt-1980i", "--from", "NL", "--to", "CN", "--kind", "import"),
    ("asml-nxt-1980i", "--from", "KR", "--to", "CN", "--due-care"),
    ("nvidia-h200", "--to", "CU", "--kind", "investment"),
    ("gallium-metal", "--from", "CN", "--to", "MO", "--due-care"),
]


@pytest.mark.parametrize("words", _ASKED, ids=" ".join)
def test_text_and_json_say_the_same_in_plain_words(run, data, words):
    words = ("decide", *words, "--on", "2026-06-01")
    text, found = run(*words), data(*words)
    assert not _NONSENSE.search(text.out)
    assert text.code not in (0, 2)
    for each in found if isinstance(found, list) else [found]:
        assert each["headline"] in text.flat
        assert each["status"] == each["answers"][0]["status"]
        assert not each["passes"]
        laws = [answer["sovereign"] for answer in each["answers"]]
        assert all(re.search(rf"\b{law}\b", text.out) for law in laws)


def test_an_import_names_the_other_side(run):
    found = run("decide", "asml-nxt-1980i", "--from", "NL", "--to", "CN", "--kind", "import", "--on", "2026-06-01")  # fmt: skip
    assert "Stated as an import" in found.flat
    assert "It is open whether this law claims the transfer." in found.flat


def test_a_product_named_to_chinese_buyers_is_known_by_its_name_in_the_catalogue(run):
    words = ("decide", "nvidia-h200", "--kind", "import", "--from", "US", "--to", "CN")
    assert "H200 reported as not admitted" in run(*words, "--on", "2026-01-13").flat
    assert "H200 reported as not admitted" not in run(*words, "--on", "2026-01-12").flat
