"""The judge is bounded: what a submission's answers cost is that submission's failure."""

import contextlib
import itertools
import json
import re
import subprocess
import symtable
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from pygments import highlight

from grader.cases.plain import MAX_NUMBERS, NotPlain, unpack
from grader.diagnosis.code import definition
from grader.diagnosis.reading import code_facts
from grader.engine.course import submitted
from grader.engine.course.needed import needed
from grader.engine.course.notebook import Cell, UnreadableNotebook, parse_notebook
from grader.engine.grading import grade as grading
from grader.engine.grading import verdict
from grader.engine.grading.allowance import Allowance, Spent, bounded_memory
from grader.engine.grading.messages import Slots, retold
from grader.engine.grading.outcome import Outcome
from grader.engine.pages import colour
from grader.engine.pages.colour import MAX_ALL_COLOURED, colours_of, plain
from grader.engine.pages.cut import MAX_CELL, MAX_OWN, MAX_PAGE, cut
from grader.engine.pages.page import PageCell
from grader.engine.run.draw import drawn
from grader.engine.sandbox.inside.protocol import MAX_BRACKETS, ProtocolError, decode
from grader.engine.sandbox.limits import Limits
from grader.magics import without_magics
from tests.graded import MATERIAL, checks
from tests.network import ASSIGNMENT
from tests.sample_class import FOLDER
from tests.walls import grade, needs_walls

QUESTIONS = MATERIAL.load().questions
HALF = np.zeros(MAX_NUMBERS // 2 + 1, bool)


@pytest.mark.parametrize(
    ("packed", "arrays"),
    [
        ({"list": [{"array": 0}, {"array": 0}]}, [np.eye(2)]),
        ({"dict": [["a", {"array": 0}], ["b", {"scalar": 0}]]}, [np.eye(2)]),
        ({"list": [{"array": 1}, {"array": 0}]}, [np.eye(2), np.eye(2)]),
        ({"array": 0}, [np.eye(2), np.eye(2)]),
        (None, [np.eye(2)]),
        ({"array": 1}, [np.eye(2)]),
        ({"array": True}, [np.eye(2), np.eye(2)]),
        ({"list": [{"array": 0}, {"array": 1}]}, [HALF, HALF]),
        ({"dict": [["k" * 2_000, None]]}, []),
    ],
)
def test_an_answer_stands_for_no_more_numbers_than_it_sends(
    packed: object, arrays: list[np.ndarray]
) -> None:
    """Each array is named once, in its turn; numbers and keys are bounded."""
    with pytest.raises(NotPlain):
        unpack(packed, arrays)


def test_a_frame_has_so_many_lists_and_no_more() -> None:
    """An empty list takes thirty times as much memory as it has bytes."""
    text = b'{"arrays": [], "body": [' + b"[]," * MAX_BRACKETS + b"0]}"
    with pytest.raises(ProtocolError, match="too many parts"):
        decode(text, b"")


@pytest.mark.parametrize("more", ["[[]," * 160_000, '"",' * 1_000_100, "9" * 200, "1," * 2_000_001])
def test_a_notebook_has_so_many_parts_and_no_more(more: str) -> None:
    """Lists, texts and long integers: what takes more memory or time than it has bytes."""
    text = '{"nbformat": 4, "cells": [], "more": [' + more + "0]}"
    with pytest.raises(UnreadableNotebook):
        parse_notebook(text.encode())


def test_reading_has_its_share_of_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When it is used up, the notebooks that are left are unreadable, and say why."""
    monkeypatch.setattr("grader.engine.course.submissions.READ_SECONDS", -1.0)
    submission = checks(Limits()).read("ann", FOLDER / "perfect" / ASSIGNMENT)
    assert submission.cells == {}
    assert set(submission.problems.values()) == {"the notebooks before it take too long to read"}


@pytest.mark.parametrize(
    ("clock", "read"),
    [(lambda calls: 0.0 if calls < 2 else 5.0, 6), (float, 2)],
    ids=["one takes long", "all take long"],
)
def test_what_happens_once_while_notebooks_are_read_costs_nobody_one(
    monkeypatch: pytest.MonkeyPatch, clock: Callable[[int], float], read: int
) -> None:
    """Python tidies up its memory at some moment, and a busy machine lets that take long."""
    calls = itertools.count(1)
    monkeypatch.setattr(
        "grader.engine.course.submissions.time.thread_time", lambda: clock(next(calls))
    )
    submission = checks(Limits()).read("ann", FOLDER / "perfect" / ASSIGNMENT)
    assert len(submission.cells) == read


def test_memory_is_bounded_and_given_back() -> None:
    """More than the bound is a MemoryError; afterwards the process has all it had."""
    with bounded_memory(64 * 2**20), pytest.raises(MemoryError):
        np.ones(2**26)
    assert np.ones(2**26).nbytes == 2**29


def test_a_matrix_product_within_a_small_bound_ends_no_judge() -> None:
    """OpenBLAS ends the process that has no memory for it: it takes its own before the bound."""
    code = (
        "import numpy as np\n"
        "from grader.engine.grading.allowance import bounded_memory\n"
        "with bounded_memory(24 * 2**20):\n"
        "    np.ones((300, 300)) @ np.ones((300, 300))\n"
        "print('goes on')"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (run.stdout, run.returncode) == ("goes on\n", 0), run.stderr


def test_an_allowance_counts_processor_time() -> None:
    """Waiting costs nothing, computing does."""
    one = Allowance(0.05)
    time.sleep(0.1)
    one.check()
    started = time.thread_time()
    while time.thread_time() - started < 0.06:
        pass
    with pytest.raises(Spent):
        one.check()


def test_reckoning_is_interrupted_when_the_time_is_used_up() -> None:
    """Wherever it is, a pattern that is tried in ever more ways among it; and not afterwards."""
    for endless in (
        lambda: re.fullmatch("(a|a)*b", "a" * 60),
        lambda: sum(1 for _ in iter(int, 1)),
    ):
        with pytest.raises(Spent), Allowance(0.05).interrupting():
            endless()
    with Allowance(0.05).interrupting():
        pass
    started = time.thread_time()
    while time.thread_time() - started < 0.1:
        pass


def test_what_catches_every_exception_is_interrupted_too() -> None:
    """A reference that tries this and that keeps the judge no longer than its time."""

    def tries() -> None:
        until = time.thread_time() + 5
        while time.thread_time() < until:
            with contextlib.suppress(Exception):
                while time.thread_time() < until:
                    pass

    with pytest.raises(Spent), Allowance(0.05).interrupting():
        tries()


def test_what_is_spent_stays_so() -> None:
    """The clock that interrupts may be a tick ahead of the one that is looked at."""
    one = Allowance(0.05)
    with pytest.raises(Spent), one.interrupting():
        one.end()
    with pytest.raises(Spent):
        one.check()


def test_time_in_the_kernel_is_processor_time() -> None:
    """What the kernel does for a process counts like any other work."""
    started = time.thread_time()
    one, endless = Allowance(0.1), Path("/dev/zero")
    with endless.open("rb", 0) as zeros, pytest.raises(Spent), one.interrupting():
        while time.thread_time() < started + 5:  # on a busy machine the clock may miss ticks
            zeros.read(2**22)


@pytest.mark.parametrize("line", [" " * 20_000 + "x", " " * 9_000 + "a" * 9_000 + "("])
def test_a_line_of_a_magic_is_tried_in_one_way_only(line: str) -> None:
    """A long line takes no longer than its length."""
    started = time.thread_time()
    without_magics(f"!x\n{line}")
    assert time.thread_time() - started < 0.2  # it takes a hundredth; in all ways, 4 s


@pytest.mark.parametrize("line", ["x = sigmoid()", "x = y", "for a in b: c = d"])
def test_long_code_is_looked_into_no_longer_than_short_code(line: str) -> None:
    """A function of many statements is past what a learner writes: nothing is read from it."""
    body = f"    {line}\n"
    source = "def relu(Z):\n    return 0\n" + body * (19_000 // len(body))
    assert definition(source, "relu") is None
    assert definition(source[:6_000].rpartition("\n")[0], "relu") is not None
    started = time.thread_time()
    traits = {name: questions[0].case.traits for name, questions in QUESTIONS.items()}
    code_facts(definition(source[:6_000].rpartition("\n")[0], "relu"), traits)
    assert time.thread_time() - started < 0.7  # of 1.4 for all that is judged; it takes a twentieth


@pytest.mark.parametrize("part", [".append(1)", ".dot(Z)", "(Z)", " @ Z", ".all()", "[0]"])
def test_deep_code_is_looked_into_no_longer_than_flat_code(part: str) -> None:
    """What is written out in each of its parts grows with the square of its depth."""
    deep = "def relu(Z):\n" + f"    Z{part * 250} > 0\n" * 2 + "    return Z\n"
    assert definition(deep, "relu") is None
    assert definition(deep.replace(part * 250, part * 20), "relu") is not None


def test_a_message_is_read_in_one_way_only() -> None:
    """One that is made of the parts of a form, over and over, is of no form."""
    parts = ("shapes ", " and ", " not aligned: ", " (dim ", ") != ", " (dim ")
    message = "ValueError: " + "".join(part * 12 for part in parts) + ")x"
    slots = Slots((1, 2), frozenset(), frozenset(), frozenset())
    started = time.thread_time()
    for end in range(len(message), 0, -1):
        assert retold(message[:end], slots) in ("ValueError", "an exception")
    assert (time.thread_time() - started) / len(message) < 0.05


@needs_walls
def test_what_is_spent_is_the_submissions_failure() -> None:
    """The steps that are left fail as timed out; no mark is left open, nothing is tried again.
    A person hears of it, for the machine may be slow.
    """
    result = grade("ann", FOLDER / "perfect", Limits(judge_seconds=0.0))
    verdicts = result.verdicts
    assert {verdict.outcome for verdict in verdicts} == {Outcome.TIMED_OUT}
    (note,) = result.notes
    assert "judging took more than its 0 s" in note and "judge_seconds" in note


@needs_walls
def test_what_code_says_is_read_within_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Which cells a step needs is found out before anything runs, and not without end."""
    monkeypatch.setattr(grading, "steps_of", lambda *_: next(i for i in iter(int, 1) if i))
    result = grade("ann", FOLDER / "perfect", Limits(judge_seconds=0.1))
    verdicts = result.verdicts
    assert {verdict.outcome for verdict in verdicts} == {Outcome.TIMED_OUT}


@needs_walls
def test_no_mark_hangs_on_what_is_said_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong answer whose diagnosis fails is wrong, and says so; no mark is left open."""

    def fails(*_: object) -> None:
        raise TypeError("unhashable type: 'list'")

    monkeypatch.setattr(verdict, "diagnose", fails)
    result = grade("ann", FOLDER / "mistake_2_forward")
    verdicts = result.verdicts
    assert Outcome.GRADER_ERROR not in {one.outcome for one in verdicts}
    said = [one.diagnosis.facts for one in verdicts if one.diagnosis is not None]
    assert said and all("the grader's own words failed (TypeError)" in one for (one,) in said)


@needs_walls
def test_memory_that_an_answer_wants_is_the_submissions_failure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A judge that runs out of memory fails that step, and goes on with the next."""
    real = verdict.judge_function

    def judge(function: str, *args: object) -> object:
        if function == "relu":
            raise MemoryError
        return real(function, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(grading, "judge_function", judge)
    result = grade("ann", FOLDER / "perfect")
    verdicts = {one.function: one.outcome for one in result.verdicts}
    assert verdicts.pop("relu") is Outcome.MEMORY
    assert set(verdicts.values()) == {Outcome.PASSED}


def test_so_much_code_of_a_submission_is_coloured_and_no_more() -> None:
    """What is beyond it is shown plain, and nothing of it is lost."""
    sources = [f"x = {i}\n" * 500 for i in range(30)]
    made = colours_of(sources)
    coloured = [source for source in sources if made[source] != plain(source)]
    assert coloured == sources[: len(coloured)]
    assert 0 < sum(map(len, coloured)) <= MAX_ALL_COLOURED
    assert "&lt;b&gt;" in plain("<b>")


def test_nothing_long_is_remembered_of_a_submission(monkeypatch: pytest.MonkeyPatch) -> None:
    """A judge goes through a class: what it kept of each one's code would add up to gigabytes."""
    read: list[str] = []

    def heard(real: Callable[..., object]) -> Callable[..., object]:
        def call(text: str, *rest: object) -> object:
            read.append(text)
            return real(text, *rest)

        return call

    monkeypatch.setattr(symtable, "symtable", heard(symtable.symtable))
    monkeypatch.setattr(colour, "highlight", heard(highlight))
    short, long = "kept = 1", "left" + "+x" * 2_001
    head = f'def f({"a, " * 1_340}b):\n    """x"""\n'
    for _ in range(2):
        needed([short], [long])
        colours_of([short, long, head + "    pass"])
    assert [read.count(text) for text in (short, long, head.strip())] == [2, 4, 2]


def test_of_a_million_notebooks_only_so_many_are_looked_at(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The writer reads a submission too, to know whether it has changed."""
    monkeypatch.setattr(submitted, "MAX_FILES", 5)
    for number in range(9):
        (tmp_path / f"{number}.ipynb").touch()
    notes = submitted.read_submitted("ann", tmp_path, ["3_cost"], (), 1).notes
    assert len(notes) == 5 and all("no notebook of this assignment" in note for note in notes)


def test_a_page_shows_so_much_and_says_what_it_leaves_out() -> None:
    """Long cells are cut, and of many only the first are shown; the notebook has them all."""
    long = PageCell("a", "code", "x" * (MAX_CELL + 7))
    (shown,) = cut([long])
    assert len(shown.source) < MAX_CELL + 100 and "and 7 more letters" in shown.source
    many = [PageCell(f"own-{i}", "code", "x") for i in range(MAX_OWN + 5)]
    assert "and 5 more cells" in list(cut(many))[-1].source
    assert len(list(cut(many))) == MAX_OWN + 1
    large = [PageCell(f"own-{i}", "markdown", "x" * MAX_CELL) for i in range(20)]
    assert sum(len(cell.source) for cell in cut(large)) < MAX_PAGE + 20 * 100


def test_the_released_code_is_not_coloured_for_each_submission() -> None:
    """Only what a student wrote is; the writer keeps the rest."""
    from grader.engine.grading.checks import Checked
    from grader.engine.grading.outcome import SubmissionResult

    path = FOLDER / "perfect" / ASSIGNMENT / "3_cost.ipynb"
    cells = parse_notebook(path.read_bytes())
    graded = drawn(
        Checked(SubmissionResult("ann", []), {"3_cost": [*cells, Cell("code", "mine", "", False)]}),
        checks(Limits()),
    )
    code = [cell for cell in json.loads(path.read_text())["cells"] if cell["cell_type"] == "code"]
    assert "mine" in graded.colours and len(graded.colours) < len(code)
