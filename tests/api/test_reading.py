"""Products, law, parties: what is read."""

import pytest

from .conftest import problem

READ = (
    "products", "products/nvidia-h200", "products/nvidia-h200/history?to=CN&since=2026-01-01",
    "law/provisions?limit=1", "law/provisions/us.ccl.3A090.a", "law/changes?from=2026-01-01&to=2026-02-01",
    "orders", "determinations",
    "law/coverage", "hits", "worklist", "lists",
)  # fmt: skip


@pytest.mark.parametrize("where", READ)
def test_what_has_not_changed_is_not_sent_again(api, where):
    client = api()
    first = client.get(where)
    assert first.status_code == 200
    again = client.get(where, headers={"If-None-Match": f'W/"other", {first.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert client.get(where, headers={"If-None-Match": '"other"'}).content == first.content


def test_pages_follow_one_another_until_all_is_told(api, library):
    client = api()
    answer = client.get("products", params={"limit": 100, "shelf": "chip"})
    seen = []
    while True:
        data = answer.json()
        seen += [each["id"] for each in data["items"]]
        if data["next"] is None:
            assert "link" not in answer.headers
            break
        assert answer.headers["link"] == f'<{data["next"]}>; rel="next"'
        answer = client.get(f"http://testserver{data['next']}")
    chips = sorted(each.id for each in library.catalogue.on("chip").products)
    assert seen == chips
    assert data["total"] == len(chips)


@pytest.mark.parametrize("cursor", ["x", "bm8", "e30", "MTI", "!"])
def test_a_cursor_that_is_none_of_ours_is_refused(api, cursor):
    problem(api().get("products", params={"cursor": cursor}), 422)


def test_products_are_found_by_words_and_shelf(api):
    found = api().get("products", params={"q": "h200 sxm", "vendor": "nvidia"}).json()
    assert [each["id"] for each in found["items"]] == ["nvidia-h200-sxm-141gb"]
    assert found["items"][0]["worked_out"]["performance_density"] == "19.45"
    assert "shelf" in problem(api().get("products?shelf=cars"), 422)["detail"]


def test_a_product_that_is_not_there_leads_to_those_that_are(api):
    data = problem(api().get("products/nvidia-h2000"), 404, "not-found")
    assert "Did you mean" in data["detail"]
    assert "/products?q=" in data["way_out"]
    problem(api().get("products/nvidia-h2000/history?to=CN"), 404)


def test_a_products_history_names_what_changed_it(api):
    found = api().get("products/nvidia-h200/history?to=CN&since=2025-06-01").json()
    stretches = found["variants"][0]["history"]
    assert stretches[0]["from"] == "2025-06-01"
    assert [each["to"] for each in stretches[:-1]] == [each["from"] for each in stretches[1:]]
    assert any(cause["source"] for each in stretches[1:] for cause in each["causes"])
    problem(api().get("products/nvidia-h200/history"), 422)
    problem(api().get("products/nvidia-h200/history?to=China"), 422)


def test_provisions_stand_as_of_a_day(api):
    now = api().get("law/provisions/us.744.11.affiliates?on=2026-02-01").json()
    then = api().get("law/provisions/us.744.11.affiliates?on=2025-10-15").json()
    assert (now["state"], then["state"]) == ("suspended", "in_force")
    assert now["versions"][0]["rule"]
    assert now["cite"][0]["url"].startswith("https://")
    before = api().get("law/provisions/us.744.11.affiliates?on=2020-01-01").json()
    assert before["state"] == "to_come"
    problem(api().get("law/provisions/us.744.11.affiliate"), 404)


def test_provisions_are_chosen_by_law_kind_and_words(api):
    found = api().get("law/provisions?sovereign=NL&kind=requirement&limit=200").json()
    assert found["items"]
    assert {(each["sovereign"], each["kind"]) for each in found["items"]} == {("NL", "requirement")}
    problem(api().get("law/provisions?kind=requirements"), 422)
    problem(api().get("law/provisions?sovereign=nl"), 422)
    problem(api().get("law/provisions?limit=0"), 422)


def test_changes_are_those_between_two_days_both_included(api):
    found = api().get("law/changes?from=2026-11-10&to=2026-11-10").json()
    assert found["count"] == len(found["changes"]) > 0
    assert {each["on"] for each in found["changes"]} == {"2026-11-10"}
    problem(api().get("law/changes?from=2026-02-01&to=2026-01-01"), 422)
    assert api().get("law/changes?from=0001-01-01&to=0001-01-02").status_code == 200


def test_coverage_says_what_is_not_modelled(api):
    laws = api().get("law/coverage").json()["laws"]
    assert {"US", "NL", "CN"} <= {each["sovereign"] for each in laws}
    assert any(each["not_modelled"] for each in laws)


def test_the_lists_say_how_old_they_are(api):
    found = api().get("lists?on=2026-11-22").json()
    assert {"list", "state", "stale_after_days"} <= found["lists"][0].keys()


def test_health_needs_nobody_and_gives_the_hashes(api, service):
    from .conftest import person

    found = api(person(how="visitor", account=None)).get("health").json()
    assert found["status"] == "ok"
    assert found["hashes"] == service.hashes
    assert found["etag"] == service.etag
