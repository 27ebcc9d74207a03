"""The summary as a page: HTML that prints on paper, or Markdown."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from licet.batch.sink import put_in_place
from licet.errors import InputError, Place

if TYPE_CHECKING:
    from pathlib import Path

    from licet.batch.summary import Summary, Table

RULES = "Licet shows evidence; a named officer determines. Its silence means nothing."
_NAMES = 40
"""Names that a line of the page holds; the summary as data has all."""
_STYLE = """
body { font: 11pt/1.45 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a }
th { white-space: nowrap }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1.5rem }
th, td { text-align: left; padding: .25rem .6rem .25rem 0; border-bottom: 1px solid #ccc; vertical-align: top }
.count { text-align: right; white-space: nowrap }
.bar { width: 9rem }
.bar span { display: block; height: .8em; background: #3b5b8c; print-color-adjust: exact; -webkit-print-color-adjust: exact }
caption { text-align: left; font-weight: 600; font-size: 1.15em }
caption small { display: block; font-weight: 400; font-size: .85em }
tr { break-inside: avoid }
"""


def check_page(path: Path) -> None:
    """``InputError`` where no page can be written at a place: better before the work than after it."""
    if path.suffix.lower() not in (".html", ".md"):
        raise InputError("a summary is written as .html or .md", Place(str(path)))
    if path.is_dir() or not path.resolve().parent.is_dir():
        raise InputError(
            "the summary cannot be written: there is no such folder", Place(str(path.parent))
        )


def write_page(summary: Summary, path: Path) -> None:
    """Write the page, whole or not at all."""
    text = as_html(summary) if path.suffix.lower() == ".html" else as_markdown(summary)
    aside = path.with_name(f".{path.name}.part")
    try:
        aside.write_text(text, "utf-8")
        put_in_place(aside, path)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise InputError(
            f"the summary cannot be written: {error.strerror}", Place(str(path))
        ) from None


def as_html(summary: Summary) -> str:
    """The page for a browser or a printer; it loads nothing."""
    facts = "".join(
        f"<tr><th scope=row>{escape(name)}</th><td>{escape(told(value))}</td></tr>"
        for name, value in summary.facts.items()
    )
    said = "".join(f"<p>{escape(each)}</p>" for each in summary.said)
    tables = "".join(map(_table, summary.tables))
    return (
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>"
        f"<title>Batch: {escape(told(summary.facts['in']))}</title><style>{_STYLE}</style>"
        f"<main><h1>{summary.rows:,} transfers</h1>{said}<table>{facts}</table>{tables}"
        f"<p>{RULES}</p></main></html>\n"
    )


def _table(table: Table) -> str:
    most = max((row[-1] for row in table.rows), default=0) or 1
    heads = "".join(f"<th scope=col>{escape(each)}</th>" for each in table.heads[:-1])
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row[:-1])
        + f"<td class=count>{row[-1]:,}</td><td class=bar aria-hidden=true><span style='width:{100 * row[-1] / most:.1f}%'></span></td></tr>"
        for row in table.rows
    )  # fmt: skip
    return (
        f"<table><caption>{escape(table.title)}<small>{escape(table.note)}</small></caption>"
        f"<tr>{heads}<th scope=col class=count>{escape(table.heads[-1])}</th><td></td></tr>{rows}</table>"
    )


def as_markdown(summary: Summary) -> str:
    """The page as Markdown."""
    lines = [f"# {summary.rows:,} transfers", ""]
    for each in summary.said:
        lines += [each, ""]
    lines += [f"- {name}: {told(value)}" for name, value in summary.facts.items()]
    for table in summary.tables:
        lines += ["", f"## {table.title}", "", table.note, ""]
        lines += [_line(table.heads), _line(["---"] * (len(table.heads) - 1) + ["--:"])]
        lines += [_line([*map(str, row[:-1]), f"{row[-1]:,}"]) for row in table.rows]
    return "\n".join([*lines, "", RULES, ""])


def _line(cells: Any) -> str:
    return "| " + " | ".join(each.replace("|", "\\|").replace("\n", " ") for each in cells) + " |"


def told(value: object) -> str:
    """A fact of the page in one line."""
    match value:
        case dict():
            return ", ".join(f"{name} {inner}" for name, inner in value.items()) or "nothing"
        case list():
            more = len(value) - _NAMES
            return ", ".join(map(str, value[:_NAMES])) + (f" and {more:,} more" if more > 0 else "")
        case int():
            return f"{value:,}"
    return str(value)
