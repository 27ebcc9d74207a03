"""OpenFisca-core: a transfer is a group entity of parties; rules are dated formulas of variables.

Formulas get arrays, one element a transfer (or a party), and are written without branches.
Countries are numbers, looked up in a table of yes and no a group and day; days of listing are
numbers too, 99999999 where a party is not listed.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit, period
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from benchmarks.rivals.columns import NAMES, Columns
from benchmarks.rivals.groups import groups_on
from benchmarks.rivals.sample import (
    EMBARGOED,
    HUBS,
    LETTER,
    MILITARY,
    PLACES,
    RECIPIENTS,
    ROLES,
    SEATS,
    TRANSACTING,
    Case,
)

COUNTRIES = sorted({*PLACES, *SEATS, "US"})
KINDS = ("export", "reexport", "transfer_in_country")
ITEMS = ("integrated_circuit", "other")
ROLE_NAMES = sorted(set(ROLES))
NEVER = 99999999

Party = build_entity(key="party", plural="parties", label="A party", is_person=True)
Transfer = build_entity(
    key="transfer",
    plural="transfers",
    label="A transfer",
    roles=[{"key": "member", "plural": "members", "label": "A party to it"}],
)

_NUMBERS = (
    "total_processing_performance", "performance_density", "total_dram_bandwidth_gb_s",
    "aggregate_bidirectional_transfer_rate_gb_s", "notified_days", "notice_item_count",
)  # fmt: skip
_FLAGS = (
    "us_origin", "non_planar_logic_die", "designed_or_marketed_for_datacenter", "bis_objected",
    "written_purchase_order", "commercial_sample", "us_supply_certified", "tested_by_us_lab",
    "military",
)  # fmt: skip
_WORDS = {
    "kind": KINDS,
    "item_kind": ITEMS,
    "shipped_from": COUNTRIES,
    "destination": COUNTRIES,
}
_PARTY_WORDS = {
    "role": ROLE_NAMES,
    "country": COUNTRIES,
    "headquarters": COUNTRIES,
    "ultimate_parent_headquarters": COUNTRIES,
}
_PARTY_FLAGS = ("distributor", "military_end_user")
_LISTED = {"el_since": "US-EL", "uvl_since": "US-UVL", "c1260h_since": "US-1260H"}

Formula = Callable[..., Any]


@functools.cache
def _table(names: tuple[str, ...], day: date) -> Any:
    groups = groups_on(day)
    inside = frozenset().union(*(groups[name] for name in names))
    return np.array([country in inside for country in COUNTRIES])


def _places(words: tuple[str, ...]) -> Any:
    return np.array([country in words for country in COUNTRIES])


def _roles(words: tuple[str, ...]) -> Any:
    return np.array([role in words for role in ROLE_NAMES])


_HUBS, _EMBARGOED, _MILITARY = map(_places, (HUBS, EMBARGOED, (*MILITARY, "HK")))
_RECIPIENTS, _TRANSACTING = _roles(RECIPIENTS), _roles(TRANSACTING)
_END_USER = ROLE_NAMES.index("end_user")


def _in(who: Any, name: str, when: Any, *groups: str) -> Any:
    return _table(groups, when.start.date)[who(name, when)]


def _chip(t: Any, p: Any) -> Any:
    return t("item_kind", p) == 0


def _listed(t: Any, p: Any, name: str, roles: Any = None) -> Any:
    start = p.start
    day = start.year * 10000 + start.month * 100 + start.day
    there = t.members(name, p) <= day
    return t.any(there if roles is None else there & roles[t.members("role", p)])


def _seat(t: Any, p: Any) -> Any:
    d5 = _table(("Macau", "D5"), p.start.date)
    members = t.members
    there = d5[members("headquarters", p)] | d5[members("ultimate_parent_headquarters", p)]
    return t.any(there & _RECIPIENTS[members("role", p)])


def _class_a(t: Any, p: Any) -> Any:
    tpp, density = t("total_processing_performance", p), t("performance_density", p)
    dense = (tpp >= 1600) & t("non_planar_logic_die", p) & (density >= 5.92) & ~t("note_2", p)
    return _chip(t, p) & ((tpp >= 4800) | dense)


def _class_b(t: Any, p: Any) -> Any:
    tpp, density = t("total_processing_performance", p), t("performance_density", p)
    limbs = ((tpp >= 2400) & (density >= 1.6)) | ((tpp >= 1600) & (density >= 3.2))
    made = t("designed_or_marketed_for_datacenter", p) & t("non_planar_logic_die", p)
    return _chip(t, p) & made & (tpp < 4800) & (density < 5.92) & limbs


def _place_d(t: Any, p: Any) -> Any:
    return _in(t, "destination", p, "D1", "D4", "D5") & ~_in(t, "destination", p, "A5", "A6")


def _goods(t: Any, p: Any) -> Any:
    return t("class_a", p) | t("class_b", p)


def _caught(t: Any, p: Any) -> Any:
    return t("place_d5", p) | t("seat_d5", p)


def _by_level(t: Any, p: Any) -> Any:
    return t("need_destination", p) | t("need_headquarters", p)


def _others(t: Any, p: Any) -> Any:
    return t("need_entity_list", p) | t("need_military", p) | t("need_letter", p)


def _headquarters(t: Any, p: Any) -> Any:
    elsewhere = ~t("place_d", p) & ~_in(t, "destination", p, "UnitedStates")
    return t("reached", p) & _goods(t, p) & t("seat_d5", p) & elsewhere


def _military(t: Any, p: Any) -> Any:
    used = t("military", p) | t.any(t.members("military_end_user", p))
    return t("reached", p) & _MILITARY[t("destination", p)] & used


def _fast(t: Any, p: Any) -> Any:
    dram, links = "total_dram_bandwidth_gb_s", "aggregate_bidirectional_transfer_rate_gb_s"
    return (t(dram, p) >= 4000) | (t(links, p) >= 1028)


def _letter(t: Any, p: Any) -> Any:
    told = t("letter_nvidia_2025", p) & _fast(t, p)
    return t("reached", p) & _chip(t, p) & told & _caught(t, p)


def _near(t: Any, p: Any) -> Any:
    speed = t("total_processing_performance", p)
    return _chip(t, p) & (speed >= 4000) & (speed < 4800)


def _duty(t: Any, p: Any) -> Any:
    return t("class_a", p) & _in(t, "shipped_from", p, "UnitedStates") & (t("kind", p) == 0)


def _lesser(t: Any, p: Any) -> Any:
    return t("class_b", p) | (t("class_a", p) & ~t("designed_or_marketed_for_datacenter", p))


def _nac(t: Any, p: Any) -> Any:
    act = t("kind", p) <= 1
    return _lesser(t, p) & act & _caught(t, p) & ~t("unverified", p)


def _aca(t: Any, p: Any) -> Any:
    return _lesser(t, p) & ~_caught(t, p) & ~t("unverified", p)


def _order(t: Any, p: Any) -> Any:
    return t("written_purchase_order", p) | t("commercial_sample", p)


def _nac_available(t: Any, p: Any) -> Any:
    tests = (
        t("nac_notice", p) & t("nac_no_answer", p) & t("nac_order", p)
        & t("nac_no_distributor", p) & t("nac_six", p)
    )  # fmt: skip
    return t("nac", p) & tests & _by_level(t, p) & ~_others(t, p)


def _box(t: Any, p: Any) -> Any:
    there = _table(("China", "Macau"), p.start.date)[t.members("country", p)]
    user = t.any(there & (t.members("role", p) == _END_USER))
    limits = (t("total_processing_performance", p) < 21000) & (
        t("total_dram_bandwidth_gb_s", p) < 6500
    )
    promised = t("us_supply_certified", p) & t("tested_by_us_lab", p)
    return t("need_destination", p) & (t("kind", p) == 0) & user & limits & promised


def _arrangement(t: Any, p: Any) -> Any:
    return (t("kind", p) == 0) & _in(t, "destination", p, "China") & t("letter_nvidia_2025", p)


def _entry(t: Any, p: Any) -> Any:
    return np.where(t("class_a", p), "3A090.a", np.where(t("class_b", p), "3A090.b", "EAR99"))


def _policy(t: Any, p: Any) -> Any:
    milder = np.where(t("review_approval", p), "presumption_of_approval", "none")
    milder = np.where(t("review_box", p), "case_by_case", milder)
    milder = np.where(t("review_denial", p), "presumption_of_denial", milder)
    return np.where(t("review_entity_list", p), "policy_of_denial", milder)


def _status(t: Any, p: Any) -> Any:
    found = np.where(t("embargo", p), "out_of_scope", "no_requirement_found")
    found = np.where(t("license_required", p), "license_required", found)
    free = t("nac_available", p) | t("aca_available", p)
    return np.where(free, "exception_available_with_conditions", found)


RULES: dict[str, dict[str, Formula]] = {
    "note_2": {"": lambda t, p: _chip(t, p) & ~t("designed_or_marketed_for_datacenter", p)
               & (t("total_processing_performance", p) < 4800)},
    "class_a": {"": _class_a},
    "class_b": {"": _class_b},
    "place_d": {"": _place_d},
    "place_d5": {"": lambda t, p: _in(t, "destination", p, "Macau", "D5")},
    "seat_d5": {"": _seat},
    "unverified": {"": lambda t, p: _listed(t, p, "uvl_since", _TRANSACTING)},
    "reached": {"": lambda t, p: _in(t, "shipped_from", p, "UnitedStates") | t("us_origin", p)},
    "need_destination": {"": lambda t, p: t("reached", p) & _goods(t, p) & t("place_d", p)},
    "need_headquarters": {"": _headquarters},
    "need_entity_list": {"": lambda t, p: t("reached", p) & _listed(t, p, "el_since", _TRANSACTING)},
    "need_military": {"": _military},
    "need_letter": {"2025_04_09": _letter},
    "nac": {"": _nac},
    "aca": {
        "": lambda t, p: _aca(t, p) & _in(t, "destination", p, "D1", "D4"),
        "2025_01_13": _aca,
    },
    "nac_notice": {"": lambda t, p: t("nac", p) & (t("notified_days", p) >= 25)},
    "nac_no_answer": {"": lambda t, p: t("nac", p) & ~t("bis_objected", p)},
    "nac_order": {"": lambda t, p: t("nac", p) & _order(t, p)},
    "nac_no_distributor": {"": lambda t, p: t("nac", p) & ~t.any(t.members("distributor", p))},
    "nac_six": {"": lambda t, p: t("nac", p) & (t("notice_item_count", p) <= 6)},
    "aca_order": {"": lambda t, p: t("aca", p) & _order(t, p)},
    "nac_available": {"": _nac_available},
    "aca_available": {"": lambda t, p: t("aca", p) & t("aca_order", p) & _by_level(t, p) & ~_others(t, p)},
    "review_box": {"2026_01_15": _box},
    "review_denial": {"": lambda t, p: _by_level(t, p) & _caught(t, p) & ~t("review_box", p)},
    "review_approval": {"": lambda t, p: t("need_destination", p) & ~_caught(t, p)},
    "review_entity_list": {"": lambda t, p: t("need_entity_list", p)},
    "alert_1260h": {"": lambda t, p: _listed(t, p, "c1260h_since")},
    "alert_hub": {"2025_05_13": lambda t, p: _goods(t, p) & _HUBS[t("destination", p)]},
    "charge_15": {"2025_08_11": _arrangement},
    "fast_links": {"": _fast},
    "alert_near": {"": _near},
    "alert_d5": {"": lambda t, p: _goods(t, p) & t("place_d5", p)},
    "alert_fast": {"": lambda t, p: t("fast_links", p) & t("place_d5", p)},
    "alert_many": {"": lambda t, p: t("notice_item_count", p) > 6},
    "alert_order": {"": lambda t, p: ~_order(t, p)},
    "alert_inside": {"": lambda t, p: t("kind", p) == KINDS.index("transfer_in_country")},
    "alert_military": {"": lambda t, p: t("military", p)},
    "charge_duty": {"": _duty},
    "embargo": {"": lambda t, p: _EMBARGOED[t("destination", p)]},
    "license_required": {"": lambda t, p: _by_level(t, p) | _others(t, p)},
    "entry": {"": _entry},
    "review_policy": {"": _policy},
    "status": {"": _status},
}  # fmt: skip
_TEXTS = {"entry", "review_policy", "status"}


def _variable(
    name: str, kind: type, entity: Any, formulas: dict[str, Formula] | None = None
) -> Any:
    body: dict[str, Any] = {
        "value_type": kind,
        "entity": entity,
        "definition_period": DateUnit.DAY,
        "label": name,
    }
    for since, formula in (formulas or {}).items():
        body[f"formula_{since}" if since else "formula"] = _plain(formula)
    return type(name, (Variable,), body)


def _plain(formula: Formula) -> Formula:
    def run(entity: Any, when: Any) -> Any:
        return formula(entity, when)

    return run


def system() -> TaxBenefitSystem:
    """The subset as a tax and benefit system."""
    made = TaxBenefitSystem([Party, Transfer])
    for name in _NUMBERS:
        made.add_variable(_variable(name, float, Transfer))
    for name in (*_FLAGS, "letter_nvidia_2025"):
        made.add_variable(_variable(name, bool, Transfer))
    for name in _WORDS:
        made.add_variable(_variable(name, int, Transfer))
    for name in (*_PARTY_WORDS, *_LISTED):
        made.add_variable(_variable(name, int, Party))
    for name in _PARTY_FLAGS:
        made.add_variable(_variable(name, bool, Party))
    for name, formulas in RULES.items():
        made.add_variable(_variable(name, str if name in _TEXTS else bool, Transfer, formulas))
    return made


class Fisca:
    """A simulation of one transfer a decision, its inputs set in advance."""

    name = "OpenFisca-core"
    package = "OpenFisca-Core"
    lacks = "unknowns (a fact that is not given counts as 0), citations; traces values"

    def __init__(self) -> None:
        self.system = system()

    def prepare(self, case: Case) -> tuple[Any, Any]:
        """A simulation that holds one transfer."""
        return self.prepare_many([case])

    def prepare_many(self, cases: list[Case]) -> tuple[Any, Any]:
        """A simulation that holds many transfers of one day."""
        (day,) = {case.on for case in cases}
        when = period(day.isoformat())
        builder = SimulationBuilder()
        builder.create_entities(self.system)
        parties = [
            (place, each) for place, case in enumerate(cases) for each in case.facts["parties"]
        ]
        builder.declare_person_entity("party", range(len(parties)))
        group = builder.declare_entity("transfer", range(len(cases)))
        builder.join_with_persons(group, np.array([place for place, _ in parties]), ["member"])
        simulation = builder.build(self.system)
        for name, values in _inputs([case.facts for case in cases]).items():
            simulation.set_input(name, when, values)
        for name, values in _party_inputs([each for _, each in parties]).items():
            simulation.set_input(name, when, values)
        return simulation, when

    def run(self, prepared: tuple[Any, Any]) -> dict[str, Any]:
        """One decision: every column, calculated once."""
        simulation, when = prepared
        return {name: simulation.calculate(name, when) for name in NAMES}

    def columns(self, answer: dict[str, Any]) -> Columns:
        """The first transfer of the simulation."""
        return {
            name: values[0].item() if hasattr(values[0], "item") else values[0]
            for name, values in answer.items()
        }


def _inputs(facts: list[dict[str, Any]]) -> dict[str, Any]:
    found = {name: np.array([each[name] for each in facts]) for name in (*_NUMBERS, *_FLAGS)}
    for name, words in _WORDS.items():
        found[name] = np.array([words.index(each[name]) for each in facts])
    found["letter_nvidia_2025"] = np.array([LETTER in each["letters"] for each in facts])
    return found


def _party_inputs(parties: list[dict[str, Any]]) -> dict[str, Any]:
    found = {name: np.array([each[name] for each in parties]) for name in _PARTY_FLAGS}
    for name, words in _PARTY_WORDS.items():
        found[name] = np.array([words.index(each[name]) for each in parties])
    for name, wanted in _LISTED.items():
        found[name] = np.array([_since(each, wanted) for each in parties])
    return found


def _since(party: dict[str, Any], wanted: str) -> int:
    days = [each["since"] for each in party["lists"] if each["list"] == wanted]
    return min(days, default=NEVER)
