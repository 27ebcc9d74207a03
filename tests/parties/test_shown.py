"""How an answer shows what screening found, in short and with --why; and how --ask closes it."""

import io
import sys

import pytest

from licet.cli.answers import print_decisions
from licet.cli.ask import ask
from licet.cli.screened import brief_line
from licet.lists.model import Entry
from licet.record import replaced
from tests.parties.exact import edition
from tests.parties.test_resolve import ACME, joined, us, user


def printed(library, capsys, transfer, *, why=False):
    print_decisions((us(library.law, transfer),), library, why=why)
    return " ".join(capsys.readouterr().out.split())


def test_a_taken_name_is_said_with_entry_day_and_way_out(law, library, capsys):
    said = printed(library, capsys, joined(law, user("Acme Photonics")))
    assert (
        "TAKEN as listed, because the name is the published “Acme Photonics” (US-EL:1, since 2023-10-17). "
        "If it is another party, close the hit or state its lists; a person has still to confirm it."
    ) in said
    assert "(screened)" in said
    assert "Searched: US-EL 2025-12-01 (hashes: --why)." in said
    assert said.count("A snapshot.") == 1


def test_the_proof_shows_every_hit_in_full_and_what_was_searched(law, library, capsys):
    said = printed(library, capsys, joined(law, user("Acme Trading")), why=True)
    assert "OPEN: “Acme Photonics Co., Ltd.” (US-EL:1, since 2023-10-17, until 2026-06-01)" in said
    assert "Is “Acme Trading” the listed “Acme Photonics Co., Ltd.” (US-EL)?" in said
    assert "700 of 1000, review; edition US-EL 2025-12-01" in said
    assert "US-EL of 2025-12-01: 1 entries, tests, sha256 000000000000" in said


def test_no_hit_is_never_said_to_be_clear(law, library, capsys):
    said = printed(library, capsys, joined(law, user("Lumen Works")))
    assert "No hit for “Lumen Works”, which proves nothing." in said
    assert "clear" not in said.lower().replace("clearly", "")


def test_a_transfer_without_names_says_nothing_of_lists(law, library, capsys):
    assert "Searched" not in printed(
        library, capsys, joined(law, {"role": "end_user", "country": "CN"})
    )


def test_many_open_hits_are_counted_in_the_short_answer(law, library, capsys):
    entries = [Entry("US-EL", str(n), f"Acme Number {n}", since=None) for n in range(9)]
    found = joined(law, user("Acme"), editions=(edition("US-EL", ACME.since, *entries),))
    assert "and 6 more that are like it (--why)" in printed(library, capsys, found)


@pytest.mark.parametrize(
    ("typed", "status"), [("1", "license_required"), ("no", "no_requirement_found")]
)
def test_asked_whether_it_is_the_listed_party_a_person_answers_by_number_or_word(  # noqa: PLR0917
    law, library, monkeypatch, capsys, typed, status
):
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"maybe so\n{typed}\n"))
    after = ask(us(law, joined(law, user("Acme Trading"))), library)
    said = capsys.readouterr().err
    assert "Is “Acme Trading” the listed “Acme Photonics Co., Ltd.” (US-EL)?" in " ".join(
        said.split()
    )
    assert "'maybe so' is none of the answers: 1 yes; 2 no, another party" in " ".join(said.split())
    assert after.answer("US").status == status


def test_the_same_screening_is_shown_once_for_several_variants(law, library, capsys):
    first = joined(law, user("Acme Photonics"))
    second = replaced(first, item="another")
    print_decisions((us(law, first), us(law, second)), library, why=False)
    assert capsys.readouterr().out.count("Parties against the lists") == 1


@pytest.mark.parametrize(
    ("facts", "line"),
    [
        (
            {"name": "Acme Photonics"},
            "thing: parties on lists: 1 taken; a person has still to look",
        ),
        (
            {"name": "Acme Photonics", "lists": []},
            "thing: parties on lists: 1 conflict; a person has",
        ),
        (
            {"name": "X"},
            "thing: parties on lists: 1 not to be screened; a person has still to look",
        ),
        ({"name": "Lumen Works"}, ""),
    ],
)
def test_one_line_tells_that_names_wait_for_a_person(law, facts, line):
    said = brief_line(joined(law, user(**facts)))
    assert said.startswith(line)
    assert bool(said) is bool(line)
