"""Why a worker has ended: by the submission's own doing, or by nobody's who was graded.

What a submission can bring about itself is its own, whatever it looks like: a signal, a limit on
CPU time that it has lowered, memory that it has taken until the machine ended it.
"""

import os
import signal
from dataclasses import dataclass

from grader.engine.errors import WorkerKilled

from .inside.started import FILES, MEMORY, NOTHING, PROCESSES
from .limits import Limits

LARGE = 0.5  # of the memory that a submission may have: who has it is whom the machine ends


class WorkerGone(Exception):
    """The worker ended, or was ended, before it answered.

    late: it was ended because it did not answer in time.
    """

    def __init__(self, why: str, late: bool = False) -> None:
        super().__init__(why)
        self.late = late


@dataclass(frozen=True, slots=True)
class Ending:
    """How a worker ended.

    by_itself: it was not the grader that ended it.
    status: as wait gives it.
    cpu_seconds, cpu_limit: the CPU time that it had used, and might use.
    starved_seconds: in which it had no processor.
    waited_seconds: for its end, when it had hung up.
    peak_bytes: the most memory that it had.
    short: the machine has ended a process for want of memory.
    excess: the fork server has ended it, for it had too much of this.
    """

    by_itself: bool = True
    status: int = 0
    cpu_seconds: float = 0.0
    cpu_limit: float = float("inf")
    peak_bytes: int = 0
    short: bool = False
    excess: int = NOTHING
    starved_seconds: float = 0.0
    waited_seconds: float = 0.0


def _most(limits: Limits) -> dict[int, str]:
    return {
        FILES: f"{limits.folder_bytes >> 20} MB or {limits.folder_files} files in its folder, or "
        f"more than {limits.threads} threads",
        PROCESSES: f"{limits.processes} processes of its own (c.SubmissionLimits.processes)",
        MEMORY: f"{limits.memory_bytes >> 20} MB of memory in all of its processes",
    }


def why(ending: Ending, limits: Limits, first: bool) -> WorkerGone:
    """Say why a worker has hung up.

    Args:
        ending: how it ended.
        limits: what it might use.
        first: it was one that no SIGKILL of its own can end: see Sandbox.first.

    Raises:
        WorkerKilled: it was ended from outside.
    """
    if ending.excess:
        return WorkerGone(f"it had more than {_most(limits)[ending.excess]}")
    if not ending.by_itself:
        return WorkerGone("it closed the line to the grader")
    if not os.WIFSIGNALED(ending.status):
        code = os.waitstatus_to_exitcode(ending.status)
        return WorkerGone(f"the process ended itself, with exit code {code}")
    number = os.WTERMSIG(ending.status)
    lowered = ending.cpu_limit < limits.inside()["cpu_seconds"]
    if number == signal.SIGXCPU or (number == signal.SIGKILL and lowered):
        return WorkerGone("its CPU time is used up", late=True)
    if number != signal.SIGKILL:
        name = signal.strsignal(number) or "no signal of a name"
        return WorkerGone(f"the process was ended by signal {number} ({name})")
    if ending.cpu_seconds >= limits.submission_seconds:
        return WorkerGone("its CPU time is used up", late=True)
    if ending.peak_bytes >= LARGE * limits.memory_bytes:
        return WorkerGone("it took more memory than this machine has")
    if not first and not ending.short:
        return WorkerGone("the process ended itself, with SIGKILL")
    raise WorkerKilled("a worker was killed from outside: is the machine short of memory?")
