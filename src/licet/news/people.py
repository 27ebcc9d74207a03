"""Who speaks: the words before or after a verb of saying, and whom a pronoun or a short name means."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from licet.news.model import Span
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable

SAY = "said|says|say|told|tells|added|adds|wrote|writes|noted|notes|stated|states|argued|argues|warned|warns|claimed|claims|insisted|insists|stressed|stresses|emphasi[sz]ed|explained|explains|declared|declares|remarked|commented|comments|acknowledged|acknowledges|conceded|concluded|predicted|cautioned|cautions|reiterated|replied|responded|responds|asserted|complained|continued|called|calls|described|describes|hailed|hails|dubbed|praised|condemned|criticized|criticised|denounced|protested|quipped|confirmed|observed|observes|recalled|suggested|asked|announced|vowed|pledged|believes|thinks|worries|worried|posted|joked|put it|lamented|welcomed|likened|testified"
"""Verbs that give words to somebody, as a pattern."""
_CAP = (
    r"(?:[A-Z][\w'’.-]*|d[aeiu]|de|der|den|van|von|ten|ter|bin|al-[A-Z]\w+|el|la|le|of|for|and|&)"
)
_TITLE = re.compile(r"^(?:(?:the|a|an|his|her|its|their|one|another)\s+)?", re.IGNORECASE)
_LEAD = re.compile(r"^(?:on|in|at|after|before|during|despite|while|as|when|for|meanwhile|however|but|and|earlier|later|asked|speaking|separately|still|also|from|by|under|since|last|this|yesterday|today|with|nevertheless|nonetheless|instead|writing|citing|quoting|responding|in addition|though|although|if|monday|tuesday|wednesday|thursday|friday|saturday|sunday|yet|so|then|where)\b", re.IGNORECASE)  # fmt: skip
_PRONOUN = re.compile(r"^(?:he|she|they|it|who|we|i)$", re.IGNORECASE)
_GROUP = re.compile(r"^(?:the|a|an|one|another|its|his|their)\s+[\w.-]+(?:[\s-][\w.'’-]+){0,6}$", re.IGNORECASE)  # fmt: skip
_NAME = re.compile(rf"[A-Z][\w'’.-]*(?:\s+{_CAP})*")
_TITLES = frozenset("president prime minister premier foreign finance trade economy industry defense defence commerce treasury secretary deputy under undersecretary chief cabinet ambassador representative vice spokesman spokeswoman spokesperson senator sen rep congressman congresswoman governor mr mrs ms dr professor prof chairman chairwoman chair director general ceo executive analyst economist former acting then state of the leader lawyer attorney partner democrat republican counsel minister-president chancellor king us u.s in since on at after before the one two three four five we i he she they it our this that these those no some many most both several as but and if when while where for from by with under despite last next few all what how why who whose there here yes no not now operation street journal times wire line news press outgoing incoming wall american chinese japanese dutch korean taiwanese german french british european ministry department affairs house white company state-secretary commissioner eu uk and for lawmaker".split())  # fmt: skip

_MONTHS = frozenset(
    "jan feb mar apr jun jul aug sep oct nov dec mon tue wed thu fri sat sun".split()
) - {"mar", "jun", "sat", "sun", "jan"} | {"january", "march", "june"}


@record
class Speaker:
    """A speaker as the text names them, whom that stands for, and how one knows."""

    name: str
    span: Span
    how: str


def person_in(words: str) -> tuple[int, int] | None:
    """Where a person's own name stands in words such as "Commerce Secretary Ann Lee"; None if nowhere.

    >>> words = "U.S. Commerce Secretary Ann Lee"
    >>> words[slice(*person_in(words))]
    'Ann Lee'
    """
    best: tuple[int, int] | None = None
    for match in _NAME.finditer(words):
        parts = list(re.finditer(r"\S+", match[0]))
        while parts and (_plain(parts[0][0]) in _TITLES or _plain(parts[0][0])[:3] in _MONTHS):
            parts.pop(0)
        while parts and (_plain(parts[-1][0]) in _TITLES or not parts[-1][0][:1].isupper()):
            parts.pop()
        if parts and len(parts) <= 5:
            best = (match.start() + parts[0].start(), match.start() + parts[-1].end())
    return best


def _plain(word: str) -> str:
    return re.sub(r"['’]s$", "", word).strip(".,").casefold()


def subject(text: str, within: Span) -> Span | None:
    """The subject of a verb of saying that ends ``within``: appositions and openings set aside."""
    whole = text[within.start : within.end]
    start = within.start
    parts: list[tuple[int, str]] = []
    for piece in re.split(r"(,\s+|;\s+|\s+[–—-]{1,2}\s+)", whole):
        if not re.fullmatch(r",\s+|;\s+|\s+[–—-]{1,2}\s+", piece) and piece.strip():
            lead = len(piece) - len(piece.lstrip())
            parts.append((start + lead, piece.strip()))
        start += len(piece)
    chosen = [(at, words) for at, words in parts if not _LEAD.match(words)] or [
        (at + len(match[0]), words[len(match[0]) :])
        for at, words in parts
        if (
            match := re.match(
                r"(?:and|but|then|still|also|yet|so|later|separately)\s+", words, re.IGNORECASE
            )
        )
    ]
    for first, clause in chosen:
        found = _last_subject(first, clause)
        if found is not None:
            return found
    return None


def _last_subject(at: int, words: str) -> Span | None:
    """The subject of the last clause of some words: "X said Y and Z" is Z."""
    cut = list(re.finditer(r"\b(?:and|but|while|as|that|which)\s+(?=(?:he|she|they|it|the|a|an|[A-Z])\b)", words))  # fmt: skip
    if cut and re.search(rf"\b(?:{SAY}|has|have|had|was|were|is|are|will|would|[a-z]+ed)\b", words[: cut[-1].start()]):  # fmt: skip
        at, words = at + cut[-1].end(), words[cut[-1].end() :]
    words = re.sub(r"\s+(?:who|which|also|has|have|had|again|later|then|earlier|further|publicly|repeatedly|simply|only|himself|herself)(?:\s.*)?$", "", words)  # fmt: skip
    return Span(at, at + len(words)) if words and len(words) < 160 else None


class Cast:
    """The people and offices that a text has named so far, for pronouns and short names."""

    def __init__(self) -> None:
        self._full: dict[str, str] = {}
        self.last: Speaker | None = None
        self.last_body: Speaker | None = None

    def learn(self, text: str, spans: Iterable[Span]) -> None:
        """Full names anywhere in the text, so that a later surname finds them."""
        for span in spans:
            name = text[span.start : span.end]
            parts = name.split()
            if len(parts) > 1:
                for each in (parts[-1], parts[0], " ".join(parts[-2:])):
                    self._full.setdefault(each, name)

    def named(self, text: str, span: Span) -> Speaker | None:
        """Whom the words of ``span`` mean, and remembers it."""
        words = text[span.start : span.end].strip()
        if not words or re.search(r"[\"“”「」]", words):
            return None
        if _PRONOUN.match(words):
            person = words.casefold() in ("he", "she", "who")
            found = self.last if person else (self.last_body or self.last)
            return found and Speaker(found.name, span, f"pronoun {words!r}")
        place = person_in(words)
        lower_start = words[:1].islower() or bool(_GROUP.match(words))
        if place and not (lower_start and place[0] < len(words) // 3 and re.search(r"(?:spokes|official|analyst|source|ministry|government|lawmaker|democrat|republican|diplomat|executive|lawyer|group|firm|company)\w*$", words, re.IGNORECASE)):  # fmt: skip
            name = words[place[0] : place[1]]
            role = re.search(r"\b(?:spokes\w+|officials?|sources?|ministry|department|analysts?|administration|government|embassy|executives?|lawyers?|lawmakers?|diplomats?)\s*$", words, re.IGNORECASE)  # fmt: skip
            if role:
                found = Speaker(words, span, "named")
                self.last_body = self.last = found
                return found
            full = self._full.get(name.removesuffix("'s"), name)
            found = Speaker(full, Span(span.start + place[0], span.start + place[1]), "named" if full == name else "short name")  # fmt: skip
            self.last = found
            return found
        title = re.sub(r"^(?:the|a|an)\s+", "", words, flags=re.IGNORECASE)
        if not title or len(title) < 3:
            return None
        if (
            words.casefold().startswith(("the ", "his ", "her "))
            and self.last
            and _plain(title.split()[-1])
            in (
                "president",
                "minister",
                "secretary",
                "ambassador",
                "professor",
                "analyst",
                "senator",
                "premier",
                "leader",
                "official",
                "spokesman",
                "spokeswoman",
                "spokesperson",
            )
        ):
            return Speaker(self.last.name, span, f"{words!r}, the last who spoke")
        found = Speaker(title, span, "office or group")
        self.last_body = found
        if re.search(r"spokes|official|minister|analyst|source|executive|lawyer|senator|democrat|republican", title, re.IGNORECASE):  # fmt: skip
            self.last = found
        return found
