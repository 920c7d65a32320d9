"""show: a verdict as HTML and as text, the same words, and nothing hostile in between."""

import re
from dataclasses import replace
from html import escape, unescape
from html.parser import HTMLParser
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.cases.case import Case, read_cases
from grader.cases.compare import Difference, compare
from grader.diagnosis.diagnose import Diagnosis
from grader.examine import Verdict, examine
from grader.show import MAX_FACTS, MAX_SIDE, as_html, as_text, headline, progress_line, show
from tests.network import COURSE, FUNCTIONS, OWN, PUBLIC

STEADY = settings(derandomize=True, deadline=None, max_examples=60, database=None)
NONE: frozenset[str] = frozenset()
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&lt;</pre></td></div>"
ALLOWED = {"div", "table", "tr", "td", "code", "pre"}
CASE = Case("relu", "a title", "a reason", (), {}, None)


def failed(difference: Difference, printed: str = "", case: Case = CASE) -> Verdict:
    """A verdict that failed in its second case of three."""
    return Verdict("relu", 1, 3, case, difference, printed)


class Page(HTMLParser):
    """Reads HTML: its words, its tags, and whether every tag that opens is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        self.balanced = not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append(tag)
        self.attributes += attrs
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Match it with the one that opened last."""
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note the words."""
        self.words.append(data)

    @property
    def text(self) -> str:
        """All the words."""
        return " ".join(self.words)


def words_of(text: str) -> list[str]:
    """The words and numbers of a text, without the marks that lay it out."""
    return re.sub(r"[\s:]+", " ", text).split()


VALUES = st.one_of(
    st.none(),
    st.floats(),
    st.integers(-(2**62), 2**62),
    st.text(max_size=10),
    st.just(HOSTILE),
    st.dictionaries(st.text(max_size=5) | st.just(HOSTILE), st.floats(), max_size=3),
    st.lists(st.floats(), max_size=3),
    hnp.arrays(
        st.sampled_from(["f8", "f4", "i8", "?"]),
        hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=9),
    ),
)
TEXTS = st.text(max_size=30) | st.just(HOSTILE)


@STEADY
@given(TEXTS, TEXTS, TEXTS, TEXTS, VALUES, VALUES, TEXTS)
def test_no_word_of_a_verdict_becomes_a_tag(
    title: str, why: str, where: str, problem: str, got: Any, expected: Any, printed: str
) -> None:
    """Whatever is printed, raised, or used for a key: the page holds our tags, closed in order."""
    case = Case("relu", title, why, (), {}, None)
    verdict = failed(Difference(where, problem, got, expected), printed, case)
    page = Page(as_html(verdict, OWN, NONE))
    assert set(page.tags) <= ALLOWED
    assert page.balanced
    assert {name for name, _ in page.attributes} <= {"style", "tabindex"}
    assert "<script" not in as_html(verdict, OWN, NONE)


@pytest.mark.parametrize("field", ["facts", "name", "misconception", "hint", "notebook", "heading"])
def test_a_diagnosis_is_escaped_and_said_in_both_forms(field: str) -> None:
    """Every word of a diagnosis is text, whoever wrote it, and HTML and text say the same."""
    words: dict[str, Any] = dict.fromkeys(["misconception", "hint", "notebook", "heading"], "x")
    words |= {"facts": ("a fact",), "name": "a name", field: HOSTILE}
    words["facts"] = (HOSTILE,) if field == "facts" else words["facts"]
    verdict = replace(failed(Difference("Z", "wrong")), diagnosis=Diagnosis(**words))
    page = Page(as_html(verdict, OWN, NONE))
    assert set(page.tags) <= ALLOWED
    assert page.balanced
    if field != "name":  # a name is for instructors; the misconception is for learners
        assert escape(HOSTILE) in as_html(verdict, OWN, NONE)
        assert HOSTILE in as_text(verdict, OWN, NONE)
    for said in (page.text, as_text(verdict, OWN, NONE)):
        assert "a name" not in said


def test_only_the_most_telling_facts_are_shown() -> None:
    """A card is read; a list of everything is not."""
    facts = tuple(f"fact {i}" for i in range(9))
    verdict = replace(failed(Difference("Z", "wrong")), diagnosis=Diagnosis(facts))
    for said in (as_html(verdict, OWN, NONE), as_text(verdict, OWN, NONE)):
        assert "fact 0" in said
        assert f"fact {MAX_FACTS - 1}" in said
        assert f"fact {MAX_FACTS}" not in said


@pytest.mark.parametrize("place", ["title", "why", "where", "problem", "printed", "got"])
def test_a_hostile_text_is_shown_as_it_is(place: str) -> None:
    """Escaped, it is still there to be read: a reader sees the very characters."""
    words: dict[str, Any] = dict.fromkeys(["title", "why", "where", "problem", "printed"], "x")
    words["got"] = None
    words[place] = {HOSTILE: 1} if place == "got" else HOSTILE
    case = Case("relu", words["title"], words["why"], (), {}, None)
    difference = Difference(words["where"], words["problem"], words["got"], 1.0)
    html = as_html(failed(difference, words["printed"], case), OWN, NONE)
    shown = repr(HOSTILE) if place == "got" else HOSTILE
    assert escape(shown) in html
    assert shown in unescape(html)
    assert shown in as_text(failed(difference, words["printed"], case), OWN, NONE)


@pytest.mark.parametrize("done", [NONE, frozenset(FUNCTIONS[:3]), frozenset(FUNCTIONS)])
def test_the_text_says_what_the_page_says(done: frozenset[str]) -> None:
    """For real failures of every function, each word of the page is a word of the text."""
    for function in FUNCTIONS:
        cases = read_cases(PUBLIC, function)

        def wrong(*_: Any, **__: Any) -> Any:
            print("printed <here>")
            return np.ones((2, 3))

        wrong.__name__ = function
        verdict = examine(wrong, cases)
        assert verdict.failed is not None
        page, text = Page(as_html(verdict, OWN, done)), as_text(verdict, OWN, done)
        assert set(words_of(page.text)) == set(words_of(text)), function


def test_every_part_of_a_failure_is_in_both() -> None:
    """Headline, case, place, problem, reason, both descriptions, both values, what was printed."""
    got, expected = np.array([[1.25, 2.5]]), np.array([[1.25, 3.5]])
    difference = compare(got, expected, "Z")
    assert difference is not None
    verdict = failed(difference, "a line\nanother line")
    page, text = Page(as_html(verdict, OWN, NONE)), as_text(verdict, OWN, NONE)
    for said in (
        "✗ relu is not right yet: case 2 of 3",
        "a title",
        "Z",
        "1 of 2 values is wrong",
        "a reason",
        "array, shape (1, 2), float64",
        "1.25",
        "2.5",
        "3.5",
        "a line",
        "another line",
        progress_line(OWN, NONE),
    ):
        assert said in page.text
        assert said in text


def test_the_wrong_numbers_are_marked() -> None:
    """Of the learner's numbers, the wrong ones are red; the expected ones never are."""
    got, expected = np.array([[1.0, 2.0, 3.0]]), np.array([[1.0, 2.5, 3.0]])
    html = as_html(failed(Difference("Z", "wrong", got, expected)), OWN, NONE)
    red = re.findall(r'<td style="color:[^"]*">([^<]*)</td>', html)
    assert [float(number) for number in red] == [2.0]


def test_nan_is_marked_and_named() -> None:
    """A value that is not a number is wrong, and shown as nan."""
    got, expected = np.array([[np.nan, np.inf, 1.0]]), np.array([[0.0, 0.0, 1.0]])
    html = as_html(failed(Difference("Z", "wrong", got, expected)), OWN, NONE)
    assert re.findall(r'<td style="color:[^"]*">([^<]*)</td>', html) == ["nan", "inf"]
    assert "nan" in as_text(failed(Difference("Z", "wrong", got, expected)), OWN, NONE)


def test_nothing_is_marked_where_the_shapes_differ() -> None:
    """Entry by entry there is nothing to compare."""
    verdict = failed(Difference("Z", "shape", np.ones((2, 2)), np.zeros((2, 3))))
    assert not re.findall(r'<td style="color:', as_html(verdict, OWN, NONE))


@pytest.mark.parametrize("shape", [(50, 40), (7, 1), (1, 7), (200,), (7, 7)])
def test_a_large_array_is_cut(shape: tuple[int, ...]) -> None:
    """Six rows and six columns, and a mark that there are more."""
    array = np.arange(1.0, np.prod(shape) + 1).reshape(shape)
    verdict = failed(Difference("Z", "wrong", array, array + 1))
    text, html = as_text(verdict, OWN, NONE), as_html(verdict, OWN, NONE)
    rows, columns = np.atleast_2d(array).shape
    assert ("…" in text) == ("…" in Page(html).text) == (columns > MAX_SIDE)
    assert ("⋮" in text) == ("⋮" in Page(html).text) == (rows > MAX_SIDE)
    shown = min(rows, MAX_SIDE) * min(columns, MAX_SIDE)
    assert html.count("font-family:monospace") == 2 * shown
    assert len(text) < 3_000


@pytest.mark.parametrize("shape", [(2, 30), (30, 2), (30,), (9, 9)])
def test_what_differs_is_in_the_part_that_is_shown(shape: tuple[int, ...]) -> None:
    """Where it is the last number, too; marks say that there is more before it."""
    right = np.zeros(shape)
    got = right.copy()
    got.flat[-1] = 7.5
    verdict = failed(Difference("Z", "wrong", got, right))
    for said in (as_text(verdict, OWN, NONE), Page(as_html(verdict, OWN, NONE)).text):
        assert said.count("7.5") == 1
        assert "…" in said or "⋮" in said


def test_an_array_of_six_by_six_is_shown_whole() -> None:
    """What fits has no mark."""
    array = np.arange(36.0).reshape(6, 6)
    verdict = failed(Difference("Z", "wrong", array, array + 1))
    for said in (as_text(verdict, OWN, NONE), Page(as_html(verdict, OWN, NONE)).text):
        assert "…" not in said
        assert "⋮" not in said
        assert "36" in said


@STEADY
@given(VALUES, VALUES)
def test_any_two_values_can_be_shown(got: Any, expected: Any) -> None:
    """Empty arrays, high ranks, single numbers, texts: none of them breaks the page."""
    verdict = failed(Difference("Z", "wrong", got, expected))
    for said in (as_text(verdict, OWN, NONE), Page(as_html(verdict, OWN, NONE)).text):
        assert "not right yet" in said


def test_a_stub_is_told_what_to_do() -> None:
    """No case, no values: write it, and run the cell again."""
    stub = Verdict("relu", 0, 3, CASE, Difference("", "it raised"), "", not_attempted=True)
    for said in (as_text(stub, OWN, NONE), Page(as_html(stub, OWN, NONE)).text):
        assert "○ relu is not written yet" in said
        assert "run this one again" in said
        assert "it raised" not in said
        assert "a reason" not in said


def test_pass_failure_and_stub_have_colours_of_their_own() -> None:
    """The bar at the side tells the three apart before a word is read."""
    difference = Difference("Z", "wrong", 1.0, 2.0)
    stub = Verdict("relu", 0, 3, CASE, difference, not_attempted=True)
    pages = [
        as_html(verdict, OWN, NONE) for verdict in (Verdict("relu", 3, 3), failed(difference), stub)
    ]
    bars = [re.findall(r"border-left:[^;]*(#\w+)", page) for page in pages]
    assert len({tuple(bar) for bar in bars}) == 3
    assert all(len(bar) == 1 for bar in bars)


# Fails at -1234.5: the column is 14 wide, and so is the number.
@pytest.mark.parametrize(
    "number", [0.0, -0.0, 0.5, -0.125, 1e-9, -3e-300, 1234.5, -1234.5, 9999.875, -1e15, 2.0**60]
)
def test_numbers_stand_apart_and_can_be_read_back(number: float) -> None:
    """Each number of an array is a word of its own, close to the number that it stands for."""
    array = np.array([[1.5, number, number], [number, number, number]])
    text = as_text(failed(Difference("Z", "wrong", array, array)), OWN, NONE)
    block = text.partition("  got:\n")[2].partition("  expected:")[0]
    read = np.array([[float(word) for word in line.split()] for line in block.splitlines()])
    np.testing.assert_allclose(read, array, rtol=1e-5)


@pytest.mark.parametrize(("cases", "said"), [(1, "passes 1 case"), (3, "passes all 3 cases")])
def test_a_pass_is_one_line_and_the_progress(cases: int, said: str) -> None:
    """The headline and how far the course is, and no table."""
    verdict = Verdict("relu", cases, cases)
    assert headline(verdict) == f"✓ relu {said}"
    assert as_text(verdict, OWN, NONE).splitlines() == [headline(verdict), progress_line(OWN, NONE)]
    assert "table" not in Page(as_html(verdict, OWN, NONE)).tags


def test_the_progress_line_has_a_mark_for_every_function() -> None:
    """Full where it passes, in the order of the course, a gap between notebooks."""
    assert progress_line(OWN, NONE).startswith("Your course: 0 of 18 steps pass")
    marks = progress_line(OWN, frozenset({"initialize_parameters", "relu", "predict"})).split()[-6:]
    assert [len(group) for group in marks] == [len(names) for names in COURSE.values()]
    assert marks == ["●○", "○●○○○", "○", "○○○○○", "○", "○●○○"]


def test_outside_a_notebook_the_text_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """Where no notebook runs, the text goes to the terminal, and nobody has seen a page."""
    verdict = Verdict("relu", 3, 3)
    assert show(verdict, OWN, NONE) == (as_text(verdict, OWN, NONE), False)
    assert capsys.readouterr().out == as_text(verdict, OWN, NONE) + "\n"


def test_without_ipython_the_text_is_printed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check works where IPython is not installed."""
    monkeypatch.setitem(__import__("sys").modules, "IPython.core.getipython", None)
    verdict = Verdict("relu", 3, 3)
    assert show(verdict, OWN, NONE)[1] is False
    assert "✓ relu" in capsys.readouterr().out


def test_in_a_notebook_the_page_is_shown_with_its_text(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One output with both forms: the page for a browser, the text for all else."""
    shown: list[Any] = []
    monkeypatch.setattr("IPython.core.getipython.get_ipython", lambda: object())
    monkeypatch.setattr("IPython.display.display", lambda data, raw: shown.append((data, raw)))
    verdict = failed(Difference("Z", "wrong", 1.0, 2.0))
    assert show(verdict, OWN, NONE) == (as_text(verdict, OWN, NONE), True)
    page = {"text/plain": as_text(verdict, OWN, NONE), "text/html": as_html(verdict, OWN, NONE)}
    assert shown == [(page, True)]
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("got", "expected"),
    [("left", "right"), ("yes", True), ([1, 2], [1, 3]), ({"a": 1}, {"a": 2}), ("<b>", "b")],
)
def test_words_truths_and_short_tables_are_shown_themselves(got: Any, expected: Any) -> None:
    """A type and a length say little of what has no shape."""
    verdict = failed(Difference("the answer", "the value is wrong", got, expected))
    for said in (as_text(verdict, OWN, NONE), Page(as_html(verdict, OWN, NONE)).text):
        assert repr(got) in said
        assert repr(expected) in said
