"""Input that means harm: each is a clear finding with its place, and nothing else happens."""

import io
import json
import os
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet_verify.canonical import canonical, read_canonical, read_json
from licet_verify.command import main
from licet_verify.entries import MOST_ENTRY_BYTES
from licet_verify.faults import Unreadable
from licet_verify.findings import MOST_KEPT
from licet_verify.sources import Folder, Web, Zip, source_of
from licet_verify.trust import trust_of
from licet_verify.verify import verify_bundle
from tests.verify.story import story
from tests.verify.writer import LOG, TinyLog, bundle_of, case_id, spelled

WHOLE = story().bundle(openings=[(0, "applicant")])

NOT_CANONICAL = {
    "a blank": '{"a": 1}', "keys out of order": '{"b":1,"a":2}', "a key twice": '{"a":1,"a":2}', "a leading nought": "01",
    "minus nought": "-0", "a point": "1.0", "an exponent": "1e3", "not a number": "NaN", "infinity": "-Infinity",
    "too large": "9007199254740992", "enormous": "9" * 5000, "an escape that is not needed": '"\\u0041"', "a slash escaped": '"\\/"',
    "capitals in an escape": '"\\u001F"', "half a pair": '"\\ud800"', "a raw control": '"\x01"', "a newline": "1\n", "nothing": "",
    "33 levels": "[" * 33 + "]" * 33, "a hundred thousand levels": "[" * 100_000, "a byte order mark": "\ufeff1", "two values": "1 2",
    "UTF-16 order": '{"\ufb33":1,"\U0001f600":2}',
}  # fmt: skip


@pytest.mark.parametrize("name", NOT_CANONICAL)
def test_json_of_another_form_is_refused(name):
    with pytest.raises(Unreadable, match=r"^here: "):
        read_canonical(NOT_CANONICAL[name], "here")


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(VALUES)
def test_what_is_written_is_read_again(value):
    text = canonical(value)
    assert read_canonical(text, "here") == value
    assert canonical(read_json(json.dumps(value), "here")) == text


def test_keys_stand_in_the_order_of_utf_16():
    assert canonical({"\ufb33": 1, "\U0001f600": 2, "z": 0}) == '{"z":0,"\U0001f600":2,"\ufb33":1}'


@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))
def test_no_byte_of_a_bundle_can_be_changed(place, by):
    data = bytearray(WHOLE)
    data[place] = (data[place] + by) % 256
    report = verify_bundle(io.BytesIO(data), trust_of([LOG.vkey], []))
    assert report.counts


@given(st.integers(0, len(WHOLE) - 1))
def test_no_end_of_a_bundle_can_be_cut_off(length):
    assert verify_bundle(io.BytesIO(WHOLE[:length]), trust_of([LOG.vkey], [])).counts[
        "malformed_bundle"
    ]


@given(st.lists(st.sampled_from(story().lines(openings=[(0, "applicant")])), max_size=30))
def test_lines_in_any_order_are_told(lines):
    assert verify_bundle(io.BytesIO(bundle_of(lines)), trust_of([LOG.vkey], [])).counts[
        "malformed_bundle"
    ]


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from(["0" * 64, "approved", "start", "stop", "adopted"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "act", "by", "reason", "x"]), inner),
    max_leaves=6,
)  # fmt: skip
RESERVED = [
    "clock",
    "cause",
    "outcome",
    "conditions",
    "condition",
    "superseded_by",
    "corrected",
    "reason",
    "fields",
]


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.sampled_from("ab"), st.dictionaries(st.sampled_from(RESERVED), JUNK), st.booleans()
        ),
        max_size=6,
    )
)
def test_any_public_fields_are_read_without_a_crash(rows):
    log = TinyLog()
    for name, public, corrects in rows:
        known = log.chains.get(case_id(name))
        changes = {"type": "correction", "refers": log.refer(name, 0)} if corrects and known else {}
        log.append(name, public=public, **changes)
    verify_bundle(io.BytesIO(log.bundle(checkpoints=[log.checkpoint()])), trust_of([LOG.vkey], []))


@pytest.mark.parametrize(
    "change",
    [
        {"format": "licet-entry/2"}, {"type": "other"}, {"case": "A" * 32}, {"seq": -1}, {"seq": True}, {"event": "Über"}, {"event": "a" * 65},
        {"time": "2026-02-30T00:00:00Z"}, {"time": "2026-02-01T09:00:00+00:00"}, {"public": []}, {"public": {"Upper": 1}},
        {"commitments": {"x": "0"}}, {"commitments_root": None}, {"previous": "0" * 64}, {"refers": None}, {"more": 1}, {"seq": 1},
    ],
    ids=str,
)  # fmt: skip
def test_an_entry_of_another_form_is_malformed(verify, change):
    log = TinyLog()
    log.append("a", **change)
    report = verify(log.bundle())
    assert report.counts["malformed_entry"] == 1
    assert report.findings[0].where == "entry 0"


def test_a_name_is_not_both_public_and_committed(verify):
    log = TinyLog()
    log.append("a", public={"amount": 1}, secret={"amount": 1})
    assert dict(verify(log.bundle()).counts) == {"malformed_entry": 1}


def test_an_entry_is_no_longer_than_it_can_be_stored(verify):
    log = TinyLog()
    log.append("a", public={"text": ""})
    room = MOST_ENTRY_BYTES - len(log.entries[0])
    for more, codes in ((0, {}), (1, {"malformed_entry": 1})):
        log = TinyLog()
        log.append("a", public={"text": "x" * (room + more)})
        assert dict(verify(log.bundle()).counts) == codes


@pytest.mark.parametrize(
    "line",
    [
        b"[" * 1_000_000 + b"\n", b'{"line":"entry","line":"entry"}\n', b'{"line":"entry","index":NaN,"entry":""}\n', b"\xff\n",
        b'{"line":"exec","code":"import os"}\n', b'{"line":["entry"]}\n', b'{"line":"entry","index":1.0,"entry":""}\n', b"null\n",
        b'{"line":"entry","index":99999999999999999999,"entry":""}\n', b'{"line":"entry","index":0,"entry":"\\ud800"}\n', b"\n",
        b'{"line":"opening","index":0,"field":"../../x","value":1,"salt":"00"}\n',
    ],
    ids=range(12),
)  # fmt: skip
def test_a_line_that_cannot_be_read_is_named(verify, line):
    at = WHOLE.index(b'{"line": "entry"')
    report = verify(WHOLE[:at] + line + WHOLE[at:])
    number = WHOLE[:at].count(b"\n") + 1
    assert report.counts["malformed_bundle"]
    assert report.findings[0].where.startswith(f"line {number}")


def test_a_line_without_end_is_not_read_on(verify, monkeypatch):
    monkeypatch.setattr("licet_verify.bundle.MOST_LINE_BYTES", 1000)
    report = verify(WHOLE[:100] + b"x" * 5000)
    assert "1000" in str(report.findings)


def test_a_thousand_findings_are_counted_and_few_are_kept(verify):
    log = TinyLog()
    for n in range(300):
        log.append(str(n), event="BAD")
    report = verify(log.bundle())
    assert report.counts["malformed_entry"] == 300
    assert len(report.findings) == MOST_KEPT
    assert "100 more of this kind" in report.text()


def test_nothing_that_is_shown_can_move_a_cursor(verify):
    log = TinyLog()
    log.append("a", public={"condition": {"id": "\x1b[2J\u202e\n", "act": "proposed", "by": "x"}})
    log.append("a", public={"outcome": "approved"})
    text = verify(log.bundle()).text()
    assert not any(c in text for c in "\x1b\u202e")
    assert "\\x1b" in text


def test_a_pipe_a_device_or_a_folder_is_no_bundle(tmp_path, capsys):
    os.mkfifo(tmp_path / "pipe")
    for each in (tmp_path / "pipe", tmp_path, "/dev/zero"):
        assert main([str(each)]) == 2
        assert capsys.readouterr().err


@pytest.mark.parametrize(
    "path", ["../secret", "/etc/passwd", "a/../../b", "a\\b", "C:x", "", "a//b", "./a", "a\0b"]
)
def test_no_path_leads_out_of_a_source(tmp_path, path):
    (tmp_path / "log").mkdir()
    (tmp_path / "secret").write_text("x", "utf-8")
    with pytest.raises(Unreadable):
        Folder(tmp_path / "log").read(path, 100)


def test_no_link_leads_out_of_a_folder(tmp_path):
    (tmp_path / "log").mkdir()
    (tmp_path / "secret").write_text("x", "utf-8")
    (tmp_path / "log" / "checkpoint").symlink_to(tmp_path / "secret")
    with pytest.raises(Unreadable, match="out of the folder"):
        Folder(tmp_path / "log").read("checkpoint", 100)
    with pytest.raises(Unreadable, match="are the most"):
        Folder(tmp_path).read("secret", 0)
    assert Folder(tmp_path).read("nothing", 100) is None


@pytest.mark.parametrize("name", ["../evil", "/evil", "a\\evil", "C:evil"])
def test_a_zip_with_path_tricks_is_refused(tmp_path, name):
    file = tmp_path / "log.zip"
    with zipfile.ZipFile(file, "w") as held:
        held.writestr(name, b"x")
    with pytest.raises(Unreadable, match="leads elsewhere"):
        Zip(file)
    assert list(tmp_path.iterdir()) == [file]


def test_a_zip_bomb_is_not_unpacked(tmp_path):
    file = tmp_path / "log.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as held:
        held.writestr("checkpoint", b"\0" * 50_000_000)
    with pytest.raises(Unreadable, match="more than"):
        source_of(str(file)).read("checkpoint", 1 << 20)


def test_a_name_twice_in_a_zip_is_refused(tmp_path):
    file = tmp_path / "log.zip"
    with zipfile.ZipFile(file, "w") as held:
        held.writestr("checkpoint", b"x")
        with pytest.warns(UserWarning, match="Duplicate"):
            held.writestr("checkpoint", b"y")
    with pytest.raises(Unreadable, match="twice"):
        Zip(file)


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://x/y", "http://", "data://x"])
def test_only_web_addresses_are_fetched(address):
    with pytest.raises(Unreadable, match="web address"):
        Web(address)


def test_the_writer_spells_as_the_page_does():
    assert spelled({"b": 1, "a": "é"}) == canonical({"b": 1, "a": "é"})


@pytest.mark.parametrize("origin", ["", "a\nb"])
def test_a_bundle_without_a_name_does_not_slip_through(verify, origin):
    lines = story().lines()
    lines[0]["origin"] = origin
    assert verify(bundle_of(lines)).counts["malformed_bundle"]
    assert verify(b"").counts["malformed_bundle"]
    assert verify(bundle_of([])).counts["malformed_bundle"]
    assert verify(bundle_of(story().lines()[:1])).counts["malformed_bundle"]
