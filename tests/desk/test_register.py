"""Pages of the register: worklists by role, the case, acts as forms, the license, what everybody sees."""

from tests.desk.register_desk import QUESTION, sitting  # noqa: F401 - a fixture


def test_the_h200_story_runs_over_the_pages_and_the_third_shipment_is_refused_with_the_ratio(
    sitting,
):  # noqa: F811
    sitting.shipped()
    said = sitting.draw(3, "2026-05-13", "4,000", "120,000,000")
    assert "Refused: shipment-3" in said
    assert "50 %" in said
    print(said)
