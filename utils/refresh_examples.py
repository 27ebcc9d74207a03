"""Runs the commands that the pages show, and puts what they print today in place of what stood there.

    python utils/refresh_examples.py            rewrites docs/*.md and README.md
    python utils/refresh_examples.py --check    changes nothing and says what differs
    python utils/refresh_examples.py docs/index.md ...    these pages only

An example is a line ``$ licet ...`` or ``$ sh run ...`` in a ``console`` block, with what it prints
below it.  The author's cuts are kept: a line ``...`` stands for lines left out, and the lines between
two cuts are matched, in order, with what is printed now (the best common subsequence, with lines that
changed a little taken as the same line).  Where a line beside a cut is printed no more, nobody can
tell what the author meant to show: the block stays as it is and is named with file and line, to be
written by hand.  Lines that changed elsewhere are told too, since the words around may speak of them.

A page may say ``NAME=role=...`` anywhere; ``$NAME`` in its commands is that.  ``$ cat FILE`` shows a
file and makes it for the commands below.  ``$ echo $?`` shows the exit code of the command above.  A
command with nothing below it is only shown.  Two kinds of table are refreshed as well: answers of
``sh run ... --brief``, and the rows of ``examples/*.yaml`` that say which law asks for something.

Exit codes: 0 every example is as printed, or was made so; 1 something is left for a person, or, with
``--check``, something differs.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BY_HAND = {
    "add-a-rule.md": "it works on an edited copy of the law",
    "exchange.md": "tests/docs/test_exchange.py runs it",
    "register.md": "each command goes on from the one before; tests/docs/test_register.py runs it",
    "keeping-records.md": "it needs officers with keys; tests/store/test_page.py runs it",
}
"""Pages whose examples this script cannot run, and why."""

CUT = "..."
_HASH = re.compile(r"\b[0-9a-f]{12}\b|\b[0-9a-f]{64}\b")
_VARIABLE = re.compile(r"(?<![\w$])([A-Z][A-Z0-9]*)=((?:role|name|country)=[^\s`]+)")
_FILE_ROW = re.compile(r"^\| `([\w-]+\.yaml)` \|.*\|$")
_ROW = re.compile(r"^(\|[^|]*\| `sh run ([^`]*--brief)` \| )([^|]*)( \|)$")
_ALIKE = 0.7
"""Lines of which this part is the same are the same line, changed."""
_LONG = 8
"""More new lines than this between two lines that stood together are cut, not shown."""


@dataclass
class Example:
    """One command of a page and what stands below it; ``line`` counts from one."""

    page: Path
    line: int
    command: str
    shown: list[str] = field(default_factory=list)
    before: Example | None = None
    """The example whose exit code ``$ echo $?`` shows."""
    files: dict[str, str] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """Page and line, as an editor reads them."""
        return f"{self.page.relative_to(ROOT)}:{self.line}"

    @property
    def runs(self) -> bool:
        """Whether it is a command of ours with something below it."""
        return self.command.startswith(("licet ", "sh run ")) and any(self.shown)


def pages() -> list[Path]:
    """README.md and every page of docs/ that this script can run."""
    found = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    return [page for page in found if page.name not in BY_HAND]


def examples(page: Path) -> list[Example]:
    """Every example of a page, in its order."""
    found: list[Example] = []
    files: dict[str, str] = {}
    inside = False
    current: Example | None = None
    for number, line in enumerate(page.read_text(encoding="utf-8").split("\n"), start=1):
        if line.startswith("```"):
            inside, current = line == "```console", None
        elif inside and line.startswith("$ "):
            last = next(
                (each for each in reversed(found) if not each.command.startswith("echo")), None
            )
            current = Example(page, number, line[2:], before=last, files=files)
            found.append(current)
        elif inside and current is not None:
            current.shown.append(line)
    for each in found:
        if match := re.fullmatch(r"cat (\S+)", each.command):
            files[match[1]] = "\n".join(each.shown) + "\n"
    return found


def variables() -> dict[str, str]:
    """``NAME=...`` of every page: the parties that commands name as ``$NAME``."""
    found: dict[str, str] = {}
    for page in pages():
        found |= dict(_VARIABLE.findall(page.read_text(encoding="utf-8")))
    return found


class Runner:
    """Runs commands in one process, each once, in a folder that holds what the pages speak of."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._done: dict[tuple[str, str], tuple[list[str], int]] = {}
        self._variables = variables()
        for name in ("examples", "law", "catalogue", "tests", "docs"):
            (folder / name).symlink_to(ROOT / name)

    def run(self, command: str, files: dict[str, str] | None = None) -> tuple[list[str], int]:
        """What a command prints, by line and without blank lines at its end, and its exit code."""
        key = (command, repr(files))
        if key not in self._done:
            for name, text in (files or {}).items():
                (self._folder / name).write_text(text, encoding="utf-8")
            self._done[key] = self._run(self._words(command))
        return self._done[key]

    def _words(self, command: str) -> list[str]:
        words = shlex.split(re.sub(r"^(sh run|licet) ", "", command), comments=True)
        return [self._variables.get(word[1:], word) if word[:1] == "$" else word for word in words]

    def _run(self, words: list[str]) -> tuple[list[str], int]:
        from licet.cli.main import main

        printed = io.StringIO()
        with (
            contextlib.chdir(self._folder),
            contextlib.redirect_stdout(printed),
            contextlib.redirect_stderr(printed),
        ):
            try:
                code = main(words)
            except SystemExit as stop:  # argparse: an option that does not exist
                code = stop.code if isinstance(stop.code, int) else 2
        return printed.getvalue().rstrip("\n").split("\n"), code


@contextlib.contextmanager
def runner() -> Iterator[Runner]:
    """A runner with a folder of its own, on the law of this checkout."""
    with tempfile.TemporaryDirectory() as folder:
        names = ("LICET_LAW", "LICET_HOME", "LICET_DATABASE")
        kept = {name: os.environ.pop(name, None) for name in names}
        os.environ["LICET_HOME"] = str(Path(folder) / "home")  # with the lists that ship
        try:
            yield Runner(Path(folder))
        finally:
            for name, value in kept.items():
                os.environ.pop(name, None)
                if value is not None:
                    os.environ[name] = value


def without_hashes(line: str) -> str:
    """A line with a mark in place of each hash, which moves with every change of law or code."""
    return _HASH.sub("#", line)


def pieces(shown: list[str]) -> list[list[str]]:
    """The lines between the author's cuts; empty first or last where a cut stands at that end."""
    found: list[list[str]] = [[]]
    for line in shown:
        if line == CUT:
            found.append([])
        else:
            found[-1].append(line)
    return found


def first_lost(shown: list[str], printed: list[str]) -> str | None:
    """None where every piece is printed, whole and in order; else a line that is not so printed."""
    now = [without_hashes(line) for line in printed]
    parts = [[without_hashes(line) for line in part] for part in pieces(shown)]
    place = 0
    for index, part in enumerate(parts):
        if not part:
            continue
        starts = range(place, len(now) - len(part) + 1)
        if index == len(parts) - 1:
            starts = range(max(place, len(now) - len(part)), len(now) - len(part) + 1)
        if index == 0:
            starts = range(1) if len(parts) > 1 or len(part) == len(now) else range(0)
        found = next((each for each in starts if now[each : each + len(part)] == part), None)
        if found is None:
            return part[max((_agree(now[each:], part) for each in starts), default=0)]
        place = found + len(part)
    return None


def _agree(now: list[str], part: list[str]) -> int:
    """How many lines at the start of ``part`` stand in ``now``; never all of them."""
    pairs = zip(now, part[:-1], strict=False)
    return next(
        (count for count, (new, old) in enumerate(pairs) if new != old),
        min(len(now), len(part) - 1),
    )


def _likeness(old: str, new: str) -> float:
    if old == new:
        return 3.0 if old.strip() else 0.4
    if not old.strip() or not new.strip():
        return 0.0
    same = SequenceMatcher(None, old, new, autojunk=False)
    if same.real_quick_ratio() < _ALIKE or same.quick_ratio() < _ALIKE:
        return 0.0
    ratio = same.ratio()
    return 2 * ratio if ratio >= _ALIKE else 0.0


def align(old: list[str], new: list[str]) -> list[int | None]:
    """For each old line the place of the new line that it became, in order; None where there is none."""
    rows, columns = len(old), len(new)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    alike = [[_likeness(a, b) for b in new] for a in old]
    for row in range(rows - 1, -1, -1):
        for column in range(columns - 1, -1, -1):
            score = max(best[row + 1][column], best[row][column + 1])
            if alike[row][column]:
                score = max(score, best[row + 1][column + 1] + alike[row][column])
            best[row][column] = score
    places: list[int | None] = []
    column = 0
    for row in range(rows):
        while (
            column < columns and best[row][column] == best[row][column + 1] > best[row + 1][column]
        ):
            column += 1
        matched = (
            column < columns
            and alike[row][column] > 0
            and best[row][column] == best[row + 1][column + 1] + alike[row][column]
        )
        places.append(column if matched else None)
        column += matched
    return places


def refreshed(shown: list[str], printed: list[str]) -> tuple[list[str] | None, list[str]]:
    """What should stand below a command, cut as the author cut it, and the lines that are gone.

    None where a line beside a cut is printed no more, so that a person has to choose.
    """
    parts = pieces(shown)
    flat = [without_hashes(line) for part in parts for line in part]
    places = align(flat, [without_hashes(line) for line in printed])
    gone = [
        line
        for line, place in zip((line for part in parts for line in part), places, strict=True)
        if line.strip()
        and (place is None or without_hashes(printed[place]) != without_hashes(line))
    ]
    spans: list[tuple[list[int], int, int]] = []
    start = 0
    for index, part in enumerate(parts):
        kept = [place for place in places[start : start + len(part)] if place is not None]
        solid = [place for place in kept if printed[place].strip()]
        ends = places[start : start + len(part)]
        start += len(part)
        if not part:
            continue
        first, last = index == 0, index == len(parts) - 1
        if not (solid or (first and last)):
            return None, gone
        if (not first and ends[0] is None and part[0].strip()) or (
            not last and ends[-1] is None and part[-1].strip()
        ):
            return None, gone
        low = 0 if first else min(kept)
        high = len(printed) - 1 if last else max(kept)
        spans.append((sorted(kept), low, high))
    keep: set[int] = set()
    for kept, low, high in spans:
        marks = [low - 1, *kept, high + 1]
        keep.update(kept)
        for left, right in pairwise(marks):
            if len(parts) == 1 or right - left - 1 <= _LONG:
                keep.update(range(left + 1, right))
    result: list[str] = []
    for number, line in enumerate(printed):
        if number in keep:
            result.append(line)
        elif not result or result[-1] != CUT:
            result.append(CUT)
    return result, gone


def day_of(text: str) -> str:
    """The day that a page means by today: ``(today is 2026-11-22)``; where it says none, the day it is."""
    from datetime import date

    found = re.search(r"\(today is (\d{4}-\d\d-\d\d)\)", text)
    return found[1] if found else date.today().isoformat()


def row_of_file(name: str, today: str) -> str:
    """The row of a table for one file of ``examples/``: which laws ask, are open, ask nothing, may claim.

    A file that names no day is asked on ``today``.
    """
    from datetime import date

    from licet.cli.transfer_options import transfer_from_file
    from licet.decide.decide import decide
    from licet.pack.store import open_library
    from licet.transfer.public_record import with_public_record

    library = open_library()
    stated, day, known = transfer_from_file(ROOT / "examples" / name, library)
    on = day or date.fromisoformat(today)
    transfer = with_public_record(stated, library.law.book, on, known or date.max)
    columns: dict[str, list[str]] = {"asks": [], "open": [], "nothing": [], "may": []}
    column_of = {"unknown_need_facts": "open", "no_requirement_found": "nothing"}
    for each in decide(transfer, library.law, on=on, known_on=known).answers:
        if each.claims is not False:
            column = "may" if each.claims is None else column_of.get(each.status, "asks")
            columns[column].append(each.sovereign)
    shown = " | ".join(", ".join(sorted(each)) for each in columns.values())
    return f"| `{name}` | {shown} |"


def _fresh_row(line: str, run: Runner, today: str) -> tuple[str, list[str]]:
    """A line as it should stand if it is a row of a table of ours; the answers found where it holds one."""
    match = _FILE_ROW.match(line)
    if match and (ROOT / "examples" / match[1]).exists():
        return row_of_file(match[1], today), []
    if not (match := _ROW.match(line)):
        return line, []
    printed, _ = run.run(f"sh run {match[2]}")
    answers = list(dict.fromkeys(each.partition(": ")[2] for each in printed))
    return (f"{match[1]}{answers[0]}{match[4]}" if len(answers) == 1 else line), answers


def refresh(page: Path, run: Runner, *, write: bool) -> tuple[int, int]:
    """Refreshes one page; the number of examples that differ, and of those left for a person."""
    lines = page.read_text(encoding="utf-8").split("\n")
    differ = left = 0
    for each in reversed(examples(page)):
        if each.command == "echo $?" and each.before is not None and each.before.runs:
            fresh: list[str] | None = [str(run.run(each.before.command, each.files)[1])]
            gone = [line for line in each.shown if line not in (fresh or [])]
        elif each.runs:
            printed, _ = run.run(each.command, each.files)
            exact = first_lost(each.shown, printed) is None
            fresh, gone = (each.shown, []) if exact else refreshed(each.shown, printed)
            if exact:  # hashes may have moved all the same
                fresh, _ = refreshed(each.shown, printed)
                fresh = fresh if fresh and len(fresh) == len(each.shown) else each.shown
        else:
            continue
        if fresh is None:
            differ, left = differ + 1, left + 1
            print(f"{each.place}: by hand: $ {each.command}")
        elif [*map(without_hashes, fresh)] != [*map(without_hashes, each.shown)]:
            differ += 1
            print(f"{each.place}: differs: $ {each.command}")
        for line in gone:
            print(f"    no longer: {line.strip()}")
        if fresh is not None:
            lines[each.line : each.line + len(each.shown)] = fresh
    today = day_of("\n".join(lines))
    for number, line in enumerate(lines):
        fresh_row, answers = _fresh_row(line, run, today)
        if fresh_row != line or len(answers) > 1:
            differ, left = differ + 1, left + (len(answers) > 1)
            print(
                f"{page.relative_to(ROOT)}:{number + 1}: table: now {' / '.join(answers) or fresh_row}"
            )
            lines[number] = fresh_row
    if write:
        page.write_text("\n".join(lines), encoding="utf-8")
    return differ, left


def main() -> int:
    """Refresh or check every page, or the pages named."""
    sys.path.insert(0, str(ROOT / "src"))
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--check", action="store_true", help="change nothing, say what differs")
    parser.add_argument("pages", nargs="*", type=Path, metavar="PAGE")
    wanted = parser.parse_args()
    chosen = [each.resolve() for each in wanted.pages] or pages()
    differ = left = 0
    with runner() as run:
        for page in chosen:
            found = refresh(page, run, write=not wanted.check)
            differ, left = differ + found[0], left + found[1]
    for name, why in BY_HAND.items():
        if not wanted.pages:
            print(f"docs/{name}: not run, since {why}")
    print(f"{differ} examples differed, {left} of them are left for a person")
    return 1 if left or (wanted.check and differ) else 0


if __name__ == "__main__":
    sys.exit(main())
