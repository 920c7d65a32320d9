"""What executes a notebook's cells: a worker in the sandbox, one for each notebook."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_output

from grader.engine.closing import Closing
from grader.engine.sandbox.clock import Budget
from grader.engine.sandbox.deaths import WorkerGone
from grader.engine.sandbox.inside.decision import FAILED
from grader.engine.sandbox.inside.handed import FILE
from grader.engine.sandbox.inside.protocol import MAX_JSON, ProtocolError, decode, encode
from grader.engine.sandbox.start import Sandbox
from grader.engine.sandbox.worker import Worker
from grader.engine.text import one_line

from .parts import parts_of
from .shown import Room, believed, plain_text

PROGRAM = "shell"
_TOLD = ("text", "future", "warned")  # of a locked cell, besides its parts
GRACE = 2.0  # seconds in which a cell that was interrupted may end by itself


@dataclass(frozen=True, slots=True)
class Cell:
    """A code cell to run.

    locked: it is the instructor's, word for word.
    test: it decides a mark.
    fresh: no cell of the student's has run before it.
    """

    source: str
    locked: bool = False
    test: bool = False
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Ours:
    """What of a submission's folder is the instructor's.

    files: those that are put back before a locked cell.
    modules: those of the files that the assignment's cells import.
    task: what the task is to change, of the names in these modules: see task.py.
    """

    files: tuple[str, ...]
    modules: tuple[str, ...]
    task: tuple[str, ...] = ()


@dataclass(slots=True)
class Ran:
    """What became of a cell.

    changed: what of the shell had been changed before this cell, and was put back.
    files: the instructor's files that were put back.
    """

    outputs: list[NotebookNode]
    late: bool = False
    changed: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)


class Kernel(Closing):
    """A worker that remembers. One that was ended is replaced, and the cells run again but that."""

    def __init__(
        self,
        sandbox: Sandbox,
        files: dict[str, bytes],
        ours: Ours,
        cell_seconds: float,
        budget: Budget,
    ) -> None:
        """Nothing starts before there is a cell to run.

        Args:
            sandbox: where it runs.
            files: what lies in its folder.
            ours: which of it is the instructor's.
            cell_seconds: of CPU time for each cell.
            budget: what the submission may still use.
        """
        self._sandbox, self._files, self._ours = sandbox, files, ours
        self._cell_seconds, self._budget = cell_seconds, budget
        self._done: list[Cell] = []
        self._room = Room()
        self._worker: Worker | None = None

    def run(self, cell: Cell) -> Ran:
        """Run a cell. What ends the worker counts as this cell's error.

        Raises:
            SandboxError: the sandbox failed, which says nothing about the cell.
        """
        try:
            reply = self._ask(self._alive(), cell)
        except WorkerGone as gone:
            self.close()
            name = "CellTimeoutError" if gone.late else "DeadKernelError"
            said = new_output("error", ename=name, evalue=str(gone), traceback=[f"{name}: {gone}"])
            return Ran([said], gone.late)
        self._done.append(cell)
        shown, verdict = reply
        outputs = believed(shown.get("outputs"), self._room)
        # A function's name is whatever a student has set it to.
        changed = [one_line(name) for name in _list(shown.get("changed")) if isinstance(name, str)]
        return Ran(
            outputs if verdict is None else decided(outputs, verdict),
            shown.get("late") is True,
            [name[:100] for name in changed if not name.startswith(FILE)][:20],
            [name.removeprefix(FILE) for name in changed if name.startswith(FILE)],
        )

    def close(self) -> None:
        """End the worker, if there is one."""
        if self._worker is not None:
            worker, self._worker = self._worker, None
            worker.end()

    def _alive(self) -> Worker:
        if self._worker is None:
            self._seconds()
            self._worker = self._sandbox.worker(self._files, self._budget, PROGRAM)
            if self._ours.files or self._ours.modules:
                request = {
                    "ours": list(self._ours.files),
                    "modules": list(self._ours.modules),
                    "task": list(self._ours.task),
                }
                self._worker.ask(encode(request, []), self._seconds(), GRACE)
            for cell in self._done:
                self._ask(self._worker, cell)
        return self._worker

    def _ask(self, worker: Worker, cell: Cell) -> tuple[dict[str, Any], str | None]:
        """Have a cell run; give what it shows, and what has become of a test."""
        request = {
            "source": cell.source,
            "locked": cell.locked,
            "test": cell.test,
            "fresh": cell.fresh,
            **(_apart(cell.source) if cell.locked else {}),
        }
        reply, arrays = worker.ask(encode(request, []), self._seconds(), GRACE)
        verdict = reply.get("verdict")
        try:
            shown, _ = decode(
                b"".join(array.tobytes() for array in arrays[:1])[: MAX_JSON + 1], b""
            )
        except ProtocolError:
            shown = {}
        if not isinstance(shown, dict):
            shown = {}
        if isinstance(verdict, str) and cell.test:
            return shown, plain_text(verdict)
        return shown, FAILED if cell.test else None

    def _seconds(self) -> float:
        if said := self._budget.spent():
            raise WorkerGone(said, late=True)
        return min(self._cell_seconds, self._budget.left)


def _apart(source: str) -> dict[str, Any]:
    """Give what a locked cell is made of, and a name for it that nobody can have prepared for."""
    name = f"<ipython-input-{secrets.token_hex(8)}>"
    found = parts_of(source) or {"parts": None, "text": "", "future": 0, "warned": []}
    return {"apart": found["parts"], "name": name, **{key: found[key] for key in _TOLD}}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def decided(outputs: list[NotebookNode], verdict: str) -> list[NotebookNode]:
    """Make a test's outputs say what has become of it; what was shown is for the eye.

    Args:
        outputs: what was shown.
        verdict: FAILED; "" where it has passed; "value" where it has, and its value is to be read
            as it is shown; or the number that is its value.
    """
    values = [one for one in outputs if one.output_type == "execute_result"]
    if verdict != "value":
        outputs = [one for one in outputs if one.output_type != "execute_result"]
    if verdict == FAILED:
        if not any(one.output_type == "error" for one in outputs):
            outputs.append(new_output("error", ename="Error", evalue="", traceback=[]))
    elif verdict not in ("", "value"):
        data = {**(values[0].data if values else {}), "text/plain": verdict[:400]}
        outputs.append(new_output("execute_result", data=data, execution_count=None))
    return outputs


def modules_of(files: Collection[str], names: tuple[str, ...]) -> tuple[str, ...]:
    """Name those of the imported modules that lie in the instructor's files."""
    return tuple(
        name
        for name in names
        if f"{name.replace('.', '/')}.py" in files
        or f"{name.replace('.', '/')}/__init__.py" in files
    )
