"""A learner's day around the checks: where am I, give me that back, hand it in."""

import errno
import json
import os
import re
import shutil
import sys
import zipfile
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from grader import hand_in, hand_in_button, hint, overview, reset, restore
from grader.cases.assignment import assignment_here
from grader.errors import LayerwiseError, NoSuchCheck, NotReleased, NotWritable
from grader.examine import examine
from grader.overview import NOT_THERE, NOT_WRITTEN, PASSES, WRONG, looked_at, steps
from tests.network import ASSIGNMENT, COURSE, FUNCTIONS, OWN

ROOT = Path(__file__).resolve().parents[1]
RELEASED = ROOT / "notebooks" / ASSIGNMENT
SOLVED = ROOT / "tests" / "submissions" / "perfect" / ASSIGNMENT


@pytest.fixture(autouse=True)
def unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder as a learner has it, and works in it."""
    folder = tmp_path / "network"
    shutil.copytree(RELEASED, folder)
    monkeypatch.chdir(folder)
    return folder


def read(notebook: str) -> dict[str, Any]:
    """A notebook as it is saved."""
    return dict(json.loads(Path(f"{notebook}.ipynb").read_text("utf-8")))


def save(notebook: str, content: dict[str, Any]) -> None:
    """Save it."""
    Path(f"{notebook}.ipynb").write_text(json.dumps(content), "utf-8")


def cell(content: dict[str, Any], grade_id: str) -> dict[str, Any]:
    """The cell that nbgrader knows by a name."""
    return next(
        one
        for one in content["cells"]
        if one["metadata"].get("nbgrader", {}).get("grade_id") == grade_id
    )


def states() -> dict[str, str]:
    """How each step stands."""
    return {step.function: step.state for step in steps(OWN)}


def solve(*notebooks: str) -> None:
    """Save these notebooks as one has who has solved them."""
    for notebook in notebooks:
        shutil.copy(SOLVED / f"{notebook}.ipynb", f"{notebook}.ipynb")


def test_at_first_nothing_is_written() -> None:
    """Every step, in order, and none of them is called wrong."""
    assert states() == dict.fromkeys(FUNCTIONS, NOT_WRITTEN)


def test_the_overview_knows_the_assignments_beside(
    unpacked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each by what is saved in its own folder; one that cannot be read is left out."""
    shutil.copytree(ROOT / "notebooks" / "improve", unpacked.parent / "improve")
    (unpacked.parent / "damaged").mkdir()
    (unpacked.parent / "damaged" / "public.h5").write_text("nothing")
    overview()
    said = capsys.readouterr().out
    assert "0 of 18 steps pass. Next: initialize_parameters" in said
    assert "Beside it, improve: 0 of 23 steps pass." in said
    assert "damaged" not in said
    assert Path.cwd() == unpacked


def test_what_is_saved_is_what_counts(capsys: pytest.CaptureFixture[str]) -> None:
    """A solved notebook passes, a mistake is named with its case; the next step is said."""
    solve("1_initialize", "2_forward")
    content = read("2_forward")
    relu = cell(content, "relu")
    relu["source"] = "def relu(Z):\n    return Z, Z"
    save("2_forward", content)
    found = states()
    assert {found[name] for name in COURSE["1_initialize"]} == {PASSES}
    assert found["relu"] == WRONG
    assert found["compute_cost"] == NOT_WRITTEN
    overview()
    said = capsys.readouterr().out
    assert "✗ relu  not right yet: case 1 of" in said
    assert "Next: relu, in 2_forward.ipynb." in said


def test_a_step_that_fetches_others_finds_them() -> None:
    """The models of notebook 6 use what notebooks 1 to 5 hold."""
    solve(*COURSE)
    assert set(states().values()) == {PASSES}


def test_a_notebook_that_is_not_there_is_told() -> None:
    """Its steps are not there; the others are looked at."""
    Path("3_cost.ipynb").unlink()
    solve("1_initialize")
    found = states()
    assert found["compute_cost"] == NOT_THERE
    assert found["initialize_parameters"] == PASSES


def test_one_zip_holds_the_notebooks_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    """Byte for byte as they are saved, whatever the checks say."""
    solve("1_initialize")
    path = hand_in()
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == [f"{name}.ipynb" for name in COURSE]
        for name in archive.namelist():
            assert archive.read(name) == Path(name).read_bytes()
    said = capsys.readouterr().out
    assert str(path.resolve()) in said
    assert "You can hand this in as it is" in said


def test_what_is_not_there_is_said_and_not_packed(capsys: pytest.CaptureFixture[str]) -> None:
    """Who deleted a notebook learns of it before handing in."""
    Path("3_cost.ipynb").unlink()
    with zipfile.ZipFile(hand_in()) as archive:
        assert "3_cost.ipynb" not in archive.namelist()
    assert "so not in the zip: 3_cost.ipynb" in capsys.readouterr().out


def test_who_stops_it_learns_where_and_has_the_zip(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A saved function that never ends is named; what is to be handed in was packed before."""
    solve("1_initialize", "2_forward")

    def never_ends(function: Any, *rest: Any) -> Any:
        if function.__name__ == "relu":
            raise KeyboardInterrupt
        return examine(function, *rest)

    monkeypatch.setattr(sys.modules["grader.overview"], "examine", never_ends)
    assert hand_in().is_file()
    said = capsys.readouterr().out
    assert "✓ sigmoid  passes" in said
    assert "✗ relu  not right yet: it had not come back when you stopped it" in said
    assert "○ linear_forward  not looked at" in said
    overview()
    assert "Next: relu, in 2_forward.ipynb." in capsys.readouterr().out


def test_a_step_that_calls_what_is_not_there_says_so() -> None:
    """It is not told to be wrong in itself."""
    solve(*COURSE)
    Path("3_cost.ipynb").unlink()
    found = {step.function: step.note for step in looked_at(assignment_here())}
    assert found["two_layer_model"] == "it calls compute_cost, which is not there"


@pytest.mark.parametrize("write", [hand_in, lambda: reset("relu")])
def test_where_nothing_can_be_written_the_way_out_is_told(
    monkeypatch: pytest.MonkeyPatch, write: Callable[[], object]
) -> None:
    """A folder that is shared, or on a full disk; no notebook is touched."""
    solve("2_forward")
    before = Path("2_forward.ipynb").read_bytes()

    def refuse(self: Path, *_: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(NotWritable, match=r"Read-only file system.*Copy the folder"):
        write()
    assert Path("2_forward.ipynb").read_bytes() == before


def test_restore_undoes_nothing_that_is_written_in_another_cell() -> None:
    """A stub that came back would take its place."""
    solve("2_forward")
    content = read("2_forward")
    relu = cell(content, "relu")
    content["cells"].remove(relu)
    first = cell(content, "sigmoid")
    first["source"] = "".join(first["source"]) + "\n\n\n" + "".join(relu["source"])
    save("2_forward", content)
    restore()
    assert states()["relu"] == PASSES


def test_a_reset_gives_the_stub_back_and_keeps_the_code() -> None:
    """The old code stands below as comments; the check and all else stay as they are."""
    solve("2_forward")
    before = read("2_forward")
    reset("relu")
    after = read("2_forward")
    released = json.loads((RELEASED / "2_forward.ipynb").read_text("utf-8"))
    assert cell(after, "relu")["source"] == cell(released, "relu")["source"]
    place = after["cells"].index(cell(after, "relu"))
    kept = "".join(after["cells"][place + 1]["source"]).split("\n")
    assert kept[0] == "# Your relu before the reset:"
    old = "".join(cell(before, "relu")["source"]).split("\n")
    assert [line[2:] for line in kept[1:]] == [line.rstrip() for line in old]
    others = [one for one in after["cells"] if one not in after["cells"][place : place + 2]]
    assert others == [one for one in before["cells"] if one != cell(before, "relu")]
    assert states()["relu"] == NOT_WRITTEN


@pytest.mark.parametrize("name", ["no_such", 3, "relu()"])
def test_only_a_function_of_the_assignment_is_reset(name: Any) -> None:
    """The names are listed."""
    with pytest.raises(NoSuchCheck, match="There are: initialize_parameters"):
        reset(name)


def test_restore_brings_back_checks_and_stubs_and_leaves_answers_alone() -> None:
    """Deleted, edited, or robbed of what nbgrader knows them by."""
    solve("2_forward")
    right = read("2_forward")
    content = read("2_forward")
    content["cells"].remove(cell(content, "test_relu"))
    cell(content, "test_sigmoid")["source"] = "print('passed')"
    del cell(content, "linear_forward")["metadata"]["nbgrader"]
    content["cells"].remove(cell(content, "sigmoid"))
    save("2_forward", content)
    restore()
    mended = read("2_forward")
    released = json.loads((RELEASED / "2_forward.ipynb").read_text("utf-8"))
    for name in COURSE["2_forward"]:
        assert cell(mended, f"test_{name}")["source"] == cell(released, f"test_{name}")["source"]
    assert cell(mended, "linear_forward") == cell(right, "linear_forward")
    assert cell(mended, "relu") == cell(right, "relu")
    names = [one["metadata"].get("nbgrader", {}).get("grade_id") for one in mended["cells"]]
    assert [name for name in names if name] == [
        name
        for one in right["cells"]
        if (name := one["metadata"].get("nbgrader", {}).get("grade_id"))
    ]


def test_a_name_that_is_nearly_right_is_told() -> None:
    """For `reset` and `hint` alike."""
    for ask in (reset, hint):
        with pytest.raises(NoSuchCheck, match="Did you mean 'linear_forward'"):
            ask("linear_foward")


def test_restore_goes_on_behind_a_notebook_that_cannot_be_read(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """It is named, left as it is, and the others are mended."""
    solve(*COURSE)
    Path("2_forward.ipynb").write_bytes(b"{")
    content = read("3_cost")
    content["cells"].remove(cell(content, "test_compute_cost"))
    save("3_cost", content)
    restore()
    said = capsys.readouterr().out
    assert "2_forward.ipynb cannot be read as a notebook: unpack it again" in said
    assert "3_cost.ipynb: test_compute_cost restored" in said
    assert Path("2_forward.ipynb").read_bytes() == b"{"


def test_the_button_packs_when_it_is_pressed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not before: to run all cells of the first notebook hands nothing in."""
    shown: list[Any] = []
    monkeypatch.setattr("IPython.display.display", lambda *some: shown.extend(some))
    hand_in_button()
    button = shown[0]
    packed = Path(f"{assignment_here().name}_hand_in.zip")
    assert not packed.exists()
    button.click()
    assert packed.is_file()
    assert not button.disabled


def test_restore_changes_nothing_where_nothing_is_missing() -> None:
    """Not a byte."""
    solve(*COURSE)
    before = {name: Path(f"{name}.ipynb").read_bytes() for name in COURSE}
    restore()
    assert {name: Path(f"{name}.ipynb").read_bytes() for name in COURSE} == before


def test_without_what_came_with_the_notebooks_it_says_what_to_do() -> None:
    """No traceback, and no notebook is touched."""
    Path("released.json").unlink()
    with pytest.raises(NotReleased, match="unpack the course again"):
        restore()


def test_the_page_to_start_from_leads_to_every_notebook(unpacked: Path) -> None:
    """Its links are files beside it, and its cells run."""
    start = read("0_start")
    text = "".join("".join(one["source"]) for one in start["cells"])
    for name in COURSE:
        assert f"({name}.ipynb)" in text
        assert (unpacked / f"{name}.ipynb").is_file()
    for one in start["cells"]:
        if one["cell_type"] == "code":
            exec("".join(one["source"]), {})


def test_every_error_that_names_a_section_leads_to_one() -> None:
    """The page lies beside the notebooks, and has the heading."""
    headings = re.findall("^## (.+)$", Path("troubleshooting.md").read_text("utf-8"), re.MULTILINE)
    named = [kind.section for kind in LayerwiseError.__subclasses__() if kind.section]
    assert len(named) >= 4
    for section in named:
        assert any(section in heading for heading in headings)
    with pytest.raises(NotReleased) as caught:
        Path("1_initialize.ipynb").write_text("no notebook")
        reset("initialize_parameters")
    assert "troubleshooting.md: A check or a stub" in "".join(caught.value._render_traceback_())


def test_another_package_of_that_name_is_recognised(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The cell needs nothing of ours: it says which grader this is, and what is missing."""
    look = next(
        "".join(one["source"]) for one in read("0_start")["cells"] if one["id"] == "start-8"
    )
    exec(look, {})
    assert "course kit" in capsys.readouterr().out

    def not_there(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", not_there)
    Path("public.h5").unlink()
    exec(look, {})
    said = capsys.readouterr().out
    assert "the package grader in it is another one" in said
    assert "not in this folder: public.h5" in said
