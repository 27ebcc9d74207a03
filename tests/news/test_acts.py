"""Acts by grammar: one sentence each, in words of our own, with what it tells."""

from datetime import date

import pytest

from tests.news.made import read

NOTHING = [
    "If talks fail, Japan may ban exports of gallium.",
    "Should the rule be revoked, Washington would tighten controls.",
    "Exporters should apply for a license before they ship.",
    "Will Japan ban exports of gallium?",
    "Lawyers said the department could have banned the chips.",
    '"They will ban everything," said Ann Lee, an analyst.',
    "The ministry declined to comment.",
    "Customers whom the United States might sanction are advised to wait.",
    "A firm that breaks the rule may lose its license.",
    "Analysts expect Beijing to retaliate.",
]
TOLD = [
    ("Japan banned exports of gallium to China.", "restrict", "JP", "in force", "done"),
    ("Exports of gallium were banned by Japan.", "restrict", "JP", "in force", "done"),
    ("Japan plans to ban exports of gallium.", "restrict", "JP", "considered", "will"),
    ("Japan's plan to ban exports of gallium was published.", "restrict", "JP", "considered", "will"),
    ("Japan is considering a ban on exports of gallium.", "restrict", "JP", "considered", "may"),
    ("Japan will tighten export controls on chips.", "restrict", "JP", "announced", "will"),
    ("The Japanese government said it would tighten export controls.", "restrict", "JP", "announced", "will"),
    ("Kyodo reported that Japan intends to tighten export controls.", "restrict", "JP", "considered", "will"),
    ("Japan no longer allows exports of gallium to China.", "restrict", "JP", "adopted", "done"),
    ("China required exporters of gallium to stop shipments to Japan.", "restrict", "CN", "in force", "done"),
    ("The Commerce Department issued a rule that restricts exports of chips.", "restrict", "US", "adopted", "done"),
    ("The Commerce Department issued a rule that eases exports of chips.", "relax", "US", "adopted", "done"),
    ("China lifted its ban on exports of gallium.", "relax", "CN", "reversed", "done"),
    ("Washington will allow Nvidia to sell the H200 to China.", "relax", "US", "announced", "will"),
    ("Washington is weighing an end to caps on the H20.", "relax", "US", "considered", "may"),
    ("The United States added 40 Chinese firms to the Entity List.", "list", "US", "in force", "done"),
    ("Forty Chinese firms were placed on the Entity List by the Commerce Department.", "list", "US", "in force", "done"),
    ("The Commerce Department removed two firms from the Entity List.", "delist", "US", "adopted", "done"),
    ("China's commerce ministry has granted licenses to two exporters.", "license", "CN", "adopted", "done"),
    ("The Dutch government revoked a license of ASML.", "deny", "NL", "adopted", "done"),
    ("The Commerce Department rejected the license application.", "deny", "US", "none", "done"),
    ("China opened an investigation into Qualcomm.", "investigate", "CN", "announced", "done"),
    ("Federal prosecutors charged two men with smuggling chips.", "enforce", "US", "announced", "done"),
    ("Beijing vowed to take countermeasures.", "retaliate", "CN", "considered", "will"),
    ("China suspended its export controls on rare earths.", "suspend", "CN", "suspended", "done"),
    ("China agreed to suspend its export controls on rare earths.", "suspend", "CN", "announced", "will"),
    ("Samsung has put orders for the tools on hold.", "suspend", "KR", "none", "done"),
    ("Washington extended the exemption by a year.", "extend", "US", "adopted", "done"),
    ("Japan and the Netherlands reached an agreement on chip tools.", "negotiate", "JP", "adopted", "done"),
    ("Japan and China agreed to set up a working group.", "negotiate", "JP", "adopted", "done"),
    ("Tokyo urged Beijing to lift the curbs.", "urge", "JP", "none", "asked"),
    ("Nvidia called for the ban to be lifted.", "urge", "US", "none", "asked"),
    ("Seoul has asked that its companies be spared.", "urge", "KR", "none", "asked"),
    ("Japan set aside 39 billion yen for subsidies.", "fund", "JP", "adopted", "done"),
    ("The foreign ministers of Japan and China met in Busan.", "meet", "JP", "none", "done"),
    ("Gina Raimondo, the U.S. commerce secretary, visited Beijing.", "meet", "US", "none", "done"),
    ("Tokyo called the step unacceptable.", "protest", "JP", "none", "done"),
    ("China's commerce ministry summoned the Japanese ambassador.", "protest", "CN", "none", "done"),
    ("Beijing denied that the notice is a ban.", "state", "CN", "none", "denied"),
    ("Nvidia said it will take a charge in the second quarter.", "state", "US", "none", "will"),
    ("SK hynix has secured an exemption from the U.S. government.", "license", "US", "adopted", "done"),
    ("South Korea's trade ministry said Tuesday it will widen the list of strategic items.", "list", "KR", "announced", "will"),
    ("China placed three U.S. firms on the unreliable entity list.", "list", "CN", "in force", "done"),
    ("The White House is considering requiring chipmakers to match imports.", "restrict", "US", "considered", "may"),
    ("India has sought an exemption from the new controls.", "urge", "IN", "none", "asked"),
    ("The EU is preparing countermeasures worth 26 billion euros.", "retaliate", "EU", "considered", "will"),
    ("Chinese coast guard ships entered Japanese waters near the Senkakus.", "incident", "CN", "none", "done"),
    ("The chips were smuggled to China by Hao Global.", "incident", "Hao Global", "none", "done"),
]  # fmt: skip


def events(words, *, by_rules=False):
    return read(f"A title\n\n{words}", on=date(2026, 3, 4), by_rules=by_rules).events


@pytest.mark.parametrize("words", NOTHING)
def test_what_is_supposed_advised_asked_or_only_said_is_no_act(words):
    assert [event.act for event in events(words)] == []


@pytest.mark.parametrize(("words", "act", "actor", "stage", "modality"), TOLD)
def test_a_sentence_tells_its_act_its_actor_and_by_rule_its_stage_and_how_it_stands(words, act, actor, stage, modality):  # fmt: skip
    told = [
        (one.act, one.actors[0].code or one.actors[0].id, one.stage, one.modality)
        for one in events(words, by_rules=True)
    ]
    assert told == [(act, actor, stage, modality)]


def test_all_sides_of_a_meeting_act_and_a_tail_tells_an_act_of_its_own():
    both = events("The presidents of the United States and China met in Busan.")[0]
    assert [each.code for each in both.actors] == ["US", "CN"]
    two = events("China added 20 Japanese firms to its control list, cutting off exports to them.")
    assert [each.act for each in two] == ["list", "restrict"]


def test_it_and_the_ministry_are_whoever_was_spoken_of():
    told = events("China's commerce ministry banned exports of gallium. It also opened a probe into Nvidia. The ministry urged Japan to reflect.")  # fmt: skip
    assert [(each.act, each.actors[0].code) for each in told] == [
        ("restrict", "CN"), ("investigate", "CN"), ("urge", "CN"),
    ]  # fmt: skip


def test_a_rule_that_only_points_back_does_what_the_one_before_does():
    told = events(
        "On Tuesday Japan eased export controls on chips. The order takes effect on May 1."
    )
    assert [(each.act, each.stage, each.modality) for each in told][1] == ("relax", "adopted", "will")  # fmt: skip
