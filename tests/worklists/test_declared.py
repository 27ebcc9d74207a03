"""Makers' files: any order of columns, every row kept as it was, each verdict with its reason."""

import csv
import io
from datetime import date

import pytest

from licet.cli.main import main
from licet.errors import InputError
from licet.worklists.compare import compare
from licet.worklists.read import read
from licet.worklists.write import ADDED, write
from tests.signed import installation

FILE = (
    'Customer note,HTS,"Part Number",ECCN\r\n'
    '"keep, me\nover two lines",8473.30.1180,RTX 4090,5A992.c\r\n'
    " spaced ,8473301180, h200 ,5a992.Z.1\r\n"
    "x,84733,A100-SXM-80GB,3A090\r\n"
    'y,,Widget 7,"EAR99"\r\n'
)
DAY = date(2026, 2, 1)


@pytest.fixture(scope="module")
def service(library, tmp_path_factory):
    with installation(tmp_path_factory.mktemp("worklists"), library) as found:
        yield found


def rows(service, text):
    return list(compare(read(text.encode()).parts, service, DAY))


def one(service, **cells):
    return rows(service, ",".join(cells) + "\n" + ",".join(cells.values()) + "\n")[0]


def test_columns_are_found_by_many_names_in_any_order_and_others_are_kept():
    file = read(FILE.encode())
    assert dict(file.named) == {"hs_code": "HTS", "part_no": "Part Number", "eccn": "ECCN"}
    assert file.unknown == ("Customer note",)


def test_each_row_comes_back_byte_for_byte_with_columns_at_its_end(service):
    file = read(FILE.encode())
    out = "".join(write(file, compare(file.parts, service, DAY), DAY, "a" * 64))
    for line in ('"keep, me\nover two lines",8473.30.1180,RTX 4090,5A992.c,', " spaced ,8473301180, h200 ,5a992.Z.1,", 'y,,Widget 7,"EAR99",'):  # fmt: skip
        assert line in out
    table = list(csv.reader(io.StringIO(out)))
    assert {len(each) for each in table} == {4 + len(ADDED)}
    assert [each[6] for each in table[1:]] == ["differs", "agrees", "agrees", "cannot tell"]


def test_a_wrong_cell_is_reported_by_row_and_column():
    faults = read(b"part_no,eccn,hts\nx,3A09O,84733\ny,3A090.a,8473.30\n").faults
    assert [(each.row, each.column) for each in faults] == [(1, "eccn"), (1, "hts")]
    assert "no HS code of 6, 8 or 10 digits" in faults[1].message


@pytest.mark.parametrize(("part", "declared", "result", "why"), [
    ("RTX 4090", "3A090.a", "agrees", "The same entry."),
    ("RTX 4090", "3A090", "agrees", "more exactly 3A090.a"),
    ("RTX 4090", "3A090.b", "differs", "it is 3A090.a, not 3A090.b"),
    ("h200", "5A992.z.1", "agrees", "a form in which a 3A090.a item may ship"),
    ("RTX 4090", "", "cannot tell", "No class is declared."),
    ("Nothing we know", "3A090.a", "cannot tell", "no product of this name"),
])  # fmt: skip
def test_a_declared_class_agrees_differs_or_cannot_be_told(service, part, declared, result, why):
    found = one(service, part_no=part, eccn=declared)
    assert found.result == result
    assert why in found.why


def test_figures_classify_what_the_catalogue_lacks_and_the_next_question_is_asked(service):
    found = one(service, part_no="X1", eccn="3A090.a", tpp="4799")
    assert (found.result, found.product) == ("cannot tell", "its figures")
    assert "one of the entries that may fit" in found.why
    assert found.question
    assert one(service, part_no="X1", eccn="EAR99", tpp="9000", datacenter="yes").result == "differs"  # fmt: skip


def test_a_figure_that_cannot_be_read_leaves_its_row_open(service):
    found = one(service, part_no="X1", eccn="EAR99", tpp="many")
    assert found.result == "cannot tell"
    assert "cannot be read" in found.why


@pytest.mark.parametrize(("content", "message"), [
    (b"", "empty"), (b",,,\n,\n", "empty"), (b"b,\n\x00", "No column"), (b"a,b\n1,2\n", "No column names the part"), (b"\xff\xfe", "no text in UTF-8"),
])  # fmt: skip
def test_a_file_that_cannot_be_read_says_why(content, message):
    with pytest.raises(InputError, match=message):
        read(content)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_usual_delimiter_is_read(delimiter):
    text = delimiter.join(("part_no", "eccn")) + "\n" + delimiter.join(("a", "EAR99")) + "\n"
    assert read(text.encode()).parts[0].cells == {"part_no": "a", "eccn": "EAR99"}


def test_the_command_exits_with_1_where_a_class_differs(tmp_path, capsys):
    (tmp_path / "p.csv").write_text(FILE)
    assert main(["declared", str(tmp_path / "p.csv"), "--on", "2026-02-01"]) == 1
    assert "By its figures it is 3A090.a, not 5A992.c." in capsys.readouterr().out
    assert main(["declared", "nowhere.csv"]) == 2


def test_what_is_added_is_never_reckoned_by_a_spreadsheet(service):
    file = read(b"part_no,=cmd|' /C calc'!A1,eccn\nx,1,3A09O\n@SUM(1+1),2,=1+1\n")
    out = "".join(write(file, compare(file.parts, service, DAY), DAY, "a" * 64))
    added = [each[-len(ADDED) :] for each in csv.reader(io.StringIO(out))]
    assert not [cell for row in added for cell in row if cell.startswith(("=", "+", "-", "@"))]
