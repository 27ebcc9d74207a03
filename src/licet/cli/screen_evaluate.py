"""``licet screen --evaluate PAIRS --index FILE``: how well screening finds, measured and printed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from licet.cli.show import faint, print_json, strong, table
from licet.errors import InputError, Place

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from licet.lists.model import Entry
    from licet.screen.evaluate import Report, Share


def run(options: argparse.Namespace) -> int:
    """Measure, and print the report; exit 0."""
    from licet.names.tables import fingerprint
    from licet.screen.evaluate import evaluate, read_pairs

    if options.index is None:
        raise InputError(
            "--evaluate needs --index FILE, the parties to search (JSON lines, gz or not)."
        )
    pairs = read_pairs(_bytes(options.evaluate), str(options.evaluate))
    report = evaluate(pairs, _entries(options.index), options.on)
    if options.json:
        print_json({**_data(report), "tables": fingerprint()})
        return 0
    print(
        strong(f"recall at 1 % false alarms  {_interval(report.recall)}")
        + f"   line {report.line / 1000:.3f}"
    )
    for share in report.pooled:
        print(f"{share.name} categories pooled    {_interval(share)}")
    f1, precision, recall, line = report.f1
    print(
        f"best F1 {f1:.3f} (precision {precision:.3f}, recall {recall:.3f}, line {line / 1000:.3f})"
    )
    false = report.false_alarms
    print(f"false alarms {false.hits} of {false.of}\n")
    rows = [
        (share.name, f"{share.value:.3f}", f"{share.hits} of {share.of}")
        for share in report.categories
    ]
    print(table(rows, ("category", "recall", "found")))
    print(
        f"\n{report.names:,} names indexed in {report.build_seconds} s; {report.batch_speed:,} queries a second "
        f"in a batch, {report.single_speed:,} one at a time (one process); {report.memory_mib} MiB at most"
    )
    print(faint(f"tables {fingerprint()[:12]}; bootstrap of 1,000 draws, fixed seed, 95 %"))
    return 0


def _interval(share: Share) -> str:
    return f"{share.value:.3f} ({share.low:.3f} to {share.high:.3f}; {share.hits} of {share.of})"


def _data(report: Report) -> dict[str, Any]:
    def share(each: Share) -> dict[str, Any]:
        found: dict[str, Any] = {"recall": str(each.value), "found": each.hits, "of": each.of}
        if each.low is not None:
            found["interval"] = [str(each.low), str(each.high)]
        return found

    f1, precision, recall, line = (str(each) for each in report.f1)
    return {
        "line": report.line,
        "recall": share(report.recall),
        "pooled": {each.name: share(each) for each in report.pooled},
        "categories": {each.name: share(each) for each in report.categories},
        "false_alarms": share(report.false_alarms),
        "f1": {"f1": f1, "precision": precision, "recall": recall, "line": line},
        "names": report.names,
        "build_seconds": str(report.build_seconds),
        "queries_a_second": {"batch": report.batch_speed, "one_at_a_time": report.single_speed},
        "memory_mib": report.memory_mib,
    }


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise InputError(f"The file cannot be read: {error.strerror}.", Place(str(file))) from None


def _entries(file: Path) -> list[Entry]:
    """The parties of an index file, whose own ids are kept as keys."""
    import gzip

    from licet.lists.model import Entry

    data = _bytes(file)
    try:
        text = (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode("utf-8-sig")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise InputError(f"The index cannot be unpacked: {error}.", Place(str(file))) from None
    found = []
    for line, part in enumerate(text.splitlines(), 1):
        if not part.strip():
            continue
        try:
            row = json.loads(part)
            found.append(
                Entry(
                    row["list"],
                    row["id"],
                    row["name"],
                    tuple(row.get("aliases") or ()),
                    tuple(row.get("native_names") or ()),
                    addresses=tuple(filter(None, (row.get("address"),))),
                )
            )
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(
                f"The line is not a party: {error!r}. Wanted a JSON object with id, list, name.",
                Place(str(file), line),
            ) from None
    return found
