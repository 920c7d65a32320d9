"""Code of other courses: walks, words, samples, money. What is said of it, and what is not."""

import numpy as np
import pytest

from grader.cases.call import Answer
from grader.cases.case import Case, Traits
from grader.cases.compare import compare
from grader.cases.plain import Other
from grader.diagnosis.code import definition
from grader.diagnosis.diagnose import Diagnosis, diagnose
from grader.diagnosis.facts import BARE
from grader.diagnosis.made import with_lines
from grader.diagnosis.outside import from_outside
from grader.diagnosis.reading import code_facts
from grader.diagnosis.unusual import unusual
from grader.explain import read_from_the_notebook

STEP = Traits(
    returns=("position", "velocity", "energy"),
    arguments=("position", "velocity", "dt"),
    signature=("position", "velocity", "dt"),
)
OTHERS = {"step": STEP, "f": Traits(returns=("path",))}


def facts_of_code(body: str, head: str = "xs, start") -> list[str]:
    """What strikes the eye in a function."""
    lines = "".join(f"    {line}\n" for line in body.strip("\n").splitlines())
    return code_facts(definition(f"def f({head}):\n{lines}", "f"), OTHERS)


@pytest.mark.parametrize(
    "body",
    [
        "out = []\nfor x in xs:\n    start += x\n    out.append(start)\nreturn out",
        "for x in xs:\n    start += x\n    if start > 0:\n        start *= 2\nreturn [start]",
        "xs = xs - start * 2\nstart = start + xs\nreturn xs, start",
        "for i in range(1, len(xs)):\n    if xs[i] == xs[0]:\n        return i + start\nreturn -1",
        "for x in range(start):\n    print(max(xs, key=lambda w: xs[w]))",
        "for x in xs:\n    if x in A:\n        continue\n    if x in B:\n        start = 1\n"
        "    else:\n        start = 2\nreturn start",
        "return int((xs > start).sum())",
        "rows = [xs]\nrows.append(step(*rows[-1][:2], start))\nreturn rows",
        "rows = []\nfor x in xs:\n    xs, start, e = step(xs, start, 1)\n    rows.append(xs)\n"
        "return rows",
        "rows = []\nfor x in xs:\n    row = [0]\n    row[0] = x + start\n    rows.append(row)\n"
        "return rows",
        "return xs is None or (xs ** 2 / 2).copy() is start.copy()",
        "np.sort(xs)[0]\nxs.append(start)\nreturn xs",
        "sign = +start\nreturn sign * xs",
        "kind = type(start)\nreturn xs if kind is float or xs is np.inf else start",
        '"""Drawn with rng.normal(0, 1)."""\nrng = np.random.RandomState(start)\n'
        "return rng.randn(xs)",
    ],
)
def test_what_is_meant_as_it_is_is_not_pointed_at(body: str) -> None:
    """What moves on, what is held against a first, what is left of three, what is counted."""
    assert facts_of_code(body) == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("xs.lower()\nreturn xs + start", "`xs.lower()` makes something new, and it is not kept"),
        ("xs + start\nreturn xs", "it is not kept"),
        ("sorted(xs)\nreturn xs[start]", "it is not kept"),
        (
            "row, rows = [start], []\nfor x in xs:\n    row[0] += x\n    rows.append(row)\n"
            "return rows",
            "one and the same row each time",
        ),
        ("for x in xs:\n    start =+ x\nreturn start", "+= adds to the one"),
        ("return [x for x in xs if x is start]", "== compares values"),
        ("return [[start]] * xs", "one and the same inner list"),
        ("return (xs * start) ** 1 / 2", "** comes before /"),
        ("np.sort(xs)\nreturn xs[start]", "it is not kept"),
        ("return {k: v.sort() for k, v in xs.items()}, start", "v.sort works in place"),
        ("learning = start\nstart /= 255\nreturn xs * start", "changes the argument start"),
        (
            '"""With np.random.default_rng(start)."""\nnp.random.seed(start)\n'
            "return np.random.choice(xs)",
            "starts another stream than default_rng",
        ),
        (
            '"""With np.random.default_rng(start).choice([-1, 1], n)."""\n'
            "return xs + np.random.default_rng(start).normal(0, 1, 3)",
            "the docstring draws with choice",
        ),
    ],
)
def test_what_is_lost_or_drawn_otherwise_is_pointed_at(body: str, said: str) -> None:
    """An answer that nobody takes; another kind of stream than the docstring names."""
    assert said in " ".join(facts_of_code(body))


def facts(got: object, expected: object, error: str = "", line: str = "") -> str:
    """What is said of one wrong answer of a function that gives one thing, in two cases."""
    cases = [Case("f", str(i), "why", (), {}, expected, Traits(returns=("sums",))) for i in (1, 2)]
    answer = Answer(got, [(), {}], error or None, line)
    return " ".join((diagnose(cases, [answer, answer], []) or Diagnosis()).facts)


def test_a_number_alone_has_no_shape_and_a_count_no_factor() -> None:
    """Of True it is not said that it has the right form."""
    assert facts(2.5, 1.0).startswith(BARE)
    assert "factor" not in facts([2, 4, 8], [1, 2, 4])
    assert BARE not in facts(True, 3)


def test_what_is_wrong_with_an_entry_is_not_said_of_the_whole_list() -> None:
    """The list is there."""
    assert "What comes back is a generator" in facts(Other("a value of type generator"), [1])
    assert "Each wrong entry of sums is None" in facts(("a", 1.0, None), ("a", 1.0, "g"))


def test_a_wrong_text_is_held_against_the_right_one() -> None:
    """Its capitals, its blanks, its length."""
    assert "sums is right but for capital and small letters." in facts("ab C", "Ab C")
    assert "sums is right but for blanks." in facts("ab c", "abc")
    assert "sums is too short." in facts("ab", "abC")


def test_one_number_everywhere_is_no_limit() -> None:
    """That one of them is right is no cut."""
    said = facts(np.full(4, 3.0), np.array([3.0, 1.0, 2.0, 0.5]))
    assert "one and the same number everywhere" in said
    assert "limit" not in said


def test_numbers_as_keys_are_not_called_misspelt_texts() -> None:
    """3 and "3" look the same."""
    assert "The keys should be whole numbers, and are texts." in facts({"3": 1.0}, {3: 1.0})


def test_an_error_of_ones_own_is_told_as_such() -> None:
    """No dictionary was asked for a key."""
    said = facts(None, 1.0, "KeyError: 'USD'", "line 4: raise KeyError(currency)")
    assert "Its own `raise KeyError(currency)` is reached" in said
    assert "no such key" not in said


def test_a_text_is_asked_for_by_name_and_a_none_inside_lacks_no_return() -> None:
    """Where parts are compared, too."""
    assert "a text is expected here, not list" in str(compare(["a"], "a"))
    assert "and None is there" in str(compare({"a": None}, {"a": [1]}))


def test_constants_that_a_lesson_gives_are_not_from_outside() -> None:
    """A table in capitals; data with a short name, and arrays, are."""
    tree = definition("def f(x):\n    return RATES[x] + X + rows\n", "f")
    assert tree is not None
    assert "RATES" not in " ".join(from_outside(tree, {}))
    assert "rows and X come" in " ".join(from_outside(tree, {}))
    names = {"RATES": {"a": 1}, "XS": [1], "TABLE": np.ones(2)}
    source = "def f(x):\n    class A:\n        pass\n    return RATES, XS, TABLE\n"
    exec(source, {"__name__": "notebook"} | names, names)
    assert read_from_the_notebook(names["f"]) == ["XS", "TABLE"]  # type: ignore[arg-type]


def test_a_spread_is_not_unusual_where_the_docstring_has_a_deviation() -> None:
    """It need not have NumPy's word; the name of another function says nothing."""
    source = 'def f(x):\n    """{}"""\n    return x / x.std()\n'
    for words, said in (("Standard deviation 1.", False), ("See initialize_scaled.", True)):
        tree = definition(source.format(words), "f")
        assert tree is not None
        assert bool([*unusual(tree)]) is said


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("x = x + v * dt\nv = v * dt\nreturn x, v, v", ""),
        ("now = g(x)\nfor b in v:\n    now += b\nreturn now, now, now", ""),
        ("e = v * v * dt\nreturn float(e), float(e), float(e)", "e = v * v * dt"),
    ],
)
def test_one_line_alone_is_not_blamed_for_what_several_make(body: str, line: str) -> None:
    """What a name was before is in what it becomes; float(x) makes nothing."""
    lines = "".join(f"    {one}\n" for one in body.splitlines())
    tree = definition(f"def step(x, v, dt):\n{lines}", "step")
    assert tree is not None
    (said,) = with_lines([BARE], tree, STEP, OTHERS)
    assert said == (f"{BARE} They are made in `{line}`." if line else BARE)
