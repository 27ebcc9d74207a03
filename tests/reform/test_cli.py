"""``licet reform ...``: exit codes, data, and what is said where a name is wrong."""

import json

import pytest

from licet.cli.main import main
from licet.decide.decide import Law
from licet.pack.store import open_library
from licet.reform import apply, base, read
from licet.reform.cases import tried
from licet.reform.words import patch_words
from tests.conftest import MINI
from tests.reform.written import NEW, limit, reform

CASES = """\
schema: reform-cases/1
cases:
- id: slower-chip
  law: XX
  'on': '2026-06-01'
  transfer:
    kind: export
    item: {id: '', name: a chip, kind: chip, facts: {speed: 95, density: 1}}
    from: US
    to: CN
    parties: []
    end_use: {no_knowledge_beyond_stated: true}
  before: {license_required: false}
  after: {license_required: true}
"""


@pytest.fixture
def small(tmp_path):
    made = reform(tmp_path, limit(90))
    (made.folder / "cases.yaml").write_text(CASES)
    return str(made.folder)


def test_list_and_show_name_the_shipped_reforms(capsys):
    assert main(["reform", "list", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {"h200-withdrawn", "match-act"} <= {each["name"] for each in found}
    assert main(["reform", "show", "match-act"]) == 0
    assert "not enacted" in capsys.readouterr().out


def test_a_misspelt_name_comes_with_suggestions(capsys):
    assert main(["reform", "show", "mach-act"]) == 2
    assert "Did you mean match-act?" in capsys.readouterr().err


def test_new_writes_a_reform_whose_cases_hold(tmp_path, capsys):
    assert main(["reform", "new", str(tmp_path / "mine"), "--from", "2026-12-01"]) == 0
    made, library = read(tmp_path / "mine"), open_library()
    book = base(library)
    found = list(tried(made, Law(book), Law(apply(book, made)), library.products))
    assert [text for each in found for text in each.wrong] == []
    assert found[0].pair.flips
    assert main(["reform", "new", str(tmp_path / "mine")]) == 2
    assert "nothing is overwritten" in capsys.readouterr().err


def test_check_passes_a_reform_that_holds_together(small, capsys):
    assert main(["reform", "check", small, "--law", str(MINI), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["wrong"], found["cases"]) == ([], 1)
    assert found["law"] != found["before"]


def test_check_wants_a_case_that_flips_and_names_a_row_that_fails(tmp_path, capsys):
    wrong = NEW.replace("| solid | US           | no   | no    |", "| solid | US           | no   | yes   |")  # fmt: skip
    made = reform(tmp_path, '[[add]]\nfile = "new.md"', new=wrong)
    assert main(["reform", "check", str(made.folder), "--law", str(MINI)]) == 1
    out = capsys.readouterr().out
    assert "new.md:21: the case 'solid' on 2026-06-01 expects yes, the rule gives no" in out
    assert "no case is answered otherwise under the reform" in out


def test_apply_writes_a_law_that_other_verbs_take(small, tmp_path, capsys):
    out = str(tmp_path / "law")
    assert main(["reform", "apply", small, "--law", str(MINI), "--out", out, "--json"]) == 0
    digest = json.loads(capsys.readouterr().out)["law"]
    assert main(["law", "check", out, "--no-solver", "--json"]) in (0, 1)
    assert json.loads(capsys.readouterr().out)["law"] == digest


def test_diff_shows_the_text_the_words_and_a_situation(small, capsys):
    words = ["reform", "diff", small, "--law", str(MINI), "--form", "law", "--form", "prose", "--form", "witness"]  # fmt: skip
    assert main([*words, "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert '+one = "speed >= 90"' in found["text"]
    assert found["rules"][0]["id"] == "xx.A1"
    assert found["witness"]["confirmed"]
    assert "speed = 9" in found["witness"]["facts"]
    assert main(words) == 1
    assert "[-100-] {+90+}" in capsys.readouterr().out


def test_decide_says_under_which_reform_it_answers(capsys):
    words = ["decide", "nvidia-b300", "--to", "CN", "--on", "2027-01-15", "--reform", "blackwell-allowed"]  # fmt: skip
    assert main([*words, "--json"]) == 12
    told = capsys.readouterr()
    data = json.loads(told.out)
    assert data["reforms"][0]["status"] == "counterfactual"
    assert "What if, and no law" in told.err
    assert data["hashes"]["law"] != open_library().header["law"]


def test_every_patch_is_told_in_words(tmp_path):
    patches = '[[set]]\npath = "group:Foes"\ngains = ["MY"]\nuntil = 2027-01-01\n' + limit(90)
    told = [patch_words(each) for each in reform(tmp_path, patches).patches]
    assert told[0] == "group Foes gains MY, from 2026-06-01 to 2027-01-01, that day excluded"
    assert told[1].startswith("xx.A1, one: speed is 90")
