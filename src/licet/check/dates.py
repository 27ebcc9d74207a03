"""Versions follow one another: no overlaps, and no gap that nobody explains."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from licet.check.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licet.book.book import RuleBook


def date_findings(book: RuleBook) -> Iterator[Finding]:
    """Overlapping versions and members, unexplained gaps, and texts read before they were published."""
    for provision in book.provisions.values():
        for first, second in pairwise(provision.versions):
            where = f"the versions from {first.since} and {second.since}"
            if first.to is None or first.to > second.since:
                yield Finding(
                    "dates",
                    provision.file,
                    provision.id,
                    f"{where} overlap; end the first on {second.since}",
                )
            elif first.to < second.since and not second.note:
                yield Finding(
                    "dates",
                    provision.file,
                    provision.id,
                    f"{where} leave a gap; explain it in the second's note",
                )
        for version in provision.versions:
            if version.comply_from is not None and version.comply_from < version.since:
                yield Finding(
                    "dates",
                    provision.file,
                    provision.id,
                    f"compliance from {version.comply_from} is before {version.since}",
                )
            for pause in version.pauses:
                if pause.to is not None and pause.to <= pause.since:
                    yield Finding(
                        "dates",
                        provision.file,
                        provision.id,
                        f"a pause ends on {pause.to}, before it starts",
                    )
            if version.checked < min(version.published, version.since):
                yield Finding(
                    "dates",
                    provision.file,
                    provision.id,
                    f"the text from {version.since} was read on {version.checked}, "
                    f"before it was published on {version.published}",
                )
    for group in book.groups.values():
        for span in group.members:
            if span.since is not None and span.to is not None and span.to <= span.since:
                yield Finding(
                    "dates",
                    f"groups/{group.name}",
                    group.name,
                    f"{span.name} leaves on {span.to}, before it joins on {span.since}",
                )
        spans = sorted(group.members, key=lambda span: (span.name, str(span.since or "")))
        for one, other in pairwise(spans):
            if one.name == other.name and (
                one.to is None or other.since is None or one.to > other.since
            ):
                yield Finding(
                    "dates",
                    f"groups/{group.name}",
                    group.name,
                    f"{one.name} stands in it twice at the same time",
                )
