"""The hostile class, graded in one run beside honest neighbours; every test looks at one side.

A trick gets what it worked for and nothing else, hurts nobody, leaves nothing, and runs nowhere.
"""

import json
import os
import shutil
from collections import Counter
from pathlib import Path

import nbformat
import pytest

from grader.cases.case import read_cases
from grader.engine.grading.graded_class import ClassResult
from grader.engine.grading.outcome import FunctionResult, Outcome
from grader.engine.report.report import needs_a_person, write_report
from grader.engine.sandbox.levels import Level, strongest
from grader.engine.sandbox.limits import Limits
from tests.hostile import FOLDER, TRICKS, WITHOUT_NAMESPACES, write_class
from tests.markup import active, typeset
from tests.network import ASSIGNMENT
from tests.sample_class import FOLDER as SAMPLE
from tests.traces import ROOT, files, traces
from tests.walls import grade_class, needs_walls

pytestmark = needs_walls
LIMITS = Limits(cell_seconds=5, call_seconds=1, submission_seconds=20)
HONEST = ("00_honest", "13_honest", "99_honest")
# A part of the tricks: the first of so many, the second …; test_containers.py has each once.
PART, PARTS = map(int, os.environ.get("LAYERWISE_TRICKS", "1/1").split("/"))
NAMES = sorted(TRICKS)[PART - 1 :: PARTS]
Run = tuple[ClassResult, Path, dict[str, object], dict[str, object]]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The graded class, its results' folder, and this machine before and after."""
    home = tmp_path_factory.mktemp("hostile")
    submitted, out = home / "submitted", home / "out"
    for name in NAMES:
        shutil.copytree(FOLDER / name, submitted / name)
    for name in HONEST:
        shutil.copytree(SAMPLE / "perfect", submitted / name)
    before = traces(submitted)
    result = grade_class(submitted, out, 2, LIMITS)
    after = traces(submitted)
    write_report(result, out / "report.html")
    assert sorted(path.name for path in home.iterdir()) == ["out", "submitted"]
    return result, out, before, after


def verdicts(result: ClassResult, student: str) -> dict[str, FunctionResult]:
    """One student's verdicts."""
    one = next(submission for submission in result.submissions if submission.student == student)
    return {v.function: v for v in one.verdicts}


def page(out: Path, student: str) -> str:
    """A student's feedback page of notebook 3."""
    return (out / "feedback" / student / ASSIGNMENT / "3_cost.html").read_text(encoding="utf-8")


def test_the_class_on_disk_is_what_the_tricks_make(tmp_path: Path) -> None:
    """tests/hostile/ is generated, and every entry of the list of attacks is in it."""
    write_class(tmp_path / "again")
    assert {str(p.relative_to(tmp_path / "again")): p.read_bytes() for p in _all(tmp_path)} == {
        str(p.relative_to(FOLDER)): p.read_bytes() for p in _all(FOLDER)
    }
    in_files = {23}  # links and the like: see test_hostile_files.py
    tried = {*range(1, 29), *range(29, 39)}
    assert {int(name[:2]) for name in TRICKS} | in_files == tried


def _all(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


# What a processor makes of it that judges it within the time.
QUICKLY = {"31_as_many_as_it_may": "wrong"}


@pytest.mark.parametrize("name", NAMES)
def test_a_trick_earns_what_it_worked_for(run: Run, name: str) -> None:
    """The outcome, what may pass and what must be said are as in expected.json."""
    result, *_ = run
    expected = json.loads((FOLDER / name / "expected.json").read_text(encoding="utf-8"))
    found = verdicts(result, name)
    elsewhere = WITHOUT_NAMESPACES if strongest() is Level.LANDLOCK else {}
    outcome = elsewhere.get(name, expected["compute_cost"])
    allowed = {outcome, *([QUICKLY[name]] if name in QUICKLY else [])}
    if name == "35_many_threads" and elsewhere:
        # Threads are counted over all that an ordinary user runs: its cell may find no room at all.
        allowed.add("not attempted")
    assert str(found["compute_cost"].outcome) in allowed
    assert [f for f, v in found.items() if v.outcome is Outcome.PASSED] == expected["passes"]
    assert result.totals[name] == (8 if expected["passes"] else 0, 100)
    person = "\n".join(line for line in needs_a_person(result) if line.startswith(f"{name}: "))
    for words in expected["says"]:
        assert words in found["compute_cost"].detail + person


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_neighbour_keeps_full_marks(run: Run, name: str) -> None:
    """Whoever is graded before, between and after hostile submissions has all points."""
    assert run[0].totals[name] == (100, 100)


def test_nothing_is_left_behind(run: Run) -> None:
    """No file of the course or the class has changed; no process, thread, socket, pipe, shared
    memory or file of a submission is there after the run."""
    _, _, before, after = run
    assert before["marks"] == set()
    for kind in before:
        assert after[kind] == before[kind], kind


def test_no_grader_fails(run: Run) -> None:
    """Nothing that a submission does counts as the grader's own fault."""
    for name in (*NAMES, *HONEST):
        outcomes = {verdict.outcome for verdict in verdicts(run[0], name).values()}
        assert Outcome.GRADER_ERROR not in outcomes


@pytest.mark.parametrize("name", NAMES)
def test_a_page_runs_nothing_of_theirs(run: Run, name: str) -> None:
    """Scripts, handlers, frames, forms and addresses of a page are those of an honest page; its
    formulas are the lesson's; no control character and no letter that turns a line is in it."""
    text = page(run[1], name)
    extra = active(text) - active(page(run[1], HONEST[0]))
    assert extra == Counter()
    assert "href{javascript" not in typeset(text) and "require{" not in typeset(text)
    outputs = text.replace("\n", "").replace("\t", "")
    assert not any(letter in outputs for letter in "\x1b\x9b\x07\x08\u202e\u2066\ud800")


@pytest.mark.parametrize("name", NAMES)
def test_an_autograded_notebook_holds_nothing_that_runs(run: Run, name: str) -> None:
    """Only streams, errors and our own verdicts; texts are fenced; no attachment of theirs."""
    path = run[1] / "autograded" / name / ASSIGNMENT / "3_cost.ipynb"
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        assert cell.cell_type != "raw" and "trick" not in str(cell.get("attachments"))
        assert "trick" not in str(cell.metadata)
        if cell.cell_type == "markdown" and "trick" in cell.source:
            assert cell.source.startswith("```") and cell.source.endswith("```")
        for output in cell.get("outputs", []):
            assert output.output_type in ("stream", "error", "display_data")
            data = output.get("data", {})
            assert set(data) <= {"text/plain", "text/html"}
            assert not active(data.get("text/html", ""))
            assert not data or cell.metadata.nbgrader.grade_id.startswith("test_")


def test_the_report_runs_nothing(run: Run) -> None:
    """The report has no script, no handler and no address, whatever the class hands in."""
    text = (run[1] / "report.html").read_text(encoding="utf-8")
    found = {one.partition(" ")[0] for one in active(text)}
    assert found <= {"<meta", "<style", "style:"}
    assert text.replace("\n", "").isprintable() or "\x1b" not in text


def test_no_hidden_number_is_told(run: Run) -> None:
    """No page, notebook, result or report has a number of a hidden case, in any order of digits
    that a trick writes: as it is, spaced out, in hexadecimal."""
    hidden = ROOT / "solutions" / "network" / "expected" / "hidden.h5"
    numbers = {
        float(number)
        for case in read_cases(hidden, "compute_cost")
        for number in case.args[0].ravel()
        if 0.001 < abs(number) < 1 and len(repr(float(number))) > 12
    }
    assert len(numbers) > 5
    told = [repr(number)[:10] for number in numbers]
    told += [" ".join(repr(number)[:10]) for number in numbers]
    told += [number.hex()[:14] for number in numbers]
    told += [str(int(number * 10**9)) for number in numbers]
    told += [str([number])[1:10] for number in numbers]
    for path in _all(run[1]):
        if path.suffix in (".html", ".ipynb", ".json", ".csv"):
            text = path.read_text(encoding="utf-8")
            assert not [one for one in told if one in text], path


def test_a_second_run_changes_nothing(run: Run) -> None:
    """What was graded is known again: hostile submissions are not run twice."""
    _, out, *_ = run
    before = files(out / "feedback")
    result = grade_class(out.parent / "submitted", out, 1, LIMITS)
    assert result.kept == len(NAMES) + len(HONEST)
    assert files(out / "feedback") == before
