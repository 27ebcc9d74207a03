"""What a reader would look up: laws, firms and chips by the names that news gives them."""

import pytest

from licet.news.by_form import by_form
from licet.news.gazetteer import CHIP, FIRM, LAW
from licet.news.related import of_interest
from licet.news.sources.files import of_text
from tests.news.made import reader


def named(text, kind):
    _, _, cleaned = next(iter(of_text(text, "a")))
    return {each.id for each in of_interest(reader().read(cleaned)) if each.kind == kind}


@pytest.mark.parametrize(
    ("text", "law"),
    [
        ("The rule rests on ECRA, not on IEEPA.", "Export Control Reform Act"),
        ("The rule rests on ECRA, not on IEEPA.", "International Emergency Economic Powers Act"),
        ("The EAR reach chips made abroad.", "Export Administration Regulations"),
        ("The foreign-produced direct product rule reaches chips made abroad.", "Foreign direct product rule"),
        ("The AI diffusion framework was dropped.", "AI Diffusion rule"),
        ("The AI diffusion framework was dropped.", "90 FR 4544"),
        ("The ownership rule sleeps for a year.", "Affiliates rule"),
        ("The ownership rule sleeps for a year.", "90 FR 47201"),
        ("It changed annex I of the EU Dual-Use Regulation.", "Regulation 2021/821"),
        ("It changed annex I of Regulation (EU) 2021/821.", "Regulation 2021/821"),
        ("It changed annex I of Regulation (EC) 2021/821.", "Regulation 2021/821"),
        ("The Dutch Regeling names deposition tools.", "Regulation on advanced manufacturing equipment"),
        ("Taiwan added both firms to its SHTC list.", "SHTC list"),
        ("Japan amended FEFA in spring.", "Foreign Exchange and Foreign Trade Act"),
        ("The MATCH bill waits for a vote.", "MATCH Act"),
        ("Wassenaar has not met since.", "Wassenaar Arrangement"),
        ("It is section 742.6 that tells.", "15 CFR 742.6"),
        ("It stands in § 748.15.", "15 CFR 748.15"),
        ("It is Public Law 115-232.", "Public Law 115-232"),
        ("Announcement No. 61 of 2025 reaches goods made abroad.", "Announcement 61/2025"),
        ("Announcement 55 of 2025 deals with batteries, 56 with magnets and 57 with tools.", "Announcement 56/2025"),
        ("Announcement 55 of 2025 deals with batteries, 56 with magnets and 57 with tools.", "Announcement 57/2025"),
        ("Beijing acted under its Customs Law.", "Customs Law"),
        ("It is banned by the Law on Guarding State Secrets.", "Law on Guarding State Secrets"),
    ],
)  # fmt: skip
def test_a_law_is_known_by_its_names(text, law):
    assert law in named(text, LAW)


@pytest.mark.parametrize(
    ("text", "firm"),
    [
        ("Shin-Etsu and Tokyo Ohka make resists.", "Tokyo Ohka Kogyo"),
        ("HiSilicon designed the chip.", "Huawei"),
        ("PSMC and Nanya sold memory.", "Powerchip"),
        ("Agents searched Kuo Ting Electronics.", "Kuo Ting Electronics"),
        ("It named Voltaire Components FZE of Sharjah.", "Voltaire Components FZE"),
        ("The list has American Photonics.", "American Photonics"),
    ],
)
def test_a_firm_is_known_by_its_names(text, firm):
    assert firm in named(text, FIRM)


@pytest.mark.parametrize(
    ("text", "chip"),
    [
        ("AMD's MI308 is caught too.", "amd-mi308x"),
        ("Huawei's Ascend 910B, 910C and 910D were named.", "huawei-ascend-910c"),
        ("The newer Blackwell and Rubin lines stay out.", "Blackwell chips"),
        ("Intel's Gaudi line needs a license.", "Gaudi"),
        ("Nobody ordered the RTX Pro 6000D.", "RTX Pro 6000D"),
    ],
)
def test_a_chip_is_known_by_its_series(text, chip):
    assert chip in named(text, CHIP)


@pytest.mark.parametrize(
    "text",
    [
        "The Bill passed, and Senator Bill Nelson was glad of the Act.",
        "She teaches at Harvard Law School, and Moore's Law is no law.",
        "The Semiconductor Industry Association met the Ministry of Steel Industries.",
        "High Technology and Advanced Semiconductors are what it is about.",
        "The State Administration for Market Regulation opened an inquiry.",
    ],
)
def test_what_only_looks_like_a_name_is_none(text):
    assert not list(by_form(text, ()))
