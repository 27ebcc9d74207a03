"""The files of the procedure are read strictly: whatever is wrong is told with its file and line."""

import shutil
from pathlib import Path

import pytest

from licet.errors import LawError
from licet.register.procedure import procedure_of, read_procedure

PROCEDURE = Path(__file__).resolve().parents[2] / "law" / "procedure"


@pytest.fixture
def folder(tmp_path):
    """A copy that a test may spoil."""
    return Path(shutil.copytree(PROCEDURE, tmp_path / "procedure"))


def spoiled(folder, name, old, new):
    """The line on which ``old`` stood, put in its place ``new``."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")
    return text[: text.index(old)].count("\n") + 1


SPOILED = [
    ("application.yaml", "actors: [applicant, agent]", "actors: [aplicant]", "'aplicant' is no known role. Did you mean applicant"),
    ("application.yaml", "guards: [has_lines, has_parties]", "guards: [has_line]", "'has_line' is no known guard. Did you mean has_lines"),
    ("application.yaml", "    to: submitted", "    to: submited", "'submited' is no known state. Did you mean submitted"),
    ("application.yaml", "    clock: start", "    clock: begin", "clock of a line of rows is 'begin'"),
    ("application.yaml", "    from: any_open", "    from: any_opn", "'any_opn' is no known group of states"),
    ("application.yaml", "signer: text", "signer: txt", "signer is of type 'txt'"),
    ("application.yaml", "    basis: law", "    basis: lore", "basis of a line of rows is 'lore'"),
    ("application.yaml", "    confidence: high", "    confidence: sure", "confidence of a line of rows is 'sure'"),
    ("application.yaml", "    event: submit", "    event: submit\n    colour: red", "'colour' is no known key"),
    ("application.yaml", "  - id: submit", "  - id: create", "the row create stands here and at"),
    ("application.yaml", '  reopened: {title: "Reopened on appeal", mark: after}', '  reopened: {title: "Reopened on appeal", mark: after}\n  limbo: {title: "Limbo", mark: open}', "nothing leads to the state limbo"),
    ("application.yaml", "    when: says(then, resume)\n", "", "is never reached: question_lapsed_on takes every question_lapsed before it"),
    ("application.yaml", "    note: The way back from reopened_for_changes.\n", "", "has a note that says why"),
    ("application.yaml", '    cite: "15 CFR 748.4(b)(1), 748.6"\n', "", "a row that rests on law has a cite"),
    ("application.yaml", "schema: procedure/1", "schema: procedure/2", "opens with 'schema: procedure/1'"),
    ("license.yaml", "    actors: [officer]", "    actors: officer", "actors of a line of rows is a list of words"),
    ("clocks.yaml", "    unit: calendar", "    unit: lunar", "unit of a line of policies is 'lunar'"),
    ("clocks.yaml", "    calendar: US", "    calendar: XX", "there is no calendar XX; known are DE, GB"),
    ("clocks.yaml", "{cause: launch_plan,", "{cause: lunch_plan,", "cause of a line of stops is 'lunch_plan'"),
    ("clocks.yaml", "days: 90, from: registration, counts: clock, kind: limit", "from: registration, counts: clock, kind: limit", "has days or months"),
    ("clocks.yaml", "{level: 2,", "{level: 3,", "levels of escalation count 1, 2, 3"),
    ("clocks.yaml", "  - authority: GB", "  - authority: US", "two policies of US hold"),
    ("routing.yaml", "refer: [energy]", "refer: [mod]", "'mod' is no agency of US"),
    ("routing.yaml", "any_flag: [listed_party,", "any_flag: [liszt,", "'liszt' is no known flag"),
    ("routing.yaml", "{always_open:", "{allways_open:", "'allways_open' is no test of routing"),
    ("routing.yaml", "removed_by: desk", "removed_by: clerk", "removed_by of incomplete of flags is 'clerk'"),
    ("calendars/GB.yaml", 'cutoff: "18:00"', 'cutoff: "28:00"', "the zone or the cut-off hour cannot be read"),
    ("calendars/GB.yaml", "zone: Europe/London", "zone: Europe/Londres", "the zone or the cut-off hour cannot be read"),
    ("calendars/GB.yaml", "2025-04-18", "2025-04-31", "'2025-04-31' is no day"),
    ("calendars/GB.yaml", "2025-04-18", "2031-04-18", "is outside 2025-01-01 to 2027-12-31"),
    ("calendars/GB.yaml", "code: GB", "code: UK", "the file of UK is named UK.yaml"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "message"), SPOILED, ids=[each[3][:40] for each in SPOILED])  # fmt: skip
def test_what_is_wrong_is_told_with_file_and_line(folder, name, old, new, message):
    spoiled(folder, name, old, new)
    with pytest.raises(LawError) as caught:
        read_procedure(folder)
    assert message in str(caught.value)
    assert caught.value.place.file.endswith(name)
    assert caught.value.place.line is not None


def test_the_line_is_that_of_the_row(folder):
    at = spoiled(folder, "application.yaml", "    to: submitted", "    to: nowhere")
    with pytest.raises(LawError) as caught:
        read_procedure(folder)
    assert 0 <= at - caught.value.place.line <= 8


def test_a_folder_without_procedure_is_told_with_what_it_would_hold(tmp_path):
    with pytest.raises(LawError, match=r"it would hold application\.yaml"):
        read_procedure(tmp_path)


def hash_of(folder):
    return read_procedure(folder).hash


def test_the_hash_changes_with_every_file_and_with_nothing_else(folder):
    first = hash_of(folder)
    assert first == hash_of(PROCEDURE) == procedure_of(read_procedure(folder).files).hash
    (folder / "README.md").write_text("other words", encoding="utf-8")
    assert hash_of(folder) == first
    path = folder / "clocks.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert hash_of(folder) == first
    for each in sorted(folder.rglob("*.yaml")):
        each.write_bytes(each.read_bytes() + b"# \n")
        assert hash_of(folder) != first
        first = hash_of(folder)
