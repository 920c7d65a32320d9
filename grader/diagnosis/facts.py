"""Facts about wrong answers that need no list of mistakes: what holds in every case that failed.

A fact is a sentence. It is said only where it holds for every wrong number of its part in every
case that failed, and it names no number of the expected answers.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from typing import Any

import numpy as np

from grader.cases.call import Answer
from grader.cases.case import Case
from grader.cases.compare import Difference, compare, is_numeric
from grader.cases.judge import as_judged, with_article

from .errors import meaning
from .formulas import SURE, UNSURE
from .numbered import (
    KEY,
    exchanged_keys,
    misspelt_keys,
    shifted_keys,
    wrong_entries_of,
    wrong_places,
)
from .relations import (
    OTHERS,
    RELATIONS,
    WHOLE,
    by_argument,
    refuted_by,
    relations_of,
    text_of,
)
from .returned import returned
from .scalars import mostly, ratio
from .where import wrong_only
from .words import listed

# A case, the answer to it, and what is wrong with that; None where it is right.
Judged = tuple[Case, Answer, Difference | None]

MISSING = {"nan", "infinite"}
TURNED = (
    "All that is wrong has rows and columns exchanged, as where each row is an example: in this "
    "course each column is one."
)
NUMBERS = "Every shape is right; the numbers are not."
BARE = "What comes back has the right form; its numbers are wrong."
LISTED = "[]"  # the key of what stands in a list


def facts_of(judged: Sequence[Judged]) -> list[str]:
    """Say what is known of a function by its answers, the most telling facts first.

    Args:
        judged: each case with its answer (plain data) and what is wrong with it.
    """
    failed = [one for one in judged if one[2] is not None]
    if not failed:
        return []
    said = _errors(failed) + _changed(failed)
    values = [
        (case, replace(answer, value=as_judged(case, answer.value)))
        for case, answer, _ in failed
        if answer.error is None and not case.raises
    ]
    if values:
        whole = returned(values)
        said += whole
        if not whole:
            said += misspelt_keys(values) + shifted_keys(values) + exchanged_keys(values)
            parts = _parts(values, _refuted(judged))
            said += [
                fact for fact in parts if fact not in (NUMBERS, BARE) or len(values) == len(failed)
            ]
    silent = [case.raises for case, answer, _ in failed if case.raises and not answer.error]
    for kind in dict.fromkeys(silent):
        said.append(
            f"Where the docstring asks for {with_article(kind)}, an answer comes back: "
            f"raise {kind}(...) says no; print and return do not."
        )
    right = len(judged) - len(failed)
    if right:
        only = wrong_only(judged)
        # Where nothing else is said of what is wrong, it is the place to begin.
        bare = only and not any(map(telling, said))
        count = f"It is right in {right} of {len(judged)} cases{only}."
        said = [count, *said] if bare else [*said, count]
    return said


def telling(fact: str) -> bool:
    """Whether a fact says more than which numbers are wrong."""
    return not fact.startswith(("Right: ", NUMBERS, BARE, "In other cases", "It is right in"))


def _errors(failed: Sequence[Judged]) -> list[str]:
    errors = [answer for case, answer, _ in failed if answer.error is not None and not case.raises]
    if not errors:
        return []
    if failed[0][1].error is None:  # the case that is shown has none
        return ["In other cases it raises an error."]
    said = []
    first = errors[0].error or ""
    inside = list(dict.fromkeys(e.inside for e in errors if e.inside))
    if found := re.match(r"(?:NameError|UnboundLocalError): .*?'(\w+)'", first):
        who = f"Your {errors[0].inside}" if errors[0].inside else "It"
        said.append(
            f"{who} uses the name {found[1]}, which is no "
            "argument of it and has no value there yet."
        )
        inside = []
    elif not inside and re.match(r"line \d+: raise\b", errors[0].line):
        said.append(
            f"Its own `{errors[0].line.partition(': ')[2]}` is reached where an answer is asked "
            "for: look at the condition that leads there."
        )
    elif explained := meaning(first):
        said.append(explained)
    elif re.match(r"(?:Type|Attribute)Error: .*\btuple\b", first):
        said.append(
            "A tuple is used as if it were one thing: some call gives several things at once, "
            "or wants its sizes one by one."
        )
    if any("truth value of an array" in (e.error or "") for e in errors):
        said.append("A yes-or-no question is put to a whole array, which has many answers.")
    if inside and all(e.inside for e in errors):
        said.append(
            f"The error comes from inside {listed(inside)}: look at what is handed over, "
            "and run its own check."
        )
    if len(errors) < len(failed):
        said.append("In some cases it raises an error, in others it gives a wrong answer.")
    return said


def _changed(failed: Sequence[Judged]) -> list[str]:
    """Name the arguments that the function has changed."""
    names = []
    for case, answer, _ in failed:
        if answer.error is None and isinstance(answer.inputs, list) and len(answer.inputs) == 2:
            after = answer.inputs[0]
            if isinstance(after, list | tuple) and len(after) == len(case.args):
                named = zip(case.traits.arguments, case.args, after, strict=False)
                names += [name for name, one, other in named if compare(other, one)]
    return [f"It changes its argument {name}." for name in dict.fromkeys(names)]


def _refuted(judged: Sequence[Judged]) -> set[str]:
    """What cannot be said of all the cases of a function, for some of them are right."""
    found: set[str] = set()
    for case, _, difference in judged:
        decides = case.argument(case.traits.elementwise) if case.traits.elementwise else None
        if difference is None and isinstance(decides, np.ndarray):
            found |= refuted_by(decides)
    return found


def _parts(values: Sequence[tuple[Case, Answer]], refuted: Set[str] = frozenset()) -> list[str]:
    """For each part of the answer: is it right in every case, and if not, how is it wrong?

    refuted: relations of which it is said that they hold only where something is wrong.
    """
    if all(answer.value is None for _, answer in values):
        return []
    relations: dict[tuple[str, bool], set[str]] = {}
    right: dict[str, bool] = {}
    undefined: dict[str, set[str]] = {}  # nan, or infinite, in some case
    often: dict[str, Counter[str]] = {}  # how many wrong numbers each relation holds for
    sure: dict[str, set[str]] = {}  # what is no chance in some case
    layered: set[str] = set()  # names of several parts each: W of W1, W2, ...
    within: dict[str, str] = {}  # names of lists, of which only some entries may be wrong
    for case, answer in values:
        m = examples_of(case)
        inputs = list(_arrays([case.args, case.kwargs]))
        for name, key, got, expected in leaves(case, answer.value):
            wrong = compare(got, expected) is not None
            right[name] = right.get(name, True) and not wrong
            within |= {name: "Each wrong entry of "} if key == LISTED else {}
            layered |= {name} if KEY.fullmatch(str(key)) else set()
            if wrong:
                # One single number is its own transpose, its own sum, and flat or square at once.
                place = name, np.size(expected) == 1
                sought = relations.get(place, OTHERS) if np.ndim(expected) else OTHERS
                seen = set(relations_of(got, expected, m, inputs, sought))
                seen |= by_argument(case, key, got, expected)
                if seen & MISSING:  # where a number is missing, nothing else can be seen
                    undefined.setdefault(name, set()).update(seen & MISSING)
                    continue
                sure.setdefault(name, set()).update(one for one in seen if one.endswith(SURE))
                relations[place] = relations[place] & seen if place in relations else seen
                if np.ndim(expected) == 0 and is_numeric(got) and is_numeric(expected):
                    often.setdefault(name, Counter()).update(seen | ratio(got, expected))
    said: list[str] = []
    numbered = {name for name, _ in relations}
    relations |= {(name, False): how for name, how in undefined.items() if name not in numbered}
    if len(numbered) > 1 and all("sides" in found for found in relations.values()):
        said.append(TURNED)
        relations = {}
    texts: dict[str, list[str]] = {}
    for (name, single), found in relations.items():
        if single and (name, False) in relations:
            continue
        found = found - WHOLE if name in undefined else found
        found = found - {one for one in found & UNSURE if one + SURE not in sure[name]}
        text = text_of(found, values[0][0].traits.elementwise)
        if refuted and text and text == text_of(found & refuted, values[0][0].traits.elementwise):
            text += ", in the cases that are wrong"
        if single:
            text = text.removesuffix(" everywhere")
        if text:
            texts.setdefault(text, []).append(name)
    for text, named in texts.items():
        if many := [name for name in named if name in layered]:
            said.append(f"Each wrong {listed(many)} {text}.")
        said += [f"{within.get(name, '')}{name} {text}." for name in named if name not in layered]
    for kind in sorted(MISSING):
        if both := [name for name, how in undefined.items() if name in numbered and kind in how]:
            who = both[0] if len(both) == 1 else f"each of {listed(both)}"
            said.append(f"In other cases {who} {RELATIONS[kind]}.")
    correct = [name for name, good in right.items() if good]
    wrong_parts = [name for name, good in right.items() if not good]
    if correct and wrong_parts:
        said.append(f"Right: {listed(correct)}. Not right: {listed(wrong_parts)}.")
    elif wrong_parts and not said and all(map(_fits, values)):
        arrays = any(np.ndim(one) for case, _ in values for *_, one in leaves(case, case.expected))
        said.append(NUMBERS if arrays else BARE)
        said += [text for name in wrong_parts for text in mostly(name, often, len(values))]
    return said + wrong_places(values, wrong_parts) + wrong_entries_of(values)


def partly_right(judged: Judged) -> bool:
    """Whether some part of a wrong answer is right, and not 0 all over."""
    case, answer, difference = judged
    if difference is None or case.raises or answer.error is not None:
        return False
    return any(
        is_numeric(right) and np.any(right) and compare(got, right) is None
        for _, _, got, right in leaves(case, answer.value)
    )


def _fits(value: tuple[Case, Answer]) -> bool:
    """Whether every part of an answer has the right shape, and is there; and nothing else is."""
    case, answer = value
    parts = [(got, expected) for _, _, got, expected in leaves(case, answer.value)]
    own = leaves(replace(case, expected=answer.value), answer.value)
    return len([*own]) == len(parts) == len([*leaves(case, case.expected)]) > 0 and all(
        is_numeric(got) and np.shape(got) == np.shape(right) for got, right in parts
    )


def leaves(case: Case, value: Any) -> Iterator[tuple[str, str, Any, Any]]:
    """Yield name, key, got and expected of each part of an answer that can be held against another.

    A part of a dictionary is named by its letters: the part with the key "x2" is an x. What is
    missing, or has another structure, is left out.
    """
    names = case.traits.returns or ("the answer",)
    if len(names) == 1:
        yield from _leaves(names[0], "", value, case.expected)
    elif isinstance(value, list | tuple) and len(value) == len(names):
        for name, got, expected in zip(names, value, case.expected, strict=True):
            yield from _leaves(name, "", got, expected)


def _leaves(name: str, key: str, got: Any, expected: Any) -> Iterator[tuple[str, str, Any, Any]]:
    if isinstance(expected, dict):
        for inner, right in expected.items():
            if isinstance(got, dict) and inner in got:
                letters = found[1] if (found := KEY.fullmatch(str(inner))) else str(inner)
                yield from _leaves(letters, inner, got[inner], right)
    elif isinstance(expected, list | tuple):
        if isinstance(got, list | tuple) and len(got) == len(expected):
            for one, right in zip(got, expected, strict=True):
                yield from _leaves(name, key or LISTED, one, right)
    else:
        yield name, key, got, expected


def examples_of(case: Case) -> int:
    """The number of examples, m: the columns of the argument that holds them."""
    value = case.argument(case.traits.examples)
    return value.shape[1] if isinstance(value, np.ndarray) and value.ndim == 2 else 1


def _arrays(value: Any) -> Iterator[np.ndarray]:
    if isinstance(value, np.ndarray):
        yield value
    elif isinstance(value, dict | list | tuple):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _arrays(item)
