"""How much a submission may use."""

from dataclasses import dataclass

# The clocks outside end a submission. The kernel's own limit counts whole ticks: who wakes up for
# each of them uses a hundredth of what is counted. So it is out of reach; else its kill would look
# like the machine's.
KERNEL_SECONDS = 10_000_000
# One submission, one processor: a class is graded in parallel, and sums stay the same. So in the
# sandbox, and where the reference answers for a helper: what it takes is counted for one thread.
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one submission. Time is measured from outside: see clock.py.

    cell_seconds: of CPU time for one of the student's cells.
    call_seconds: of CPU time for one call of one function.
    submission_seconds: of CPU and idle time for the whole submission; what is left after it counts
        as timed out. On a machine that is not busy this is the time by the clock.
    idle_seconds: in which one cell or call may do nothing but wait (sleep, a lock).
    all_idle_seconds: the same for the whole submission.
    judge_seconds: of CPU time in which its notebooks are read and its answers judged. An honest
        submission takes a twentieth of it, and one of which every first step is wrong a half.
    wall_factor: times what it may use, by the clock, a cell or call may take on a busy machine.
    memory_bytes: address space of the worker.
    file_bytes: the largest file that the worker may write.
    folder_bytes, folder_files: what each of its two folders in memory holds, home and /tmp.
    descriptors: open files.
    threads: a flood of them would use up the machine's process numbers.
    processes: of its own that a submission may have at a time, in cells and in tests that are
        cells; 0 for none. Their memory and CPU time count together. Check cells have none.
    notebook_bytes: the largest notebook that is read.
    reply_bytes: the largest reply that is taken from a worker.
    text_chars: what is kept of the text that one cell prints.
    all_text_chars: what is kept of the text that all cells print, together.
    walls: run behind the walls of walls.py; False only for --unsafe-no-sandbox.
    """

    cell_seconds: float = 10.0
    call_seconds: float = 5.0
    submission_seconds: float = 45.0
    idle_seconds: float = 4.0
    all_idle_seconds: float = 8.0
    judge_seconds: float = 1.8
    wall_factor: float = 20.0
    memory_bytes: int = 2 * 2**30
    file_bytes: int = 64 * 2**20
    folder_bytes: int = 64 * 2**20
    folder_files: int = 4_096
    descriptors: int = 128
    threads: int = 256
    processes: int = 0
    notebook_bytes: int = 20 * 2**20
    reply_bytes: int = 16 * 2**20
    text_chars: int = 10_000
    all_text_chars: int = 200_000
    walls: bool = True

    def inside(self) -> dict[str, int]:
        """Give those that are kept inside the sandbox, by the worker's own walls."""
        names = (
            *("memory_bytes", "file_bytes", "folder_bytes", "folder_files"),
            *("descriptors", "threads", "processes", "reply_bytes"),
        )
        return {
            "cpu_seconds": KERNEL_SECONDS,
            **{name: getattr(self, name) for name in names},
        }
