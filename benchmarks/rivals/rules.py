"""The rules of the subset as ordered expressions, for engines that have no law, dates or groups.

Each line may use the facts and the lines above it, written ``{name}`` here; an engine says how
it spells them.  The set is cut for one day: tables of countries and rules that are not yet in
force are settled before it is compiled, as such engines are used.
"""

from __future__ import annotations

from benchmarks.rivals.columns import (
    ACA_WIDENED,
    ARRANGEMENT,
    BOX,
    HUB_DAY,
    LETTER_DAY,
)
from benchmarks.rivals.groups import groups_on
from benchmarks.rivals.sample import (
    DAYS,
    EMBARGOED,
    HUBS,
    LETTER,
    MILITARY,
    RECIPIENTS,
    TRANSACTING,
    Case,
    number_of,
)


class Dialect:
    """How an engine spells what all of them can say."""

    def both(self, *tests: str) -> str:
        """All hold."""
        return "(" + " and ".join(tests) + ")"

    def either(self, *tests: str) -> str:
        """Some hold."""
        return "(" + " or ".join(tests) + ")"

    def no(self, test: str) -> str:
        """It does not hold."""
        return f"not({test})"

    def among(self, name: str, words: frozenset[str] | tuple[str, ...]) -> str:
        """A word is one of several."""
        return f"{name} in [{', '.join(f'{word!r}' for word in sorted(words))}]"

    def some_party(self, test: str) -> str:
        """Some party meets the test; its facts are written ``party.name``."""
        raise NotImplementedError

    def some_entry(self, test: str) -> str:
        """Inside a party: some entry of its lists meets the test, written ``entry.name``."""
        raise NotImplementedError

    def has(self, words: str, word: str) -> str:
        """A list of words holds one."""
        return f"{word!r} in {words}"

    def choose(self, *branches: tuple[str, str], otherwise: str) -> str:
        """The first branch whose test holds."""
        text = otherwise
        for test, value in reversed(branches):
            text = f"({test} ? {value} : {text})"
        return text


def day_of_set(case: Case) -> int:
    """Which of the prepared sets a transfer's day falls in."""
    return DAYS.index(case.on)


def lines_for(place: int, say: Dialect) -> list[tuple[str, str]]:
    """The rules of one day, each with its name, in order of use."""
    on = DAYS[place]
    day, groups = number_of(on), groups_on(on)
    d5 = groups["Macau"] | groups["D5"]
    both, either, no, among = say.both, say.either, say.no, say.among

    def listed(name: str, roles: tuple[str, ...]) -> str:
        entry = say.some_entry(f"{both(f'entry.list == {name!r}', f'entry.since <= {day}')}")
        return say.some_party(both(among("party.role", roles), entry) if roles else entry)

    chip = "item_kind == 'integrated_circuit'"
    tpp, density = "total_processing_performance", "performance_density"
    dram, links = "total_dram_bandwidth_gb_s", "aggregate_bidirectional_transfer_rate_gb_s"
    center, dense = "designed_or_marketed_for_datacenter", "non_planar_logic_die"
    goods = either("{class_a}", "{class_b}")
    caught = either("{place_d5}", "{seat_d5}")
    free = both(no("{place_d5}"), no("{seat_d5}"))
    by_level = either("{need_destination}", "{need_headquarters}")
    others = ("{need_entity_list}", "{need_military}", "{need_letter}")
    lesser = either("{class_b}", both("{class_a}", no(center)))
    aca_place = [] if day >= ACA_WIDENED else [among("destination", groups["D1"] | groups["D4"])]
    d_places = (groups["D1"] | groups["D4"] | groups["D5"]) - groups["A5"] - groups["A6"]
    seat = either(among("party.headquarters", d5), among("party.ultimate_parent_headquarters", d5))
    locals_ = both(
        "party.role == 'end_user'", among("party.country", groups["China"] | groups["Macau"])
    )
    order = either("written_purchase_order", "commercial_sample")
    nac_tests = (
        "{nac_notice}",
        "{nac_no_answer}",
        "{nac_order}",
        "{nac_no_distributor}",
        "{nac_six}",
    )
    return [
        ("note_2", both(chip, no(center), f"{tpp} < 4800")),
        ("class_a", both(chip, either(
            f"{tpp} >= 4800",
            both(f"{tpp} >= 1600", dense, f"{density} >= 5.92", no("{note_2}"))))),
        ("class_b", both(chip, center, dense, f"{tpp} < 4800", f"{density} < 5.92", either(
            both(f"{tpp} >= 2400", f"{density} >= 1.6"), both(f"{tpp} >= 1600", f"{density} >= 3.2")))),
        ("place_d", among("destination", d_places)),
        ("place_d5", among("destination", d5)),
        ("seat_d5", say.some_party(both(among("party.role", RECIPIENTS), seat))),
        ("unverified", listed("US-UVL", TRANSACTING)),
        ("reached", either(among("shipped_from", groups["UnitedStates"]), "us_origin")),
        ("need_destination", both("{reached}", goods, "{place_d}")),
        ("need_headquarters", both(
            "{reached}", goods, "{seat_d5}", no("{place_d}"), no(among("destination", groups["UnitedStates"])))),
        ("need_entity_list", both("{reached}", listed("US-EL", TRANSACTING))),
        ("need_military", both("{reached}", among("destination", (*MILITARY, "HK")),
            either("military", say.some_party("party.military_end_user")))),
        ("need_letter", both("{reached}", chip, say.has("letters", LETTER),
            either(f"{dram} >= 4000", f"{links} >= 1028"), caught) if day >= LETTER_DAY else "false"),
        ("nac", both(lesser, among("kind", ("export", "reexport")), caught, no("{unverified}"))),
        ("aca", both(lesser, free, no("{unverified}"), *aca_place)),
        ("nac_notice", both("{nac}", "notified_days >= 25")),
        ("nac_no_answer", both("{nac}", no("bis_objected"))),
        ("nac_order", both("{nac}", order)),
        ("nac_no_distributor", both("{nac}", no(say.some_party("party.distributor")))),
        ("nac_six", both("{nac}", "notice_item_count <= 6")),
        ("aca_order", both("{aca}", order)),
        ("nac_available", both("{nac}", by_level, no(either(*others)), *nac_tests)),
        ("aca_available", both("{aca}", by_level, no(either(*others)), "{aca_order}")),
        ("review_box", both("{need_destination}", "kind == 'export'", f"{tpp} < 21000", f"{dram} < 6500",
            "us_supply_certified", "tested_by_us_lab", say.some_party(locals_)) if day >= BOX else "false"),
        ("review_denial", both(by_level, caught, no("{review_box}"))),
        ("review_approval", both("{need_destination}", free)),
        ("review_entity_list", "{need_entity_list}"),
        ("alert_1260h", listed("US-1260H", ())),
        ("alert_hub", both(goods, among("destination", HUBS)) if day >= HUB_DAY else "false"),
        ("charge_15", both("kind == 'export'", among("destination", groups["China"]),
            say.has("letters", LETTER)) if day >= ARRANGEMENT else "false"),
        ("fast_links", either(f"{dram} >= 4000", f"{links} >= 1028")),
        ("alert_near", both(chip, f"{tpp} >= 4000", f"{tpp} < 4800")),
        ("alert_d5", both(goods, "{place_d5}")),
        ("alert_fast", both("{fast_links}", "{place_d5}")),
        ("alert_many", "notice_item_count > 6"),
        ("alert_order", no(order)),
        ("alert_inside", "kind == 'transfer_in_country'"),
        ("alert_military", "military"),
        ("charge_duty", both("{class_a}", among("shipped_from", groups["UnitedStates"]), "kind == 'export'")),
        ("embargo", among("destination", EMBARGOED)),
        ("license_required", either(by_level, *others)),
        ("entry", say.choose(("{class_a}", "'3A090.a'"), ("{class_b}", "'3A090.b'"), otherwise="'EAR99'")),
        ("review_policy", say.choose(
            ("{review_entity_list}", "'policy_of_denial'"), ("{review_denial}", "'presumption_of_denial'"),
            ("{review_box}", "'case_by_case'"), ("{review_approval}", "'presumption_of_approval'"),
            otherwise="'none'")),
        ("status", say.choose(
            (either("{nac_available}", "{aca_available}"), "'exception_available_with_conditions'"),
            ("{license_required}", "'license_required'"), ("{embargo}", "'out_of_scope'"),
            otherwise="'no_requirement_found'")),
    ]  # fmt: skip
