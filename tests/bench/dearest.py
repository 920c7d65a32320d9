"""What a hostile submission costs judge and writer together: processor time and memory.

    python -m tests.bench dearest

Both run in this one process; the sandbox, whose time and memory the submission's own limits bound,
does not count.
"""

import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from grader.engine.grading.work import Task
from grader.engine.lock import only_run
from grader.engine.run.grader import Grader
from grader.engine.sandbox.limits import Limits
from tests.graded import NAME, checks, kept_in
from tests.hostile import FOLDER, TRICKS
from tests.sample_class import FOLDER as SAMPLE

MOST_SECONDS, MOST_MEGABYTES = 2.0, 300.0
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one submission: CPU seconds, and megabytes beyond what the process had before."""

    name: str
    seconds: float
    megabytes: float


def costs(names: list[str]) -> list[Cost]:
    """Grade submissions one after the other, and write each; give what each took."""
    found = []
    work = checks(Limits(cell_seconds=5, call_seconds=1, submission_seconds=20))
    with tempfile.TemporaryDirectory() as folder, only_run(Path(folder)), Grader(work) as grader:
        submitted = Path(folder, "submitted")
        with kept_in(Path(folder), work.limits) as books:
            for name in ("perfect", "mistake_2_forward", *names):  # the first two are for warmth
                home = submitted / name
                shutil.copytree((FOLDER if name in TRICKS else SAMPLE) / name, home)
                had, started = _peak(fresh=True), time.process_time()
                graded: Any = grader.grade(work.read(name, home / NAME))
                books.write([(Task(name, home / NAME, work.digest(home / NAME)), graded)])
                spent = time.process_time() - started
                found.append(Cost(name, spent, (_peak() - had) / 2**10))
    return found[2:]


def _peak(fresh: bool = False) -> int:
    """The most memory that this process has had, in kB; from now on, if `fresh`."""
    if fresh:
        Path("/proc/self/clear_refs").write_text("5")
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0])


def measure(console: Console) -> dict[str, Any]:
    """Grade the whole hostile class."""
    with console.status(f"{len(TRICKS)} hostile submissions"):
        found = costs(sorted(TRICKS))
    return {one.name: {"seconds": one.seconds, "megabytes": one.megabytes} for one in found}


def report(console: Console, figures: dict[str, Any]) -> None:
    """Print the dearest ones, beside what they may cost."""
    for unit, most in (("seconds", MOST_SECONDS), ("megabytes", MOST_MEGABYTES)):
        table = Table(f"the dearest in judge and writer: {unit}", f"at most {most:g}")
        for name in sorted(figures, key=lambda name: -figures[name][unit])[:SHOWN]:
            table.add_row(name, f"{figures[name][unit]:.2f}")
        console.print(table)
