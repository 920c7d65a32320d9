"""The work on any nbgrader course: see grader/engine/work.py."""

import contextlib
import functools
import hashlib
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib import metadata
from pathlib import Path

from traitlets.config import Config

from grader.engine.course.cells import Released
from grader.engine.course.checks import CheckCells, find_checks
from grader.engine.course.edition import fingerprint
from grader.engine.course.folder import Course
from grader.engine.course.imports import imported, reached
from grader.engine.course.limits import configured
from grader.engine.course.own_files import read_own_files
from grader.engine.course.revision import Revision, read_revision
from grader.engine.course.submitted import Submitted, read_submitted
from grader.engine.errors import CourseError
from grader.engine.sandbox.limits import Limits
from grader.engine.sandbox.room import room_of, too_much
from grader.engine.sandbox.server import FUNCTIONS, Inside
from grader.engine.sandbox.start import Sandbox
from grader.engine.text import printable

from .cells import Graded, Rules, grade_submitted
from .fair import prepare
from .kernel import Cell, Ours, modules_of
from .outcome import FunctionResult, NotebookResult, Outcome, SubmissionResult
from .pipeline import Pipeline, steps_of
from .portable import named, portable
from .task import Changed, changed_by_solution, solution_cells
from .work import Judge

CELLS = 20  # so many cells of a submission may use up their time
MOST_IDLE = 10.0  # seconds that a cell may sleep, where the course lets it run for longer
MOST_SECONDS = 3_600.0  # where a course sets no limit to a cell


@dataclass(frozen=True, slots=True)
class Cells:
    """Grades a submission by the tests in its notebooks. See Work.

    limits: what one submission may use; its cell_seconds are the course's own timeout.
    checks: which of the cells are checks, and what is hidden of them.
    files: the instructor's files, which lie beside the notebooks.
    solution: the code cells of the instructor's own notebooks, where they are at hand.
    revision: what submissions of an earlier release lack.
    own: names all of this; it is the same for every submission.
    """

    assignment: str
    config: Config
    notebooks: dict[str, Released]
    checks: CheckCells
    files: dict[str, bytes]
    ignore: tuple[str, ...]
    limits: Limits
    solution: Mapping[str, tuple[Cell, ...]] = field(default_factory=dict)
    revision: Revision = field(default_factory=Revision)
    inside: Inside = field(init=False)
    own: str = field(init=False)

    def __post_init__(self) -> None:
        """Have loaded beforehand what the assignment's own cells import."""
        inside = Inside(("shell",), modules_for(self.notebooks))
        if self.checks:
            modules = tuple(sorted({*inside.modules, *FUNCTIONS.modules}))
            inside = Inside((*inside.programs, *FUNCTIONS.programs), modules)
        object.__setattr__(self, "inside", inside)
        object.__setattr__(self, "own", _own_digest(self))

    def digest(self, folder: Path) -> str:
        """Name a submission by all that its marks depend on."""
        return self.read("", folder).digest(self.own)

    def edition(self) -> dict[str, str]:
        """Name nbgrader, whose steps give the marks, and what the assignment's cells import."""
        names = {name.partition(".")[0] for name in self.inside.modules} - sys.stdlib_module_names
        return {name: _version(name) for name in sorted({"nbgrader", *names})}

    def read(self, student: str, folder: Path) -> Submitted:
        """Read a student's notebooks and files."""
        names, most = list(self.notebooks), self.limits.notebook_bytes
        return read_submitted(student, folder, names, self.ignore, most, self.files)

    def judge(self) -> Judge:
        """Make nbgrader's steps ready; give the function that grades a submission."""
        pipeline = Pipeline(self.config, self.assignment, self.notebooks, self.revision)
        ours = Ours(tuple(self.files), modules_of(self.files, self.inside.modules))
        checks = self.checks
        assignment = checks.load(checks.cells_of(self.notebooks), self.files) if checks else None
        if assignment is not None:
            prepare(assignment)
        seconds = self.limits.cell_seconds
        rules = Rules(self.notebooks, pipeline, checks, assignment, self.files, ours, seconds)

        task: list[Changed] = []  # found when it is first needed, once in a process

        def judge(submitted: Submitted, sandbox: Sandbox) -> Graded:
            if task:
                return grade_submitted(submitted, rules.for_task(task[0]), sandbox)
            graded = grade_submitted(submitted, rules, sandbox)
            if not graded.put_back:
                return graded
            found = changed_by_solution(self.solution, self.files, ours, seconds, sandbox)
            task.append(found)
            again = graded.put_back & found
            return grade_submitted(submitted, rules.for_task(found), sandbox) if again else graded

        return judge

    def failed(self, student: str, error: BaseException) -> Graded:
        """Name a fault of the grader's own, and leave every mark open for a person."""
        said = f"the grader failed: {type(error).__name__}: {printable(str(error))[:300]}"
        notebooks = [
            NotebookResult(
                name,
                problem=said,
                functions=[
                    FunctionResult(
                        self.checks.function_of(name, cell.name) or cell.name,
                        Outcome.GRADER_ERROR,
                        detail=said,
                        cell=cell.name,
                    )
                    for cell in released.marked
                ],
            )
            for name, released in self.notebooks.items()
        ]
        return Graded(SubmissionResult(student, notebooks), set(), {})


@functools.cache
def _version(module: str) -> str:
    """Give the version of the package that a module comes from."""
    with contextlib.suppress(metadata.PackageNotFoundError):
        package = metadata.distribution(module)  # as most are; to look through all takes a second
        if any(file.parts[0].partition(".")[0] == module for file in package.files or ()):
            return package.version
    packages = sorted(_packages().get(module, ()))
    return metadata.version(packages[0]) if packages else "missing"


_packages = functools.cache(metadata.packages_distributions)


def _own_digest(work: Cells) -> str:
    own = [
        fingerprint(work.edition()),
        work.assignment,
        str(work.limits),
        repr(work.notebooks),
        named(work.config),
        repr(work.solution),
        repr(work.revision),
    ]
    files = {**work.files, **work.checks.hidden}
    digests = sorted((name, hashlib.sha256(data).hexdigest()) for name, data in files.items())
    return hashlib.sha256(json.dumps([*own, digests]).encode()).hexdigest()


def work_on(course: Course, notebooks: dict[str, Released], limits: Limits) -> Cells:
    """Make the work on an assignment of a course.

    Args:
        course: the course.
        notebooks: the assignment's, as the gradebook has them.
        limits: what one submission may use, but for what the course sets.

    Raises:
        CourseError: no notebook is in Python, or the course's files fit no submission's folder.
        CourseNotBuilt: there are check cells without hidden cases.
    """
    from nbgrader.converters import Autograde
    from nbgrader.preprocessors import Execute

    from grader.engine.course.not_followed import refuse_what_is_not_followed

    refuse_what_is_not_followed(course.config)
    others = {released.other_language for released in notebooks.values()}
    if "" not in others:
        raise CourseError(
            f"{course.assignment} is in {' and '.join(sorted(others))}: this command runs Python "
            "alone. Grade it with nbgrader autograde, in a container."
        )
    timeout = Execute(config=course.config).timeout
    seconds = float(timeout) if timeout and timeout > 0 else MOST_SECONDS
    ignore = tuple(course.directory.ignore)
    excluded = Autograde(config=course.config).exclude_overwriting.get(course.assignment, [])
    files = read_own_files(course.source, ignore)
    files = {name: data for name, data in files.items() if name not in excluded}
    checks = find_checks(course.root / "solutions" / course.assignment, notebooks, files)
    if checks:
        # What does not fit together is said before anything runs.
        checks.load(checks.cells_of(notebooks), files)
    size, entries = room_of(files)
    config = portable(course.config, steps_of(course.config))
    # Who judges needs no gradebook, and its URL may hold a password.
    config.CourseDirectory.pop("db_url", None)
    own = replace(
        limits,
        cell_seconds=seconds,
        idle_seconds=min(seconds, MOST_IDLE),
        all_idle_seconds=2 * min(seconds, MOST_IDLE),
        submission_seconds=min(CELLS * seconds, MOST_SECONDS),
        file_bytes=max(limits.file_bytes, *map(len, files.values()), 0),
        folder_bytes=limits.folder_bytes + size,
        folder_files=limits.folder_files + entries,
        reply_bytes=limits.reply_bytes + size,
    )
    own = configured(course.config, course.assignment, own)
    if said := too_much(files, own):  # it would be the fault of every submission
        raise CourseError(f"{course.source}: {said}. Set more in nbgrader_config.py, or have less.")
    return Cells(
        course.assignment,
        config,
        notebooks,
        checks,
        files,
        ignore,
        own,
        solution_cells({f"{name}.ipynb": _source(course, name) for name in notebooks}),
        read_revision(course.reports),
    )


def _source(course: Course, name: str) -> bytes:
    """Read a notebook as the instructor has it; nothing where it is not there any more."""
    try:
        return (course.source / f"{name}.ipynb").read_bytes()
    except OSError:
        return b""


def modules_for(notebooks: dict[str, Released]) -> tuple[str, ...]:
    """Name what is loaded beforehand: what the assignment's own cells import, and tests do."""
    cells = [cell for released in notebooks.values() for cell in released.source_cells]
    sources = [cell.source for cell in cells if cell.cell_type == "code"]
    names = imported(sources) | reached(sources)
    return tuple(sorted({"numpy", "numpy.testing", "unittest", "unittest.mock", *names}))
