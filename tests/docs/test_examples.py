"""The pages show what their commands print: each piece whole, in order, hashes aside."""

from pathlib import Path

import pytest

from utils.refresh_examples import (
    ROOT,
    Example,
    align,
    examples,
    first_lost,
    pages,
    refreshed,
    runner,
)

SHOWN = [each for page in pages() for each in examples(page) if each.runs]
CODES = [
    (each.before, each)
    for page in pages()
    for each in examples(page)
    if each.command == "echo $?" and each.before is not None and each.before.runs
]


@pytest.fixture(scope="module")
def run():
    with runner() as found:
        yield found


@pytest.mark.parametrize("example", SHOWN, ids=[each.place for each in SHOWN])
def test_a_page_shows_what_its_command_prints(example, run):
    printed, _ = run.run(example.command, example.files)
    lost = first_lost(example.shown, printed)
    assert lost is None, f"run utils/refresh_examples.py: {example.place}: {lost!r}"


@pytest.mark.parametrize(("example", "code"), CODES, ids=[code.place for _, code in CODES])
def test_a_page_shows_the_exit_code_of_its_command(example, code, run):
    assert code.shown[0] == str(run.run(example.command, example.files)[1])


def test_a_piece_is_printed_whole_and_in_its_order():
    printed = ["head", "one", "two", "three", "law 0123456789ab"]
    assert first_lost(["head", "one", "...", "law ba9876543210"], printed) is None
    assert first_lost(["...", "two", "..."], printed) is None
    assert first_lost(["head", "two", "..."], printed) == "two"
    assert first_lost(["one", "..."], printed) == "one"
    assert first_lost(["...", "three", "...", "one", "..."], printed) == "one"
    assert first_lost(["head", "...", "three"], printed) == "three"
    assert first_lost(["head", "one", "two", "three"], printed) is not None


def test_cuts_are_kept_and_lines_that_changed_a_little_are_followed():
    printed = ["chip of 5,000 TPP", "", "License required.", "US: 3A090.a", "why", "foot"]
    shown = ["chip of 4,800 TPP", "...", "US: 3A090.a", "..."]
    assert refreshed(shown, printed) == (
        ["chip of 5,000 TPP", "...", "US: 3A090.a", "..."],
        ["chip of 4,800 TPP"],
    )


def test_a_line_beside_a_cut_that_is_gone_is_left_for_a_person():
    fresh, gone = refreshed(["head", "...", "Beside: nothing", "..."], ["head", "one", "foot"])
    assert fresh is None
    assert gone == ["Beside: nothing"]


def test_a_block_without_a_cut_is_what_is_printed():
    assert refreshed(["old", "", "text"], ["new", "words"])[0] == ["new", "words"]


def test_lines_are_followed_in_order():
    assert align(["a", "b", "c"], ["b", "x", "c", "a"]) == [None, 0, 2]


def test_examples_of_a_page_carry_their_files(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(
        "```console\n$ cat a.yaml\nkind: export\n```\n\n```console\n$ licet decide a.yaml\nx\n$ echo $?\n12\n```\n",
        encoding="utf-8",
    )
    cat, decided, code = examples(page)
    assert decided.files == {"a.yaml": "kind: export\n"}
    assert decided.runs
    assert not cat.runs
    assert code.before is decided
    assert isinstance(code, Example)
    assert Path(ROOT, "docs").is_dir()
