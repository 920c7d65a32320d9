"""The instructor's side of the assignment: what was released, and the hidden cases."""

from dataclasses import dataclass, field
from pathlib import Path

from grader.cases.assignment import PUBLIC
from grader.cases.case import Case, read_cases
from grader.cases.plain import pack
from grader.diagnosis.known import Known, read_mistakes
from grader.engine.course.own import ASSIGNMENT, COURSE
from grader.engine.sandbox.inside.protocol import Content, encode
from grader.errors import LayerwiseError

from .names import Name, read_names
from .nbgrader_course import ROOT
from .notebook import Cell, UnreadableNotebook, parse_notebook


class CourseNotBuilt(LayerwiseError):
    """The released notebooks or the hidden cases are not there."""


@dataclass(frozen=True, slots=True)
class Question:
    """A hidden case, and the request that puts it to a worker: the same for every student."""

    case: Case
    request: Content


@dataclass(frozen=True, slots=True, eq=False)
class Assignment:
    """What every submission is held against.

    released: the cells of each notebook, as students received it.
    questions: the hidden cases of each function.
    mistakes: what is known of wrong answers to them.
    files: what lies beside the running code: the public cases, as they were released.
    names: what a teacher has said of groups of wrong functions.
    """

    released: dict[str, list[Cell]]
    questions: dict[str, list[Question]]
    mistakes: dict[str, list[Known]]
    files: dict[str, bytes] = field(default_factory=dict)
    names: dict[str, Name] = field(default_factory=dict)


def released_cells(root: Path = ROOT) -> dict[str, list[Cell]]:
    """Read the released notebooks of this repository.

    Raises:
        CourseNotBuilt: they are not there.
    """
    folder = root / "notebooks" / ASSIGNMENT
    try:
        if not COURSE:
            raise FileNotFoundError(f"no {PUBLIC} in {folder}")
        return {name: parse_notebook((folder / f"{name}.ipynb").read_bytes()) for name in COURSE}
    except (OSError, UnreadableNotebook) as error:
        raise _not_built(error) from None


def _not_built(error: Exception) -> CourseNotBuilt:
    return CourseNotBuilt(
        f"the course's own files are not all there ({error}). Grading needs the instructor's "
        "repository with its hidden values; in it, run: make build"
    )


def load_assignment(root: Path = ROOT) -> Assignment:
    """Read the released notebooks and the hidden cases of this repository.

    Raises:
        CourseNotBuilt: something is missing; the message says what to do.
    """
    hidden = root / "solutions" / ASSIGNMENT / "expected" / "hidden.h5"
    public = root / "notebooks" / ASSIGNMENT / PUBLIC
    released = released_cells(root)
    try:
        files = {PUBLIC.name: public.read_bytes()}
        questions = {
            function: [_question(notebook, case) for case in read_cases(hidden, function)]
            for notebook, functions in COURSE.items()
            for function in functions
        }
    except OSError as error:
        raise _not_built(error) from None
    without = [function for function, found in questions.items() if not found]
    if without:
        raise CourseNotBuilt(f"{hidden} has no cases for {', '.join(without)}. Run: make build")
    mistakes = {name: read_mistakes(hidden, name) for name in questions}
    names = read_names(root / "solutions" / ASSIGNMENT)
    return Assignment(released, questions, mistakes, files, names)


def _question(notebook: str, case: Case) -> Question:
    inputs, arrays = pack([case.args, case.kwargs])
    request = {
        "notebook": notebook,
        "function": case.function,
        "inputs": inputs,
        "defaults": case.defaults,
    }
    return Question(case, encode(request, arrays))
