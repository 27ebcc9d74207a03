"""A desk whose one user is the operator, and the H200 story of ``examples/h200-register`` told over its pages."""

import json
import re
from datetime import UTC, datetime
from html import unescape

import pytest
from starlette.testclient import TestClient

from licet.desk.app import make_app
from licet.publiclog.log import begin
from licet.publiclog.note import new_signer
from licet.register.procedure import procedure_in_use
from licet.registry.public.here import FOLDER, KEY, SECRET, office_here
from licet.registry.registry import Registry
from tests.conftest import ROOT
from tests.desk.parties_desk import words
from tests.installed import Clock, installed

QUESTION = (
    "item=nvidia-h200-sxm-141gb&from=US&to=CN&on=2026-01-20&exporter=Example+Silicon"
    "&party=role%3Dend_user%2Cname%3DExample+Cloud+Hangzhou%2Ccountry%3DCN%2Cheadquarters%3DCN%2Cparent%3DCN"
    "&party=role%3Dultimate_consignee%2Cname%3DExample+Cloud+Hangzhou%2Ccountry%3DCN%2Cheadquarters%3DCN%2Cparent%3DCN"
)
PEOPLE = {
    "ann": ("applicant", "Example Silicon, Inc.", ""),
    "olga": ("officer", "US", "senior"),
    "dan": ("agency", "defense", ""),
    "stef": ("agency", "state", ""),
    "bea": ("board", "US", "head"),
    "cora": ("countersigner", "US", "head"),
    "gil": ("auditor", "GAO", ""),
    "cus": ("customs", "CBP", ""),
    "lena": ("lab", "Example Test Laboratory", ""),
}
EVIDENCE = (
    (ROOT / "examples/h200-register/known.yaml")
    .read_text("utf-8")
    .replace("Example Cloud (Hangzhou) Co., Ltd.", "Example Cloud Hangzhou")
)
LOCATION = {
    "id": "location", "kind": "location_reply",
    "text": "Each chip answers within 7 days when it is asked where it is.",
    "terms": json.dumps({"parameters": {"days": "7", "countries": ["CN"]}, "tested": ["schedule"], "consequence": "report"}),
}  # fmt: skip
RULE = "us.h200_2026"
OF_OLGA = ("performance", "memory_bandwidth", "sold_at_home", "supply", "foundry", "volume", "laboratory", "no_reexport", "rule_stands")  # fmt: skip


class Sitting:
    """Somebody at the desk: who acts, what is sent, what comes back."""

    def __init__(self, client, clock):
        self.client, self.clock, self.case, self.license = client, clock, "", ""

    def on(self, day):
        self.clock.now = datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC)
        return self

    def be(self, who):
        role, authority, rank = PEOPLE[who]
        sent = {"role": role, "name": who, "authority": authority, "rank": rank}
        assert words(self.client.post("/register/as", data=sent)).count(f"You act as {who}") == 1
        return self

    def act(self, who, kind, status=200, /, **fields):
        """Fill in the form of an act that the page of the file offers, and send it; gives the page that comes back."""
        self.be(who)
        page = self.client.get(f"/register/{self.case}")
        assert f'id="{kind}"' in page.text, (who, kind, words(page)[-900:])
        sent = {"case": self.case, "kind": kind, "key": self.key(page, kind), **{f"f-{name}": value for name, value in fields.items()}}  # fmt: skip
        return self.send("/register/act", sent, status)

    def key(self, page, kind):
        form = page.text.split(f'name="kind" value="{kind}"', 1)[1]
        return re.search(r'name="key" value="([^"]+)"', form)[1]

    def send(self, where, sent, status=200):
        """Send a form; the words of what comes back, kept as ``page`` too."""
        self.page = self.client.post(where, data=sent)
        return words(self.page, status)

    def see(self, where, status=200):
        self.page = self.client.get(where)
        return words(self.page, status)

    # The story.

    def filed(self, on="2026-01-20"):
        self.on(on).be("ann")
        form = self.client.get(f"/register/new?{QUESTION}")
        sent = {
            "query": QUESTION, "authority": "US", "variant": "nvidia-h200-sxm-141gb", "applicant": "Example Silicon, Inc.",
            "quantity": "18,000", "unit": "units", "value": "540,000,000", "currency": "USD",
            "key": re.search(r'name="key" value="([^"]+)"', form.text)[1],
        }  # fmt: skip
        self.send("/register/new", sent)
        self.case = str(self.page.url).rsplit("/", 1)[1]
        self.sent = sent
        return self

    def reviewed(self):
        self.filed()
        self.act("ann", "submit", signer="Ann", end_use_statement="sha256:5f0c")
        self.on("2026-01-22").act("olga", "register", number="Z1000001")
        self.act("olga", "assign", officer="olga")
        self.act("olga", "open_review")
        self.on("2026-01-23").be("olga").send("/register/route", {"case": self.case})
        return self

    def questioned(self):
        self.reviewed()
        self.on("2026-01-26").act("dan", "question", id="q1", text="Who operates the site?", due="2026-02-05T12:00", cause="agency_information")  # fmt: skip
        return self

    def answered(self):
        self.questioned()
        self.on("2026-01-29").act("ann", "answer", text="Example Cloud itself; the lease is in the file")  # fmt: skip
        return self

    def weighed(self):
        """Conditions proposed, agencies differ, the board decides and drops one."""
        self.answered()
        self.on("2026-01-30")
        for who, ids in (("olga", OF_OLGA), ("dan", ("end_use", "security")), ("stef", ("remote_users",))):  # fmt: skip
            self.be(who).send("/register/conditions", {"case": self.case, "rule": RULE, "id": [f"{RULE}.{each}" for each in ids]})  # fmt: skip
        self.act("stef", "condition_proposed", **LOCATION)
        about = {"line": "1", "country": "CN", "party": "p1", "level": "final"}
        self.on("2026-02-02")
        self.act("dan", "position", **about, position="approve_with_conditions")
        self.act("stef", "position", **about, position="deny", reasons="the use cannot be watched", basis="15 CFR 742.6(b)(10)")  # fmt: skip
        self.act("olga", "positions_complete")
        self.not_to_propose = self.see(f"/register/{self.case}")
        self.act("olga", "escalate", trigger="State would deny")
        self.on("2026-02-03")
        self.act("dan", "vote", vote="approve_with_conditions")
        self.act("stef", "vote", vote="deny", reasons="the use cannot be watched")
        self.act("bea", "vote", vote="approve_with_conditions")
        self.act("bea", "escalation_decided", outcome="approve_with_conditions", reasons="15 CFR 742.6(b)(10)")  # fmt: skip
        self.act("bea", "condition_dropped", id="location", reason="The tool tells a country at best.")  # fmt: skip
        self.be("bea").see(f"/register/{self.case}?tab=conditions")
        open_ = re.findall(r'id="adopt-\d+" name="id" value="([^"]+)"', self.page.text)
        self.send("/register/conditions", {"case": self.case, "id": open_})
        return self

    def issued(self):
        self.weighed()
        self.on("2026-02-10").act("cora", "countersign")
        self.on("2026-02-11").be("olga")
        sent = {
            "case": self.case, "key": "issue-1", "number": "D-EXAMPLE-1", "valid_from": "2026-02-16", "valid_to": "2030-02-15",
            "notice": "Licensed, with conditions", "evidence": EVIDENCE,
        }  # fmt: skip
        self.send("/register/issue", sent)
        self.license = "D-EXAMPLE-1"
        return self

    def draw(self, number, day, quantity, value, status=200, **more):
        sent = {
            "case": self.license, "key": f"shipment-{number}", "line": "1", "quantity": quantity, "day": day, "country": "CN",
            "value": value, "lot": f"L-{number}", "party": ["1", "2"], "evidence": EVIDENCE, **more,
        }  # fmt: skip
        return self.on(day).be("ann").send("/register/draw", sent, status)

    def published(self):
        """The public log, begun and up to date, as ``licet register log --begin`` and ``publish`` leave it; gives its key."""
        return published(self.client.service)

    def shipped(self):
        self.issued()
        self.draw(1, "2026-02-24", "8,000", "240,000,000")
        self.draw(2, "2026-04-06", "6,000", "180,000,000")
        return self


def published(service):
    """Put what the register did into the public log of an installation; gives the key of the log."""
    home = service.settings.home
    if not (home / SECRET).exists():
        signer = new_signer("register.example/licenses")
        (home / SECRET).parent.mkdir(exist_ok=True)
        begin(home / FOLDER, signer)
        (home / SECRET).write_text(f"{signer.text}\n")
        (home / KEY).write_text(f"{signer.verifier.vkey}\n")
    office_here(home, Registry(service.store, procedure_in_use(), service.library)).publish()
    return (home / KEY).read_text().strip()


@pytest.fixture
def register_sitting(library, tmp_path):
    """A desk over an empty store, and a clock that is moved."""
    clock = Clock()
    with (
        installed(tmp_path, library, clock) as service,
        TestClient(make_app(service), base_url="http://127.0.0.1") as client,
    ):
        client.service = service
        yield Sitting(client, clock)


def text_of(html):
    """A part of a page as text."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())
