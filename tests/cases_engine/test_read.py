"""Case files: every scalar stays text, and whatever is no case file is refused with file and line."""

import subprocess
import sys
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from licet.cases.read import read_cases, read_yaml
from licet.cases.run import run_case
from licet.errors import InputError
from licet.transfer.build import Builder

GOOD = """\
schema: cases/1
about: One case.
cases:
- id: one
  law: XX
  'on': '2023-06-01'
  transfer:
    kind: export
    item: {kind: chip, facts: {speed: 100.50}}
    from: US
    to: CN
    parties:
    - {role: end_user, country: NO, headquarters: CN, lists: []}
  expect:
    license_required: true
    outcome: license_required
    grounds: [destination]
"""


def case_file(folder, text):
    path = folder / "cases.yaml"
    if isinstance(text, bytes):
        path.write_bytes(text)
    else:
        path.write_text(text, encoding="utf-8")
    return path


def test_a_good_file_is_read_with_every_scalar_as_text(tmp_path):
    [case] = read_cases(case_file(tmp_path, GOOD))
    assert case.transfer["parties"][0]["country"] == "NO"
    assert case.transfer["item"]["facts"]["speed"] == "100.50"
    assert (case.on, case.known_on, case.place.line) == ("2023-06-01", None, 4)


@pytest.mark.parametrize(
    "text",
    [
        "NO",
        "no",
        "yes",
        "on",
        "3E001",
        "010",
        "1e3",
        "0x1F",
        "1_000",
        "2026-01-15",
        "5.920",
        "12:30",
        ".inf",
        "=",
        "<<",
    ],
)
def test_what_yaml_would_turn_into_something_else_stays_text(tmp_path, text):
    assert read_yaml(case_file(tmp_path, f"a: {text}\n")) == {"a": text}


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL"])
def test_only_an_unquoted_null_is_nothing(tmp_path, text):
    assert read_yaml(case_file(tmp_path, f"a: {text}\nb: '{text}'\n")) == {"a": None, "b": text}


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("schema: cases/1", "schema: cases/2", 1, "opens with 'schema: cases/1'"),
        ("- id: one", "- id: one\n  id: two", 5, "'id' stands here twice"),
        ("  law: XX\n", "", 4, "lacks its law"),
        ("  'on':", "  no:", 4, "'no' is no known key of a case. Did you mean"),
        ("'2023-06-01'", "'2023-13-01'", 4, "is no date; write it as 2026-01-15"),
        ("'2023-06-01'", "'?'", 4, "lacks the date that it is on"),
        ("'2023-06-01'", "'2023-06-01'\n  known_on: then", 4, "is no date"),
        ("  expect:", "  expects:", 4, "Did you mean expect?"),
        ("    license_required: true", "    license_required: maybe", 4, "true, false or unknown was wanted"),
        ("    outcome: license_required", "    outcomes: license_required", 4, "Did you mean outcome"),
        ("    outcome: license_required", "    outcome: [license_required]", 4, "one word was wanted"),
        ("grounds: [destination]", "grounds: destination", 4, "a list of words, [] where there are none was wanted"),
        ("grounds: [destination]", "exceptions: [{a: b}]", 4, "a list of words"),
        ("grounds: [destination]", "duty: none", 4, "a mapping was wanted"),
        ("grounds: [destination]", "codified: {license_required: 5}", 4, "true, false or unknown"),
        ("grounds: [destination]", "other: {red_flags: rf_9}", 4, "a list of words"),
        ("  transfer:", "  transfer: &t", 7, None),
        ("    from: US", "    from: &x US\n    declared_to: *x", 11, "anchors and aliases are not used here"),
        ("    from: US", "    ? [a]\n    : b", 10, "a key must be a word"),
        ("    from: US", "    from: [US", 11, "the YAML cannot be read"),
        ("    from: US", "\tfrom: US", 10, "the YAML cannot be read"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_line(tmp_path, old, new, line, message):
    assert old in GOOD
    path = case_file(tmp_path, GOOD.replace(old, new, 1))
    if message is None:
        read_cases(path)
        return
    with pytest.raises(InputError) as caught:
        read_cases(path)
    assert message in str(caught.value)
    assert caught.value.place.file == str(path)
    assert caught.value.place.line == line


def test_an_id_that_stands_twice_is_named_with_both_places(tmp_path):
    again = GOOD[GOOD.index("- id: one") :]
    path = case_file(tmp_path, GOOD + again)
    with pytest.raises(
        InputError, match=r"cases.yaml:18: the id one stands here and at .*cases.yaml:4"
    ):
        read_cases(path)


def test_a_file_that_is_not_there_or_too_large_is_refused(tmp_path):
    with pytest.raises(InputError, match="No such file"):
        read_cases(tmp_path / "none.yaml")
    with pytest.raises(InputError, match="split the file"):
        read_cases(case_file(tmp_path, b"#" * 20_000_001))


def test_bytes_that_are_no_utf8_are_refused_with_their_line(tmp_path):
    with pytest.raises(InputError, match=r"cases.yaml:2: this is no UTF-8 text"):
        read_cases(case_file(tmp_path, b"schema: cases/1\nabout: \xff\n"))


def test_a_bomb_of_aliases_is_refused_at_once(tmp_path):
    lines = ["a0: &a0 [x, x]"] + [
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)
    ]
    with pytest.raises(InputError, match="anchors and aliases"):
        read_yaml(case_file(tmp_path, "\n".join(lines)))


def test_a_loop_of_aliases_is_refused(tmp_path):
    with pytest.raises(InputError, match="anchors and aliases"):
        read_yaml(case_file(tmp_path, "a: &a [*a]\n"))


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "{a: " * 50_000,
        "- " * 50_000,
        "? " * 20_000,
        "&a " * 1000,
        "!" * 5000,
        "'" + "''" * 9999,
    ],
)
def test_yaml_nested_beyond_reason_is_refused_and_does_not_end_the_process(tmp_path, text):
    """Run apart: a reader in C that goes too deep takes Python with it."""
    path = case_file(tmp_path, text)
    code = (
        "import sys, pathlib\nfrom licet.cases.read import read_cases\nfrom licet.errors import InputError\n"
        "try:\n    read_cases(pathlib.Path(sys.argv[1]))\nexcept InputError as error:\n    print('refused', str(error)[:200])\n"
    )
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code, str(path)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-500:]
    assert done.stdout.startswith("refused")


PIECES = ["schema: cases/1\n", "cases:\n", "- id: a\n", "  law: XX\n", "  'on': '2023-06-01'\n", "  transfer: {}\n", "  expect: {}\n", "&a", "*a", "[", "{", "- ",
          "!!python/object:os.system x\n", "<<: *a\n", '"\\uD800"', '"\\U00110000"', "\x85", "\u2028", "\x00", "%YAML 9.9\n---\n", "|\n", ">", "? ", "\t", "'"]  # fmt: skip


@settings(max_examples=250, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.binary(max_size=80)
    | st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=12).map(
        lambda parts: "".join(parts).encode(errors="ignore")
    )
)
def test_any_bytes_are_cases_or_refused_with_the_file(tmp_path, content):
    path = case_file(tmp_path, content)
    try:
        read_cases(path)
    except InputError as error:
        assert error.place.file == str(path)  # noqa: PT017 - any other error fails the test


@settings(max_examples=250, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_good_file_with_a_slip_in_it_runs_or_is_refused(mini, tmp_path, data):
    start = data.draw(st.integers(0, len(GOOD)))
    end = start + data.draw(st.integers(0, 25))
    put = data.draw(
        st.sampled_from(
            [
                "",
                "?",
                "[]",
                "{}",
                "x",
                ": ",
                "\n",
                "-",
                "5",
                "[a, b]",
                "~",
                "'",
                "NO",
                "é",
                "1e999",
                "{a: b}",
            ]
        )
    )
    path = case_file(tmp_path, GOOD[:start] + put + GOOD[end:])
    try:
        cases = read_cases(path)
    except InputError as error:
        assert error.place.file == str(path)  # noqa: PT017 - any other error fails the test
        return
    for case in cases:
        run_case(case, mini, Builder(mini.book))


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=60))
def test_without_the_reader_in_c_any_bytes_are_cases_or_refused_too(tmp_path, monkeypatch, content):
    import yaml

    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    path = case_file(tmp_path, b'a: "\\U00110000"' if content == b"" else content)
    try:
        read_yaml(path)
    except InputError as error:
        assert error.place.file == str(path)  # noqa: PT017 - any other error fails the test


# -- comparing ------------------------------------------------------------------------------


def differing(mini, tmp_path, **expect):
    from licet.record import replaced

    [case] = read_cases(case_file(tmp_path, GOOD))
    return run_case(replaced(case, expect=expect), mini, Builder(mini.book)).differences


HELD = {
    "classification": "A1", "license_required": "true", "outcome": "license_required", "exceptions": [],
    "review_policy": "case_by_case", "grounds": ["destination"], "codified": {"license_required": "true"},
}  # fmt: skip


def test_what_holds_leaves_no_difference(mini, tmp_path):
    assert differing(mini, tmp_path, **HELD) == ()
    assert differing(mini, tmp_path) == ()


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("classification", "B9", "classification: expected B9, found A1"),
        ("license_required", "false", "license_required: expected false, found true"),
        ("license_required", "unknown", "license_required: expected unknown, found true"),
        ("outcome", "prohibited", "outcome: expected prohibited, found license_required"),
        ("exceptions", ["EX"], "exceptions: expected [EX], found []"),
        ("review_policy", "presumption_of_denial", "review_policy: expected presumption_of_denial, found case_by_case"),
        ("grounds", ["entity_list"], "grounds: entity_list expected, found [destination]"),
        ("grounds", [], "grounds: none expected, found [destination]"),
        ("conditions", ["notice"], "conditions: notice expected, not shown"),
        ("codified", {"license_required": "false"}, "codified.license_required: expected false, found true"),
        ("duty", {"applies": "true", "event": "import", "rate_pct": "25"}, "duty: expected one for import, found 0"),
        ("other", {"subject_to_ear": "false"}, "subject_to_ear: expected false, found true"),
        ("other", {"revives_on": "2030-01-01"}, "revives_on: expected 2030-01-01, found 2024-01-01"),
        ("other", {"red_flags": ["rf_9"]}, "red_flags: rf_9 expected, found []"),
        ("other", {"classification_not": "A1"}, "classification_not: A1 was found"),
    ],
)  # fmt: skip
def test_each_key_that_differs_says_what_was_expected_and_found(mini, tmp_path, key, value, said):
    assert any(line.startswith(said) for line in differing(mini, tmp_path, **{key: value}))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("review_policy", None),
        ("classification_any", ["B9"]),
        ("outcome_any", ["prohibited"]),
        ("other", {"reason": "words alone"}),
        ("duty", {"applies": "false", "event": "import"}),
    ],
)
def test_keys_that_explain_or_widen_test_nothing_by_themselves(mini, tmp_path, key, value):
    assert differing(mini, tmp_path, **{key: value}) == ()


def test_an_alternative_is_as_good_as_the_first(mini, tmp_path):
    assert differing(mini, tmp_path, outcome="prohibited", outcome_any=["license_required"]) == ()
    assert differing(mini, tmp_path, classification="B9", classification_any=["A1"]) == ()


def test_a_case_whose_transfer_cannot_be_read_is_broken_and_does_not_stop_the_others(
    mini, tmp_path
):
    path = case_file(tmp_path, GOOD.replace("speed: 100.50", "sped: 100.50"))
    [case] = read_cases(path)
    outcome = run_case(case, mini, Builder(mini.book))
    assert outcome.broken
    assert (
        "cases.yaml:4: 'sped' is no known item fact. Did you mean speed?" in outcome.differences[0]
    )


def test_a_law_that_is_not_loaded_is_out_of_scope(mini, tmp_path):
    path = case_file(tmp_path, GOOD.replace("law: XX", "law: ZZ"))
    [case] = read_cases(path)
    assert run_case(case, mini, Builder(mini.book)).differences == (
        "outcome: expected license_required, found out_of_scope",
    )
    assert date.fromisoformat(case.on)
