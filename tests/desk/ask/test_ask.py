"""The pages that ask one question at a time, and the answer they end in."""

import html
import re

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from licet.desk.app import make_app
from licet.interview.enquiries import Enquiries
from licet.interview.steps import book
from licet.store.tables import enquiries
from tests.interview.samples import CHIP, PROJECT
from tests.signed import installation

TYPED = {
    "item": {"product": "H200"},
    "act": {"act": "ship"},
    "route": {"from": "US", "to": "China", "day": "2026-02-01"},
    "receiver": {"country": "China", "headquarters": "China", "parent": "CN"},
    "use": {"uses": "none"},
    "care": {"care": "yes"},
}


@pytest.fixture(scope="module")
def service(library, tmp_path_factory):
    with installation(tmp_path_factory.mktemp("ask"), library) as found:
        yield found


@pytest.fixture(scope="module")
def desk(service):
    return TestClient(make_app(service), base_url="http://127.0.0.1:8787", follow_redirects=False)


def text_of(answer):
    """What stands in the page's middle, as text."""
    main = answer.text.split("<main")[1].split("</main>")[0]
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)))


def begun(desk, address="/ask/new", **prefilled):
    answer = desk.post(address, data=prefilled)
    assert answer.status_code == 303
    return answer.headers["location"].rsplit("/", 1)


def answered(desk, typed=TYPED, address="/ask/new"):
    """The address of an enquiry with these answers."""
    base, _ = begun(desk, address)
    for step, form in typed.items():
        sent = desk.post(f"{base}/{step}", data=form)
        assert sent.status_code == 303, text_of(sent)
    assert sent.headers["location"] == f"{base}/answer"
    return base


def kept_ones(service):
    with service.store.reading() as db:
        return db.execute(sa.select(sa.func.count()).select_from(enquiries)).scalar_one()


def test_to_look_at_the_first_page_keeps_nothing(desk, service):
    before = kept_ones(service)
    assert "nobody can guess" in text_of(desk.get("/ask/new"))
    assert desk.get("/project/new").status_code == 200
    assert kept_ones(service) == before


def test_six_questions_lead_from_one_to_the_next_and_to_an_answer(desk):
    base, first = begun(desk)
    path = [first]
    for step, form in TYPED.items():
        assert path[-1] == step
        page = desk.get(f"{base}/{step}")
        assert f"Question {len(path)} of 6" in page.text
        assert "Why we ask." in page.text
        assert "I don't know" in page.text
        path.append(desk.post(f"{base}/{step}", data=form).headers["location"].rsplit("/", 1)[1])
    assert path[-1] == "answer"
    said = text_of(desk.get(f"{base}/answer"))
    assert "License required; case-by-case review" in said
    assert "3A090.a" in said
    assert "as encoded" in said


def test_a_data_sheet_ends_in_printed_arithmetic_and_a_class_under_each_law(desk):
    sheet = {
        "item": {"sheet": "yes"},
        "speed": {"rates-8": "1,979", "rates-16": "989"},
        "figures": {"name": "our board", "form": "chip", "process": "non_planar", "die_area": "814", "datacenter": "yes"},
        **{name: form for name, form in TYPED.items() if name != "item"},
    }  # fmt: skip
    said = text_of(desk.get(f"{answered(desk, sheet)}/answer"))
    assert "1,979 TOPS × 8 bits = 15,832 TPP (counts)" in said
    assert "989 TOPS × 16 bits = 15,824 TPP" in said
    assert "performance density = 15,832 / 814 = 19.4496 TPP/mm2" in said
    for law in ("United States 3A090.a", "Japan JP:", "Republic of Korea KR:"):
        assert law in said


def test_the_figures_are_shown_although_nobody_knows_what_happens(desk):
    base = answered(desk, {**TYPED, "act": {"unknown": "yes"}})
    said = text_of(desk.get(f"{base}/answer"))
    assert "United States 3A090.a" in said
    assert (
        "License required"
        not in said.split("The next question")[0].split("What would settle it")[0]
    )


def test_the_next_question_is_answered_on_the_answer_page_and_not_asked_again(desk):
    base = answered(desk)
    page = desk.get(f"{base}/answer")
    step = re.search(rf'action="{base}/(fact-[^"]+)"', page.text)[1]
    assert desk.post(f"{base}/{step}", data={"value": "no"}).headers["location"] == f"{base}/answer"
    after = desk.get(f"{base}/answer")
    assert f'action="{base}/{step}"' not in after.text
    assert "presumption of denial" in text_of(after)
    assert desk.get(f"{base}/{step}").status_code == 200


def test_i_dont_know_is_an_answer_to_every_question(desk):
    base, step = begun(desk)
    for _ in book().steps:
        sent = desk.post(f"{base}/{step}", data={"unknown": "yes"})
        assert sent.status_code == 303
        step = sent.headers["location"].rsplit("/", 1)[1]
        if step == "answer":
            break
    page = desk.get(f"{base}/answer")
    assert "Open: it depends on facts" in text_of(page) or "open: it depends on facts" in text_of(page)  # fmt: skip
    step = re.search(rf'action="{base}/(fact-[^"]+)"', page.text)[1]
    assert desk.post(f"{base}/{step}", data={"unknown": "yes"}).status_code == 303


def test_an_error_keeps_what_was_typed_and_links_to_its_field(desk):
    base, _ = begun(desk)
    page = desk.post(f"{base}/route", data={"from": "US", "to": "Chinaa", "day": "2026-02-01"})
    assert page.status_code == 400
    assert "There is a problem" in page.text
    assert 'href="#to"' in page.text
    assert 'value="Chinaa"' in page.text
    assert 'value="2026-02-01"' in page.text
    assert "<title>Error: " in page.text


def test_a_name_that_is_not_known_offers_what_may_be_meant(desk):
    base, _ = begun(desk)
    page = desk.post(f"{base}/item", data={"product": "H2000"})
    assert page.status_code == 400
    near = re.search(r'name="pick" value="([^"]+)"', page.text)[1]
    assert desk.post(f"{base}/item", data={"product": "H2000", "pick": near}).status_code == 303
    assert near in text_of(desk.get(base))


def test_the_summary_says_what_was_said_and_each_line_leads_back_to_its_page(desk):
    base = answered(desk)
    page = desk.get(base)
    said = text_of(page)
    for each in ("H200", "It is shipped, sold or given", "United States", "China", "None of these"):
        assert each in said
    for step in TYPED:
        assert f'href="{base}/{step}"' in page.text
    again = desk.get(f"{base}/route")
    assert 'value="United States"' in again.text
    assert re.search(r'value="none" checked', desk.get(f"{base}/use").text)


def test_a_changed_answer_changes_the_result(desk):
    base = answered(desk)
    sent = desk.post(f"{base}/route", data={"from": "US", "to": "Canada", "day": "2026-02-01"})
    assert sent.headers["location"] == f"{base}/answer"
    assert "to Canada (CA)" in text_of(desk.get(f"{base}/answer"))


def test_another_party_is_added_from_the_summary_and_taken_out_again(desk):
    base = answered(desk)
    assert f'href="{base}/party-1"' in desk.get(base).text
    assert "Who else takes part?" in desk.get(f"{base}/party-1").text
    assert "There is no such party" not in desk.get(f"{base}/party-1").text
    sent = desk.post(
        f"{base}/party-1", data={"role": "bank", "name": "Example Bank", "country": "SG"}
    )
    assert sent.headers["location"] == f"{base}/answer"
    assert "Example Bank" in text_of(desk.get(base))
    assert desk.get(f"{base}/party-3").status_code == 404
    assert desk.post(f"{base}/party-1", data={"remove": "yes"}).status_code == 303
    assert "Example Bank" not in text_of(desk.get(base))


def test_the_link_stands_in_the_page_to_be_copied(desk):
    base = answered(desk)
    assert f'readonly value="http://127.0.0.1:8787{base}"' in desk.get(f"{base}/answer").text


def test_what_is_sent_is_changed_no_more_until_it_is_taken_back(desk, service):
    base = answered(desk)
    assert desk.post(f"{base}/send").status_code == 303
    assert base.rsplit("/", 1)[1] in [each.key for each in Enquiries(service).waiting()]
    assert "waits for an officer" in text_of(desk.get(base))
    assert desk.post(f"{base}/use", data={"uses": "military"}).status_code == 400
    assert "Change" not in text_of(desk.get(base)).replace("change it", "")
    assert desk.post(f"{base}/take-back").status_code == 303
    assert desk.post(f"{base}/use", data={"uses": "military"}).status_code == 303


def test_a_question_asked_on_one_line_goes_on_where_it_stood(desk):
    given = {
        "item": "H200", "from": "US", "to": "CN", "on": "2026-02-01", "due_care": "yes",
        "party": "role=end_user,name=Example Cloud,country=CN", "fact": "published=no",
    }  # fmt: skip
    page = desk.get("/ask/new", params=given)
    for name, value in given.items():
        assert f'name="{name}" value="{value}"' in page.text
    base, step = begun(desk, **given)
    assert step == "use"
    said = text_of(desk.get(base))
    for each in ("H200", "Example Cloud", "1 February 2026"):
        assert each in said


@pytest.mark.parametrize(
    "given",
    [{"item": "nonsense"}, {"to": "nowhere", "on": "never"}, {"fact": "x=1"}, {"fact": "tpp=much"}, {"party": "x"}],
)  # fmt: skip
def test_what_cannot_be_read_in_a_link_is_asked(desk, given):
    base, step = begun(desk, **given)
    assert step == "item"
    assert desk.get(f"{base}/answer").status_code == 200


def test_hostile_answers_are_shown_as_text(desk):
    base = answered(desk)
    bad = "<script>alert(1)</script>"
    desk.post(f"{base}/receiver", data={"name": bad, "country": "CN"})
    for path in ("", "/receiver", "/answer"):
        assert bad not in desk.get(base + path).text


def test_unknown_links_and_steps_are_not_found(desk):
    base, _ = begun(desk)
    for path in (
        "/ask/nonsense",
        "/ask/nonsense/answer",
        f"{base}/nonsense",
        f"{base}/fact-nonsense",
    ):
        assert desk.get(path).status_code == 404
    assert desk.post("/ask/nonsense/item", data={"product": "H200"}).status_code == 404


def test_an_answer_of_long_ago_that_nothing_knows_any_more_can_be_changed(desk, service):
    from licet.access.model import LOCAL

    kept = Enquiries(service).new(
        "transfer", LOCAL, {**CHIP, "item": {"product": "a chip of yore"}}
    )
    page = desk.get(f"/ask/{kept.key}/answer")
    assert page.status_code == 400
    assert "cannot be used" in page.text
    assert f"/ask/{kept.key}/item" in page.text


def test_a_project_has_an_answer_for_each_way_of_sharing(desk, service):
    from licet.access.model import LOCAL

    assert "paper, a design file" in text_of(desk.get("/project/new"))
    assert begun(desk, "/project/new")[1] == "partner"
    kept = Enquiries(service).new("project", LOCAL, PROJECT)
    said = text_of(desk.get(f"/ask/{kept.key}/answer"))
    for label in ("The paper", "The design file", "The account", "The visitor", "The lent board"):
        assert label in said
    assert "Side by side" in said
    assert "Send all to an officer to sign" in said


def test_a_visitor_who_goes_to_the_country_of_the_visit_is_asked_for_the_citizenship(desk):
    base, _ = begun(desk)
    desk.post(f"{base}/item", data=TYPED["item"])
    desk.post(f"{base}/act", data={"act": "visitor"})
    sent = desk.post(f"{base}/route", data={"from": "US", "to": "United States"})
    assert sent.status_code == 400
    assert "name the country of citizenship here" in text_of(sent)
    assert desk.post(f"{base}/route", data={"from": "US", "to": "China"}).status_code == 303
