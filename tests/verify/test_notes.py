"""Signed notes, keys, checkpoints and cosignatures, with the examples of the specifications."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet_verify.checkpoints import open_checkpoint, read_checkpoint
from licet_verify.faults import Differs, Fault, Unreadable
from licet_verify.notes import read_key, read_note
from tests.verify.writer import LOG, ORIGIN, WITNESS, TinyLog, at

# c2sp.org/signed-note
EXAMPLE_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
EXAMPLE = (
    "This is an example message.\n\n— example.com/foo "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
).encode()
# c2sp.org/tlog-cosignature
COSIGNED = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
).encode()


def test_the_example_of_the_specification():
    key = read_key(EXAMPLE_KEY)
    assert key.text == EXAMPLE_KEY
    assert read_note(EXAMPLE).signed_by([key]) == [(key, None)]
    with pytest.raises(Differs, match="not over this text"):
        read_note(EXAMPLE.replace(b"example message", b"example massage")).signed_by([key])


def test_the_example_of_a_cosigned_checkpoint_is_read():
    found = read_checkpoint(COSIGNED)
    assert (found.origin, found.size, found.extensions) == (
        "example.com/behind-the-sofa",
        20852163,
        0,
    )
    time = int.from_bytes(found.note.signatures[1][2][:8], "big")
    assert time == 1679315147  # the time that the specification prints


def test_unknown_signatures_are_passed_over_and_known_ones_must_hold():
    log = TinyLog()
    log.append("a")
    note = log.checkpoint(cosigned=at(1))
    keys = [read_key(LOG.vkey)]
    signed = open_checkpoint(note, keys)
    assert (signed.checkpoint.size, signed.witnesses, signed.unknown) == (1, (), 1)
    assert open_checkpoint(note, keys, [read_key(WITNESS.vkey)]).witnesses[0][1] == at(1)
    with pytest.raises(Differs, match="no trusted key"):
        open_checkpoint(note, [read_key(EXAMPLE_KEY)])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "a+b",
        "a+530d903a+####",
        EXAMPLE_KEY.replace("foo", "bar"),
        EXAMPLE_KEY.replace("530d903a", "530D903A"),
        EXAMPLE_KEY[:-4],
        "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
    ],
)
def test_a_key_that_was_mistyped_is_refused(text):
    with pytest.raises(Unreadable):
        read_key(text)


GOOD = TinyLog().checkpoint()


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\n\n", b"text\n", b"text\n\n", GOOD[:-1], GOOD.replace(b"\n\n", b"\n"), GOOD + b"\n", GOOD.replace("—".encode(), b"-"),
        GOOD.replace(b"\n0\n", b"\n00\n"), GOOD.replace(b"\n0\n", b"\n-1\n"), GOOD.replace(b"\n0\n", b"\n1e3\n"),
        GOOD.replace(b"\n0\n", "\n٣\n".encode()), GOOD.replace(b"\n0\n", b"\n99999999999999999999\n"), GOOD.replace(b"=\n", b"\n", 1),
        GOOD.replace(b"\n0\n", b"\n0\r\n"), b"\xff" + GOOD, b"x" * (1 << 21), GOOD + GOOD.split(b"\n\n")[1] * 64,
    ],
    ids=range(18),
)  # fmt: skip
def test_what_is_no_checkpoint_is_refused_with_its_place(data):
    with pytest.raises(Unreadable, match=r"^checkpoint"):
        read_checkpoint(data)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    for each in (data, GOOD[: len(data)] + data, data + GOOD):
        with suppress(Fault):
            read_checkpoint(each)


@given(st.integers(0, len(GOOD) - 1), st.integers(1, 255))
def test_no_byte_of_a_checkpoint_can_be_changed(place, by):
    data = bytearray(GOOD)
    data[place] = (data[place] + by) % 256
    with pytest.raises(Fault):
        open_checkpoint(bytes(data), [read_key(LOG.vkey)])


def test_an_empty_log_has_the_empty_root():
    log = TinyLog()
    log.append("a")
    text = log.text().replace(b"\n1\n", b"\n0\n")
    with pytest.raises(Differs, match="empty tree"):
        open_checkpoint(text + b"\n" + LOG.line(text), [read_key(LOG.vkey)])
    assert ORIGIN.encode() in text


# Go's checksum database: its key, and what it signed in January 2023 and later.
SUMDB_KEY = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
SUMDB = [
    ("15081221", "BoMMe1wd25Tco0mYGROkyqxHZWx+hcSCtMV315Lu6Lg=", "Az3grilD7vQqTrv66jRgKM84Y80KTprrSt4bKmiOPxgmS5ZVBTeCl6dUvjYnN13R+C8j0jGY1WnUADGMkok3U0m2Zgo="),
    ("63096908", "8lHrQPRYe4KT4WQ9/Qk8/taKnD6IRHbFgfN7vQE2Y54=", "Az3gri/oVBN1jAhNZ/iS+W31psFAWRT20/GyrhpU6taFwulQGetBkH5S7wpGXdS935jiIGiUUAXBVHzT/P6fYhqAmAk="),
]  # fmt: skip


@pytest.mark.parametrize(("size", "root", "signature"), SUMDB)
def test_checkpoints_of_a_log_that_the_world_uses(size, root, signature):
    note = f"go.sum database tree\n{size}\n{root}\n\n— sum.golang.org {signature}\n".encode()
    assert open_checkpoint(note, [read_key(SUMDB_KEY)]).checkpoint.size == int(size)
    with pytest.raises(Differs):
        open_checkpoint(note.replace(size.encode(), b"7"), [read_key(SUMDB_KEY)])


# Signed by golang.org/x/mod/sumdb/note, cosigned by github.com/transparency-dev/formats, run once for this.
GO_LOG = "go.example/log+533517f3+Af8bjRsYXRlqVxj/+maMCkHDGcFHMNwj+62PKRCT0X/4"
GO_WITNESS = "go.example/witness+d32ed055+BFI7sg9S+3jKpuJaV8wppxKsyL76KoXJlHTKom77YIAP"
GO_NOTE = (
    "go.example/log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n"
    "— go.example/log UzUX80azvDgfV2p1MRy8jNbDs0Lb5UKdggL63h/Fe363K7fioXLv4UWU/e1feh0tzmqbtq1Q/3/NRwWEPJyVMr8mIw0=\n"
    "— go.example/witness 0y7QVQAAAABrAxcTcv2XqgQK/sTamumZ0HiFg2gR763GdReolqWJ2Y83fSCYaqw2enuRmDM26hzxgAqvDBgNkYp2eXJr2PqoRKC3Bw==\n"
).encode()


def test_a_cosignature_that_another_program_made():
    signed = open_checkpoint(GO_NOTE, [read_key(GO_LOG)], [read_key(GO_WITNESS)])
    assert (signed.checkpoint.size, signed.unknown) == (0, 0)
    assert signed.witnesses[0][1] > at()
