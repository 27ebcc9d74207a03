"""Chinese characters, and Japanese and Korean names written in them, as words."""

import pytest

from licet.names import han, japanese
from licet.names.canonical import readings
from licet.names.glossed import LEGAL, Terms, meant
from licet.names.words import BRAND, GENERAL, NUMBER, PLACE, READ, Word


def said(text: str) -> list[list[str]]:
    return [[word.text for word in way] for way in han.ways(text)]


@pytest.mark.parametrize(
    ("typed", "meant_"),
    [
        ("華為", "华为"), ("長江存儲", "长江存储"), ("龍芯", "龙芯"), ("臺灣", "台湾"),
        ("東電気", "东电气"), ("研究所", "研究所"), ("", ""), ("abc", "abc"),
    ],
)  # fmt: skip
def test_simplified(typed: str, meant_: str) -> None:
    assert han.simplified(typed) == meant_


@pytest.mark.parametrize(
    ("native", "brand"),
    [
        ("华为", "huawei"), ("海思", "hisilicon"), ("浪潮", "inspur"), ("腾讯", "tencent"),
        ("寒武纪", "cambricon"), ("龙芯", "loongson"), ("海康威视", "hikvision"), ("长鑫存储", "changxin"),
        ("北方华创", "naura"), ("拓荆", "piotech"), ("商汤", "sensetime"), ("旷视", "megvii"),
    ],
)  # fmt: skip
def test_a_brand_is_read_by_its_own_spelling_and_its_pinyin(native: str, brand: str) -> None:
    ways = han.ways(native + "科技有限公司")
    words = [word for way in ways for word in way]
    assert any(word.text == brand and word.kind == BRAND for word in words)
    pinyin = han.pinyin(native)
    assert brand == pinyin or any(
        pinyin in (word.text, *word.other) or word.kind == READ for word in words
    )


@pytest.mark.parametrize(
    ("native", "english"),
    [
        ("半导体", ["semiconductor"]), ("研究所", ["research", "institute"]),
        ("集成电路", ["integrated", "circuit"]), ("大学", ["university"]), ("贸易", ["trading"]),
        ("设备", ["equipment"]), ("光电", ["optoelectronic"]),
    ],
)  # fmt: skip
def test_a_generic_word_is_translated(native: str, english: list[str]) -> None:
    assert english in said(native)


@pytest.mark.parametrize(
    "form",
    ["有限公司", "股份有限公司", "有限责任公司", "集团股份有限公司"],
)
def test_a_legal_form_is_dropped(form: str) -> None:
    for way in said("恒岳" + form):
        assert "hengyue" in way[0]
        assert not {"youxian", "gongsi", "limited"} & set(way)


def test_what_no_table_knows_is_read_by_its_sound() -> None:
    (word,) = han.sound("恒岳")
    assert (word.text, word.kind, word.shown) == ("hengyue", READ, "恒岳")


@pytest.mark.parametrize(
    ("numeral", "digits"),
    [("第十三研究所", "13"), ("第五十五研究所", "55"), ("十三所", "13"), ("第13研究所", "13"), ("第九研究院", "9")],
)  # fmt: skip
def test_numerals_are_digits(numeral: str, digits: str) -> None:
    numbers = {word.text for word in han.ways(numeral)[0] if word.kind == NUMBER}
    assert numbers == {digits}


@pytest.mark.parametrize("place", ["上海", "深圳", "北京", "无锡", "广东"])
def test_a_place_is_a_place(place: str) -> None:
    (word, *_) = han.ways(place + "恒岳")[0]
    assert word.kind == PLACE


def test_hong_kong_sounds_stand_beside_pinyin() -> None:
    (word,) = han.sound("永隆")
    assert word.text == "yonglong"
    assert any("lung" in other for other in word.other)


def test_korean_sounds_where_the_name_says_korea() -> None:
    korea = [word for way in han.ways("朝鲜富强") for word in way if word.kind == READ]
    plain = [word for way in han.ways("富强") for word in way if word.kind == READ]
    assert any("pugang" in word.other for word in korea)
    assert all("pugang" not in word.other for word in plain)


def test_at_most_four_ways() -> None:
    for text in ("中芯国际集成电路制造有限公司", "北方华创微电子", "中国电子科技集团公司"):
        assert 1 <= len(han.ways(text)) <= 4
        assert len(set(han.ways(text))) == len(han.ways(text))


@pytest.mark.parametrize("text", ["", "、。", "「」"])
def test_nothing_to_read(text: str) -> None:
    assert said(text) in ([], [[]])


@pytest.mark.parametrize(
    "name",
    ["株式会社桜川電機", "桜川電機(株)", "㈱桜川電機", "桜川電機株式会社"],
)
def test_a_japanese_firm_is_read_by_japanese_sounds(name: str) -> None:
    found = {word.text for way in readings(name) for word in way.words}
    assert "sakuragawa" in found
    assert not {"kabushiki", "kaisha", "zhushihuishe"} & found


def test_katakana_by_sound() -> None:
    assert japanese.romaji("サクラガワ") == "sakuragawa"
    assert [word.text for word in japanese.ways("ファーウェイ")[0]] == ["huawei"]


def test_katakana_of_any_width_is_one() -> None:
    assert readings("ﾌｧｰｳｪｲ") == readings("ファーウェイ")


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("華為技術有限公司", "华为技术有限公司"),
        ("長江存儲科技有限責任公司", "长江存储科技有限责任公司"),
        ("哈爾濱工業大學", "哈尔滨工业大学"),
    ],
)
def test_traditional_and_simplified_are_read_alike(name: str, other: str) -> None:
    words = [{w.text for w in way.words} for way in readings(name)]
    assert {w.text for w in readings(other)[0].words} in words


class TestTerms:
    TABLE = Terms({"半导体": (("semiconductor",), "word"), "导体": (("conductor",), "word"), "半": (("half",), "word")})  # fmt: skip

    def test_the_longest_term_wins(self) -> None:
        assert [piece for piece, _ in self.TABLE.cut("半导体")] == ["半导体"]
        assert [piece for piece, _ in self.TABLE.cut("半导")] == ["半", "导"]

    def test_pieces_make_up_the_text(self) -> None:
        for text in ("", "x", "大半导体厂", "导导体半"):
            assert "".join(piece for piece, _ in self.TABLE.cut(text)) == text

    def test_a_brand_has_each_reading_a_generic_word_its_first(self) -> None:
        assert len(meant("x", (("acme one", "vega"), BRAND))) == 2
        assert len(meant("x", (("acme one", "vega"), "word"))) == 1
        assert meant("x", ((), LEGAL)) == [()]

    def test_single_words_carry_the_others_and_the_sound(self) -> None:
        [(word,)] = meant("贸易", (("trading", "commerce"), "word"), "maoyi")
        assert isinstance(word, Word)
        assert word.kind in (GENERAL, "general")
        assert {"commerce", "maoyi"} <= set(word.other)
