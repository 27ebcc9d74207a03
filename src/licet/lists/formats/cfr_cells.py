"""An entity cell of a supplement to 15 CFR part 744, to the parties that it names.

A cell runs: name, perhaps other names ("a.k.a., the following two aliases:" and a line with a dash for
each), perhaps "subordinate institutions" in the same way, then addresses, each but the first after
"; and".  Older rows put name and address on one line, after a comma.

Where a name ends and an address begins on one line is not marked: parts after a comma belong to the
name while they are a legal form or a part of an organization (Institute, Branch ...) and carry no
sign of an address.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from licet.lists.formats.words import tidy
from licet.lists.places import ends_in, starts_with
from licet.record import record

_DASH = "—–‒"
_FORM = (
    r"(?:Ltd|Ltda|Limited|LTD|Inc|INC|Incorporated|LLC|L\.?L\.?C|LLP|L\.?P|Co|Corp|Corporation|Company"
    r"|S\.?A|S\.?L|S\.?R\.?L|S\.?A\.?S|s\.?r\.?o|S\.?p\.?A|GmbH|A\.?G|B\.?V|N\.?V|Pte|Pvt|PVT|Pty|PTE"
    r"|Sdn|SDN|Bhd|BHD|JSC|J\.?S\.?C|PJSC|OJSC|CJSC|OOO|O\.?O\.?O|AO|OAO|PAO|ZAO|FZE|FZCO?|FZ|plc|PLC|Jr|Sr|II|III"
    r"|d\.?o\.?o|a\.?s|A\.?S|Lda|C\.?A|K\.?K|S\.?A\.?R\.?L|SARL|SRL|MMC|Oy|AB|EOOD|OOD|Kft|Sti|OU|MB|UAB"
    r"|SIA|STI|DMCC|WLL|W\.L\.L|SAL|S\.A\.L|J\.S\.|JV|GP|NPO|FSUE|FGUP)"
)
_SUFFIX = re.compile(rf"{_FORM}\b\.?")
_UNIT = re.compile(
    r"\b(?:Institut\w*|Academy|Universit\w+|College|School|Department|Faculty|Laborator\w+|Bureau"
    r"|Cent(?:er|re)|Branch|Division|Command|Ministry|Directorate|Agency|Organi[sz]ation|Corporation"
    r"|Compan\w+|Group|Holdings?|Subsidiary|Factory|Plant|Works|Enterprise|Concern|Association|JSC|Office"
    r" of the|Technolog\w+|Sciences?|Research|Industr\w+|Design|Trading|Electronics|International)\b"
)
_SITE = re.compile(
    r"\d|\b(?:Road|Rd|Street|St|Ave|Avenue|Blvd|Boulevard|Lane|Building|Bldg|Floor|Flat|Room|Rm|Suite"
    r"|Unit|Block|Tower|Plaza|District|Province|City|Village|Town|P\.?O\.? ?Box|Highway|Square|Zone"
    r"|Park|House|Plot|No\.|Oblast|Region|Prospekt|Ulitsa|ul\.|Street|Way|Drive|Hall|Mansion|Airport|Base|World Trade|Trade Cent(?:er|re)"
    r"|Business Cent(?:er|re)|Industrial Cent(?:er|re)|University City)(?!\w)",
    re.IGNORECASE,
)
_MORE = r"(?:alias(?:es)?|alternate names?|names?)"
_SUB = r"(?:subordinate (?:institu\w+|entit\w+|organi\w+)|affiliated (?:entit\w+|compan\w+)|entities|affiliates|subsidiar\w+)"  # noqa: E501
_AKA = r"(?<!\w)(?:[afn]\.\s?k\.\s?a\b\.?|[afn]ka\b|d/b/a\b|d\.b\.a\.|also known as|formerly known as)"
_INTRO = re.compile(
    rf",?\s*\(?(?:and\s+)?(?:{_AKA})?,?\s*(?:and\s+)?(?:to include\s+)?the following\s+(?:(\w+(?:-\w+)?)"
    rf"\s*)?(?:other\s+)?({_MORE}|{_SUB})\s*:?\s*\)?$",
    re.IGNORECASE,
)
_GROUP = re.compile(rf"^The following (?:\w+ )?({_SUB}) of (.+?):?$", re.IGNORECASE)
_MARK = re.compile(rf"^({_SUB}|Affiliated entities)\s*:?\s*(.*)$", re.IGNORECASE)
_APPLY = re.compile(r"^.*?\baddress(?:es)? appl(?:y|ies) to [^:]*:\s*", re.IGNORECASE)
_SEE = re.compile(r"\s*\(?\bSee (?:also )?(?:the )?(?:alternate|additional|also)?\s*(?:address\w*)? ?"
                  r"(?:entry )?(?:under|in) [^()]*\)?\s*\.?", re.IGNORECASE)  # fmt: skip
_PARENT = re.compile(rf"^(.{{3,300}}?)[,\s]+({_SUB})\s*:\s*(.*)$", re.IGNORECASE)
_INLINE = re.compile(rf"(?:,|;)?\s*(\(?){_AKA}(?:,|:)?\s+(?!the following)", re.IGNORECASE)
_SHORT = re.compile(
    r"(?:\b(?:Ltd|LTD|Ltda|Inc|INC|Co|CO|Corp|Jr|Sr|Pte|PTE|Pvt|PVT|Pty|Bhd|BHD|Sdn|Lda|Sti|STI|Bros|Intl)"
    r"|\b[A-Z]|\.\w+)\.$"
)
_COUNTS = {
    word: count
    for count, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen twenty".split(),
        start=1,
    )
}
_ADDRESS_ROW = re.compile(r"^(Address\s+\d+)\b[\s,:.—–-]*(.*)$", re.IGNORECASE)


@record
class Party:
    """A party of a cell.  ``kind`` is entity or address; ``parent`` the party it was printed under."""

    name: str
    aliases: tuple[str, ...]
    addresses: tuple[str, ...]
    kind: str = "entity"
    parent: str = ""
    notes: tuple[str, ...] = ()


class _Draft:
    def __init__(self, name: str, parent: str = "") -> None:
        self.name = name
        self.parent = parent
        self.aliases: list[str] = []


def parties(lines: Iterable[str]) -> tuple[Party, ...]:
    """The parties that a cell names, the first the one it is about.

    >>> parties(["Wayne Weipeng, a.k.a., the following one alias:", "—Wang Wayne.", "12 Ye Rd, Xi'an, China."])
    (Party(name='Wayne Weipeng', aliases=('Wang Wayne',), addresses=("12 Ye Rd, Xi'an, China",), kind='entity', parent='', notes=()),)
    """
    told = [line for each in lines for line in _lines(each)]
    if told and (found := _ADDRESS_ROW.match(told[0])):
        where, seen = _addresses(" ".join([found[2], *told[1:]]))
        return (Party(tidy(found[1]), (), where, "address", "", seen),) if where else ()
    return _Cell().read(told)


class _Cell:
    """The state of reading one cell: whom the next dash belongs to."""

    def __init__(self) -> None:
        self.drafts: list[_Draft] = []
        self.where: list[str] = []
        self.parent = ""
        self.mode = "name"
        self.left = 0
        """How many dashes are still other names of the last party; 0 where it was not said."""

    def read(self, lines: list[str]) -> tuple[Party, ...]:
        for line in lines:
            if line[0] in _DASH or re.match(r"-\s?[^\W\d]", line):
                self._dash(tidy(line.lstrip(_DASH + "- ")))
            else:
                self._line(line)
        if not self.where and self.drafts:
            self._address_behind_last()
        where, seen = _addresses(" ".join(self.where))
        found = []
        for each in self.drafts:
            if name := ended(each.name):
                kept = dict.fromkeys(done for alias in each.aliases if (done := ended(alias)))
                found.append(Party(name, tuple(kept), where, "entity", each.parent, seen))
        return tuple(found)

    def _line(self, line: str) -> None:
        if found := _GROUP.match(line):
            self.parent, self.mode = found[2], "under"
        elif found := _APPLY.match(line):
            self.where.append(line[found.end() :])
            self.mode = "address"
        elif self.drafts and (found := _MARK.match(line)) and self.mode != "name":
            self.parent, self.mode = self.drafts[0].name, "under"
            if found[2]:
                self._head(found[2])
        elif found := _INTRO.search(line):
            self._intro(line[: found.start()], found[1], found[2])
        elif not self.drafts or (self.mode == "under" and not _SITE.search(line)):
            self._head(line)
        else:
            self.where.append(line)
            self.mode = "address"

    def _dash(self, content: str) -> None:
        if found := _INTRO.search(content):
            if head := content[: found.start()]:
                self._named(head)
            self._open(found[1], found[2])
        elif content and content.casefold() not in {"and", "or"}:
            self._named(content)

    def _named(self, content: str) -> None:
        """A name on a dash: another name, or a party under the first."""
        if self.mode == "under" or not self.drafts:
            self.drafts.append(_Draft(content, self.parent))
        else:
            self.drafts[-1].aliases += inline(content)
            self.left -= 1
            if not self.left and self.drafts[-1].parent:
                self.mode = "under"

    def _intro(self, head: str, count: str | None, what: str) -> None:
        if head.strip(" ,;"):
            if self.drafts and self.mode == "aliases":
                self.drafts[-1].aliases.append(head)
            else:
                self._head(head, whole=True)
        self._open(count, what)

    def _open(self, count: str | None, what: str) -> None:
        if re.match(_SUB, what, re.IGNORECASE):
            self.parent = self.drafts[0].name if self.drafts else self.parent
            self.mode = "under"
        else:
            self.mode = "aliases"
            self.left = _COUNTS.get((count or "").casefold(), 0)

    def _head(self, line: str, *, whole: bool = False) -> None:
        if found := _PARENT.match(line):
            self.parent, self.mode = found[1], "under"
            if not (line := found[3]):
                return
        name, *others = inline(line)
        last = others[-1] if others else name
        kept, where = (last, "") if whole else split_name(last)
        if others:
            others[-1] = kept
        else:
            name = kept
        draft = _Draft(name, self.parent)
        draft.aliases += others
        self.drafts.append(draft)
        if where:
            self.where.append(where)
        self.mode = "named"

    def _address_behind_last(self) -> None:
        """No line of addresses: the last name may carry the address behind it."""
        last = self.drafts[-1]
        name, where = split_name(last.aliases[-1] if last.aliases else last.name)
        if where and (_SITE.search(where) or ends_in(where)):
            if last.aliases:
                last.aliases[-1] = name
            else:
                last.name = name
            self.where.append(where)


def split_name(text: str) -> tuple[str, str]:
    """A name and the address that follows it on the same line.

    >>> split_name("China State Shipbuilding Corporation, Limited (CSSC) 7th Academy, No. 2 Bao, Beijing")
    ('China State Shipbuilding Corporation, Limited (CSSC) 7th Academy', 'No. 2 Bao, Beijing')
    >>> split_name("BellHuawei Technologies LLC. 5 Dzerzhinsky Ave., Minsk, 220036, Belarus")
    ('BellHuawei Technologies LLC.', '5 Dzerzhinsky Ave., Minsk, 220036, Belarus')
    """
    depth, commas = 0, []
    for place, each in enumerate(text):
        depth += (each == "(") - (each == ")")
        if each == "," and depth <= 0:
            commas.append(place)
    for at, place in enumerate(commas):
        end = commas[at + 1] if at + 1 < len(commas) else len(text)
        part = text[place + 1 : end].strip()
        if _SUFFIX.match(part) or (_UNIT.search(part) and not _SITE.search(part)
                                   and not starts_with(part)[0]):  # fmt: skip
            continue
        return _stop(text[:place], text[place + 1 :].strip())
    return _stop(text, "")


def _stop(name: str, where: str) -> tuple[str, str]:
    """Cut an address off a name where a full stop or semicolon, not a comma, stands between them."""
    for cut in re.finditer(r"([;.])\s+", name):
        before, after = name[: cut.start() + 1].rstrip(";"), name[cut.end() :]
        begins = re.match(r"\d|No\.|Room|Rm|Unit|Flat|Floor|Building|Bldg|P\.?O|Address|House|Office", after)
        if cut[1] == ";" or (begins and not re.search(r"\b(?:No|St|Dr|Mr|[A-Z])\.$", before)):
            return before, f"{after}, {where}" if where else after
    return name, where


def _lines(cell: str) -> list[str]:
    """A cell's own lines, with dashes in running text on lines of their own."""
    flat = re.sub(rf"(?:(?<=[:;,])|(?<=\band)) *(?=[{_DASH}]\s?\S)", "\n", cell)
    return [line for each in flat.split("\n") if (line := tidy(each))]


def inline(text: str) -> list[str]:
    """A name with other names in the same line: ``A (a.k.a., B; C)``, ``A, a.k.a. B``.

    >>> inline("Kalin Plant, JSC (a.k.a., Kalin Works; and KP)")
    ['Kalin Plant, JSC', 'Kalin Works', 'KP']
    """
    found = _INLINE.search(text)
    if not found or not text[: found.start()].strip():
        return [text]
    name, rest = text[: found.start()], text[found.end() :]
    behind = ""
    if found[1]:
        depth = 1
        for place, each in enumerate(rest):
            depth += (each == "(") - (each == ")")
            if not depth:
                rest, behind = rest[:place], rest[place + 1 :]
                break
    others = [
        each
        for piece in re.split(r";\s*(?:and\s+)?", rest)
        if (each := re.sub(rf"(?i)^{_AKA},?\s+", "", piece.strip()))
    ]
    made = [each for other in others for each in inline(other)]
    if behind.strip(" ,.;"):
        # What stands behind the brackets goes on with the name or is the address; the last piece is split.
        kept, where = split_name("x " + behind.strip())
        tail = kept.removeprefix("x").strip(" ,")
        return [tidy(f"{name} {tail}"), *made[:-1], f"{made[-1]}, {where}" if where else made[-1]] \
            if made else [tidy(f"{name}{behind}")]  # fmt: skip
    return [name, *made]


def ended(name: str) -> str:
    """A name without the marks that set it apart from the next.

    >>> ended("Zurmat Company; and"), ended("Taco Ltd."), ended("Aimal Company.")
    ('Zurmat Company', 'Taco Ltd.', 'Aimal Company')
    """
    done = re.sub(r"(?:[;,]\s*|\s+)(?:and|or)$", "", _SEE.sub("", name).strip(" ;,")).strip(" ;,:")
    if done.count("(") < done.count(")"):
        done = done.rstrip(")")
    elif done.count("(") > done.count(")"):
        done += ")"
    return done[:-1] if done.endswith(".") and not _SHORT.search(done) else done


def _addresses(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Addresses one by one, and pointers to other rows ("See alternate address under ...")."""
    seen = tuple(tidy(each[0]).strip("() .") for each in _SEE.finditer(text))
    rest = _SEE.sub(" ", text)
    found: list[str] = []
    for each in re.split(r";\s*(?:and\b[\s,]*)?|\.\s+and\s+", rest):
        left = 0
        for cut in re.finditer(r",?\s+and\s+", each):
            if ends_in(each[left : cut.start()]) and _SITE.search(each[cut.end() :]):
                found.append(each[left : cut.start()])
                left = cut.end()
        found.append(each[left:])
    tidied = (re.sub(r"(?i)^(?:address(?:es)?:|and\b)\s*", "", tidy(each)).strip(" ;,") for each in found)
    return tuple(dict.fromkeys(each.rstrip(".") for each in tidied if each.strip(" ."))), seen
