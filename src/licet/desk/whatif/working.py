"""Where scenarios are worked out: one thread of the process, told of step by step, stopped when asked."""

from __future__ import annotations

import time
import zipfile
from typing import TYPE_CHECKING

from licet.access.turns import Busy
from licet.desk.line import Line
from licet.desk.whatif.kept import (
    ALL,
    DONE,
    FAILED,
    FILES,
    STOPPED,
    WAITING,
    WORKING,
    NoSuchRun,
    Run,
    Runs,
)
from licet.desk.whatif.own import Reforms
from licet.errors import InputError, LicetError

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi import FastAPI

    from licet.service.service import Service

IN_LINE = 6
"""Scenarios that may wait for their turn in one process."""
EACH = 2
"""Scenarios of one person that may wait or be at work."""
_EVERY_SECONDS = 0.4
_MODELS = 0.94
"""The share of the work that the models are; the rest draws plots and writes files."""


class Working:
    """The one thread of a process that works scenarios out."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.runs = Runs(service.settings)
        self.reforms = Reforms(service.settings)
        self._line: Line[str] = Line("whatif", IN_LINE, self._taken, NoSuchRun)

    def start(self, run: Run, owner: str) -> Run:
        """Put a scenario in line; steps that it finished before are not done again.

        Raises:
            InputError: its owner has as many under way as one may.
            Busy: the line is full.
        """
        if run.stage == DONE or run.busy:
            return run
        if sum(each.busy and each.key != run.key for each in self.runs.of(owner)) >= EACH:
            raise InputError(f"You have {EACH} scenarios under way already. Wait for one, or stop it.")  # fmt: skip
        self.runs.stop_sign(run).unlink(missing_ok=True)
        waiting = self.runs.changed(run, stage=WAITING, step="", doing="", share=0.0, problem="")
        try:
            self._line.put(run.key)
        except Busy:
            self.runs.changed(run, stage=STOPPED)
            raise
        return waiting

    def stop(self, run: Run) -> None:
        """Ask that it stops after what it does at this moment; finished steps stay."""
        self.runs.stop_sign(run).touch()
        if not run.busy:
            self.runs.changed(run, stage=STOPPED)

    def _taken(self, key: str) -> None:
        run = self.runs.get(key)
        if run.stage == WAITING:
            self._one(run)

    def _one(self, run: Run) -> None:
        from licet.whatif.steps import Stopped

        began = time.time()
        at_work = self.runs.changed(run, stage=WORKING, started=began)
        try:
            self._worked_out(at_work)
        except Stopped:
            self.runs.changed(self.runs.get(run.key), stage=STOPPED)
        except NoSuchRun:
            raise
        except (LicetError, OSError) as error:
            self.runs.changed(at_work, stage=FAILED, problem=str(error))
        except Exception:
            self.runs.changed(at_work, stage=FAILED, problem="This is a fault of ours, and no answer. Who runs this desk finds it in its log.")  # fmt: skip
            raise
        else:
            self.runs.changed(at_work, stage=DONE, share=1.0, took=time.time() - began)

    def _worked_out(self, run: Run) -> None:
        from licet.whatif.asking import ask
        from licet.whatif.files import write
        from licet.whatif.scenario import scenario_from

        folder = self.runs.folder(run.key)
        tell = _Telling(self.runs, run)
        scenario = scenario_from(run.scenario, str(run.scenario["name"]))
        result = ask(
            scenario, self.service.library, keep=folder, reforms=self.reforms.named,
            watch=lambda step, doing, share: tell(step, doing, share * _MODELS),
        )  # fmt: skip
        tell("", "draws the plots and writes the tables", _MODELS, at_once=True)
        files = folder / FILES
        zipped(files, write(result, files), folder / ALL)


class _Telling:
    """Writes down how far a scenario is, not too often; raises ``Stopped`` where it was told to stop."""

    def __init__(self, runs: Runs, run: Run) -> None:
        self._runs, self._run = runs, run
        self._step, self._at = "", 0.0

    def __call__(self, step: str, doing: str, share: float, *, at_once: bool = False) -> None:
        from licet.whatif.steps import Stopped

        now = time.monotonic()
        if not at_once and step == self._step and now - self._at < _EVERY_SECONDS:
            return
        self._step, self._at = (
            step,
            0.0 if doing == "begins" else now,
        )  # what it does then is told at once
        if self._runs.stop_sign(self._run).exists():
            raise Stopped
        self._runs.changed(self._run, step=step, doing=doing, share=share)


def zipped(folder: Path, files: list[Path], target: Path) -> None:
    """All files of a result as one, the same bytes for the same files."""
    half = target.with_suffix(".half")
    with zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED) as out:
        for each in files:
            name = zipfile.ZipInfo(each.relative_to(folder).as_posix(), (1980, 1, 1, 0, 0, 0))
            name.compress_type = zipfile.ZIP_DEFLATED
            name.external_attr = 0o644 << 16
            out.writestr(name, each.read_bytes())
    half.replace(target)


def working_of(app: FastAPI) -> Working:
    """The thread of an application, made when it is first wanted."""
    found: Working | None = getattr(app.state, "whatif", None)
    if found is None:
        found = app.state.whatif = Working(app.state.service)
    return found
