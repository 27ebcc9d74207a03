"""Which words set the terms of an act: in its clause, its sentence, or the sentences after a permission."""

import pytest

from licet.news.reader import Reader
from licet.news.sources.files import of_text

READER = Reader()


def terms(text):
    _, _, cleaned = next(iter(of_text(text, "a")))
    article = READER.read(cleaned)
    return {article.text.cut(each.condition) for each in article.events if each.condition}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Washington will let Nvidia sell the H200 to China provided that 25 percent of sales go to the Treasury.", "provided that 25 percent of sales go to the Treasury"),
        ("The bureau granted the licence on condition that the chips stay in the country.", "on condition that the chips stay in the country"),
        ("The ministry lifted the ban in return for a purchase of aircraft, officials said.", "in return for a purchase of aircraft"),
        ("China will suspend the curbs so long as Washington keeps its word.", "so long as Washington keeps its word"),
        ("The department approved the sale subject to a yearly audit.", "subject to a yearly audit"),
        ("Exports of the tools will be allowed only if the buyer signs a pledge.", "only if the buyer signs a pledge"),
        ("The ministry will ban exports from 1 May unless Tokyo backs down.", "unless Tokyo backs down"),
        ("China will impose tariffs of 34 percent if the United States keeps its own.", "if the United States keeps its own"),
        ("The bureau allowed sales of the chip to China. Each shipment must first pass a test by a laboratory.", "Each shipment must first pass a test by a laboratory"),
        ("The bureau allowed sales of the chip to China. Shipments may not exceed 50 percent of domestic sales.", "Shipments may not exceed 50 percent of domestic sales"),
        ("Washington approved the export, tied to investments in American plants.", "tied to investments in American plants"),
        ("Once the audit is done, the ministry will lift the ban.", "Once the audit is done"),
        ("The bureau allowed sales of the chip to China.\n\nUnder the rule, shipments may not exceed half of domestic sales.", "Under the rule, shipments may not exceed half of domestic sales"),
    ],
)  # fmt: skip
def test_terms_of_an_act(text, wanted):
    assert wanted in terms(text)


@pytest.mark.parametrize(
    "text",
    [
        "The ministry asked firms if they had shipped chips. It banned exports of gallium.",
        "The ministry banned exports even if no end user is known.",
        "The bureau allowed sales of the chip. Officials must be tired, a trader said.",
        "The bureau banned sales of the chip. Exporters must apply by May.",
        "The ministry added firms linked to the military to its list.",
        "It lifted the ban, said a person who asked if he could stay unnamed.",
        "The bureau allowed sales of the chip.\n\nShipments may not exceed half of sales in Peru, where it is another firm.",
    ],
)  # fmt: skip
def test_what_sets_no_terms(text):
    assert not terms(text)
