"""What the mistakes of the catalogue do on the cases, for grader/expected/*_mistakes.h5."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from grader.cases.case import Case, read_cases
from grader.check import ask
from grader.course import FUNCTIONS
from grader.diagnosis.behaviour import Behaviour, behaviour
from grader.diagnosis.diagnose import steadiness
from grader.diagnosis.known import Known, write_mistakes

from ..mistakes import MISTAKES, Mistake, define


def known_mistakes(cases: Iterable[Case]) -> Iterator[Known]:
    """Put every mistake of the catalogue to its function's cases."""
    by_function: dict[str, list[Case]] = {}
    for case in cases:
        by_function.setdefault(case.function, []).append(case)
    for mistake in MISTAKES:
        yield known(mistake, by_function[mistake.function])


def known(mistake: Mistake, cases: list[Case]) -> Known:
    """Put one mistake to its function's cases, and note what it does."""
    function = define(mistake.function, mistake.source)
    answers = [ask(function, case) for case in cases]
    behaviours = [behaviour(case, answer) for case, answer in zip(cases, answers, strict=True)]
    # The smallest input that shows the mistake is asked again: a training may take its time.
    wrong = next((i for i, one in enumerate(behaviours) if one.form), 0)
    again = [*[None] * wrong, ask(function, cases[wrong])]
    unsteady = steadiness(cases, answers, again)
    if unsteady:
        behaviours = [Behaviour(one.form, np.empty(0)) for one in behaviours]
    notebook, heading = mistake.lesson
    return Known(
        function=mistake.function,
        name=mistake.name,
        misconception=mistake.misconception,
        hint=mistake.hint,
        notebook=notebook,
        heading=heading,
        behaviours=tuple(behaviours),
        unsteady=unsteady,
    )


def build_mistakes(public: Path, hidden: Path) -> None:
    """Write public_mistakes.h5 and hidden_mistakes.h5 beside the cases that lie in the folders."""
    for name, folder in (("public", public), ("hidden", hidden)):
        path = folder / f"{name}.h5"
        cases = (case for function in FUNCTIONS for case in read_cases(path, function))
        write_mistakes(path.with_stem(f"{name}_mistakes"), known_mistakes(cases))
