"""Ten thousand damaged notebooks against the reader: each gives cells, or one clear sentence."""

import json
import random
import resource
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from grader.engine.course.notebook import MAX_SOURCE, UnreadableNotebook, parse_notebook
from grader.engine.course.plan import plan
from grader.engine.grading.outcome import NotebookResult
from grader.engine.pages.autograded import autograded_notebook
from grader.engine.pages.feedback import feedback_page
from grader.engine.pages.page import page_cells
from grader.engine.report.report import needs_a_person, write_report
from grader.engine.sandbox.limits import Limits
from tests.every import EVERY
from tests.graded import MATERIAL, checks
from tests.hostile import NOTEBOOK, notebook_text, released
from tests.mangle import as_bytes, damage, edit
from tests.network import ASSIGNMENT, COURSE
from tests.sample_class import FOLDER
from tests.tricks import Trick
from tests.walls import LIMITS, STAND, grade_class

SEED = 20_260_102
COUNT = 10_000 if EVERY else 2_000
IN_ONE_RUN = 100
STANDING: dict[str, dict[str, Any]] = {
    "scores": {"test_compute_cost": [0, 8]},
    "late": {"penalty": 0.0},
    "comments": {},
}


def notebooks() -> list[bytes]:
    """Notebooks as students hand them in."""
    whole = FOLDER / "perfect" / ASSIGNMENT
    found = [notebook_text(Trick("")).encode(), notebook_text(Trick("", "print(1)")).encode()]
    return [*found, (whole / NOTEBOOK).read_bytes(), (whole / "5_update.ipynb").read_bytes()]


def mangled(chance: random.Random, known: list[bytes]) -> bytes:
    """One damaged notebook."""
    data = chance.choice(known)
    return (
        damage(chance, data) if chance.random() < 0.5 else as_bytes(edit(chance, json.loads(data)))
    )


def test_damaged_notebooks_are_read_or_explained(tmp_path: Path) -> None:
    """Nothing but UnreadableNotebook is raised; a reason is one short line; what is read can be
    planned, written and shown; memory is bounded."""
    chance, known, found = random.Random(SEED), notebooks(), Counter[str]()
    home = tmp_path / ASSIGNMENT
    home.mkdir()
    work = checks(LIMITS)
    cells_of_release = parse_notebook(known[0])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for i in range(COUNT):
        (home / NOTEBOOK).write_bytes(mangled(chance, known))
        submission = work.read("ann", home)
        if reason := submission.problems.get("3_cost"):
            found[" ".join(reason.split()[:4])] += 1
            assert len(reason) < 300 and reason.isprintable()
            continue
        found["read"] += 1
        cells = submission.cells["3_cost"]
        "".join(cell.source for cell in cells).encode("utf-8")
        plan(cells, cells_of_release, COURSE["3_cost"])
        shown = page_cells(MATERIAL, cells, NotebookResult("3_cost"))
        if i % 20 == 0:
            json.loads(autograded_notebook(MATERIAL, "3_cost", shown).encode("utf-8"))
            feedback_page(MATERIAL, "3_cost", shown, STANDING).encode("utf-8")
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{COUNT} notebooks: {dict(found)}; {(after - before) / 1024:.0f} MB more memory")
    assert found["read"] > COUNT // 10 and len(found) > 8
    assert after - before < 300 * 1024  # in kB


def test_every_unreadable_notebook_is_named_in_the_report(tmp_path: Path) -> None:
    """A class of damaged notebooks in one run: those that cannot be read are named, each with its
    student, on the list for a person and in report.html; the others are graded."""
    chance, known = random.Random(SEED + 1), notebooks()
    unreadable = set()
    for i in range(IN_ONE_RUN):
        student = f"student{i:03}"
        home = tmp_path / "class" / student / ASSIGNMENT
        home.mkdir(parents=True)
        data = mangled(chance, known)
        (home / NOTEBOOK).write_bytes(data)
        try:
            parse_notebook(data)
        except UnreadableNotebook:
            unreadable.add(student)
    limits = Limits(cell_seconds=5, call_seconds=2, submission_seconds=20, walls=STAND)
    result = grade_class(tmp_path / "class", tmp_path / "out", 1, limits)
    write_report(result, tmp_path / "out" / "report.html")
    report = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    named = {
        line.partition(":")[0]
        for line in needs_a_person(result)
        if f": {NOTEBOOK}: " in line and "missing" not in line
    }
    assert named == unreadable and 20 < len(unreadable) < IN_ONE_RUN
    assert len(result.submissions) == IN_ONE_RUN
    for student in unreadable:
        assert f"<li>{student}: {NOTEBOOK}: " in report
    for submission in result.submissions:
        outcomes = {v.outcome for v in submission.verdicts}
        assert "grader error" not in outcomes


@pytest.mark.parametrize("depth", [*range(150, 1_100, 25), 5_000, 100_000])
def test_json_of_any_depth_is_read_or_refused(depth: int) -> None:
    """Lists in lists, wherever they stand, end neither the reader nor its error message."""
    deep = "[" * depth + "]" * depth
    for text in (f'{{"nbformat": {deep}}}', f'{{"nbformat": 4, "cells": [], "x": {deep}}}'):
        try:
            assert parse_notebook(text.encode()) == []
        except UnreadableNotebook as error:
            assert str(error).isprintable()


def test_a_notebook_with_more_text_than_any_course_is_refused() -> None:
    """Pages of it would take a minute to make, and longer to read."""
    notebook = released()
    notebook["cells"][0]["source"] = "x" * (MAX_SOURCE + 1)
    with pytest.raises(UnreadableNotebook, match="more than 300000 characters"):
        parse_notebook(json.dumps(notebook).encode())
