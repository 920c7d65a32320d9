"""What the mistakes of a catalogue do on the cases, for the file of cases."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from grader.cases.case import Case
from grader.check import ask, examine
from grader.diagnosis.behaviour import Behaviour, behaviour
from grader.diagnosis.diagnose import steadiness
from grader.diagnosis.known import Known

from .catalogue import Catalogue, Mistake
from .trouble import AuthorError

# Where a lesson tells of a function: the notebook, and the heading of its stub's section.
Lessons = Mapping[str, tuple[str, str]]


def known_mistakes(
    catalogue: Catalogue, cases: Sequence[Case], lessons: Lessons
) -> Iterator[Known]:
    """Put every mistake of the catalogue to its function's cases.

    Raises:
        AuthorError: a mistake is of no function, or passes every case.
    """
    by_function: dict[str, list[Case]] = {}
    for case in cases:
        by_function.setdefault(case.function, []).append(case)
    for mistake in catalogue.mistakes:
        if mistake.function not in by_function:
            raise AuthorError(
                f"the mistake “{mistake.name}” is of {mistake.function}, which no cell checks."
            )
        yield known(mistake, catalogue, by_function[mistake.function], lessons)


def known(mistake: Mistake, catalogue: Catalogue, cases: Sequence[Case], lessons: Lessons) -> Known:
    """Put one mistake to its function's cases, and note what it does."""
    function = catalogue.define(mistake.function, catalogue.source_of(mistake))
    answers = [ask(function, case) for case in cases]
    behaviours = [behaviour(case, answer) for case, answer in zip(cases, answers, strict=True)]
    # The smallest input that shows the mistake is asked again: a training may take its time.
    wrong = next((i for i, one in enumerate(behaviours) if one.form), None)
    if wrong is None:
        raise AuthorError(
            f"no case of {mistake.function} finds the mistake “{mistake.name}”. Add one that does "
            "to its cases, or take the mistake out: it may be no mistake at all."
        )
    again = [*[None] * wrong, ask(function, cases[wrong])]
    unsteady = steadiness(cases, answers, again)
    if unsteady:
        behaviours = [Behaviour(one.form, np.empty(0)) for one in behaviours]
    notebook, heading = lessons[mistake.function]
    return Known(
        function=mistake.function,
        name=mistake.name,
        misconception=mistake.misconception,
        hint=mistake.hint,
        notebook=notebook,
        heading=mistake.heading or heading,
        behaviours=tuple(behaviours),
        unsteady=unsteady,
    )


def accept_right_ways(catalogue: Catalogue, cases: Sequence[Case]) -> None:
    """See to it that every right way passes every case of its function.

    Raises:
        AuthorError: one is refused, or is of no function.
    """
    for right in catalogue.right:
        own = [case for case in cases if case.function == right.function]
        if not own:
            raise AuthorError(
                f"the right way “{right.name}” is of {right.function}, which no cell checks."
            )
        verdict = examine(catalogue.define(right.function, catalogue.source_of(right)), own)
        if verdict.failed is not None:
            raise AuthorError(
                f"{right.function}, case “{verdict.failed.title}” refuses the right way "
                f"“{right.name}”: {verdict.difference}."
            )


def twins(known: Sequence[Known]) -> Iterator[tuple[Known, Known]]:
    """Find mistakes of one function that no case tells apart: neither could ever be named."""
    seen: dict[tuple[object, ...], Known] = {}
    for one in known:
        key = (
            one.function,
            one.unsteady,
            *((behaviour.form, behaviour.numbers.tobytes()) for behaviour in one.behaviours),
        )
        if key in seen:
            yield seen[key], one
        else:
            seen[key] = one
