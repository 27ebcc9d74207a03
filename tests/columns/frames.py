"""Frames of transfers that column engines are held to ``decide`` on, gathered from all that this repository knows.

Each maker gives frames of text cells.  ``typed`` of ``tests.columns.cells`` says the same in types.
A maker that draws takes a number, and draws the same again from it.
"""

import random
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import polars as pl

from licet.book.load import load_folder
from licet.cases.read import read_cases
from licet.facts.values import Interval
from licet.pack.store import open_library
from licet.record import replaced
from tests.columns.cells import cells_of_raw, cells_of_transfer, frame_of
from tests.conftest import ROOT
from tests.transfers import COUNTRIES, drawn, words_of

LATE = "2026-11-12"
"""The day on which a row of the law is decided that names none: its last version stands."""


@dataclass(frozen=True)
class Frame:
    """Rows under one name; ``laws`` are those asked, all where None; ``left_out`` counts what no column says."""

    name: str
    data: pl.DataFrame
    laws: tuple[str, ...] | None = None
    left_out: int = 0

    def __str__(self):
        """The name, as a test shows it."""
        return self.name


@lru_cache
def the_library():
    """The compiled law and catalogue."""
    return open_library()


@lru_cache
def the_source():
    """The law with its pages and their rows."""
    return load_folder(ROOT / "law")


def the_book():
    """The book of the library."""
    return the_library().law.book


@lru_cache
def interval(day):
    """The number of the span of constant law that a day (ISO) lies in."""
    return bisect_right([each.isoformat() for each in the_book().edges], day)


def on_busiest_days(rows, days):
    """The rows that lie in the ``days`` spans of constant law that hold most of them; all where None."""
    if days is None:
        return rows
    kept = busiest(tuple(row["on"] for row in rows), days)
    return [row for row in rows if interval(row["on"]) in kept]


def in_few_plans(frame, days):
    """The rows of the ``days`` busiest spans in two frames, of which the second declares classes, for few kinds of item.

    An engine makes a plan for each span, and one for each kind of item where classes are declared.
    """
    rows = [{k: v for k, v in row.items() if v is not None} for row in frame.data.to_dicts()]
    declared = on_busiest_days([row for row in rows if "declared_class" in row], 1)
    kinds = Counter(row.get("item_kind") for row in declared)
    common = {kind for kind, _ in kinds.most_common(3)}
    parts = (
        on_busiest_days([row for row in rows if "declared_class" not in row], days),
        [row for row in declared if row.get("item_kind") in common],
    )
    return [Frame(frame.name, frame_of(part), frame.laws, frame.left_out) for part in parts if part]


@lru_cache
def busiest(days, count):
    """The ``count`` spans of constant law that most of these days lie in."""
    return {span for span, _ in Counter(map(interval, days)).most_common(count)}


# -- what is written down ------------------------------------------------------------------


@lru_cache
def all_cases():
    """Every worked case."""
    files = sorted((ROOT / "tests" / "cases").glob("*.yaml"))
    return tuple(case for path in files for case in read_cases(path))


def case_cells(case):
    """A worked case as cells, and whether they say all of it."""
    cells, whole = cells_of_raw(case.transfer)
    due_care = cells.get("no_knowledge_beyond_stated") in ("yes", "true")
    if due_care and "parties_complete" not in cells:
        cells["parties_complete"] = "yes"  # as licet.cases.run reads a case
    return {"on": case.on, **cells}, whole


@lru_cache
def cases(days=None):
    """The worked cases under all laws."""
    made = [case_cells(case) for case in all_cases()]
    rows = on_busiest_days([cells for cells, _ in made], days)
    return [Frame("worked cases", frame_of(rows), left_out=sum(not whole for _, whole in made))]


def law_row_cells(provision, row):
    """A row of the table under a provision as cells, as ``licet.check.rows`` reads it."""
    cells = {"on": LATE, "parties_complete": "yes"}
    for head, cell in row.cells.items():
        label, point, _ = head.partition(".")
        if point and label in the_book().facts["role"].choices:
            cells[f"{label}.name"] = "Somebody"  # a role that is headed is a party, known or not
        if head not in ("case", "holds", "part") and cell not in ("", "?"):
            cells[head] = cell
    if len(provision.items) == 1:
        cells.setdefault("item_kind", provision.items[0])
    return cells


@lru_cache
def law_rows(law, days=None, most=None):
    """The rows of a law's own pages, under that law; at most ``most`` of them, spread over all."""
    source = the_source()
    rows = [
        law_row_cells(source.book[name], row)
        for name, page in source.pages.items()
        if source.book[name].sovereign == law
        for row in page.rows
    ]
    rows = thinned(on_busiest_days(rows, days), most)
    return Frame(f"law of {law}", frame_of(rows), (law,))


def thinned(rows, most):
    """At most ``most`` of the rows, spread over all."""
    return rows if most is None or len(rows) <= most else rows[:: -(-len(rows) // most)]


# -- what is drawn -------------------------------------------------------------------------


@lru_cache
def drawn_rows(first, count, *, days=4, name="drawn"):
    """Drawn transfers in blocks, each on one day on or beside an edge of the book."""
    book, rows, left_out = the_book(), [], 0
    on = None
    for place, number in enumerate(range(first, first + count)):
        transfer, day = drawn(book, number)
        if place % -(-count // days) == 0:
            on = day
        cells, whole = cells_of_transfer(within_bounds(transfer, book))
        left_out += not whole
        rows.append({"on": on.isoformat(), **cells})
    return Frame(f"{name} from {first}", frame_of(rows), left_out=left_out)


def within_bounds(transfer, book):
    """The transfer with its ranges cut to what the facts may be: a draw may widen one beyond it."""
    parties = tuple(replaced(each, facts=_cut(each.facts, book)) for each in transfer.parties)
    return replaced(transfer, facts=_cut(transfer.facts, book), parties=parties)


def _cut(facts, book):
    return {
        name: _inside(book.facts[name], value) if isinstance(value, Interval) else value
        for name, value in facts.items()
    }


def _inside(fact, span):
    low, high = span.low, span.high
    if None not in (fact.minimum, low) and low < fact.minimum:
        span = replaced(span, low=fact.minimum, low_open=False)
    if None not in (fact.exclusive_minimum, low) and low <= fact.exclusive_minimum:
        span = replaced(span, low=fact.exclusive_minimum, low_open=True)
    if None not in (fact.maximum, high) and high > fact.maximum:
        span = replaced(span, high=fact.maximum, high_open=False)
    return span


# -- what is declared ----------------------------------------------------------------------

CHIP = {
    "item_kind": "integrated_circuit", "total_processing_performance": "5285", "performance_density": "6.49",
    "non_planar_logic_die": "yes", "designed_or_marketed_for_datacenter": "yes", "total_dram_bandwidth_gb_s": "3350",
}  # fmt: skip
DEAL = {
    "kind": "export", "shipped_from": "US", "destination": "CN", "subject_to_ear": "yes", "us_origin": "yes",
    "end_user.name": "Example Cloud", "end_user.country": "CN", "end_user.headquarters": "CN", "end_user.lists": "none",
    "parties_complete": "yes", "value_usd": "2500",
}  # fmt: skip
NONSENSE = (
    "9Z999", "3A090.", ".a", "3A090.z.9", "US:3A090.a", "NL:", "3a090", "EAR99.x", "unlisted ", "Unlisted", "listed",
    "XX:1", "3A", "3A090 | 4A090", "5A992.c ", "???",
)  # fmt: skip


@lru_cache
def labels():
    """Every class that a register, an entry or a rule of the book names, their headings, and nonsense."""
    book = the_book()
    found = dict.fromkeys(book.registers.entries)
    words = sorted(words_of(book).texts.get("declared_class", ()))
    entries = [v.entry for p in book.provisions.values() for v in p.versions if v.entry]
    for label in (*entries, *words):
        parts = label.split(".")
        found |= dict.fromkeys(".".join(parts[:end]) for end in range(1, len(parts) + 1))
        found[f"{label}.z"] = found[f"{label}.a"] = None
    marks = [
        row["class"] + on for _, row in book.registers.entries.values()
        for mark in row.get("marks", ()) for on in mark.get("on", ())
    ]  # fmt: skip
    return (*dict.fromkeys([*found, *marks]), *NONSENSE)


@lru_cache
def declared(most=None, seed=0, kinds=()):
    """Declared classes: alone, beside the figures of a chip, beside a kind of item, to several places.

    ``kinds`` are the kinds of item that may stand beside them; all where there are none.
    """
    rng = random.Random(seed)  # noqa: S311 - examples, no secrets
    kinds = kinds or the_book().facts["item_kind"].choices
    chosen = labels() if most is None else rng.sample(labels(), min(most, len(labels())))
    rows = []
    for label in chosen:
        figures = rng.choice([{}, CHIP, CHIP, {"item_kind": rng.choice(kinds)}])
        place = rng.choice(COUNTRIES)
        rows.append(
            {**DEAL, **figures, "declared_class": label, "destination": place, "on": LATE}
            | {"due_care": rng.choice(["yes", "no", "?"])}
        )
    return Frame("declared classes", frame_of(rows))


# -- what the catalogue knows ---------------------------------------------------------------


@lru_cache
def products(most=None, seed=0):
    """Products of the catalogue by id, some with stated facts that override it, and ids that are none."""
    rng = random.Random(seed)  # noqa: S311 - examples, no secrets
    known = [each.id for each in the_library().catalogue.products]
    chosen = known if most is None else rng.sample(known, min(most, len(known)))
    over = (
        {}, {}, {"total_processing_performance": "4799.5"}, {"total_processing_performance": ">= 4800"},
        {"die_area_mm2": "100"}, {"performance_density": "5.92"}, {"non_planar_logic_die": "no"},
        {"item_kind": "computer"}, {"designed_or_marketed_for_datacenter": "no"}, {"declared_class": "3A090.a"},
        {"total_dram_bandwidth_gb_s": "?"}, {"memory_bandwidth_gb_s": "819.2", "package_area_mm2": "110"},
    )  # fmt: skip
    rows = [
        {**DEAL, "item": each, **rng.choice(over), "destination": rng.choice(COUNTRIES), "on": LATE}
        for each in [*chosen, "no-such-thing", "h20", "nvidia-h20-", " "]
    ]
    return Frame("products", frame_of(rows))


# -- what laws make of each other -------------------------------------------------------------


@lru_cache
def places(seed=0, count=300):
    """From and to everywhere: imports alone, places whose law is not modelled, quiet laws, conflicts of laws."""
    rng = random.Random(seed)  # noqa: S311 - examples, no secrets
    book = the_book()
    everywhere = [*book.deciding, *book.deciding, *sorted(book.facts.countries)]
    kinds = book.facts["kind"].choices
    words = words_of(book)
    lists = sorted(words.lists)
    rows = []
    for _ in range(count):
        here, there = rng.choice(everywhere), rng.choice(everywhere)
        row = {
            "on": LATE, "kind": rng.choice(kinds), "shipped_from": here, "destination": there,
            "due_care": rng.choice(["yes", "no"]), "parties_complete": rng.choice(["yes", "?"]),
            "end_user.country": there, "end_user.headquarters": rng.choice(everywhere),
            "end_user.lists": rng.choice(["none", rng.choice(lists), f"{rng.choice(lists)}?", "?"]),
        } | rng.choice([{}, CHIP, {"item_kind": "integrated_circuit"}])  # fmt: skip
        if rng.random() < 0.3:
            row["route"] = rng.choice(["none", "MY", "SG | HK", "FR;NL", "?"])
        if rng.random() < 0.2:
            del row[rng.choice(["shipped_from", "destination", "kind"])]
        row |= {
            fact.name: ("yes" if rng.random() < 0.6 else "no")
            for fact in rng.sample([f for f in words.transfer if f.type == "boolean"], 4)
        }
        rows.append(row)
    return Frame(f"places {seed}", frame_of(rows))


@lru_cache
def sure_conflicts():
    """Rows of the pages of conflicts of laws, under all laws; and a deal that one law asks of and another forbids."""
    source = the_source()
    rows = [
        law_row_cells(source.book[name], row)
        for name, page in source.pages.items()
        if source.book[name].kind == "conflict"
        for row in page.rows
    ]
    deal = {
        "destination": "CN", "item_kind": "integrated_circuit", "kind": "deemed_export", "us_origin": "yes",
        "military_intelligence": "yes", "osat.headquarters": "CN", "osat.lists": "TW-SHTC",
    }  # fmt: skip
    rows += [
        {**deal, "on": day, "foreign_rule_is_blocked": blocked}
        for day in (LATE, "2022-12-05")
        for blocked in ("yes", "no", "?")
    ]
    return Frame("conflicts of laws", frame_of(rows))


@lru_cache
def days_beside_edges(count=30, seed=0):
    """One deal on days on and beside the edges of the book."""
    rng = random.Random(seed)  # noqa: S311 - examples, no secrets
    days = [rng.choice(the_book().edges) + timedelta(rng.choice([-1, 0, 1])) for _ in range(count)]
    rows = [{**DEAL, **CHIP, "on": day.isoformat(), "due_care": "yes"} for day in days]
    return Frame("days beside edges", frame_of(rows))


@lru_cache
def pool(size=240, seed=0):
    """Rows over a few columns, with gaps, ranges, words that are one of several and faults, on two days.

    What properties take their samples from: an engine makes one plan for most of them.
    """
    rng = random.Random(seed)  # noqa: S311 - examples, no secrets
    cells = {
        "on": (LATE, LATE, "2024-12-02"),
        "kind": ("export", "reexport", "import"),
        "shipped_from": (*the_book().deciding, "FR"),
        "destination": (*COUNTRIES, "CN | MO", "?", "FR", "XX"),
        "item_kind": ("integrated_circuit", "integrated_circuit", "lithography", "computer", "software"),
        "item": (None, None, "nvidia-h20-96gb", "no-such-thing"),
        "total_processing_performance": ("4799.999", "4800", "1600", "60000", ">= 4800", "[1000, 5000]", "-1"),
        "performance_density": ("5.92", "5.919999999999999", "1.6", None),
        "die_area_mm2": ("814", "270.5", None), "wavelength_nm": ("193", "13.5", None), "numerical_aperture": ("1.35", "0.33"),
        "designed_or_marketed_for_datacenter": ("yes", "no", "?"), "us_origin": ("yes", "no"), "due_care": ("yes", "no"),
        "parties_complete": ("yes", "no"), "route": ("none", "SG | MY", "?"), "exporter.name": ("Example", "NVIDIA Corporation"),
        "end_user.name": ("Somebody", "SMIC"), "end_user.country": COUNTRIES, "end_user.headquarters": COUNTRIES,
        "end_user.lists": ("none", "US-EL/4 since 2023-10-17", "US-EL?", "US-MEU | ?", "?"),
        "end_user.military_end_user": ("yes", "no"), "party1.role": ("bank", "end_user | bank", "forwarder"), "party1.country": COUNTRIES,
    }  # fmt: skip
    rows = [
        {name: rng.choice(among) for name, among in cells.items() if rng.random() < 0.8}
        for _ in range(size)
    ]
    return Frame("pool", frame_of(rows))


def a_day_of(text):
    """A day from ISO text."""
    return date.fromisoformat(text)
