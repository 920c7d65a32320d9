"""Each sentence of each docstring has a case that fails without it."""

import inspect
import warnings
from pathlib import Path

import pytest

from grader.cases.case import read_cases
from grader.cases.judge import judge
from grader.examine import ask
from solutions import network
from solutions.network.mistakes.classic import CLASSIC
from tests.network import CATALOGUE, FUNCTIONS, HIDDEN, PUBLIC, define
from tests.promises import DESCRIPTION, PROMISES


def text_of(function: str) -> str:
    """A docstring in one line."""
    return " ".join((inspect.getdoc(getattr(network, function)) or "").split())


@pytest.mark.parametrize("path", [PUBLIC, HIDDEN], ids=lambda path: path.stem)
@pytest.mark.parametrize("promise", PROMISES, ids=lambda one: f"{one[0]}: {one[1][:40]}")
def test_a_promise_that_is_broken_is_found_by_its_case(
    promise: tuple[str, str, str, str], path: Path
) -> None:
    """The case that is there for it fails, in public and hidden files alike."""
    function, sentence, change, title = promise
    assert sentence in text_of(function)
    broken = define(function, CATALOGUE.changed(function, change))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        cases = [case for case in read_cases(path, function) if title in case.title]
        assert any(judge(case, ask(broken, case)) for case in cases)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_no_sentence_is_left_out(function: str) -> None:
    """What a docstring says is a promise of the table, or a description, and nothing else."""
    rest = text_of(function)
    for sentence in sorted([one[1] for one in PROMISES if one[0] == function], key=len)[::-1]:
        rest = rest.replace(sentence, " ")
    for sentence in DESCRIPTION:
        rest = rest.replace(sentence, " ")
    assert rest.replace("Args:", "").replace("Returns:", "").replace("Raises:", "").split() == []


def test_the_classic_forms_keep_every_promise() -> None:
    """What is broken is broken by the edit alone."""
    for function, source in CLASSIC.items():
        kept = define(function, source)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for case in read_cases(PUBLIC, function):
                assert judge(case, ask(kept, case)) is None, (function, case.title)
