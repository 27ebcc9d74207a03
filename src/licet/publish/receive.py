"""A published file, from whoever wrote it, to law that can be used, or to all that is wrong with it."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path as Folder
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from licet.check.dates import date_findings
from licet.check.needed import Needed
from licet.check.rows import RowResult, row_result
from licet.check.thresholds import threshold_findings
from licet.errors import LawError, LicetError, Place
from licet.publish.fault import MOST, Fault, pointer
from licet.publish.names import Declared, dictionary_of, name_faults
from licet.publish.read import read_json
from licet.publish.registers import register_faults
from licet.publish.rules import RuleReader
from licet.publish.schema import schema
from licet.publish.validate import faults_of
from licet.publish.write import cells_of, files_of
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from licet.book.load import Source

Json = dict[str, Any]
_TRUTH = {True: "yes", False: "no", None: "?"}
_LARGEST_FILE = 1_000_000
_WAYS = {
    "cases": "add cases, or correct the rule",
    "thresholds": "add a case on the line, one just under it and one with the fact unknown",
    "dates": "correct the dates",
    "dead": "correct the rule",
    "clash": "let one policy carve out the other",
}
# What rules that nobody here wrote may do to arithmetic and to the call stack.
_BREAKS = (ArithmeticError, LookupError, RecursionError, TypeError, ValueError)


@record
class Received:
    """What a file holds and what is wrong with it; ``files`` are empty where anything is.

    ``stated`` is the hash that the file gives of its law (empty where it gives none), ``hash``
    the one that its law has when loaded (empty where it could not be loaded).
    """

    faults: tuple[Fault, ...]
    files: Mapping[str, tuple[str, str]]
    stated: str = ""
    hash: str = ""
    sovereigns: tuple[str, ...] = ()
    provisions: int = 0
    cases: int = 0
    stages: tuple[str, ...] = ()
    """The checks that were reached, of ``form``, ``names``, ``rules`` and ``law``."""
    readable: bool = True
    """Whether the file is JSON at all, of a size and depth to be read."""

    @property
    def more(self) -> bool:
        """Whether there are more faults than are kept."""
        return len(self.faults) >= MOST


def receive(raw: bytes, *, solver: bool = False, cases: bool = True) -> Received:
    """Read and check a published file; nothing is written and nothing is raised for what it says.

    Form, names and rules are checked throughout even where other places are at fault.  Cases,
    thresholds and dates need law that loads, so they come when nothing else is wrong.
    ``cases`` false leaves the case tables unread, for law whose cases have been checked.
    """
    data, faults = read_json(raw)
    if data is None and faults:
        return Received(tuple(faults), {}, stages=("form",), readable=False)
    for fault in faults_of(data, schema()):
        faults.append(fault)
        if len(faults) >= MOST:
            break
    unsound = {_item(fault.pointer) for fault in faults}
    if not isinstance(data, dict) or len(faults) >= MOST:
        return Received(tuple(faults), {}, stages=("form",))
    found = Declared(data, unsound)
    faults += name_faults(found)
    dictionary, wrong = dictionary_of(found)
    faults += wrong
    faults += register_faults(found, dictionary)
    faults += RuleReader(found, dictionary).read()
    counts: Json = {
        "stated": data.get("hash") if isinstance(data.get("hash"), str) else "",
        "sovereigns": tuple(sorted(found.names["sovereigns"])),
        "provisions": len(found.names["provisions"]),
        "cases": sum(len(item.get("cases", ())) for item, _ in found.each("provisions")),
    }
    stages = ("form", "names", "rules")
    if faults:
        return Received(tuple(faults[:MOST]), {}, stages=stages, **counts)
    files = files_of(data)
    wrong, law_hash = _loaded(data, files, solver=solver, cases=cases)
    return Received(
        tuple(wrong[:MOST]), {} if wrong else files, hash=law_hash, stages=(*stages, "law"), **counts
    )  # fmt: skip


def _item(at: str) -> tuple[str | int, ...]:
    """The list and position that a pointer leads into, or the key of the document."""
    steps = at.split("/")[1:3]
    return tuple(int(step) if step.isdecimal() else step for step in steps)


def _loaded(
    data: Json, files: Mapping[str, tuple[str, str]], *, solver: bool, cases: bool
) -> tuple[list[Fault], str]:
    """What loading the written files finds, and the hash of the law in them."""
    faults = [
        Fault("law", at, f"written out it has {len(text.encode()):,} bytes, more than a law file may have", "split it")
        for text, at in files.values()
        if len(text.encode()) > _LARGEST_FILE
    ]  # fmt: skip
    if faults:
        return faults, ""
    with TemporaryDirectory(prefix="licet-import-") as room:
        folder = Folder(room) / "law"
        for name, (text, _) in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        from licet.book.load import load_folder

        try:
            source = load_folder(folder)
        except LawError as error:
            at = _pointer_of(error.place.file if error.place else "", files)
            return [Fault("law", at, error.message, "correct what stands there")], ""
        except _BREAKS as error:
            return [Fault("law", "", f"the law cannot be loaded: {error!r}", "simplify its rules")], ""  # fmt: skip
    try:
        faults += _kept_words(data, source)
        faults += _findings(data, source, solver=solver, cases=cases)
    except LicetError as error:
        faults.append(Fault("law", "", str(error)))
    except _BREAKS as error:
        faults.append(Fault("law", "", f"the law cannot be run: {error!r}", "simplify its rules"))
    stated = data.get("hash")
    if stated is not None and stated != source.book.hash:
        faults.append(Fault("hash", "/hash", f"the file says that its law has the hash {stated[:12]}..., and it has {source.book.hash}", "if you changed the law on purpose, write the new hash or leave it out; if not, fetch the file again"))  # fmt: skip
    return faults, source.book.hash


def _pointer_of(file: str, files: Mapping[str, tuple[str, str]]) -> str:
    return files.get(file.partition("/")[2], ("", ""))[1]


def _kept_words(data: Json, source: Source) -> Iterator[Fault]:
    """Texts and cases that Markdown would read otherwise than they were meant."""
    for number, item in enumerate(data["provisions"]):
        page = source.pages[item["id"]]
        if page.text != item.get("text", ""):
            yield Fault("law", pointer(("provisions", number, "text")), "Markdown would not give this text back", "no line may start with |, and none may be blank at the start or the end")  # fmt: skip
        wanted = [cells_of(case) for case in item.get("cases", ())]
        if [row.cells for row in page.rows] != wanted:
            yield Fault("law", pointer(("provisions", number, "cases")), "Markdown would not give these cases back", "take out grave accents, backslashes, blanks at the ends of cells, and tables, open quotations of code and HTML in the text")  # fmt: skip


def _findings(data: Json, source: Source, *, solver: bool, cases: bool) -> Iterator[Fault]:
    places = {item["id"]: ("provisions", i) for i, item in enumerate(data["provisions"])}
    groups = {item["name"]: ("groups", i) for i, item in enumerate(data.get("groups", ()))}
    rows: list[RowResult] = []
    broken: dict[str, int] = defaultdict(int)
    from licet.transfer.build import Builder

    builder, needed = Builder(source.book), Needed(source.book)
    for name, page in source.pages.items() if cases else ():
        for number, row in enumerate(page.rows):
            at = pointer((*places[name], "cases", number))
            try:
                found = row_result(
                    source.book[name], row, source, builder, needed, Place(page.file)
                )
            except LawError as error:
                broken[name] += 1
                yield Fault("cases", at, f"the case {row.cells['case']!r} cannot be read: {error.message}", "correct the case")  # fmt: skip
                continue
            except _BREAKS as error:
                broken[name] += 1
                yield Fault("cases", at, f"the case {row.cells['case']!r} cannot be run: {error!r}", "correct the case, or simplify the rule")  # fmt: skip
                continue
            rows.append(found)
            if found.expected is not found.found:
                yield Fault("cases", at, f"the case {found.name!r} on {found.on} expects {_TRUTH[found.expected]}, the rule gives {_TRUTH[found.found]}", "correct the case or the rule")  # fmt: skip
    more = [*(threshold_findings(source.book, rows) if cases else ()), *date_findings(source.book)]
    if solver:
        from licet.check.solver import solver_findings

        more += solver_findings(source.book)
    for finding in more:
        if finding.check in ("cases", "thresholds") and broken[finding.subject]:
            continue  # the cases that could not be read may be the ones that are missed
        path = places.get(finding.subject) or groups.get(finding.subject) or ()
        yield Fault(finding.check, pointer(path), finding.message, _WAYS.get(finding.check, ""))
