"""What every engine must answer, and the same written by hand as a Python function.

A column is a yes or no, or a word.  Conditions of an exception count only where it is open.
"""

from __future__ import annotations

from benchmarks.rivals.groups import groups_on
from benchmarks.rivals.sample import (
    EMBARGOED,
    HUBS,
    LETTER,
    MILITARY,
    RECIPIENTS,
    TRANSACTING,
    Case,
    number_of,
)

Columns = dict[str, bool | str]

PROVISIONS = {
    "note_2": "us.ccl.3A090.note_2",
    "class_a": "us.ccl.3A090.a",
    "class_b": "us.ccl.3A090.b",
    "place_d": "us.test.destination_d1_d4_d5_less_a5_a6",
    "place_d5": "us.test.destination_macau_or_d5",
    "seat_d5": "us.test.hq_macau_or_d5",
    "unverified": "us.740.2.unverified_party",
    "reached": "us.ear.subject",
    "need_destination": "us.742.6.a6iii.destination",
    "need_headquarters": "us.742.6.a6iii.headquarters",
    "need_entity_list": "us.744.11.entity_list",
    "need_military": "us.744.21.military",
    "need_letter": "us.letter.nvidia_2025",
    "nac": "us.740.8.NAC",
    "aca": "us.740.8.ACA",
    "review_approval": "us.review.742_6_b10.approval",
    "review_denial": "us.review.742_6_b10.denial",
    "review_box": "us.review.742_6_b10.box_2026",
    "review_entity_list": "us.review.744_11",
    "alert_1260h": "us.alert.1260h",
    "alert_hub": "us.alert.diversion_hub",
    "charge_15": "us.money.arrangement_15",
    "fast_links": "us.test.fast_links",
    "alert_near": "us.alert.near_line",
    "alert_d5": "us.alert.listed_to_d5",
    "alert_fast": "us.alert.fast_to_d5",
    "alert_many": "us.alert.many_items",
    "alert_order": "us.alert.no_order",
    "alert_inside": "us.alert.stays_inside",
    "alert_military": "us.alert.military_use",
    "charge_duty": "us.money.import_duty",
    "embargo": "us.746.embargoes",
}
"""One column for each provision (that for EAR99 is the column ``entry``)."""

CONDITIONS = {
    "nac_notice": ("NAC", "notify_25_days"),
    "nac_no_answer": ("NAC", "no_contrary_bis_answer"),
    "nac_order": ("NAC", "written_purchase_order"),
    "nac_no_distributor": ("NAC", "no_distributor"),
    "nac_six": ("NAC", "six_items_at_most"),
    "aca_order": ("ACA", "order_in_hand"),
}
JOINED = (
    "entry", "nac_available", "aca_available", "license_required", "review_policy", "status",
)  # fmt: skip
NAMES = (*PROVISIONS, *CONDITIONS, *JOINED)

ACA_WIDENED, LETTER_DAY, HUB_DAY, ARRANGEMENT, BOX = (
    20250113,
    20250409,
    20250513,
    20250811,
    20260115,
)
"""Days from which rules of the subset stand, or stand otherwise."""


def by_hand(case: Case) -> Columns:
    """The columns of one transfer, as a programmer would write them without an engine."""
    f, day, groups = case.facts, number_of(case.on), groups_on(case.on)
    place, parties = f["destination"], f["parties"]
    d5 = groups["Macau"] | groups["D5"]

    def listed(name: str, roles: tuple[str, ...]) -> bool:
        return any(
            entry["list"] == name and entry["since"] <= day
            for party in parties
            if not roles or party["role"] in roles
            for entry in party["lists"]
        )

    chip = f["item_kind"] == "integrated_circuit"
    tpp, density = f["total_processing_performance"], f["performance_density"]
    center, dense = f["designed_or_marketed_for_datacenter"], f["non_planar_logic_die"]
    note_2 = chip and not center and tpp < 4800
    class_a = chip and (tpp >= 4800 or (tpp >= 1600 and dense and density >= 5.92 and not note_2))
    class_b = (
        chip
        and center
        and dense
        and tpp < 4800
        and ((tpp >= 2400 and 1.6 <= density < 5.92) or (tpp >= 1600 and 3.2 <= density < 5.92))
    )
    goods = class_a or class_b
    place_d = any(place in groups[name] for name in ("D1", "D4", "D5")) and not (
        place in groups["A5"] or place in groups["A6"]
    )
    place_d5 = place in d5
    seat_d5 = any(
        party["role"] in RECIPIENTS
        and (party["headquarters"] in d5 or party["ultimate_parent_headquarters"] in d5)
        for party in parties
    )
    unverified = listed("US-UVL", TRANSACTING)
    reached = f["shipped_from"] in groups["UnitedStates"] or f["us_origin"]
    need_destination = reached and goods and place_d
    need_headquarters = (
        reached and goods and seat_d5 and not place_d and place not in groups["UnitedStates"]
    )
    need_entity_list = reached and listed("US-EL", TRANSACTING)
    soldiers = any(party["military_end_user"] for party in parties)
    need_military = reached and place in (*MILITARY, "HK") and (f["military"] or soldiers)
    fast = (
        f["total_dram_bandwidth_gb_s"] >= 4000
        or f["aggregate_bidirectional_transfer_rate_gb_s"] >= 1028
    )
    addressee = LETTER in f["letters"]
    need_letter = (
        day >= LETTER_DAY and reached and chip and addressee and fast and (place_d5 or seat_d5)
    )
    lesser = class_b or (class_a and not center)
    nac = (
        lesser and f["kind"] in ("export", "reexport") and (place_d5 or seat_d5) and not unverified
    )
    aca = (
        lesser
        and not (place_d5 or seat_d5)
        and not unverified
        and (day >= ACA_WIDENED or place in groups["D1"] or place in groups["D4"])
    )
    order = f["written_purchase_order"] or f["commercial_sample"]
    nac_tests = {
        "nac_notice": f["notified_days"] >= 25,
        "nac_no_answer": not f["bis_objected"],
        "nac_order": order,
        "nac_no_distributor": not any(party["distributor"] for party in parties),
        "nac_six": f["notice_item_count"] <= 6,
    }
    by_level = need_destination or need_headquarters
    other = need_entity_list or need_military or need_letter
    nac_available = nac and by_level and not other and all(nac_tests.values())
    aca_available = aca and by_level and not other and order
    user_there = any(
        party["role"] == "end_user" and party["country"] in groups["China"] | groups["Macau"]
        for party in parties
    )
    review_box = (
        day >= BOX
        and need_destination
        and f["kind"] == "export"
        and user_there
        and tpp < 21000
        and f["total_dram_bandwidth_gb_s"] < 6500
        and f["us_supply_certified"]
        and f["tested_by_us_lab"]
    )
    review_denial = by_level and (place_d5 or seat_d5) and not review_box
    review_approval = need_destination and not place_d5 and not seat_d5
    policy = (
        "policy_of_denial" if need_entity_list
        else "presumption_of_denial" if review_denial
        else "case_by_case" if review_box
        else "presumption_of_approval" if review_approval
        else "none"
    )  # fmt: skip
    embargo = place in EMBARGOED
    status = (
        ("exception_available_with_conditions" if nac_available or aca_available else "license_required")
        if by_level or other
        else "out_of_scope" if embargo
        else "no_requirement_found"
    )  # fmt: skip
    return {
        "note_2": note_2, "class_a": class_a, "class_b": class_b,
        "place_d": place_d, "place_d5": place_d5, "seat_d5": seat_d5,
        "unverified": unverified, "reached": reached,
        "need_destination": need_destination, "need_headquarters": need_headquarters,
        "need_entity_list": need_entity_list, "need_military": need_military, "need_letter": need_letter,
        "nac": nac, "aca": aca,
        "review_approval": review_approval, "review_denial": review_denial,
        "review_box": review_box, "review_entity_list": need_entity_list,
        "alert_1260h": listed("US-1260H", ()),
        "alert_hub": day >= HUB_DAY and goods and place in HUBS,
        "charge_15": day >= ARRANGEMENT and f["kind"] == "export" and place in groups["China"] and addressee,
        "fast_links": fast,
        "alert_near": chip and 4000 <= tpp < 4800,
        "alert_d5": goods and place_d5,
        "alert_fast": fast and place_d5,
        "alert_many": f["notice_item_count"] > 6,
        "alert_order": not order,
        "alert_inside": f["kind"] == "transfer_in_country",
        "alert_military": f["military"],
        "charge_duty": class_a and f["shipped_from"] in groups["UnitedStates"] and f["kind"] == "export",
        "embargo": embargo,
        **{name: nac and test for name, test in nac_tests.items()},
        "aca_order": aca and order,
        "entry": "3A090.a" if class_a else "3A090.b" if class_b else "EAR99",
        "nac_available": nac_available, "aca_available": aca_available,
        "license_required": by_level or other, "review_policy": policy, "status": status,
    }  # fmt: skip
