"""Words for those who speak: verbs of saying, offices, and where a person's own name stands."""

from __future__ import annotations

import re

SAY = "said|says|say|told|tells|added|adds|wrote|writes|noted|notes|stated|states|argued|argues|warned|warns|claimed|claims|insisted|insists|stressed|stresses|emphasi[sz]ed|explained|explains|declared|declares|remarked|commented|comments|acknowledged|acknowledges|conceded|concluded|predicted|cautioned|cautions|reiterated|replied|responded|responds|asserted|complained|continued|called|calls|described|describes|hailed|hails|dubbed|praised|condemned|criticized|criticised|denounced|protested|quipped|confirmed|observed|observes|recalled|suggested|asked|announced|vowed|pledged|believes|thinks|worries|worried|posted|joked|put it|lamented|welcomed|likened|testified"
"""Verbs that give words to somebody, as a pattern."""
SAYING = frozenset("say tell add write note state argue warn claim insist stress emphasize emphasise explain declare remark comment acknowledge concede conclude predict caution reiterate reply respond assert complain continue call describe hail dub praise condemn criticize criticise denounce protest quip confirm observe recall suggest ask announce vow pledge believe think worry post joke lament welcome liken testify grumble admit deny repeat promise demand accuse dismiss label brand characterize characterise mutter whisper shout boast sigh laugh shrug retort counter muse maintain contend allege report disclose reveal inform advise object hint agree indicate answer quote snap urge blast rebuke point reject speculate caption message tweet affirm venture shrug offer go".split())  # fmt: skip
"""The same as base forms, with some that give words only beside a quotation."""
OPINION = frozenset("say argue warn believe think predict complain insist claim contend maintain caution note suggest stress add tell observe concede acknowledge fear doubt worry estimate expect".split())  # fmt: skip
"""Verbs that tell what somebody holds."""
_CAP = r"(?:[A-Z][\w'’.-]*|d[aeiu]|de|der|den|van|von|ten|ter|bin|al-[A-Z]\w+|el|la|le|of|for|and|&)"  # fmt: skip
_NAME = re.compile(rf"[A-Z][\w'’.-]*(?:\s+{_CAP})*")
_TITLES = frozenset("mayor president prime minister premier foreign finance trade economy industry defense defence commerce treasury secretary deputy under undersecretary assistant chief cabinet ambassador representative vice spokesman spokeswoman spokesperson senator sen rep reps congressman congresswoman governor mr mrs ms dr professor prof chairman chairwoman chair director general ceo executive analyst economist former acting then state of the leader lawyer attorney partner democrat republican democratic counsel minister-president chancellor king us u.s in since on at after before the one two three four five we i he she they it our this that these those no some many most both several as but and if when while where for from by with under despite last next few all what how why who whose there here yes not now operation street journal times wire line news press outgoing incoming wall american chinese japanese dutch korean taiwanese german french british european ministry department affairs house white company state-secretary commissioner eu uk lawmaker researcher reseller trader engineer consultant scholar admiral captain judge prosecutor investor asked speaking according customs law trade interior digital science justice energy counsel lord sir envoy diplomat jan feb mar apr jun jul aug sep sept oct nov dec january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday".split())  # fmt: skip
_BODY_NAME = re.compile(r"\b(?:Act|Bill|Ministry|Department|Commission|Institute|University|Association|Group|Corp|Corporation|Inc|Ltd|Committee|Council|Bureau|Agency|Office|Bank|Securities|Capital|Times|Journal|News|Post|Daily|Embassy|Party|House|Court|Guard|Forces?|Company|Partners|Research|List|Rule|Technolog(?:y|ies)|Union|Register|Notice|Announcement|Decree|Board|Center|Centre|Administration|Diet|Congress|Senate|States|Kingdom|Islands?|Sea|Strait|Street|Electron|Electronics|Semiconductor|Instruments|Holdings|Industry|Industries|Trade|Security|Street|School|Federation|Chamber|Alliance|Summit|Treaty|Agreement|Review|Wire|Agency|Service|Minute|Valley|Kong|Hague|Ocean|Line|Order|Army|Navy|Box|Foundry|Memory|Micro|Devices|Materials|Research|Chemical|Act's)\b")  # fmt: skip
_ROLES = frozenset("spokesman spokeswoman spokesperson official minister secretary president premier chancellor ambassador diplomat analyst lawyer lawmaker legislator senator congressman congresswoman representative consultant trader dealer executive manager officer economist professor scholar researcher fellow lobbyist delegate participant aide adviser advisor engineer chief head director chairman chairwoman chairperson attorney prosecutor judge commissioner governor general admiral person man woman widow founder partner counsel expert critic source buyer supplier reseller negotiator envoy leader commander captain fisherman worker owner banker broker investor member colleague veteran insider counterpart deputy editor specialist strategist teacher academic historian scientist seller exporter importer lecturer politician democrat republican banker ceo cfo undersecretary neighbour neighbor clerk speaker sponsor author mayor predecessor successor prosecutor guest host boss cofounder vendor technician inspector agent mayor driver receptionist buyer purchaser merchant opponent supporter maker planner retiree pensioner officer people".split())  # fmt: skip
_HER, _HIS = frozenset("spokeswoman congresswoman chairwoman woman widow ms mrs".split()), frozenset("spokesman congressman chairman man fisherman mr".split())  # fmt: skip


def person_in(words: str) -> tuple[int, int] | None:
    """Where a person's own name stands in words such as "Commerce Secretary Ann Lee"; None if nowhere.

    >>> words = "U.S. Commerce Secretary Ann Lee"
    >>> words[slice(*person_in(words))]
    'Ann Lee'
    >>> person_in("the Chip Security Act")
    """
    best: tuple[int, int] | None = None
    for match in _NAME.finditer(words):
        parts = list(re.finditer(r"\S+", match[0]))
        for number, part in reversed(list(enumerate(parts))):
            if part[0].endswith(("'s", "’s")) and number < len(parts) - 1:
                parts = parts[number + 1 :]
                break
        while parts and set(_plain(parts[0][0]).split("-")) <= _TITLES:
            parts.pop(0)
        cut = next((n for n, part in enumerate(parts) if part[0] in ("of", "for", "and", "&")), len(parts))  # fmt: skip
        parts = parts[:cut]
        while parts and (_plain(parts[-1][0]) in _TITLES or not parts[-1][0][:1].isupper()):
            parts.pop()
        if parts and len(parts) <= 5 and not _BODY_NAME.search(" ".join(part[0] for part in parts)):
            best = (match.start() + parts[0].start(), match.start() + len(re.sub(r"['’]s$", "", match[0][: parts[-1].end()])))  # fmt: skip
    return best


def role(lemma: str) -> bool:
    """Whether a noun, in its base form and small letters, is what a person is.

    >>> role("spokeswoman"), role("ministry")
    (True, False)
    """
    return lemma in _ROLES


def gender(word: str) -> str:
    """``f`` or ``m`` where the word itself tells; else nothing."""
    return "f" if word in _HER else "m" if word in _HIS else ""


def _plain(word: str) -> str:
    return re.sub(r"['’]s$", "", word).strip(".,").casefold()
