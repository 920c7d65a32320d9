"""What the mistakes of a catalogue do on the cases, for the file of cases."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from grader.cases.case import Case
from grader.diagnosis.behaviour import Behaviour, alike, behaviour
from grader.diagnosis.diagnose import steadiness
from grader.diagnosis.known import Known
from grader.engine.errors import AuthorError
from grader.examine import ask, examine

from .catalogue import Catalogue, Mistake
from .trouble import ended_after

LONGEST = 60.0  # seconds on all cases of its function; what never ends has no behaviour
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
    found: list[Known] = []
    for mistake in catalogue.mistakes:
        if mistake.function not in by_function:
            raise AuthorError(unchecked(f"the mistake “{mistake.name}”", mistake.function))
        own = by_function[mistake.function]
        found.append(known(mistake, catalogue, own, lessons))
        found += [known(replace(mistake, change=c), catalogue, own, lessons) for c in mistake.more]
    yield from found
    yield from _together(catalogue, by_function, lessons, found)


def unchecked(what: str, function: str) -> str:
    """Say that there is no check of a function, and how there would be one."""
    return (
        f"{what} is of {function}, which no cell checks. A lesson marks its cell with "
        f'# %% function="{function}" points=2; a notebook has a locked cell check({function}).'
    )


def known(mistake: Mistake, catalogue: Catalogue, cases: Sequence[Case], lessons: Lessons) -> Known:
    """Put one mistake to its function's cases, and note what it does."""
    found = _known(mistake, catalogue.source_of(mistake), catalogue, cases, lessons)
    if found is None:
        raise AuthorError(
            f"no case of {mistake.function} finds the mistake “{mistake.name}”. Add one that does "
            "to its cases, or take the mistake out: it may be no mistake at all."
        )
    if not found.code and not found.unsteady and not any(map(_is_value, found.behaviours)):
        raise AuthorError(
            f"the mistake “{mistake.name}” of {mistake.function} ends in errors alone, as others "
            "may. Give it code=(…): what in the code shows it."
        )
    return found


def _is_value(one: Behaviour) -> bool:
    return one.form != "" and not one.raised


def _known(
    mistake: Mistake, source: str, catalogue: Catalogue, cases: Sequence[Case], lessons: Lessons
) -> Known | None:
    """Put a source to the cases; None where it passes them all."""
    with ended_after(LONGEST, f"the mistake “{mistake.name}” of {mistake.function}"):
        function = catalogue.define(mistake.function, source)
        answers = [ask(function, case) for case in cases]
    behaviours = [behaviour(case, answer) for case, answer in zip(cases, answers, strict=True)]
    # The smallest input that shows the mistake is asked again: a training may take its time.
    wrong = next((i for i, one in enumerate(behaviours) if one.form), None)
    if wrong is None:
        return None
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
        code=mistake.code,
    )


def _together(
    catalogue: Catalogue,
    cases: Mapping[str, Sequence[Case]],
    lessons: Lessons,
    alone: Sequence[Known],
) -> Iterator[Known]:
    """Yield every mistake in code that is not finished: together with one that is there till then.

    What behaves as a mistake alone does is left to that one, and what two pairs do is left out.
    """
    found: list[Known] = []
    for mistake in catalogue.mistakes:
        for name in catalogue.unfinished.get(mistake.function, ()):
            if mistake.name == name:
                continue
            other = catalogue.mistake(mistake.function, name)
            changes = [mistake.change, *mistake.more]
            for source in catalogue.joined(mistake.function, changes, other.change):
                one = _known(mistake, source, catalogue, cases[mistake.function], lessons)
                if one is not None and (one.code or any(map(_is_value, one.behaviours))):
                    found.append(replace(one, also=other.misconception))
    for one in found:
        if not any(_same(one, two) for two in alone) and not any(
            two.name != one.name and two.code == one.code and _same(one, two) for two in found
        ):
            yield one


def _same(one: Known, other: Known) -> bool:
    """Whether no case tells two mistakes apart, but for rounding."""
    return (
        one.function == other.function
        and one.unsteady == other.unsteady
        and all(map(alike, one.behaviours, other.behaviours))
    )


def accept_right_ways(catalogue: Catalogue, cases: Sequence[Case]) -> None:
    """See to it that every right way passes every case of its function.

    Raises:
        AuthorError: one is refused, or is of no function.
    """
    for right in catalogue.right:
        own = [case for case in cases if case.function == right.function]
        if not own:
            raise AuthorError(unchecked(f"the right way “{right.name}”", right.function))
        with ended_after(LONGEST, f"the right way “{right.name}” of {right.function}"):
            verdict = examine(catalogue.define(right.function, catalogue.source_of(right)), own)
        if verdict.failed is not None:
            raise AuthorError(
                f"{right.function}, case “{verdict.failed.title}” refuses the right way "
                f"“{right.name}”: {verdict.difference}."
            )


def twins(known: Sequence[Known]) -> Iterator[tuple[Known, Known]]:
    """Find mistakes of one function that no case tells apart: neither could ever be named.

    What the code shows may behave as another mistake does: it is the nearer name.
    """
    seen: dict[tuple[object, ...], Known] = {}
    for one in known:
        rows = ((row.form, row.numbers.tobytes()) for row in one.behaviours)
        other = seen.setdefault((one.function, one.unsteady, one.code, *rows), one)
        if other.name != one.name:
            yield other, one
