"""The instructor's side of an assignment's checks: what was released, and the hidden cases."""

from dataclasses import dataclass, field
from pathlib import Path

from grader.cases.case import Case, read_cases
from grader.cases.plain import pack
from grader.diagnosis.known import Known, read_mistakes
from grader.engine.errors import CourseNotBuilt
from grader.engine.sandbox.inside.protocol import Content, encode

from .names import Name, read_names
from .notebook import Cell
from .references import References


@dataclass(frozen=True, slots=True)
class Question:
    """A hidden case, and the request that puts it to a worker: the same for every student."""

    case: Case
    request: Content


@dataclass(frozen=True, slots=True, eq=False)
class Assignment:
    """What the checks of every submission are held against.

    notebooks: the functions that each asks for, in the order in which they are met.
    released: the cells of each notebook, as students received it.
    questions: the hidden cases of each function.
    mistakes: what is known of wrong answers to them.
    references: answer in the place of a student's helper that is wrong.
    files: what lies beside the running code: the public cases, as they were released.
    names: what a teacher has said of groups of wrong functions.
    """

    notebooks: dict[str, tuple[str, ...]]
    released: dict[str, list[Cell]]
    questions: dict[str, list[Question]]
    mistakes: dict[str, list[Known]]
    references: References
    files: dict[str, bytes] = field(default_factory=dict)
    names: dict[str, Name] = field(default_factory=dict)

    def notebook_of(self, function: str) -> str:
        """Name the notebook that asks for a function."""
        return next(notebook for notebook, names in self.notebooks.items() if function in names)


def with_hidden_cases(
    home: Path,
    notebooks: dict[str, tuple[str, ...]],
    released: dict[str, list[Cell]],
    files: dict[str, bytes],
) -> Assignment:
    """Read what is hidden of an assignment.

    Raises:
        OSError: the file of hidden cases cannot be read.
        CourseNotBuilt: a function has no case there.
    """
    hidden = home / "expected" / "hidden.h5"
    functions = [name for names in notebooks.values() for name in names]
    questions = {
        name: [question(notebook, case) for case in read_cases(hidden, name)]
        for notebook, names in notebooks.items()
        for name in names
    }
    if without := [name for name in functions if not questions[name]]:
        raise CourseNotBuilt(
            f"{hidden} has no cases for {', '.join(without)}. Run: grader build {home.name}"
        )
    mistakes = {name: read_mistakes(hidden, name) for name in functions}
    references = References(home, tuple(functions))
    names = read_names(home)
    return Assignment(notebooks, released, questions, mistakes, references, files, names)


def question(notebook: str, case: Case) -> Question:
    """Write the request that puts a case to a function of a notebook."""
    inputs, arrays = pack([case.args, case.kwargs])
    request = {
        "notebook": notebook,
        "function": case.function,
        "inputs": inputs,
        "defaults": case.defaults,
    }
    return Question(case, encode(request, arrays))
