"""Which entry of a control list fits, and what a class that its exporter declared adds to that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.decide.answer import Classification

if TYPE_CHECKING:
    from collections.abc import Collection

    from licet.decide.join import Run

UNLISTED = "unlisted"
"""The declared class of what its exporter holds to be on no list of the law asked."""


def is_own(declared: str, entries: Collection[str]) -> bool:
    """Whether a declared class is a label of the law that has these entries."""
    return prefix(declared) in {prefix(entry) for entry in entries}


def prefix(entry: str) -> str:
    """Whose label it is: ``NL`` of ``NL:3B001.f.4``, nothing of a bare US one."""
    return entry.partition(":")[0] if ":" in entry else ""


def is_named(declared: str, entry: str) -> bool:
    """Whether a declared class names this entry, or a heading above it."""
    return entry == declared or entry.startswith(f"{declared}.")


def classification(run: Run) -> Classification:
    """The entry that fits, or those that may, in the order of their ranks; what was declared is held to the facts."""
    declared = run.facts.get("declared_class")
    open_entries: list[str] = []
    forms: list[str] = []
    chosen: str | None = None
    for unit in run.living("classification"):
        truth, entry = run.truth(unit), unit.version.entry
        if unit.provision.refines and truth is None:
            if any(_may_hold(run, target) for target in unit.provision.refines):
                forms.append(entry)
            continue
        if truth is True:
            chosen = entry
            break
        open_entries.append(entry)
    contradiction = ""
    if isinstance(declared, str):
        known = {unit.version.entry for unit in run.units("classification")}
        under = {entry for entry in known if is_named(declared, entry)}
        if chosen is None and under and under.issuperset(open_entries):
            return Classification(declared, (declared,), tuple(dict.fromkeys(forms)))
        if chosen in under:
            chosen = declared if declared not in known else chosen
        elif declared in known and chosen != declared and not open_entries:
            contradiction = f"declared as {declared}, but the stated facts make it {chosen or 'no listed entry'}"
        elif not under and declared != UNLISTED and (is_own(declared, known) or not known):
            return Classification(declared, (declared,))
    candidates = _narrowest([*open_entries, *([chosen] if chosen else [])])
    if not open_entries:
        forms = [form for form in forms if form != chosen]
    return Classification(
        None if open_entries else chosen,
        candidates,
        tuple(dict.fromkeys(forms)),
        contradiction,
    )


def _narrowest(entries: list[str]) -> tuple[str, ...]:
    """Entries without the headings above others among them: 3A090 goes where 3A090.a stays."""
    return tuple(
        entry
        for entry in dict.fromkeys(entries)
        if not any(other != entry and other.startswith(f"{entry}.") for other in entries)
    )


def _may_hold(run: Run, target: str) -> bool:
    unit = run.plan.by_id.get(target)
    return unit is not None and run.truth(unit) is not False
