"""The published form: the same bytes for the same law, closed references, a schema that holds."""

import copy
import json
from datetime import date

import pytest

from licet.book.load import load_folder
from licet.book.patterns import matches
from licet.errors import UnknownName
from licet.publish.citations import citation_ids, slug
from licet.publish.export import document, to_bytes
from licet.publish.tree import tree_from_data, tree_to_data


def test_the_same_law_gives_the_same_bytes(xland, xland_folder):
    again = to_bytes(document(load_folder(xland_folder)))
    assert again == to_bytes(xland)
    assert json.loads(again) == xland
    assert again.endswith(b"}\n")


def _without_trees(value):
    if isinstance(value, list):
        return [_without_trees(each) for each in value]
    if isinstance(value, dict):
        return {key: _without_trees(each) for key, each in value.items() if key != "tree"}
    return value


@pytest.mark.slow
def test_the_whole_book_fits_the_schema(whole, validator):
    """Trees take that validator long, so it sees every tenth; ours sees all when the book comes back."""
    data = _without_trees(whole)
    data["provisions"][::10] = whole["provisions"][::10]
    assert [error.json_path for error in validator.iter_errors(data)] == []


def test_one_sovereign_alone_fits_the_schema(source, smallest, validator):
    assert validator.is_valid(document(source, [smallest]))


def test_nothing_is_null_and_lists_stand_in_order_of_their_ids(whole):
    assert b": null" not in to_bytes(whole)
    for kind, key in (("provisions", "id"), ("facts", "name"), ("citations", "id")):
        names = [each[key] for each in whole[kind]]
        assert names == sorted(set(names)), kind


def _references(data):
    """Every reference of a document with the kind of what it names."""
    todo = [data.get(kind, []) for kind in ("provisions", "groups", "tables", "registers", "facts")]
    while todo:
        each = todo.pop()
        if isinstance(each, list):
            todo += each
        elif isinstance(each, dict):
            todo += each.values()
            match each.get("node"):
                case "provision":
                    yield "provisions", each["id"]
                case "quantity" | "holds" | "has_code":
                    yield "facts", each["fact"]
                case "within":
                    yield "facts", each["fact"]
                    yield from (("groups", name) for name in each.get("groups", ()))
            yield from (("citations", name) for name in each.get("cite", ()) if isinstance(each["cite"], list))  # fmt: skip
            if "sovereign" in each:
                yield "sovereigns", each["sovereign"]
            for key in ("carves_out", "overcomes", "reviews", "refines"):
                yield from (("provisions", name) for name in each.get(key, ()))
            if "scope" in each:
                yield "provisions", each["scope"]
            if "sets" in each:
                yield "facts", each["by"]
                for row in each["rows"]:
                    yield from (("facts", name) for name in row.get("gives", ()))
                    yield from (
                        ("facts", each["sets"] + mark["mark"]) for mark in row.get("marks", ())
                    )


def test_every_reference_leads_somewhere_inside_the_file(source, whole):
    for data in (whole, *(document(source, [code]) for code in source.book.sovereigns)):
        names = {
            kind: {
                each.get("id") or each.get("name") or each.get("code")
                for each in data.get(kind, [])
            }
            for kind in ("provisions", "facts", "citations", "sovereigns", "groups")
        }
        for kind, name in _references(data):
            assert any(matches(name, each) for each in names[kind]), (kind, name)


def test_one_sovereign_takes_its_own_facts_only(source, whole, smallest):
    data = document(source, [smallest])
    assert {each["sovereign"] for each in data["provisions"]} == {smallest}
    assert len(data["facts"]) < len(whole["facts"])
    assert data["book"] == whole["hash"] != data["hash"]
    assert data["excerpt"] == {"sovereigns": [smallest]}


def test_a_day_takes_what_stands_and_what_it_rests_on(source):
    day = date(2022, 12, 1)
    data = document(source, on=day)
    then = {each.id for each in source.book.provisions.values() if each.on(day, date.max)}
    names = {each["id"] for each in data["provisions"]}
    assert then <= names < set(source.book.provisions)
    assert data["excerpt"] == {"on": "2022-12-01"}


def test_an_unknown_sovereign_is_named(source):
    with pytest.raises(UnknownName, match="ZZ"):
        document(source, ["ZZ"])


def test_a_rule_comes_back_from_its_tree(source):
    for provision in source.book.provisions.values():
        for version in provision.versions:
            for tree in (version.rule, *(tree for _, tree in version.parts)):
                assert tree_from_data(json.loads(json.dumps(tree_to_data(tree)))) == tree


# -- citations -------------------------------------------------------------------------


def test_ids_of_citations_are_unique_and_do_not_depend_on_the_rest(source, whole):
    ids = {each["id"]: (each["text"], each.get("url")) for each in whole["citations"]}
    assert len(ids) == len(whole["citations"])
    for code in source.book.sovereigns:
        for each in document(source, [code])["citations"]:
            assert ids[each["id"]] == (each["text"], each.get("url"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("15 CFR 742.6(a)(6)(iii)", "us-15-cfr-742.6-a-6-iii"),
        ("  Règlement n° 1 ", "us-reglement-n-1"),
        ("87 FR 62186", "us-87-fr-62186"),
    ],
)
def test_an_id_reads_like_its_citation(text, expected):
    assert slug("US", text) == expected


def test_words_in_another_script_and_long_words_get_the_hash_of_what_they_say():
    one, other = slug("JP", "輸出貿易管理令"), slug("JP", "外国為替令")
    assert one != other
    assert one.startswith("jp-")
    assert one.isascii()
    assert len(slug("US", "word " * 60)) < 90


def test_citations_that_read_alike_are_told_apart():
    same = [("US", "15 CFR 1(a)", "https://a.example"), ("US", "15 CFR 1-A", "")]
    ids = citation_ids(same)
    assert len(set(ids.values())) == 2
    assert all(name.startswith("us-15-cfr-1-a-") for name in ids.values())
    assert citation_ids(reversed(same)) == ids


# -- the schema refuses ------------------------------------------------------------------


def _set(path, value):
    def change(data):
        at = data
        for step in path[:-1]:
            at = at[step]
        at[path[-1]] = value

    return change


BROKEN = [
    _set(("format",), "licet-law/2"),
    _set(("colour",), "red"),
    _set(("hash",), "short"),
    _set(("provisions",), []),
    _set(("provisions", 0, "kind"), "rule"),
    _set(("provisions", 0, "id"), "../../etc/passwd"),
    _set(("provisions", 0, "id"), "a b"),
    _set(("provisions", 0, "cite"), []),
    _set(("provisions", 0, "versions"), []),
    _set(("provisions", 0, "versions", 0, "from"), "1 May 2024"),
    _set(("provisions", 0, "versions", 0, "from"), "9999-01-01"),
    _set(("provisions", 0, "versions", 0, "confidence"), "sure"),
    _set(("provisions", 0, "versions", 0, "until"), "2024-01-01"),
    _set(("provisions", 0, "versions", 0, "rule", "tree"), {"node": "eval", "of": "1"}),
    _set(("provisions", 0, "versions", 0, "rule", "tree"), {"node": "holds"}),
    _set(("provisions", 0, "cases", 0, "holds"), "maybe"),
    _set(("provisions", 0, "title"), "\u001b[2J"),
    _set(("provisions", 0, "title"), "\u202ebackwards"),
    _set(("provisions", 0, "rank"), "first"),
    _set(("facts", 0, "type"), "float"),
    _set(("facts", 0, "owner"), "nobody"),
    _set(("citations", 0, "url"), "javascript:alert(1)"),
    _set(("sovereigns", 0, "status"), "finished"),
    _set(("sovereigns", 0, "code"), "Xland"),
    _set(("groups", 0, "members", 0, "country"), "us"),
    _set(("tables", 0, "rows", 0, "values"), {"from": "2024-01-01"}),
    _set(("provisions", 0, "against"), []),
    _set(("provisions", 0, "against"), "yy.need"),
    _set(("provisions", 0, "against"), ["yy need"]),
    _set(("registers", 0, "rows"), []),
    _set(("registers", 0, "row"), []),
    _set(("registers", 0, "by"), 5),
    _set(("registers", 0, "sets"), "chart"),
    _set(("registers", 0, "checked"), "soon"),
    _set(("registers", 0, "rows", 0, "class"), "3A900.a"),
    _set(("registers", 0, "rows", 0, "title"), ""),
    _set(("registers", 0, "rows", 0, "eccn"), "3A900"),
    _set(("registers", 0, "rows", 0, "silent"), []),
    _set(("registers", 0, "rows", 0, "gives"), {"item kind": "chip"}),
    _set(("registers", 0, "rows", 0, "marks", 0), {"on": [".a"]}),
    _set(("registers", 0, "rows", 0, "marks", 0, "open"), "mood"),
    _set(("registers", 0, "rows", 0, "marks", 0, "only"), [".a"]),
    _set(("registers", 0, "rows", 0, "marks", 0, "on"), ".a"),
    _set(("registers", 0, "rows", 0, "marks", 0, "value"), 500),
    _set(("registers", 0, "rows", 0, "marks", 0, "value"), "much"),
]


@pytest.mark.parametrize("change", BROKEN)
def test_the_schema_refuses_what_is_out_of_shape(change, xland, validator):
    data = copy.deepcopy(xland)
    assert validator.is_valid(data)
    change(data)
    assert not validator.is_valid(data)
