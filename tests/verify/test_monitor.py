"""A whole log, read again from its files; and two checkpoints held against each other."""

import json
import shutil
import tracemalloc
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from licet_verify.command import main as verify
from licet_verify.monitor import main, monitor
from licet_verify.sources import source_of
from licet_verify.tiles import tile_path
from licet_verify.trust import trust_of
from licet_verify.witness.protocol import request_body
from tests.verify.story import COUNTED, RESULT, story
from tests.verify.writer import LOG, WITNESS, TinyLog, at, proof_of, write_tiles

TRUST = trust_of([LOG.vkey], [WITNESS.vkey])


def grown(count=700):
    log = TinyLog()
    for n in range(count):
        log.append(str(n % 90), public={"n": n}, time=at(0) + n)
    return log


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    log = grown()
    return log, log.folder(tmp_path_factory.mktemp("log") / "log", log.checkpoint(cosigned=at(1)))


@pytest.fixture
def copy(large, tmp_path):
    return shutil.copytree(large[1], tmp_path / "log")


def test_paths_are_those_of_the_specification():
    assert tile_path(0, 1234067) == "tile/0/x001/x234/067"
    assert tile_path(2, 0, 1) == "tile/2/000.p/1"
    assert tile_path("entries", 273, 112) == "tile/entries/273.p/112"


def test_a_whole_log_holds(large):
    report, _ = monitor(source_of(str(large[1])), TRUST)
    assert report.findings == []
    assert any("every tile is there" in each for each in report.holds)
    assert any("90 cases" in each for each in report.holds)


def test_a_log_in_a_zip_file_or_on_the_web_holds(large, tmp_path):
    file = shutil.make_archive(str(tmp_path / "log"), "zip", large[1])
    assert monitor(source_of(file), TRUST)[0].findings == []

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=large[1])) as server:
        thread = Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        report, _ = monitor(source_of(f"http://127.0.0.1:{server.server_address[1]}/"), TRUST)
        server.shutdown()
        thread.join()
    assert report.findings == []


def test_a_changed_entry_is_named(copy):
    file = copy / "tile/entries/001"
    file.write_bytes(file.read_bytes().replace(b'"n":300', b'"n":301'))
    report, _ = monitor(source_of(str(copy)), TRUST)
    assert "wrong_root" in report.counts
    assert "entry 300" in [each.where for each in report.findings]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("tile/entries/001", "deleted_entry"),
        ("tile/0/001", "wrong_root"),
        ("tile/1/000.p/2", "wrong_root"),
    ],
)
def test_a_missing_or_false_tile_is_named(copy, path, code):
    file = copy / path
    data = file.read_bytes()
    for damage in (data[:-1], data[:-32] + b"x" * 32, None):
        if damage is None:
            file.unlink()
        else:
            file.write_bytes(damage)
        if path.startswith("tile/entries") and damage == data[:-32] + b"x" * 32:
            continue
        report, _ = monitor(source_of(str(copy)), TRUST)
        assert code in report.counts
        assert any(path in f"{each.where} {each.what}" for each in report.findings)


def test_a_full_tile_may_stand_in_for_a_partial_one(large, tmp_path):
    log, folder = large
    copy = shutil.copytree(folder, tmp_path / "log")
    (copy / "checkpoint").write_bytes(log.checkpoint(300, at(1)))
    shutil.copy(copy / "tile/1/000.p/2", copy / "tile/1/000")
    assert monitor(source_of(str(copy)), TRUST)[0].findings == []


def test_the_monitor_keeps_what_it_saw(large, tmp_path, capsys):
    log, folder = large
    copy, kept = shutil.copytree(folder, tmp_path / "log"), tmp_path / "kept"
    words = [str(copy), "--key", LOG.vkey, "--keep", str(kept)]
    write_tiles(copy, log.entries[:300], log.checkpoint(300, at(1)))
    assert main(words) == 0
    (copy / "checkpoint").write_bytes(log.checkpoint(700, at(1)))
    assert main(words) == 0
    assert "begins with exactly the 300 entries" in capsys.readouterr().out
    # The backup comes back.
    (copy / "checkpoint").write_bytes(log.checkpoint(300, at(1)))
    assert main([*words, "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["counts"] == {"old_backup_restored": 1}
    assert kept.read_bytes() == log.checkpoint(700, at(1))
    assert main([str(copy)]) == 2


def test_another_log_of_the_same_name_is_a_fork(large):
    other = TinyLog()
    for n in range(300):
        other.append(str(n), time=at(0) + n)
    report, _ = monitor(source_of(str(large[1])), TRUST, [("mine", other.checkpoint())])
    assert set(report.counts) == {"fork"}


def test_the_monitor_recomputes_figures(tmp_path):
    log = story()
    place = log.folder(tmp_path / "log", log.checkpoint(cosigned=at(20, 1)))
    (tmp_path / "good").write_bytes(log.statement(COUNTED, RESULT))
    (tmp_path / "bad").write_bytes(log.statement(COUNTED[1:], RESULT))
    assert main([str(place), "--key", LOG.vkey, "--statistics", str(tmp_path / "good")]) == 0
    assert main([str(place), "--key", LOG.vkey, "--statistics", str(tmp_path / "bad")]) == 1


def test_memory_does_not_grow_with_the_log(tmp_path):
    def peak(count):
        log = grown(count)
        folder = log.folder(tmp_path / str(count), log.checkpoint())
        tracemalloc.start()
        try:
            assert not monitor(source_of(str(folder)), TRUST)[0].findings
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert peak(5000) < 1.3 * peak(2500)


def consistency(tmp_path, old, new, *words):
    (tmp_path / "old").write_bytes(old)
    if isinstance(new, bytes):
        (tmp_path / "new").write_bytes(new)
        new = tmp_path / "new"
    return verify(["--consistency", str(tmp_path / "old"), str(new), "--key", LOG.vkey, *words])


def test_consistency_from_tiles_from_a_request_and_without_a_proof(large, tmp_path, capsys):
    log, folder = large
    for size in (0, 1, 255, 256, 257, 512, 699, 700):
        assert consistency(tmp_path, log.checkpoint(size), folder) == 0
    request = request_body(300, proof_of(300, log.leaves), log.checkpoint())
    assert consistency(tmp_path, log.checkpoint(300), request) == 0
    capsys.readouterr()
    assert consistency(tmp_path, log.checkpoint(300), log.checkpoint()) == 3
    assert "no proof was given" in capsys.readouterr().out
    assert consistency(tmp_path, log.checkpoint(), log.checkpoint()) == 0
    assert consistency(tmp_path, log.checkpoint(), log.checkpoint(300)) == 1
    assert "old_backup_restored" in capsys.readouterr().out


def test_consistency_tells_a_fork(large, tmp_path, capsys):
    log, folder = large
    other = story()
    assert consistency(tmp_path, other.checkpoint(), folder) == 1
    assert "fork: " in capsys.readouterr().out
    assert consistency(tmp_path, other.checkpoint(), log.checkpoint(16)) == 1
    assert consistency(tmp_path, TinyLog("log.test/other").checkpoint(), folder) == 2


def test_consistency_without_keys_says_so(large, tmp_path, capsys):
    (tmp_path / "old").write_bytes(large[0].checkpoint(300))
    assert verify(["--consistency", str(tmp_path / "old"), str(large[1])]) == 3
    assert "who signed either checkpoint" in capsys.readouterr().out
