"""Fair marks: a mistake costs its own step, and no later one."""

import json
import shutil
from pathlib import Path

import pytest

from grader.engine.course.references import References
from grader.engine.grading.explained import verdict_output
from grader.engine.grading.outcome import FunctionResult, Outcome
from grader.engine.grading.work import Task
from grader.engine.run.pool import Pool
from tests.every import of_the_day
from tests.graded import checks
from tests.network import ASSIGNMENT, COURSE, FUNCTIONS, HOME, MISTAKES, source_of
from tests.sample_class import FOLDER, Golden, both, replace, solved, write
from tests.walls import LIMITS, grade, needs_walls

pytestmark = needs_walls


def graded(folder: Path, golden: Golden) -> dict[str, FunctionResult]:
    """Grade a solved submission with some edits."""
    notebooks = solved()
    golden.edit(notebooks)
    home = folder / "ann" / ASSIGNMENT
    home.mkdir(parents=True)
    for name, notebook in notebooks.items():
        (home / f"{name}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    result = grade("ann", folder / "ann")
    return {verdict.function: verdict for verdict in result.verdicts}


def not_passed(verdicts: dict[str, FunctionResult]) -> set[str]:
    """The functions that lose their points."""
    return {name for name, verdict in verdicts.items() if verdict.outcome is not Outcome.PASSED}


def test_a_wrong_helper_costs_no_later_step(tmp_path: Path) -> None:
    """With the reference's linear_forward in its place, all that calls it passes, and says so."""
    edit = replace("linear_forward", "W @ A + b", "W @ A")
    verdicts = graded(tmp_path, Golden("no bias", edit))
    assert not_passed(verdicts) == {"linear_forward"}
    helped = {name for name, verdict in verdicts.items() if verdict.helpers == ("linear_forward",)}
    assert helped == {
        *("linear_activation_forward", "L_model_forward"),
        *("two_layer_model", "L_layer_model", "predict"),
    }
    said = verdict_output(verdicts["L_model_forward"])["data"]["text/plain"]
    assert said.startswith("✓ L_model_forward passes, with a right linear_forward")
    assert "Your own linear_forward is wrong" in said


def test_a_later_mistake_of_ones_own_still_costs(tmp_path: Path) -> None:
    """Right helpers do not make a wrong step pass."""
    edit = both(
        replace("linear_forward", "W @ A + b", "W @ A"),
        replace("L_model_forward", '"sigmoid"', '"relu"'),
    )
    assert not_passed(graded(tmp_path, Golden("two mistakes", edit))) == {
        *("linear_forward", "L_model_forward"),
    }


def test_a_step_that_was_not_written_costs_only_itself(tmp_path: Path) -> None:
    """Whoever left out sigmoid and update_parameters can still have every other point."""
    stub = "def {0}(*args, **kwargs):\n    raise NotImplementedError"
    missing = ("sigmoid", "update_parameters")
    edit = both(*(write(name, stub.format(name)) for name in missing))
    verdicts = graded(tmp_path, Golden("two stubs", edit))
    assert not_passed(verdicts) == set(missing)
    assert verdicts["sigmoid"].outcome is Outcome.NOT_ATTEMPTED


def test_a_helper_in_a_notebook_that_is_missing_is_the_references(tmp_path: Path) -> None:
    """A lost notebook costs its own steps; notebook 6 is judged without it."""
    home = tmp_path / "ann" / ASSIGNMENT
    shutil.copytree(FOLDER / "perfect" / ASSIGNMENT, home)
    (home / "2_forward.ipynb").unlink()
    result = grade("ann", tmp_path / "ann")
    verdicts = {verdict.function: verdict for verdict in result.verdicts}
    assert not_passed(verdicts) == set(COURSE["2_forward"])


def test_what_agrees_with_ones_own_helper_passes_too(tmp_path: Path) -> None:
    """Own helpers come first: a step that is right with them needs no other ones."""
    forward = """
def linear_forward(A, W, b):
    return [W @ A + b, [A, W, b], "and a note of mine"]
"""
    caller = """
def linear_activation_forward(A_prev, W, b, activation):
    if activation not in ("sigmoid", "relu"):
        raise ValueError(activation)
    Z, linear_cache, *_ = linear_forward(A_prev, W, b)
    A, activation_cache = {"sigmoid": sigmoid, "relu": relu}[activation](Z)
    return A, (linear_cache, activation_cache)
"""
    edit = both(write("linear_forward", forward), write("linear_activation_forward", caller))
    verdicts = graded(tmp_path, Golden("one value too many", edit))
    assert "linear_activation_forward" not in not_passed(verdicts)
    assert verdicts["linear_activation_forward"].helpers == ()


def test_a_reference_is_nowhere_that_a_student_reads(tmp_path: Path) -> None:
    """A step that looks for the reference's source finds none where its words are kept."""
    spy = """
def linear_activation_forward(A_prev, W, b, activation):
    import inspect
    print(inspect.getsource(linear_forward))
    raise ValueError(str(linear_forward.__doc__) + linear_forward.__module__)
"""
    edit = both(
        replace("linear_forward", "W @ A + b", "W @ A"), write("linear_activation_forward", spy)
    )
    verdict = graded(tmp_path, Golden("a spy", edit))["linear_activation_forward"]
    assert verdict.outcome is Outcome.RAISED
    assert "reference" not in verdict.detail


def test_every_single_mistake_costs_its_own_step_and_no_other(tmp_path: Path) -> None:
    """A mistake of the catalogue in a whole submission: exactly its function loses marks.

    Some of each function's are taken, others every day, and all with LAYERWISE_TESTS=all. A mistake
    is named in the verdict, too, where the catalogue's name is the right one.
    """
    templates = {name: json.dumps(notebook) for name, notebook in solved().items()}
    tasks = []
    own = {name: [one for one in MISTAKES if one.function == name] for name in FUNCTIONS}
    some = [one for mistakes in own.values() for one in of_the_day(mistakes, len(mistakes) // 2)]
    assert {mistake.function for mistake in some} == set(FUNCTIONS)
    for i, mistake in enumerate(some):
        home = tmp_path / f"s{i}" / ASSIGNMENT
        home.mkdir(parents=True)
        for name, text in templates.items():
            if mistake.function in COURSE[name]:
                content = json.loads(text)
                for cell in content["cells"]:
                    if cell["metadata"].get("nbgrader", {}).get("grade_id") == mistake.function:
                        cell["source"] = source_of(mistake)
                text = json.dumps(content)
            (home / f"{name}.ipynb").write_text(text, encoding="utf-8")
        tasks.append(Task(str(i), home, ""))
    unfair, unnamed = [], []
    with Pool(2, checks(LIMITS)) as pool:
        pool.begin(tasks)
        for task, found in pool.results():
            mistake = some[int(task.student)]
            verdicts = {v.function: v for n in found.result.notebooks for v in n.functions}
            if not_passed(verdicts) != {mistake.function}:
                unfair.append(f"{mistake.function}, {mistake.name}: {not_passed(verdicts)}")
            known = verdicts[mistake.function].diagnosis
            if known is None or known.name != mistake.name:
                unnamed.append(f"{mistake.function}, {mistake.name}: {known and known.name!r}")
    assert unfair == []
    assert len(unnamed) <= max(3, len(some) // 20), unnamed  # a twentieth of all


@pytest.mark.parametrize("function", FUNCTIONS)
def test_only_what_comes_before_a_step_ever_stands_in(function: str) -> None:
    """What may stand in for its helpers is neither the step nor a later one, nor calls it."""
    later = FUNCTIONS[FUNCTIONS.index(function) :]
    references = References(HOME, FUNCTIONS)
    helpers = references.helpers_of(function)
    assert not helpers & {*later}
    assert not any(function in references.helpers_of(helper) for helper in helpers)
