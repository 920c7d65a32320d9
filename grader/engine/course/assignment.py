"""The instructor's side of the assignment: what was released, and the hidden cases."""

from dataclasses import dataclass
from pathlib import Path

from grader.cases.case import Case, read_cases
from grader.cases.plain import pack
from grader.course import ASSIGNMENT, COURSE
from grader.diagnosis.known import Known, read_mistakes
from grader.engine.sandbox.inside.protocol import Content, encode
from grader.errors import LayerwiseError

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
    """

    released: dict[str, list[Cell]]
    questions: dict[str, list[Question]]
    mistakes: dict[str, list[Known]]


def load_assignment(root: Path = ROOT) -> Assignment:
    """Read the released notebooks and the hidden cases of this repository.

    Raises:
        CourseNotBuilt: something is missing; the message says what to do.
    """
    expected = root / "solutions" / ASSIGNMENT / "expected"
    hidden = expected / "hidden.h5"
    released = {}
    try:
        for name in COURSE:
            path = root / "notebooks" / ASSIGNMENT / f"{name}.ipynb"
            released[name] = parse_notebook(path.read_bytes())
        questions = {
            function: [_question(notebook, case) for case in read_cases(hidden, function)]
            for notebook, functions in COURSE.items()
            for function in functions
        }
    except (OSError, UnreadableNotebook) as error:
        raise CourseNotBuilt(
            f"the course's own files are not all there ({error}). Grading needs the instructor's "
            "repository with its hidden values; in it, run: make build"
        ) from None
    without = [function for function, found in questions.items() if not found]
    if without:
        raise CourseNotBuilt(f"{hidden} has no cases for {', '.join(without)}. Run: make build")
    mistakes = {name: read_mistakes(expected / "hidden_mistakes.h5", name) for name in questions}
    return Assignment(released, questions, mistakes)


def _question(notebook: str, case: Case) -> Question:
    inputs, arrays = pack([case.args, case.kwargs])
    request = {
        "notebook": notebook,
        "function": case.function,
        "inputs": inputs,
        "defaults": case.defaults,
    }
    return Question(case, encode(request, arrays))
