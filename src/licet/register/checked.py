"""Whether law/procedure/conditions.yaml fits the rule book: what it fetches is there, and can be read."""

from __future__ import annotations

from pathlib import Path

from licet.book.book import RuleBook
from licet.errors import LawError, Place
from licet.register.conditions.asked import conditions_of
from licet.register.conditions.tested import KINDS
from licet.register.law_file import FILE, LawFile, read_law
from licet.register.money.readings import readings_of


def checked(folder: Path, book: RuleBook) -> LawFile:
    """The file, once every rule in it has given its conditions and every reading its terms.

    Raises:
        LawError: what does not fit, with the file.
    """
    law = read_law(folder)
    for rule in law.rules:
        conditions_of(rule, book, rule.since)
    readings_of(law, book)
    told, place = [each.kind for each in law.kinds], Place(str(folder / FILE))
    if odd := sorted(set(told) ^ set(KINDS)):
        raise LawError(f"{odd[0]!r} is told here or tested in code, and not both", place)
    for names in (told, [each.id for each in law.rules], [each.id for each in law.readings]):
        if twice := sorted({each for each in names if names.count(each) > 1}):
            raise LawError(f"{twice[0]!r} stands there twice", place)
    return law
