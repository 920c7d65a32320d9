"""The catalogue: every mistake is rejected and rightly named, every right way is accepted."""

import re
import warnings
from pathlib import Path

import h5py
import pytest

from grader.cases.case import read_cases
from grader.diagnosis.behaviour import alike
from grader.diagnosis.code import definition
from grader.diagnosis.diagnose import name_of
from grader.diagnosis.known import WORDS, Known, read_mistakes
from grader.engine.authoring.evaluate import SETS, Evaluation, Finding, Row, evaluate, find
from grader.engine.authoring.listing import by_function, listing, totals
from solutions.network.mistakes.classic import CLASSIC
from tests.network import (
    CATALOGUE,
    FOLDER,
    FUNCTIONS,
    HIDDEN,
    MISTAKES,
    PAIRS,
    PUBLIC,
    RIGHT,
    define,
    lesson_of,
    source_of,
)

ROOT = Path(__file__).resolve().parents[1]
LESSONS = ROOT / "solutions" / "network" / "lessons"


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    """The whole catalogue, judged once."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # some of the mistakes are about nan
        return evaluate(FOLDER)


# What it says.


def test_the_catalogue_is_about_the_whole_course() -> None:
    """Every function has many mistakes, pairs of them, and other right ways."""
    for table in (MISTAKES, PAIRS, RIGHT):
        assert {one.function for one in table} == set(FUNCTIONS) == set(CLASSIC)
    assert len(MISTAKES) >= 150
    assert len(RIGHT) >= 40
    for function in FUNCTIONS:
        assert sum(one.function == function for one in MISTAKES) >= 8


def test_no_two_entries_are_one() -> None:
    """Names are unique within a function, sources everywhere; none is the classic form itself."""
    for table in (MISTAKES, RIGHT):
        names = [(one.function, one.name) for one in table]
        assert len(set(names)) == len(names)
        sources = [source_of(one) for one in table]
        assert len(set(sources)) == len(sources)
        assert not set(sources) & set(CLASSIC.values())
    assert len({(pair.function, frozenset(pair.names)) for pair in PAIRS}) == len(PAIRS)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_mistake_is_told_in_a_sentence_and_hinted_at_without_code(function: str) -> None:
    """One sentence for the misconception; a hint asks or points, and never holds the right code."""
    for one in MISTAKES:
        if one.function == function:
            assert re.fullmatch(r".{15,110}\.", one.misconception), one.name
            assert 15 < len(one.hint) < 170, one.name
            assert one.hint[-1] in ".?", one.name
            if not isinstance(one.change, str):
                right = [old.strip() for old, _ in one.change if len(old.strip()) > 9]
                assert not any(code in one.hint for code in right), one.name


def test_a_mistake_points_to_a_heading_that_exists() -> None:
    """The notebook and the heading that a mistake sends a learner to are in the lessons."""
    for one in MISTAKES:
        notebook, heading = lesson_of(one)
        lesson = (ROOT / "solutions" / "network" / "lessons" / f"{notebook}.py").read_text(
            encoding="utf-8"
        )
        assert re.search(rf"^# ##+ {re.escape(heading)}$", lesson, re.M), (one.name, heading)


def test_what_ships_holds_words_and_outputs_and_no_code() -> None:
    """public.h5 has the fields of a Known, and no line of any implementation."""
    with h5py.File(PUBLIC, "r") as file:
        assert set(file) == {"cases", "mistakes", "notes"}
        assert sorted(file["mistakes"]) == sorted(FUNCTIONS)
        for function in FUNCTIONS:
            stored = file["mistakes"][function]
            assert set(stored) == {"mistakes", "numbers"}
            text = stored["mistakes"][()].tobytes().decode()
            assert "def " not in text and "np.dot(" not in text
    known = [one for function in FUNCTIONS for one in read_mistakes(PUBLIC, function)]
    told = [(k.function, k.name, k.misconception, k.hint, k.notebook, k.heading) for k in known]
    own = [(m.function, m.name, m.misconception, m.hint, *lesson_of(m)) for m in MISTAKES]
    assert {*told} == {*own}  # some are known in several ways, or together with another


def test_the_words_are_the_same_for_public_and_hidden_cases() -> None:
    """What is said of a mistake does not depend on the cases: it tells nothing of hidden ones."""
    for function in FUNCTIONS:
        public = read_mistakes(PUBLIC, function)
        hidden = read_mistakes(HIDDEN, function)
        for one, other in zip(public, hidden, strict=True):
            assert all(getattr(one, word) == getattr(other, word) for word in WORDS)


# What becomes of it.


@pytest.mark.parametrize("which", SETS)
def test_every_mistake_is_rejected(evaluation: Evaluation, which: str) -> None:
    """Public cases alone, and hidden ones alone, reject every mistake and every pair."""
    passing = [row for row in (*evaluation.singles, *evaluation.pairs) if not row.rejected(which)]
    assert passing == []


@pytest.mark.parametrize("which", SETS)
def test_every_right_way_is_accepted(evaluation: Evaluation, which: str) -> None:
    """Loops, einsum, recursion, classes, lists for tuples, Fortran order: all are right."""
    assert [way for way in evaluation.accepted if not way[2][which]] == []


@pytest.mark.parametrize("which", SETS)
def test_no_mistake_is_given_a_wrong_name_and_hardly_one_has_none(
    evaluation: Evaluation, which: str
) -> None:
    """A wrong name is worse than none; of a pair, the name of either is right."""
    assert [row for row in (*evaluation.singles, *evaluation.pairs) if row.misnamed(which)] == []
    named = sum(row.named(which) for row in evaluation.singles)
    assert named >= 0.95 * len(evaluation.singles)


def test_a_mistake_is_found_for_what_it_is(evaluation: Evaluation) -> None:
    """A slip in the catalogue would be a NameError: no mistake is one."""
    for path in (PUBLIC, HIDDEN):
        for function in FUNCTIONS:
            for known in read_mistakes(path, function):
                forms = [one.form for one in known.behaviours]
                assert not any("NameError" in form for form in forms), (function, known.name)


def test_no_diagnosis_holds_a_number_of_the_hidden_cases(evaluation: Evaluation) -> None:
    """Facts are words and counts of cases: no decimal number, and no shape, is among them.

    What stands in backquotes is the student's own code.
    """
    for row in (*evaluation.singles, *evaluation.pairs):
        for fact in row.findings["hidden"].facts:
            assert not re.search(r"\d\.\d|\(\d+,", re.sub("`[^`]*`", "", fact)), fact


@pytest.mark.parametrize("path", [PUBLIC, HIDDEN], ids=lambda path: path.stem)
@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_mistake_that_is_not_known_is_not_taken_for_another(function: str, path: Path) -> None:
    """Each mistake in turn is left out of what is known: it then has no name at all.

    But where no case tells it from another that speaks of no code: then that one's sentence, on
    what is done, is true of both.
    """
    known = read_mistakes(path, function)
    for mistake in (one for one in MISTAKES if one.function == function):
        tree = definition(source_of(mistake), function)
        others = [other for other in known if other.name != mistake.name]
        one = next(one for one in known if one.name == mistake.name)
        taken = name_of(one.behaviours, others, one.unsteady, tree)
        if taken is not None and not taken.code:
            assert all(map(alike, one.behaviours, taken.behaviours)), (one.name, taken.name)
        else:
            assert taken is None, (one.name, taken and taken.name)


# What the pairs teach: names that are true of other code that behaves alike.

ALIKE: dict[tuple[str, str, str], str] = {
    ("linear_backward", "dW not averaged", "db not averaged"): "neither averaged",
    ("update_parameters", "b forgotten", "W forgotten"): "nothing updated",
    ("update_parameters", "sign of the step for b", "sign of the step for W"): "uphill",
    (
        "initialize_parameters",
        "only W1 made small",
        "only W2 made small",
    ): "factor 0.01 forgotten",
}


@pytest.mark.parametrize(("function", "one", "other"), ALIKE)
def test_two_mistakes_that_make_a_third_have_its_name(function: str, one: str, other: str) -> None:
    """A name tells of what is done: it is the same whichever way the code came to do it."""
    changes = [m.change for m in MISTAKES if m.function == function and m.name in (one, other)]
    source = CLASSIC[function]
    for change in changes:
        assert not isinstance(change, str)
        for old, new in change:
            source = source.replace(old, new)
    for path in (PUBLIC, HIDDEN):
        cases = read_cases(path, function)
        found = find(CATALOGUE, function, source, cases, read_mistakes(path, function))
        assert found.named == ALIKE[function, one, other], path.stem


@pytest.mark.parametrize("function", ["two_layer_model", "L_layer_model"])
def test_another_default_hides_no_other_mistake(function: str) -> None:
    """Whoever trains for as long as another course says is told of the other mistake, too."""
    cases, known = read_cases(PUBLIC, function), read_mistakes(PUBLIC, function)
    shorter = (("num_iterations=2500", "num_iterations=2"),)
    for one in [m for m in MISTAKES if m.function == function][::8]:
        for source in CATALOGUE.joined(function, [one.change], shorter):
            found = find(CATALOGUE, function, source, cases, known)
            assert found.named == one.name
            assert "The default of num_iterations is 2; in this course it is 2500." in found.read


# The command.


def test_the_readme_quotes_the_totals(evaluation: Evaluation) -> None:
    """The numbers in the README are those that `make mistakes` prints."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "\n".join(totals(evaluation)) in readme


def test_the_command_fails_where_something_slips_through(evaluation: Evaluation) -> None:
    """Exit code 1 for a mistake that passes, one that is named wrongly, a right way refused."""
    good = {which: Finding(True, "a") for which in SETS}

    def sound(finding: Finding, accepted: bool = True) -> bool:
        rows = (Row("relu", ("a",), {**good, "hidden": finding}),)
        ways = (("relu", "b", {"public": True, "hidden": accepted}),)
        return Evaluation(("relu",), rows, rows, ways).sound

    assert evaluation.sound
    assert sound(Finding(True, "a"))
    assert sound(Finding(True, ""))
    assert not sound(Finding(False))
    assert not sound(Finding(True, "another"))
    assert not sound(Finding(True, "a"), accepted=False)


def test_the_table_has_a_line_for_every_mistake(evaluation: Evaluation) -> None:
    """Nothing is left out of what is printed."""
    assert listing("", evaluation.singles).row_count == len(MISTAKES)
    assert listing("", evaluation.pairs).row_count == len(PAIRS)
    assert by_function(evaluation).row_count == len(FUNCTIONS)


def test_a_source_defines_its_function() -> None:
    """Each implementation runs on its own, beside the reference's other functions."""
    for one in MISTAKES:
        assert define(one.function, source_of(one)).__name__ == one.function
    for way in RIGHT:
        assert define(way.function, source_of(way)).__name__ == way.function


def known_words(known: Known) -> str:
    """All the words of a mistake."""
    return " ".join(getattr(known, word) for word in WORDS)


def test_every_word_can_be_shown_anywhere() -> None:
    """No control character and no markup in what learners read."""
    for function in FUNCTIONS:
        for known in read_mistakes(PUBLIC, function):
            words = known_words(known)
            assert words.isprintable()
            assert not re.search(r"</?\w+>", words)
