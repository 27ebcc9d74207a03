"""Signed notes, keys, checkpoints, cosignatures: against published ones, and against what others may send."""

import pytest

from licet.errors import InputError
from licet.publiclog import checkpoint
from licet.publiclog.note import (
    LOG,
    WITNESS,
    Note,
    Signature,
    new_signer,
    read_note,
    read_signer,
    read_vkey,
)

# The example of c2sp.org/signed-note.
C2SP_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
C2SP_NOTE = (
    "This is an example message.\n\n"
    "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
# A checkpoint of Go's public checksum database, as sum.golang.org signed it.
GO_KEY = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
GO_NOTE = (
    "go.sum database tree\n6476701\nmb8QLQIs0Z0yP5Cstq6guj87oXWeC9gEM8oVikmm9Wk=\n\n"
    "— sum.golang.org Az3grsLX85Gz+s1SiTbgkuqxgItqFq7gsMUEyVnrsa9LM7Us9S+1xbFIGu95949rj4nPRYfvimWEPWL+o3GeoWwOoAw=\n"
)
# The vkey of a public witness.
WITNESS_KEY = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2"
GO_COSIGNED_LOG = "licet.example/log+3c7f52ed+AZJzCPU9Z2VQPStkwQOrWqRyBqs5UCz+j5hEL9tUMQC3"
GO_COSIGNED_AT = 1795362550
GO_COSIGNED = (
    "licet.example/log\n"
    "3\n"
    "cnJycnJycnJycnJycnJycnJycnJycnJycnJycnJycnI=\n"
    "\n"
    "— licet.example/log PH9S7WNFBEsSUg3ZS7CVJMhuRH50DdT5caNIpwaBOKB71WLluir0ozwjpuriWw3ql7VVEJiiLD3FGDfdQj3NawkxWgo=\n"
    "— witness.example/w1 kYtimQAAAABrAw7218552O0x8/JUcBj0++tOUBFOglQuQOTUcAAu+zbGPBD+BaDjE2CNPqkgL4r1tObKjpr2yrIUmdgPLXXuzvK1BA==\n"
)
LOG_KEY = new_signer("licet.example/log", seed=b"L" * 32)
W1 = new_signer("witness.example/w1", WITNESS, b"W" * 32)
HEAD = checkpoint.Checkpoint("licet.example/log", 3, b"r" * 32)


@pytest.mark.parametrize(("key", "text"), [(C2SP_KEY, C2SP_NOTE), (GO_KEY, GO_NOTE)])
def test_published_notes_hold_and_are_written_as_they_were(key, text):
    note = read_note(text)
    assert note.holds(read_vkey(key))
    assert str(note) == text
    assert not Note(note.text.replace("e", "f", 1), note.signatures).holds(read_vkey(key))


@pytest.mark.parametrize("text", [C2SP_KEY, GO_KEY, WITNESS_KEY])
def test_published_keys_have_the_ids_that_they_state(text):
    assert read_vkey(text).vkey == text


def test_a_published_checkpoint_is_read():
    found = checkpoint.read_checkpoint(read_note(GO_NOTE))
    assert (found.origin, found.size) == ("go.sum database tree", 6476701)
    assert found.text == read_note(GO_NOTE).text


def test_a_key_goes_into_its_file_and_comes_back_and_no_message_shows_it():
    made = new_signer("licet.example/log")
    assert read_signer(made.text + "\n") == made
    assert made.seed.hex() not in repr(made)
    assert str(made.seed) not in repr(made)
    with pytest.raises(InputError) as error:
        read_signer(made.text[:-4] + "AAAA")
    assert made.text[30:-10] not in str(error.value)


@pytest.mark.parametrize(
    "text",
    [
        "", "a", "a+b", "a+530d903a+", "a+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        C2SP_KEY.replace("530d", "530D"), C2SP_KEY[:-4], C2SP_KEY.replace("+Ae", "+Be"), " +530d903a+x",
    ],
)  # fmt: skip
def test_what_is_no_key_is_refused(text):
    with pytest.raises(InputError):
        read_vkey(text)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u00a0b", "a\nb"])
def test_a_key_has_a_name_without_blanks_and_plus(name):
    with pytest.raises(InputError, match="cannot name a key"):
        new_signer(name)


@pytest.mark.parametrize(
    "text",
    [
        "", "text\n", "text\n\n", "text\n— a AAAAAAA=\n", "text\n\n— a AAAAAAA=", "text\n\n- a AAAAAAA=\n",
        "text\n\n— a AAAA\n", "text\n\n— a b c\n", "te\txt\n\n— a AAAAAAA=\n", b"\xff\n\n",
        "text\n\n" + "— a AAAAAAA=\n" * 65,
    ],
)  # fmt: skip
def test_what_is_no_note_is_refused(text):
    with pytest.raises(InputError):
        read_note(text)


def test_the_text_of_a_note_may_have_empty_lines():
    note = read_note("one\n\ntwo\n\n— a AAAAAAA=\n")
    assert note.text == "one\n\ntwo\n"


def test_unknown_signatures_are_passed_over_and_a_bad_one_of_a_known_key_spoils_the_note():
    note = HEAD.signed(LOG_KEY)
    stranger = Note(note.text, (*note.signatures, Signature("else.example", b"1234", b"x" * 64)))
    assert stranger.holds(LOG_KEY.verifier)
    bad = Signature(LOG_KEY.name, LOG_KEY.verifier.id, b"x" * 64)
    assert not Note(note.text, (*note.signatures, bad)).holds(LOG_KEY.verifier)
    assert not Note(note.text).holds(LOG_KEY.verifier)


@pytest.mark.parametrize(
    "text",
    ["o\n01\n", "o\n1\nAAAA\n", "\n1\n", "o\n1\n" + "A" * 43 + "=\nmore\n", "o\n-1\n" + "A" * 43 + "=\n"],
)  # fmt: skip
def test_a_note_of_another_form_is_no_checkpoint(text):
    with pytest.raises(InputError, match="no checkpoint"):
        checkpoint.read_checkpoint(Note(text))


def test_a_checkpoint_of_another_log_or_key_is_refused():
    other = new_signer("licet.example/log")
    with pytest.raises(InputError, match="not signed by the log"):
        checkpoint.verified_checkpoint(str(HEAD.signed(other)), LOG_KEY.verifier)
    elsewhere = checkpoint.Checkpoint("else.example", 3, b"r" * 32).signed(LOG_KEY)
    with pytest.raises(InputError, match="not signed by the log"):
        checkpoint.verified_checkpoint(str(elsewhere), LOG_KEY.verifier)


def test_a_cosignature_holds_for_its_time_checkpoint_and_witness():
    note = HEAD.signed(LOG_KEY)
    line = checkpoint.cosignature(note, W1, 1_768_899_999)
    assert checkpoint.cosigned_at(note, line, W1.verifier) == 1_768_899_999
    later = Signature(line.name, line.id, (1_768_900_000).to_bytes(8, "big") + line.content[8:])
    assert checkpoint.cosigned_at(note, later, W1.verifier) is None
    other = checkpoint.Checkpoint(HEAD.origin, 4, HEAD.root).signed(LOG_KEY)
    assert checkpoint.cosigned_at(other, line, W1.verifier) is None
    both = Note(note.text, (*note.signatures, line))
    assert checkpoint.cosigners(both, [W1.verifier, new_signer("w2", WITNESS).verifier]) == {W1.name: 1_768_899_999}  # fmt: skip
    assert both.holds(LOG_KEY.verifier)


def test_one_key_has_another_id_as_a_witness_than_as_a_log():
    assert new_signer("a", LOG, b"1" * 32).verifier.id != new_signer("a", WITNESS, b"1" * 32).verifier.id  # fmt: skip


def test_a_cosignature_that_the_go_library_of_transparency_dev_made_holds():
    """Made with github.com/transparency-dev/formats (note.NewSignerForCosignatureV1) and the seed of W1."""
    note = read_note(GO_COSIGNED)
    assert checkpoint.cosigners(note, [W1.verifier]) == {"witness.example/w1": GO_COSIGNED_AT}
    assert note.holds(read_vkey(GO_COSIGNED_LOG))
