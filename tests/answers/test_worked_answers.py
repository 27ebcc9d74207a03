"""The transfers of ``examples/``: what each law says of them, on which day.

The expectations come from the fact sheets on US, allied and Chinese law, not from a run.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from licet.cli.transfer_options import transfer_from_file
from licet.decide.decide import Decision, decide
from licet.pack.store import Library
from licet.transfer.public_record import with_public_record

_EXAMPLES = Path(__file__).parents[2] / "examples"
_TODAY = "2026-11-22"
NONE, LICENSE, OPEN, BAN = (
    "no_requirement_found", "license_required", "unknown_need_facts", "prohibited",
)  # fmt: skip

ANSWERS = [
    # file, day, what each law says, grounds that must be among those given
    ("nxt-1970i-to-28nm-planar-fab", "2023-08-31", {"NL": NONE, "US": NONE, "JP": NONE}, {}),
    ("nxt-1970i-to-14nm-finfet-fab", "2023-08-31", {"NL": NONE, "US": NONE, "JP": NONE}, {}),
    ("nxt-1970i-to-28nm-planar-fab", "2023-10-01", {"NL": NONE, "US": NONE, "JP": NONE}, {}),
    ("nxt-1970i-to-14nm-finfet-fab", "2023-10-01", {"NL": NONE, "US": NONE, "JP": NONE}, {}),
    ("nxt-1970i-to-14nm-finfet-fab", "2024-01-15", {"NL": NONE, "US": LICENSE}, {"US": "de_minimis_zero"}),
    ("nxt-1970i-to-28nm-planar-fab", "2024-01-15", {"NL": NONE, "US": NONE}, {}),
    ("nxt-1970i-to-28nm-planar-fab", "2024-09-08", {"NL": LICENSE, "US": NONE, "JP": NONE}, {"NL": "listed_item"}),
    ("nxt-1970i-to-14nm-finfet-fab", "2024-09-08", {"NL": LICENSE, "US": LICENSE, "JP": NONE}, {"US": "end_use_advanced_node"}),
    ("nxt-1970i-to-28nm-planar-fab", _TODAY, {"NL": LICENSE, "US": NONE, "JP": NONE}, {"NL": "listed_item"}),
    ("nxt-1970i-to-14nm-finfet-fab", _TODAY, {"NL": LICENSE, "US": NONE, "JP": NONE}, {"NL": "listed_item"}),
    ("tel-etcher-to-ymtc", _TODAY, {"JP": LICENSE, "US": NONE, "NL": NONE}, {"JP": "listed_item"}),
    ("tel-etcher-to-firm-owned-60-pct", _TODAY, {"JP": LICENSE, "US": NONE}, {"JP": "listed_item"}),
    ("servicing-by-us-person", _TODAY, {"US": LICENSE, "JP": NONE}, {"US": "us_person_support"}),
    ("euv-scanner-to-taiwan", _TODAY, {"NL": LICENSE, "EU": LICENSE, "US": NONE}, {"NL": "listed_item"}),
    ("gallium-to-japan-civil", "2026-02-26", {"CN": LICENSE, "JP": NONE}, {"CN": "listed_item"}),
    ("gallium-to-japan-military", "2026-02-26", {"CN": BAN, "JP": NONE}, {"CN": "end_use_military"}),
    ("hbm2e-from-korea", _TODAY, {"US": LICENSE, "KR": OPEN}, {"US": "fdp_advanced_computing"}),
    ("h200-through-malaysia", _TODAY, {"US": LICENSE, "TW": NONE}, {"US": "headquarters"}),
    ("joint-paper", _TODAY, {"US": NONE, "JP": NONE, "CN": NONE}, {}),
    ("shared-design-file", _TODAY, {"JP": LICENSE, "CN": NONE}, {"JP": "listed_item"}),
    ("shared-cloud-access", _TODAY, {"US": NONE, "JP": NONE, "CN": NONE}, {}),
]  # fmt: skip


def _decided(library: Library, name: str, day: str) -> Decision:
    transfer, *_ = transfer_from_file(_EXAMPLES / f"{name}.yaml", library)
    on = date.fromisoformat(day)
    return decide(with_public_record(transfer, library.law.book, on, on), library.law, on=on)


@pytest.mark.parametrize(("name", "day", "laws", "grounds"), ANSWERS)
def test_what_each_law_says(
    library: Library, name: str, day: str, laws: dict[str, str], grounds: dict[str, str]
) -> None:
    decision = _decided(library, name, day)
    found = {each.sovereign: each for each in decision.answers}
    assert {law: found[law].status for law in laws} == laws
    for law, ground in grounds.items():
        assert ground in found[law].enforced.grounds


@pytest.mark.parametrize(("name", "day", "laws", "grounds"), ANSWERS)
def test_every_need_is_cited_and_doubt_is_shown(
    library: Library,
    name: str,
    day: str,
    laws: dict[str, str],  # noqa: ARG001
    grounds: dict[str, str],  # noqa: ARG001
) -> None:
    for answer in _decided(library, name, day).answers:
        for need in answer.enforced.requirements:
            assert need.provision.cite
            assert need.version.source
            if need.version.confidence == "unverified":
                assert need.id in {each.id for each in answer.unverified}


@pytest.mark.parametrize(
    ("overlay", "laws"),
    [
        ("1.50", {"NL": LICENSE, "EU": LICENSE}),
        ("1.51", {"NL": LICENSE}),
        ("2.40", {"NL": LICENSE}),
        ("2.41", {"NL": NONE, "US": NONE}),
    ],
)
def test_the_scanner_at_each_side_of_the_overlay_lines(
    library: Library, overlay: str, laws: dict[str, str]
) -> None:
    from decimal import Decimal

    transfer, *_ = transfer_from_file(_EXAMPLES / "nxt-1970i-to-28nm-planar-fab.yaml", library)
    on = date.fromisoformat(_TODAY)
    at = transfer.knowing("dedicated_chuck_overlay_nm", Decimal(overlay))
    found = {each.sovereign: each.status for each in decide(at, library.law, on=on).answers}
    assert {law: found[law] for law in laws} == laws


@pytest.mark.parametrize(
    ("overlay", "entry"),
    [("1.50", "3B001.f.1.b"), ("1.51", "3B993.f.1"), ("2.40", "3B993.f.1"), ("2.41", "3B991")],
)
def test_the_scanner_in_the_entries_of_the_united_states(
    library: Library, overlay: str, entry: str
) -> None:
    from decimal import Decimal

    transfer, *_ = transfer_from_file(_EXAMPLES / "nxt-1970i-to-28nm-planar-fab.yaml", library)
    at = transfer.knowing("dedicated_chuck_overlay_nm", Decimal(overlay))
    answer = decide(at, library.law, on=date.fromisoformat(_TODAY)).answer("US")
    assert answer is not None
    assert answer.classification.entry == entry
