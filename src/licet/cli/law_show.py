"""``licet law show ID``: one provision, its text, versions, rule, citations and cases."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from licet.cli.codes import PASS
from licet.cli.options import day, parser
from licet.cli.show import print_json, strong, table, wrapped
from licet.errors import UnknownName
from licet.language.text import prose, rule_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licet.book.book import RuleBook
    from licet.book.groups import Group, Table
    from licet.book.markdown import Row
    from licet.book.provision import Condition, Provision, Version
    from licet.language.nodes import Node
    from licet.pack.store import Library

_EPILOG = """examples:
  licet law show us.ccl.3A090.a
  licet law show us.742.6.a6iii.destination --on 2024-06-01
  licet law show D5                       a country group, through time

exit codes: 0 shown; 2 bad input."""


def main(words: list[str]) -> int:
    """Show a provision, a country group or a table; exit 0, or 2 where there is none such."""
    options = parser(
        "law show", "One provision: its text, versions, rule, citation and cases.", epilog=_EPILOG
    )
    options.add_argument("id", metavar="ID", help="a provision, country group or table")
    options.add_argument(
        "--on", type=day, metavar="DATE", help="only the version that stands on this date"
    )
    args = options.parse_args(words)

    from licet.pack.store import open_library

    library = open_library(args.law)
    book = library.whole.book
    if args.id in book.provisions:
        provision = book[args.id]
        if args.json:
            print_json(_data(provision, library, args.on))
        else:
            print("\n".join(_lines(provision, library, args.on)))
        return PASS
    if args.id in book.groups or args.id in book.tables:
        found = book.groups.get(args.id) or book.tables[args.id]
        if args.json:
            from licet.decide.report import plain_data

            print_json(plain_data(found))
        else:
            print("\n".join(_dated(found, args.on)))
        return PASS
    raise UnknownName(
        "provision, country group or table", args.id, [*book.provisions, *book.groups, *book.tables]
    )


# -- a provision ---------------------------------------------------------------------------


def _lines(provision: Provision, library: Library, on: date | None) -> Iterator[str]:
    from licet.book.provision import KINDS

    book = library.whole.book
    yield strong(f"{provision.title}")
    yield f"{provision.id}, {provision.kind.replace('_', ' ')}: {KINDS[provision.kind]}"
    for cite in provision.cite:
        yield wrapped(f"{cite.text}  {cite.url}".rstrip(), 2, 4)
    aim = provision.rationale
    said = ", ".join(each for each in (aim.stated_by, aim.where) if each)
    yield wrapped(f"Aim: {aim.aim}{f' ({said})' if said else ''}", 0, 4)
    yield ""
    for paragraph in library.prose.get(provision.id, provision.text).split("\n\n"):
        yield wrapped(" ".join(paragraph.split()))
    yield ""
    yield from _effect(provision, book)
    shown = [
        each for each in provision.versions if on is None or each is provision.on(on, date.max)
    ]
    if not shown:
        yield ""
        yield f"No text of it stands on {on}."
    previous: Version | None = None
    for version in shown:
        yield ""
        yield from _version(version, previous, book, on)
        previous = version
    if rows := _cases(provision, library):
        yield ""
        yield "Cases:"
        heads = tuple(rows[0].cells)
        yield table([tuple(row.cells.get(head, "") for head in heads) for row in rows], heads)
    yield ""
    yield f"File: {provision.file}"


def _effect(provision: Provision, book: RuleBook) -> Iterator[str]:
    """What it does to other provisions, and what others do to it."""
    from licet.explore.related import relations

    for name, values in relations(provision, book).items():
        if values:
            yield wrapped(f"{name}: {', '.join(values)}", 0, 4)


def _version(
    version: Version, previous: Version | None, book: RuleBook, on: date | None
) -> Iterator[str]:
    when = on or date.today()
    until = f" until {version.to}" if version.to else ""
    state = ""
    if version.since <= when and (version.to is None or when < version.to):
        state = f" ({version.state(when, date.max)[0].replace('_', ' ')} on {when})"
    yield strong(f"Text from {version.since}{until}{state}")
    details = [
        f"published {version.published}",
        f"comply from {version.comply_from}" if version.comply_from else "",
        f"read {version.checked}",
        f"confidence {version.confidence}",
        version.source,
    ]
    yield wrapped("; ".join(each for each in details if each), 2, 4)
    for pause in version.pauses:
        end = f" to {pause.to}" if pause.to else " on"
        note = f". {pause.note}" if pause.note else ""
        yield wrapped(
            f"{pause.kind.replace('_', ' ')} from {pause.since}{end} [{pause.source}]{note}", 2, 4
        )
    for name, value in (("entry", version.entry), ("policy", version.policy.replace("_", " ")), ("rate", f"{version.rate_pct} %" if version.rate_pct else ""), ("note", version.note)):  # fmt: skip
        if value:
            yield wrapped(f"{name}: {value}", 2, 4)
    if previous is not None and previous.trees == version.trees:
        yield "  the same rule as before"
        return
    yield from _rule("rule", version.rule, book, 2)
    for name, tree in version.parts:
        yield from _rule(name, tree, book, 4)
    if version.conditions:
        yield "  conditions:"
    for condition in version.conditions:
        yield from _condition(condition, book)


def _rule(name: str, tree: Node, book: RuleBook, indent: int) -> Iterator[str]:
    titles = {each.id: each.title for each in book.provisions.values()}
    yield wrapped(f"{name}: {rule_text(tree)}", indent, indent + 4)
    yield wrapped(f"in words: {prose(tree, book.facts, titles)}", indent + 4, indent + 6)


def _condition(condition: Condition, book: RuleBook) -> Iterator[str]:
    cite = f" [{condition.cite}]" if condition.cite else ""
    yield wrapped(f"{condition.code}: {condition.text}{cite}", 4, 8)
    if condition.rule is None:
        yield "        only a person can tell"
    else:
        yield from _rule("rule", condition.rule, book, 8)


def _cases(provision: Provision, library: Library) -> tuple[Row, ...]:
    """The rows of the provision's case table, where its file is at hand."""
    from licet.pack.pages import page_of

    page = page_of(library, provision)
    return () if page is None else page.rows


def _data(provision: Provision, library: Library, on: date | None) -> dict[str, Any]:
    from licet.decide.report import plain_data
    from licet.explore.related import relations

    book = library.whole.book
    titles = {each.id: each.title for each in book.provisions.values()}

    def rule(tree: Node | None) -> dict[str, str] | None:
        if tree is None:
            return None
        return {"rule": rule_text(tree), "words": prose(tree, book.facts, titles)}

    shown = [
        each for each in provision.versions if on is None or each is provision.on(on, date.max)
    ]
    plain = ("since", "to", "comply_from", "published", "end_published", "checked", "source", "confidence", "entry", "policy", "rate_pct", "note", "pauses")  # fmt: skip
    return {
        "id": provision.id,
        "title": provision.title,
        "kind": provision.kind,
        "sovereign": provision.sovereign,
        "cite": plain_data(provision.cite),
        "rationale": plain_data(provision.rationale),
        "text": library.prose.get(provision.id, provision.text),
        "relations": {name: found for name, found in relations(provision, book).items() if found},
        "versions": [
            {
                **{name: plain_data(getattr(version, name)) for name in plain},
                **(rule(version.rule) or {}),
                "parts": {name: rule(tree) for name, tree in version.parts},
                "conditions": [
                    {
                        "code": each.code,
                        "text": each.text,
                        "cite": each.cite,
                        "rule": rule(each.rule),
                    }
                    for each in version.conditions
                ],
            }
            for version in shown
        ],
        "cases": [row.cells for row in _cases(provision, library)],
        "file": provision.file,
    }


# -- a group or a table ------------------------------------------------------------------------


def _dated(found: Group | Table, on: date | None) -> Iterator[str]:
    yield strong(f"{found.title} ({found.name})")
    for text, url in found.cite:
        yield wrapped(f"{text}  {url}".rstrip(), 2, 4)
    yield f"read {found.checked}, confidence {found.confidence or 'not stated'}"
    if found.note:
        yield wrapped(found.note)
    yield ""
    rows = [
        (name, str(since or ""), str(to or ""), source)
        for name, since, to, source in _entries(found)
        if on is None or ((since is None or since <= on) and (to is None or on < to))
    ]
    if rows:
        yield table(rows, ("name", "from", "to", "source"))
    yield f"{len(rows)} {'entries' if len(rows) != 1 else 'entry'}{f' on {on}' if on else ''}"


def _entries(found: Group | Table) -> Iterator[tuple[str, date | None, date | None, str]]:
    from licet.book.groups import Group

    if isinstance(found, Group):
        for span in found.members:
            yield span.name, span.since, span.to, span.source
        return
    for row in found.rows:
        since, to = row.get("from"), row.get("to")
        yield (
            str(row.get("name") or row.get("id") or "?"),
            since if isinstance(since, date) else None,
            to if isinstance(to, date) else None,
            str(row.get("source") or ""),
        )
