"""Of what a function reads from outside, only what is data, and is there, is spoken of."""

import ast

import numpy as np
import pytest

from grader.cases.call import Answer
from grader.cases.case import Case, Traits
from grader.cases.judge import judge
from grader.cases.plain import Other
from grader.diagnosis.code import definition
from grader.diagnosis.contract import contract_facts
from grader.diagnosis.facts import facts_of
from grader.diagnosis.outside import from_outside


def outside(source: str) -> list[str]:
    """What is said of a function with the argument Z, by its body or as a whole."""
    whole = source if "def f" in source else f"def f(Z):\n    {source}\n"
    (tree,) = ast.parse(whole).body
    assert isinstance(tree, ast.FunctionDef)
    return from_outside(tree, {})


@pytest.mark.parametrize(
    "source",
    [
        "try: return Z\n    except ValueError as err: return err",
        "match Z:\n        case [x, *rest]: return x, rest\n        case {**kw}: return kw",
        "match Z:\n        case str() as other: return other",
        "return numpy.sum(numpy.dot(Z, Z))",
        "return Z * pi",
        "class K: pass\n    return K",
        "async def g(): pass\n    return g",
        "return {'a': one, 'b': two}['a'](Z)",
        "raise OwnError",
        "return sorted(Z, key=helper)",
        "return functools.reduce(added, Z)",
        "import os.path\n    return os.sep",
        "@quick\ndef f(Z):\n    return Z",
        "def f(Z, eps=EPS):\n    return Z + eps",
        "def f(Z: Array) -> Array:\n    return Z",
    ],
)
def test_what_is_bound_in_a_function_or_is_no_data_is_not_outside(source: str) -> None:
    """Names of errors, patterns, modules, classes, functions, hints and defaults are no data."""
    assert outside(source) == []


def test_what_is_outside_is_named_in_one_sentence() -> None:
    """The verb agrees with the names."""
    assert outside("return A") == [
        "A comes from outside the function: whatever was put there last, if anything, is used."
    ]
    assert outside("return A + W") == [
        "A and W come from outside the function: whatever was put there last, if anything, is used."
    ]


def test_a_number_that_should_be_missing_is_not_called_missing() -> None:
    """Where nan is right, a number is what is wrong; it has no ratio to nan."""
    case = Case("f", "", "", (), {}, np.nan, Traits(returns=("mean",)))
    answer = Answer(1.0, [(), {}])
    facts = facts_of([(case, answer, judge(case, answer))] * 3)
    assert not any("nan in places" in one for one in facts)


@pytest.mark.parametrize("value", [[1.0], Other("a value of type matrix")])
def test_no_array_is_asked_for_where_a_number_belongs(value: object) -> None:
    """What is told of a list or a matrix depends on what belongs there."""
    for expected, is_said in ((2.0, False), (np.ones(1), True)):
        case = Case("f", "", "", (), {}, expected, Traits(returns=("mean",)))
        answer = Answer(value, [(), {}])
        facts = facts_of([(case, answer, judge(case, answer))])
        assert any("array belongs" in one for one in facts) == is_said


def test_errors_that_are_asked_for_are_named_in_the_order_of_the_cases() -> None:
    """A page says the same whenever it is made."""
    kinds = ("ValueError", "KeyError", "TypeError", "IndexError")
    cases = [Case("f", kind, "", (), {}, None, Traits(), raises=kind) for kind in kinds]
    answer = Answer(1.0, [(), {}])
    facts = facts_of([(case, answer, judge(case, answer)) for case in cases])
    assert [kind for one in facts for kind in kinds if f" {kind}, an answer" in one] == [*kinds]


def test_of_a_thousand_names_no_list_is_made() -> None:
    """Neither of the arguments of a head nor of what comes from outside."""
    names = ", ".join(f"x{i}" for i in range(1_000))
    traits = Traits(arguments=("A", "W"), signature=("A", "W"))
    for source in (f"def f({names}):\n    return 0\n", f"def f(A, W):\n    return {names}\n"):
        tree = definition(source, "f")
        assert tree is not None
        assert [*contract_facts(tree, traits, set()), *from_outside(tree, {})] == []
