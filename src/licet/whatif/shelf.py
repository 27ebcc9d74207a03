"""The scenarios that come with Licet, and those that the user names by their file."""

from __future__ import annotations

from pathlib import Path

from licet.disk import carried
from licet.errors import UnknownName
from licet.whatif.scenario import Scenario, read_scenario


def scenarios_folder() -> Path:
    """Where this installation keeps its scenarios: in the wheel, or in the checkout."""
    return carried("scenarios")


def shipped() -> tuple[Scenario, ...]:
    """Every scenario of the folder, by name."""
    return tuple(read_scenario(file) for file in sorted(scenarios_folder().glob("*.toml")))


def scenario_named(name: str) -> Scenario:
    """The scenario of a file, or the shipped one of this name; ``UnknownName`` with the nearest names."""
    file = Path(name)
    if file.suffix == ".toml" or file.is_file():
        return read_scenario(file)
    inside = scenarios_folder() / f"{name}.toml"
    if inside.parent == scenarios_folder() and inside.is_file():
        return read_scenario(inside)
    known = [each.stem for each in scenarios_folder().glob("*.toml")]
    raise UnknownName("scenario, and no file with one", name, known)
