"""Any name in any script, read: the same whatever its form, in any process, and without exception."""

import os
import subprocess
import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from licet.names.canonical import readings

NAMES = (
    "Huawei Technologies Co., Ltd.", "Société Générale", "Łódź Aparatura", "İstanbul Elektronik",
    "Straße", "Đông Á", "Xi’an Huada", "华为技术有限公司", "長江存儲", "АО «Вострек Микроэлектроника»",
    "йод завод", "株式会社桜川電機", "ガス電機", "한빛누리반도체 주식회사", "شركة أفق الرافدين",
    "صنایع الکترونیک پارسازین", "Ελληνική Βιομηχανία", "CETC 13th Institute", "Huawei 华为",
)  # fmt: skip

SCRIPTS = st.sampled_from(
    "aZé1 .,-'&()华為半导体公司研究所ァカが株한빛주식жёО«»پازشركةΩπไท\u200b\u200c\u202e\u0301"
)
TEXT = st.one_of(st.text(SCRIPTS, max_size=24), st.text(max_size=40))


@given(TEXT)
@example("\ud800")
@example("\udfffabc")
@example("が1华")
@example("𪜀")
@example("🙂" * 50)
@example("\x00\x1b\x7f")
@example("a" * 10_000)
@example("华" * 10_000)
@example("Ab" * 5_000)
@example("半导体" * 3_000)
@example("(a)" * 3_000)
@example("カ" * 500)
@example("س" * 10_000)
@example("́" * 1_000)
def test_any_text_is_read_without_exception_and_twice_alike(name: str) -> None:
    found = readings(name)
    readings.cache_clear()
    assert readings(name) == found
    assert len(found) <= 6
    for way in found:
        assert way.words
        assert all(word.among >= 1 for word in way.words)
        assert all(word.text for word in way.words)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "form",
    [
        lambda name: unicodedata.normalize("NFD", name),
        lambda name: unicodedata.normalize("NFKD", name),
        lambda name: unicodedata.normalize("NFC", name),
        str.upper,
        str.lower,
        lambda name: "".join(each + "\u200b" for each in name),
        "\u00ad".join,
        lambda name: f"\u202a{name}\u202c",
        lambda name: f" \t{name.replace(' ', '  ')}\u00a0",
        lambda name: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in name),
    ],
    ids="nfd nfkd nfc upper lower zero-width soft-hyphen bidi blanks full-width".split(),
)
def test_the_form_of_a_name_does_not_count(name, form) -> None:
    assert readings(form(name)) == readings(name)


def test_another_process_reads_the_same_bytes() -> None:
    code = (
        "import sys; from licet.names.canonical import readings\n"
        "sys.stdout.buffer.write(repr([readings(n) for n in sys.argv[1:]]).encode())"
    )

    def run(seed: str) -> bytes:
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        command = [sys.executable, "-W", "ignore", "-c", code, *NAMES]
        return subprocess.run(command, env=env, capture_output=True, check=True).stdout  # noqa: S603 - this very interpreter

    here = repr([readings(name) for name in NAMES]).encode()
    assert run("7") == here


def test_a_name_said_twice_is_read_whole_and_each_script_alone() -> None:
    ways = [tuple(word.text for word in way.words) for way in readings("Quantorix 华为")]
    assert ("quantorix",) in ways
    assert ("huawei",) in ways
    assert ("quantorix", "huawei") in ways


def test_the_path_says_how_a_name_was_read() -> None:
    assert readings("Acme")[0].path == ""
    for name, said in (("华为", "Chinese"), ("Вега", "Cyrillic"), ("한빛", "Korean"), ("カナ", "Japanese"), ("پارس", "Arabic")):  # fmt: skip
        assert said in readings(name)[0].path


@pytest.mark.parametrize("name", ["", "   ", "---", "!!!", "\u200b", "「」", "。、", "\ud800"])
def test_nothing_to_read(name: str) -> None:
    assert readings(name) == ()


def test_a_word_of_another_script_says_what_stood_there() -> None:
    words = {word.text: word.shown for word in readings("华为技术有限公司")[0].words}
    assert words["huawei"] == "华为"
    assert readings("Acme")[0].words[0].shown == ""


def test_emoji_say_nothing() -> None:
    assert readings("Huawei 🙂") == readings("Huawei")
    assert readings("🙂🙂") == ()
