"""Code that the catalogue was not made of: each is rejected, and what is said of it helps."""

import warnings
from pathlib import Path

import pytest

from grader.cases.case import read_cases, read_traits
from grader.diagnosis.code import definition
from grader.diagnosis.known import read_mistakes
from grader.diagnosis.loops import loop_facts
from grader.engine.authoring.evaluate import find
from tests.network import CATALOGUE, HIDDEN, PUBLIC, RIGHT, source_of
from tests.slips import SLIPS
from tests.strangers import STRANGERS

FOREIGN = [*STRANGERS, *SLIPS]


@pytest.mark.parametrize("path", [PUBLIC, HIDDEN], ids=lambda path: path.stem)
@pytest.mark.parametrize("place", range(len(FOREIGN)), ids=lambda i: f"{FOREIGN[i][0]}-{i}")
def test_what_is_said_of_a_strangers_code_points_at_the_cause(place: int, path: Path) -> None:
    """A name whose sentence is true of it, or a fact; never the sentence of another mistake."""
    function, source, words = FOREIGN[place]
    cases, known = read_cases(path, function), read_mistakes(path, function)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = find(CATALOGUE, function, source, cases, known, read_traits(path))
    named = [one.misconception for one in known if one.name == found.named]
    said = " ".join([*found.read, *found.facts, *named[:1]])
    assert found.rejected
    assert any(word in said for word in words), said


def test_a_slip_in_another_persons_dictionary_is_not_told_of_an_operator() -> None:
    """The new values are put into the caller's own: no -= is spoken of, for none is there."""
    source = """
def update_parameters(parameters, grads, learning_rate):
    for name in parameters:
        parameters[name] = parameters[name] - learning_rate * grads["d" + name]
    return parameters
"""
    cases = read_cases(PUBLIC, "update_parameters")
    known = read_mistakes(PUBLIC, "update_parameters")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = find(CATALOGUE, "update_parameters", source, cases, known)
    assert found.named == "the caller's dictionary"
    source = source.replace("parameters[name] = parameters[name] -", "parameters[name] -=")
    assert find(CATALOGUE, "update_parameters", source, cases, known).named == "changes in place"


def test_of_the_loops_of_right_code_nothing_is_said() -> None:
    """A loop that is as it should be is never pointed at, whatever else is wrong."""
    sources = [(one.function, source_of(one)) for one in RIGHT] + [*CATALOGUE.classic.items()]
    for function, source in sources:
        tree = definition(source, function)
        assert tree is None or list(loop_facts(tree)) == [], source


def test_what_is_added_to_in_a_loop_is_not_said_to_stay_as_it_was() -> None:
    """caches.append changes caches; the cache that was forgotten is what is spoken of."""
    source = """
def L_model_forward(X, parameters):
    caches, A, L = [], X, len(parameters) // 2
    for l in range(1, L + 1):
        kind = "sigmoid" if l == L else "relu"
        A, cache = linear_activation_forward(A, parameters[f"W{l}"], parameters[f"b{l}"], kind)
        caches.append(A)
    return A, caches
"""
    cases = read_cases(PUBLIC, "L_model_forward")
    known = read_mistakes(PUBLIC, "L_model_forward")
    found = find(CATALOGUE, "L_model_forward", source, cases, known, read_traits(PUBLIC))
    assert not any("stays what" in fact for fact in found.read)
    assert any(fact.startswith("cache is made in") for fact in found.read)
