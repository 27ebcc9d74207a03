"""Each form, by a small file in the publisher's form: what an entry must carry."""

import io
import zipfile
from datetime import date

import pytest

from licet.lists.formats import FORMS, read, read_all
from licet.lists.model import Identifier
from tests.lists import samples

DAY = date(2026, 1, 2)


def zipped(files):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


FILES = {
    "csl-json": samples.CSL_JSON, "csl-csv": samples.CSL_CSV, "cfr-xml": samples.CFR_XML,
    "cfr-text": samples.CFR_TEXT, "dpl-tsv": samples.DPL, "ofac-csv": zipped(samples.OFAC),
    "ofac-xml": samples.OFAC_XML, "ofac-advanced-xml": samples.OFAC_ADVANCED,
    "parsed-json": samples.PARSED, "registry-json": samples.REGISTRY, "meti-csv": samples.METI,
    "japan-text": samples.JAPAN, "1260h-csv": samples.HISTORY, "curated-csv": samples.CURATED,
    "eu-annex-csv": samples.EU, "tw-shtc-csv": samples.TAIWAN, "ftm-json": samples.FTM,
    "parties-jsonl": samples.HOUSE, "plain-csv": samples.PLAIN,
}  # fmt: skip
NAMED = {"ftm-json": "X-OWN", "plain-csv": "X-OWN"}


def bytes_of(form):
    made = FILES[form]
    return made if isinstance(made, bytes) else made.encode()


def all_of(sample, **said):
    said = {"as_of": DAY, "file": f"sample.{sample}", "list": NAMED.get(sample, "")} | said
    return {each.list: each for each in read_all(bytes_of(sample), **said)}


def entry(form, code, name):
    return next(each for each in all_of(form)[code].entries if each.name == name)


def test_every_form_has_a_sample():
    assert set(FILES) == set(FORMS)


@pytest.mark.parametrize("form", FORMS)
def test_a_sample_is_sniffed_and_read_alike(form):
    sniffed = all_of(form)
    assert sniffed == all_of(form, form=form)
    assert all(each.entries and each.rows >= len(each.entries) for each in sniffed.values())


@pytest.mark.parametrize("form", FORMS)
def test_the_same_bytes_give_the_same_entries_and_keys_are_unique(form):
    once, twice = all_of(form), all_of(form)
    assert once == twice
    for each in once.values():
        assert len({entry.id for entry in each.entries}) == len(each.entries)
        assert [entry.content for entry in each.entries] == [
            entry.content for entry in twice[each.list].entries
        ]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("pack", ["gz", "zip", "utf-16"])
def test_a_sample_is_read_packed_or_in_utf_16(form, pack):
    import gzip

    data = bytes_of(form)
    if pack == "gz":
        data = gzip.compress(data)
    elif form == "ofac-csv" or (pack == "utf-16" and form.endswith("xml")):
        return
    elif pack == "zip":
        data = zipped({"inner": data})
    else:
        data = data.decode("utf-8-sig").encode("utf-16")
    if pack == "gz" and form == "ofac-csv":
        return
    made = read_all(data, as_of=DAY, file="sample", list=NAMED.get(form, ""), form=form)
    assert {each.list: each.entries for each in made} == {
        code: each.entries for code, each in all_of(form).items()
    }


class TestScreeningList:
    def test_each_source_becomes_an_edition_with_its_own_day(self):
        made = all_of("csl-json")
        assert set(made) == {"US-EL", "US-SDN", "US-DPL", "US-OTHER"}
        assert (made["US-EL"].as_of, made["US-SDN"].as_of) == (date(2026, 7, 30), date(2026, 7, 31))

    def test_a_footnote_is_read_from_the_end_of_the_requirement(self):
        found = entry("csl-json", "US-EL", "Nordlicht Halbleiter (Kunming) Co., Ltd.")
        assert found.footnotes == {5}
        assert (found.aliases, found.native) == (("Nordlicht",), ("北光半导体",))
        assert (found.since, found.to) == (date(2024, 12, 2), None)

    def test_a_denial_binds_through_its_last_day(self):
        found = entry("csl-json", "US-DPL", "RUTA KALNINA")
        assert found.stands(date(2031, 3, 11))
        assert not found.stands(date(2031, 3, 12))

    def test_a_source_that_is_new_is_kept_and_told(self):
        found = entry("csl-json", "US-OTHER", "Crater Works")
        assert "Lunar Trade List" in found.notes
        assert "Country as published: Moon" in found.notes
        assert found.countries == ()

    def test_numbers_keep_their_kind_and_websites_are_none(self):
        found = entry("csl-json", "US-SDN", "SEA THISTLE")
        assert found.kind == "vessel"
        assert found.identifiers == (Identifier("IMO", "9074729"), Identifier("call-sign", "V7AB2"))

    def test_one_list_is_chosen_by_code_or_by_name(self):
        assert read(bytes_of("csl-json"), list="US-EL").list == "US-EL"
        assert read(bytes_of("csl-json"), list="Entity List").list == "US-EL"

    def test_the_table_splits_addresses_and_does_not_take_a_state_for_a_country(self):
        assert entry("csl-csv", "US-UVL", "Lindwurm Optik").addresses == ("Gasse 1, Linz, AT", "Weg 2, Graz, AT")
        assert entry("csl-csv", "US-DPL", "PAT DOE").countries == ()


class TestCodeOfFederalRegulations:
    def test_aliases_and_addresses_are_told_apart(self):
        found = entry("cfr-xml", "US-EL", "Kunlun Chip Works")
        assert found.aliases == ("Kunlun CW", "KCW", "Kunlun Works")
        assert found.addresses == (
            "Building 5, No. 66 Lake Road, Beijing, China",
            "Room 2, Harbour Plaza, Hong Kong",
        )
        assert found.countries == ("CN", "HK")
        assert (found.footnotes, found.since) == (frozenset({4}), None)
        assert found.notes == "See alternate address under Taiwan"

    def test_no_words_of_the_introduction_are_left_in_an_address(self):
        for form in ("cfr-xml", "cfr-text"):
            for edition in all_of(form).values():
                for each in edition.entries:
                    assert "following" not in " ".join((*each.names, *each.addresses))

    def test_raised_numbers_are_footnotes_in_the_requirement_and_nothing_in_a_name(self):
        assert entry("cfr-xml", "US-EL", "Ararat Mikro LLC").footnotes == {3}
        assert entry("cfr-xml", "US-EL", "Bel Tele LLC").footnotes == {1, 2}
        assert entry("cfr-xml", "US-EL", "Luo Ping").footnotes == frozenset()

    def test_an_address_behind_the_last_alias_is_an_address(self):
        found = entry("cfr-xml", "US-EL", "Bel Tele LLC")
        assert (found.aliases, found.addresses) == (("BelTele LLC",), ("5 Lenin Ave., Minsk, 220036, Belarus",))

    def test_subordinate_institutions_are_parties_with_their_own_aliases(self):
        lens = entry("cfr-xml", "US-EL", "Institute of Lenses")
        mirror = entry("cfr-xml", "US-EL", "Mirror Factory")
        assert (lens.aliases, mirror.aliases) == (("Lens Institute",), ())
        assert lens.addresses == mirror.addresses == ("50 Long Road, Xi'an, China",)
        assert "Great Wall Research Academy" in lens.notes
        assert entry("cfr-text", "US-EL", "Beihai Bowei Co., Ltd.").aliases == ("Bowei",)

    def test_an_entry_that_is_only_an_address_is_of_that_kind(self):
        found = entry("cfr-xml", "US-EL", "Address 01")
        assert found.kind == "address"
        assert found.addresses == ("Unit D, 16/F One Place, 18 Luard Rd, Wan Chai, Hong Kong",)

    def test_reserved_rows_are_dropped_and_not_lost(self):
        made = all_of("cfr-xml")["US-EL"]
        assert (made.lost, len(made.dropped)) == (0, 1)
        assert "reserved" in made.dropped[0]

    def test_text_tells_addresses_apart_at_the_end_of_a_country(self):
        assert entry("cfr-text", "US-EL", "Emal Road Company (ERC)").addresses == (
            "Kolola Pushta, Kabul, Afghanistan",
            "Dasht Qala, Takhar Province, Afghanistan",
        )

    def test_several_supplements_are_several_lists(self):
        assert set(all_of("cfr-xml")) == {"US-EL", "US-MEU", "US-UVL"}
        assert set(all_of("cfr-text")) == {"US-EL", "US-MEU"}

    def test_a_group_without_a_row_of_its_own_gives_its_members(self):
        assert [each.name for each in all_of("cfr-xml")["US-MEU"].entries] == ["Sky Blade Co. Ltd.", "Sky Bolt Co. Ltd."]

    def test_govinfo_rows_are_read_like_those_of_ecfr(self):
        text = (
            "<CFRGRANULE><APPENDIX><HD SOURCE='HED'>Supplement No. 4 to Part 744—Entity List</HD><GPOTABLE>"
            "<ROW><ENT I='01'>IRAN</ENT><ENT>Fars Mikro, a.k.a., the following one alias:<LI>—Fars M.</LI>"
            "<LI>Vanak Sq, Tehran, Iran.</LI></ENT><ENT>For all items subject to the EAR <E T='51'>3</E></ENT>"
            "<ENT>Presumption of denial</ENT><ENT>90 FR 1, 1/2/25.</ENT></ROW></GPOTABLE></APPENDIX></CFRGRANULE>"
        )
        found = read(text.encode(), as_of=DAY).entries[0]
        assert (found.name, found.aliases, found.addresses) == ("Fars Mikro", ("Fars M.",), ("Vanak Sq, Tehran, Iran",))
        assert found.footnotes == {3}


class TestTreasury:
    def test_three_files_are_joined_by_number(self):
        found = entry("ofac-csv", "US-SDN", "ISLA AIR")
        assert (found.aliases, found.addresses, found.countries) == (("AIR ISLA",), ("Havana, Cuba",), ("CU",))

    def test_remarks_give_names_numbers_and_nationality(self):
        found = entry("ofac-csv", "US-SDN", "RUIZ, Ana")
        assert (found.kind, found.aliases) == ("individual", ("LA JEFA",))
        assert found.identifiers == (Identifier("passport", "304555", "PE"),)
        assert "Program: SDGT" in found.notes

    def test_the_main_file_alone_warns(self):
        made = read(samples.OFAC["sdn.csv"], as_of=DAY, file="sdn.csv")
        assert "alt.csv" in made.snapshot
        assert all_of("ofac-csv")["US-SDN"].snapshot == ""

    def test_files_of_the_other_lists_go_by_program(self):
        files = {name.replace("sdn", "cons_prim"): data.replace(b'"CUBA"', b'"CMIC-EO13959"')
                 for name, data in samples.OFAC.items()}  # fmt: skip
        made = {each.list for each in read_all(zipped(files), as_of=DAY, file="cons.zip")}
        assert made == {"US-NS-CMIC", "US-NON-SDN"}

    def test_advanced_xml_puts_a_party_on_the_list_that_it_stands_on(self):
        made = all_of("ofac-advanced-xml")
        assert set(made) == {"US-NS-CMIC", "US-NS-PLC"}
        found = made["US-NS-CMIC"].entries[0]
        assert (found.name, found.native) == ("WUHAN OPTICS GROUP", ("武汉光学",))
        assert found.addresses == ("9 Lake Road, Wuhan, China",)
        assert Identifier("USCC", "91420000XA005UCQ5P", "CN") in found.identifiers
        assert (found.since, made["US-NS-CMIC"].as_of) == (date(2021, 6, 3), date(2026, 5, 21))
        assert found.notes == "Program: CMIC-EO13959"
        assert made["US-NS-PLC"].entries[0].name == "TANG, Mei"


class TestOthers:
    def test_the_flaws_of_a_parse_are_mended(self):
        assert entry("parsed-json", "US-EL", "Tako Mikro LLC").addresses == ("17 Sevan Street, Yerevan, Armenia",)
        assert "Beihai Institute" in entry("parsed-json", "US-EL", "Beihai Bowei").notes
        assert entry("parsed-json", "US-EL", "Beihai Bowei").footnotes is None
        assert entry("parsed-json", "US-EL", "Alex Iv").aliases == ("Alexander Iv",)
        assert entry("parsed-json", "US-EL", "Address 02").kind == "address"

    def test_a_name_that_slid_into_the_country_is_found_there(self):
        found = entry("registry-json", "JP-EUL", "Karat Bau Co., Ltd.")
        assert (found.countries, found.addresses) == (("CN",), ())

    def test_the_country_of_the_list_is_not_that_of_the_party(self):
        assert entry("registry-json", "CN-WATCH", "Hokusei Co., Ltd.").countries == ("JP",)

    def test_a_row_that_speaks_of_more_parties_says_so(self):
        assert "more parties" in entry("registry-json", "CN-UEL", "Oceanics Inc.").notes

    def test_japanese_rows_run_together_are_taken_apart(self):
        assert [each.name for each in all_of("japan-text")["JP-RU"].entries] == [
            "Nord Shipyard JSC", "Volna Plant JSC", "Alfa Machinery Group",
        ]  # fmt: skip
        found = entry("japan-text", "JP-RU", "Volna Plant JSC")
        assert found.aliases == ("Volna Zavod", "VZ Remservis")
        assert found.addresses == ("24 Lenin Street, Perm, Russia", "3 Kirov Street, Kazan, Russia")

    def test_history_binds_until_the_day_of_the_next_edition(self):
        found = entry("1260h-csv", "US-1260H", "Sky Engine Co., Ltd")
        assert found.stands(date(2024, 1, 30))
        assert not found.stands(date(2024, 1, 31))
        assert "Sky Group" in found.notes

    def test_an_asset_is_no_party(self):
        made = all_of("eu-annex-csv")
        assert set(made) == {"EU-833-IV", "EU-833-XLII"}
        assert made["EU-833-XLII"].entries[0].kind == "vessel"

    def test_taiwan_takes_names_in_both_scripts_and_offices_apart(self):
        found = entry("tw-shtc-csv", "TW-SHTC", "KUNLUN CHIP WORKS")
        assert found.native == ("昆仑芯片厂", "崑崙晶片廠")
        assert found.addresses == ("Lake Road 5 Beijing", "Gate Road 6 Xian")

    def test_follow_the_money_joins_sanctions_addresses_and_papers(self):
        found = entry("ftm-json", "X-OWN", "Volna Plant JSC")
        assert (found.since, found.addresses) == (date(2022, 2, 25), ("1 Lenin Street, Perm",))
        assert entry("ftm-json", "X-OWN", "Ivan Ivanov").identifiers == (Identifier("passport", "AB123"),)
        assert all_of("ftm-json")["X-OWN"].lost == 0

    def test_the_house_form_goes_by_list_and_citation(self):
        assert set(all_of("parties-jsonl")) == {"US-EL", "CN-WATCH"}
        assert entry("parties-jsonl", "US-EL", "Nordlicht").footnotes == {5}

    def test_a_table_of_ones_own_says_all_there_is_to_say(self):
        found = entry("plain-csv", "X-OWN", "ACME Chips")
        assert (found.key, found.countries, found.native) == ("1", ("CN", "HK"), ("艾克米",))
        assert found.identifiers == (Identifier("USCC", "91110000MA005UCQ5P"),)
        assert found.footnotes == frozenset()
