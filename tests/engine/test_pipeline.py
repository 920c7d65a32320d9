"""nbgrader's steps around a notebook's execution, without its gradebook."""

import json
from typing import Any

import pytest
from traitlets.config import Config

from grader.engine.course.cells import MarkedCell, Released, SourceCell
from grader.engine.course.notebook import UnreadableNotebook
from grader.engine.grading.pipeline import Pipeline

ANSWER = {
    "schema_version": 3,
    "grade_id": "answer",
    "grade": False,
    "solution": True,
    "locked": False,
    "task": False,
    "checksum": "0" * 32,
}
RELEASED = Released(
    "ps1",
    "",
    (SourceCell("answer", "code", False, "", "0" * 32),),
    (),
    (MarkedCell("answer", 0.0),),
    (),
)


def notebook(*metadata: dict[str, Any]) -> bytes:
    """Write a notebook that has a cell with each of these metadata."""
    cells: list[dict[str, Any]] = [
        {
            "cell_type": "code",
            "id": f"c{number}",
            "metadata": {"nbgrader": one} if one else {},
            "source": f"x = {number}",
            "outputs": [],
            "execution_count": None,
        }
        for number, one in enumerate(metadata)
    ]
    made = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(made).encode()


@pytest.mark.parametrize(
    "wrong",
    [
        [{**ANSWER, "points": -1}],
        [{}, {**ANSWER, "grade_id": "other", "checksum": "0" * 31}],
        [{}, {**ANSWER, "grade_id": "other", "checksum": 32}],
        [{**ANSWER, "more": 1}],
        [{**ANSWER, "schema_version": 2, "cell_type": "poem"}],
        [{}, {**ANSWER, "grade_id": ""}],
    ],
)
def test_metadata_that_nbgrader_refuses_are_refused_whoever_came_before(
    wrong: list[dict[str, Any]],
) -> None:
    """Also behind a notebook whose metadata were right, and a second time."""
    pipeline = Pipeline(Config(), "ps1", {"ps1": RELEASED})
    for right in ([ANSWER], [{**ANSWER, "checksum": "1" * 32}], [{}, ANSWER]):
        assert len(pipeline.before("ps1", notebook(*right)).cells) == len(right)
    for _ in range(2):
        with pytest.raises(UnreadableNotebook, match="nbgrader cannot prepare it"):
            pipeline.before("ps1", notebook(*wrong))
    assert pipeline.before("ps1", notebook(ANSWER)).cells
