"""A file from anyone: round trips, every fault with its place, and nothing that a hostile one can do."""

import copy
import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.book.load import load_folder
from licet.book.registers import value_of
from licet.check.run import check_folder
from licet.errors import InputError
from licet.publish.export import document, to_bytes
from licet.publish.names import Declared, name_faults
from licet.publish.read import DEEPEST
from licet.publish.receive import receive
from licet.publish.schema import schema
from licet.publish.validate import faults_of
from licet.publish.write import files_of, write_folder


def read(data):
    return receive(to_bytes(data))


def same_law(one, other):
    return {**one, "book": "", "excerpt": {}} == {**other, "book": "", "excerpt": {}}


# -- round trips -------------------------------------------------------------------------


def test_xland_comes_back_as_it_went(xland, tmp_path):
    found = read(xland)
    assert found.faults == ()
    assert found.hash == found.stated == xland["hash"]
    write_folder(found.files, tmp_path / "law")
    source, findings = check_folder(tmp_path / "law", solver=False)
    assert list(findings) == []
    assert same_law(document(source), xland)


@pytest.mark.slow
def test_the_whole_book_comes_back_with_its_hash(source, whole, tmp_path):
    found = receive(to_bytes(whole), cases=False)  # `law check` runs them on every change of law
    assert found.faults == ()
    assert found.hash == source.book.hash
    write_folder(found.files, tmp_path / "law")
    again = load_folder(tmp_path / "law")
    assert again.book.hash == source.book.hash
    assert to_bytes(document(again)) == to_bytes(whole)


@pytest.mark.slow
def test_every_sovereign_alone_comes_back(source):
    for code in source.book.sovereigns:
        data = document(source, [code])
        found = receive(to_bytes(data), cases=False)
        assert found.faults == (), code
        assert found.hash == data["hash"]


def test_one_sovereign_is_checked_with_its_cases(source, smallest):
    found = receive(to_bytes(document(source, [smallest])))
    assert found.faults == ()
    assert found.cases > 0


def test_a_day_alone_goes_out_with_what_conflicts_stand_against(source):
    """What a conflict stands against may start later than the day; its law would then lack it."""
    data = document(source, on=date(2022, 12, 1))
    assert list(name_faults(Declared(data))) == []
    conflict = document(source, ["CN"])
    against = {a for each in conflict["provisions"] for a in each.get("against", ())}
    assert any(each.startswith("us.") for each in against)
    assert not any(each["id"].startswith("us.") for each in conflict["provisions"])


def test_the_folder_says_once_what_its_versions_share(xland):
    text, _ = files_of(xland)["xx/provisions/xx.need.chart.md"]
    assert text.count('foes = "destination in Foes"') == 1
    assert text.count("[version.parts]") == 1
    text, _ = files_of(xland)["xx/tables/registers/xx_list.toml"]
    assert '  { mark = "small_usd", value = 500, on = [".a"] },' in text


def test_a_register_decides_the_same_when_it_comes_back(xland, xland_folder, tmp_path):
    write_folder(read(xland).files, tmp_path / "law")
    books = [load_folder(each).book for each in (xland_folder, tmp_path / "law")]
    assert books[0].registers.data == books[1].registers.data
    row = books[1].registers.find("3A900.a.1")[1]
    assert value_of(row, "small_usd", ".a.1", numeric=True) == 500
    assert value_of(row, "NS_1", ".a.2") is False


def test_trees_and_hash_may_be_left_out(copy_of):
    def bare(value):
        if isinstance(value, list):
            return [bare(each) for each in value]
        if isinstance(value, dict):
            return {key: bare(each) for key, each in value.items() if key != "tree"}
        return value

    stated = copy_of.pop("hash")
    copy_of.pop("book")
    found = read(bare(copy_of))
    assert found.faults == ()
    assert (found.stated, found.hash) == ("", stated)


# -- faults -------------------------------------------------------------------------------

ROWS = ("registers", 0, "rows")
MARKS = (*ROWS, 0, "marks")
RULE = ("provisions", 0, "versions", 0, "rule")


def _set(*path_and_value):
    *path, last, value = path_and_value

    def change(data):
        at = data
        for step in path:
            at = at[step]
        at[last] = value

    return change


def _both(*changes):
    def change(data):
        for each in changes:
            each(data)

    return change


def _rule(text):
    return _set(*RULE[:-1], "rule", {"text": text})


def _parts(parts, rule="p0"):
    listed = [{"name": name, "text": text} for name, text in parts]
    return _both(_rule(rule), _set(*RULE[:-1], "parts", listed))


FAULTS = [
    (_rule("fats"), "/provisions/0/versions/0/rule/text", "no known fact"),
    (_rule("__import__('os').system('true')"), "/provisions/0/versions/0/rule/text", "cannot"),
    (_rule("speed >= 1e99"), "/provisions/0/versions/0/rule/text", "sensible size"),
    (_rule("not " * 900 + "flat"), "/provisions/0/versions/0/rule/text", "too deep"),
    (_rule("@xx.nowhere"), "/provisions/0/versions/0/rule/text", "'xx.nowhere' is no provision"),
    (_set(*RULE, "tree", {"node": "holds", "fact": "flat"}), "/provisions/0/versions/0/rule/tree", "the text does not"),
    (_parts([("p0", "p1"), ("p1", "p0")]), "/provisions/0/versions/0/parts", "circle: p0 -> p1"),
    (_parts([(f"p{n}", f"p{n + 1} and p{n + 1}") for n in range(40)] + [("p40", "flat")]), "/provisions/0/versions/0/parts", "more than 100,000 tests"),
    (_parts([(f"p{n}", f"p{n + 1}") for n in range(200)] + [("p200", "flat")]), "/provisions/0/versions/0/parts", "deep"),
    (_set("provisions", 0, "cite", ["nothing"]), "/provisions/0/cite/0", "no citation of this file"),
    (lambda data: data["provisions"][0]["cite"].append(data["provisions"][0]["cite"][0]), "/provisions/0/cite", "the same id stands in it twice"),
    (_set("provisions", 0, "scope", "xx.gone"), "/provisions/0/scope", "no provision of this file"),
    (_set("provisions", 0, "sovereign", "QQ"), "/provisions/0/sovereign", "no sovereign"),
    (_set("provisions", 0, "carves_out", ["xx.zzz.*"]), "/provisions/0/carves_out/0", "no provision"),
    (_set("provisions", 0, "items", ["toaster"]), "/provisions/0/items/0", "no choice of the fact item_kind"),
    (_set("provisions", 0, "kind", "review_policy"), "/provisions/0", "lacks reviews"),
    (_set("provisions", 0, "versions", 0, "to", "2000-01-01"), "/provisions/0/versions/0/to", "not after"),
    (_set("provisions", 0, "versions", 0, "from", "2023-02-29"), "/provisions/0/versions/0/from", "no day of the calendar"),
    (_set("facts", 0, "colour", "red"), "/facts/0/colour", "no key"),
    (_set("hash", "0" * 64), "/hash", "has the hash"),
    (_set("provisions", 0, "text", "| a table |\nand words"), "/provisions/0/text", "would not give"),
    (_set("provisions", 0, "text", "```\nnever closed"), "/provisions/0/cases", "would not give"),
    (_set("provisions", 0, "cases", 0, "holds", "?"), "/provisions/0/cases/0", "expects ?"),
    (_set("provisions", 0, "cases", 0, "given", {"spede": "1"}), "/provisions/0/cases/0", "no known column"),
    (_set("provisions", 0, "cases", []), "/provisions/0/cases", "a list of 0"),
    (_set("provisions", 0, "against", ["yy.need"]), "/provisions/0", "is of kind classification and has an against"),
    (_set("provisions", 0, "kind", "conflict"), "/provisions/0", "is of kind conflict and has no against"),
    (_both(_set("provisions", 0, "kind", "conflict"), _set("provisions", 0, "against", ["xx.need.hq"])), "/provisions/0/against/0", "of the same law"),
    (_set("provisions", 0, "kind", "exception"), "/provisions/0", "lacks overcomes"),
    (_set("sovereigns", 0, "subject", "xx.raech"), "/sovereigns/0/subject", "no provision of this file"),
    (_set(*ROWS, 1, "class", "3A900"), "/registers/0/rows/1/class", "stands here and at /registers/0/rows/0/class"),
    (_set(*ROWS, 0, "eccn", "3A900"), "/registers/0/rows/0/eccn", "no key"),
    (_set(*ROWS, 0, "class", "3A900.a"), "/registers/0/rows/0/class", "not written as a class"),
    (_set(*ROWS, 0, "gives", {"colour": "red"}), "/registers/0/rows/0/gives/colour", "no known fact"),
    (_set(*ROWS, 0, "gives", {"item_kind": "toaster"}), "/registers/0/rows/0/gives/item_kind", "was wanted"),
    (_set(*ROWS, 2, "silent", ["c"]), "/registers/0/rows/2/silent/0", "no paragraph of the class"),
    (_set(*MARKS, 0, "mark", "NS_9"), "/registers/0/rows/0/marks/0/mark", "'chart.NS_9' is no known fact"),
    (_set(*MARKS, 0, "on", ["3A901.a"]), "/registers/0/rows/0/marks/0/on/0", "no paragraph of the class"),
    (_set(*MARKS, 0, "except", [".a.2", ".c"]), "/registers/0/rows/0/marks/0/except/1", "under none of the paragraphs"),
    (_set(*MARKS, 0, "open", "mood"), "/registers/0/rows/0/marks/0/open", "one of figures"),
    (_set(*MARKS, 0, "value", "5"), "/registers/0/rows/0/marks/0", "wants a value just where"),
    (_set(*MARKS, 2, "value", "-5"), "/registers/0/rows/0/marks/2/value", "cannot be under 0"),
    (_set("registers", 0, "by", "speed"), "/registers/0/by", "found by a text"),
    (_set("registers", 0, "by", "eccn"), "/registers/0/by", "no known fact"),
    (_set("registers", 0, "sovereign", "QQ"), "/registers/0/sovereign", "no sovereign"),
    (_set("registers", 0, "cite", ["nothing"]), "/registers/0/cite/0", "no citation"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "pointer", "words"), FAULTS, ids=[f"{n}-{each[2]}" for n, each in enumerate(FAULTS)])  # fmt: skip
def test_a_fault_is_found_at_its_place_with_a_way_out(change, pointer, words, copy_of):
    change(copy_of)
    found = read(copy_of)
    [fault] = [each for each in found.faults if each.pointer == pointer and words in each.message]
    assert fault.way_out
    assert found.files == {}


def test_every_fault_is_reported_and_not_only_the_first(copy_of):
    copy_of["facts"][0]["type"] = "float"
    copy_of["provisions"][0]["kind"] = "rule"
    copy_of["provisions"][1]["versions"][0]["rule"] = {"text": "nonsense ="}
    copy_of["provisions"][2]["cite"] = ["absent"]
    copy_of["groups"][0]["sovereign"] = "QQ"
    places = [each.pointer for each in read(copy_of).faults]
    for wanted in (
        "/facts/0/type", "/provisions/0/kind", "/provisions/1/versions/0/rule/text", "/provisions/2/cite/0",
        "/groups/0/sovereign",
    ):  # fmt: skip
        assert wanted in places


def test_a_register_given_twice_and_a_fact_at_fault_are_named_once(copy_of):
    copy_of["registers"].append(copy.deepcopy(copy_of["registers"][0]))
    number = next(i for i, each in enumerate(copy_of["facts"]) if each["name"] == "chart.NS_1")
    copy_of["facts"][number]["type"] = "float"
    found = [(each.pointer, each.message) for each in read(copy_of).faults]
    assert ("/registers/1/name", "the register 'xx_list' is declared twice") in found
    assert [at for at, _ in found if at.startswith("/registers/1/rows/")] == [
        f"/registers/1/rows/{row}/class" for row in range(3)
    ]
    assert not any("NS_1" in said for _, said in found)


def test_a_conflict_with_a_law_in_the_file_names_what_is_there(copy_of):
    other = next(each for each in copy_of["provisions"] if each["id"] == "xx.reach")
    copy_of["provisions"].append({**other, "id": "yy.needs"})
    [at] = [i for i, each in enumerate(copy_of["provisions"]) if "against" in each]
    places = [each.pointer for each in read(copy_of).faults]
    assert f"/provisions/{at}/against/0" in places
    assert f"/provisions/{at}/against/1" in places


def test_provisions_that_lead_to_each_other_are_named(copy_of):
    one, other = copy_of["provisions"][:2]
    one["versions"] = one["versions"][:1]
    one["versions"][0]["rule"] = {"text": f"@{other['id']}"}
    other["versions"][0]["rule"] = {"text": f"@{one['id']}"}
    assert any("in a circle" in each.message for each in read(copy_of).faults)


def test_a_long_chain_of_provisions_is_refused_and_breaks_nothing(copy_of):
    last = copy.deepcopy(copy_of["provisions"][0])
    for number in range(1200):
        link = {**last, "id": f"xx.chain_{number}"}
        link["versions"] = [{**last["versions"][0], "rule": {"text": f"@xx.chain_{number + 1}"}}]
        copy_of["provisions"].append(link)
    copy_of["provisions"].append({**last, "id": "xx.chain_1200"})
    assert any("deep" in each.message for each in read(copy_of).faults)


BYTES = [
    (b"", "no JSON"),
    (b"{", "no JSON"),
    (b"\xff\xfe{}", "no UTF-8"),
    (b"\xef\xbb\xbf{}", "byte order mark"),
    (b'{"format": NaN}', "NaN"),
    (b'{"format": 1e99999999999999999999}', "cannot be read"),
    (b'{"rank": ' + b"9" * 5000 + b"}", "cannot be read"),
    (b"[" * 100_000, ""),
    (b"[" * 100_000 + b"]" * 100_000, "deep"),
    (b"[" * (DEEPEST + 2) + b"]" * (DEEPEST + 2), "deep"),
]


@pytest.mark.parametrize(("raw", "words"), BYTES)
def test_what_cannot_be_read_is_one_finding(raw, words):
    found = receive(raw)
    assert not found.readable
    assert words in found.faults[0].message


def test_a_file_that_is_too_large_is_not_parsed(monkeypatch):
    from licet.publish import read as module

    monkeypatch.setattr(module, "LARGEST", 10)
    found = receive(b"[" * 11)
    assert "at most 10" in found.faults[0].message


def test_a_key_that_stands_twice_is_found_where_it_stands(xland):
    raw = to_bytes(xland).replace(b'"aliases": [', b'"unit": "a",\n   "unit": "b",\n   "aliases": [', 1)  # fmt: skip
    assert any("stands more than once" in each.message and each.pointer.startswith("/facts/") for each in receive(raw).faults)  # fmt: skip


def test_half_a_character_is_found_and_can_be_printed(copy_of):
    copy_of["provisions"][0]["title"] = "\ud800"
    copy_of["\ud801\x1b"] = 1
    found = receive(json.dumps(copy_of).encode())
    text = "\n".join(map(str, found.faults))
    text.encode()
    assert "\x1b" not in text
    assert any(each.pointer == "/provisions/0/title" for each in found.faults)


# -- writing -----------------------------------------------------------------------------


def test_nothing_is_overwritten(xland, tmp_path):
    (tmp_path / "law").mkdir()
    with pytest.raises(InputError, match="nothing is overwritten"):
        write_folder(files_of(xland), tmp_path / "law")
    assert list((tmp_path / "law").iterdir()) == []


def test_file_names_are_safe_on_every_system(copy_of):
    names = ["README", "con.x", "NUL", "aA.b", "Aa.b", "x" * 150]
    last = copy_of["provisions"][0]
    copy_of["provisions"] = [{**last, "id": name} for name in names]
    paths = [path for path in files_of(copy_of) if path.endswith(".md")]
    assert len({path.casefold() for path in paths}) == len(names)
    for path in paths:
        assert path.startswith("xx/provisions/")
        stem = path.rpartition("/")[2].partition(".")[0].casefold()
        assert stem not in {"readme", "con", "nul"}
        assert len(path) < 160


def test_conditions_that_differ_between_versions_keep_to_their_own(copy_of):
    item = next(each for each in copy_of["provisions"] if each["kind"] == "exception")
    first = item["versions"][-1]
    second = {**copy.deepcopy(first), "from": "2027-01-01", "published": "2027-01-01"}
    second["checked"] = "2027-01-01"
    second["conditions"] = [{"code": "new", "text": "Something new."}]
    first["to"] = "2027-01-01"
    item["versions"].append(second)
    copy_of.pop("hash")
    for case in item.get("cases", ()):
        case.setdefault("on", first["from"])
    found = read(copy_of)
    assert [str(each) for each in found.faults] == []


# -- any mutation ------------------------------------------------------------------------


def _paths(value, path=()):
    yield path
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _paths(each, (*path, key))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from _paths(each, (*path, number))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12)
    | st.sampled_from(["xx.need", "speed", "2024-02-30", "speed >= 1", "flat", "?", "yes", "../x", "1e99", "none", "US"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["node", "of", "text", "from", "x"]), inner, max_size=3),
    max_leaves=5,
)  # fmt: skip


@st.composite
def mutations(draw, data, times=3):
    data = copy.deepcopy(data)
    for _ in range(draw(st.integers(1, times))):
        path = draw(st.sampled_from([each for each in _paths(data) if each]))
        at = data
        for step in path[:-1]:
            at = at[step]
        match draw(st.sampled_from(["set", "drop", "add", "copy", "swap"])):
            case "set":
                at[path[-1]] = draw(json_values)
            case "drop":
                del at[path[-1]]
            case "add" if isinstance(at, dict):
                at[draw(st.text(max_size=8))] = draw(json_values)
            case "copy" if isinstance(at, list):
                at.insert(path[-1], copy.deepcopy(at[path[-1]]))
            case _:
                other = draw(st.sampled_from([each for each in _paths(data) if each]))
                value = data
                for step in other:
                    value = value[step]
                at[path[-1]] = copy.deepcopy(value)
    return data


@settings(max_examples=120)
@given(choice=st.data())
def test_any_mutation_is_good_law_or_has_placed_findings(choice, xland, validator):
    data = choice.draw(mutations(xland))
    raw = json.dumps(data).encode()
    found = receive(raw)
    assert bool(found.faults) != bool(found.files)
    for fault in found.faults:
        at = json.loads(raw)
        for step in fault.pointer.split("/")[1:]:
            key = step.replace("~1", "/").replace("~0", "~")
            if isinstance(at, list):
                at = at[int(key)]
            elif key in at:
                at = at[key]
        assert fault.message
        str(fault).encode()
    if not validator.is_valid(data):
        assert found.faults
        assert list(faults_of(json.loads(raw), schema()))


@settings(max_examples=150)
@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode) | json_values.map(lambda v: json.dumps(v).encode()))  # fmt: skip
def test_any_bytes_give_findings(raw):
    assert receive(raw).faults
