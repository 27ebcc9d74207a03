"""A slip of the user is one sentence and exit code 2, never a traceback."""

from pathlib import Path

import pytest

WRONG = [
    (["nonsense"], "no known verb"),
    (["decice"], "Did you mean decide?"),
    (["compare", "h200", "--to", "CN", "--on", "2026-01-01"], "--on is wanted twice"),
    (["compare", "h200", "--on", "2026-01-01", "--on", "2026-01-01"], "two different days"),
    (["compare", "h200", "--on", "tomorrow", "--on", "2026-01-01"], "no date"),
    (["compare", "no-such-chip", "--on", "2026-01-01", "--on", "2026-01-02"], "no product"),
    (["compare", "absent.yaml", "--on", "2026-01-01", "--on", "2026-01-02"], "absent.yaml"),
    (["history", "h2oo", "--to", "CN"], "no product"),
    (["history", "h20", "--to", "Chinaland"], "country"),
    (["history", "h20", "--to", "CN", "--party", "role"], "no name=value"),
    (["alternatives", "h201", "--to", "CN"], "Did you mean"),
    (["alternatives", "x.yaml"], "name a product"),
    (["alternatives", "h200", "--limit", "-1"], "under nought"),
    (["classify", "--tops", "989"], "come in pairs"),
    (["classify", "--tops", "989", "--bits", "0"], "over nought"),
    (["classify", "--tops", "fast", "--bits", "8"], "not a number"),
    (["classify", "--tops", "1", "--bits", "8", "--tpp", "8"], "not both"),
    (["classify", "--tpp=-1"], "cannot be under 0"),
    (["classify", "--kind", "toaster"], "toaster"),
    (["classify", "--set", "performence_density=4"], "Did you mean performance_density"),
    (["classify", "--set", "performance_density"], "FACT=VALUE"),
    (["classify", "--set", "destination=CN"], "the item alone"),
    (["chips", "zzzqqq"], "no product"),
    (["chips", "h200", "--limit", "0"], "under one"),
    (["law"], ""),
    (["law", "shew"], "Did you mean show?"),
    (["law", "show", "us.ccl.3A090.aa"], "Did you mean us.ccl.3A090.a"),
    (["law", "list", "--kind", "requirment"], "Did you mean requirement?"),
    (["law", "changes"], "--since"),
    (["law", "export", "--sovereign", "ZZ"], "no known sovereign"),
    (["law", "export", "--on", "never"], "no date"),
    (["law", "import"], "FILE"),
    (["law", "import", "absent.json"], "absent.json"),
    (["law", "timeline", "--since", "2026-13-01"], "no date"),
    (["law", "coverage", "--law", "/no/such/folder"], "no such folder"),
]


@pytest.mark.parametrize(("words", "said"), WRONG, ids=[" ".join(words) for words, _ in WRONG])
def test_bad_input_is_one_sentence_and_code_2(run, words, said):
    found = run(*words)
    assert found.code == 2
    assert said in found.err or said in found.out
    assert "Traceback" not in found.err


VERBS = [
    ["decide"], ["compare"], ["history"], ["alternatives"], ["classify"], ["chips"], ["tools"], ["materials"], ["classes"], ["compare-law"], ["check"],
    *(["law", each] for each in ("list", "show", "check", "coverage", "timeline", "changes", "export", "import")),
    *(["lists", each] for each in ("fetch", "load", "status", "diff", "show")),
]  # fmt: skip


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_every_verb_has_help_that_speaks_of_its_exit_code(run, verb):
    found = run(*verb, "--help")
    assert found.code == 0
    assert f"licet {' '.join(verb)}" in found.out
    assert "--json" in found.out


FORBIDDEN = ("free to ship", "clear to ship", "cleared", "is free to go", "no license needed")


@pytest.mark.parametrize(
    "words",
    [
        ["alternatives", "h200", "--to", "CN", "--on", "2026-02-01"],
        ["history", "h20", "--to", "CN"],
        ["compare", "l4", "--to", "CN", "--on", "2023-11-16", "--on", "2023-11-17"],
        ["classify", "--tpp", "100"],
    ],
    ids=" ".join,
)
def test_no_verb_says_that_anything_is_free_to_go(run, words):
    assert not [each for each in FORBIDDEN if each in run(*words).out.lower()]


def test_options_that_tell_of_the_transfer_are_refused_beside_a_file(run):
    path = str(Path(__file__).parents[2] / "examples" / "euv-scanner-to-taiwan.yaml")
    for verb in ("decide", "history", "alternatives"):
        found = run(verb, path, "--to", "CN", "--set", "euv=no")
        assert found.code == 2
        assert "--to, --set beside" in found.err
