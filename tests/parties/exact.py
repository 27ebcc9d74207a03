"""A screener that knows only names, numbers and addresses letter for letter, for tests of what follows.

A name that begins as a published one does is a strong hit; one that shares its first word is one to review.
"""

from licet.lists.model import Edition, Entry, Identifier
from licet.screen.model import REVIEW, SAME, STRONG, Hit, Screened


class Exact:
    """Screens by equal text."""

    def __init__(self, editions):
        self.editions = tuple(editions)

    def one(self, query, on, *, nearest=False):  # noqa: ARG002 - as the real one
        hits = []
        for edition in self.editions:
            for entry in edition.entries:
                if entry.stands(on):
                    hits += [self._hit(edition, entry, query)]
        found = sorted(filter(None, hits), key=lambda hit: (-hit.score, hit.entry.id))
        cannot = "The name is one letter." if len(query.name) == 1 else ""
        return Screened(query, on, tuple(found), cannot)

    def _hit(self, edition, entry, query):
        label = edition.label
        for number in query.identifiers:
            if number in entry.identifiers:
                return Hit(
                    entry, label, "identifier", f"{number.kind} {number.value}", "", 1000, SAME
                )
        for name in entry.names:
            if name.casefold() == query.name.casefold():
                return Hit(entry, label, "name", name, "", 1000, SAME)
        for name in entry.names:
            if name.casefold().startswith(query.name.casefold()):
                return Hit(entry, label, "name", name, "", 900, STRONG)
        for name in entry.names:
            if name.casefold().split()[0] == query.name.casefold().split()[0]:
                return Hit(entry, label, "name", name, "", 700, REVIEW)
        if query.address and query.address in entry.addresses:
            return Hit(entry, label, "address", query.address, "", 950, STRONG)
        return None


def edition(code, as_of, *entries, snapshot=""):
    """An edition of a list made here."""
    return Edition(code, as_of, "tests", "0" * 64, tuple(entries), snapshot=snapshot)


def number(kind, value):
    """An identifier."""
    return Identifier(kind, value)


__all__ = ["Entry", "Exact", "edition", "number"]
