"""A file of customers: every row comes back, as a party or as a fault with its line."""

import csv
import io
import json
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.errors import InputError
from licet.lists.model import Identifier
from licet.screen.customers import LONGEST, Fault, read_customers
from licet.screen.model import Query
from licet.screen.records import LONGEST_LINE, MOST_LINES, records_of


@pytest.fixture
def rows(tmp_path):
    def read(content, name="customers.csv", **options):
        file = tmp_path / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return list(read_customers(file, **options))

    return read


def names(found):
    return [each.name if isinstance(each, Query) else each.line for each in found]


def test_all_columns(rows):
    found = rows("ref,Name , country,address,id:LEI,id:USCC,other\nC-1,Acme Works,cn,12 Harbor Rd,5493,,x\n")  # fmt: skip
    assert found == [Query("Acme Works", "CN", "12 Harbor Rd", (Identifier("LEI", "5493"),), "C-1")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_ends_of_lines_byte_order_marks_and_delimiters(rows, end, mark, delimiter):
    text = mark + end.join(
        [f"name{delimiter}country", f"Acme{delimiter}CN", "", f"Zeta{delimiter}"]
    )
    assert names(rows(text)) == ["Acme", "Zeta"]


def test_json_lines_and_plain_text(rows):
    lines = [
        json.dumps({"name": "Acme", "ref": 7, "identifiers": {"LEI": "5493"}}),
        "[1]", "{", "[" * 100_000, "", '{"name": 3}', '{"name": "Acme", "identifiers": []}',
        '{"name": "a", "identifiers": [1]}', '{"name": "\\ud800"}', '{"name": null}',
    ]  # fmt: skip
    found = rows("\n".join(lines), "customers.jsonl")
    assert found[0] == Query("Acme", identifiers=(Identifier("LEI", "5493"),), ref="7")
    assert names(found[1:]) == [2, 3, 4, 6, "Acme", 8, 9, 10]
    assert names(rows("Acme\n\n  Zeta  \n", "customers.txt")) == ["Acme", "Zeta"]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (",CN", "The name is empty."),
        ("Acme,CHN", "country is 'CHN'; wanted two letters such as CN, or nothing."),
        (f"{'a' * (LONGEST + 1)},CN", "name has 2,001 letters; at most 2,000 are read."),
        (f"{'a' * 10_000_000},CN", f"The line has more than {LONGEST_LINE:,} letters."),
        ("Acme, Ltd,CN", "The row has 3 cells and the first line 2; put a cell that holds a comma in quotes."),
        ("Ac\0me,CN", "The line holds a NUL character; save the file as UTF-8 text."),
        ('"Acme\nWorks",CN', "The name runs over more than one line; look for a quote that is left open."),
    ],
)  # fmt: skip
def test_a_fault_costs_its_own_row_and_no_other(rows, row, why):
    before, fault, after = rows(f"name,country\nAda,CN\n{row}\nZeta,CN\n")
    assert names([before, after]) == ["Ada", "Zeta"]
    assert (fault.line, fault.why) == (3, why)


def test_a_byte_that_is_no_utf_8_costs_its_row(rows):
    found = rows("name\nAda\nMüller\nZeta\n".encode("latin-1"))
    assert names(found) == ["Ada", 3, "Zeta"]
    assert found[1].why == "The line is not UTF-8 (byte 0xfc); save the file as UTF-8."


@pytest.mark.parametrize("after", [3, MOST_LINES + 30])
def test_a_quote_that_nobody_closes_loses_no_other_row(rows, after):
    many = [f"Firm {number}" for number in range(after)]
    found = rows("name,country\n" + '"Open,CN\n' + "".join(f"{each},CN\n" for each in many))
    assert names(found) == [2, *many]


def test_an_open_quote_before_a_row_with_quotes_loses_neither(rows):
    found = rows('name,country\n"Open,CN\nAda,CN\n"Acme, Ltd",US\nZeta,CN\n')
    assert names(found) == [2, "Ada", "Acme, Ltd", "Zeta"]


def test_an_address_may_run_over_lines(rows):
    found = rows('name,address\nAcme,"12 Harbor Rd\nSpringfield"\nZeta,\n')
    assert [each.address for each in found] == ["12 Harbor Rd\nSpringfield", ""]


_cell = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=8)


@given(st.lists(st.lists(_cell, min_size=2, max_size=2).filter(any), max_size=8))
def test_what_python_writes_is_read_as_it_was(table):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(table)
    found = [each.cells for each in records_of(io.StringIO(text.getvalue(), newline=""))]
    assert found == table


@given(st.binary(max_size=200))
def test_no_bytes_at_all_raise_anything_else(tmp_path_factory, content):
    file = tmp_path_factory.mktemp("any") / "any.csv"
    file.write_bytes(b"name\n" + content)
    assert all(isinstance(each, Query | Fault) for each in read_customers(file))


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        ("name\n", "customers.xlsx", "wanted .csv, .tsv, .jsonl"),
        ("", "customers.csv", "The first line has nothing; wanted a column called name."),
        ("nom,pays\n", "customers.csv", "The first line has nom, pays; wanted"),
        ("name,name\n", "customers.csv", "The first line has name twice."),
        ("name\nAcme\n".encode("utf-16"), "customers.csv", "The file is UTF-16; save it as UTF-8."),
        ("name\nAcme\n".encode("utf-16-le"), "customers.csv", "it may be UTF-16"),
    ],
)
def test_a_fault_of_the_whole_file(rows, content, name, said):
    with pytest.raises(InputError, match=said):
        rows(content, name)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(InputError, match="cannot be read: No such file"):
        list(read_customers(tmp_path / "none.csv"))


def test_a_pipe_or_a_folder_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "folder.csv").mkdir()
    for name in ("pipe.csv", "folder.csv"):
        with pytest.raises(InputError, match="not a folder or a pipe"):
            list(read_customers(tmp_path / name))


def test_customers_that_are_kept_need_a_ref_of_their_own(rows):
    found = rows("ref,name\nC-1,Acme\n,Zeta\n", own_refs=True)
    assert names(found) == ["Acme", 3]
    assert found[1].why.startswith("The row has no ref")


def test_a_long_file_is_read_as_it_comes(tmp_path):
    file = tmp_path / "customers.csv"
    with file.open("w") as stream:
        stream.write("name\n")
        stream.write("a" * 5_000_000 + "\n")
        stream.writelines(f"Firm {number}\n" for number in range(1000))
    found = read_customers(file)
    assert next(found).line == 2
    assert next(found).name == "Firm 0"
    found.close()
