"""Several laws, one answer: who claims, who stands first, and what is never merged."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.cases.read import read_cases
from licet.decide import answer as words
from licet.decide.answer import Answer
from licet.decide.decide import Law, decide
from licet.decide.gate import gate_for, gated
from licet.decide.join import Run, answer_of
from licet.decide.plan import plan_for
from licet.decide.report import report
from licet.decide.situation import Situation
from licet.decide.words import headline
from licet.pack.store import Library
from licet.transfer.build import Builder, read_day
from licet.transfer.model import Transfer
from tests.transfers import drawn

_CASES = Path(__file__).parents[1] / "cases"
_HUAWEI = {
    "role": "end_user",
    "name": "Huawei",
    "country": "CN",
    "headquarters": "CN",
    "lists": "US-EL/4",
}


def _said(answer: Answer) -> tuple[object, ...]:
    """What an answer says, without the run behind it; entries are of no account where nothing is asked."""
    lists = (
        answer.conditions, answer.charges, answer.alerts, answer.presumptions, answer.notifications, answer.suspended,
        answer.stale, answer.not_modelled, answer.unverified, answer.opposed,
    )  # fmt: skip
    layers = [(each.status, each.lower, each.upper) for each in (answer.enforced, answer.codified)]
    return (answer.subject, *lists, *layers)


def _gate_agrees(transfer: Transfer, law: Law, on: date) -> int:
    seen = Situation(transfer, law.book, on)
    kind = seen.facts.get("item_kind")
    kind = kind if isinstance(kind, str) else None
    quiet = gate_for(law.book, on, date.max, kind).quiet(seen)
    for code, (_severity, answer) in quiet.items():
        full = Run(plan_for(law.book, on, date.max, kind, code), seen)
        assert _said(answer) == _said(answer_of(full, law.book.sovereigns[code]))
        assert answer.classification.candidates == ()
        shown = [unit for units in answer.run.plan.by_kind.values() for unit in units]
        assert {unit.provision.sovereign for unit in shown} <= {code}
    return len(quiet)


@pytest.mark.parametrize("path", sorted(_CASES.glob("*.yaml")), ids=lambda each: each.stem)
def test_a_law_behind_the_gate_says_what_its_whole_plan_says(path: Path, library: Library) -> None:
    builder, quiet = Builder(library.law.book, library.products), 0
    for case in read_cases(path)[::40]:
        transfer = builder.transfer(case.transfer, case.place)
        quiet += _gate_agrees(transfer, library.law, read_day(case.on) or date.today())
    assert quiet


@given(st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_the_gate_agrees_on_any_transfer(law: Law, number: int) -> None:
    transfer, _ = drawn(law.book, number)
    _gate_agrees(transfer, law, date(2026, 6, 1))


def test_most_laws_stand_behind_the_gate(law: Law) -> None:
    assert set(gated(law.book)) == set(law.book.sovereigns) - {"US"}


def _transfer(library: Library, raw: dict[str, object]) -> Transfer:
    return Builder(library.law.book, library.products).transfer(raw)


def test_the_strictest_stands_first_and_the_others_keep_their_own(library: Library) -> None:
    raw = {
        "kind": "reexport", "item": {"id": "nvidia-h200-sxm-141gb", "kind": "integrated_circuit"}, "from": "TW", "to": "MY",
        "parties": [{"role": "end_user", "country": "MY", "headquarters": "CN"}], "end_use": {"no_knowledge_beyond_stated": True},
    }  # fmt: skip
    decision = decide(_transfer(library, raw), library.law, on=date(2026, 2, 1))
    assert decision.answers[0].sovereign == "US"
    assert decision.status == words.LICENSE
    assert {each.sovereign for each in decision.answers} == set(library.law.book.deciding)
    assert "TW" in {each.sovereign for each in decision.claiming}
    assert "CA" not in {each.sovereign for each in decision.claiming}
    ranks = [each.severity for each in decision.answers]
    assert ranks == sorted(ranks)


@pytest.mark.parametrize(
    ("said", "expected", "beside"),
    [(True, [True], True), (None, [None], False), (False, [], False)],
)
def test_a_conflict_of_laws_is_shown_beside_and_never_settled(
    library: Library, said: bool | None, expected: list[bool | None], beside: bool
) -> None:
    raw = {
        "kind": "export", "item": {"id": "nvidia-h100-sxm-80gb", "kind": "integrated_circuit"}, "from": "US", "to": "CN",
        "parties": [_HUAWEI], "end_use": {"no_knowledge_beyond_stated": True},
    }  # fmt: skip
    transfer = _transfer(library, raw)
    if said is not None:
        transfer = transfer.knowing("foreign_rule_is_blocked", said)
    decision = decide(transfer, library.law, on=date(2026, 2, 1))
    assert decision.status == words.LICENSE
    assert sorted({each.truth for each in decision.conflicts}, key=str) == expected
    assert (words.CONFLICT in decision.beside) is beside
    for each in decision.conflicts:
        assert each.by.provision.sovereign != each.need.provision.sovereign
    alone = decide(transfer, library.law, on=date(2026, 2, 1), sovereigns=("US",))
    assert alone.conflicts == ()


def test_places_whose_law_is_not_loaded_are_named_on_the_way_too(library: Library) -> None:
    raw = {
        "kind": "export", "item": {"id": "nvidia-h100-sxm-80gb", "kind": "integrated_circuit"}, "from": "US", "to": "TH",
        "route": ["AE"],
    }  # fmt: skip
    decision = decide(_transfer(library, raw), library.law, on=date(2026, 2, 1))
    assert set(decision.unmodelled) == {"TH", "AE"}
    assert not decision.passes


def _due(kind: str, item: dict[str, object], start: str, end: str) -> dict[str, object]:
    return {
        "kind": kind, "item": item, "from": start, "to": end, "end_use": {"no_knowledge_beyond_stated": True},
    }  # fmt: skip


_SCANNER = {
    "name": "ArF immersion scanner", "kind": "lithography",
    "facts": {"immersion": True, "wavelength_nm": 193, "numerical_aperture": 1.35, "dedicated_chuck_overlay_nm": 1.4},
}  # fmt: skip
_DAY = date(2026, 6, 1)


def test_a_law_that_only_may_claim_is_not_given_as_the_answer(library: Library) -> None:
    """Korea claims its export and asks for nothing; United States law may ask, if it claims."""
    transfer = _transfer(library, _due("export", _SCANNER, "KR", "CN"))
    decision = decide(transfer, library.law, on=_DAY)
    assert "US" not in {each.sovereign for each in decision.claiming}
    assert decision.telling[0].sovereign == "US"
    assert headline(decision).startswith("United States, if its law claims this: open")
    assert {each["law"] for each in report(decision)["questions"]} == {"US"}


def test_of_answers_as_strict_the_law_of_the_place_it_leaves_comes_first(library: Library) -> None:
    stack = {"name": "HBM stack", "kind": "memory_hbm"}
    for home in ("NL", "KR"):
        transfer = _transfer(library, _due("export", stack, home, "CN"))
        assert decide(transfer, library.law, on=_DAY).answers[0].sovereign == home


def test_an_import_says_that_laws_of_export_are_asked_apart(library: Library) -> None:
    transfer = _transfer(library, _due("import", _SCANNER, "NL", "CN"))
    decision = decide(transfer, library.law, on=_DAY)
    assert decision.one_sided
    assert not decision.passes
    assert words.OUT_OF_SCOPE in decision.beside
    alone = decide(transfer, library.law, on=_DAY, sovereigns=("CN",))
    assert not alone.one_sided
    exported = decide(
        _transfer(library, _due("export", _SCANNER, "NL", "CN")), library.law, on=_DAY
    )
    assert exported.status == words.LICENSE


def test_an_investment_concerns_the_two_places_that_it_joins(library: Library) -> None:
    transfer = _transfer(
        library, _due("investment", {"name": "stake", "kind": "other"}, "JP", "CN")
    )
    decision = decide(transfer, library.law, on=_DAY)
    claims = {each.sovereign: each.claims for each in decision.answers}
    assert claims["JP"] is not False
    assert claims["CN"] is not False
    assert claims["EU"] is claims["GB"] is False


def test_services_out_of_the_union_are_said_to_be_missing(library: Library) -> None:
    transfer = _transfer(library, _due("financing_or_service", _SCANNER, "NL", "CN"))
    found = decide(transfer, library.law, on=_DAY).answer("EU")
    assert found is not None
    assert found.claims is not False
    assert [each.id for each in found.not_modelled] == ["eu.gap.services"]


@pytest.mark.parametrize(("place", "chinese"), [("CN", True), ("HK", False), ("MO", False)])
def test_hong_kong_and_macau_are_not_the_mainland_of_chinese_law(
    library: Library, place: str, chinese: bool
) -> None:
    transfer = _transfer(
        library, _due("import", {"id": "nvidia-h200-sxm-141gb", "kind": "integrated_circuit"}, "US", place),
    )  # fmt: skip
    decision = decide(transfer, library.law, on=_DAY)
    found = decision.answer("CN")
    assert found is not None
    assert (found.claims is True) is chinese
    assert (place in decision.unmodelled) is not chinese
    gallium = {"name": "gallium", "kind": "material", "facts": {"material": "gallium"}}
    if not chinese:
        out = decide(_transfer(library, _due("export", gallium, "CN", place)), library.law, on=_DAY)
        assert (out.status, out.answers[0].sovereign) == (words.LICENSE, "CN")


@pytest.mark.parametrize(("day", "status"), [(13, words.NOTHING), (14, words.LICENSE)])
def test_huawei_on_the_list_of_taiwan_from_its_day(library: Library, day: int, status: str) -> None:
    item = {"name": "tool", "kind": "other", "facts": {"strategic_high_tech_commodity": True}}
    listed = {**_HUAWEI, "lists": "TW-SHTC since 2025-06-14"}
    raw = {**_due("export", item, "TW", "CN"), "parties": [listed]}
    found = decide(_transfer(library, raw), library.law, on=date(2025, 6, day)).answer("TW")
    assert found is not None
    assert ("entity_list" in found.enforced.grounds) is (status == words.LICENSE)
