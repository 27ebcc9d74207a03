"""The compiled law: the same text from the same files, made anew when a file changed."""

import json
import os
import shutil

import pytest

from licet.book.load import load_folder
from licet.errors import InputError
from licet.pack import store
from licet.pack.build import build_pack, compile_pack, hash_of_code
from tests.conftest import MINI, ROOT

CATALOGUE = ROOT / "catalogue"


@pytest.fixture
def checkout(tmp_path):
    """A law and a catalogue that a test may change, and a cache beside them."""
    shutil.copytree(MINI, tmp_path / "law")
    (tmp_path / "catalogue").mkdir()
    for path in CATALOGUE.rglob("*.toml"):
        target = tmp_path / "catalogue" / path.relative_to(CATALOGUE)
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(path, target)
    return tmp_path


def kept(checkout):
    return store._kept(checkout / "law", checkout / "catalogue", checkout / "cache")


def test_the_same_files_compile_to_the_same_text():
    assert compile_pack(ROOT / "law", CATALOGUE) == compile_pack(ROOT / "law", CATALOGUE)


def test_a_copy_under_another_name_compiles_to_the_same_hash(checkout):
    (checkout / "law").rename(checkout / "statutes")
    header = json.loads(compile_pack(checkout / "statutes", CATALOGUE).split("\n")[0])
    assert header["law"] == load_folder(MINI).book.hash


def test_a_pack_holds_the_law_its_prose_and_its_hashes(tmp_path):
    out = tmp_path / "deep" / "pack.jsonl"
    digest = build_pack(MINI, CATALOGUE, out)
    library = store.Library(store._lines(out.read_text(encoding="utf-8")))
    assert library.header == {
        "format": "licet-pack/2", "law": digest, "catalogue": library.catalogue.hash, "code": hash_of_code(),
        "concepts": library.concepts.hash, "lines": len(library.lines),
    }  # fmt: skip
    assert library.law.book.hash == digest == load_folder(MINI).book.hash
    assert library.law.hashes == {
        "law": digest,
        "catalogue": library.catalogue.hash,
        "code": hash_of_code(),
    }
    assert library.prose["xx.A1"].startswith("Chips of 100 GB/s or more")
    assert dict(library.law.book.provisions) == {
        name: each for name, each in library.law.book.provisions.items() if not each.text
    }


def test_the_repos_own_library_is_the_law_of_its_files():
    library, source = store.open_library(), load_folder(ROOT / "law")
    assert library.law.book.hash == source.book.hash
    assert library.law.book == source.book
    assert set(library.prose) == set(source.book.provisions)


def test_a_pack_holds_the_concepts_of_its_files_and_their_hash(tmp_path):
    from licet.book.concepts import read_concepts

    source, packed = read_concepts(ROOT / "law"), store.open_library().concepts
    assert packed == source
    assert store.open_library().header["concepts"] == source.hash
    assert read_concepts(MINI).by_id == {}
    shutil.copytree(ROOT / "law" / "concepts", tmp_path / "concepts")
    assert read_concepts(tmp_path).hash == source.hash  # whatever the folder is called
    one = tmp_path / "concepts" / "gallium.toml"
    one.write_text(one.read_text().replace("Gallium metal", "Gallium, the metal,"))
    assert read_concepts(tmp_path).hash != source.hash


def test_products_are_looked_up_when_asked(library):
    some = library.catalogue.products[0].id
    assert library.products.get(some)
    assert library.products.get("no-such-chip") is None
    assert library.products.get("") is None


def test_what_is_kept_is_used_until_a_file_changes(checkout, monkeypatch):
    first = kept(checkout)
    made = []
    real = store._fresh
    monkeypatch.setattr(store, "_fresh", lambda *folders: made.append(folders) or real(*folders))
    assert kept(checkout).lines == first.lines
    assert not made
    rule = checkout / "law" / "xx" / "rules" / "A1.md"
    rule.write_text(rule.read_text().replace("speed >= 100", "speed >= 101"))
    second = kept(checkout)
    assert len(made) == 1
    assert second.header["law"] != first.header["law"]
    assert kept(checkout).lines == second.lines
    assert len(made) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda home: (home / "law" / "roles.toml").write_text((home / "law" / "roles.toml").read_text() + "# a remark\n"),
        lambda home: (home / "law" / "xx" / "rules" / "notice.md").unlink(),
        lambda home: (home / "law" / "xx" / "rules" / "notice.md").rename(home / "law" / "xx" / "n.md"),
        lambda home: os.utime(home / "law" / "roles.toml", ns=(1, 1)),
        lambda home: next((home / "catalogue").rglob("*.toml")).write_text("", encoding="utf-8"),
    ],
    ids=["a remark", "a file gone", "a file moved", "a file touched", "a chip changed"],
)  # fmt: skip
def test_any_change_of_a_file_is_noticed(checkout, change):
    before = store._stamp(checkout / "law", checkout / "catalogue")
    change(checkout)
    assert store._stamp(checkout / "law", checkout / "catalogue") != before


@pytest.mark.parametrize("left", ["", "{}\n", "no json", None])
def test_a_kept_pack_that_was_cut_short_is_made_anew(checkout, left):
    """It ended in an IndexError at the first line that was missing."""
    whole = kept(checkout)
    pack = checkout / "cache" / "pack.jsonl"
    if left is None:
        pack.unlink()
    else:
        pack.write_text(left)
    assert kept(checkout).lines == whole.lines
    assert kept(checkout).law.book.hash == whole.header["law"]


def test_odd_spaces_in_a_text_of_law_stay_inside_their_line(checkout):
    """Text was cut into lines at U+2028 and U+0085 as well, so that such a law could not be opened again."""
    rule = checkout / "law" / "xx" / "rules" / "A1.md"
    rule.write_text(
        rule.read_text(encoding="utf-8").replace("Chips of", "Chips\u2028of\x85\u2029and"),
        encoding="utf-8",
    )
    for _ in range(2):
        library = kept(checkout)
        assert len(library.lines) == 7 + len(library.law.book.provisions)
        assert library.prose["xx.A1"].startswith("Chips\u2028of\x85\u2029and")
        assert library.law.book["xx.A1"]


def test_a_place_that_cannot_be_written_to_compiles_each_time(checkout):
    (checkout / "cache").write_text("a file where the folder would be")
    assert kept(checkout).law.book["xx.A1"]


def test_a_law_broken_in_the_checkout_is_named_and_the_old_pack_not_used(checkout):
    from licet.errors import LawError

    kept(checkout)
    rule = checkout / "law" / "xx" / "rules" / "A1.md"
    rule.write_text(rule.read_text().replace("speed >= 100", "sped >= 100"))
    with pytest.raises(LawError, match="Did you mean speed"):
        kept(checkout)


def test_a_named_folder_is_used_in_place_of_the_checkout(monkeypatch, checkout):
    assert store.open_library(str(checkout / "law")).law.book["xx.A1"]
    monkeypatch.setenv("LICET_LAW", str(checkout / "law"))
    assert store.open_library().law.book["xx.A1"]
    assert store.folder_in_use() == checkout / "law"
    with pytest.raises(InputError, match="no such folder of law"):
        store.open_library(str(checkout / "none"))
