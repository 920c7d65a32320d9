"""`grader mutate NAME`: how many slips the cases find, and what would find the others."""

import ast
import functools
import inspect
import os
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from grader.cases.case import Case, read_cases
from grader.cases.judge import judge
from grader.cases.plain import pack
from grader.engine.course.assignment import question
from grader.engine.course.plan import RunCell
from grader.engine.errors import AuthorError
from grader.engine.grading.allowance import Allowance
from grader.engine.grading.session import Session
from grader.engine.sandbox.clock import Budget
from grader.engine.sandbox.deaths import WorkerGone
from grader.engine.sandbox.limits import Limits
from grader.engine.sandbox.start import Sandbox
from grader.errors import LayerwiseError
from grader.examine import ask

from .catalogue import read_catalogue
from .folder import Folder
from .mutants import Mutant, mutants_of
from .probes import as_python

NOTEBOOK = "mutants"
LIMITS = Limits(call_seconds=2.0, cell_seconds=4.0, submission_seconds=20.0)
TRIES = 60  # inputs of each case that are tried to tell a survivor from the reference
LONG = 20  # iterations, or any number among the arguments, beyond which a case is not tried


@dataclass(frozen=True, slots=True)
class Survivor:
    """A mutant that passes every case.

    reason: why it is no mistake; empty where that is not known.
    input: arguments that tell it from the reference, as Python; empty where none were found.
    """

    mutant: Mutant
    reason: str
    input: str


@dataclass(frozen=True, slots=True)
class Rate:
    """What became of all mutants."""

    mutants: int
    survivors: tuple[Survivor, ...]

    @property
    def equivalent(self) -> int:
        """How many do the same as the original, for a reason."""
        return sum(bool(one.reason) for one in self.survivors)

    @property
    def alive(self) -> list[Survivor]:
        """Those that the cases should have found, or of which nobody knows."""
        return [one for one in self.survivors if not one.reason]

    def __str__(self) -> str:
        """The rate in a line."""
        count = self.mutants - self.equivalent
        killed = count - len(self.alive)
        share = 100 * killed / count if count else 100.0
        return (
            f"{self.mutants} mutants: {killed} of {count} rejected ({share:.1f} %), "
            f"{self.equivalent} do the same as the original"
        )


def mutate(
    folder: Folder, functions: Sequence[str] = (), jobs: int = 0, seen: Callable[[], None] = print
) -> Rate:
    """Put every mutant of an assignment to its hidden cases, in the sandbox.

    Args:
        folder: the author's.
        functions: some of its functions; all of them where there are none.
        jobs: processes; as many as there are processors where it is 0.
        seen: called for each mutant that has been judged.

    Raises:
        AuthorError: the cases have not been built.
    """
    if not folder.hidden.is_file():
        raise AuthorError(f"{folder.hidden} is not there. Run: grader build {folder.name}")
    names = functions or [name for some in folder.notebooks().values() for name in some]
    mutants = [one for name in names for one in all_mutants(folder, name)]
    program = program_of(folder)
    cases = {name: read_cases(folder.hidden, name) for name in names}
    with ProcessPoolExecutor(jobs or os.cpu_count(), initializer=_open) as pool:
        passed = []
        jobs_done = pool.map(
            functools.partial(_passes, program),
            [one.source for one in mutants],
            [cases[one.function] for one in mutants],
            chunksize=8,
        )
        for one in jobs_done:
            passed.append(one)
            seen()
    known = read_catalogue(folder).equivalent
    survivors = (one for one, through in zip(mutants, passed, strict=True) if through)
    return Rate(len(mutants), tuple(_survivor(folder, one, cases, known) for one in survivors))


def all_mutants(folder: Folder, function: str) -> Iterator[Mutant]:
    """Mutate the reference of a function, and the plain form that its mistakes are edits of."""
    yield from mutants_of(function, "reference", folder.source_of(function))
    if plain := read_catalogue(folder).classic.get(function):
        yield from mutants_of(function, "plain form", plain)


def program_of(folder: Folder) -> str:
    """Give the whole reference as one program, as a notebook would have it."""
    parts = []
    for module in folder.modules():
        body = [node for node in ast.parse(inspect.getsource(module)).body if not _is_own(node)]
        parts.append(ast.unparse(ast.Module(body, [])))
    return "\n".join(parts)


def _is_own(node: ast.stmt) -> bool:
    """Whether a statement imports from the reference itself."""
    own = isinstance(node, ast.ImportFrom) and (node.level > 0 or node.module == "solutions")
    return own or (isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__")


_sandbox: Sandbox | None = None


def _open() -> None:
    """Start this process's sandbox."""
    global _sandbox
    _sandbox = Sandbox(LIMITS)


def _passes(program: str, source: str, cases: Sequence[Case]) -> bool:
    """Whether a mutant passes every case; one that does not come back has not."""
    assert _sandbox is not None
    session = Session(_sandbox, Budget(LIMITS), Allowance(LIMITS.submission_seconds))
    questions = [question(NOTEBOOK, case) for case in cases]
    try:
        session.run(NOTEBOOK, RunCell(0, f"{program}\n\n{source}"))
        for case, answer in zip(cases, session.call(questions), strict=True):
            if answer is None or judge(case, answer) is not None:
                return False
        return True
    except WorkerGone:
        return False
    finally:
        session.close()


def _survivor(
    folder: Folder,
    mutant: Mutant,
    cases: dict[str, list[Case]],
    known: Mapping[tuple[str, str], str],
) -> Survivor:
    reason = mutant.reason or known.get((mutant.function, mutant.after), "")
    if reason:
        return Survivor(mutant, reason, "")
    return Survivor(mutant, "", separating(folder, mutant, cases[mutant.function]))


def separating(folder: Folder, mutant: Mutant, cases: Sequence[Case]) -> str:
    """Look for arguments to which a mutant answers otherwise than the reference."""
    random = np.random.RandomState(0)
    reference = folder.function(mutant.function)
    try:
        function = read_catalogue(folder).define(mutant.function, mutant.source)
    except LayerwiseError:
        return ""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for case in cases:
            if case.defaults or case.raises or _is_long([case.args, case.kwargs]):
                continue
            for _ in range(TRIES):
                args, kwargs = _varied([case.args, case.kwargs], random)
                asked = replace(case, args=tuple(args), kwargs=kwargs)
                right = ask(reference, asked)
                if right.error is not None or not _finite(right.value):
                    continue
                asked = replace(asked, expected=right.value)
                if judge(asked, ask(function, asked)) is not None:
                    return _written(args, kwargs)
    return ""


def _is_long(value: Any) -> bool:
    if isinstance(value, dict | list | tuple):
        return any(map(_is_long, value.values() if isinstance(value, dict) else value))
    return type(value) is int and value > LONG


def _finite(value: Any) -> bool:
    return all(np.isfinite(one).all() for one in pack(value)[1])


def _varied(value: Any, random: np.random.RandomState) -> Any:
    """The same structure with other numbers; labels stay labels, and probabilities their kind."""
    if isinstance(value, dict):
        keys = list(value)
        random.shuffle(keys)
        return {key: _varied(value[key], random) for key in keys}
    if isinstance(value, list | tuple):
        return type(value)(_varied(one, random) for one in value)
    if isinstance(value, float):
        return float(abs(value) * 10 ** random.uniform(-2, 1))
    if not isinstance(value, np.ndarray):
        return value
    if np.isin(value, (0, 1)).all():
        return np.asarray(random.randint(0, 2, value.shape), dtype=value.dtype)
    if ((value >= 0) & (value <= 1)).all():
        ends = random.choice([0.0, 1.0, 1e-12, 1 - 1e-12], value.shape)
        return np.where(random.rand(*value.shape) < 0.2, ends, random.rand(*value.shape))
    made = random.randn(*value.shape) * 10 ** random.uniform(-2, 3)
    return np.where(random.rand(*value.shape) < 0.1, 0.0, made)


def _written(args: Sequence[Any], kwargs: dict[str, Any]) -> str:
    """Write arguments as the line of a case, to be pasted into cases.py."""
    with np.printoptions(precision=17, threshold=10_000):
        words = [as_python(one) for one in args] + [
            f"{k}={as_python(one)}" for k, one in kwargs.items()
        ]
    return f'yield case("…", "what it is there to find", {", ".join(words)})'
