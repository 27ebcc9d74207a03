"""Every answer names its tables by a hash, and every table is explained where it lies."""

import shutil
from pathlib import Path

import pytest

from licet.names import tables


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the tables that ``tables`` reads in place of its own."""
    shutil.copytree(tables.FOLDER, tmp_path / "tables")
    monkeypatch.setattr(tables, "FOLDER", tmp_path / "tables")
    for each in (tables.rows, tables.weights, tables.fingerprint):
        each.cache_clear()
    yield tmp_path / "tables"
    for each in (tables.rows, tables.weights, tables.fingerprint):
        each.cache_clear()


def hash_now() -> str:
    tables.fingerprint.cache_clear()
    return tables.fingerprint()


@pytest.mark.usefixtures("elsewhere")
def test_it_is_a_sha256_and_the_same_for_the_same_files() -> None:
    one = hash_now()
    assert len(one) == 64
    assert set(one) <= set("0123456789abcdef")
    assert hash_now() == one


@pytest.mark.parametrize("name", sorted(each.name for each in tables.FOLDER.glob("*.tsv*")))
def test_it_changes_when_any_table_does(elsewhere: Path, name: str) -> None:
    before = hash_now()
    with (elsewhere / name).open("ab") as file:
        file.write(b"\n")
    assert hash_now() != before


def test_it_changes_when_a_table_is_renamed_added_or_lost(elsewhere: Path) -> None:
    seen = {hash_now()}
    (elsewhere / "brands.tsv").rename(elsewhere / "brandz.tsv")
    seen.add(hash_now())
    (elsewhere / "brandz.tsv").unlink()
    seen.add(hash_now())
    (elsewhere / "new.tsv").write_text("term\n", "utf-8")
    seen.add(hash_now())
    assert len(seen) == 4


def test_it_does_not_hang_on_what_else_lies_there(elsewhere: Path) -> None:
    before = hash_now()
    (elsewhere / "notes.txt").write_text("x", "utf-8")
    assert hash_now() == before


def test_rows_leave_out_comments_heading_and_empty_lines(elsewhere: Path) -> None:
    (elsewhere / "mini.tsv").write_text("# about\nterm\tword\n\na\tb\n# more\nc\td\n", "utf-8")
    assert tables.rows("mini") == (("a", "b"), ("c", "d"))
    assert tables.rows("no-such-table") == ()


def test_weights_are_counts_over_a_whole(elsewhere: Path) -> None:
    counts = tables.weights()
    assert counts[""] > 100_000
    assert all(0 < count <= counts[""] for count in counts.values())
    (elsewhere / "weights.tsv.gz").unlink()
    tables.weights.cache_clear()
    assert tables.weights() == {}


def test_choices() -> None:
    assert tables.choices("a | b c |") == ("a", "b c")
    assert tables.choices("") == ()


def test_the_readme_explains_every_table() -> None:
    text = (tables.FOLDER / "README.md").read_text("utf-8")
    for file in tables.FOLDER.iterdir():
        if file.name != "README.md":
            assert f"`{file.name}`" in text, file.name
    for file in tables.FOLDER.glob("*.tsv"):
        lines = file.read_text("utf-8").splitlines()
        heading = next(line for line in lines if line and line[0] != "#")
        for column in heading.split("\t"):
            assert f"`{column}`" in text, (file.name, column)
    assert "utils/build_name_weights.py" in text
