"""A group of wrong functions is given its sentence, and every page of the group then has it."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from grader.cases.case import read_cases
from grader.diagnosis.behaviour import behaviour, group_of
from grader.engine.cli import app
from grader.engine.course.material import Material, find_material
from grader.engine.course.names import Name, give_name, read_names
from grader.engine.course.settings import read_settings
from grader.engine.errors import NamesUnreadable
from grader.examine import ask
from solutions import network
from tests.network import ASSIGNMENT, HIDDEN, ROOT


def test_names_come_back_as_they_were_given(tmp_path: Path) -> None:
    """A second name of a group replaces the first; a file of another kind is refused in words."""
    (tmp_path / "expected").mkdir()
    assert read_names(tmp_path) == {}
    give_name(tmp_path, "relu-0a1b2c3d", Name("One.", "Why?"))
    give_name(tmp_path, "relu-0a1b2c3d", Name("Another.", "Where?"))
    give_name(tmp_path, "sigmoid-0a1b2c3d", Name("Zwölf.", "Wie?"))
    assert read_names(tmp_path) == {
        "relu-0a1b2c3d": Name("Another.", "Where?"),
        "sigmoid-0a1b2c3d": Name("Zwölf.", "Wie?"),
    }
    (tmp_path / "expected" / "names.json").write_text("[1]", encoding="utf-8")
    with pytest.raises(NamesUnreadable):
        read_names(tmp_path)


def test_functions_that_do_the_same_are_one_group() -> None:
    """Whatever they look like; and another number anywhere makes another group."""
    cases = read_cases(HIDDEN, "relu")

    def group(cap: float) -> str:
        answers = [ask(lambda Z: (np.minimum(network.relu(Z)[0], cap), Z), case) for case in cases]
        return group_of("relu", [behaviour(c, a) for c, a in zip(cases, answers, strict=True)])

    assert group(6.0) == group(6.0 + 1e-9)
    assert group(6.0) != group(6.1)


def test_a_name_that_is_given_has_the_class_graded_again(tmp_path: Path) -> None:
    """What a page says depends on it, and it is a part of what names the assignment."""
    root = tmp_path / "course"
    shutil.copytree(ROOT / "notebooks", root / "notebooks")
    shutil.copytree(ROOT / "solutions", root / "solutions")
    shutil.copy(ROOT / "nbgrader_config.py", root)

    def material() -> Material:
        found = find_material(root, read_settings(root), ASSIGNMENT)
        assert found is not None
        return found

    before = material().digest
    words = ["name", "relu-0a1b2c3d", "One.", "Why?", "--course", str(root)]
    words += ["--assignment", ASSIGNMENT]
    assert CliRunner().invoke(app, words).exit_code == 0
    assert material().digest != before
    assert material().load().names == {"relu-0a1b2c3d": Name("One.", "Why?")}
