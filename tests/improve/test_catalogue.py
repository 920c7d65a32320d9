"""The second assignment's catalogue: rejected, never named wrongly; right ways are accepted."""

import re
import warnings
from pathlib import Path

import pytest

from grader.cases.locked import read_locked
from grader.engine.authoring.catalogue import read_catalogue
from grader.engine.authoring.evaluate import SETS, evaluate
from grader.engine.authoring.folder import find_folder
from grader.engine.authoring.notes import read_notes

ROOT = Path(__file__).resolve().parents[2]
FOLDER = find_folder(ROOT, "improve")
CATALOGUE = read_catalogue(FOLDER)


def test_every_mistake_is_rejected_and_none_is_named_wrongly() -> None:
    """By the public and by the hidden cases; nearly all are named, and right ways pass."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # some of the mistakes are about nan
        found = evaluate(FOLDER)
    assert found.sound
    for which in SETS:
        assert sum(row.named(which) for row in found.singles) >= len(found.singles) - 1


def test_the_catalogue_is_about_the_whole_assignment() -> None:
    """At least 150 mistakes and 60 right ways, some of every function."""
    functions = {name for path in (FOLDER.home / "lessons").glob("*.py") for name in _taught(path)}
    for table, least in ((CATALOGUE.mistakes, 150), (CATALOGUE.right, 60)):
        assert len(table) >= least
        assert {one.function for one in table} == functions
        names = [(one.function, one.name) for one in table]
        assert len(set(names)) == len(names)


def _taught(lesson: Path) -> list[str]:
    return re.findall(r'^# %% function="(\w+)"', lesson.read_text(encoding="utf-8"), re.M)


def test_every_right_way_opens_the_notes_on_its_function() -> None:
    """There are some on every function."""
    notes, public = read_notes(FOLDER), FOLDER.release / FOLDER.public.name
    assert {*notes} == {one.function for one in CATALOGUE.right}
    for one in CATALOGUE.right:
        function = CATALOGUE.define(one.function, CATALOGUE.source_of(one))
        assert read_locked(public, one.function, function) == notes[one.function], one.name


@pytest.mark.parametrize("one", CATALOGUE.mistakes, ids=lambda one: f"{one.function}-{one.name}")
def test_a_mistake_is_told_in_a_sentence_and_hinted_at_without_code(one: object) -> None:
    """One sentence for what is done; a hint asks or points, and never holds the right code."""
    mistake = next(m for m in CATALOGUE.mistakes if m is one)
    assert re.fullmatch(r".{13,110}\.", mistake.misconception)
    assert 10 < len(mistake.hint) < 170
    assert mistake.hint[-1] in ".?"
    if not isinstance(mistake.change, str):
        right = [old.strip() for old, _ in mistake.change if len(old.strip()) > 9]
        assert not any(code in mistake.hint for code in right)
