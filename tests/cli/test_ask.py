"""``licet decide ... --ask``: the talk stands on standard error, the answer on standard output."""

import io
import json

import pytest

ITEM = ["decide", "nvidia-h200-sxm-141gb", "--to", "MY", "--on", "2026-02-01", "--ask"]


@pytest.fixture
def typed(run, monkeypatch):
    """Run with lines typed in."""

    def command(words, *lines):
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        return run(*words)

    return command


def test_the_end_of_input_means_stop(typed):
    found = typed(ITEM)
    assert found.code == 14
    assert "Stopped" in found.err
    assert "Open" in found.out


def test_q_means_stop(typed):
    assert "Stopped" in typed(ITEM, "q", "yes").err


def test_a_question_says_why_it_is_asked_and_where_answers_lead(typed):
    found = typed(ITEM, "q")
    assert "why:" in found.err
    assert "facts open" in found.err
    assert "yes:" in found.err


def test_an_answer_that_cannot_be_read_is_asked_again(typed):
    found = typed(ITEM, "perhaps", "q")
    assert "yes, no or ? was wanted" in found.err
    assert found.err.count("answer (") == 2


def test_what_nobody_knows_is_not_asked_again(typed):
    found = typed(ITEM, *["?"] * 60)
    asked = [line.split("[")[1].split(":")[0] for line in found.err.splitlines()
             if "[" in line and ":" in line.split("[")[1] and "answer (" not in line]  # fmt: skip
    assert len(asked) == len(set(asked))
    assert "Traceback" not in found.err


def test_back_takes_an_answer_back(typed):
    found = typed(ITEM, "no", "b", "q")
    questions = [part.splitlines()[2] for part in found.err.split("answer (") if "why:" in part]
    assert questions[0] == questions[2] != questions[1]


def test_back_from_the_first_question_stays_there(typed):
    assert "This is the first question" in typed(ITEM, "b", "q").err


def test_a_party_may_be_added(typed):
    found = typed(ITEM, "party role=end_user,name=Cloud,country=MY,parent=CN", "q")
    assert found.code == 12
    assert "presumption of denial" in found.out


def test_a_party_that_cannot_be_read_is_refused_in_words(typed):
    found = typed(ITEM, "party nonsense", "party role=wizard", "party shoe=9", "q")
    assert "no name=value" in found.err
    assert "wizard" in found.err
    assert "shoe" in found.err


def test_it_ends_where_nothing_would_change_the_answer(typed):
    found = typed([*ITEM[:3], "CN", *ITEM[4:]], *["no"] * 60)
    assert "Nothing more would change the answer" in found.err


def test_answers_are_carried_to_the_other_variants(typed):
    words = ["decide", "nvidia-h200", "--to", "CN", "--on", "2026-02-01", "--ask"]
    found = typed(words, *["?"] * 60)
    first, second = found.err.split("NVIDIA H200 SXM 141GB")
    assert first.count("answer (") > 0
    assert second.count("answer (") == 0


def test_the_answer_alone_is_on_standard_output(typed):
    found = typed([*ITEM, "--json"], "q")
    assert json.loads(found.out)["status"] == "unknown_need_facts"


def test_a_fact_that_is_given_is_kept_with_what_follows_from_it(typed):
    words = ["decide", "nvidia-l4", "--to", "CN", "--on", "2024-02-01", "--ask", "--json",
             "--set", "total_processing_performance=?"]  # fmt: skip
    found = typed(words, "?", "q")
    facts = json.loads(found.out)["facts"]
    assert "total_processing_performance" not in facts


@pytest.mark.parametrize("noise", [b"\xff\xfe\n\x00\n", b"yes\xc3\n", b"\n" * 80, b"yes"])
def test_any_bytes_end_without_a_traceback(program, noise):
    found = program(*ITEM, typed=noise)
    assert found.returncode in (3, 10, 11, 12, 13, 14, 0)
    assert b"Traceback" not in found.stderr
