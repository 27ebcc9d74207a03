"""A table of a real Postgres: read in the order of its key, with its types, every digit of its numbers."""

import psycopg
import pytest

from licet.batch.sources import open_source
from licet.errors import InputError
from tests.batch.batches import answers_of
from tests.real_postgres import a_postgres


@pytest.fixture(scope="module")
def address():
    """The address of a Postgres with a few tables."""
    with a_postgres() as held_at:
        with psycopg.connect(held_at, autocommit=True) as held:
            held.execute("CREATE SCHEMA sales")
            held.execute(
                "CREATE TABLE sales.lines (number integer PRIMARY KEY, item text, destination text, "
                '"end_user.country" text, price numeric, paid boolean, day date)'
            )
            held.execute(
                "INSERT INTO sales.lines SELECT n, 'nvidia-h200', (ARRAY['CN', 'NO', NULL])[n % 3 + 1], 'NO', "
                "n + 0.10000000000000000001, n % 2 = 0, '2026-01-01' FROM generate_series(500, 1, -1) n"
            )
            held.execute("CREATE TABLE plain AS SELECT 'nvidia-h200' AS item, 'CN' AS destination")
        yield held_at


def test_a_table_is_read_in_the_order_of_its_key_and_keeps_its_values(batch, tmp_path, address):
    summary = batch(f"{address}#sales.lines", tmp_path / "out.parquet", rows=64)
    found = answers_of(tmp_path / "out.parquet")
    assert summary.rows == 500
    assert found["number"].to_list() == [str(number) for number in range(1, 501)]
    assert found["price"][0] == "1.10000000000000000001"
    assert (found["paid"][0], found["day"][0]) == ("false", "2026-01-01")
    assert found["destination"].to_list()[:3] == ["NO", None, "CN"]
    assert found["status"].null_count() == 0


def test_a_table_without_a_key_and_a_query_are_read_too(batch, tmp_path, address):
    assert batch(f"{address}#plain", tmp_path / "a.csv").rows == 1
    query = "SELECT item, destination AS to, '100%' AS share FROM sales.lines WHERE number <= 7 ORDER BY number DESC"
    assert batch(f"{address}#{query}", tmp_path / "b.csv").rows == 7
    assert set(answers_of(tmp_path / "b.csv")["share"]) == {"100%"}


def test_nothing_is_ever_written_to_the_database(address):
    with pytest.raises(InputError, match="Postgres says"):
        open_source(f"{address}#WITH gone AS (DELETE FROM plain RETURNING *) SELECT * FROM gone")  # noqa: S608
    with psycopg.connect(address) as held:
        assert held.execute("SELECT count(*) FROM plain").fetchone() == (1,)


@pytest.mark.parametrize(
    ("named", "said"),
    [("#nowhere", "nowhere"), ("", "no table is named"), ("#select broken", "Postgres says")],
)
def test_what_is_not_there_is_told(address, named, said):
    with pytest.raises(InputError, match=said):
        open_source(f"{address}{named}")


def test_a_server_that_does_not_answer_is_told():
    with pytest.raises(InputError, match="Postgres says"):
        open_source("postgresql://127.0.0.1:1/none#t")
