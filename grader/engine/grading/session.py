"""One submission's worker: runs its cells, puts questions to its functions, starts again."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from grader.cases.call import Answer
from grader.cases.plain import NotPlain, unpack
from grader.engine.course.assignment import Question
from grader.engine.course.plan import CallFunction, Replace, RunCell
from grader.engine.sandbox.clock import Budget
from grader.engine.sandbox.deaths import WorkerGone
from grader.engine.sandbox.inside.protocol import encode
from grader.engine.sandbox.start import Sandbox
from grader.engine.sandbox.worker import Worker
from grader.engine.text import printable

from .allowance import Allowance, Spent
from .outcome import CellOutput
from .second_answers import StandIns

NOT_PLAIN = "an answer that is not plain data, or holds more than any answer of the course"
PROGRAM = "worker"
MAX_KINDS = 20  # of error that one exception may be
Step = RunCell | CallFunction | Replace


@dataclass(slots=True)
class Session:
    """A submission in its worker. A worker that was ended is replaced, and the cells run again.

    All cells run before the first question. So nothing that a cell prints, and a student reads,
    can hold a number of a hidden case; a function is nevertheless called as it was at its check:
    the worker remembers what the notebook had defined there.

    budget: what the submission may still use.
    allowance: what the judge may spend on the submission.
    files: what lies beside the running code, by file name.
    stand_ins: who answers for the helpers that are replaced, if any are.
    """

    sandbox: Sandbox
    budget: Budget
    allowance: Allowance
    files: dict[str, bytes] = field(default_factory=dict)
    stand_ins: StandIns | None = None
    _done: list[tuple[str, Step]] = field(default_factory=list)
    _worker: Worker | None = None
    _room: int = 0

    def __post_init__(self) -> None:
        """Start with room for all that the cells may say."""
        self._room = self.sandbox.limits.all_text_chars

    def run(self, notebook: str, step: Step) -> CellOutput:
        """Run a cell, or remember a function; what ends the worker is left out from then on.

        Raises:
            SandboxError: the sandbox failed.
        """
        try:
            reply = self._do(self._alive(), notebook, step)
        except Spent as spent:
            return CellOutput(error=f"the cell was not run: {spent}")
        except WorkerGone as gone:
            self.close()
            return CellOutput(error=f"the cell did not come to its end: {gone}", late=gone.late)
        self._done.append((notebook, step))
        return CellOutput(self._kept(reply.get("text")), self._kept(reply.get("error")))

    def call(self, questions: list[Question]) -> Iterator[Answer | None]:
        """Put cases to a function, and give the answers one by one; None where it is not defined.

        A case is sent when the one before has been answered: none lies ahead in the pipe, where
        the student's code could read it.

        Raises:
            WorkerGone: a call ended the worker, or did not come back in time.
            SandboxError: the sandbox failed.
            Spent: the submission has used up its share of the judge's time.
        """
        for question in questions:
            self.allowance.check()
            try:
                reply, answers = self._ask(self._alive(), question)
            except WorkerGone:
                self.close()
                raise
            yield None if reply.get("undefined") is True else answer_of(reply, answers)

    def _ask(self, worker: Worker, question: Question) -> tuple[dict[str, Any], list[np.ndarray]]:
        """Put one case, and answer for the helpers that are replaced while it is worked on."""
        seconds = self.sandbox.limits.call_seconds
        before = self.budget.cpu
        reply, arrays = worker.ask(question.request, self._seconds(seconds))
        while "ask" in reply and self.stand_ins is not None:
            answer = self.stand_ins.answer(reply, arrays)
            reply, arrays = worker.ask(answer, self._seconds(seconds - (self.budget.cpu - before)))
        return reply, arrays

    def close(self) -> None:
        """End the worker, if there is one."""
        if self._worker is not None:
            worker, self._worker = self._worker, None
            worker.end()

    def _alive(self) -> Worker:
        """Give the worker; where the last one has ended, start one and do again what was done."""
        if self._worker is None:
            self._seconds(0.0)
            self._worker = self.sandbox.worker(self.files, self.budget, PROGRAM)
            for notebook, step in self._done:
                self._do(self._worker, notebook, step)
        return self._worker

    def _do(self, worker: Worker, notebook: str, step: Step) -> dict[str, object]:
        self.allowance.check()  # the reply to a cell is to be read as well
        request: dict[str, object]
        if isinstance(step, CallFunction):
            request = {"notebook": notebook, "remember": step.function}
        elif isinstance(step, Replace):
            functions = list(step.functions)
            request = {"notebook": notebook, "replace": functions}
        else:
            place = f"{notebook}.ipynb, cell {step.position + 1}"
            request = {"notebook": notebook, "source": step.source, "place": place}
        limits = self.sandbox.limits
        reply, _ = worker.ask(encode(request, []), self._seconds(limits.cell_seconds))
        return reply

    def _kept(self, said: object) -> str:
        """Keep what there is room for of what a cell said, made safe to show."""
        if not isinstance(said, str):
            return ""
        kept = said[: min(self._room, self.sandbox.limits.text_chars)]
        self._room -= len(kept)
        return printable(kept)

    def _seconds(self, most: float) -> float:
        if said := self.budget.spent():
            raise WorkerGone(said, late=True)
        return min(most, self.budget.left)


def answer_of(reply: dict[str, object], arrays: list[np.ndarray]) -> Answer:
    """Read the reply to a call: plain data from a process that is not believed."""
    if reply.get("spared") is True:
        return Answer(None, None, spared=True)
    error = reply.get("error")
    try:
        value, inputs = unpack(reply.get("answer"), arrays)
    except (NotPlain, TypeError, ValueError):
        return Answer(None, None, error=NOT_PLAIN)
    return Answer(
        value,
        inputs,
        error if isinstance(error, str) else None,
        at=_place(reply.get("at")),
        kinds=_kinds(reply.get("kinds")),
    )


def _kinds(said: object) -> tuple[str, ...]:
    """Read the names of the errors that an exception is said to be one of."""
    names = said[:MAX_KINDS] if isinstance(said, list) else []
    return tuple(name for name in names if isinstance(name, str))


def _place(at: object) -> tuple[str, int] | None:
    """Read the cell and the line that an error is said to come from."""
    if not isinstance(at, list) or len(at) != 2:
        return None
    cell, line = at
    return (cell, line) if isinstance(cell, str) and type(line) is int else None
