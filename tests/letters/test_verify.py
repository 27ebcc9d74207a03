"""A letter is genuine, is not, or cannot be compared; each with what was compared."""

import base64
import hashlib
import json
import time
import zlib

import pytest

from licet.errors import InputError
from licet.letters import verify as verifying
from licet.letters.content import Signed
from licet.letters.letter import letter
from licet.letters.verify import verify_code, verify_letter
from licet.record import replaced
from licet.store.keys import load, make
from licet.store.store import Store


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    from licet.settings import Settings

    folder = tmp_path_factory.mktemp("empty")
    with Store.open(Settings(folder, f"sqlite:///{folder / 's.sqlite'}", "", {})) as store:
        yield store


def wrong(found):
    return [text for text, holds in found.compared if holds is False]


def test_a_letter_is_genuine_against_its_store(service, pdf, kept):
    found = verify_letter(pdf, service.store)
    assert (found.verdict, found.number) == ("genuine", kept.id)
    assert all(holds for _, holds in found.compared)


def test_without_a_store_all_but_whose_key_it_is_can_be_compared(pdf, signed):
    found = verify_letter(pdf)
    assert found.verdict == "unknown"
    assert [holds for _, holds in found.compared].count(None) == 1
    assert verify_letter(pdf, public_key=signed.public_key).verdict == "genuine"


def test_another_key_than_the_named_one_is_noticed(pdf):
    assert verify_letter(pdf, public_key=make()[1]).verdict == "not genuine"


@pytest.mark.parametrize("place", [0.3, 0.6, 0.99])
def test_one_changed_byte_makes_it_not_genuine(service, pdf, place):
    at = int(len(pdf) * place)
    changed = pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]
    assert verify_letter(changed, service.store).verdict != "genuine"


def test_bytes_added_at_the_end_make_it_not_genuine(service, pdf):
    found = verify_letter(pdf + b"\n%", service.store)
    assert found.verdict == "not genuine"
    assert wrong(found) == ["Made again from what was signed, the letter is another file: this one was changed."]  # fmt: skip


def test_another_text_over_a_genuine_statement_is_noticed(service, signed, monkeypatch):
    """The forger's letter says something else, and has the real statement and signature attached."""
    from licet.letters import letter as making

    real = making.content
    monkeypatch.setattr(making, "content", lambda each: {**real(each), "note": "Ship it."})
    forged = making.letter(signed)
    monkeypatch.undo()
    assert verify_letter(forged, service.store).verdict == "not genuine"


def test_a_letter_that_somebody_else_signed_is_never_genuine(service, signed):
    pem, public = make()
    forged = replaced(signed, public_key=public, signature=load(pem, None).sign(signed.statement))
    found = verify_letter(letter(forged), service.store)
    assert found.verdict == "not genuine"
    assert any("record in this store" in each for each in wrong(found))


def test_a_statement_that_is_not_in_the_store_is_unknown_and_is_not_typeset(empty, pdf, monkeypatch):  # fmt: skip
    monkeypatch.setattr(
        verifying, "letter", lambda _: pytest.fail("a stranger's letter was typeset")
    )
    found = verify_letter(pdf, empty)
    assert found.verdict == "unknown"


def test_a_letter_of_another_edition_cannot_be_compared(service, signed, monkeypatch):
    from licet.letters import letter as making

    monkeypatch.setattr(making, "made_with", lambda *_: {"typst": "0.1", "form": "older"})
    older = making.letter(signed)
    monkeypatch.undo()
    found = verify_letter(older, service.store)
    assert found.verdict == "unknown"
    assert any("another edition" in text for text, _ in found.compared)


@pytest.mark.parametrize("file", [b"", b"%PDF-1.7\n", b"hello", b"%PDF-1.7 /Type/EmbeddedFile stream\nxx endstream"])  # fmt: skip
def test_what_is_no_letter_is_unknown(service, file):
    assert verify_letter(file, service.store).verdict == "unknown"


def hostile(*files):
    """A PDF as Typst would attach these files to it."""
    packed = (zlib.compress(each, 9) for each in files)
    return b"%PDF-1.7\n" + b"".join(
        b"1 0 obj <</Type /EmbeddedFile /Filter /FlateDecode>>\nstream\n%b\nendstream\n" % each
        for each in packed
    )


STATEMENT = b'{"answer_sha256":"%b","at":"2026-01-01T00:00:00Z","form":"licet-determination/1"%b}'


@pytest.mark.parametrize(
    "file",
    [
        hostile(b"[" * 100_000),
        hostile(b'{"form":"licet-letter/1","number":Infinity,"public_key":"","signature":""}', STATEMENT % (b"", b""), b"1"),
        hostile(
            b'{"form":"licet-letter/1","number":1,"public_key":"","signature":""}',
            STATEMENT % (hashlib.sha256(b"1").hexdigest().encode(), b',"x":' + b"[" * 700 + b"]" * 700), b"1",
        ),
    ],
    ids=["a list in a list in a list", "a number without end", "a deep statement"],
)  # fmt: skip
def test_a_hostile_file_is_no_genuine_letter_and_no_fault_of_the_server(service, file):
    assert verify_letter(file, service.store).verdict != "genuine"
    assert verify_letter(file).verdict != "genuine"


def test_a_small_file_that_unpacks_to_a_large_one_costs_little(service):
    many = b"[" + b"[]," * 9_000_000 + b"[]]"
    before = time.process_time()
    assert verify_letter(hostile(*[many] * 4), service.store).verdict == "unknown"
    assert time.process_time() - before < 2  # seconds; reading it all as JSON took a minute


def test_a_file_that_unpacks_without_end_is_given_up(monkeypatch, pdf):
    monkeypatch.setattr(verifying, "MOST_BYTES", 1000)
    assert verify_letter(pdf).verdict == "unknown"


def test_the_attached_files_are_what_was_signed(pdf, signed):
    files = dict(verifying._attached(pdf))
    assert files["statement.json"] == signed.statement
    assert files["answer.json"] == signed.answer
    seal = json.loads(files["seal.json"])
    assert base64.b64decode(seal["signature"]) == signed.signature


def test_a_code_is_genuine_where_a_record_bears_it(service, signed, kept):
    found = verify_code(signed.code.lower(), service.store)
    assert (found.verdict, found.number) == ("genuine", kept.id)


def test_a_code_that_nothing_bears_is_unknown(empty, signed):
    assert verify_code(signed.code, empty).verdict == "unknown"
    with pytest.raises(InputError, match="typed wrong"):
        verify_code(signed.code[:-1] + ("0" if signed.code[-1] != "0" else "1"), empty)


def test_the_public_key_of_another_officer_does_not_make_it_genuine(service, kept):
    assert Signed.of(kept).public_key == service.store.officer("anna").public_key
