"""Look up products by what people type.

Two questions are kept apart.  ``resolve`` says which products a text *names*, and is sure or
raises: a law is applied to its answer.  ``find`` lists what a person may have *meant*.
"""

from __future__ import annotations

from licet.catalogue.errors import UnknownProduct
from licet.catalogue.model import Catalogue, Family, Match, Product

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    Words = dict[str, frozenset[str]]

_PUNCTUATION = [chr(c) for c in range(128) if not chr(c).isalnum()]
_PUNCTUATION += ["\u00a0", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u3000"]
_DROP = str.maketrans(dict.fromkeys(_PUNCTUATION))
_SPACE = str.maketrans(dict.fromkeys(_PUNCTUATION, " "))

_LONGEST_RUN = 4  # words of a name that people write as one: "rtx 5060 ti 16gb"
_ALIKE = 0.74  # of 1; lets one slip of a finger through in a word of five letters


def normalise(text: str) -> str:
    """The text without case, spaces and punctuation: what two spellings must share.

    >>> normalise("RTX 4090-D"), normalise("rtx4090 d")
    ('rtx4090d', 'rtx4090d')
    """
    return text.casefold().translate(_DROP)


def resolve(catalogue: Catalogue, text: str) -> tuple[Product, ...]:
    """The products that ``text`` names, sorted by id; never one that it only resembles.

    An id as written gives that product.  Otherwise the text, without regard to case, spaces and
    punctuation, must be a product's name, alias or id, or the id, name or alias of a family;
    a family gives all its variants.  Raises UnknownProduct with suggestions.
    """
    if text in catalogue:
        return (catalogue.get(text),)
    places = catalogue.names.get(normalise(text))
    if places is None:
        raise unknown(catalogue, text)
    return _products(catalogue, places)


def knows(catalogue: Catalogue, text: str) -> bool:
    """Whether ``resolve`` finds something; names near it, which take long, are not looked for."""
    return text in catalogue or normalise(text) in catalogue.names


def find(catalogue: Catalogue, query: str, *, limit: int = 10) -> tuple[Match, ...]:
    """The products nearest to ``query``, best first, at most ``limit``.

    Products with the query for a name come first, then those with all its words, then those
    where a word is only begun.  If there is none, misspelt words are mended and words that
    nothing resembles are passed over.  An empty query finds nothing.
    """
    words = _split(query)
    if not words:
        return ()
    exact = set(_products(catalogue, catalogue.names.get(normalise(query), [])))
    matches = [Match(each, "exact") for each in exact]
    matches += [m for m in _matching(catalogue, words) if m.product not in exact]
    matches.sort(key=_rank)
    matches = matches or _mended(catalogue, words)
    return tuple(matches[: max(limit, 0)])


def index(catalogue: Catalogue) -> dict[str, list[int]]:
    """What ``Catalogue.names`` holds, made afresh."""
    place = {each.id: number for number, each in enumerate(catalogue.products)}
    found: dict[str, set[int]] = {}
    for family in catalogue.families:
        for each in family.products:
            for name in (each.id, each.name, *each.aliases):
                found.setdefault(normalise(name), set()).add(place[each.id])
        variants = {place[each.id] for each in family.products}
        for name in family_names(family):
            found.setdefault(normalise(name), set()).update(variants)
    found.pop("", None)
    return {key: sorted(places) for key, places in found.items()}


def _products(catalogue: Catalogue, places: list[int]) -> tuple[Product, ...]:
    return tuple([catalogue.at(place) for place in places])


def family_names(family: Family) -> tuple[str, ...]:
    """What a family may be called."""
    return (family.id, family.name, *family.aliases)


def unknown(catalogue: Catalogue, text: str) -> UnknownProduct:
    """The error for a text that names nothing, with up to three names near it."""
    from difflib import get_close_matches

    near = get_close_matches(normalise(text)[:80], catalogue.names, n=6, cutoff=_ALIKE)
    close = [_products(catalogue, catalogue.names[key]) for key in near]
    close += [(match.product,) for match in find(catalogue, text[:80], limit=3)]
    titles = {family.id: family.name for family in catalogue.families}
    suggestions = dict.fromkeys(
        found[0].name if len(found) == 1 else titles[found[0].family] for found in close
    )
    return UnknownProduct(text, tuple(suggestions)[:3])


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.casefold().translate(_SPACE).split())


def _runs(words: tuple[str, ...]) -> Iterator[str]:
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + _LONGEST_RUN) + 1):
            yield "".join(words[start:end])


def vocabulary(catalogue: Catalogue) -> Words:
    """What ``Catalogue.words`` holds, made afresh: also runs of words, written as one."""
    return {
        each.id: frozenset(
            run
            for name in (
                each.id,
                each.name,
                *each.aliases,
                each.vendor or "",
                *family_names(family),
            )
            for run in _runs(_split(name))
        )
        for family in catalogue.families
        for each in family.products
    }


def _matching(catalogue: Catalogue, words: tuple[str, ...]) -> list[Match]:
    found = ((each, _cover(words, catalogue.words[each.id])) for each in catalogue.products)
    return [Match(each, how) for each, how in found if how]


def _cover(words: tuple[str, ...], known: frozenset[str]) -> str | None:
    """How ``known`` covers the words of a query: ``words``, ``start``, or not at all."""
    how, start = "words", 0
    while start < len(words):
        ends = range(min(len(words), start + _LONGEST_RUN), start, -1)
        end = next((e for e in ends if "".join(words[start:e]) in known), None)
        if end is None:
            if not any(word.startswith(words[start]) for word in known):
                return None
            how, end = "start", start + 1
        start = end
    return how


def _mended(catalogue: Catalogue, words: tuple[str, ...]) -> list[Match]:
    """Products for a query that nothing matches as it stands: the first repair that finds any."""
    from difflib import get_close_matches

    spelt = [
        m.product for choice in _respelt(catalogue, words) for m in _matching(catalogue, choice)
    ]
    if not spelt:
        # "nvidia h200 gpu": the word with a digit is the one that says which product.
        telling = tuple(word for word in words if len(word) > 1 and not word.isalpha())
        matches = sorted(_matching(catalogue, telling) if telling else [], key=_rank)
        spelt = [match.product for match in matches]
    if not spelt:
        near = get_close_matches("".join(words)[:80], catalogue.names, n=3, cutoff=_ALIKE)
        spelt = [each for key in near for each in _products(catalogue, catalogue.names[key])]
    return [Match(each, "close") for each in dict.fromkeys(spelt)]


def _respelt(catalogue: Catalogue, words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The query with each unknown word replaced by known ones that look like it."""
    from difflib import get_close_matches

    known = frozenset[str]().union(*catalogue.words.values())
    choices: list[tuple[str, ...]] = [()]
    for word in words[:8]:
        near: list[str] = [word] if _begins(word, known) else []
        near = near or get_close_matches(word[:40], known, n=2, cutoff=_ALIKE)
        if near:  # else nothing looks like it, and the word is passed over
            choices = [(*choice, other) for choice in choices for other in near][:64]
    return [choice for choice in choices if choice]


def _begins(word: str, known: frozenset[str]) -> bool:
    return any(other.startswith(word) for other in known)


_ORDER = {"exact": 0, "words": 1, "start": 2}


def _rank(match: Match) -> tuple[int, int, str]:
    # Fewer words left over is nearer: "4090" means the RTX 4090 before the RTX 4090 D.
    return (_ORDER[match.how], len(_split(match.product.name)), match.product.name)
