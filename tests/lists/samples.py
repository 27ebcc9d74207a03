"""Small files in the publishers' forms, made here; the parties in them are invented."""

CSL_JSON = """{"total": 4, "offset": 0, "search_performed_at": "2026-07-31T06:00:00+00:00",
 "sources_used": [{"source": "Entity List (EL) - Bureau of Industry and Security",
   "source_last_updated": "2026-07-30T14:07:33+00:00", "import_rate": "Daily"}],
 "results": [
 {"id": "a1", "source": "Entity List (EL) - Bureau of Industry and Security", "entity_number": null,
  "type": null, "name": "Nordlicht Halbleiter (Kunming) Co., Ltd.", "alt_names": ["Nordlicht", "北光半导体"],
  "addresses": [{"address": "No. 7 Cuihu Road", "city": "Kunming", "state": "Yunnan", "postal_code": "650000",
    "country": "CN"}], "federal_register_notice": "89 FR 96830", "start_date": "2024-12-02", "end_date": null,
  "license_requirement": "For all items subject to the EAR (See §§734.4(a)(9), 734.9(e)(3), and 744.11 of the EAR)5",
  "license_policy": "Presumption of denial", "source_list_url": "https://example.org/el", "remarks": ""},
 {"id": "906", "source": "Specially Designated Nationals (SDN) - Treasury Department", "entity_number": "906",
  "type": "Vessel", "name": "SEA THISTLE", "alt_names": null, "addresses": [], "programs": ["RUSSIA-EO14024"],
  "call_sign": "V7AB2", "ids": [{"type": "Vessel Registration Identification", "number": "IMO 9074729",
  "country": null}, {"type": "Website", "number": "www.example.org", "country": null}]},
 {"id": "d9", "source": "Denied Persons List (DPL) - Bureau of Industry and Security", "name": "RUTA KALNINA",
  "type": "Individual", "addresses": [{"address": "1 ELM ST", "city": "TUCSON", "state": "AZ", "postal_code":
  "85701", "country": "US"}], "start_date": "2021-03-11", "end_date": "2031-03-11"},
 {"id": "z1", "source": "Lunar Trade List (LTL) - Moon Office", "name": "Crater Works", "country": "Moon"}]}
"""

CSL_CSV = (
    "_id,source,entity_number,type,programs,name,title,addresses,federal_register_notice,start_date,end_date,"
    "standard_order,license_requirement,license_policy,call_sign,remarks,source_list_url,alt_names,ids\n"
    'a1,Unverified List (UVL) - Bureau of Industry and Security,,,,Lindwurm Optik,,"Gasse 1, Linz, AT; '
    'Weg 2, Graz, AT",88 FR 1,2023-01-02,,,,,,,https://example.org,"Lindwurm; Wurm",\n'
    '7,Specially Designated Nationals (SDN) - Treasury Department,7,Entity,CUBA; SDGT,ISLA SA,,'
    '"Calle 1, Havana, CU",,,,,,,,,,,"CU, 1978075, Matricula Mercantil No; www.isla.cu, Website"\n'
    "9,Denied Persons List (DPL) - Bureau of Industry and Security,,,,PAT DOE,,"
    '"1 MAIN ST, LOS ANGELES, CA",1 F.R. 2,2020-01-02,,Y,,,,,,,\n'
)

CFR_XML = """<?xml version="1.0" encoding="UTF-8"?>
<DIV5 N="744" TYPE="PART"><HEAD>PART 744</HEAD>
<DIV9 N="Supplement No. 4 to Part 744" TYPE="APPENDIX"><HEAD>Supplement No. 4 to Part 744—Entity List</HEAD>
<DIV width="100%"><DIV class="gpotbl_div"><TABLE><THEAD><TR><TH>Country</TH><TH>Entity</TH>
<TH>License requirement</TH><TH>License review policy</TH><TH>Federal Register citation</TH></TR></THEAD>
<TBODY>
<TR><TD>ARMENIA</TD><TD>Ararat Mikro LLC, a.k.a., the following one alias:<br/>—AM LLC.<br/>17 Sevan Street,
Yerevan, 0026, Armenia.</TD><TD>For all items subject to the EAR (See §§ 734.9(g),<sup>3</sup> 746.8(a)(3), and
744.21(b) of the EAR)</TD><TD>Policy of denial.</TD><TD>88 FR 23334, 4/17/23.</TD></TR>
<TR><TD>AUSTRIA</TD><TD>[Reserved]</TD><TD></TD><TD></TD><TD></TD></TR>
<TR><TD>CHINA, PEOPLE'S REPUBLIC OF</TD><TD>Kunlun Chip Works <SU>4</SU>, a.k.a., the following three aliases:
<br/>—Kunlun CW;
<br/>—KCW; <I>and</I>
<br/>—Kunlun Works.
<br/>Building 5, No. 66 Lake Road, Beijing, China; <I>and</I> Room 2, Harbour Plaza, Hong Kong. (See alternate
address under Taiwan).</TD><TD>For all items subject to the EAR. (See §§ 734.9(e)(2) and 744.11 of the EAR)
<SU>4</SU></TD><TD>Presumption of denial</TD><TD>88 FR 13675, 3/6/23. 89 FR 100, 1/2/24.</TD></TR>
<TR><TD></TD><TD>Luo Ping, Room 9, Gate Building, Baoding, China; and 35 West Road, Baoding, China.</TD>
<TD>For all items subject to the EAR. (See § 744.11 of the EAR)</TD><TD>Presumption of denial</TD>
<TD>88 FR 13675, 3/6/23.</TD></TR>
<TR><TD></TD><TD>Great Wall Research Academy, a.k.a., the following one alias:<br/>—GWRA; <I>and the following two
subordinate institutions:</I><br/>—Institute of Lenses, a.k.a., the following one alias:<br/>—Lens Institute; and
<br/>—Mirror Factory.<br/>The following addresses apply to the entity and to the two subordinate institutions:
50 Long Road, Xi'an, China.</TD><TD>For all items subject to the EAR</TD><TD>See § 744.3(d)</TD>
<TD>64 FR 28909, 5/28/99.</TD></TR>
<TR><TD></TD><TD>Address 01, Unit D, 16/F One Place, 18 Luard Rd, Wan Chai, Hong Kong.</TD><TD>For items on the
CCL and EAR99 items listed in supplement no. 7 to part 746 of the EAR</TD><TD>Policy of denial</TD>
<TD>89 FR 51652, 6/18/24.</TD></TR>
<TR><TD></TD><TD>Bel Tele LLC, a.k.a., the following one alias:<br/>—BelTele LLC. 5 Lenin Ave., Minsk, 220036,
Belarus.</TD><TD>For all items subject to the EAR, see §§ 734.9(e)<sup>1</sup> and 744.11 of the EAR<sup>2</sup>
</TD><TD>Presumption of denial</TD><TD>84 FR 43495, 8/21/19.</TD></TR>
</TBODY></TABLE></DIV></DIV></DIV9>
<DIV9 N="Supplement No. 6 to Part 744" TYPE="APPENDIX"><HEAD>Supplement No. 6 to Part 744—Unverified List</HEAD>
<TABLE><TR><TH>Country</TH><TH>Listed person and address</TH><TH>Federal Register citation</TH></TR>
<TR><TD>UNITED ARAB EMIRATES</TD><TD>Palm Trading FZE, Office 4, Deira, Dubai, United Arab Emirates.</TD>
<TD>84 FR 14610, 4/11/19.</TD></TR></TABLE></DIV9>
<DIV9 N="Supplement No. 7 to Part 744" TYPE="APPENDIX"><HEAD>Supplement No. 7 to Part 744—MEU List</HEAD>
<TABLE><TR><TD>BURMA</TD><TD>[Reserved]</TD><TD></TD></TR>
<TR><TD>CHINA, PEOPLE'S REPUBLIC OF</TD><TD>The following two subordinate institutions of Sky Engine Group:<br/>
—Sky Blade Co. Ltd.; and<br/>—Sky Bolt Co. Ltd.<br/>No. 1 Hangkong Road, Mianyang, China.</TD>
<TD>85 FR 83799, 12/23/2020.</TD></TR></TABLE></DIV9></DIV5>
"""

CFR_TEXT = """Supplement No. 4 to Part 744—Entity List

This Supplement lists certain entities.

Country\tEntity\tLicense requirement\tLicense review policy\tFederal Register citation
\tAFGHANISTAN
\tEmal Road Company (ERC), a.k.a., the following two aliases:
—Imal Road Company; and
—Aimal Company.
Kolola Pushta, Kabul, Afghanistan, and Dasht Qala, Takhar Province, Afghanistan.
\tFor all items subject to the EAR. (See § 744.11 of the EAR)
\tPresumption of denial
\t77 FR 25057, 4/27/12.
\t
\tCHINA, PEOPLE'S REPUBLIC OF
\tWayne Wei, a.k.a., the following one alias:
—Wang Wei.
Room 1811, B Bldg., Shenzhen, China.
\tFor all items subject to the EAR (See § 744.11 of the EAR)
\tPresumption of denial
\t87 FR 38925, 6/30/22.
\tBeihai Institute (BI) subordinate institution:
Beihai Bowei Co., Ltd., a.k.a., the following one alias:
—Bowei.
113 Hezuo Road, Beihai, China.
\tFor all items subject to the EAR (See §§ 734.9(e)(2) and 744.11 of the EAR) 4
\tPresumption of denial
\t83 FR 37427, 8/1/18.
\t1 For this entity, "items subject to the EAR" includes foreign-produced items.
\t[63 FR 64325, Nov. 19, 1998, as amended]
Supplement No. 5 to Part 744—Procedures
Supplement No. 7 to Part 744—'Military End-User' (MEU) List
\tCountry\tEntity\tFederal Register citation
\tRUSSIA\tVolna Plant JSC, 4 Lenin Street, Perm, Russia.\t85 FR 83799, 12/23/2020.
"""

OFAC = {
    "sdn.csv": b'36,"ISLA AIR",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n'
    b'50,"RUIZ, Ana","individual","SDNTK] [SDGT","Manager",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,'
    b"\"DOB 1984; nationality Peru; Passport 304555 (Peru); a.k.a. 'LA JEFA'.\"\r\n\x1a",
    "alt.csv": b'36,12,"aka","AIR ISLA",-0- \r\n',
    "add.csv": b'36,25,-0- ,"Havana","Cuba",-0- \r\n50,26,"Calle 2","Lima 15","Peru",-0- \r\n',
}

OFAC_XML = """<?xml version="1.0" standalone="yes"?>
<sdnList xmlns="https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML">
<publshInformation><Publish_Date>09/18/2026</Publish_Date><Record_Count>2</Record_Count></publshInformation>
<sdnEntry><uid>36</uid><lastName>ISLA AIR</lastName><sdnType>Entity</sdnType>
<programList><program>CUBA</program></programList>
<akaList><aka><uid>12</uid><type>a.k.a.</type><category>strong</category><lastName>AIR ISLA</lastName></aka></akaList>
<addressList><address><uid>25</uid><city>Havana</city><country>Cuba</country></address></addressList>
<idList><id><uid>9</uid><idType>Tax ID No.</idType><idNumber>7704</idNumber><idCountry>Cuba</idCountry></id></idList>
</sdnEntry>
<sdnEntry><uid>50</uid><firstName>Ana</firstName><lastName>RUIZ</lastName><sdnType>Individual</sdnType>
<programList><program>SDNTK</program></programList></sdnEntry></sdnList>
"""

OFAC_ADVANCED = """<?xml version="1.0" encoding="utf-8"?>
<Sanctions xmlns="https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ADVANCED_XML">
<DateOfIssue CalendarTypeID="1"><Year>2026</Year><Month>5</Month><Day>21</Day></DateOfIssue>
<ReferenceValueSets>
<CountryValues><Country ID="1">China</Country><Country ID="2">undetermined</Country></CountryValues>
<FeatureTypeValues><FeatureType ID="25">Location</FeatureType><FeatureType ID="26">Title</FeatureType>
<FeatureType ID="13">SWIFT/BIC</FeatureType></FeatureTypeValues>
<IDRegDocTypeValues><IDRegDocType ID="7">Unified Social Credit Code (USCC)</IDRegDocType></IDRegDocTypeValues>
<ListValues><List ID="80">SDN List</List><List ID="81">Non-SDN CMIC List</List>
<List ID="82">Consolidated List</List></ListValues>
<LocPartTypeValues><LocPartType ID="51">ADDRESS1</LocPartType><LocPartType ID="54">CITY</LocPartType>
</LocPartTypeValues>
<NamePartTypeValues><NamePartType ID="20">Last Name</NamePartType><NamePartType ID="21">First Name</NamePartType>
<NamePartType ID="25">Entity Name</NamePartType></NamePartTypeValues>
<PartySubTypeValues><PartySubType ID="1" PartyTypeID="4">Vessel</PartySubType>
<PartySubType ID="3" PartyTypeID="2">Unknown</PartySubType><PartySubType ID="4" PartyTypeID="1">Unknown</PartySubType>
</PartySubTypeValues>
<PartyTypeValues><PartyType ID="1">Individual</PartyType><PartyType ID="2">Entity</PartyType>
<PartyType ID="4">Transport</PartyType></PartyTypeValues>
<SanctionsTypeValues><SanctionsType ID="1">Program</SanctionsType><SanctionsType ID="9">Block</SanctionsType>
</SanctionsTypeValues>
</ReferenceValueSets>
<Locations><Location ID="500"><LocationCountry CountryID="1" CountryRelevanceID="1413"/>
<LocationPart LocPartTypeID="54"><LocationPartValue Primary="true"><Comment/><Value>Wuhan</Value></LocationPartValue>
</LocationPart><LocationPart LocPartTypeID="51"><LocationPartValue Primary="false"><Value>武汉</Value>
</LocationPartValue><LocationPartValue Primary="true"><Value>9 Lake Road</Value></LocationPartValue></LocationPart>
</Location></Locations>
<IDRegDocuments><IDRegDocument ID="70" IDRegDocTypeID="7" IdentityID="91" IssuedBy-CountryID="1">
<IDRegistrationNo>91420000XA005UCQ5P</IDRegistrationNo></IDRegDocument></IDRegDocuments>
<DistinctParties>
<DistinctParty FixedRef="9001"><Profile ID="9001" PartySubTypeID="3">
<Identity ID="91" FixedRef="9001" Primary="true" False="false">
<Alias FixedRef="9001" AliasTypeID="1400" Primary="false" LowQuality="false"><DocumentedName ID="3">
<DocumentedNamePart><NamePartValue NamePartGroupID="g" ScriptID="220">武汉光学</NamePartValue></DocumentedNamePart>
</DocumentedName></Alias>
<Alias FixedRef="9001" AliasTypeID="1403" Primary="true" LowQuality="false"><DocumentedName ID="1">
<DocumentedNamePart><NamePartValue NamePartGroupID="g" ScriptID="215">WUHAN OPTICS GROUP</NamePartValue>
</DocumentedNamePart></DocumentedName></Alias>
<NamePartGroups><MasterNamePartGroup><NamePartGroup ID="g" NamePartTypeID="25"/></MasterNamePartGroup></NamePartGroups>
</Identity>
<Feature ID="5" FeatureTypeID="25"><FeatureVersion ID="6"><VersionLocation LocationID="500"/></FeatureVersion></Feature>
<Feature ID="7" FeatureTypeID="13"><FeatureVersion ID="8"><VersionDetail DetailTypeID="1432">WOGRCNBJ</VersionDetail>
</FeatureVersion></Feature>
</Profile></DistinctParty>
<DistinctParty FixedRef="9002"><Profile ID="9002" PartySubTypeID="4"><Identity ID="92" Primary="true">
<Alias AliasTypeID="1403" Primary="true"><DocumentedName ID="2"><DocumentedNamePart>
<NamePartValue NamePartGroupID="h">Mei</NamePartValue></DocumentedNamePart><DocumentedNamePart>
<NamePartValue NamePartGroupID="i">TANG</NamePartValue></DocumentedNamePart></DocumentedName></Alias>
<NamePartGroups><MasterNamePartGroup><NamePartGroup ID="h" NamePartTypeID="21"/></MasterNamePartGroup>
<MasterNamePartGroup><NamePartGroup ID="i" NamePartTypeID="20"/></MasterNamePartGroup></NamePartGroups></Identity>
</Profile></DistinctParty></DistinctParties>
<SanctionsEntries>
<SanctionsEntry ID="1" ProfileID="9001" ListID="81"><EntryEvent ID="1" EntryEventTypeID="1">
<Date CalendarTypeID="1"><Year>2021</Year><Month>6</Month><Day>3</Day></Date></EntryEvent>
<SanctionsMeasure ID="1" SanctionsTypeID="1"><Comment>CMIC-EO13959</Comment></SanctionsMeasure>
<SanctionsMeasure ID="2" SanctionsTypeID="9"><Comment>not a program</Comment></SanctionsMeasure></SanctionsEntry>
<SanctionsEntry ID="2" ProfileID="9002" ListID="82"><EntryEvent ID="2"><Date><Year>2020</Year><Month>1</Month>
<Day>10</Day></Date></EntryEvent>
<SanctionsMeasure ID="3" SanctionsTypeID="1"><Comment>NS-PLC</Comment></SanctionsMeasure></SanctionsEntry>
</SanctionsEntries></Sanctions>
"""

DPL = (
    '"Name"\t"Street_Address"\t"City"\t"State"\t"Country"\t"Postal_Code"\t"Effective_Date"\t"Expiration_Date"\t'
    '"Standard_Order"\t"Last_Update"\t"Action"\t"FR_Citation"\n'
    '"RUTA KALNINA"\t"1 ELM ST"\t"TUCSON"\t"AZ"\t""\t"85701"\t"03/11/2021"\t"03/11/2031"\t"Y"\t"2021-03-20"\t'
    '"F.R. NOTICE ADDED"\t"86 F.R. 1 3/20/2021"\n'
    '"BLAU DIGITAL"\t"HAUS 21"\t"BONN"\t""\t"DE"\t""\t"09/10/1981"\t""\t"N"\t"2000-03-27"\t""\t"46 F.R. 2"\n'
)

PARSED = """{"list_id": "bis-entity-list", "source_file": "x.txt", "extracted": "2026-07-09", "count": 4, "entities": [
{"name": "Tako Mikro LLC", "aliases": ["Taco Mikro LLC."], "country": "Armenia", "address":
 "the following one alias: 17 Sevan Street, Yerevan, Armenia.", "federal_register": "88 FR 1, 4/17/23",
 "notes": "For all items subject to the EAR (See §§ 734.9(g),3 746.8(a)(3), and 744.21(b) of the EAR)"},
{"name": "Beihai Institute (BI) subordinate institution: Beihai Bowei", "aliases": [], "country": "China",
 "address": null, "notes": "All items subject to the EAR except for: crude oil, natural g..."},
{"name": "Alex Iv", "aliases": ["Alexander Iv, 7150 Rue Noir, Montreal, QC, H8N 2Z6 Canada"], "country": "Canada",
 "address": null, "notes": "For all items subject to the EAR. (See § 744.11 of the EAR)"},
{"name": "Address 02", "aliases": [], "country": "China", "address": "Unit 4, Hong Kong.", "notes": "For EAR99 items"}]}
"""

REGISTRY = """[{"addresses": ["Islamic Republic of Iran"], "aliases": ["Faratek"], "country": "jp", "date_added": null,
 "entity_name": "Faratek Co. （法拉公司）", "entity_type": "organization", "id": "jp-eul-1", "last_verified": "2026-07-20",
 "list_id": "jp-end-user-list", "reason": "N", "source_list_name": "EUL", "source_url": "https://example.org"},
{"addresses": ["People's Republic of China Karat Bau Co., Ltd."], "aliases": [], "country": "jp", "date_added": null,
 "entity_name": "", "entity_type": "organization", "id": "jp-eul-2", "last_verified": "2026-07-20",
 "list_id": "jp-end-user-list", "reason": "M", "source_list_name": "EUL", "source_url": ""},
{"addresses": ["日本山形县鹤岗市"], "aliases": ["北星株式会社"], "country": "cn", "date_added": "2026-06-29",
 "entity_name": "Hokusei Co., Ltd.", "entity_type": "organization", "id": "cn-att-1", "last_verified": "2026-07-19",
 "list_id": "cn-attention-list", "reason": "x", "source_list_name": "关注名单", "source_url": ""},
{"addresses": [], "aliases": [], "country": "cn", "date_added": "2025-09-25",
 "entity_name": "海洋公司（Oceanics Inc.）等3家实体", "entity_type": "organization", "id": "cn-uel-3",
 "last_verified": "2026-07-19", "list_id": "cn-unreliable-entity-list", "reason": "y", "source_url": ""}]
"""

METI = (
    '﻿No.,国名、地域名 Country or Region,企業名、組織名 Company or Organization,別名 Also Known As,懸念区分 Type of WMD\n'
    '1,イスラム共和国 Islamic Republic of Iran,Faratek Company,"・Faratek\n・Fara Co.",N\n'
    "2,North Korea,Korea Mangyong Trading (朝鮮萬景貿易),,\"M,N\"\n"
)

JAPAN = """○ 輸出等に係る禁止措置の対象となるロシア連邦の団体（令和四年外務省告示第八十二号）
指定日：2022 年03月01 日
最終更新日：2025 年09 月12 日
１ 株式会社ノルド造船所
Nord Shipyard JSC
所在地：203, Fontanka Emb., St. Petersburg, Russia.
２ 株式会社ヴォルナ（別称、Volna Zavod 及び VZ
Remservis）
Volna Plant JSC, a.k.a., the following two aliases:
-Volna Zavod; and
-VZ Remservis.
所在地：24 Lenin Street, Perm, Russia; and 3 Kirov
Street, Kazan, Russia.3 アルファ・グループAlfa Machinery Group
別称：AMG社; 有限会社 AMG
LLC Company AMG; Kompaniya AMG
所在地：ul. Kuskovskaya, 20A, Moscow 111141, Russia
"""

HISTORY = (
    "Name,Clean Name,Alias,Previous Name,Parent Name,Note,Start date,End date,Source Url\n"
    '"Sky Engine Co., Ltd (SE)*","Sky Engine Co., Ltd",SE,,Sky Group,,2021-06-03,2024-01-31,\n'
    "Blue Wave Inc.,Blue Wave Inc.,,,,note,2025-01-07,,https://example.org\n"
)

CURATED = (
    "Type,Name,Alias,Country,Topics,Program,Date,End date,Source URL\n"
    "Organization,Directorate of Signals,DS,CU,export.control,US-BIS-MIEU,2021-03-16,,https://example.org\n"
)

EU = (
    "celex,recordId,annex,measure,startDate,reason,schema,name,alias,country,registrationNumber,imoNumber,address\n"
    "32014R0833,1,IV,Export control,12.9.2014,,LegalEntity,JSC Volna,АО Волна; Wave,,7704730655 (Tax ID/INN),,"
    '"1 Lenin Street, Perm, Russian Federation"\n'
    "32014R0833,2,XLII,Transport,25.2.2025,,Vessel,Bull,,,,9292503,\n"
    "32014R0833,3,XLVII.A,Transport,25.2.2025,,Asset,Port of Nowhere,,,,,\n"
)

TAIWAN = (
    "﻿項次item,名稱name,別名alias,國家代碼country code,地址address,護照號碼ID Number\r\n"
    "1,KUNLUN CHIP WORKS; 簡體中文：昆仑芯片厂,KCW; 崑崙晶片廠,CN,i) Lake Road 5 Beijing ii) Gate Road 6 Xian,\r\n"
    '2,"IVANOV, Ivan（永久參考號：QDi.1）",,RU;BY,,AB123\r\n'
    "3,,,,,\r\n"
)

FTM = """{"id": "NK-1", "schema": "Company", "caption": "Volna Plant JSC", "properties": {"name": ["Volna Plant JSC"], "alias": ["АО Волна"], "country": ["ru"], "innCode": ["7704730655"], "addressEntity": ["addr-1"], "topics": ["sanction"]}}
{"id": "addr-1", "schema": "Address", "properties": {"full": ["1 Lenin Street, Perm"], "country": ["ru"]}}
{"id": "s-1", "schema": "Sanction", "properties": {"entity": ["NK-1"], "program": ["EU-RUS"], "startDate": ["2022-02-25"], "authorityId": ["2022/332"]}}
{"id": "p-1", "schema": "Identification", "properties": {"holder": ["NK-2"], "type": ["Passport"], "number": ["AB123"]}}
{"id": "NK-2", "schema": "Person", "caption": "Ivan Ivanov", "properties": {"name": ["Ivan Ivanov"], "nationality": ["ru"]}}
{"id": "o-1", "schema": "Ownership", "properties": {"owner": ["NK-2"], "asset": ["NK-1"]}}
"""

HOUSE = """{"id": "US-EL-00001", "list": "US-EL", "name": "Nordlicht", "aliases": [], "native_names": ["北光"], "country": "China", "address": "Road 1, Kunming, China; and Road 2, Xian, China.", "listed": null, "citation": "89 FR 1", "type": "entity", "identifiers": [], "notes": "For all items subject to the EAR (See § 744.11 of the EAR) 5"}
{"id": "CN-MOFCOM-00001", "list": "CN-MOFCOM", "name": "Hokusei", "aliases": [], "native_names": ["北星株式会社"], "country": null, "address": null, "listed": "2026-02-24", "citation": "关注名单 (Attention List)", "type": "entity", "identifiers": ["7704730655 (Tax ID/INN)"], "notes": null}
"""

PLAIN = (
    "key,name,aliases,kind,countries,addresses,identifiers,since,to,footnotes,notes\n"
    '1,ACME Chips,Acme; 艾克米,entity,China; HK,"1 Road, Xian | 2 Road, Hong Kong",USCC:91110000MA005UCQ5P,'
    "2023-12-23,,-,own list\n"
)
