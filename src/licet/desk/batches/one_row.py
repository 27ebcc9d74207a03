"""One row of a batch: what it says, its answer with the whole proof, and the same as a question of its own."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from licet.batch.prepared import Prepared
from licet.columns.decider import Decider
from licet.columns.layout import ON, layout, raw_of
from licet.desk.batches.columns import words_of
from licet.desk.batches.deciding import options_of
from licet.desk.batches.reading import blocks, opened
from licet.errors import InputError, LicetError
from licet.service.asked import pairs, read
from licet.service.service import Question
from licet.telling.tell import told
from licet.transfer.build import Builder
from licet.transfer.model import UNTOLD

if TYPE_CHECKING:
    from licet.batch.block import Block
    from licet.columns.layout import Layout
    from licet.decide.decide import Decision
    from licet.desk.batches.kept import Batch, Batches
    from licet.service.service import Service
    from licet.transfer.model import Listing

Pairs = tuple[tuple[str, str], ...]


def told_row(batches: Batches, batch: Batch, number: int, service: Service) -> dict[str, Any]:
    """What the page of a row is given; ``answers`` is empty and ``fault`` says why where it cannot be read.

    Raises:
        InputError: there is no such row.
    """
    options = options_of(batches, batch, service)
    source = opened(batches.input(batch))
    block, at = _found(source, number)
    frame = block.frame.slice(at, 1)
    mine = [each for each in block.troubles if each.index == at]
    made = Prepared(source, options)(frame).row(0, named=True)
    shape = layout(made, service.library.law.book)
    shown: dict[str, Any] = {
        "cells": [(name, value) for name, value in frame.row(0, named=True).items() if value not in (None, "")],
        "read": [(words_of(each.name, service.library.law.book), made[each.name]) for each in shape.columns if made[each.name] not in (None, "")],
        "line": block.line(at) if block.line else None, "rows": batch.rows,
        "answers": (), "then": (), "fault": "; ".join(map(str, mine)), "query": (), "same": False,
    }  # fmt: skip
    if mine:
        return shown
    decider = Decider(service.library.law, service.library.products, on=options.on, known_on=options.known_on)  # fmt: skip
    try:
        found = decider.decision(made, shape)
        shown["answers"] = told((found,))
        if options.compare is not None:
            second = Decider(service.library.law, service.library.products, on=options.compare)
            other = {name: value for name, value in made.items() if name != ON}
            shown["then"] = told((second.decision(other, shape),))
    except InputError as error:
        return {**shown, "fault": str(error)}
    query, same = _as_question(made, shape, found, service)
    return {**shown, "query": query, "same": same}


def _found(source: Any, number: int) -> tuple[Block, int]:
    for block in blocks(source):
        if block.row <= number < block.row + block.frame.height:
            return block, number - block.row
    raise InputError(f"The file has no row {number}.")


def _as_question(
    row: dict[str, Any], shape: Layout, found: Decision, service: Service
) -> tuple[Pairs, bool]:
    """The row as parameters of a question, and whether they ask just what was answered.

    Names of parties are left out: the columns do not screen them, and an address lies in histories.
    """
    book = service.library.law.book
    raw = raw_of(row, shape, book)
    if service.library.products.get(raw["item"].get("id") or "") is None:
        raw["item"].pop("id", None)
    builder = Builder(book)
    for party in raw["parties"]:
        party.pop("name", None)
        if "lists" in party:
            party["lists"] = [_listing(each) for each in builder.listings(party["lists"])]
    try:
        on = None if found.on == date.today() else found.on
        query = tuple(pairs(Question(raw, on, screened=False)))
    except LicetError:  # such as a text with a comma where a link has its own
        return (), False
    try:
        again = service.decide(read(query, service)).decisions
    except LicetError:  # a link names a product or a class, and this row has figures alone
        return query, False
    return query, [_gist(each) for each in again] == [_gist(found)]


def _listing(listed: Listing) -> Any:
    """An entry as a link writes it."""
    if listed is UNTOLD or listed.footnotes is None:
        return "?"
    return {
        "list": listed.list, "since": listed.since, "possible": not listed.certain,
        "footnotes": sorted(listed.footnotes),
    }  # fmt: skip


def _gist(decision: Decision) -> tuple[object, ...]:
    return decision.status, *((each.sovereign, each.status) for each in decision.answers)
