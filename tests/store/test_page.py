"""The page on keeping records shows what its commands print."""

import pytest

from licet.settings import read_settings
from licet.store import store as module
from tests.store.conftest import ACME, DAY, Clock, answer, edition
from utils.refresh_examples import ROOT, examples, first_lost, runner

PAGE = ROOT / "docs" / "keeping-records.md"


@pytest.mark.usefixtures("library")
def test_the_page_shows_what_its_commands_print(monkeypatch, tmp_path):
    monkeypatch.setenv("LICET_HOME", str(tmp_path))
    monkeypatch.setattr(module, "now", Clock())
    lost = []
    with runner() as run:
        for each in examples(PAGE):
            if each.command.startswith("licet worklist"):
                with module.Store.open(read_settings(), module.now) as store:
                    found = [answer("Acme Work", ACME, ref="SO-1")]
                    store.record_run(found, [edition(ACME)], on=DAY)
            if "purge" in each.command:
                run.run("licet officer change boris --may override", each.files)
            printed, _ = run.run(each.command, each.files)
            lost.append((each.command, first_lost(each.shown, printed)))
    assert len(lost) == 12
    assert [each for each in lost if each[1] is not None] == []
