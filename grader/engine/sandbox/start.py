"""A sandbox at the strongest level that this machine offers: it has a worker for each submission.

What a level is made of is in levels.py, the process that forks in server.py.
"""

from collections.abc import Callable

from . import levels
from .clock import Budget
from .inside import confine
from .levels import Level
from .limits import Limits
from .server import FUNCTIONS, ForkServer, Inside
from .worker import Worker, start_worker

WALLS = {Level.NAMESPACES: confine.ALL, Level.LANDLOCK: confine.WITHOUT_NAMESPACES}


class Sandbox(ForkServer):
    """One warm process and its workers. A context manager.

    hasty: put aside a submission that only waits, see clock.Asleep.
    """

    def __init__(
        self,
        limits: Limits,
        inside: Inside = FUNCTIONS,
        walls: frozenset[confine.Wall] | None = None,
        level: Level | None = None,
        meanwhile: Callable[[], object] = lambda: None,
    ) -> None:
        """Start the fork server.

        Args:
            limits: what each submission may use.
            inside: what the workers do.
            walls: the walls of each worker. All but in tests that show what each is for.
            level: how workers are kept apart. The strongest that stands but in tests, where the
                walls may tell it.
            meanwhile: done while the fork server loads what the workers need.

        Raises:
            SandboxError: it did not start.
            NoWalls: this machine offers no level.
        """
        if level is None and walls is not None:
            level = Level.NAMESPACES if walls & confine.NAMESPACES.keys() else Level.LANDLOCK
        level = level or levels.taken(limits)
        if walls is None:
            walls = levels.partial() if level is Level.PARTIAL else WALLS[level]
        super().__init__(limits, inside, walls, level is Level.NAMESPACES, meanwhile)
        self.hasty = False

    def budget(self) -> Budget:
        """Give what a submission may use."""
        return Budget(self.limits, self.hasty)

    def worker(
        self, files: dict[str, bytes], budget: Budget | None = None, program: str = ""
    ) -> Worker:
        """Fork a worker, and put the given files into its empty folder.

        Args:
            files: name and content.
            budget: of the submission, which may have several workers.
            program: what it does; the first of this sandbox's where none is named.

        Raises:
            WorkerGone: the submission gets none: its files do not fit, or it has nothing left.
            SandboxError: there is no worker; the sandbox must be started again.
        """
        program, budget = program or self.inside.programs[0], budget or self.budget()
        return start_worker(self, files, budget, program)
