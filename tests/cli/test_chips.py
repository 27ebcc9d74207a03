"""``licet chips``: families, a search, one product."""


def test_without_a_query_families_stand_by_vendor(run):
    found = run("chips")
    assert found.code == 0
    assert "NVIDIA (" in found.out
    assert "NVIDIA H200 (2 variants)" in found.flat
    assert "products in" in found.out


def test_a_search_gives_a_table_of_figures(run):
    found = run("chips", "h200")
    assert "nvidia-h200-sxm-141gb" in found.out
    assert "15,832" in found.out
    assert "confidence" in found.out.splitlines()[0]


def test_words_of_a_query_need_no_quotes(data):
    assert data("chips", "Ascend", "910C")[0]["id"] == "huawei-ascend-910c"


def test_an_id_shows_everything_with_its_sources(run):
    found = run("chips", "nvidia-h20-sxm-96gb")
    for words in ("2,368 TPP", "2.91 TPP/mm2 worked out", "also: H20", "fp8 296", "Source:", "announced 2023-11-09"):  # fmt: skip
        assert words in found.flat


def test_unknown_figures_are_question_marks(run):
    assert " ? " in run("chips", "biren").out


def test_data_keeps_numbers_as_written(data):
    chip = data("chips", "nvidia-h20-sxm-96gb")
    assert chip["facts"]["die_area_mm2"] == "814"
    assert chip["facts"]["designed_or_marketed_for_datacenter"] is True
    assert "performance_density" in chip["worked_out"]


def test_families_as_data(data):
    found = data("chips")
    assert (
        sum(each["products"] for families in found["vendors"].values() for each in families)
        == (found["products"])
    )
