"""The reformed law as a folder that ``--law`` takes: the files as they are, and anew those that change."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from licet.book.load import load_folder
from licet.book.markdown import parse_toml, read_text
from licet.errors import InputError, Place
from licet.publish.export import document
from licet.publish.write import files_of
from licet.reform.applying import apply
from licet.reform.checking import moved_rows, without_rows
from licet.reform.sources import source_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from licet.book.load import Source
    from licet.reform.model import Reform


def write_reformed(law: Path, reforms: Sequence[Reform], target: Path) -> tuple[str, int]:
    """Write the law of ``law`` under ``reforms`` to the new folder ``target``.

    Gives the hash of the reformed law, and how many rows of case tables were left out because they say
    what the law was.  Case tables of the other files stay word for word.

    Raises:
        InputError: something stands at ``target``, or it cannot be written; a reform does not fit the law.
    """
    if target.exists() or target.is_symlink():
        raise InputError("something stands there already, and nothing is overwritten; name a new folder", Place(str(target)))  # fmt: skip
    before = load_folder(law)
    after = apply(before.book, *reforms)
    source = source_of(before, after, reforms)
    moved = {(each.provision.id, each.row.line) for each in moved_rows(source)}
    files = dict(_files(before, without_rows(source, moved), law, {name for name, _ in moved}))
    aside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        shutil.copytree(law, aside)
        for name, text in files.items():
            path = aside / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        written = load_folder(aside).book.hash
        if written != after.hash:
            raise AssertionError(f"the folder says law {written[:12]}, and {after.hash[:12]} was meant")  # fmt: skip
        aside.rename(target)
    except OSError as error:
        raise InputError(f"the folder cannot be written: {error.strerror}", Place(str(target))) from None  # fmt: skip
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return after.hash, len(moved)


def _files(before: Source, after: Source, law: Path, rows: set[str]) -> Iterator[tuple[str, str]]:
    """Names under the folder and texts of the files that differ; ``rows`` are ids whose case tables do."""
    data = document(after)
    texts = {pointer: text for text, pointer in files_of(data).values()}
    old, new = before.book, after.book
    for number, each in enumerate(data["provisions"]):
        name = each["id"]
        if name in old.provisions and old[name] == new[name] and name not in rows:
            continue
        home = old.provisions.get(name)
        path = f"{each['sovereign'].lower()}/reforms/{name}.md"
        if home is not None:
            path = home.file.partition("/")[2]
        yield path, texts[f"/provisions/{number}"]
    if new.facts is not old.facts:
        added = [each for each in data["facts"] if each["name"] not in old.facts]
        if added:
            only = files_of({**data, "facts": added})
            yield "facts/reform.toml", "\n".join(t for t, p in only.values() if p == "/facts")
    for kind, mine, theirs in (("groups", old.groups, new.groups), ("tables", old.tables, new.tables)):  # fmt: skip
        for number, each in enumerate(data[kind]):
            if mine[each["name"]] != theirs[each["name"]]:
                yield _home(law, kind, each), texts[f"/{kind}/{number}"]


def _home(law: Path, kind: str, each: dict[str, str]) -> str:
    """The file of a group or table, found by the name that it states."""
    folder = f"{each['sovereign'].lower()}/{kind}"
    for file in sorted((law / folder).glob("*.toml")):
        name = str(file)
        if parse_toml(read_text(file, name), name).get("name", file.stem) == each["name"]:
            return f"{folder}/{file.name}"
    raise InputError(f"no file of {folder} holds {each['name']}", Place(str(law)))
