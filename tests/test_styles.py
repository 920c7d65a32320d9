"""A right function in any of hundreds of styles passes, in the notebook and in the grader alike."""

import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import grader
from grader.cases.case import read_cases
from grader.cases.judge import judge
from grader.cases.plain import pack
from grader.check import CheckFailed
from grader.engine.authoring.mutate import program_of
from grader.engine.course.assignment import Question
from grader.engine.course.plan import RunCell
from grader.engine.grading.allowance import Allowance
from grader.engine.grading.session import Session
from grader.engine.sandbox.clock import Budget
from grader.engine.sandbox.inside.protocol import encode
from grader.engine.sandbox.limits import Limits
from grader.engine.sandbox.start import Sandbox
from grader.errors import NoSuchCheck
from tests.every import EVERY
from tests.network import FOLDER, FUNCTIONS, HIDDEN, lay_cases_beside
from tests.styles import Style, styles
from tests.walls import needs_walls

STYLES = list(styles())
PROGRAM = program_of(FOLDER)
MODELS = [name for name in FUNCTIONS if name.endswith("_model")]  # a training takes its time
SECONDS = 3_600.0  # nobody waits for a student here


def written() -> Iterator[tuple[Style, str, str]]:
    """Each style with some of the functions, in turn; every function in a part of them.

    With LAYERWISE_TESTS=all, every function in every style.
    """
    for number, style in enumerate(STYLES):
        for place, function in enumerate(FUNCTIONS):
            mine = (number + place) % (144 if function in MODELS else 24) == 0
            if EVERY or mine:
                yield style, function, style.source(function)


WRITTEN = list(written())


def test_there_are_hundreds_and_every_one_is_another() -> None:
    """By their text; every function is written in many of them, and every style is used."""
    assert len(STYLES) >= 200
    assert len({source for _, _, source in WRITTEN}) > 0.95 * len(WRITTEN)
    assert len({style for style, _, _ in WRITTEN}) >= 200
    assert {function for _, function, _ in WRITTEN} == set(FUNCTIONS)


def test_the_notebook_accepts_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`check` finds each by the name that the notebook has for it, and it passes."""
    monkeypatch.chdir(tmp_path)
    lay_cases_beside(tmp_path)
    program = compile(PROGRAM, "<reference>", "exec")
    refused = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for style, function, source in WRITTEN:
            names: dict[str, Any] = {"__name__": "__main__", "check": grader.check}
            exec(program, names)
            exec(compile(source, "<cell>", "exec"), names)
            try:
                exec(f"check({function})", names)
            except (CheckFailed, NoSuchCheck) as error:
                refused.append((str(style), function, str(error)[:300]))
    assert refused == []


@needs_walls
def test_the_grader_accepts_them() -> None:
    """By the hidden cases, behind the walls; a notebook for each style, all in one worker."""
    limits = Limits(submission_seconds=SECONDS, all_idle_seconds=SECONDS)
    cases = {name: read_cases(HIDDEN, name) for name in FUNCTIONS}
    refused = []
    with Sandbox(limits) as sandbox:
        session = Session(sandbox, Budget(limits), Allowance(SECONDS))
        for place, (style, function, source) in enumerate(WRITTEN):
            session.run(f"n{place}", RunCell(0, f"{PROGRAM}\n\n{source}"))
            for case in cases[function]:
                inputs, arrays = pack([case.args, case.kwargs])
                request = {"notebook": f"n{place}", "function": function, "inputs": inputs}
                question = Question(case, encode({**request, "defaults": case.defaults}, arrays))
                (answer,) = session.call([question])
                if answer is None or (said := judge(case, answer)):
                    refused.append((str(style), function, case.title, str(answer and said)[:300]))
        session.close()
    assert refused == []


@pytest.mark.parametrize("shape", ["a lambda", "an object that is called", "a partial", "anything"])
def test_a_wrong_one_is_told_what_is_wrong(
    shape: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However it is made: the answer is looked at, and no error of ours is in the way."""
    monkeypatch.chdir(tmp_path)
    lay_cases_beside(tmp_path)
    source = replace(STYLES[0], code="a result", shape=shape).source("relu")
    names: dict[str, Any] = {"np": np, "__name__": "__main__", "check": grader.check}
    exec(source.replace("np.maximum", "np.minimum"), names)
    with pytest.raises(CheckFailed, match="relu is not right yet: case 1 of"):
        exec("check(relu)", names)


def test_another_function_is_still_none_of_the_steps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A lambda that no step's name stands for is not taken for one."""
    monkeypatch.chdir(tmp_path)
    lay_cases_beside(tmp_path)
    with pytest.raises(NoSuchCheck):
        exec("mine = lambda Z: (Z, Z)\ncheck(mine)", {"check": grader.check})
