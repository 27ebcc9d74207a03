"""A letter says what was signed, the same bytes each time, whatever names it holds."""

import subprocess
import sys

import pytest

from licet.decide.report import report
from licet.errors import InputError
from licet.letters import fonts
from licet.letters import letter as making
from licet.letters.content import Signed, content
from licet.letters.letter import letter
from licet.letters.typeset import Form
from licet.letters.verify import verify_letter
from licet.record import replaced
from licet.service.service import Question
from licet.store.plain import canonical
from tests.signed import DAY, TO_CHINA, determined

HOSTILE = '#panic("x") *bold* $x^2$ `raw` <label> @ref \\ // /* #link("http://e.example")[go] "] }'


def to_china(name):
    party = {"role": "end_user", "name": name, "country": "CN"}
    return Question({**TO_CHINA.transfer, "parties": [party]}, DAY)


def test_the_same_record_gives_the_same_bytes(signed, pdf):
    assert letter(signed) == pdf


def test_another_process_gives_the_same_bytes(signed, pdf, tmp_path):
    (tmp_path / "signed").write_text(repr((signed.number, signed.statement, signed.signature, signed.public_key, signed.answer)))  # fmt: skip
    program = (
        "import sys, ast; from licet.letters.content import Signed; from licet.letters.letter import letter;"
        "sys.stdout.buffer.write(letter(Signed(*ast.literal_eval(open(sys.argv[1]).read()))))"
    )
    made = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program, tmp_path / "signed"], check=True, capture_output=True
    )
    assert made.stdout == pdf


def test_it_says_who_asks_what_for_whom_with_reasons_and_who_signed(pdf, signed, text_of):
    said = text_of(pdf)
    wanted = (
        "Who asks Example GmbH", "Own reference SO-1", "To China (CN)", "Law of 2026-02-01",
        "Example Cloud GmbH, country CN", "15 CFR 742.6(a)(6)(iii)", "Open points", "not modelled",
        "Official texts last read", "anna", "Export control officer", "22 November 2026, 09:30 UTC",
        "The end user was visited.", signed.code, signed.public_key, signed.said["answer_sha256"],
        "Licet shows evidence; a named officer determines. Its silence means nothing.",
    )  # fmt: skip
    assert [each for each in wanted if each not in said] == []


def test_it_is_tagged_archival_and_has_a_title_and_a_language(pdf):
    for mark in (b"<pdfaid:part>3</pdfaid:part>", b"<pdfaid:conformance>A</pdfaid:conformance>", b"<pdfuaid:part>1</pdfuaid:part>"):  # fmt: skip
        assert mark in pdf
    assert b"/MarkInfo<</Marked true" in pdf
    assert b"/Lang(en)" in pdf
    assert b"/Title(Determination on NVIDIA H200" in pdf


def test_a_hostile_name_is_printed_and_does_nothing(service, text_of):
    kept = determined(service, to_china(HOSTILE), note=HOSTILE, ref=HOSTILE)
    said = text_of(letter(Signed.of(kept)))
    assert said.count('#panic("x") *bold* $x^2$') >= 3
    assert "http://e.example" in said  # as text


def test_marks_that_turn_the_direction_of_writing_are_shown_and_not_obeyed(service, text_of):
    kept = determined(service, note="Ship to \u202egnihtoN\u202c Ltd\u200b and go")
    said = text_of(letter(Signed.of(kept)))
    assert "Ship to [U+202E]gnihtoN[U+202C] Ltd[U+200B] and go" in said


def test_a_sign_that_no_font_has_is_shown_by_its_number(service, text_of):
    said = text_of(letter(Signed.of(determined(service, note="ไทย and 😀"))))
    assert "[U+0E44][U+0E17][U+0E22] and [U+1F600]" in said


def test_chinese_names_are_set_in_a_font_that_has_them(service, text_of):
    kept = determined(service, to_china("中芯国际集成电路制造有限公司"), note="한국 にほん")
    said = text_of(letter(Signed.of(kept)))
    assert "中芯国际集成电路制造有限公司" in said
    assert "한국 にほん" in said


def test_without_the_font_the_error_says_what_to_install(service, monkeypatch, tmp_path):
    monkeypatch.setenv("LICET_CJK_FONTS", str(tmp_path))
    kept = determined(service, to_china("中芯国际"))
    with pytest.raises(InputError, match=r"apt-get install fonts-noto-cjk.*LICET_CJK_FONTS"):
        letter(Signed.of(kept))


def test_a_letter_without_such_names_needs_no_font_of_the_system(signed, pdf, monkeypatch, tmp_path):  # fmt: skip
    monkeypatch.setenv("LICET_CJK_FONTS", str(tmp_path))
    assert letter(signed) == pdf
    assert not fonts.is_east_asian("Łódź “quoted” — £ ½ α я")


def test_another_determination_stands_above_the_machines_answer(service, text_of):
    reason = "A license of 3 March covers the shipment."
    kept = determined(service, otherwise=("no_requirement_found", reason))
    data = content(Signed.of(kept))
    assert data["determined"]["reason"] == reason
    said = text_of(letter(Signed.of(kept)))
    assert "The officer determines: No requirement found." in said
    assert f"Reason: {reason}" in said
    assert "answer stands beside it: United States: license required" in said
    assert service.store.verify_determination(kept.id).faults == ()


def test_another_determination_wants_a_reason_and_a_known_status(service):
    with pytest.raises(InputError, match="a reason is wanted"):
        determined(service, otherwise=("prohibited", "  "))
    with pytest.raises(InputError, match="prohibited"):
        determined(service, otherwise=("prohibitted", "since so"))


def test_an_answer_signed_on_the_command_line_has_a_letter_too(service, signed, text_of):
    decisions = service.decide(TO_CHINA).decisions
    plain = canonical([report(each) for each in decisions])
    said = text_of(letter(replaced(signed, answer=plain)))
    assert "License required" in said
    assert "15 CFR 742.6(a)(6)(iii)" in said
    assert "Not modelled" in said


def test_a_letter_is_made_from_what_was_signed_and_not_from_the_law_of_its_day(signed, monkeypatch):
    import licet.pack.store as pack

    monkeypatch.setattr(pack, "open_library", lambda *_: pytest.fail("the law was opened"))
    assert content(signed)["parts"][0]["headline"]


def test_several_questions_of_a_project_stand_in_one_letter(service, text_of):
    from licet.access.model import LOCAL
    from licet.access.signing import signer_of_form
    from licet.letters.sealed import Part, seal
    from tests.signed import PASSWORD

    to_japan = Question({**TO_CHINA.transfer, "to": "JP", "parties": []}, DAY)
    parts = [Part(label, q, service.decide(q).decisions) for label, q in (("The board", TO_CHINA), ("The visit", to_japan))]  # fmt: skip
    by = signer_of_form(service.store, LOCAL, {"officer": "anna", "signing_password": PASSWORD})
    said = text_of(letter(Signed.of(service.store.determine(seal(parts), by))))
    assert "The board" in said
    assert "The visit" in said
    assert "Japan (JP)" in said


def named(signed, name):
    """The letter of the same record with another name in the officer's note."""
    said = {**signed.said, "note": name}
    return replaced(signed, statement=canonical(said))


def test_a_name_without_a_blank_is_broken_and_not_cut_off_at_the_edge(signed, text_of):
    word = "".join(f"{number:04d}X" for number in range(120))
    found = text_of(letter(named(signed, word)))
    assert word in "".join(found.split()).replace("\u200b", "")
    assert "\u200b" not in content(named(signed, word))["note"]


@pytest.mark.parametrize("sign", ["\ue000", "\U000f0000", "\ufdd0", "\U000e0041"])
def test_a_sign_of_private_use_is_shown_by_its_number(signed, text_of, sign):
    assert f"Fab [U+{ord(sign):04X}]" in text_of(letter(named(signed, f"Fab {sign}")))


def test_another_edition_of_the_code_that_makes_letters_is_told_from_a_forgery(signed, service, monkeypatch, tmp_path):  # fmt: skip
    other = tmp_path / "content.py"
    other.write_text("# as it was a year ago")
    monkeypatch.setattr(making, "FORM", Form(making.FORM.file, (*making.FORM.shared, other)))
    older = letter(signed)
    monkeypatch.undo()
    assert verify_letter(older, service.store).verdict == "unknown"
    assert {each.name for each in making.FORM.shared} >= {"content.py", "typeset.py", "house.typ"}
