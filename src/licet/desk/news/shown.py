"""An event as a page shows it: its fields with their words, its state and history, and its rule versions."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from licet.happened.kept import JOINED, REJECTED, SHIPPED, SUGGESTED
from licet.happened.model import NOT_TOLD
from licet.happened.words import head, mark, when
from licet.news.gazetteer import CHIP, FIRM
from licet.news.handing import CANDIDATE
from licet.news.in_law import effect
from licet.news.omitted import omitted
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from licet.book.book import RuleBook
    from licet.happened.kept import Kept
    from licet.happened.linking import Linker
    from licet.happened.model import Happening
    from licet.news.in_law import InLaw, Rule
    from licet.news.model import Article
    from licet.news.related import Related
    from licet.pack.store import Library

_STATES = {
    "": "not in the timeline", SUGGESTED: "suggested, not judged", SHIPPED: "in the timeline already",
}  # fmt: skip
_SHAPES = {"": "is-out", SUGGESTED: "is-open", SHIPPED: "is-none", "confirmed": "is-if", "corrected": "is-file", REJECTED: "is-stop"}  # fmt: skip
UNTOLD = "not told"
_MOST_RESTS = 6


@record
class Field:
    """One field of an event in words; ``was`` is what the reader had said, where an editor changed it."""

    label: str
    says: str
    was: str = ""

    @property
    def told(self) -> bool:
        """Whether the text tells it."""
        return self.says != UNTOLD


@record
class Ruled:
    """A rule version: where its page is, and what it is."""

    href: str
    name: str
    says: str


@record
class Shown:
    """An event for a page; ``number`` is that of its mark in the text, 0 where no text is shown; ``there`` what the timeline holds of it."""

    number: int
    id: str
    state: str
    shape: str
    one: Happening
    head: str
    when: str
    fields: tuple[Field, ...]
    words: tuple[str, ...]
    links: tuple[Ruled, ...]
    candidates: tuple[Ruled, ...]
    history: tuple[str, ...]
    there: Happening | None


def shown(one: Happening, kept: Kept | None, linker: Linker, *, number: int = 0, words: Sequence[str] = ()) -> Shown:  # fmt: skip
    """An event as the timeline holds it; as it was read where it is not in there, or stands there from other hands.

    With a ``number`` it is shown beside its text, which another's telling of the same act would not fit.
    """
    now = kept.happening if kept and (not number or kept.happening.id == one.id) else one
    state = kept.state if kept else ""
    said = mark(kept) if kept else ""
    book = linker.book
    pins = tuple(_ruled(book, each.subject, str(each.on), f"{each.title}: {each.what}") for each in linker.links(now))  # fmt: skip
    named = {each.name for each in pins}
    open_ = (link.removeprefix(CANDIDATE) for link in now.links if link.startswith(CANDIDATE))
    candidates = tuple(_ruled(book, name, day, "") for name, _, day in (each.rpartition("@") for each in open_) if f"{name}@{day}" not in named)  # fmt: skip
    return Shown(
        number, one.id if number else now.id, said or _STATES.get(state, state), _SHAPES.get(state, "is-out"), now, head(now), when(now),
        tuple(_fields(now, now if now is one and number else _before(kept, now))),
        tuple(words) or tuple(each.told for each in now.sources if each.told), pins, candidates,
        tuple(_history(kept)), kept.happening if kept else None,
    )  # fmt: skip


def _fields(now: Happening, before: Happening) -> Iterator[Field]:
    for (label, says), (_, said) in zip(_rows(now), _rows(before), strict=True):
        yield Field(label, says, said if said != says else "")


def _rows(one: Happening) -> Iterator[tuple[str, str]]:
    numbers = "; ".join(f"{each.value} {each.unit}{f' ({each.of})' if each.of else ''}" for each in one.numbers)  # fmt: skip
    actors = "; ".join(UNTOLD if each == NOT_TOLD else each for each in one.actors)
    rows = (
        ("Act", one.act), ("Who acts", actors), ("Kind of actor", one.actor_type), ("About", "; ".join(one.object)),
        ("Hits or addresses", "; ".join(one.target)), ("Instrument", one.instrument), ("Stage", one.stage), ("Modality", one.modality),
        ("Terms", one.condition), ("Numbers", numbers), ("Date", f"{when(one)}{f'; {one.date_how}' if one.date_how else ''}"),
        ("Whose word", one.speaker), ("Told as", "history" if one.background else "news"), ("How sure", one.confidence),
    )  # fmt: skip
    for label, says in rows:
        yield label, says or UNTOLD


def _before(kept: Kept | None, now: Happening) -> Happening:
    """The event as it was suggested or shipped last, before anybody changed it."""
    acts = reversed(kept.history) if kept else ()
    return next((act.record for act in acts if act.act in (SUGGESTED, SHIPPED)), now)


def _history(kept: Kept | None) -> Iterator[str]:
    for act in kept.history if kept else ():
        done = "another source joined" if act.act == JOINED else act.act
        yield f"{act.at:%Y-%m-%d %H:%M} UTC {done} by {act.by}{f': {act.reason}' if act.reason else ''}"


def _ruled(book: RuleBook, name: str, day: str, says: str) -> Ruled:
    room = "/law/" if name in book.provisions else "/law/groups/"
    title = book.provisions[name].title if not says and name in book.provisions else says
    return Ruled(f"{room}{quote(name, safe='.')}?on={day}", f"{name}@{day}", title)


@record
class InLawShown:
    """An in-law note: what it says, the instruments with their rules, and what they ask that the article has no words for.

    ``held`` are stages of the timeline, from the one that the article tells: where its page is, its day and its title.
    """

    note: str
    became: tuple[tuple[str, tuple[Ruled, ...]], ...]
    held: tuple[tuple[str, str, str], ...]
    left_out: tuple[tuple[str, str], ...]


def in_law_shown(note: InLaw | None, article: Article, book: RuleBook) -> InLawShown | None:
    """A note with links into the pages of the law and of the timeline."""
    if note is None:
        return None
    became = tuple((f"{each.instrument}, {effect(each)}", tuple(_rule(rule, book) for rule in each.rules)) for each in note.became)  # fmt: skip
    stages = (note.held.event, *note.held.later) if note.held else ()
    held = tuple((f"/timeline/{each.id}", when(each), each.title) for each in stages)
    left_out = tuple((each.text, each.cite) for each in omitted(note, article, book))
    return InLawShown(note.note, became, held, left_out)


def _rule(rule: Rule, book: RuleBook) -> Ruled:
    return _ruled(book, rule.subject, str(rule.on), f"{rule.title}; {rule.what}")


def related(found: Sequence[Related], library: Library) -> dict[str, tuple[tuple[str, str], ...]]:
    """What a text names: products with their pages, firms with a screening of their name, laws with what rests on them."""
    named = {each.id: each.name for each in library.catalogue.families}
    told: dict[str, dict[str, str]] = {"products": {}, "firms": {}, "laws": {}}
    for each in found:
        if each.kind == CHIP:
            told["products"][f"/chips/{quote(each.id, safe='')}"] = named.get(each.id, each.text)
        elif each.kind == FIRM:
            told["firms"][f"/parties/screen?name={quote(each.id)}"] = each.id
        else:
            told["laws"][f"/law?text={quote(each.id)}"] = each.id
            for name in each.rests[:_MOST_RESTS]:
                told["laws"][_ruled(library.law.book, name, "", "").href.partition("?")[0]] = name
    return {kind: tuple(some.items()) for kind, some in told.items()}
