"""A group of wrong functions is given its sentence, and every page of the group then has it."""

from pathlib import Path

import numpy as np
import pytest

from grader.cases.case import read_cases
from grader.check import ask
from grader.diagnosis.behaviour import behaviour, group_of
from grader.engine.course import digest
from grader.engine.course.names import Name, NamesUnreadable, give_name, read_names
from solutions import network
from tests.network import HIDDEN


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


def test_a_name_that_is_given_has_the_class_graded_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a page says depends on it."""
    monkeypatch.setattr(digest, "HOME", tmp_path)
    (tmp_path / "expected").mkdir()
    (tmp_path / "expected" / "hidden.h5").write_bytes(b"")
    before = digest.course_digest()
    give_name(tmp_path, "relu-0a1b2c3d", Name("One.", "Why?"))
    assert digest.course_digest() != before
