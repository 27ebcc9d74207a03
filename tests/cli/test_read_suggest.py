"""``licet read --suggest``: an article goes before an editor, and comes back as a test case."""

import pytest
import yaml

from tests.news.made import ANNOUNCED


@pytest.fixture
def article(monkeypatch, tmp_path):
    monkeypatch.setenv("LICET_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("LICET_DATABASE", raising=False)
    file = tmp_path / "wire.txt"
    file.write_text(ANNOUNCED, "utf-8")
    return file


def test_an_article_twice_is_known_and_joins_what_the_timeline_holds(run, data, article, tmp_path):
    asked = ("read", article, "--on", "2025-12-10", "--suggest", "--as", "desk:eva")
    first = run(*asked)
    assert first.code == 0
    assert " new, 1 joined to what stands there" in first.out
    assert "2025-12-08-h200-announced: joined" in first.out
    again = data(*asked)["suggested"]
    assert {each["done"] for each in again} == {"known"}
    shown = data("timeline", "show", "2025-12-08-h200-announced")
    assert [each["source"] for each in shown["sources"]] == ["Truth Social post", "wire.txt"]
    assert any(each.startswith("candidate:us.") for each in shown["links"])
    name = next(each["id"] for each in again if each["state"] == "suggested")
    assert run("timeline", "correct", name, "--by", "eva", "--reason", "A list.", "--set", "act=list").code == 0  # fmt: skip
    assert "1 case in" in run("timeline", "cases", "--out", tmp_path / "cases").out
    (file,) = (tmp_path / "cases").iterdir()
    assert yaml.safe_load(file.read_text("utf-8"))["events"][0]["act"] == "list"


@pytest.mark.parametrize(
    ("more", "said"),
    [(["--suggest"], "go together"), (["--as", "desk:eva"], "go together"), (["--suggest", "--as", "eva"], "no ROLE:NAME")],
)  # fmt: skip
def test_who_suggests_is_asked_for_and_nothing_is_written_without(run, article, tmp_path, more, said):  # fmt: skip
    found = run("read", article, *more)
    assert found.code == 2
    assert said in found.err
    assert not (tmp_path / "home").exists()
