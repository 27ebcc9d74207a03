"""One row at a time, the measure of every engine, says what ``decide`` says of the transfer that was meant."""

from datetime import date

import polars as pl
import pytest

from licet.check.rows import row_results
from licet.columns.row import FAULT, HOLDS, LAW_HASH, row_of
from licet.decide.decide import decide
from licet.record import replaced
from licet.transfer.build import read_day
from licet.transfer.public_record import with_public_record
from tests.columns.cells import cells_of_transfer, frame_of
from tests.columns.frames import (
    all_cases,
    busiest,
    case_cells,
    interval,
    law_row_cells,
    the_book,
    the_source,
    within_bounds,
)
from tests.columns.held import decider_for, plainly
from tests.transfers import drawn


def columns_of(decision):
    """The columns of a decision that was come by on another way than through a frame's cells."""
    return row_of(decision)


def differences(answers, decisions):
    """Rows whose answers are not those of the decisions, with the column and both values."""
    wanted = pl.DataFrame(
        [{**dict.fromkeys(answers.columns), **columns_of(each)} for each in decisions],
        schema=answers.schema, orient="row",
    )  # fmt: skip
    return [
        (row, name, answers[name][row], wanted[name][row])
        for name in answers.columns
        for row in (~plainly(answers[name]).eq_missing(plainly(wanted[name]))).arg_true()
    ]


def test_a_worked_case_in_cells_is_decided_as_the_case_itself(law, builder):
    days = busiest(tuple(case.on for case in all_cases()), 4)
    chosen = [
        case for case in all_cases()
        if case_cells(case)[1] and not case.known_on and interval(case.on) in days
    ]  # fmt: skip
    decisions = []
    for case in chosen:
        transfer, on = builder.transfer(case.transfer), read_day(case.on)
        if transfer.due_care and "parties_complete" not in transfer.facts:
            transfer = transfer.knowing("parties_complete", True)
        transfer = with_public_record(transfer, law.book, on, date.max)
        decisions.append(decide(transfer, law, on=on))
    answers = decider_for(None, bits=False).slowly(
        frame_of([case_cells(case)[0] for case in chosen])
    )
    assert differences(answers, decisions) == []


def test_a_row_of_law_in_cells_holds_as_its_page_expects():
    found = list(row_results(the_source()))[::13]
    odd = []
    for law_code in the_book().deciding:
        rows = [
            each for each in found
            if each.provision.sovereign == law_code and each.part is None and known_to_columns(each)
        ]  # fmt: skip
        cells = [
            {**law_row_cells(each.provision, each.row), "on": each.on.isoformat()} for each in rows
        ]
        answers = decider_for((law_code,)).slowly(frame_of(cells))
        odd += [
            (each.provision.id, each.name, answers[FAULT][place])
            for place, each in enumerate(rows)
            if answers[f"{HOLDS}{each.provision.id}"][place] is not each.expected
        ]
    assert odd == []


def known_to_columns(result):
    """Whether a row says nothing that the public record or a register would add to."""
    return "declared_class" not in result.transfer.facts and not result.transfer.product


def completed(transfer, builder):
    """A drawn transfer with what follows from its facts, as a stated one has it."""
    parties = []
    for party in transfer.parties:
        facts = dict(party.facts)
        builder.deriver.settle_party(facts)
        parties.append(replaced(party, facts=facts))
    return builder.complete("a thing", transfer.facts, tuple(parties), due_care=transfer.due_care)


def test_a_drawn_transfer_in_cells_is_decided_as_the_transfer_itself(law, builder):
    made = [drawn(law.book, number) for number in range(400, 1000)]
    day = made[0][1]
    transfers = [within_bounds(each, law.book) for each, _ in made]
    transfers = [each for each in transfers if cells_of_transfer(each)[1]]
    assert len(transfers) > 300
    answers = decider_for(None, bits=False, on=day).slowly(
        frame_of([cells_of_transfer(each)[0] for each in transfers])
    )
    decisions = [decide(completed(each, builder), law, on=day) for each in transfers]
    assert answers[FAULT].drop_nulls().to_list() == []
    assert differences(answers, decisions) == []


@pytest.mark.parametrize("cell", ["?", "unknown", " ? "])
def test_an_unknown_cell_is_no_value_whatever_its_fact(law, cell):
    """A question mark in a column of codes was read as the code ``?``, so that the others were known to be missing."""
    decider = decider_for(None, bits=False)
    nothing = decider.decision({}).transfer.facts
    for fact in law.book.facts:
        if fact.owner != "party" and fact.type != "owners":
            assert decider.decision({fact.name: cell}).transfer.facts == nothing, fact.name
        elif fact.type != "owners" and fact.name not in ("name", "role"):
            told = decider.decision({f"bank.{fact.name}": cell}).transfer.parties[0]
            assert set(told.facts) == {"role"}, fact.name


def test_the_hash_of_the_law_stands_in_every_row_that_is_answered(law):
    answers = decider_for(None).slowly(frame_of([{"destination": "CN"}, {"destination": "XX"}]))
    assert answers[LAW_HASH].to_list() == [law.book.hash, None]
