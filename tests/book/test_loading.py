"""A folder of law is read whole or refused with file, line and column; nothing in between."""

import os
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from licet.book.book import canonical_hash
from licet.book.codec import book_from_json, book_to_json
from licet.book.load import load_folder
from licet.errors import LawError
from licet.transfer.build import Builder
from tests.conftest import MINI, ROOT


@pytest.fixture
def folder(tmp_path):
    """A copy of Xland's law to break."""
    copy = tmp_path / "law"
    shutil.copytree(MINI, copy)
    return copy


def refused(folder):
    with pytest.raises(LawError) as caught:
        load_folder(folder)
    return caught.value


A1 = "xx/rules/A1.md"
BROKEN = [
    # file, what stands there, what is put in its place, where it is found, what is said
    (A1, "+++\nid", "id", "law/xx/rules/A1.md:1:1", "must open with +++ on its first line"),
    (A1, 'density >= 2.5 and speed >= 50"\n+++', 'density >= 2.5 and speed >= 50"\n', "law/xx/rules/A1.md:{last}:1", "never closed by a second +++"),
    (A1, 'title = "Entry A1, fast chips"', "title = Entry", "law/xx/rules/A1.md:3:9", "the TOML cannot be read: Invalid value"),
    (A1, 'title = "Entry A1, fast chips"', 'title = "a"\ntitle = "b"', "law/xx/rules/A1.md:4:", "Cannot overwrite a value"),
    (A1, 'title = "Entry A1, fast chips"', "title = 5", "law/xx/rules/A1.md:3:1", "title is missing, or is no text"),
    (A1, 'title = "Entry A1, fast chips"\n', "", "law/xx/rules/A1.md:1:1", "title is missing"),
    (A1, 'title = "Entry', 'titel = "Entry', "law/xx/rules/A1.md:3:1", "'titel' is no known key of a provision. Did you mean title"),
    (A1, "comply_from", "complyfrom", "law/xx/rules/A1.md:{line}:1", "Did you mean comply_from?"),
    (A1, '"classification"', '"clasification"', "law/xx/rules/A1.md:4:1", "Did you mean classification"),
    (A1, "rationale = {", 'rationale = "none" #', "law/xx/rules/A1.md:6:1", "state the aim of the rule"),
    (A1, "cite = [{", "cite = [] # [{", "law/xx/rules/A1.md:1:1", "every provision cites the law"),
    (A1, 'cite = [{ text = "Schedule 3, A1"', "cite = [{ text = 3", "law/xx/rules/A1.md:5:1", "a citation is { text"),
    (A1, "from = 2022-01-01", 'from = "2022-01-01"', "law/xx/rules/A1.md:{line}:1", "from must be a date such as 2026-01-15"),
    (A1, "from = 2022-01-01", "from = 2022-01-01T00:00:00Z", "law/xx/rules/A1.md:{line}:1", "from must be a date"),
    (A1, "from = 2022-01-01", "from = 2019-01-01", "law/xx/rules/A1.md:", "versions must stand in order of their dates"),
    (A1, "to = 2022-01-01", "to = 2019-01-01", "law/xx/rules/A1.md:{line}:6", "ends on 2019-01-01, before it starts"),
    (A1, 'confidence = "high"', 'confidence = "sure"', "law/xx/rules/A1.md:{line}:1", "confidence is one of high, medium, low, unverified"),
    (A1, "rank = 1", "rank = true", "law/xx/rules/A1.md:{line}:1", "rank must be a whole number"),
    (A1, 'items = ["chip"]', 'items = "chip"', "law/xx/rules/A1.md:{line}:1", "items must be a list of texts"),
    (A1, 'one = "speed >= 100"', "one = 5", "law/xx/rules/A1.md:", "parts are named rules"),
    (A1, 'one = "speed >= 100"', 'one = "sped >= 100"', "law/xx/rules/A1.md:{line}:8", "Did you mean speed?"),
    (A1, 'rule = "one or two"', 'rule = "one or tow"', "law/xx/rules/A1.md:{line}:16", "'tow' is no known fact or part. Did you mean two?"),
    (A1, 'rule = "one or two"', "rule = '''\none\n  or tow'''", "law/xx/rules/A1.md:{line+2}:6", "Did you mean two?"),
    (A1, 'rule = "one or two"', 'rule = "one or @xx.B8"', "law/xx/rules/A1.md:{line}:16", "Did you mean xx.B9"),
    (A1, 'rule = "one or two"', 'rule = "one or @xx.reach#on"', "law/xx/rules/A1.md:{line}:16", "'on' is no known part of xx.reach"),
    (A1, 'rule = "one or two"', 'rule = "one or @xx.B9"', "law/xx/rules/", "in a circle: xx.A1 -> xx.B9 -> xx.A1"),
    ("xx/rules/need.md", 'destination in Foes"', 'destination in Fose"', "law/xx/rules/need.md:{line}:35", "'Fose' is no known country group. Did you mean Foes?"),
    ("xx/rules/need.md", "grounds =", 'scope = "xx.raech"\ngrounds =', "law/xx/rules/need.md:{line}:1", "Did you mean xx.reach"),
    ("xx/rules/EX.md", '"xx.need.place"', '"xx.need.palce"', "law/xx/rules/EX.md:{line}:", "Did you mean xx.need.place"),
    ("xx/rules/EX.md", 'code = "good_faith"', 'code = "good_faith"\nfrom = 2020-06-01', "law/xx/rules/EX.md:{line+1}:1", "no version starts on 2020-06-01"),
    ("xx/rules/EX.md", 'rule = "notice_days >= 25"', 'rule = "notice_days >= 25 days"', "law/xx/rules/EX.md:{line}:27", "invalid syntax"),
    ("xx/rules/hq.md", 'kind = "suspended"', 'kind = "paused"', "law/xx/rules/hq.md:{line}:", "a pause is suspended, not_enforced or beyond_text"),
    ("xx/rules/hq.md", "published = 2022-12-15\n", "", "law/xx/rules/hq.md:", "published"),
    ("xx/rules/mild.md", '"case_by_case"', '"case_by_cases"', "law/xx/rules/mild.md:{line}:", "Did you mean case_by_case?"),
    ("xx/rules/ban.md", 'id = "xx.ban"', 'id = "xx.need.hq"', "law/xx/rules/", "xx.need.hq is declared here and in law/xx/rules/"),
    ("facts/all.toml", 'name = "area_mm2"', 'name = "speed"', "law/facts/all.toml:", "the fact speed stands here and at law/facts/all.toml:"),
    ("facts/all.toml", '"speed / area_mm2"', '"speed / aera_mm2"', "law/facts/all.toml:", "Did you mean area_mm2?"),
    ("facts/all.toml", 'meaningless_when = "flat"', 'meaningless_when = "flt"', "law/facts/all.toml:", "Did you mean flat?"),
    ("facts/all.toml", 'meaningless_when = "flat"', 'no_closes = ["flt"]', "law/facts/all.toml:", "Did you mean flat?"),
    ("facts/all.toml", "minimum = 0\naliases", 'minimum = "low"\naliases', "law/facts/all.toml:", "minimum: 'low' is not a number"),
    ("facts/all.toml", '[[fact]]\nname = "item_kind"', '[default]\n[[fact]]\nname = "item_kind"', "law/facts/all.toml", "a file of facts holds [[fact]] and [defaults], not 'default'"),
    ("facts/all.toml", '[[fact]]\nname = "item_kind"', 'defaults = 1\n[[fact]]\nname = "item_kind"', "law/facts/all.toml", "write it as [defaults]"),
    ("facts/all.toml", '[[fact]]\nname = "item_kind"', '[defaults]\nname = "x"\n[[fact]]\nname = "item_kind"', "law/facts/all.toml", "each fact has a name of its own"),
    ("facts/all.toml", '[[fact]]\nname = "item_kind"', '[defaults]\nwhat = "x"\n[[fact]]\nname = "item_kind"', "law/facts/all.toml:{line+2}:1", "a fact has no 'what'"),
    ("roles.toml", '"purchaser"', '"buyer"', "law/roles.toml", "'buyer' is no known role"),
    ("xx/groups/Foes.toml", 'country = "CN"', 'country = "China"', "law/xx/groups/Foes.toml", "'China' is no country of two capital letters"),
    ("xx/groups/Foes.toml", "cite = [{", 'cite = ["x"] # [{', "law/xx/groups/Foes.toml", "a citation is { text"),
    ("xx/groups/Foes.toml", "checked = 2026-01-01", "", "law/xx/groups/Foes.toml", "checked must be a date"),
    ("xx/groups/Foes.toml", 'confidence = "high"', 'confidence = "sure"', "law/xx/groups/Foes.toml", "is none of high, medium, low, unverified"),
    ("xx/tables/makers.toml", "from = 2023-01-01", 'from = "then"', "law/xx/tables/makers.toml", "from must be a date"),
    ("xx/tables/makers.toml", "share = 0.5", "share = 07:30:00", "law/xx/tables/makers.toml", "share must be a text"),
    ("xx/rules/denial.md", 'policy = "presumption_of_denial"\n', "", "law/xx/rules/denial.md:9:1", "each version of a review_policy says its policy"),
    ("xx/rules/denial.md", 'reviews = ["xx.need.*", "xx.letter"]\n', "", "law/xx/rules/denial.md:4:1", "a provision of kind review_policy names the provisions that it speaks of: reviews"),
    ("xx/rules/B9.md", 'entry = "B9"', 'entry = " "', "law/xx/rules/B9.md:10:1", "each version of a classification says its entry"),
    ("xx/rules/EX.md", 'overcomes = ["xx.need.place", "xx.need.hq"]', "overcomes = []", "law/xx/rules/EX.md:4:1", "of kind exception names the provisions that it speaks of: overcomes"),
    ("xx/rules/free.md", 'carves_out = ["xx.need.place"]\n', "", "law/xx/rules/free.md:4:1", "of kind carve_out names the provisions that it speaks of: carves_out"),
    ("xx/sovereign.toml", 'subject = "xx.reach"', 'subject = "xx.raech"', "law/xx/sovereign.toml:{line}:1", "subject: 'xx.raech' is no known provision. Did you mean xx.reach"),
    ("xx/sovereign.toml", 'default_scope = "xx.reach"', 'default_scope = "xx.raech"', "law/xx/sovereign.toml:{line}:1", "default_scope: 'xx.raech' is no known provision"),
    ("xx/sovereign.toml", 'code = "XX"', "code = 5", "law/xx/sovereign.toml", "code is missing, or is no text"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "old", "new", "where", "message"),
    BROKEN,
    ids=[f"{number}-{each[4][:40]}" for number, each in enumerate(BROKEN)],
)
def test_a_mistake_is_named_with_its_place(  # noqa: PLR0917 - one row of the table
    folder, file, old, new, where, message
):
    path = folder / file
    text = path.read_text()
    assert old in text
    line = text[: text.index(old)].count("\n") + 1
    path.write_text(text.replace(old, new, 1))
    error = refused(folder)
    assert message in str(error)
    last = path.read_text().count("\n") + 1
    where = (
        where.replace("{line}", str(line))
        .replace("{line+1}", str(line + 1))
        .replace("{line+2}", str(line + 2))
        .replace("{last}", str(last))
    )
    assert str(error).startswith(where), str(error)


def test_the_rule_of_a_later_version_is_named_by_its_own_line(folder):
    """The place of a key was the first in the file, which is the one that is right."""
    path = folder / A1
    path.write_text(
        path.read_text().replace(
            'checked = 2026-01-01\nsource = "Act 2"', 'checked = 2\nsource = "Act 2"'
        )
    )
    line = path.read_text().splitlines().index("checked = 2") + 1
    assert str(refused(folder)).startswith(f"law/{A1}:{line}:1: checked must be a date")


def test_parts_that_lead_back_to_themselves_are_named(folder):
    """Nothing looked for circles of parts, and the first decision ended in a RecursionError."""
    path = folder / A1
    path.write_text(
        path.read_text()
        .replace('two = "density', 'two = "one or density')
        .replace('one = "speed >= 100"', 'one = "two"')
    )
    assert "in a circle: one -> two -> one" in str(refused(folder))


def test_a_folder_that_holds_no_law_says_what_one_would_hold(tmp_path):
    assert "here is no folder of law" in str(refused(tmp_path))


def test_a_file_of_facts_says_once_what_holds_for_all_of_its_facts(folder):
    """A fact that says otherwise wins, and other files are not touched."""
    (folder / "facts" / "kinds.toml").write_text(
        """
        [defaults]
        type = "boolean"
        owner = "item"
        due_care = true
        why = "Keeps kinds apart."

        [[fact]]
        name = "tool.prints"
        question = "Does it print?"
        derived = ["speed > 0"]

        [[fact]]
        name = "tool.cools"
        question = "Does it cool?"
        why = "Coolers are listed."
        due_care = false
        """
    )
    facts = load_folder(folder).book.facts
    prints, cools = facts["tool.prints"], facts["tool.cools"]
    assert (prints.type, prints.owner, prints.due_care) == ("boolean", "item", True)
    assert (prints.why, prints.derived) == ("Keeps kinds apart.", ("speed > 0",))
    assert (cools.why, cools.due_care, cools.derived) == ("Coolers are listed.", False, ())
    assert not facts["speed"].due_care


def test_a_group_or_table_is_declared_once(folder):
    for name in ("groups/Foes", "tables/makers"):
        copy = folder / "xx" / f"{name}2.toml"
        shutil.copy(folder / "xx" / f"{name}.toml", copy)
        assert "is declared a second time" in str(refused(folder))
        copy.unlink()


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(folder):
    before = load_folder(folder).book.hash
    for path in folder.rglob("*.[mt][do]*"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_folder(folder).book.hash == before


def test_a_folder_named_like_a_file_is_refused_with_its_name(folder):
    (folder / "xx" / "odd.md").mkdir()
    assert str(refused(folder)).startswith("law/xx/odd.md:1:1: the file cannot be read")


# -- any bytes ------------------------------------------------------------------------------

REAL = sorted((ROOT / "law").rglob("*.md")) + sorted((ROOT / "law" / "us").rglob("*.toml"))
ODD = ["", "\x00", "\n", '"', "'", "[", "]", "{", "=", "+++", "|", "\u2028", "\ufeff", "9" * 400, "é", "#", "@", "\\", "'''",
       "0x1", "1e999", "nan", "inf", "2026-13-01", "07:32:00", "true", "[[version]]", "= 5", '= "x"', "= []", "= {}", "(", "not "]  # fmt: skip


@st.composite
def mutated(draw, text):
    """The text with up to three stretches of it cut out, doubled or put in another's place."""
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 40)))
        text = text[:start] + draw(st.sampled_from(ODD) | st.just(text[start:end] * 2)) + text[end:]
    return text.encode(errors="surrogatepass")


def problem(folder):
    """What a law is refused for, if it is."""
    try:
        Builder(load_folder(folder).book)
    except LawError as error:
        return error
    return None


def read_or_refused(folder, name):
    """The law was read, or the error names the file; in a provision's file also line and column."""
    error = problem(folder)
    if error is None:
        return
    assert error.place is not None
    assert error.place.file.startswith("law")
    if name.endswith(".md") and error.place.file.endswith(name):
        assert error.place.line
        assert error.place.column


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """One copy of Xland's law in which a file is changed and put back."""
    copy = tmp_path_factory.mktemp("bytes") / "law"
    shutil.copytree(MINI, copy)
    return copy


FILES = ["xx/rules/A1.md", "facts/all.toml", "xx/groups/Foes.toml", "xx/groups/_treated_as.toml", "xx/tables/makers.toml",
         "xx/sovereign.toml", "roles.toml"]  # fmt: skip


@pytest.mark.parametrize("name", FILES)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_bytes_as_a_law_file_are_read_or_refused(shared, name, data):
    path = shared / name
    before = path.read_bytes()
    try:
        path.write_bytes(data.draw(st.binary(max_size=200) | mutated(before.decode())))
        read_or_refused(shared, Path(name).name)
    finally:
        path.write_bytes(before)


@settings(max_examples=60)
@given(data=st.data())
def test_a_real_provision_with_a_slip_in_it_is_read_or_refused(shared, data):
    real = data.draw(st.sampled_from([each for each in REAL if each.suffix == ".md"]))
    path = shared / "xx" / "rules" / "real.md"
    try:
        path.write_bytes(data.draw(mutated(real.read_text())))
        read_or_refused(shared, "real.md")
    finally:
        path.unlink()


@pytest.mark.parametrize(
    "body",
    ["|" + "[" * 500_000, "|" + "`" * 1000 + "a`" * 5000, "|\n" + ">" * 3000 + "|", "|" + "*a_" * 10_000, "| a |\n" * 5000,
     "|" + "<" * 20_000, "|" + "![" * 10_000, "\n".join("  " * n + "- |" for n in range(500))],
)  # fmt: skip
def test_text_that_is_hard_on_markdown_readers_ends_soon(shared, body):
    import time

    source = (shared / A1).read_text()
    path = shared / "xx" / "rules" / "real.md"
    path.write_text(source.replace('"xx.A1"', '"xx.real"') + "\n\n" + body + "\n")
    began = time.process_time()
    try:
        read_or_refused(shared, "real.md")
    finally:
        path.unlink()
    assert time.process_time() - began < 5


# -- one law, one hash ----------------------------------------------------------------------


def rebuilt(book):
    return book_to_json(
        book.facts, book.provisions.values(), book.groups.values(), book.tables.values(), book.folds, dict(book.roles),
        book.sovereigns.values(), book.registers,
    )  # fmt: skip


@pytest.mark.parametrize("where", [MINI, ROOT / "law"], ids=["mini", "real"])
def test_a_book_comes_back_from_its_json_whole(where):
    book = load_folder(where).book
    data = rebuilt(book)
    again = book_from_json(data)
    assert again == book
    assert again.hash == book.hash
    assert rebuilt(again) == data
    assert dict(again.provisions) == dict(book.provisions)
    assert (again.groups, again.tables, again.folds, again.roles) == (
        book.groups,
        book.tables,
        book.folds,
        book.roles,
    )
    assert list(again.facts) == list(book.facts)
    assert (again.edges, again.publications) == (book.edges, book.publications)


def test_files_found_in_any_order_give_the_same_hash(monkeypatch):
    """What a file system lists first is chance; ``glob`` and ``rglob`` are turned round here."""
    before = load_folder(MINI).book.hash
    for name in ("glob", "rglob"):
        real = getattr(Path, name)
        monkeypatch.setattr(
            Path,
            name,
            lambda self, pattern, real=real: iter(sorted(real(self, pattern), reverse=True)),
        )
    assert load_folder(MINI).book.hash == before


@pytest.mark.parametrize("where", [MINI, ROOT / "law"], ids=["mini", "real"])
def test_files_written_in_another_order_and_place_give_the_same_hash(tmp_path, where):
    before = load_folder(where).book.hash
    copy = tmp_path / "elsewhere" / "law-of-another-name"
    for path in sorted(where.rglob("*"), reverse=True):
        if path.is_file():
            target = copy / path.relative_to(where)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
            os.utime(target, (0, 0))
    assert load_folder(copy).book.hash == before


def test_a_file_moved_within_the_folder_gives_the_same_law(folder):
    before = load_folder(folder).book
    (folder / A1).rename(folder / "xx" / "first.md")
    after = load_folder(folder).book
    assert after.hash == before.hash
    assert after["xx.A1"].file == "law/xx/first.md"


def test_a_changed_word_gives_another_hash(folder):
    before = load_folder(folder).book.hash
    path = folder / A1
    path.write_text(path.read_text().replace("speed >= 100", "speed >= 101", 1))
    assert load_folder(folder).book.hash != before


def test_the_hash_does_not_hang_on_the_order_of_keys():
    assert canonical_hash({"a": 1, "b": [2]}) == canonical_hash({"b": [2], "a": 1})


def test_rows_of_a_case_table_are_read_by_their_headings(mini_source):
    rows = mini_source.pages["xx.A1"].rows
    assert rows[0].cells["speed"] == "100"
    source = (MINI / A1).read_text().splitlines()
    for row in rows:
        assert re.search(rf"\|\s*{row.cells['case']}\s*\|", source[row.line - 1])


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("| one more | 2020-06-01 | 1 | 2 | no | no | 7 |", "7 cells stand under 6 headings"),
        ("| one less | 2020-06-01 | 1 | no |", "4 cells stand under 6 headings"),
    ],
)
def test_a_row_with_a_cell_too_many_or_too_few_is_refused(folder, row, message):
    """Cells past the last heading fell away and missing ones read as unknown, both in silence."""
    path = folder / A1
    path.write_text(path.read_text().rstrip("\n") + "\n" + row + "\n")
    error = refused(folder)
    assert message in str(error)
    assert error.place.line == path.read_text().count("\n")


def test_two_columns_of_one_name_are_refused(folder):
    path = folder / A1
    path.write_text(path.read_text().replace("| flat | holds |", "| speed | holds |"))
    assert "two columns are called speed" in str(refused(folder))
