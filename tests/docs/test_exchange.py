"""The law of Xania on the page for authorities: it is taken in, it decides, and the page says what happens."""

import json
import re
from pathlib import Path

from licet.cli.main import main

PAGE = (Path(__file__).parents[2] / "docs" / "exchange.md").read_text(encoding="utf-8")
XANIA = re.search(r"```json\n(.*?)```", PAGE, re.DOTALL)[1]


def test_the_small_law_of_the_page_is_taken_in_and_decides(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("xania.json").write_text(XANIA, encoding="utf-8")
    assert main(["law", "import", "xania.json", "-o", "xania/law"]) == 0
    shown = re.search(r"\$ licet law import xania.*?\n(.*?)```", PAGE, re.DOTALL)[1]
    found = capsys.readouterr().out
    assert re.sub(r"[0-9a-f]{64}", "", found) == re.sub(r"[0-9a-f]{64}", "", shown)
    transfer = {
        "transfer": {
            "kind": "export",
            "from": "XA",
            "to": "YO",
            "item": {
                "kind": "integrated_circuit",
                "facts": {"total_processing_performance": 5000},
            },
        }
    }
    Path("transfer.yaml").write_text(json.dumps(transfer), encoding="utf-8")
    assert main(["decide", "transfer.yaml", "--law", "xania/law", "--on", "2026-06-01"]) == 12
    assert "License required" in capsys.readouterr().out


def test_the_small_law_fits_the_schema():
    from jsonschema import Draft202012Validator

    from licet.publish.schema import schema

    assert Draft202012Validator(schema()).is_valid(json.loads(XANIA))


def test_the_fault_on_the_page_is_what_import_says():
    from licet.publish.receive import receive

    wrong = XANIA.replace("total_processing_performance >= 4800 and", "total_procesing_performance >= 4800 and")  # fmt: skip
    [fault] = receive(wrong.encode()).faults
    said = re.search(r"```text\n(.*?)```", PAGE, re.DOTALL)[1]
    assert str(fault).replace(" and destination in Yonia", "") == said.rstrip()
