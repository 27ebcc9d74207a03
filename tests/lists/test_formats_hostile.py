"""What is not the publisher's whole file is refused with a reason and a way out."""

import gzip
import io
import re
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.errors import InputError, UnknownName
from licet.lists.formats import FORMS, read, read_all
from licet.lists.formats.raw import unpacked
from tests.lists import samples
from tests.lists.test_formats_samples import DAY, FILES, NAMED, bytes_of, zipped


def refused(data, **said):
    with pytest.raises(InputError) as caught:
        read_all(data, **({"as_of": DAY, "file": "list.dat"} | said))
    return str(caught.value)


BROKEN = {
    "empty": (b"", "empty"),
    "blank": (b"  \n ", "empty"),
    "page": (b"<!DOCTYPE html><html><head><title>503 Busy</title></head></html>", "503 Busy"),
    "nul": (b"name,aliases\nAC\0ME,x\n", "NUL"),
    "latin-1": (b"name,aliases\nCaf\xe9,x\n", "0xE9"),
    "no form": (b"hello world\n", "csl-json"),
    "half json": (b'{"results": [{"source": "Entity List", "name": "A"', "ends in the middle"),
    "deep json": (b"[" * 200_000, ""),
    "half xml": (samples.OFAC_XML.encode()[:300], "middle"),
    "half gz": (gzip.compress(b"name\nA\n" * 100)[:30], "middle"),
    "bad gz": (b"\x1f\x8b\x08\x00" + b"rubbish" * 9, "damaged"),
    "half zip": (zipped({"a.csv": b"name\nA\n"})[:40], "zip"),
    "open quote": (b'name,aliases\n"ACME,x\nB,y\n', "breaks off"),
    "short last row": (b"key,name,aliases\n1,A,B\n2\n", "cut short"),
    "no party": (b"name,aliases\n", "no party"),
    "columns": (b"name," + b"x," * 2_000_000 + b"\nA\n", ""),
    "long name": (b"name,notes\n" + b"A" * 5000 + b",x\n", "5000 characters"),
    "huge name": (b"name,notes\n" + b"A" * 10_000_000 + b",x\n", "line"),
    "strange column": (b"name,alias_names\nA,B\n", ""),
    "kind": (b"name,kind\nA,company\n", "entity, individual"),
    "day": (b"name,since\nA,yesterday\n", "2025-09-29"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_says_what_is_wrong(case):
    data, wanted = BROKEN[case]
    told = refused(data, list="X-OWN")
    assert wanted in told or case == "huge name"
    assert "list.dat" in told


def test_the_place_names_file_and_line():
    with pytest.raises(InputError) as caught:
        read(b"name,since\nA,2020-01-01\nB,soon\n", list="X", as_of=DAY, file="own.csv")
    assert (caught.value.place.file, caught.value.place.line) == ("own.csv", 3)


@pytest.mark.parametrize("form", ["ofac-xml", "ofac-advanced-xml", "cfr-xml"])
def test_entities_and_outside_files_in_xml_are_refused(form):
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    outside = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    for trick in (laughs, outside):
        text = re.sub(r"^(<\?xml[^>]*\?>)", r"\1" + trick, FILES[form])
        text = text.replace("ISLA AIR", "&a;").replace("Luo Ping", "&a;").replace("Wuhan<", "&a;<")
        assert "not read" in refused(text.encode(), form=form)


def test_bombs_are_not_unpacked():
    for bomb in (gzip.compress(b"0" * 3_000_000), zipped({"a": b"0" * 3_000_000})):
        with pytest.raises(InputError, match="unpacks to more than"):
            unpacked(bomb, "bomb", limit=1_000_000)
    twice = io.BytesIO()
    with zipfile.ZipFile(twice, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(str(number), b"0" * 600_000)
    with pytest.raises(InputError, match="unpacks to more than"):
        unpacked(twice.getvalue(), "bomb", limit=1_000_000)


def test_a_count_that_the_file_gives_is_held_to():
    assert "5 records and holds 2" in refused(samples.OFAC_XML.replace("<Record_Count>2", "<Record_Count>5").encode())
    assert "5 entities and holds 4" in refused(samples.PARSED.replace('"count": 4', '"count": 5').encode())
    assert "4 of 9 results" in refused(samples.CSL_JSON.replace('"total": 4', '"total": 9').encode())


def test_parts_of_different_days_are_refused():
    files = samples.OFAC | {"alt.csv": b'99,12,"aka","X",-0- \r\n'}
    assert "different days" in refused(zipped(files))
    assert "Put the three in one zip" in refused(samples.OFAC["alt.csv"])


def test_a_list_with_holes_stops_unless_it_is_let_pass():
    rows = "".join(f"{number},Party {number}\n" for number in range(50))
    data = f"key,name\n{rows}50,\n51,Last\n".encode()
    told = refused(data, list="X")
    assert "1 of 52 rows of X could not be read, 1.92 %" in told
    assert "list.dat:52" in told
    made = read(data, list="X", as_of=DAY, lost_limit_pct="2")
    assert (made.rows, made.lost, made.lost_pct, len(made.entries)) == (52, 1, Decimal("1.92"), 51)
    assert "no name" in made.dropped[0]
    assert "no number of percent" in refused(data, list="X", lost_limit_pct="much")


def test_the_day_comes_from_the_file_then_the_caller_then_the_name():
    assert read(samples.OFAC_XML.encode(), as_of=DAY).as_of == date(2026, 9, 18)
    assert read(samples.PLAIN.encode(), list="X", as_of=DAY, file="l_2025-01-02.csv").as_of == DAY
    assert read(samples.PLAIN.encode(), list="X", file="l_2025-01-02.csv").as_of == date(2025, 1, 2)
    with pytest.raises(InputError, match="as_of"):
        read(samples.PLAIN.encode(), list="X", file="own.csv")


def test_lists_are_named_where_the_file_holds_several_or_none():
    with pytest.raises(InputError, match="holds 4 lists"):
        read(samples.CSL_JSON.encode())
    with pytest.raises(InputError, match="not US-MEU"):
        read(samples.CSL_JSON.encode(), list="US-MEU")
    with pytest.raises(InputError, match="does not say which list"):
        read(samples.PLAIN.encode(), as_of=DAY)
    with pytest.raises(UnknownName, match="csl-json"):
        read(samples.CSL_JSON.encode(), form="csl-jsn")
    with pytest.raises(InputError, match="no code of a list"):
        read(samples.PLAIN.encode(), list="../x", as_of=DAY)


def test_another_encoding_can_be_said():
    data = "name,aliases\n日本製鋼,x\n".encode("cp932")
    assert "cp932" in refused(data, list="X")
    assert read(data, list="X", as_of=DAY, encoding="cp932").entries[0].name == "日本製鋼"
    assert "no encoding named" in refused(data, list="X", encoding="moon")


def test_entries_without_a_number_keep_their_key_when_others_change():
    def keys(text):
        made = read(text.encode(), list="X", as_of=DAY)
        return {each.name: each.key for each in made.entries}

    before = keys("name,aliases,countries\nA,x,CN\nB,y,IR\n")
    after = keys("name,aliases,countries\nNew,,US\nB,y; z,IR\nA,x,CN\n")
    assert before.items() <= after.items()


@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=400), form=st.sampled_from(["", *FORMS]))
def test_any_bytes_are_an_edition_or_a_refusal(data, form):
    try:
        made = read_all(data, form=form, list="X", as_of=DAY, file="any")
    except InputError as error:
        assert str(error)
    else:
        assert all(each.entries for each in made)


@settings(max_examples=150, deadline=None)
@given(
    form=st.sampled_from(sorted(FORMS)),
    cut=st.integers(0, 3000),
    length=st.integers(0, 40),
    put=st.one_of(st.binary(max_size=30), st.text(max_size=12).map(str.encode)) if False else st.binary(max_size=30),
)
def test_a_sample_with_a_slip_in_it_is_an_edition_or_a_refusal(form, cut, length, put):
    whole = bytes_of(form)
    cut %= len(whole)
    data = whole[:cut] + put + whole[cut + length :]
    for named in ("", form):
        try:
            read_all(data, form=named, list=NAMED.get(form, ""), as_of=DAY, file="slip")
        except InputError as error:
            assert str(error)


@settings(max_examples=60, deadline=None)
@given(form=st.sampled_from([f for f in sorted(FORMS) if f.endswith(("xml", "json"))]), share=st.floats(0.01, 0.99))
def test_json_xml_and_zip_cut_short_are_never_read(form, share):
    if form == "ftm-json":
        return
    whole = bytes_of(form).rstrip()
    refused(whole[: int(len(whole) * share)], form=form)
    packed = zipped({"a": whole})
    refused(packed[: int(len(packed) * share)], form=form)
