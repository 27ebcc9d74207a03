"""A wheel carries the law: compiled, and as files that a person can read."""

import json
import shutil
import subprocess
import sys
import types
import zipfile
from importlib import util

import pytest

from licet.pack import store
from tests.conftest import ROOT

UV = ROOT / ".tools" / "bin" / "uv"


@pytest.fixture
def hook(monkeypatch):
    """The build hook, with a stand-in for the builder that calls it."""
    interface = types.ModuleType("hatchling.builders.hooks.plugin.interface")
    interface.BuildHookInterface = type("BuildHookInterface", (), {})
    for name in (
        "hatchling",
        "hatchling.builders",
        "hatchling.builders.hooks",
        "hatchling.builders.hooks.plugin",
    ):
        monkeypatch.setitem(sys.modules, name, types.ModuleType(name))
    monkeypatch.setitem(sys.modules, interface.__name__, interface)
    spec = util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    made = module.PackLaw()
    made.root = str(ROOT)
    made.app = types.SimpleNamespace(display_info=lambda _text: None)
    return made


def test_the_build_hook_puts_the_compiled_law_and_its_files_into_the_wheel(hook):
    data = {"force_include": {}}
    hook.initialize("standard", data)
    pack, *folders = data["force_include"]
    assert data["force_include"][pack] == "licet/_pack/pack.jsonl"
    carried = {folder: data["force_include"][folder] for folder in folders}
    assert carried.items() >= {
        (str(ROOT / name), f"licet/_pack/{name}") for name in ("law", "assumptions")
    }
    with open(pack, encoding="utf-8") as file:  # noqa: PTH123 - a path as the builder wants it
        library = store.Library(store._lines(file.read()))
    assert library.header["format"] == "licet-pack/2"
    assert library.concepts.by_id
    assert library.concepts.hash == library.header["concepts"]
    assert library.law.book.provisions
    hook.finalize("standard", data, "")
    assert not store.Path(pack).exists()


def test_an_editable_install_gets_no_pack(hook):
    data = {"force_include": {}}
    hook.initialize("editable", data)
    assert data["force_include"] == {}


def test_a_wheel_from_a_copy_without_law_is_refused(hook, tmp_path):
    hook.root = str(tmp_path)
    with pytest.raises(FileNotFoundError, match="A wheel of licet carries law"):
        hook.initialize("standard", {"force_include": {}})


@pytest.mark.slow
@pytest.mark.skipif(
    not UV.exists(),
    reason="there is no .tools/bin/uv; `sh test` makes it, and then this test builds a wheel",
)
def test_a_wheel_decides_by_the_law_that_it_carries(tmp_path):
    subprocess.run(  # noqa: S603 - our own interpreter
        [UV, "build", "--wheel", "--out-dir", tmp_path, ROOT], check=True, capture_output=True
    )
    [wheel] = tmp_path.glob("*.whl")
    inside = tmp_path / "inside"
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        archive.extractall(inside)
    assert "licet/_pack/pack.jsonl" in names
    assert any(name.startswith("licet/_pack/law/us/ccl/") for name in names)
    assert "licet/_pack/assumptions/README.md" in names
    code = "import json; from licet.pack.store import open_library as o; l = o(); print(json.dumps([l.header, len(l.law.book.provisions), str(l.folder), len(l.concepts.by_id)]))"
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"PYTHONPATH": str(inside)},
        capture_output=True,
        text=True,
        check=True,
    )
    header, count, folder, concepts = json.loads(done.stdout)
    assert concepts == len(store.open_library().concepts.by_id)
    assert header["law"] == store.open_library().header["law"]
    assert count == len(store.open_library().law.book.provisions)
    assert folder.startswith(str(inside))
    shutil.rmtree(inside)
