"""Every kind of cell, and what students do to them: to theirs, to locked ones, to metadata."""

import copy
from collections.abc import Callable

from tests.stock.cells import (
    Cell,
    Notebook,
    answer,
    check,
    code,
    filled,
    marked_code,
    marked_text,
    named,
    notebook,
    read_only,
    task,
    text,
)
from tests.stock.course import Course

HIDDEN = (
    "assert double(2) == 4\n### BEGIN HIDDEN TESTS\nassert double(-2) == -4\n### END HIDDEN TESTS"
)
SOURCE = notebook(
    text("# Problem set"),
    read_only("imports", "import math\nlimit = 10"),
    answer("double"),
    check("test_double", "assert double(2) == 4", 2),
    check("test_hidden", HIDDEN, 3),
    check("test_limit", "assert limit == 10", 1),
    check("test_nothing", "assert double(2) == 4", 0),
    answer("half"),
    check("test_half", "points = 0\nif half(2) == 1:\n    points += 1.5\npoints", 2),
    marked_code("plot", 2),
    marked_text("explain", 3),
    read_only("words", "print('do not change')"),
    task("explore", 4, "Explore.\n\n=== BEGIN MARK SCHEME ===\n1 for all\n=== END MARK SCHEME ==="),
    text("The end."),
)
DOUBLE, HALF = "def double(x):\n    return 2 * x", "def half(x):\n    return x / 2"
RIGHT = filled(SOURCE, double=DOUBLE, half=HALF, plot="plot = 1", explain="Because.")
SECOND = notebook(answer("triple"), check("test_triple", "assert triple(2) == 6", 2))
SECOND_RIGHT = filled(SECOND, triple="def triple(x):\n    return 3 * x")


def cell_of(made: Notebook, grade_id: str) -> Cell:
    """Find a cell by its name."""
    return next(cell for cell in made["cells"] if named(cell) == grade_id)


def edited(edit: Callable[[Notebook], object], made: Notebook = RIGHT) -> Notebook:
    """A notebook with something done to it."""
    made = copy.deepcopy(made)
    edit(made)
    return made


def gone(*names: str) -> Callable[[Notebook], object]:
    """Cells are deleted."""

    def edit(made: Notebook) -> None:
        made["cells"] = [cell for cell in made["cells"] if named(cell) not in names]

    return edit


def moved(name: str, place: int) -> Callable[[Notebook], object]:
    """A cell stands elsewhere."""

    def edit(made: Notebook) -> None:
        cell = cell_of(made, name)
        made["cells"].remove(cell)
        made["cells"].insert(place, cell)

    return edit


def added(*cells: Cell, before: str) -> Callable[[Notebook], object]:
    """The student's own cells stand before one."""

    def edit(made: Notebook) -> None:
        place = made["cells"].index(cell_of(made, before))
        made["cells"][place:place] = copy.deepcopy(list(cells))

    return edit


def said(name: str, **fields: object) -> Callable[[Notebook], object]:
    """A cell's metadata of nbgrader's says something else."""
    return lambda made: cell_of(made, name)["metadata"]["nbgrader"].update(fields)


def bare(*names: str) -> Callable[[Notebook], object]:
    """Cells lost nbgrader's metadata, as when they are copied into a new notebook."""

    def edit(made: Notebook) -> None:
        for cell in made["cells"]:
            if named(cell) in names or not names:
                cell["metadata"].pop("nbgrader", None)

    return edit


def twice(name: str, source: str | None = None) -> Callable[[Notebook], object]:
    """A cell is copied with its metadata; the copy stands first and may say something else."""

    def edit(made: Notebook) -> None:
        cell = copy.deepcopy(cell_of(made, name))
        cell["source"] = cell["source"] if source is None else source
        made["cells"].insert(made["cells"].index(cell_of(made, name)), cell)

    return edit


def retyped(name: str, kind: str) -> Callable[[Notebook], object]:
    """A cell is turned into text, or into code."""

    def edit(made: Notebook) -> None:
        cell = cell_of(made, name)
        cell["cell_type"] = kind
        if kind == "code":
            cell |= {"outputs": [], "execution_count": None}
        else:
            cell.pop("outputs", None)
            cell.pop("execution_count", None)

    return edit


def tagged(made: Notebook) -> None:
    """Tags that a course's own tools may use, and that change nothing for nbgrader."""
    for cell in made["cells"]:
        cell["metadata"]["tags"] = ["parameters", "remove-input"]


def raises_exception(made: Notebook) -> None:
    """The tag that lets nbclient go on after an error stands at a failing test."""
    cell_of(made, "double")["source"] = "def double(x): return 0"
    cell_of(made, "test_double")["metadata"]["tags"] = ["raises-exception"]


def outputs_saved(made: Notebook) -> None:
    """What a test gave at home is in the notebook: full marks for wrong code."""
    cell_of(made, "double")["source"] = "def double(x): return 0"
    cell_of(made, "half")["source"] = "def half(x): return 0"
    result = {"output_type": "execute_result", "execution_count": 1, "metadata": {}}
    for name in ("test_double", "test_half"):
        cell_of(made, name)["outputs"] = [{**result, "data": {"text/plain": "2"}}]


FIRST_TRY = "def double(x):\n    return 1"
STUDENTS: dict[str, Notebook] = {
    "right": RIGHT,
    "as_released": SOURCE,
    "nothing_in_it": notebook(),
    "one_error": filled(RIGHT, double="def double(x) return"),
    "passes_visible": filled(RIGHT, double="def double(x):\n    return abs(2 * x)"),
    "half_right": filled(RIGHT, half="def half(x):\n    return 0"),
    "manual_code_emptied": filled(RIGHT, plot=""),
    "manual_text_emptied": filled(RIGHT, explain=""),
    "manual_text_only": filled(SOURCE, explain="Because."),
    "manual_text_and_blank": filled(SOURCE, explain="YOUR ANSWER HERE "),
    "locked_edited": filled(RIGHT, imports="limit = 99", words="print('changed')"),
    "test_edited": filled(RIGHT, test_double="pass", double="def double(x): return 0"),
    "task_edited": filled(RIGHT, explore="Explored."),
    "task_with_cells": edited(
        lambda made: made["cells"].append(code("explored = True")), filled(RIGHT)
    ),
    "sets_limit": edited(added(code("limit = 11"), before="double")),
    "own_cells": edited(
        added(code("x = 1"), text("note"), code("1 / 0"), code("x"), before="test_double")
    ),
    "raw_cell": edited(
        added({"cell_type": "raw", "metadata": {}, "source": "raw"}, before="double")
    ),
    "test_deleted": edited(gone("test_double")),
    "answer_deleted": edited(gone("double")),
    "locked_deleted": edited(gone("imports", "words")),
    "manual_deleted": edited(gone("plot", "explain")),
    "task_deleted": edited(gone("explore")),
    "all_tests_deleted": edited(
        gone("test_double", "test_hidden", "test_limit", "test_nothing", "test_half")
    ),
    "test_first": edited(moved("test_double", 0)),
    "answer_last": edited(moved("double", len(RIGHT["cells"]) - 1)),
    "reversed": edited(lambda made: made["cells"].reverse()),
    "test_bare": edited(bare("test_double")),
    "answer_bare": edited(bare("double")),
    "all_bare": edited(bare()),
    "more_points": edited(said("test_double", points=100)),
    "points_as_text": edited(said("test_double", points="2")),
    "no_points": edited(lambda made: cell_of(made, "plot")["metadata"]["nbgrader"].pop("points")),
    "unlocked": edited(said("test_double", locked=False)),
    "test_as_solution": edited(said("test_double", solution=True)),
    "test_not_graded": edited(said("test_double", grade=False)),
    "answer_graded": edited(said("double", grade=True, points=5)),
    "answer_locked": edited(said("double", locked=True)),
    "manual_as_test": edited(said("plot", solution=False)),
    "renamed_test": edited(said("test_double", grade_id="my_test")),
    "renamed_answer": edited(said("double", grade_id="my_answer")),
    "names_swapped": edited(
        lambda made: (
            said("test_double", grade_id="@")(made),
            said("test_half", grade_id="test_double")(made),
            said("@", grade_id="test_half")(made),
        )
    ),
    "false_checksum": edited(said("plot", checksum="0" * 32)),
    "test_twice": edited(twice("test_double")),
    "test_twice_edited": edited(
        twice("test_double", "pass"), filled(RIGHT, double="def double(x): return 0")
    ),
    "answer_twice": edited(twice("double", FIRST_TRY)),
    "manual_twice": edited(twice("explain", "An older answer.")),
    "test_as_text": edited(retyped("test_double", "markdown")),
    "test_as_raw": edited(retyped("test_double", "raw")),
    "answer_as_text": edited(retyped("double", "markdown")),
    "essay_as_code": edited(retyped("explain", "code")),
    "tagged": edited(tagged),
    "raises_exception": edited(raises_exception),
    "outputs_saved": edited(outputs_saved),
    "unknown_cell": edited(added(check("mine", "1", 5), before="test_half")),
    "unknown_answer": edited(added(answer("mine", "mine = 1"), before="test_half")),
    "other_kernel": filled(RIGHT) | {"metadata": {"kernelspec": {"name": "ir", "language": "R"}}},
    "no_kernel": filled(RIGHT) | {"metadata": {}},
    "cell_ids": RIGHT
    | {
        "nbformat_minor": 5,
        "cells": [{**cell, "id": f"cell-{i}"} for i, cell in enumerate(RIGHT["cells"])],
    },
    "same_cell_ids": RIGHT
    | {"nbformat_minor": 5, "cells": [{**cell, "id": "same"} for cell in RIGHT["cells"]]},
    "lines_as_list": edited(
        lambda made: [
            cell.update(source=cell["source"].splitlines(keepends=True)) for cell in made["cells"]
        ]
    ),
}

COURSES = {
    "kinds": Course(
        "every kind of cell, and what students do to them",
        {"p1.ipynb": SOURCE},
        {student: {"p1.ipynb": made} for student, made in STUDENTS.items()},
        apart=True,
    ),
    "several": Course(
        "several notebooks of an assignment; missing ones, unknown ones, in folders",
        {"p1.ipynb": SECOND, "p2.ipynb": SOURCE},
        {
            "both": {"p1.ipynb": SECOND_RIGHT, "p2.ipynb": RIGHT},
            "first": {"p1.ipynb": SECOND_RIGHT},
            "second": {"p2.ipynb": RIGHT},
            "unknown_too": {
                "p1.ipynb": SECOND_RIGHT,
                "p2.ipynb": RIGHT,
                "extra.ipynb": notebook(code("open('extra.txt', 'w').close()")),
            },
            "in_a_folder": {"p1.ipynb": SECOND_RIGHT, "work/p2.ipynb": RIGHT},
            "checkpoints": {
                "p1.ipynb": SECOND_RIGHT,
                "p2.ipynb": SOURCE,
                ".ipynb_checkpoints/p2-checkpoint.ipynb": RIGHT,
            },
        },
    ),
    "misnamed": Course(
        "no notebook of the assignment, but others",
        {"p1.ipynb": SECOND},
        {
            "unknown_only": {"extra.ipynb": SECOND_RIGHT},
            "capitals": {"P1.ipynb": SECOND_RIGHT},
            "copy": {"p1 (1).ipynb": SECOND_RIGHT},
            "with_name": {"ada_p1.ipynb": SECOND_RIGHT},
            "right": {"p1.ipynb": SECOND_RIGHT},
        },
        apart=True,
    ),
    "add_missing": Course(
        "c.OverwriteCells.add_missing_cells: deleted tests come back",
        {"p1.ipynb": SOURCE},
        {
            student: {"p1.ipynb": STUDENTS[student]}
            for student in (
                "right",
                "test_deleted",
                "all_tests_deleted",
                "task_deleted",
                "all_bare",
            )
        },
        {},
        "c.OverwriteCells.add_missing_cells = True",
    ),
}
