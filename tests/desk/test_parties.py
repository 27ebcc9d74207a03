"""Pages about parties: one name, many names, hits and two officers, lists, ownership."""

import json

import pytest

from tests.desk.parties_desk import parties_desk, signed, words  # noqa: F401 - a fixture
from tests.orders.conftest import order, party

HOSTILE = "<script>alert(1)</script> Maldovar Brix Precision"


@pytest.fixture
def desk(parties_desk):  # noqa: F811
    return parties_desk


@pytest.fixture
def hit(desk):
    """The number of an open hit under the reference C-1."""
    found = desk.post("/parties/screen", data={"name": "Maldovar Brix Precizion", "ref": "C-1"})
    assert "/parties/runs/1" in str(found.url)
    return 1


def test_the_overview_counts_what_waits_and_says_how_the_lists_stand(desk, hit):
    said = words(desk.get("/parties"))
    assert "1 open hit" in said
    assert "current" in said
    assert "Not searched, for none is loaded: " in said
    assert hit == 1


def test_a_name_is_shown_with_alias_words_score_list_day_and_requirement(desk):
    said = words(
        desk.get("/parties/screen", params={"name": "Maldovar Brix Precizion", "on": "2026-11-22"})
    )
    for each in (
        "One listed entry may be meant", "Maldovar Brix Precision", "US-EL:m1", "2024-05-01",
        "precizion", "another spelling", "What was searched", "Not searched", "File",
    ):  # fmt: skip
        assert each in said
    assert "clear" not in said.replace("clearance", "")


def test_a_name_without_a_hit_shows_the_nearest_and_is_never_called_clear(desk):
    said = words(desk.get("/parties/screen", params={"name": "Maldovar Works"}))
    assert "No entry is near enough" in said
    assert "No hit is not a clearance" in said
    assert "nearest, below the line" in said


@pytest.mark.parametrize(
    ("typed", "wants"),
    [
        ({"name": ""}, "Give a name"),
        ({"name": "Acme", "country": "CHN"}, "wanted two letters"),
        ({"name": "Acme", "on": "yesterday"}, "no date"),
        ({"name": "Acme", "number": "5493"}, "KIND=NUMBER"),
    ],
)
def test_what_cannot_be_read_is_said_and_what_was_typed_stays(desk, typed, wants):
    found = desk.get("/parties/screen", params=typed)
    assert wants in words(found, 400)
    assert f'value="{typed["name"]}"' in found.text


def test_hostile_names_are_shown_and_never_run(desk):
    for found in (
        desk.get("/parties/screen", params={"name": HOSTILE}),
        desk.post("/parties/list", data={"rows": HOSTILE}),
        desk.post("/parties/screen", data={"name": HOSTILE, "ref": "<b>1</b>"}),
        desk.get("/parties/worklist"),
        desk.get("/parties/worklist", params={"ref": "<b>1</b>"}),
        desk.get("/parties/hits/1"),
    ):
        assert found.status_code == 200
        assert "<script>alert" not in found.text
        assert "<b>1" not in found.text


def test_many_names_are_answered_row_by_row_and_faults_have_their_line(desk):
    rows = "ref,name,country\n7,Maldovar Brix Precision,GB\n8,Zorblatt Quenched Iron,GB\n9,Acme,Britain\n"
    said = words(desk.post("/parties/list", data={"rows": rows}))
    assert "1 of 2 may be listed" in said
    assert "Line 4: country is 'BRITAIN'" in said
    too_many = desk.post("/parties/list", data={"rows": "Acme\n" * 501})
    assert "at most 500" in words(too_many, 400)
    kept = desk.post("/parties/list", data={"rows": rows.replace("Britain", "GB"), "keep": "yes"})
    assert "Screening 1" in words(kept)


def test_two_officers_close_a_hit_and_one_alone_cannot(desk, hit):
    page = words(desk.get(f"/parties/hits/{hit}"))
    assert "The party, as asked" in page
    assert "Two officers have to say what it is" in page
    said = {"verdict": "not_a_match", "reason": "Another register number.", "until": "2099-01-01"}
    found = desk.post(f"/parties/hits/{hit}/propose", data=signed("anna", **said))
    assert "anna says: not a match until 2099-01-01" in words(found)
    own = desk.post(f"/parties/hits/{hit}/answer", data=signed("anna", agrees="yes", proposal="1"))
    assert "a second, other officer must confirm it" in words(own, 400)
    done = desk.post(
        f"/parties/hits/{hit}/answer", data=signed("boris", agrees="yes", proposal="1")
    )
    assert "Two officers have said so" in words(done)
    assert "closed: not a match, by anna and boris" in words(
        desk.get("/parties/screen", params={"name": "Maldovar Brix Precizion"})
    )
    assert "0 open hits" in words(desk.get("/parties"))


def test_a_wrong_password_signs_nothing_and_the_reason_stays_in_the_form(desk, hit):
    said = {
        "verdict": "match",
        "reason": "The same number.",
        "until": "2099-01-01",
        "officer": "anna",
    }
    found = desk.post(
        f"/parties/hits/{hit}/propose", data={**said, "signing_password": "wrong wrong"}
    )
    assert "does not open" in words(found, 400)
    assert 'value="The same number."' in found.text
    assert "wrong wrong" not in found.text
    assert desk.service.store.hit(hit).history == ()


def test_whoever_is_slower_is_told_so_and_shown_how_it_stands(desk, hit):
    said = {"verdict": "match", "reason": "The same number.", "until": "2099-01-01", "seen": "0"}
    desk.post(f"/parties/hits/{hit}/propose", data=signed("anna", **said))
    late = desk.post(f"/parties/hits/{hit}/propose", data=signed("boris", **said))
    assert "Somebody else acted on this hit" in words(late, 409)


def test_closing_a_hit_checks_the_orders_under_it_again(desk):
    from licet.orders.orders import Orders

    orders = Orders(desk.service)
    (number,) = orders.put(order("SO-1", party("Maldovar Brix Precision")), "desk").lines[0].hits
    said = {"verdict": "not_a_match", "reason": "Another firm.", "until": "2099-01-01"}
    desk.post(f"/parties/hits/{number}/propose", data=signed("anna", **said))
    desk.post(f"/parties/hits/{number}/answer", data=signed("boris", agrees="yes"))
    last = orders.get("SO-1").last
    assert (last.number, last.result, last.who) == (2, "PASS", "boris")
    assert last.why == f"hit {number} is not a match"


def test_the_worklist_is_filtered_by_the_address(desk, hit):
    said = {"verdict": "match", "reason": "The same number.", "until": "2099-01-01"}
    desk.post(f"/parties/hits/{hit}/propose", data=signed("anna", **said))
    assert "Proposals to countersign" in words(
        desk.get("/parties/worklist?show=countersign&mine=yes")
    )
    assert "Nothing waits" in words(desk.get("/parties/worklist?ref=C-2"))
    assert desk.get("/parties/hits", params={"state": "odd"}).status_code == 400


def lines(*entries):
    return b"".join(json.dumps({"list": "US-EL", **each}).encode() + b"\n" for each in entries)


def test_a_new_edition_is_taken_in_its_changes_shown_and_orders_held_again(desk):
    from licet.orders.orders import Orders

    body = order("SO-1", party("Tarnquist Veller Optics"))
    del body["on"]
    assert Orders(desk.service).put(body, "desk").result == "PASS"
    data = lines(
        {"id": "m1", "name": "Maldovar Brix Precision", "country": "IE"},
        {"id": "o1", "name": "Quilent Torvash Holdings", "country": "AE"},
        {"id": "t1", "name": "Tarnquist Veller Optics"},
    )
    sent = {"data": {"as_of": "2026-11-22"}, "files": {"file": ("el.jsonl", data)}}
    found = desk.post("/parties/lists", **sent)
    said = words(found)
    assert "Taken in: US-EL" in said
    assert "1 order is on hold after it" in said
    assert "New: “Tarnquist Veller Optics”" in said
    assert "1 added" in said
    assert "Entries that say something else now" in said
    assert "IE" in said
    assert "Taken in: US-EL" in words(desk.post("/parties/lists", **sent))
    assert "Editions, the newest first" in words(desk.get("/parties/lists/US-EL"))


def test_an_edition_that_shrank_is_refused_unless_an_officer_gives_a_reason(desk):
    files = {"file": ("el.jsonl", lines({"id": "m1", "name": "Maldovar Brix Precision"}))}
    refused = desk.post("/parties/lists", data={"as_of": "2026-11-22"}, files=files)
    said = words(refused, 400)
    assert "There is a problem" in said
    assert "US-EL" in said
    passed = {"as_of": "2026-11-22", "officer": "anna", "reason": "The publisher took it off."}
    assert "Let pass by anna: The publisher took it off" in words(
        desk.post("/parties/lists", data=passed, files=files)
    )


@pytest.mark.parametrize("sent", [b"", b"\x00\x01\x02", b"{", b"name\n"])
def test_files_that_are_no_list_are_refused(desk, sent):
    found = desk.post("/parties/lists", files={"file": ("x.json", sent)})
    assert "There is a problem" in words(found, 400)


def test_owners_are_reckoned_with_sums_that_a_lawyer_can_redo_and_a_chart_without_styles(desk):
    stakes = 'owner,owned,share,owner_name\nm,beta,60,Maldovar Brix Precision\nbeta,gamma,"[40, 60]",Beta Ltd\n'
    found = desk.post(
        "/parties/ownership", data={"stakes": stakes, "party": "gamma", "on": "2025-10-15"}
    )
    said = words(found)
    assert "cannot be excluded" in said
    assert "At least 40 %; at most 60 %" in said
    assert "The line is 50 % or more" in said
    assert "Find out the exact share of Beta Ltd" in said
    assert "<svg" in found.text
    assert "style=" not in found.text
    assert "<script>" not in found.text


def test_the_small_form_of_owners_and_its_faults(desk):
    few = {"party": "Beta Ltd", "owner-0": "Maldovar Brix Precision", "share-0": "60"}
    assert "restricted by ownership" in words(desk.post("/parties/ownership", data=few))
    assert "Name the party" in words(desk.post("/parties/ownership", data={}), 400)
    odd = desk.post("/parties/ownership", data={**few, "share-0": "most"})
    assert "There is a problem" in words(odd, 400)
    assert 'value="most"' in odd.text
    hostile = {**few, "party": "</svg><script>alert(1)</script>"}
    assert "<script>alert" not in desk.post("/parties/ownership", data=hostile).text


def test_pasted_columns_without_a_heading_are_not_taken_for_names(desk):
    """The country would be part of the name, and what is the same name would be a weak hit."""
    said = words(desk.post("/parties/list", data={"rows": "Maldovar Brix Precision,GB\n"}), 400)
    assert "Make the first line: name,country" in said
    assert "1 of 1 may be listed" in words(desk.post("/parties/list", data={"rows": "name,country\nMaldovar Brix Precision,GB\n"}))  # fmt: skip
    assert "0 of 1 may be listed" in words(desk.post("/parties/list", data={"rows": "Pellwick, AG\n"}))  # fmt: skip


def test_a_screening_is_not_kept_while_a_row_cannot_be_read(desk):
    rows = "name,country\nMaldovar Brix Precision,GB\nPellwick,Nowhere\n"
    said = words(desk.post("/parties/list", data={"rows": rows, "keep": "yes", "ref": "r"}), 400)
    assert "Nothing was kept" in said
    assert "wanted two letters" in said
