"""An assignment as its source would be released now, by nbgrader's own steps, in memory."""

import copy
import json
import logging
import warnings
from typing import Any

import nbformat
from nbconvert.exporters import Exporter
from nbgrader.converters import GenerateAssignment
from traitlets import import_item

from grader.engine.errors import CourseError

from .cells import Released, released_in
from .folder import Course

QUIET = logging.Logger("nbgrader", logging.CRITICAL)
# nbgrader asks the gradebook with the first of these; what follows is for students' eyes.
SAVE = "SaveCells"


def from_source(course: Course) -> dict[str, Released]:
    """Read the cells that nbgrader would put into its gradebook; none where there is no source.

    Raises:
        CourseError: a notebook cannot be released as it is.
    """
    steps = [_step(one) for one in GenerateAssignment(config=course.config).preprocessors]
    names = [step.__name__ for step in steps]
    config = copy.deepcopy(course.config)
    config.Exporter.default_preprocessors = []
    exporter = Exporter(config=config)
    for step in steps[: names.index(SAVE) if SAVE in names else len(steps)]:
        exporter.register_preprocessor(step(parent=exporter, log=QUIET), enabled=True)
    found = {}
    for path in sorted(course.source.glob("*.ipynb")):
        facts = {"notebook": path.stem, "assignment": course.assignment, "student": "."}
        resources = {"nbgrader": {**facts, "db_url": ""}, "metadata": {"path": str(path.parent)}}
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                notebook = nbformat.read(path, as_version=4)
                made, _ = exporter.from_notebook_node(notebook, resources)
        except Exception as error:  # nbgrader's steps say it in many ways
            said = " ".join(str(error).split())
            raise CourseError(f"{path} cannot be released as it is: {said[:300]}") from None
        found[path.stem] = released_in(path.stem, json.loads(nbformat.writes(made)))
    return found


def _step(named: Any) -> Any:
    return import_item(named) if isinstance(named, str) else named
