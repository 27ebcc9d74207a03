"""The people of ``tests.register.stories`` at work in a registry."""

from datetime import date
from decimal import Decimal

from licet.register.conditions.evidence import Inputs
from licet.register.drawdown.model import Request
from licet.register.license import Party
from tests.register.stories import DENIED, LINES, PARTIES, WHO

USER = Party("ultimate_end_user", "Cloud Co", "CN")
CAP = {
    "id": "cap", "kind": "quantity_cap", "text": "At most 100 pieces in all.",
    "terms": {"parameters": {"most": "100", "unit": "piece"}, "tested": ["drawdown"], "consequence": "block"},
}  # fmt: skip


class Office:
    """One case at a time; the clock moves on an hour after each act."""

    def __init__(self, registry, clock):
        self.registry, self.clock, self.case, self.license = registry, clock, "", ""

    def file(self, who="ann", *, key="", **more):
        body = {"authority": "US", "applicant": "firm", "lines": LINES, "parties": PARTIES, **more}
        done = self.registry.file(body, WHO[who], key=key)
        self.case = done.event.case
        self.clock.move(hours=1)
        return self

    def do(self, kind, who, /, *, key="", days=0, **body):
        self.clock.move(days=days)
        done = self.registry.act(self.case, kind, body, WHO[who], key=key)
        self.clock.move(hours=1)
        return done

    def submitted(self):
        self.file()
        self.do("submit", "ann", signer="Ann", end_use_statement="hash")
        return self

    def reviewed(self):
        self.submitted()
        self.do("register", "olga", number="D100")
        self.do("assign", "system", officer="olga")
        self.do("open_review", "olga")
        return self

    def referred(self, *agencies):
        self.reviewed()
        for each in agencies:
            self.do("refer", "olga", agency=each, rule="us.on_request")
        return self

    def position(self, who, position, level="final"):
        more = DENIED if position == "deny" else {}
        return self.do("position", who, line="1", country="CN", party="p1", position=position, level=level, **more)  # fmt: skip

    def countersigned(self, condition=CAP):
        self.referred("defense")
        self.do("condition_proposed", "dan", **condition)
        self.position("dan", "approve_with_conditions")
        self.do("positions_complete", "system")
        self.do("condition_adopted", "olga", id=condition["id"])
        self.do("propose", "olga", outcome="approve_with_conditions", reasons=["742.6"])
        self.do("countersign", "cora")
        return self

    def issued(self, condition=CAP, **more):
        self.countersigned(condition)
        done = self.issue(**more)
        self.license = done.event.body["license"]
        return self

    def issue(self, who="olga", **more):
        said = {
            "valid_from": date(2026, 2, 2),
            "valid_to": date(2026, 12, 31),
            "notice": "Your license",
            **more,
        }
        done = self.registry.issue(self.case, WHO[who], **said)
        self.clock.move(days=1, hours=12)
        return done

    def request(self, quantity, key, **more):
        said = {
            "key": key, "line": "1", "item": "nvidia-h200", "quantity": Decimal(quantity), "unit": "piece",
            "day": self.clock().date(), "country": "CN", "parties": (USER,), "lot": f"lot of {key}", **more,
        }  # fmt: skip
        return Request(**said)

    def draw(self, quantity, key, who="ann", inputs=None, **more):
        return self.registry.draw(
            self.license, self.request(quantity, key, **more), inputs or Inputs(), WHO[who]
        )
