"""Every kind of page, filled: no barriers, in the width of a phone and of a page magnified four times, in both looks.

One desk with made-up lists, an order on hold, a record, a run and saved questions. That every route with a
page of its own is among the addresses is a test as well.
"""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from starlette.testclient import TestClient

from licet.access import accounts, invitations, sessions
from licet.access.cookies import cookie_name
from licet.access.signing import enroll
from licet.desk.app import make_app
from licet.desk.pages.register_case import TABS
from tests.browser.conftest import LOOK_RULES, MARKUP, serving
from tests.desk.ask.test_ask import answered
from tests.desk.parties_desk import RIGHTS
from tests.desk.register_desk import QUESTION, Sitting
from tests.desk.test_batches import decided, sent
from tests.desk.test_matrix import walked
from tests.desk.test_whatif import run as worked_out
from tests.desk.watch_desk import a_table, filed
from tests.installed import Clock, installed
from tests.interview.samples import PROJECT
from tests.news.made import ANNOUNCED
from tests.orders.conftest import MALDOVAR, OTHER, load
from tests.signed import PASSWORD, determined

H200 = "item=nvidia-h200&to=CN&on=2026-02-01"
PARTY = "role%3Dend_user%2Cname%3DMaldovar+Brix%2Ccountry%3DGB"
REFUSED = {
    "/?line=Q900+to+China",
    "/law/nothing",
    "/timeline?since=soon",
    "/watch/transfer?item=nothing+such",
    "/join?code=none",
    "/nothing-here",
}
"""Addresses whose page says what is wrong with them."""
NO_PAGE = re.compile(
    r"^/(api|static|healthz|readyz|look|sign-in/provider)|\.(pdf|json|atom|rss|csv|licetlog)$|^/batches/(template|.*/(output|faults|mapping)$)|^/what-if/.*/files/"
)
"""What is fetched by programs, or is only a step on the way to a page."""
FOR_ACTORS = ("/register", "/watch/register", "/watch/shipment", "/watch/cases/")
"""Pages for those who act in the register; of the watch they are looked at as an officer sees them."""
AXE = """options => axe.run(document, {resultTypes: ['violations'], ...options}).then(found => found.violations.map(each =>
  [each.id, each.nodes.slice(0, 3).map(node => node.html.slice(0, 160) + ' | ' + node.failureSummary.slice(0, 240))]))"""
ORDER = """() => {
  const heads = [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(each => Number(each.tagName[1]));
  const found = heads.slice(1).filter((level, at) => level > heads[at] + 1).map(level => 'a heading skips to level ' + level);
  if (heads.filter(level => level === 1).length !== 1) found.push('not one h1');
  for (const each of document.querySelectorAll('input:not([type=hidden]),select,textarea'))
    if (!each.labels.length && !each.ariaLabel) found.push('no label: ' + each.outerHTML.slice(0, 120));
  const ids = [...document.querySelectorAll('[id]')].map(each => each.id);
  for (const each of ids) if (ids.indexOf(each) !== ids.lastIndexOf(each)) found.push('twice: #' + each);
  return found;
}"""
WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? '' :
  [...document.querySelectorAll('main *, header *, footer *')].filter(each => each.getBoundingClientRect().right > innerWidth + 1 && !each.closest('.scroll, .drawing, pre')).slice(0, 3).map(each => each.outerHTML.slice(0, 160)).join(' || ') || 'wide'"""


@pytest.fixture(scope="module")
def filled(library, tmp_path_factory):
    """A desk in use: its service, its application and the addresses of its pages by the route that serves them."""
    folder = tmp_path_factory.mktemp("every")
    clock = Clock()
    with installed(folder, library, clock) as service:
        app = make_app(service)
        sitting = registered(service, app, clock)
        load(service, MALDOVAR, OTHER)
        for name in ("anna", "boris"):
            enroll(service.store, name, title=name.title(), may=RIGHTS, password=PASSWORD)
        # No lifespan: the server that the browser asks runs it.
        client = TestClient(app, base_url="http://127.0.0.1:8787", follow_redirects=False)
        watched = under_the_watch(sitting)
        pages = used(service, client) | in_the_register(sitting) | watched
        with serving(app) as address:
            yield service, app, pages, address, sitting


def registered(service, app, clock):
    """The H200 story in the register, to its third shipment, and another application that has only begun."""
    sitting = Sitting(TestClient(app, base_url="http://127.0.0.1:8787"), clock)
    sitting.client.service = service
    now = clock.now
    sitting.shipped().draw(3, "2026-05-13", "4,000", "120,000,000")
    sent = {"case": sitting.license, "shipment": "shipment-1", "customs_value": "96,000,000", "imported": "yes", "entry_day": "2026-02-17", "origin": "US"}  # fmt: skip
    sitting.be("olga").send("/register/assess", sent)
    filed(sitting)
    sitting.first = sitting.case
    clock.now = now
    sitting.filed(on="2026-11-20").act(
        "ann", "submit", signer="Ann", end_use_statement="sha256:5f0c"
    )
    sitting.act("olga", "register", number="Z1000002")
    sitting.published()
    return sitting


def in_the_register(sitting):
    """Addresses of the register, by the route that serves them."""
    case, license_ = f"/register/{sitting.first}", f"/register/licenses/{sitting.license}"
    sitting.see("/register/public")
    name = re.search(r"/register/public/([0-9a-f]{16,})", sitting.page.text)[1]
    return {
        "/register": ["/register"],
        "/register/new": [f"/register/new?{QUESTION}"],
        "/register/{case:path}": [f"/register/{sitting.case}", *(f"{case}?tab={tab}" for tab in TABS)],
        "/register/licenses": ["/register/licenses"],
        "/register/licenses/{number:path}": [license_, f"{license_}?shipment=shipment-3"],
        "/register/public": ["/register/public"],
        "/register/public/{name}": [f"/register/public/{name}"],
        "/register/statistics": ["/register/statistics", "/register/statistics?group_by=destination"],
        "/register/verify": ["/register/verify"],
    }  # fmt: skip


def under_the_watch(sitting):
    """Addresses of the watch on shipments, by the route that serves them: for whoever sees the license."""
    shipment = f"{sitting.license}/shipment-2"
    sitting.be("olga").send("/watch/cases", {"shipment": shipment})
    case = str(sitting.page.url).split("8787")[1]
    sitting.send(case, {"act": "evidence", "entry": "return location 2026-Q2"})
    return {
        "/watch/register": ["/watch/register"],
        "/watch/shipment": [f"/watch/shipment?shipment={shipment}"],
        "/watch/cases/{name}": [case],
    }


def acting(sitting, who):
    """The cookie by which the browser acts as somebody."""
    sitting.be(who)
    return next(
        (each.name, each.value.strip('"'))
        for each in sitting.client.cookies.jar
        if each.name == "licet_acts_as"
    )


def used(service, client):
    """Enter things as people do, and say where they are then."""
    typed = {
        "ref": "SO/1 A", "from": "US", "on": "2026-11-22",
        "parties": "role,name,country\nend user,Maldovar Brix Precision,GB\n",
        "lines": "line,item,quantity,unit,class\n10,nvidia-h200,8,pcs,\n20,Bolt,1200,pcs,EAR99\n",
    }  # fmt: skip
    assert client.post("/orders", data=typed).status_code == 303
    rows = "name,country\nMaldovar Brix Precision,GB\nPellwick Harrow,GB\n"
    assert client.post("/parties/list", data={"rows": rows, "ref": "night", "keep": "yes"}).status_code == 303  # fmt: skip
    determined(service, ref="SO-1", note="Seen.")
    question = answered(client)
    named = {**PROJECT, "partner": {**PROJECT["partner"], "name": "Maldovar Brix Institute"}}
    project = answered(client, named, "/project/new")
    half = client.post("/ask/new").headers["location"]
    client.post(half, data={"sheet": "yes"})
    columns, done = sent(client), sent(client)
    decided(client, done, compare="2022-01-01")
    table = f"/watch/tables/{a_table(service)}"
    article = client.post("/news", data={"text": ANNOUNCED, "on": "2025-12-10"}, files={"file": ("", b"")}).headers["location"]  # fmt: skip
    event = re.search(rf'href="({article}/events/[^#]+)#correct"', client.get(article).text)[1]
    assert client.post(event, data={"do": "reject", "reason": "Made up."}).status_code == 303
    what_if = worked_out(client, parts=["compute", "leakage"], horizon="2028")
    number = re.search(r'href="(/what-if/[^"]+/numbers/[^"]+)"', client.get(what_if).text)[1]
    return {
        "/": ["/", "/?line=Q900+to+China"],
        "/answer": [f"/answer?{H200}&party={PARTY}", "/answer?item=nvidia-h200"],
        "/answer/time": ["/answer/time?item=gallium-metal&from=CN&to=US&on=2026-02-01"],
        "/ask/new": ["/ask/new"],
        "/ask/{key}": [question],
        "/ask/{key}/answer": [f"{question}/answer", f"{project}/answer"],
        "/ask/{key}/{step}": [half, f"{question}/receiver", f"{project}/shares", *(f"{half.rsplit('/', 1)[0]}/{step}" for step in ("speed", "figures"))],
        "/project/new": ["/project/new"],
        "/chips": ["/chips?q=H200", "/chips?on=2022-11-01&view=memory&vendor=AMD"],
        "/chips/{name}": ["/chips/nvidia-h200-sxm-141gb"],
        "/chips/{name}/history": [],
        "/tools": ["/tools?q=NXT"],
        "/tools/{name}": ["/tools/asml-nxt-1980i"],
        "/tools/{name}/history": [],
        "/materials": ["/materials"],
        "/materials/{name}": ["/materials/gallium-metal"],
        "/materials/{name}/history": [],
        "/law": ["/law?sovereign=SG"],
        "/law/{name:path}": ["/law/us.742.6.a6iii.destination", "/law/nothing"],
        "/law/changes": ["/law/changes"],
        "/law/compare": ["/law/compare", "/law/compare?from=2025-12-01&to=2026-02-01"],
        "/law/coverage": ["/law/coverage"],
        "/law/gaps": ["/law/gaps"],
        "/timeline": ["/timeline?concept=duv-immersion", "/timeline?since=soon"],
        "/timeline/{event}": ["/timeline/2025-12-08-h200-announced"],
        "/news": ["/news"],
        "/news/{key}": [article],
        "/news/{key}/add": [f"{article}/add"],
        "/news/{key}/events/{event}": [event],
        "/law/groups/{name}": ["/law/groups/D5"],
        "/help": ["/help"],
        "/api/docs": ["/api/docs"],
        "/papers": ["/papers"],
        "/papers/{name}": ["/papers/us-eei"],
        "/papers/classes": ["/papers/classes"],
        "/parties": ["/parties"],
        "/parties/screen": ["/parties/screen?name=Maldovar+Brix+Precision", "/parties/screen?name=Nobody+Whatever"],
        "/parties/list": ["/parties/list"],
        "/parties/lists": ["/parties/lists"],
        "/parties/lists/taken": [],
        "/parties/lists/{code}": ["/parties/lists/US-EL"],
        "/parties/worklist": ["/parties/worklist", "/parties/worklist?show=countersign&mine=yes"],
        "/parties/hits": ["/parties/hits"],
        "/parties/hits/{hit}": ["/parties/hits/1"],
        "/parties/runs/{number}": ["/parties/runs/1", "/parties/runs/2"],
        "/parties/ownership": ["/parties/ownership"],
        "/batches": ["/batches"],
        "/batches/{key}": [columns, done],
        "/batches/{key}/columns": [f"{done}/columns"],
        "/batches/{key}/rows": [f"{done}/rows"],
        "/batches/{key}/rows/{number}": [f"{done}/rows/1", f"{done}/rows/4"],
        "/what-if": ["/what-if"],
        "/what-if/new": ["/what-if/new?scenario=january-2026", "/what-if/new?reform=match-act"],
        "/what-if/reforms/{name}": ["/what-if/reforms/affiliates-extended", "/what-if/reforms/revenue-share-25"],
        "/what-if/{key}": [what_if],
        "/what-if/{key}/numbers/{number_id}": [number],
        "/watch": ["/watch"],
        "/watch/transfer": [f"/watch/transfer?{H200}&fact=red_flag.odd_route%3Dyes", "/watch/transfer?item=nothing+such"],
        "/watch/tables/{key}": [table, f"{table}?route=MYS+to+CHN%2C+847150"],
        "/watch/cases": ["/watch/cases"],
        "/orders": ["/orders"],
        "/orders/{ref:path}": ["/orders/SO%2F1%20A"],
        "/records": ["/records"],
        "/records/new": [f"/records/new?{H200}"],
        "/records/log": ["/records/log"],
        "/records/{number:int}": ["/records/1"],
        "/records/{number:int}/again": ["/records/1/again"],
        "/records/{number:int}/letter.html": ["/records/1/letter.html"],
        "/verify": ["/verify"],
        "/people": ["/people"],
        "/people/{number}": [], "/join": [], "/sign-in": [], "/account": [],
    }  # fmt: skip


def routes(app):
    return {
        path
        for path, method, _ in walked(app.routes)
        if method == "GET" and not NO_PAGE.search(path)
    } | {"/api/docs"}


def faults(browser, address, paths, *, cookie=None, refused=(), seen=None):
    """What is wrong on these pages: read in the light at a desk, in the dark on a phone, and at 400 %.

    ``seen`` remembers pages without their words: for the next person axe looks at those that differ in more.
    """
    seen = set() if seen is None else seen
    context = browser.new_context(base_url=address, reduced_motion="reduce")
    if cookie:
        context.add_cookies([{"name": cookie[0], "value": cookie[1], "url": address}])
    page, found = context.new_page(), []
    page.set_default_timeout(60_000)
    page.on("pageerror", lambda error: found.append((page.url, f"script: {error}")))
    page.on("console", lambda said: found.append((page.url, said.text)) if said.type in ("error", "warning") and "status of 4" not in said.text else None)  # fmt: skip
    for path in paths:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.emulate_media(color_scheme="light")
        answer = page.goto(path)
        found += (
            [(path, f"status {answer.status}")]
            if answer.status >= 400 and path not in {*REFUSED, *refused}
            else []
        )
        markup = json.dumps(page.evaluate(MARKUP))
        known = markup in seen
        seen.add(markup)
        if not known:
            page.evaluate(Axe().axe_script)
            found += [(path, "light", *each) for each in page.evaluate(AXE, {})]
        found += [(path, each) for each in page.evaluate(ORDER)]
        page.emulate_media(color_scheme="dark")
        for width in (390, 320):  # 320 px is 1280 px at 400 %
            page.set_viewport_size({"width": width, "height": 900})
            wide = page.evaluate(WIDE)
            found += [(path, width, wide)] if wide else []
        if not known:
            found += [(path, "dark", *each) for each in page.evaluate(AXE, {"runOnly": LOOK_RULES})]
    context.close()
    return found


def test_every_route_with_a_page_is_among_them(filled):
    _, app, pages, _, _ = filled
    assert sorted(routes(app) - set(pages)) == []


def test_no_page_has_a_barrier_in_any_width_or_look(filled, browser):
    _, _, pages, address, _ = filled
    paths = [each for name, some in pages.items() if not name.startswith(FOR_ACTORS) for each in some]  # fmt: skip
    assert faults(browser, address, paths) == []


@pytest.fixture(scope="module")
def seen():
    """Pages that somebody has looked at, without their words."""
    return set()


@pytest.mark.parametrize("who", ["olga", "ann", "stef", "lena"])
def test_nor_has_a_page_of_the_register_for_those_who_act_in_it(filled, browser, seen, who):
    _, _, pages, address, sitting = filled
    theirs = FOR_ACTORS if who == "olga" else FOR_ACTORS[:1]
    paths = [each for name, some in pages.items() if name.startswith(theirs) for each in some]
    closed = {"stef": ("/licenses/D-", sitting.case), "lena": ("/licenses/D-", "/register/A-")}
    not_theirs = [each for each in paths if any(part in each for part in closed.get(who, ()))]
    found = faults(browser, address, paths, cookie=acting(sitting, who), refused=not_theirs, seen=seen)  # fmt: skip
    assert found == []


def test_nor_have_the_pages_of_people_who_sign_in(filled, browser):
    service, app, _, address, _ = filled
    store = service.store
    with store.writing() as work:
        ada = accounts.add_in(work, "ada", shown="Ada", roles=["administrator"], by="test")
        eve = accounts.add_in(work, "eve", shown="Eve", roles=["officer"], by="test")
        secret = sessions.begin(work, ada, service.settings.desk)
    app.state.knowing.forget()
    code = invitations.invite(store, eve.id, title="Officer", may=["close"], by="ada")
    strangers = ["/sign-in", "/sign-in?back=/records", f"/join?code={code}", "/join?code=none"]
    assert faults(browser, address, strangers) == []
    known = ["/account", "/people", "/people/1", "/people/2", "/nothing-here"]
    assert faults(browser, address, known, cookie=(cookie_name("http"), secret)) == []
