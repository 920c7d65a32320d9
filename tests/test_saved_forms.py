"""A notebook that Colab, VS Code or another program saved is as good as JupyterLab's."""

import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import nbformat
import pytest

from grader import hand_in, reset, restore, use_my_functions
from grader.check import check
from grader.engine.grading.outcome import Outcome
from grader.overview import NOT_WRITTEN, PASSES, WRONG, steps
from tests.network import ASSIGNMENT, COURSE, OWN
from tests.saved import FORMS
from tests.walls import grade_class

ROOT = Path(__file__).resolve().parents[1]
RELEASED = ROOT / "notebooks" / ASSIGNMENT
SOLVED = ROOT / "tests" / "submissions" / "perfect" / ASSIGNMENT
WRONG_RELU = "def relu(Z):\n    return Z, Z"


def finished(notebook: str) -> dict[str, Any]:
    """A notebook with all its answers; relu's is wrong, and stands in a cell of one's own too."""
    content = dict(json.loads((SOLVED / f"{notebook}.ipynb").read_text("utf-8")))
    for cell in content["cells"]:
        if cell["id"] == "relu":
            cell["source"] = WRONG_RELU
    return content


@pytest.fixture(params=FORMS)
def unpacked(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: Any) -> Path:
    """The learner's folder; notebooks 1 and 2 are done, and were saved by another program."""
    folder = tmp_path / ASSIGNMENT
    shutil.copytree(RELEASED, folder)
    for name in ("1_initialize", "2_forward"):
        (folder / f"{name}.ipynb").write_bytes(FORMS[request.param](finished(name)))
    monkeypatch.chdir(folder)
    return folder


def states() -> dict[str, str]:
    """How each step stands."""
    return {step.function: step.state for step in steps(OWN)}


def test_the_learners_part_works_on_it(unpacked: Path) -> None:
    """Overview and check see the answers, hand_in() packs the very bytes."""
    right = {name for n in ("1_initialize", "2_forward") for name in COURSE[n]} - {"relu"}
    found = states()
    assert found["relu"] == WRONG
    assert found["compute_cost"] == NOT_WRITTEN
    assert {name for name, state in found.items() if state == PASSES} <= right
    assert {found[name] for name in ("sigmoid", "linear_forward", *COURSE["1_initialize"])} == {
        PASSES
    }
    mine: dict[str, Any] = {}
    use_my_functions(mine, "1_initialize", "2_forward")
    check(mine["sigmoid"])
    with zipfile.ZipFile(hand_in()) as archive:
        for name in archive.namelist():
            assert archive.read(name) == Path(name).read_bytes()


def test_rescue_mends_it_and_doubles_nothing(unpacked: Path) -> None:
    """Every released cell is there once, under its name, in its order; answers stay."""
    path = unpacked / "2_forward.ipynb"
    was_valid = is_valid(path)
    restore()
    reset("relu")
    assert is_valid(path) or not was_valid
    content = json.loads(path.read_text("utf-8-sig"))
    released = json.loads((RELEASED / "2_forward.ipynb").read_text("utf-8"))
    names, wanted = map(names_of, (content, released))
    assert names == wanted
    texts = ["".join(cell["source"]) for cell in content["cells"]]
    for function in COURSE["2_forward"]:
        assert texts.count(f"check({function})") == 1
        assert sum(f"def {function}(" in text and text[0] != "#" for text in texts) == 1
    assert states() == {**states(), "sigmoid": PASSES, "relu": NOT_WRITTEN}
    before = path.read_bytes()
    restore()
    assert path.read_bytes() == before


def names_of(content: dict[str, Any]) -> list[str]:
    """nbgrader's names of a notebook's cells, in their order."""
    about = [cell.get("metadata", {}).get("nbgrader", {}) for cell in content["cells"]]
    return [one["grade_id"] for one in about if one]


def is_valid(path: Path) -> bool:
    """Whether the file keeps to nbformat's schema of its own version."""
    return not [*nbformat.validator.iter_validate(json.loads(path.read_text("utf-8-sig")))]


def test_each_is_graded_to_the_same_marks(tmp_path: Path) -> None:
    """One student a form; one function takes a name from an experiment of the lesson."""
    content = finished("2_forward")
    linear = next(cell for cell in content["cells"] if cell["id"] == "linear_forward")
    linear["source"] = "".join(linear["source"]).replace("+ b\n", "+ b * numbers.shape[0]\n")
    forms = {"jupyterlab": lambda content: json.dumps(content).encode(), **FORMS}
    for student, form in forms.items():
        path = tmp_path / "class" / student / ASSIGNMENT / "2_forward.ipynb"
        path.parent.mkdir(parents=True)
        path.write_bytes(form(content))
    result = grade_class(tmp_path / "class", tmp_path / "graded")
    outcomes = {
        submission.student: {one.function: one.outcome for one in submission.verdicts}
        for submission in result.submissions
    }
    assert outcomes["jupyterlab"]["relu"] is Outcome.WRONG
    assert outcomes["jupyterlab"]["linear_forward"] is Outcome.PASSED
    for student in FORMS:
        assert outcomes[student] == outcomes["jupyterlab"], student
        assert result.totals[student] == result.totals["jupyterlab"], student
        feedback = tmp_path / "graded" / "feedback" / student / ASSIGNMENT / "2_forward.html"
        assert feedback.is_file(), student
