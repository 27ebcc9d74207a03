"""Quotations and who said them; their words are kept apart from what happened."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from licet.news.model import Quote, Span
from licet.news.people import SAY, Cast, Speaker, person_in, subject

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKS = re.compile(r"“[^“”\n]{1,1200}(?:”|(?=\n|$))|\"[^\"\n]{1,1200}(?:\"|(?=\n|$))|「[^「」\n]{1,600}」|『[^『』\n]{1,600}』|«[^«»\n]{1,1200}»|(?<![\w’'])‘[^‘\n]{2,1200}?’(?!\w)|(?<![\w'])'[A-Z][^'\n]{10,600}(?:'[a-z][^'\n]{0,400})*[.,!?]'(?!\w)")  # fmt: skip
_AFTER_VERB = re.compile(rf"^[\s,]*(?P<verb>{SAY})\s+(?P<who>(?!that\b|to\b|on\b|in\b|the (?:move|rule|plan|decision)\b)[^\n]{{2,220}})")  # fmt: skip
_AFTER = re.compile(rf"^[\s,]*(?P<who>[^\n]{{1,200}}?)\s+(?:(?:also|has|had|then|later|further|publicly)\s+)*(?P<verb>{SAY})\b")  # fmt: skip
_BEFORE_VERB = re.compile(rf"\b(?P<verb>{SAY}|saying|adding|warning|arguing|noting|stating|calling|writing|telling|insisting|declaring|stressing|describing|asking|accusing|quoted as saying)\b")  # fmt: skip
_ACCORDING = re.compile(r"\b(?:according to|in the words of|for)\s+(?P<who>[^,.;:\n“\"]{3,120})")
_JAPANESE = re.compile(r"(?P<who>[\u3040-\u30ff\u3400-\u9fff・A-Za-z]{2,24}?)(?:氏|大臣|首相|報道官|外相|長官|大統領|发言人|部长)?(?:は|表示|说|称|指出)[^「」。]{0,40}$")  # fmt: skip
_STOPS = re.compile(r"\s*(?:,|;|\.\s|\.$|\bwho\b|\bin an?\b|\bon (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)|\bat (?:a|an|the)\b|\bto reporters\b|\bduring\b|\bafter\b|\bafter\b|\bin (?:Beijing|Tokyo|Washington|The Hague|Seoul|Brussels)\b|\bwhile\b|\breferring\b|:|“|\"|\bof the (?:move|rule|plan|decision)\b)")  # fmt: skip


def quotations(text: str, sentences: tuple[Span, ...], cast: Cast) -> tuple[Quote, ...]:
    """Every quotation with its speaker, in order, then indirect speech ("X said that ...")."""
    marks = [match.span() for match in _MARKS.finditer(text)]
    masked = masked_text(text, marks)
    named = list(people(masked))
    cast.learn(text, named)
    openings = {each.start: each for each in sentences}
    waiting = [each for each in named if _opens(text, each, openings)]
    found: list[Quote] = []
    for start, end in marks:
        while waiting and waiting[0].end <= start:
            cast.named(text, waiting.pop(0))
        found.append(_quote(text, masked, Span(start, end), sentences, cast, found))
    return tuple(found)


def _opens(text: str, name: Span, openings: dict[int, Span]) -> bool:
    """Whether a name is the first of its sentence, near its start."""
    held = max((each for each in openings if each <= name.start), default=0)
    return name.start - held < 60 and not re.search(r"\b(?:to|of|by|with|for|from)\s+(?:[\w.]+\s){0,3}$", text[held : name.start])  # fmt: skip


def masked_text(text: str, marks: list[tuple[int, int]]) -> str:
    """The text with every quotation as spaces, so that none of its verbs is an act."""
    parts, last = [], 0
    for start, end in marks:
        parts += [text[last:start], " " * (end - start)]
        last = end
    return "".join([*parts, text[last:]])


def _quote(text: str, masked: str, span: Span, sentences: tuple[Span, ...], cast: Cast, before: list[Quote]) -> Quote:  # fmt: skip
    words = text[span.start : span.end]
    inner = Span(span.start + 1, span.end - (1 if words[-1] in "”\"」』»’'" else 0))
    sentence = _around(sentences, span)
    start = text.rfind("\n", 0, span.start) + 1
    stop = text.find("\n", span.end)
    paragraph = Span(start, stop if stop >= 0 else len(text))
    if is_term(text, inner, sentence):
        return Quote("term", inner, text[inner.start : inner.end], "", None, "a word set off, no speech")  # fmt: skip
    speaker = _speaker(text, masked, span, paragraph, sentence, cast)
    if speaker is None and before and before[-1].speaker:
        last = before[-1]
        same = text.find("\n", last.span.end, span.start) < 0
        unclosed = not same and text[last.span.end : last.span.end + 1] not in '”"' and text[last.span.end : last.span.end + 1] == "\n"  # fmt: skip
        if same or unclosed:
            speaker = Speaker(last.speaker, last.speaker_span or span, "the same speaker goes on")
    if speaker is None:
        speaker = _neighbour(masked, text, paragraph, cast)
    if speaker is None:
        return Quote("direct", inner, text[inner.start : inner.end], "", None, "no speaker found")
    return Quote("direct", inner, text[inner.start : inner.end], speaker.name, speaker.span, speaker.how)  # fmt: skip


def is_term(text: str, inner: Span, sentence: Span) -> bool:
    """Whether quotation marks only set a name or word off, with nobody speaking."""
    words = text[inner.start : inner.end].split()
    if len(words) > 4 or text[inner.start : inner.end].rstrip()[-1:] in ".,!?":
        return False
    around = text[sentence.start : inner.start] + " " + text[inner.end : sentence.end]
    called = re.search(r"\b(?:so-called|known as|dubbed|titled|entitled|named|termed|the term|defined as|means?)\W*$", text[max(0, inner.start - 30) : inner.start])  # fmt: skip
    return bool(called) or not re.search(rf"\b(?:{SAY}|saying|calling|describing|according to)\b", around)  # fmt: skip


def _around(sentences: tuple[Span, ...], span: Span) -> Span:
    held = [each for each in sentences if each.start < span.end and span.start < each.end]
    return Span(held[0].start, held[-1].end) if held else span


def _speaker(text: str, masked: str, span: Span, paragraph: Span, sentence: Span, cast: Cast) -> Speaker | None:  # fmt: skip
    tail = masked[span.end : paragraph.end]
    inner_end = text[span.end - 2 : span.end - 1] if span.end - span.start > 2 else ""
    stops = _sentence_tail(tail)
    joined = inner_end in ",?!—-" or tail.lstrip().startswith(",") or tail[:1] == " "
    if joined and inner_end not in ".。" and stops.strip(" .,"):
        found = _after(text, stops, span.end, cast)
        if found:
            return found
    head = masked[sentence.start : span.start]
    found = _before(text, head, sentence.start, cast)
    if found:
        return found
    if inner_end in "?!" and stops.strip(" .,"):
        return _after(text, stops, span.end, cast)
    return None


def _sentence_tail(tail: str) -> str:
    """What follows a quotation up to the end of its sentence, at most."""
    match = re.search(r"(?<![A-Z])(?<!\b[A-Z][a-z])(?<!Corp)(?<!Inc)[.!?。](?=\s|$)|\s{12,}", tail)
    return tail[: match.start()] if match else tail[:260]


def _after(text: str, tail: str, offset: int, cast: Cast) -> Speaker | None:
    match = _AFTER_VERB.match(tail)
    if match:
        return _who(text, tail, match.start("who"), offset, cast)
    match = _AFTER.match(tail)
    if match and len(match["who"].split()) <= 30:
        found = subject(text, Span(offset + match.start("who"), offset + match.end("who")))
        if found is None or '"' in text[found.start : found.end]:
            return None
        return cast.named(text, found)
    match = _ACCORDING.search(tail)
    return _who(text, tail, match.start("who"), offset, cast) if match else None


def _who(text: str, tail: str, start: int, offset: int, cast: Cast) -> Speaker | None:
    stop = _STOPS.search(tail, start)
    end = stop.start() if stop else len(tail)
    # "U.S. President ..." holds full stops that end nothing.
    while stop and tail[stop.start() : stop.start() + 1] == "." and re.search(r"\b[A-Z]\.?[A-Z]?$|\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gen|Gov)$", tail[start:end]):  # fmt: skip
        stop = _STOPS.search(tail, stop.end())
        end = stop.start() if stop else len(tail)
    return cast.named(text, Span(offset + start, offset + end)) if end > start else None


def _before(text: str, head: str, offset: int, cast: Cast) -> Speaker | None:
    verbs = list(_BEFORE_VERB.finditer(head))
    if verbs:
        finite = [each for each in verbs if not each["verb"].endswith("ing")]
        verb = finite[0] if finite else None
        if finite and verbs[-1] is finite[-1]:
            verb = finite[-1]
        if verb is None:  # "X rejected the plan, saying"
            verb = re.match(r"(?P<who>.{3,200}?)\s+(?:[a-z]+ed|has|have|had|was|were|is|are|met|took|gave|spoke|hit back|struck|shot back|put|did|held|made)\b", head)  # fmt: skip
            end = verb.end("who") if verb else 0
        else:
            end = verb.start()
        found = subject(text, Span(offset, offset + end)) if end else None
        if found:
            return cast.named(text, found)
    match = _ACCORDING.search(head)
    if match and match["who"].strip() and "according" in match[0]:
        return cast.named(text, Span(offset + match.start("who"), offset + match.end("who")))
    match = re.match(r"(?P<who>.{3,160}?)\s+(?:[a-z]+ed|has|have|had|was|were|is|are|took|gave|saw|put|struck|made)\b", head)  # fmt: skip
    if match:
        found = subject(text, Span(offset, offset + match.end("who")))
        words = text[found.start : found.end] if found else ""
        if found and (person_in(words) or re.search(r"spokes|minist|official|statement", words)):
            return cast.named(text, found)
    match = _JAPANESE.search(head)
    if match:
        return Speaker(match["who"], Span(offset + match.start("who"), offset + match.end("who")), "named")  # fmt: skip
    return None


def _neighbour(masked: str, text: str, paragraph: Span, cast: Cast) -> Speaker | None:
    """A quotation that stands alone: who speaks elsewhere in its paragraph, or spoke last."""
    verb = re.search(rf"\b(?:{SAY})\b", masked[paragraph.start : paragraph.end])
    if verb:
        at = paragraph.start + verb.start()
        opens = max(paragraph.start, masked.rfind(". ", paragraph.start, at) + 2, masked.rfind("    ", paragraph.start, at) + 4)  # fmt: skip
        found = subject(masked, Span(opens, at))
        if found and found.end > found.start and masked[found.start : found.end].strip():
            return cast.named(text, found)
    return cast.last and Speaker(cast.last.name, cast.last.span, "the last who spoke")


def people(masked: str) -> Iterator[Span]:
    """Names of two words or more before or after a verb of saying or a title: the cast."""
    for match in re.finditer(r"\b[A-Z][a-zé'’-]+(?:\s+(?:[A-Z]\.|de|der|van|von|al|bin|[A-Z][\w'’é-]+)){1,3}\b", masked):  # fmt: skip
        place = person_in(match[0])
        if (
            masked[match.end() : match.end() + 1] == ")"
            or masked[match.start() - 1 : match.start()] == "("
        ):
            continue  # the outlet in a dateline, a name in brackets
        if place and " " in match[0][place[0] : place[1]]:
            yield Span(match.start() + place[0], match.start() + place[1])
