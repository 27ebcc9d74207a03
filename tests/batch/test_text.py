"""CSV as it comes: every cell keeps its value, every row its place, and each oddity is told with its line."""

import random

import pytest

from licet.batch.delimited import Delimited
from licet.batch.records import Scan
from licet.errors import InputError
from tests.batch.batches import csv_rows, faults_of

HEAD = b"part,item,destination,note\n"


@pytest.fixture
def decided(batch, tmp_path):
    """Decides the bytes of a CSV file: heads, rows and faults."""

    def run(raw, name="in.csv", out="out.csv", **asked):
        source = tmp_path / name
        source.write_bytes(raw)
        before = source.read_bytes()
        summary = batch(source, tmp_path / out, **asked)
        assert source.read_bytes() == before
        heads, rows = csv_rows(tmp_path / out) if out.endswith("csv") and b"\xe9" not in (tmp_path / out).read_bytes() else ((), ())  # fmt: skip
        return summary, heads, rows, faults_of(tmp_path / out)

    return run


def test_cells_keep_their_value_and_rows_their_order(decided):
    raw = HEAD + (
        b'007,nvidia-h200,CN,"x, ""y"""\r\n'
        b'1.50,nvidia-h200,NO,"two\r\nlines"\r\n'
        b"NO,nvidia-h200,TW,\r\n"
        b' 1e5 ,nvidia-h200,MY,"  "\r\n'
        b"'=1+1,nvidia-h200,MY,caf\xc3\xa9\r\n"
    )
    summary, heads, rows, faults = decided(raw)
    assert heads[:5] == ["part", "item", "destination", "note", "fault"]
    assert [row[:4] for row in rows] == [
        ["007", "nvidia-h200", "CN", 'x, "y"'],
        ["1.50", "nvidia-h200", "NO", "two\r\nlines"],
        ["NO", "nvidia-h200", "TW", ""],
        [" 1e5 ", "nvidia-h200", "MY", "  "],
        ["'=1+1", "nvidia-h200", "MY", "café"],
    ]
    assert not faults
    assert (summary.rows, summary.faults) == (5, 0)
    assert all(row[heads.index("status")] for row in rows)


def test_norway_is_a_country(decided):
    raw = b"item,destination\n" + b"nvidia-h200,NO\n" * 3
    _, heads, rows, _ = decided(raw)
    assert {row[1] for row in rows} == {"NO"}
    assert {row[heads.index("fault")] for row in rows} == {""}


def test_a_row_of_too_many_or_too_few_cells_stays_in_its_place_with_its_line(decided):
    raw = HEAD + b'a,nvidia-h200,CN,"1\n2"\nb,nvidia-h200,CN,x,y,z\nc,nvidia-h200\nd,nvidia-h200,CN,\n'  # fmt: skip
    summary, heads, rows, faults = decided(raw)
    assert [row[0] for row in rows] == ["a", "b", "c", "d"]
    assert [bool(row[heads.index("status")]) for row in rows] == [True, False, False, True]
    assert {len(row) for row in rows} == {len(heads)}
    assert [(each["line"], each["row"], each["column"], each["answered"]) for each in faults] == [
        ("4", "2", "", "no"), ("5", "3", "", "no"),
    ]  # fmt: skip
    assert "6 cells, the last of them: y | z" in faults[0]["found"]
    assert "2 cells" in faults[1]["found"]
    assert summary.faults == 2


def test_a_thousands_separator_and_a_decimal_comma_are_refused_with_the_way_out(decided):
    raw = b"tpp;destination\n4,800;CN\n4,5;CN\n4800;CN\n"
    _, heads, rows, faults = decided(raw)
    assert [(each["line"], each["column"]) for each in faults] == [
        ("2", "tpp"), ("3", "tpp"),
    ]  # fmt: skip
    assert "write it as 4800" in faults[0]["wanted"]
    assert [row[0] for row in rows] == ["4,800", "4,5", "4800"]
    assert rows[2][heads.index("status")]


def test_latin_1_among_utf_8_is_told_and_kept_and_stops_a_row_only_where_the_law_reads_it(
    decided, tmp_path
):
    raw = HEAD + b"a,nvidia-h200,CN,caf\xe9\nb,nvidia-h200,C\xd1,caf\xc3\xa9\nc,nvidia-h200,CN,x\n"
    summary, _, _, faults = decided(raw)
    lines = (tmp_path / "out.csv").read_bytes().split(b"\n")
    assert lines[1].startswith(b"a,nvidia-h200,CN,caf\xe9,")
    assert lines[2].startswith(b"b,nvidia-h200,C\xd1,caf\xc3\xa9,")
    assert [(each["line"], each["column"], each["answered"]) for each in faults] == [
        ("2", "note", "yes"), ("3", "destination", "no"),
    ]  # fmt: skip
    assert "--encoding" in faults[0]["wanted"]
    assert summary.faults == 1


def test_where_only_unicode_fits_an_odd_byte_is_written_out(decided, tmp_path):
    decided(HEAD + b"a,nvidia-h200,CN,caf\xe9\n", out="out.jsonl")
    assert '"note":"caf\\\\xe9"' in (tmp_path / "out.jsonl").read_text()


def test_a_file_of_another_encoding_is_read_when_it_is_named(decided):
    raw = HEAD + b"a,nvidia-h200,CN,caf\xe9\n"
    _, _, rows, faults = decided(raw, encoding="cp1252")
    assert rows[0][3] == "café"
    assert not faults


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-32"])
def test_a_mark_at_the_start_tells_the_encoding(decided, encoding):
    raw = "part,item,destination\nzażółć,nvidia-h200,CN\n".encode(encoding)
    _, heads, rows, faults = decided(raw)
    assert (heads[0], rows[0][0]) == ("\ufeffpart", "zażółć")  # the answers have it as well
    assert not faults


def test_a_quote_that_nobody_closes_costs_its_own_line_alone(decided):
    raw = HEAD + b'a,nvidia-h200,CN,"open\nb,nvidia-h200,CN,x\nc,nvidia-h200,CN,"y"\nd,nvidia-h200,CN,5" wafer\n'  # fmt: skip
    _, heads, rows, faults = decided(raw)
    assert [row[0] for row in rows] == ["a", "b", "c", "d"]
    assert [bool(row[heads.index("status")]) for row in rows] == [False, True, True, True]
    assert [each["line"] for each in faults] == ["2"]
    assert "quote" in faults[0]["wanted"]
    assert rows[3][3] == '5" wafer'


def test_a_byte_of_nought_is_told(decided):
    _, _, rows, faults = decided(HEAD + b"a,nvidia-h200,CN,x\0y\nb,nvidia\0,CN,\n")
    assert [(each["line"], each["column"], each["answered"]) for each in faults] == [
        ("2", "note", "yes"), ("3", "item", "no"),
    ]  # fmt: skip
    assert rows[0][3] == "x\0y"


def test_of_two_columns_of_one_name_both_are_kept(decided):
    _, heads, rows, _ = decided(b"item,destination,note,note,\nnvidia-h200,CN,1,2,3\n")
    assert heads[:5] == ["item", "destination", "note", "note", ""]
    assert rows[0][:5] == ["nvidia-h200", "CN", "1", "2", "3"]


def test_two_columns_that_the_law_would_read_are_refused(decided):
    with pytest.raises(InputError, match=r"two columns are called 'destination' \(columns 2, 3\)"):
        decided(b"item,destination,destination\nnvidia-h200,CN,MY\n")


def test_an_answer_column_gives_way_to_one_of_the_file(decided):
    _, heads, rows, _ = decided(b"item,destination,status,law\nnvidia-h200,CN,open,mine\n")
    assert rows[0][2:4] == ["open", "mine"]
    assert heads.count("status") == heads.count("licet_status") == heads.count("licet_law") == 1


def test_an_empty_file_is_refused_and_a_header_alone_gives_a_header(decided, tmp_path):
    with pytest.raises(InputError, match="the file is empty"):
        decided(b"")
    assert [each.name for each in tmp_path.iterdir()] == ["in.csv"]
    summary, heads, rows, _ = decided(HEAD)
    assert (summary.rows, rows) == (0, [])
    assert "status" in heads


def test_lines_that_end_in_a_bare_return_are_refused(decided):
    with pytest.raises(InputError, match="line ends"):
        decided(b"item,destination\rnvidia-h200,CN\r" * 3)


def test_a_line_of_gigabytes_is_refused_by_its_number_and_not_read(batch, tmp_path):
    source = tmp_path / "long.csv"
    with source.open("wb") as file:
        file.write(HEAD + b"a,nvidia-h200,CN,\nb,nvidia-h200,CN,")
        file.truncate(2 * 1024**3)  # a hole in the disk: two gigabytes of nought in one line
    with pytest.raises(InputError, match=r"long\.csv:3: the row that starts here is longer than 16 MB"):  # fmt: skip
        batch(source, tmp_path / "out.csv")
    assert [each.name for each in tmp_path.iterdir()] == ["long.csv"]


def test_empty_lines_are_no_rows_and_do_not_shift_the_lines_of_others(decided):
    _, _, rows, faults = decided(HEAD + b"a,nvidia-h200,CN,\n\n\r\nb,nvidia-h200,XX,\n\n")
    assert [row[0] for row in rows] == ["a", "b"]
    assert [(each["line"], each["row"]) for each in faults] == [("5", "2")]


def _cell(chance):
    return chance.choice(["", "a", "007", 'q"q', "x,y", "l\nm", "c\r\nd", '""', "é", " ", '"', "\t;|"])  # fmt: skip


def _quoted(text, chance):
    if set(text) & set('",\n\r') or chance.random() < 0.2:
        return '"' + text.replace('"', '""') + '"'
    return text


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("rows", [1, 7, 1000])
def test_the_quick_reader_and_the_careful_one_read_the_same(tmp_path, seed, rows, monkeypatch):
    chance = random.Random(seed)  # noqa: S311 - a draw that is the same each time
    cells = [[f"c{place}" for place in range(3)]]
    cells += [["x", _cell(chance), _cell(chance)] for _ in range(chance.randrange(1, 60))]
    end = chance.choice(["\n", "\r\n"])
    text = end.join(",".join(_quoted(cell, chance) for cell in row) for row in cells)
    source = tmp_path / "in.csv"
    source.write_bytes((text + chance.choice(["", end])).encode())
    monkeypatch.setattr("licet.batch.delimited._FIRST", chance.choice([1, 50, 1_000_000]))

    def read():
        found = list(Delimited(source).blocks(rows))
        return [
            (row, block.line(index))
            for block in found
            for index, row in enumerate(block.frame.rows())
        ], [block.after for block in found]

    quick = read()
    assert [[cell or "" for cell in row] for row, _ in quick[0]] == cells[1:]
    monkeypatch.setattr("licet.batch.delimited.scan", lambda *_, **__: Scan(0, 0, None, 0))
    careful = read()
    assert [([cell or "" for cell in row], line) for row, line in quick[0]] == [
        ([cell or "" for cell in row], line) for row, line in careful[0]
    ]
    assert [each[0] for each in quick[1]] == [each[0] for each in careful[1]]


def test_a_file_read_on_from_any_block_gives_the_same_blocks(tmp_path):
    source = tmp_path / "in.csv"
    source.write_bytes(HEAD + b"".join(b'%d,"a\nb",CN,\n' % number + b"\n" * (number % 5 == 0) for number in range(500)))  # fmt: skip
    whole = list(Delimited(source).blocks(37))
    for place, block in enumerate(whole):
        rest = list(Delimited(source).blocks(37, block.after))
        assert [each.after for each in rest] == [each.after for each in whole[place + 1 :]]
        assert [each.frame.rows() for each in rest] == [each.frame.rows() for each in whole[place + 1 :]]  # fmt: skip
        assert [each.line(0) for each in rest] == [each.line(0) for each in whole[place + 1 :]]


ODD = (b'a,5" b,c', b'a,"b" c,d', b'"', b"a,b", b"a,b,c,d", b"a,b\xe9,c", b"a,\0,c", b"", b'"a,b,c', b'a,"""",b"', b"\xff\xfe")  # fmt: skip


@pytest.mark.parametrize("seed", range(60))
def test_odd_lines_among_others_are_read_the_same_whichever_reader_meets_them(
    tmp_path, seed, monkeypatch
):
    chance = random.Random(seed)  # noqa: S311 - a draw that is the same each time
    lines = [chance.choice(ODD) if chance.random() < 0.15 else b'x%d,"y\nz",w' % place for place in range(chance.randrange(1, 80))]  # fmt: skip
    source = tmp_path / "in.csv"
    source.write_bytes(
        b"c0,c1,c2\n" + chance.choice([b"\n", b"\r\n"]).join(lines) + chance.choice([b"", b"\n"])
    )
    rows = chance.choice([1, 5, 30, 1000])

    def read(first, turns):
        monkeypatch.setattr("licet.batch.delimited._FIRST", first)
        monkeypatch.setattr("licet.batch.delimited._TURNS", turns)
        return [
            (block.frame.rows(), block.row, block.after, [block.line(at) for at in range(block.frame.height)],
             [str(each) for each in block.troubles], [each.index for each in block.troubles], block.escaped)
            for block in Delimited(source).blocks(rows)
        ]  # fmt: skip

    careful = read(1_000_000, 0)
    assert careful == read(1_000_000, 24) == read(1, 24) == read(100, 3)
