"""The first page and the answer page, read without a browser."""

import html
import re
from urllib.parse import quote, urlsplit

import pytest

H200 = "/answer?item=nvidia-h200&to=CN&on=2026-02-01"
OPEN = "/answer?item=nvidia-geforce-rtx-4090&to=SG&on=2026-02-01"


def main_of(answer):
    return answer.text.partition("<main")[2].partition("</main>")[0]


def words(answer):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main_of(answer))).split())


def links(answer):
    return [html.unescape(each) for each in re.findall(r'href="([^"]+)"', main_of(answer))]


def test_the_question_of_a_newcomer_is_one_click_from_its_answer(desk):
    first = desk.get("/")
    where = re.search(
        r'href="([^"]+)">May I ship an H200 to a Beijing cloud firm today', first.text
    )
    answer = desk.get(html.unescape(where[1]))
    assert answer.status_code == 200
    assert "headquarters in China" in words(answer)
    assert 'class="answer"' in answer.text
    assert "/law/changes" in links(first)


def test_the_answer_comes_first_then_what_made_it_so(desk):
    said = words(desk.get(H200))
    order = [
        "License required", "license required; case-by-case review", "Because",
        "total processing performance 13,368 TPP", "Beside this answer", "Each law by itself",
        "Conditions of case-by-case review", "The proof, step by step", "The same question on another day",
    ]  # fmt: skip
    places = [said.index(each) for each in order]
    assert places == sorted(places)
    assert "Not modelled (US)" in said


def test_citations_lead_to_the_official_text_and_to_the_rule_of_that_day(desk):
    found = links(desk.get(H200))
    assert any(each.startswith("https://") for each in found)
    assert any(re.fullmatch(r"/law/us\.[\w.]+\?on=2026-02-01", each) for each in found)


def test_arithmetic_is_printed_for_one_to_redo(desk):
    assert "(0.25 * 193) / 1.35 = 35.7407" in words(
        desk.get("/answer?item=asml-nxt-1980i&from=NL&to=CN&on=2026-06-01")
    )


def test_nothing_is_ever_called_clear(desk):
    for path in (H200, OPEN, "/answer?item=gallium-metal&from=US&to=CA"):
        assert not re.search(r"\bclear\b|\bapproved\b|no licen[sc]e needed", words(desk.get(path)), re.IGNORECASE)  # fmt: skip


def about(**told):
    return f"{OPEN}&party={quote(','.join(f'{k}={v}' for k, v in told.items()))}"


def test_each_possible_answer_is_a_link_to_the_answer_with_that_fact(desk):
    asked = desk.get(about(role="end_user", country="SG"))
    assert "Why we ask" in words(asked)
    where = re.search(r'href="([^"]+)">China</a>\s*<span>([^<]+)', asked.text)
    assert where[2] == "then license required, presumption of denial"
    after = words(desk.get(html.unescape(where[1])))
    assert "end user, in Singapore, headquarters in China" in after
    assert "License required; presumption of denial." in after


def test_an_answer_that_cannot_be_counted_is_typed_in(desk):
    where = about(role="end_user", country="SG", headquarters="SG", parent="SG")
    where = where.replace(
        "2026-02-01", "2026-11-22"
    )  # a day on which shares of listed owners count
    asked = desk.get(where)
    assert 'name="add" value="owned_by_listed_pct@0"' in asked.text
    after = desk.get(f"{where}&add=owned_by_listed_pct%400&value=60")
    assert "owned by listed pct 60" in words(after)
    wrong = desk.get(f"{where}&add=owned_by_listed_pct%400&value=most")
    assert wrong.status_code == 400
    assert "owned_by_listed_pct: 'most' is not a number" in words(wrong)
    assert "owned_by_listed_pct=most" in wrong.text


def test_i_dont_know_asks_something_else(desk):
    asked = desk.get(about(role="end_user", country="SG"))
    unknown = next(each for each in links(asked) if "skip=" in each)
    title = re.search(r'<h3 id="ask-1-1">([^<]*)', asked.text)[1].strip()
    assert title not in desk.get(unknown).text


def test_a_party_that_nobody_told_of_is_asked_for(desk):
    assert "Who receives it?" in words(desk.get(OPEN))
    after = desk.get(f"{OPEN}&role=end_user&country=Singapore&headquarters=China&parent=")
    assert after.status_code == 200
    assert "end user, in Singapore, headquarters in China" in words(after)
    assert "License required" in words(after)


def test_one_line_leads_to_its_answer_and_is_said_back(desk):
    answer = desk.get("/answer", params={"line": "H200 to a Beijing cloud firm"})
    assert answer.history[0].status_code == 303
    assert urlsplit(str(answer.url)).query.startswith("item=nvidia-h200&to=CN")
    assert "Read as: NVIDIA H200 from United States to Beijing (China), today ; not understood: cloud firm" in words(answer)  # fmt: skip


def test_a_line_that_is_not_enough_comes_back_with_what_is_missing(desk):
    answer = desk.get("/answer", params={"line": "h201 to China"})
    assert answer.status_code == 400
    assert 'value="h201 to China"' in answer.text
    assert "Did you mean one of these?" in words(answer)
    named = next(each for each in links(answer) if each.startswith("/answer?item=nvidia-h200"))
    assert desk.get(named).status_code == 200


@pytest.mark.parametrize(
    ("query", "field", "said"),
    [
        ("item=nope&to=CN", "item", "is no product in the catalogue"),
        ("to=CN", "item", "Name a product"),
        ("item=nvidia-h200&to=Mars", "to", "is no known country"),
        ("item=nvidia-h200&to=CN&on=soon", "on", "write it as 2026-02-01"),
        ("item=nvidia-h200&to=CN&fact=tpp", "fact", "is no fact=value"),
        ("item=nvidia-h200&to=CN&fact=tpp=abc", "fact", "is not a number"),
        ("item=nvidia-h200&to=CN&party=q", "party", "is no name=value"),
        ("item=nvidia-h200&to=CN&kind=gift", "kind", "was wanted"),
        ("item=nvidia-h200&to=CN&known_on=x", "known_on", "is no day"),
        ("item=nvidia-h200&to=CN&law=ZZZ", "law", "is no known country"),
        ("item=nvidia-h200&to=CN&item=nvidia-h20", "item", "stands 2 times"),
    ],
)  # fmt: skip
def test_a_bad_parameter_says_what_was_wanted_at_its_field_and_loses_nothing(
    desk, query, field, said
):
    answer = desk.get(f"/answer?{query}")
    assert answer.status_code == 400
    assert "There is a problem" in words(answer)
    assert said in words(answer)
    assert re.search(rf'id="{field}"[^>]*aria-invalid="true"|aria-invalid="true"[^>]*id="{field}"', answer.text)  # fmt: skip
    for value in re.findall(r"=([\w-]+)", query.rpartition("item=")[0] or query):
        assert value in answer.text


@pytest.mark.parametrize("name", ["item", "to", "on", "party", "fact", "line", "nonsense", "skip", "exporter"])  # fmt: skip
def test_hostile_words_are_shown_and_never_run(desk, name):
    hostile = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    value = {"party": f"name={hostile}"}.get(name, hostile)
    for path in ("/answer", "/", "/answer/time"):
        asked = {"item": "nvidia-h200-sxm-141gb", "to": "CN", name: value}
        answer = desk.get(path, params=asked)
        assert answer.status_code < 500
        assert "<script>alert" not in answer.text
        assert "<img src=x" not in answer.text


def test_the_slider_leads_to_the_day_at_which_it_stops(desk):
    answer = desk.get(f"{H200}&stop=100")
    assert answer.history[0].status_code == 303
    day = re.search(r"on=(\d{4}-\d\d-\d\d)", str(answer.url))[1]
    assert day != "2026-02-01"
    assert f"law of {day}" in words(answer)
    assert desk.get(f"{H200}&stop=99999").status_code == 200
    assert desk.get(f"{H200}&stop=-3").status_code == 200


def test_the_days_on_which_the_answer_changes_are_links(desk):
    found = desk.get("/answer/time?item=nvidia-geforce-rtx-4090&to=CN")
    assert "2023-11-17" in words(found)
    where = next(each for each in links(found) if each.endswith("on=2023-11-17"))
    assert desk.get(where).status_code == 200
    assert 'scope="col"' in found.text


def test_the_same_question_gives_the_same_bytes_and_a_nod(desk):
    first = desk.get(H200)
    assert desk.get(H200).content == first.content
    assert desk.get(H200, headers={"If-None-Match": first.headers["etag"]}).status_code == 304
    desk.cookies.set("look", "dark")
    try:
        assert desk.get(H200, headers={"If-None-Match": first.headers["etag"]}).status_code == 200
    finally:
        desk.cookies.clear()


def test_laws_asked_by_name_are_the_only_ones(desk):
    said = desk.get(f"{H200}&law=JP")
    assert 'id="law-1-JP"' in said.text
    assert 'id="law-1-US"' not in said.text


def test_what_an_officer_signs_is_this_question(desk):
    found = links(desk.get(H200))
    assert "/records/new?item=nvidia-h200&to=CN&on=2026-02-01" in found


def test_what_the_lists_say_of_a_name_stands_beside_with_a_link_to_look(desk):
    answer = desk.get(f"{H200}&party={quote('role=end_user,country=CN,name=Semiconductor Manufacturing International Corporation')}")  # fmt: skip
    assert "Parties against the lists:" in words(answer)
    assert any(each.startswith("/parties/screen?name=Semiconductor") for each in links(answer))
    unsearched = desk.get(f"{H200}&screen=no&party={quote('role=end_user,name=Acme')}")
    assert "not screened" in words(unsearched)


def test_variants_that_differ_stand_one_after_another_with_links_to_each(desk):
    answer = desk.get("/answer?item=cambricon-mlu370&to=CN&on=2026-02-01&due_care=yes")
    assert "The variants of this product differ; each answer stands on its own." in words(answer)
    assert {"#variant-1", "#variant-2"} <= set(links(answer))
    ids = re.findall(r' id="([^"]+)"', answer.text)
    assert len(ids) == len(set(ids))


def test_a_line_that_asks_something_else_is_not_said_to_be_what_was_read(desk):
    asked = {"item": "nvidia-h200", "to": "CN", "line": "H200 to China"}
    assert "Read as:" in desk.get("/answer", params=asked).text
    assert "Read as:" not in desk.get("/answer", params={**asked, "line": "H100 to Malaysia"}).text


def test_what_was_stated_is_told_in_words_and_not_in_codes(desk):
    party = "role=end_user,country=CN,headquarters=CN,list=none"
    asked = {"item": "nvidia-t4", "to": "CN", "party": party, "fact": "total_dram_bandwidth_gb_s=320"}  # fmt: skip
    journey = re.search(r'(?s)<p class="journey">.*?</p>', desk.get("/answer", params=asked).text)
    assert "end user, in China, headquarters in China, on no list" in journey[0]
    assert "total dram bandwidth: 320 GB/s" in journey[0]
    assert "role=" not in journey[0]


def test_nothing_found_beside_what_is_open_says_that_it_does_not_stand_alone(desk):
    party = "role=end_user,name=Huawei Technologies Co., Ltd.,country=CN,list=none"
    asked = {"item": "nvidia-t4", "to": "CN", "party": party, "due_care": "yes", "on": "2026-02-01", "fact": "parties_complete=yes"}  # fmt: skip
    assert "This does not stand alone" in desk.get("/answer", params=asked).text
    asked["party"] = "role=end_user,country=CN,headquarters=CN,parent=CN,list=none"
    assert "This does not stand alone" not in desk.get("/answer", params=asked).text
