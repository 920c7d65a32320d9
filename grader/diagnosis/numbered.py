"""Facts about parts of an answer that are counted, as W1, W2, ...: what holds for one place in all.

What is counted, a layer for one, is a trait of the cases.
"""

import itertools
import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from grader.cases.call import Answer
from grader.cases.case import Case
from grader.cases.compare import compare, is_numeric

from .words import listed

PLACES: dict[str, Callable[[list[bool]], bool]] = {
    "only that of the last {} is wrong": lambda right: all(right[:-1]) and not right[-1],
    "only that of the first {} is wrong": lambda right: all(right[1:]) and not right[0],
    "only that of the last {} is right": lambda right: right[-1] and not any(right[:-1]),
    "only that of the first {} is right": lambda right: right[0] and not any(right[1:]),
}
KEY = re.compile(r"([A-Za-z]+)(\d+)")


def shifted_keys(values: Sequence[tuple[Case, Answer]]) -> list[str]:
    """Dictionaries whose numbers are right, under the keys of another layer."""
    counted = values[0][0].traits.numbered
    if not counted:
        return []
    shifts = set()
    for case, answer in values:
        got, expected = answer.value, case.expected
        if not (isinstance(got, dict) and isinstance(expected, dict)):
            return []
        if _has_nan(got):
            continue
        shifts.add(next((s for s in (-1, 1) if _shifted(got, expected, s)), 0))
    if shifts == {1}:
        return [
            f"Numbers are right, but stand one {counted} too high: their keys count one too many."
        ]
    if shifts == {-1}:
        return [
            f"Numbers are right, but stand one {counted} too low: their keys count one too few."
        ]
    return []


def exchanged_keys(values: Sequence[tuple[Case, Answer]]) -> list[str]:
    """Dictionaries in which two letters have changed places, in every case."""
    found: list[set[tuple[str, str]]] = []
    for case, answer in values:
        got, expected = answer.value, case.expected
        if not (isinstance(got, dict) and isinstance(expected, dict)):
            return []
        if _has_nan(got):
            continue
        keys = [key for key in map(KEY.fullmatch, map(str, expected)) if key and key[0] in got]
        pairs = itertools.combinations(keys, 2)
        found.append(
            {
                (one[1], other[1])
                for one, other in pairs
                if one[2] == other[2]
                and compare(got[one[0]], expected[one[0]])
                and compare(got[one[0]], expected[other[0]]) is None
                and compare(got[other[0]], expected[one[0]]) is None
            }
        )
    both = set.intersection(*found) if found else set()
    return [
        f"{one} and {other} have changed places: each is under the other's key."
        for one, other in sorted(both)
    ]


def _has_nan(got: dict[str, Any]) -> bool:
    """Whether numbers are missing: then nothing else can be seen."""
    return any(is_numeric(value) and np.isnan(value).any() for value in got.values())


def _shifted(got: dict[str, Any], expected: dict[str, Any], by: int) -> bool:
    """Whether some letter's arrays are all right under the key of `by` layers higher."""
    for letter in {found[1] for key in expected if (found := KEY.fullmatch(str(key)))}:
        wanted = {key: v for key, v in expected.items() if re.fullmatch(rf"{letter}\d+", str(key))}
        moved = {f"{letter}{int(key[len(letter) :]) + by}": v for key, v in wanted.items()}
        if len(wanted) > 1 or moved.keys() != wanted.keys():
            there = all(key in got and compare(got[key], v) is None for key, v in moved.items())
            if there and any(compare(got.get(key), v) for key, v in wanted.items()):
                return True
    return False


def wrong_places(values: Sequence[tuple[Case, Answer]], letters: list[str]) -> list[str]:
    """Say whether it is always the first, or always the last layer that is wrong, or right."""
    counted = values[0][0].traits.numbered
    found: dict[str, list[str]] = {}
    for letter in letters if counted else ():
        patterns = set(PLACES)
        told = False
        for case, answer in values:
            layers = _judged_layers(case, answer, letter)
            if len(layers) > 1 and not all(layers):
                patterns &= {name for name, fits in PLACES.items() if fits(layers)}
                told = True
        fitting = [name for name in PLACES if name in patterns and told]
        if not fitting and told:
            return []  # another letter is wrong elsewhere: to name one place alone would mislead
        for name in fitting[:1]:
            found.setdefault(name, []).append(letter)
    return [f"Of all {listed(letters)}, {name.format(counted)}." for name, letters in found.items()]


def _judged_layers(case: Case, answer: Answer, letter: str) -> list[bool]:
    """Whether each array of a letter is right, in the order of the layers."""
    got, expected = answer.value, case.expected
    if len(case.traits.returns) > 1 and isinstance(got, list | tuple):
        got, expected = (got[0] if got else None), expected[0]
    if not (isinstance(got, dict) and isinstance(expected, dict)):
        return []
    keys = [key for key in expected if re.fullmatch(rf"{letter}\d+", str(key))]
    keys.sort(key=lambda key: int(key[len(letter) :]))
    return [key in got and compare(got[key], expected[key]) is None for key in keys]


def wrong_entries_of(values: Sequence[tuple[Case, Answer]]) -> list[str]:
    """Say of a part that is a list whether it is always the first, or the last entry alone."""
    names = values[0][0].traits.returns
    said = []
    for i, name in enumerate(names):
        patterns, told, longer = set(PLACES), False, set()
        for case, answer in values:
            got, expected = answer.value, case.expected
            if len(names) > 1:
                whole = isinstance(got, list | tuple) and len(got) == len(names)
                got, expected = (got[i] if whole else None), expected[i]
            if not (isinstance(got, list | tuple) and isinstance(expected, list)):
                continue
            longer.add(len(got) - len(expected))
            right = [compare(one, other) is None for one, other in zip(got, expected, strict=False)]
            if len(got) == len(expected) > 1 and not all(right):
                patterns &= {one for one, fits in PLACES.items() if fits(right)}
                told = True
        if len(longer) == 1 and 0 not in longer:
            off = longer.pop()
            count = "one entry" if abs(off) == 1 else f"{abs(off)} entries"
            said.append(f"{name} has {count} too {'many' if off > 0 else 'few'}.")
        fitting = [one for one in PLACES if one in patterns and told]
        for one in fitting[:1]:
            where, _, how = one.removeprefix("only that of the ").partition(" {} is ")
            said.append(f"Of the entries of {name}, only the {where} is {how}.")
    return said


def misspelt_keys(values: Sequence[tuple[Case, Answer]]) -> list[str]:
    """Keys in which braces are left, or that are the right ones but for a sign or a capital."""
    for case, answer in values:
        got, expected = answer.value, case.expected
        if (
            isinstance(got, list | tuple)
            and isinstance(expected, list | tuple)
            and got
            and expected
        ):
            got, expected = got[0], expected[0]
        if not (isinstance(got, dict) and isinstance(expected, dict)):
            return []
        strange = [key for key in got if key not in expected]
        for one, other in ((str, int), (int, str)):
            if any(type(key) is one and str(key) in map(str, expected) for key in strange):
                kinds = {str: "texts", int: "whole numbers"}
                return [f"The keys should be {kinds[other]}, and are {kinds[one]}."]
        keys = [key for key in strange if isinstance(key, str)]
        if any("{" in key for key in keys):
            return ["Braces are left in a key: the f before its quotes is missing."]
        plain = {str(key).lower(): key for key in expected if key not in got}
        for key in keys:
            bare = re.sub(r"\W|_", "", key).lower()
            if bare in plain:
                return [f"A key is spelled otherwise than the docstring has it: {plain[bare]}."]
    return []
