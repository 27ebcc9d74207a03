"""Worked cases look names up only where they say so, or where all are asked to."""

import pytest

from licet.cli.check import main
from licet.errors import InputError

pytest.importorskip("licet.lists.shelf")
pytest.importorskip("licet.screen.screener")

CASE = """schema: cases/1
cases:
- id: by-name
  law: US
  'on': '2026-02-01'
  screen: {screen}
  transfer:
    kind: export
    from: US
    to: CN
    item: {{name: part, ownclass: EAR99}}
    parties: [{{role: end_user, name: YMTC, country: CN, headquarters: CN, ultimate_parent_headquarters: CN}}]
    end_use: {{no_knowledge_beyond_stated: yes}}
  expect: {{outcome: {outcome}}}
"""


@pytest.mark.parametrize(
    ("screen", "words", "outcome"),
    [
        ("yes", (), "license_required"),
        ("no", (), "no_requirement_found"),
        ("no", ("--screen",), "license_required"),
    ],
)
def test_a_case_is_screened_where_it_or_the_command_asks(
    tmp_path, monkeypatch, screen, words, outcome
):
    monkeypatch.setenv("LICET_HOME", str(tmp_path / "home"))
    file = tmp_path / "cases.yaml"
    file.write_text(CASE.format(screen=screen, outcome=outcome), "utf-8")
    assert main([str(file), *words]) == 0


def test_whether_to_screen_is_yes_or_no(tmp_path):
    file = tmp_path / "cases.yaml"
    file.write_text(CASE.format(screen="perhaps", outcome="license_required"), "utf-8")
    with pytest.raises(InputError, match="screen is yes or no"):
        main([str(file)])
