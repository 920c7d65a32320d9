"""Two known mistakes at once, each in parts of the answer that the other one leaves right.

No list of pairs is needed: what a mistake does is known part by part.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from math import prod

from grader.cases.case import Case

from .behaviour import Behaviour, alike, described
from .known import Known

LEAST = 2  # parts, of all cases, in which each of the two must show
MAX_FITTING = 8  # mistakes that fit in part, before nothing is said
MAX_FORM = 20_000  # letters of an answer's form: a network of a hundred layers has half of it
_ARRAY = re.compile(r"\bnumber\b|\b\w++\(([\d, ]*)\)")
# A part of an answer: the number of its case, and its place in the answer.
Place = tuple[int, int]


def both_of(
    cases: Sequence[Case], shown: Sequence[Behaviour], mistakes: Sequence[Known]
) -> Known | None:
    """Find the two mistakes that together do what is shown; None where they are not just two."""
    if any(one.raised and not case.raises for case, one in zip(cases, shown, strict=True)):
        return None
    if any(len(one.form) > MAX_FORM for one in shown):
        return None
    right = [_parts(described(case)) for case in cases]
    got = [_parts(one) if one.form else right[i] for i, one in enumerate(shown)]
    if any(len(one) != len(other) for one, other in zip(got, right, strict=True)):
        return None
    wrong = set(_differing(got, right))
    fitting: list[tuple[Known, set[Place]]] = []
    for one in mistakes:
        if one.also or one.unsteady:
            continue
        own = _fitting(one, cases, got, right, wrong)
        if len(own) >= LEAST:
            fitting.append((one, own))
    if len(fitting) > MAX_FITTING:
        return None
    pairs = {
        (one.name, other.name): replace(one, also=other.misconception)
        for (one, its), (other, others) in combinations(fitting, 2)
        if its | others == wrong and not _kinds(cases, its) & _kinds(cases, others)
    }
    return next(iter(pairs.values())) if len(pairs) == 1 else None


def _kinds(cases: Sequence[Case], places: set[Place]) -> set[int]:
    """Which parts of the answer these are; -1 for an error that is asked for.

    Two mistakes in the same part, each in cases of its own, are not told: a sentence that speaks of
    all the cases is not true of both.
    """
    return {-1 if cases[i].raises else k for i, k in places}


def _fitting(
    one: Known,
    cases: Sequence[Case],
    got: Sequence[list[Behaviour]],
    right: Sequence[list[Behaviour]],
    wrong: set[Place],
) -> set[Place]:
    """The parts that a mistake makes wrong, where the answer is wrong in the same way in each."""
    found: set[Place] = set()
    for i, behaviour in enumerate(one.behaviours):
        if not behaviour.form:
            continue
        if behaviour.raised and not cases[i].raises:
            return set()
        parts = _parts(behaviour)
        if len(parts) != len(right[i]):
            return set()
        for k, (part, other) in enumerate(zip(parts, right[i], strict=True)):
            if alike(part, other):
                continue
            if (i, k) not in wrong or not alike(got[i][k], part):
                return set()
            found.add((i, k))
    return found


def _differing(got: Sequence[list[Behaviour]], right: Sequence[list[Behaviour]]) -> Iterator[Place]:
    for i, (some, others) in enumerate(zip(got, right, strict=True)):
        for k, (one, other) in enumerate(zip(some, others, strict=True)):
            if not alike(one, other):
                yield i, k


def _parts(whole: Behaviour) -> list[Behaviour]:
    """Take what an answer is apart into its parts, each with its own numbers."""
    if whole.raised or whole.form[:1] not in ("(", "{"):
        return [whole]
    parts, at = [], 0
    for form in _split(whole.form[1:-1]):
        size = sum(
            prod(int(n) for n in found[1].split(",") if n.strip()) if found[1] is not None else 1
            for found in _ARRAY.finditer(form)
        )
        parts.append(Behaviour(form, whole.numbers[at : at + size]))
        at += size
    return parts if at == len(whole.numbers) else [whole]


def _split(form: str) -> list[str]:
    """Split at the commas that stand in no brackets."""
    parts, depth, start = [], 0, 0
    for i, letter in enumerate(form):
        depth += (letter in "({") - (letter in ")}")
        if letter == "," and depth == 0:
            parts.append(form[start:i].strip())
            start = i + 1
    return [*parts, form[start:].strip()]
