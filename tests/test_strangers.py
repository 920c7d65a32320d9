"""Code that the catalogue was not made of: each is rejected, and what is said of it helps."""

import warnings
from pathlib import Path

import pytest

from grader.cases.case import read_cases, read_traits
from grader.diagnosis.known import read_mistakes
from grader.engine.authoring.evaluate import find
from tests.network import CATALOGUE, HIDDEN, PUBLIC
from tests.strangers import STRANGERS


@pytest.mark.parametrize("path", [PUBLIC, HIDDEN], ids=lambda path: path.stem)
@pytest.mark.parametrize("place", range(len(STRANGERS)), ids=lambda i: f"{STRANGERS[i][0]}-{i}")
def test_what_is_said_of_a_strangers_code_points_at_the_cause(place: int, path: Path) -> None:
    """A name whose sentence is true of it, or a fact; never the sentence of another mistake."""
    function, source, words = STRANGERS[place]
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
