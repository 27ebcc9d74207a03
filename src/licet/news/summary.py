"""A summary made of the article's own sentences, and its headline: spans, no word added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.news.model import Span

if TYPE_CHECKING:
    from licet.news.model import Event, Quote

MOST_SENTENCES = 3
_WEIGHT = {"restrict": 3, "relax": 3, "list": 3, "delist": 3, "suspend": 3, "deny": 2, "license": 2}


def headline(sentences: tuple[Span, ...]) -> Span | None:
    """The title line, if the text begins with one; else its first sentence; None of an empty text."""
    return sentences[0] if sentences else None


def summary(text: str, sentences: tuple[Span, ...], events: tuple[Event, ...], quotes: tuple[Quote, ...]) -> tuple[Span, ...]:  # fmt: skip
    """At most three sentences, in the text's order: those with most news, the first before others.

    A sentence counts for the acts it tells, less for history, and less where it is mostly quoted.
    """
    body = sentences[1:] if len(sentences) > 1 and text[sentences[0].start : sentences[0].end][-1:] not in ".!?。" else sentences  # fmt: skip
    ranked: list[tuple[float, int, Span]] = []
    for place, sentence in enumerate(body):
        length = sentence.end - sentence.start
        if length < 25:
            continue
        score = max(0.0, 2.0 - place * 0.25)
        for event in events:
            if sentence.meets(event.spans[0]):
                score += _WEIGHT.get(event.act, 1) * (0.4 if event.background else 1)
        quoted = sum(min(each.span.end, sentence.end) - max(each.span.start, sentence.start) for each in quotes if each.span.meets(sentence))  # fmt: skip
        ranked.append((score * (1 - 0.7 * quoted / length), -place, sentence))
    best = sorted(ranked, reverse=True)[:MOST_SENTENCES]
    return tuple(sorted((span for *_, span in best), key=lambda span: span.start))
