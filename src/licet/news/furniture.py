"""Lines of a page that are no part of its story: teasers, captions, credits, rights, link lists.

A line is judged by itself, or because it stands under a heading of such a list.  What is left out
is kept as spans of the source with the reason, so that a reader can see it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from licet.news.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_RULES = (
    ("copyright", r"^\W*(?:©|\(c\)\s|copyright\b|all rights reserved|無断転載|版权所有|著作権|저작권자)|all rights reserved\.?$|무단\s?전재|転載禁止|禁止转载|(?:may not be|not to be) (?:reproduced|copied|redistributed|republished|published|broadcast|rewritten|used without|quoted without|resold|forwarded|distributed|circulated|passed on)|(?:redistribution\b.*\b(?:is|are) (?:prohibited|forbidden)|unauthori[sz]ed (?:use|copying|reproduction))"),
    ("caption", r"^\W*(?:file photo|photo(?:graph)?\s*(?:by|:|/|shows|taken)|photo$|\(?photo\b|(?:hand-?out|archive|stock|agency) (?:photo|picture|image)s?\b|image\s*:|picture[ds]?\s*:|caption\s*:|in this (?:file )?photo|pictured\b|写真|图片|graphic\s*:|illustration\s*:|video\s*:|watch\s*:)|\b(?:getty images|file photo|\(photo by[^)]*\)|/ ?(?:AFP|AP|Reuters|Kyodo) photo|photo (?:courtesy|credit))\W*$|^.{0,200}\b(?:is|are) (?:seen|pictured|shown) (?:in|at|on|here|during)\b.{0,160}(?:photo|file|\))"),
    ("teaser", r"^\W*(?:read (?:more|next|also)|(?:also|more)\s*:|also read|see also|more (?:from|on|stories|news)|related(?:\s+(?:stories|articles|news|coverage|links|content|reading|topics))?\s*(?::|$)|in other news|also in the news|elsewhere today|also today|up next|next\s*:|next story|coming up|don'?t miss|must read|recommended|you (?:may|might) also|other (?:news|stories|headlines)|top (?:stories|news)|most (?:read|viewed|popular)|trending|editor'?s picks?|latest (?:news|stories|headlines)|関連記事|相关(?:新闻|阅读|报道)|あわせて読みたい|延伸阅读|続きを読む)"),
    ("furniture", r"^\W*(?:subscribe\b|sign (?:up|in)\b|log in\b|follow us|share (?:this|on|via)?\s*(?:$|:|article|story|facebook|twitter|x\b|email)|share\s*\|?|print this|advertisement|sponsored|click here|newsletter|get our|download (?:the|our) app|cookie|accept (?:all )?cookies|skip to|menu$|home\s*[>|»/]|back to top|terms of|privacy|contact us|about us|tags?\s*:|topics?\s*:|keywords?\s*:|filed under|listen to this|loading|comments?$|\d+ (?:min|minutes?) read|reading time|all times|our standards|thomson reuters trust)|ログイン|로그인|登录|^\W*(?:입력|수정|등록|기사입력)\s*\d{4}\.|^\W*\d{4}년 ?\d{1,2}월 ?\d{1,2}일(?: *[월화수목금토일]요일)?\W*$|^(?:facebook|twitter|x|linkedin|email|whatsapp|line)(?:\s*[|/·]?\s*(?:facebook|twitter|x|linkedin|email|whatsapp|line|print|copy link))*$"),
    ("credit", r"^\W*\(?(?:reporting|writing|editing|additional reporting|edited|compiled|translated) by\b|^\(?(?:END|ends?)\)?$|^-+\s*(?:ends?|30)\s*-+$|^by [A-Z][\w.'-]+(?: [A-Z][\w.'-]+){1,3}(?:(?:,| and).{0,60})?$|staff (?:writer|reporter)s?$"),
)  # fmt: skip
_COMPILED = tuple((why, re.compile(rule, re.IGNORECASE)) for why, rule in _RULES)
_HEADING = re.compile(r"^\W*(?:related|more (?:from|on|stories|news)|most (?:read|viewed|popular)|top stories|trending|recommended|editor|latest (?:news|stories|headlines)|other (?:news|stories|headlines)|you (?:may|might) also|read (?:next|more|also)|see also|also (?:read|in the news|today)|in other news|関連記事|相关)[^.]{0,40}\W*$", re.IGNORECASE)  # fmt: skip
_ENDS = re.compile(r"[.!?。！？][\"”’')\]」』]*$")
_LINKISH = re.compile(r"^\W*(?:[-•*·>›»▶]|\d+[.)]\s)|https?://\S+$")
_DATED = re.compile(r"\b(?:19|20)\d\d\b")
_LIST_OF_LINKS = re.compile(r"^[^.!?。]{2,60}(?:\s*[|·»›]\s*[^.!?。|]{2,60}){2,}$")
_STORY = re.compile(
    r"\b(?:said|says|told|announced|reported|according to|will|has|have|was|were)\b"
)


def furniture(lines: list[tuple[Span, str]]) -> Iterator[tuple[str, Span]]:
    """The lines to leave out, with the reason."""
    under_heading = False
    ended = False
    for span, raw in lines:
        line = raw.strip()
        if not line:
            continue
        why = reason(line)
        if why:
            under_heading = why == "teaser" and bool(_HEADING.match(line))
            ended = ended or why == "copyright"
            yield why, span
            continue
        sentence = bool(_ENDS.search(line))
        if under_heading and (not sentence or _LINKISH.match(line) or len(line) < 110):
            yield "teaser", span
            continue
        if ended and not sentence:
            yield "teaser", span
            continue
        under_heading = False


def reason(line: str) -> str:
    """Why a line is no part of a story; empty if it may be.

    >>> reason("(c) 2025 Some Wire. All rights reserved."), reason("Read next: A fine in Europe")
    ('copyright', 'teaser')
    >>> reason("Japan said on Monday that it will list 23 tools.")
    ''
    """
    for why, rule in _COMPILED:
        if rule.search(line[:400]):
            # A long sentence of the story that only holds such a word stays.
            if why in ("copyright", "caption") and len(line) > 420:
                continue
            if why == "furniture" and len(line) > 160 and _STORY.search(line):
                continue
            return why
    return "links" if _LIST_OF_LINKS.match(line) and not _DATED.search(line) else ""
