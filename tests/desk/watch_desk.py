"""A lot whose location reply is missing and whose test lot is another: filed in the register, for the watch to be looked at."""

import json
from datetime import date
from decimal import Decimal

from licet.desk.watch.tables import Tables
from licet.watch.signals import signals_in
from licet.watch.subject import data_of, of_route
from tests.desk.register_desk import Sitting

FILED = {
    "replies": [{"serial": "H200-0002", "asked": "2026-04-20"}],
    "tests": [{
        "ref": "T-77", "laboratory": {"name": "Example Test Laboratory", "headquarters": "US", "tested_in": "US"}, "day": "2026-02-20",
        "item": "nvidia-h200-sxm-141gb", "measured": {}, "lot": "L-9",
    }],
    "deliveries": [{"shipment": "shipment-1", "units": "8000", "as_of": "2026-03-20", "country": "CN", "address": "1 Lake Road"}],
}  # fmt: skip


def missing_reply(sitting: Sitting) -> Sitting:
    """A license with two shipments; of the second a chip was asked in April and has not answered by June."""
    sitting.issued()
    sitting.draw(1, "2026-02-24", "8,000", "240,000,000")
    sitting.draw(2, "2026-04-06", "2", "60,000", serials="H200-0001 H200-0002")
    return filed(sitting)


def filed(sitting: Sitting) -> Sitting:
    """What the holder filed: an answer that never came, and a test report on a lot that was never shipped."""
    sitting.on("2026-06-15").be("ann")
    page = sitting.client.get(f"/register/licenses/{sitting.license}")
    sent = {
        "case": sitting.license, "kind": "return_filed", "key": sitting.key(page, "return_filed"), "f-obligation": "location",
        "f-period": "2026-Q2", "f-hash": "sha256:77", "f-content": json.dumps(FILED),
    }  # fmt: skip
    sitting.send("/register/act", sent)
    return sitting


def a_table(service):
    """The key of a look at a made trade table with one route, whose mirror gap stands out."""
    _, signals = signals_in(service.library)
    route = of_route(signals, "MYS to CHN, 847150", date(2024, 12, 1), {"trade.mirror_gap": Decimal("4.2")}, "")  # fmt: skip
    look = {"name": "made.csv", "look": "made", "cite": "87 FR 62186", "faults": ["line 7: no period"], "routes": [data_of(route)]}  # fmt: skip
    return Tables(service.settings).keep(look)
