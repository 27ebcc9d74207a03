"""Any ownership file to a graph, and a graph to any form."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from licet.errors import InputError, Place, UnknownName
from licet.ownership.graph import Graph, graph_of
from licet.record import replaced

if TYPE_CHECKING:
    from pathlib import Path

    from licet.ownership.model import Node, Stake

FORMS = {
    "csv": "one stake a row; see docs/ownership.md for the columns",
    "bods": "Beneficial Ownership Data Standard, JSON or JSON lines; 0.4 is written, 0.2 to 0.4 are read",
    "ftm": "FollowTheMoney, JSON lines: Ownership and Directorship",
}


def read_stakes(
    data: bytes, form: str = "", file: str = ""
) -> tuple[list[Node], list[Stake], list[str]]:
    """Nodes, stakes and remarks of a file; the form is found out where it is not named.

    Raises:
        UnknownName: there is no such form.
        InputError: with file and line, where something cannot be read, or no stake is in it.
    """
    form = form or _form(data)
    if form not in FORMS:
        raise UnknownName("form of ownership file", form, FORMS)
    remarks: list[str] = []
    if form == "csv":
        from licet.ownership.forms.csv_form import read_csv

        nodes, stakes = read_csv(data, file)
    elif form == "bods":
        from licet.ownership.forms.bods import read_bods

        nodes, stakes, remarks = read_bods(data, file)
    else:
        from licet.ownership.forms.ftm import read_ftm

        nodes, stakes, remarks = read_ftm(data, file)
    if not stakes:
        raise InputError("the file tells of no stake; name its form with --form if it is misread", Place(file))  # fmt: skip
    return nodes, stakes, remarks


def read_graph(data: bytes, form: str = "", file: str = "") -> Graph:
    """The graph of one file; what was left out in reading stands among its remarks."""
    nodes, stakes, remarks = read_stakes(data, form, file)
    graph = graph_of(nodes, stakes)
    return replaced(graph, remarks=(*remarks, *graph.remarks)) if remarks else graph


def read_path(path: Path, form: str = "") -> Graph:
    """The graph of a file on disk."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"the file cannot be read: {error.strerror}", Place(str(path))) from None
    return read_graph(data, form, str(path))


def write_stakes(nodes: list[Node], stakes: list[Stake], form: str, day: date) -> bytes:
    """Nodes and stakes in a form; ``day`` is the day of publication where the form tells one."""
    if form == "csv":
        from licet.ownership.forms.csv_form import write_csv

        return write_csv(nodes, stakes)
    if form == "bods":
        from licet.ownership.forms.bods_write import write_bods

        return write_bods(nodes, stakes, day)
    if form == "ftm":
        from licet.ownership.forms.ftm import write_ftm

        return write_ftm(nodes, stakes)
    raise UnknownName("form of ownership file", form, FORMS)


def _form(data: bytes) -> str:
    start = data[:65536].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:1] not in (b"{", b"["):
        return "csv"
    return "ftm" if b'"schema"' in start and b'"properties"' in start else "bods"
