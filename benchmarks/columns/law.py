"""The reference law: provisions of the real book, picked by id, with nothing copied.

A book is cut down to the ids below.  What they refer to and is not among them is not in force, and
so false, as everywhere; every scope of a chosen provision is chosen.  Kinds of provision and of
leaves stand in about the shares that they have in the whole book; ``shares`` measures both.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache
from typing import Any

from licet.book.book import RuleBook, canonical_hash
from licet.decide.decide import Law
from licet.errors import UnknownName
from licet.language.nodes import AnyParty, Compare, HasCode, Holds, OnList, Within, walk
from licet.pack.store import open_library
from licet.record import replaced

DAY = date(2026, 2, 16)
"""The day of the law of the reference set: with the review of January 2026, before later changes."""

_US = """
ear.activity ear.subject ear.reached ear.own_ground ear.reached_on_own_ground 734.4.de_minimis
ccl.3A090.note_2 ccl.3A090.a ccl.3A090.b ccl.3A090.ab ccl.4A090.a ccl.4A090.b ccl.5A992.c ccl.3A991.p ccl.4A994.l
ccl.4A994 ccl.EAR99
ccl.3B001.c.1.c ccl.3B001.c.4 level.a level.b level.ab
test.destination_d1_d4_d5_less_a5_a6 test.hq_macau_or_d5 test.destination_macau_or_d5
740.2.unverified_party 740.8.items 740.8.NAC 740.8.ACA
742.6.a6iv.deemed 742.6.a6iii.destination 742.6.a6iii.headquarters 744.11.entity_list
744.15.uvl 744.17.microprocessors 744.2.wmd 746.3.iraq 746.embargoes 764.2e.gp10 letter.nvidia_2025
review.742_6_b10.approval review.742_6_b10.denial review.742_6_b10.box_2026 review.744_17
alert.1260h alert.diversion_hub alert.eei_places alert.rf_1 alert.rf_5 alert.rf_10 money.arrangement_15
"""
_JP = """
subject reached metio.art6_17_he_1_2 metio.art6_17_wo metio.art6_17_a_3 metio.art6_17_u metio.art6_1_yo
metio.art6_17_shi_1 metio.art6_17_ko metio.art6_17_ma metio.art6_17_fu
test.lithography test.etch test.epitaxy test.listed_goods fefa.48.listed_goods measures
"""
_CN = """
leaves reached material.gallium notice_23_2023.gallium material.germanium notice_23_2023.germanium
unified_list dual_use.listed license.dual_use 46_2024.military alert.uel
"""
_NL = """
subject reached list.3B001_f_1_b list.3B001_b 2023.3B001_f_4 2024.duv_second_band 2023.3B001_a_4
intra_union license.2023 license.2023_unread license.annex_i rest
"""
IDS = tuple(
    f"{law}.{name}"
    for law, names in (("us", _US), ("jp", _JP), ("cn", _CN), ("nl", _NL))
    for name in names.split()
)
LEAVES: dict[str, type] = {
    "comparisons": Compare, "memberships": Within, "yes or no": Holds, "codes": HasCode,
    "tests of parties": AnyParty, "lists": OnList,
}  # fmt: skip


def cut(book: RuleBook, ids: tuple[str, ...]) -> RuleBook:
    """The book with these provisions and no others; the laws without any are gone.

    Raises:
        UnknownName: the book has no provision of an id, with what is near it.
    """
    for name in ids:
        if name not in book.provisions:
            raise UnknownName("provision", name, book.provisions)
    wanted = frozenset(ids)
    kept = {name: book.provisions[name] for name in book.provisions if name in wanted}
    laws = {each.sovereign for each in kept.values()}
    sovereigns = {code: each for code, each in book.sovereigns.items() if code in laws}
    known = canonical_hash([book.hash, sorted(ids)])
    return replaced(book, provisions=kept, sovereigns=sovereigns, hash=known)


@cache
def reference_law() -> Law:
    """The law of the reference set."""
    library = open_library()
    return Law(cut(library.law.book, IDS))


def shares(book: RuleBook, day: date = DAY) -> dict[str, float]:
    """Of the provisions in force: how many of each kind; of their leaves as written: how many of each."""
    versions = {name: each.on(day, date.max) for name, each in book.provisions.items()}
    standing = {name: each for name, each in versions.items() if each is not None}
    kinds = Counter(book.provisions[name].kind for name in standing)
    leaves: Counter[str] = Counter()
    found: Any = {"provisions": len(standing)}
    for version in standing.values():
        for tree in version.trees:
            for node in walk(tree):
                leaves.update(name for name, kind in LEAVES.items() if isinstance(node, kind))
    found |= {
        kind: kinds[kind] / len(standing) for kind in sorted(kinds, key=kinds.__getitem__)[::-1]
    }
    found["leaves"] = sum(leaves.values())
    return found | {name: leaves[name] / sum(leaves.values()) for name in LEAVES}
