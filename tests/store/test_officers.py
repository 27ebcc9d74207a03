"""Officers and their keys."""

import stat

import pytest

from licet.errors import InputError
from licet.store import keys
from tests.store.conftest import DAY, LATER, officer


@pytest.mark.usefixtures("staff")
def test_officers_are_listed_by_name_with_their_terms(store):
    store.retire_officer("anna", LATER)
    found = store.officers()
    assert [each.name for each in found] == ["anna", "boris", "chen", "dora"]
    assert (found[0].since, found[0].until) == (DAY, LATER)
    with pytest.raises(InputError, match="retired already"):
        store.retire_officer("anna")
    with pytest.raises(InputError, match="which is past"):
        store.retire_officer("boris", DAY.replace(day=1))


@pytest.mark.usefixtures("staff")
def test_names_and_keys_are_given_once(store):
    with pytest.raises(InputError, match="already"):
        officer(store, "anna")
    with pytest.raises(InputError, match="key of anna"):
        store.add_officer("anna2", "Anna again", ["close"], store.officer("anna").public_key)
    for name in ("", "Anna", "../anna", "an na", "аnna"):
        with pytest.raises(InputError, match="cannot name an officer"):
            officer(store, name)
    with pytest.raises(InputError, match="no known right"):
        officer(store, "emil", "everything")
    assert len(store.officers()) == 4


def test_the_first_officer_is_asked_for_by_name(store):
    with pytest.raises(InputError, match="licet officer add emil"):
        store.officer("emil")


@pytest.mark.parametrize("phrase", [None, b"correct horse"])
def test_a_key_goes_through_a_file_that_only_its_owner_reads(tmp_path, phrase):
    pem, public = keys.make(phrase)
    file = tmp_path / "keys" / "anna.pem"
    keys.keep(pem, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with pytest.raises(InputError, match="no key is overwritten"):
        keys.keep(pem, file)
    hand = keys.signer("anna", file, lambda: b"correct horse")
    assert keys.verifies(public, hand.sign(b"words"), b"words")
    assert not keys.verifies(public, hand.sign(b"words"), b"other words")
    assert not keys.verifies(keys.make()[1], hand.sign(b"words"), b"words")
    assert not keys.verifies("ed25519:!!", hand.sign(b"words"), b"words")


def test_a_key_that_cannot_be_used_is_told_plainly(tmp_path):
    locked, other, absent = tmp_path / "locked.pem", tmp_path / "other.pem", tmp_path / "none.pem"
    locked.write_bytes(keys.make(b"right")[0])
    other.write_text("no key")
    with pytest.raises(InputError, match="locked"):
        keys.signer("anna", locked)
    with pytest.raises(InputError, match="does not open"):
        keys.signer("anna", locked, lambda: b"wrong")
    with pytest.raises(InputError, match="no private Ed25519 key"):
        keys.signer("anna", other)
    with pytest.raises(InputError, match="cannot be read"):
        keys.signer("anna", absent)


def test_a_public_key_is_read_in_either_form():
    from cryptography.hazmat.primitives import serialization as forms

    pem, public = keys.make()
    half = keys.load(pem, None).public_key()
    shown = half.public_bytes(forms.Encoding.PEM, forms.PublicFormat.SubjectPublicKeyInfo)
    assert keys.read_public(f" {public}\n") == keys.read_public(shown.decode()) == public
    for wrong in ("", "ed25519:AAAA", "ed25519:%", pem.decode()):
        with pytest.raises(InputError, match="no public Ed25519 key"):
            keys.read_public(wrong)
